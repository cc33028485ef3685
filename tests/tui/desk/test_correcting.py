"""Correcting the highlighted line: chosen from a list, typed or chosen again, marked, taken back, withdrawn."""

from dataclasses import replace
from pathlib import Path

import pytest
from driving import MIDDLE, SMALL, sitting_at
from harbour_news import HEADLINE, STATEMENTS, harbour_news

from briefing.model import Briefing, HeadlineOrigin, Origin, Span, Stance
from stores.library import Library

ID = harbour_news().id


def now(library: Library) -> Briefing:
    """The harbour's briefing as it is on the disk."""
    with Library.open(library.directory, readonly=True) as fresh:
        return fresh.get(ID)


async def test_c_gives_a_quote_another_speaker_which_is_marked_and_withdrawn(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("2", "G", "c")
        assert "“We load here or we do not load,”" in desk.read(".dialog-about")
        assert "1 Speaker: Tom Reyes (Dock workers' union) 2 Stance: – declines" in desk.words
        await desk.press("1")
        await desk.type("mayor ada b")
        await desk.press("tab", "enter")
        assert "Corrected; u takes it back: Speaker of “We load here" in desk.toast
        said = now(library).statement("s7")
        assert said.speaker is not None
        assert (said.speaker.name, said.speaker.stakeholder, said.origin) == ("Mayor Ada Byron", "p1", Origin.USER)
        assert desk.line.endswith("– declines — Mayor Ada Byron, to the mayor (corrected by you)")
        await desk.press("enter")
        assert "Origin corrected by you; c changes or withdraws it" in desk.words
        await desk.press("c", "5")
        assert "Withdrawn; u takes it back: Speaker of" in desk.toast
        assert "Origin" not in desk.words
        assert "Tom Reyes" in desk.read("#facts")
        await desk.press("escape", "u", "u")
        assert now(library) == replace(harbour_news(), id=ID)


async def test_a_stance_is_chosen_from_the_closed_list_and_the_positions_follow(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("2", "c", "2")
        assert "1 ? asks 2 + supports 3 × opposes" in desk.read(".choices")
        await desk.press("j", "enter")  # it begins at the stance that is
        assert now(library).statement("s2").stance is Stance.WARNS
        assert "! warns Mayor Ada Byron 1" in desk.read("#pane-3")
        await desk.press("c", "2", "4")
        assert "is warns already" in desk.toast
        await desk.press("u")
        assert "× opposes Mayor Ada Byron 1" in desk.read("#pane-3")


async def test_what_is_no_statement_is_taken_out_and_brought_back(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("2", "enter", "c", "3")
        assert "Statement removed" in desk.toast
        assert "Readout" in desk.lines[0]  # there is no evidence of it any more
        assert "We will not sell the harbour" not in desk.words.replace(desk.toast, "")
        assert "s2" not in [statement.id for statement in now(library).statements]
        await desk.press("1", "c")
        assert "Withdraw: Statement removed: “We will not sell" in desk.words
        await desk.press("3", "2", "g")
        assert desk.line.startswith("“We will not sell the harbour")


async def test_a_statement_is_added_by_its_first_and_last_words(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("enter", "c", "4")
        await desk.type("the port authority may ... since")
        assert "These words" not in desk.read(".dialog-meaning")
        await desk.type(" ... the")
        await desk.press("enter")
        assert "! Give the first words and the last ones, with one … between them." in desk.read(".dialog-status")
        await desk.press(*["backspace"] * len(" ... the"))
        assert "the port authority may turn away single ships, as it has done since" in desk.read(".dialog-meaning")
        await desk.press("tab")
        await desk.type("Mayor")
        await desk.press("tab", "enter", "1")
        assert "Statement added" in desk.toast
        (added,) = [s for s in now(library).statements if s.origin is Origin.USER]
        assert [span.exact for span in added.content] == [
            "the port authority may turn away single ships, as it has done\nsince".replace("\n", " ")
        ]
        assert added.stance is Stance.ASKS
        assert added.speaker is not None
        assert added.speaker.name == "Mayor Ada Byron"
        await desk.press("escape", "v", "slash", *"turn away", "enter")
        assert "? asks — Mayor Ada Byron (added by you)" in desk.line


async def test_words_that_do_not_stand_in_the_article_are_no_statement(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("1", "c", "2")
        for words, told in {
            "the lighthouse burned": "These words do not stand in the article.",
            "the east pier": "These words stand 4 times in the article: give more of them.",
            "Nobody has ... lighthouse keeper": "After the first words the article has no “lighthouse keeper”.",
            "“We load here or we do not load,”": "is a statement already",
        }.items():
            await desk.type(words)
            await desk.press("enter")
            assert told in desk.read(".dialog-status")
            await desk.press("ctrl+u")
        await desk.press("escape")
    assert now(library).statements == STATEMENTS


async def test_words_found_in_the_article_are_ready_to_be_added(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("enter", "slash", *"low tide", "enter", "c", "4")
        assert "low tide" in desk.read(".dialog-meaning")


async def test_a_stakeholder_gets_its_name_here_or_in_the_whole_library(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("3", "j", "c", "1")
        await desk.type("Northline Cranes")
        await desk.press("enter")
        assert desk.line.startswith("× opposes Northline Cranes 2")
        assert "renamed by you" in desk.line
        await desk.press("enter")
        assert "Name Northline Cranes, given by you; c changes or withdraws it" in desk.words
        await desk.press("escape")
        await desk.press("c")
        assert "3 Withdraw: Stakeholder: Northline Cranes (was: Northline)" in desk.words
        await desk.press("2")
        await desk.type("Port")
        await desk.press("tab", "enter")  # "Port authority", whom the briefing has
        assert library.aliases() == {"Port authority": ("Northline Cranes",)}
        assert "Northline Cranes" not in desk.read("#pane-3")
        await desk.press("g", "slash", *"port auth", "enter", "c")
        assert "3 In the whole library, no longer: Northline Cranes" in desk.words
        await desk.press("3")
        assert library.aliases() == {}
        assert "Northline Cranes" in desk.read("#pane-3")
        await desk.press("u", "u", "u")
    assert now(library).stakeholders == harbour_news().stakeholders


async def test_the_headline_is_the_users_and_marked_in_pane_and_evidence(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("1", "c", "1")
        await desk.press("enter")
        assert f"! The headline is “{HEADLINE}” already." in desk.read(".dialog-status")
        await desk.press("ctrl+u")
        await desk.type("The pier stays open")
        await desk.press("enter")
        assert desk.line == "The pier stays open your own headline"
        assert "The pier stays open" in desk.lines[0]
        assert now(library).headline.origin is HeadlineOrigin.USER
        await desk.press("enter")
        assert "Headline your own, in words that are not its text's" in desk.words
        await desk.press("escape", "u")
        assert desk.line == HEADLINE


async def test_a_follow_up_is_worded_anew(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("4", "G", "c", *" Twice.", "enter")
        assert desk.line == "? figure Check the 400 jobs. Twice."
        await desk.press("u")
        assert desk.line == "? figure Check the 400 jobs."


@pytest.mark.parametrize("key", ["j", "G"])
async def test_a_line_that_cannot_be_corrected_says_so(key: str, library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("1", key, "c")
        assert "There is nothing to correct in this line" in desk.toast
        assert not desk.app.screen.query(".dialog")


async def test_a_correction_whose_words_are_gone_is_told_and_can_be_withdrawn(library: Library) -> None:
    from briefing.corrections import speaker_correction

    library.correct(ID, speaker_correction(library.get(ID), "s7", "Ada Byron"))
    text = harbour_news().article.text
    gone = STATEMENTS[6].content[0]
    shorter = text[: gone.start] + "x" * len(gone.exact) + text[gone.end :]

    def moved(span: Span) -> Span:
        return Span.of(shorter, span.start, span.end)

    news = harbour_news()
    again = replace(
        news,
        article=replace(news.article, text=shorter),
        statements=news.statements[:6],
        key_quotes=("s2", "s5"),
        positions=tuple(replace(p, statements=tuple(s for s in p.statements if s != "s7")) for p in news.positions),
    )
    library.reanalyse(ID, again)
    async with sitting_at(library, SMALL) as desk:
        await desk.press("1", "G")
        assert desk.line.startswith("! Not applied, its words are gone: Speaker of “We load here or we do not load,”")
        await desk.press("c")
        assert "1 Withdraw: Speaker of “We load here" in desk.words
        await desk.press("enter")
        assert "Not applied" not in desk.words
        assert library.corrections(ID) == []
        await desk.press("u")
        assert "Not applied" in desk.words


async def test_esc_leaves_every_question_without_a_change(library: Library, tmp_path: Path) -> None:
    journal = tmp_path / "library" / "catalogue.log"
    before = journal.read_bytes()
    async with sitting_at(library, SMALL) as desk:
        for keys in ("2A", "4d", "t", "2c", "2c1", "2c2", "2c4", "3c1", "3c2", "1c1", "4c"):
            await desk.press(*keys, "escape")
            assert not desk.app.screen.query(".dialog"), keys
    assert journal.read_bytes() == before
