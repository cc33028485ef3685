"""f: only one stakeholder with its parts in all panes, until f, Esc or another briefing shows everything again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from briefings import numbered
from driving import LARGE, MIDDLE, SMALL, Reader, sitting_at
from harbour_news import STATEMENTS, with_a_chair_apart
from libraries import keep

from briefing.model import FollowUp, FollowUpKind, FollowUpState, Span, Statement
from stores.library import Library
from tui.desk.narrowing import narrowed, still
from tui.desk.places import Additions
from tui.desk.view import pane_views

UNION = ("3", "g", "slash", *"not load ships", "enter", "escape")
"""From anywhere to the union's position."""

ALL = ["Key quotes (3 of 8)", "Positions (7)", "Follow-ups (6 suggested, 1 open)"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two briefings: the harbour's, in which the union's chair is part of the union, and "Harbour kept, part 1"."""
    keep(tmp_path / "library", numbered(1), with_a_chair_apart())
    with Library.open(tmp_path / "library") as library:
        yield library


def keys(desk: Reader, pane: int) -> list[str]:
    """The rows of a pane by the ids of what they show."""
    return [row.key for row in desk.app.desk.pane(pane).rows]


def titles(desk: Reader) -> list[str]:
    """What the frames of the lower panes say, without the numbers."""
    return [str(desk.app.desk.pane(number).border_title)[2:] for number in (2, 3, 4)]


@pytest.mark.parametrize("size", [MIDDLE, LARGE], ids=["120x36", "200x60"])
async def test_f_on_a_position_shows_its_stakeholder_and_the_parts_alone_in_all_panes(
    library: Library, size: tuple[int, int]
) -> None:
    async with sitting_at(library, size) as desk:
        headline = desk.read("#pane-1")
        await desk.press(*UNION, "f")
        assert titles(desk) == [
            "Statements of Dock workers' union (2)",
            "Positions of Dock workers' union (2)",
            "Follow-ups of Dock workers' union (2 suggested)",
        ]
        assert "2 Statements of Dock workers' union (2)" in desk.read("#pane-2")
        assert desk.read("#pane-1") == headline
        assert "“We load here or we do not load,”" in desk.read("#pane-2")
        assert "that its members would not load ships anywhere else" in desk.read("#pane-2")  # it is no key quote
        assert "└ Tom Reyes 1" in desk.read("#pane-3")
        assert [keys(desk, pane) for pane in (2, 3, 4)] == [["s6", "s7"], ["p5", "p8"], ["f6", "f7"]]
        assert desk.pane == 3
        assert desk.line.startswith("! warns Dock workers' union 1 + 1 in its parts")


async def test_f_on_a_quote_shows_who_says_it_a_part_without_its_party(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("2", "G", "f")
        assert [keys(desk, pane) for pane in (2, 3, 4)] == [["s7"], ["p8"], [""]]
        assert desk.pane == 2
        assert "– declines Tom Reyes (Dock workers' union) 1" in desk.read("#pane-3")
        assert "No follow-up of Tom Reyes was found." in desk.read("#pane-4")


async def test_on_a_small_screen_the_tabs_tell_who_alone_is_shown(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press(*UNION, "f")
        assert desk.lines[1].split("Follow-ups")[1].split() == ["only", "Dock", "workers'", "union"]
        assert "Northline" not in desk.words
        await desk.press("2")
        assert "only Dock workers' union" in desk.lines[1]
        assert "Mayor Ada Byron" not in desk.words
        await desk.press("4")
        assert "Count the members." in desk.words
        assert "400 jobs" not in desk.words
        await desk.press("1")
        assert "Jo March" in desk.words
        await desk.press("f")
        assert "only" not in desk.lines[1]


@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=["80x24", "120x36"])
async def test_a_long_name_is_cut_and_shown_as_signs_in_tabs_and_titles(
    library: Library, size: tuple[int, int]
) -> None:
    async with sitting_at(library, size) as desk:
        await desk.press(*UNION, "c", "1", "ctrl+u")
        await desk.paste("The [b]union[/b]\x1b[31m of everybody on the quays")
        await desk.press("enter", "f")
        if size == SMALL:
            assert desk.lines[1].rstrip().endswith("only The [b]union[/b]␛[31m…")
        else:
            assert "3 Positions of The [b]union[/b]␛[31m o… (2)" in desk.read("#pane-3")


@pytest.mark.parametrize("key", ["f", "escape"])
@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=["80x24", "120x36", "200x60"])
async def test_f_and_esc_show_everything_again_as_it_was(library: Library, size: tuple[int, int], key: str) -> None:
    async with sitting_at(library, size) as desk:
        await desk.press("4", "j", "2", "j", *UNION)
        before = desk.screen
        await desk.press("f")
        assert desk.screen != before
        await desk.press(key)
        assert desk.screen == before
        assert titles(desk) == ALL
        assert desk.line.startswith("! warns Dock workers' union")
        await desk.press("2")
        assert desk.line.startswith("“Nobody has asked us,”")
        await desk.press("4")
        assert desk.line.startswith("? response Ask the city")


async def test_the_highlighted_line_stays_where_it_is_among_fewer_and_among_more(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("v", "slash", *"move 400 jobs", "enter", "escape")
        line = desk.line
        await desk.press("f")
        assert keys(desk, 2) == ["s3", "s4"]
        assert desk.line == line
        await desk.press("k")
        line = desk.line
        assert line.startswith("the plan")
        await desk.press("f")
        assert desk.line == line
        assert titles(desk)[0] == "All statements (8)"


async def test_where_the_highlighted_line_is_another_stakeholders_the_first_line_is_highlighted(
    library: Library,
) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("2", "G", "3", "slash", *"northline", "enter", "escape", "f", "2")
        assert desk.line.startswith("the plan “a mistake")


async def test_the_article_beside_the_panes_follows_to_the_line_that_comes_back(empty: Library) -> None:
    empty.add(replace(with_a_chair_apart(), key_quotes=("s5", "s7")))
    async with sitting_at(empty, LARGE) as desk:
        await desk.press("3", "g", "f", "2")
        assert desk.line.startswith("“We will not sell the harbour")
        assert desk.dressed("#article", "bold").startswith("“We will not sell the harbour")
        await desk.press("f")  # that was no key quote
        assert desk.line.startswith("“Nobody has asked us")
        assert desk.dressed("#article", "bold").startswith("“Nobody has asked us")


@pytest.mark.parametrize("way", [("J",), ("b", "G", "enter")], ids=["J", "b"])
async def test_another_briefing_is_shown_whole_though_it_has_the_stakeholder_too_and_so_is_this_one_then(
    library: Library, way: tuple[str, ...]
) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("3", "g", "f")
        assert titles(desk)[0] == "Statements of Mayor Ada Byron (1)"
        await desk.press(*way)
        assert "Harbour kept, part 1" in desk.read("#pane-1")
        assert "Mayor Ada Byron" in desk.read("#pane-3")
        assert titles(desk) == ["Key quotes (1 of 1)", "Positions (1)", "Follow-ups (2 suggested)"]
        await desk.press("K")
        assert titles(desk) == ALL


async def test_v_shows_the_key_quotes_of_the_stakeholder_and_all_of_them_again(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press(*UNION, "f", "v")
        assert titles(desk)[0] == "Key quotes of Dock workers' union (1 of 2)"
        assert keys(desk, 2) == ["s7"]
        await desk.press("v")
        assert titles(desk)[0] == "Statements of Dock workers' union (2)"
        await desk.press("v", "f")
        assert titles(desk) == ALL
        await desk.press("v", "f", "v", "f")
        assert titles(desk)[0] == "All statements (8)"


async def test_a_stakeholder_without_a_key_quote_or_statement_says_so(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("3", "g", "slash", *"islands", "enter", "escape", "f")
        assert "○ none Islands Association no position found" in desk.read("#pane-3")
        assert "No statement of Islands Association was found." in desk.read("#pane-2")
        await desk.press("v")
        assert "No key quote of Islands Association; v shows all statements." in desk.read("#pane-2")


async def test_a_find_goes_on_among_the_lines_of_the_stakeholder_and_esc_ends_it_first(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("v", "G", "k", "k", "f", "slash", *"load", "enter")
        assert desk.line.startswith("that its members would not load")
        await desk.press("n")
        assert desk.line.startswith("“We load here")
        await desk.press("n")
        assert desk.line.startswith("that its members")
        await desk.press("f", "n")  # what is sought stays sought among all statements
        assert desk.line.startswith("“We load here")
        await desk.press("f", "escape")
        assert titles(desk)[0] == "Statements of Tom Reyes (1)"
        await desk.press("escape")
        assert titles(desk)[0] == "All statements (8)"


async def test_the_lines_found_are_counted_anew_while_the_words_are_typed(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("v", "g", "slash", *"pier")
        assert "3 lines" in desk.lines[-1]
        await desk.press("ctrl+p", *"only this", "enter")
        await desk.until(lambda: titles(desk)[0] == "Statements of Port authority (1)", "the palette had done it")
        assert "1 line" in desk.lines[-1]


async def test_zoom_and_one_stakeholder_go_together_and_esc_takes_the_zoom_back_last(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        before = desk.screen
        await desk.press("G", "z", "f")
        assert "2 Statements of Tom Reyes (1)" in desk.lines[0]
        assert "Positions" not in desk.words
        await desk.press("escape")
        assert "2 Key quotes (3 of 8)" in desk.lines[0]
        await desk.press("escape", "g")
        assert desk.screen == before


async def test_esc_in_the_article_beside_the_panes_only_leaves_it(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("G", "f", "4", "tab", "escape")
        assert desk.pane == 4
        assert titles(desk)[0] == "Statements of Tom Reyes (1)"


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (("v", "G"), "No stakeholder is known for this statement; c says who speaks."),
        (("1",), "Highlight a position in pane 3 or a statement in pane 2: its stakeholder is then shown alone."),
        (("4",), "Highlight a position in pane 3 or a statement in pane 2: its stakeholder is then shown alone."),
    ],
)
async def test_a_line_without_a_stakeholder_says_so_in_a_sentence(
    library: Library, way: tuple[str, ...], told: str
) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press(*way)
        shown = titles(desk)
        await desk.press("f")
        assert told in desk.toast
        assert titles(desk) == shown


async def test_a_pane_without_rows_has_no_stakeholder(empty: Library) -> None:
    empty.add(replace(numbered(1), key_quotes=(), statements=(), positions=()))
    async with sitting_at(empty, MIDDLE) as desk:
        for pane in "23":
            await desk.press(pane, "f")
            assert "Highlight a position" in desk.toast


async def test_a_corrected_speaker_takes_the_statement_away_and_undo_brings_it_back(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press(*UNION, "f", "2", "g", "c", "1")
        await desk.type("Mayor Ada Byron")
        await desk.press("enter")
        assert keys(desk, 2) == ["s7"]
        assert titles(desk)[0] == "Statements of Dock workers' union (1)"
        await desk.press("u")
        assert keys(desk, 2) == ["s6", "s7"]
        assert titles(desk)[1] == "Positions of Dock workers' union (2)"


async def test_a_renamed_stakeholder_stays_alone_under_its_new_name(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press(*UNION, "f", "c", "1")
        await desk.type("The union")
        await desk.press("enter")
        assert titles(desk)[1] == "Positions of The union (2)"
        assert keys(desk, 3) == ["p5", "p8"]
        await desk.press("u")
        assert titles(desk)[1] == "Positions of Dock workers' union (2)"


async def test_when_the_stakeholder_is_gone_everything_is_shown_again(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("2", "G", "f", "c", "3")  # the only statement of the chair, taken out
        assert "Statement removed" in desk.toast
        assert titles(desk)[0] == "Key quotes (2 of 7)"
        assert {"p1", "p5"} <= {*keys(desk, 3)}
        assert keys(desk, 4) == ["f5", "f1", "f2", "f3", "f4", "f6", "f7"]
        await desk.press("u")
        assert titles(desk) == ALL


async def test_another_readouts_change_leaves_the_stakeholder_alone(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press(*UNION, "f")
        with Library.open(library.directory) as other:
            other.set_follow_up(with_a_chair_apart().id, "f6", state="open")
        await desk.until(lambda: titles(desk)[2].endswith("(1 suggested, 1 open)"), "the change was shown")
        assert titles(desk)[2] == "Follow-ups of Dock workers' union (1 suggested, 1 open)"


async def test_follow_ups_keep_their_order_under_the_hand_and_are_in_order_again_with_all(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press(*UNION, "f", "4", "j", "space")
        assert keys(desk, 4) == ["f6", "f7"]
        await desk.press("f")
        assert keys(desk, 4) == ["f5", "f7", "f1", "f2", "f3", "f4", "f6"]
        assert desk.line == "[ ] identify Count the members."


async def test_the_agenda_leads_to_a_follow_up_of_another_stakeholder(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press(*UNION, "f", "F")
        await desk.until_seen("Ask the islanders.")
        await desk.press("G", "enter")
        await desk.until(lambda: desk.pane == 4, "the desk was shown")
        assert desk.line == "[ ] own Ask the islanders."
        assert titles(desk) == ALL


async def test_Y_copies_what_is_shown_of_the_stakeholder(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press(*UNION, "f", "Y")
        assert "**Dock workers' union** ! warns" in desk.app.clipboard
        assert "\n  - **Tom Reyes** – declines" in desk.app.clipboard
        assert "Northline" not in desk.app.clipboard
        await desk.press("2", "Y")
        assert desk.app.clipboard.startswith("## Statements of Dock workers' union\n\n> that its members")
        assert desk.app.clipboard.count("> —") == 2
        await desk.press("4", "Y")
        assert desk.app.clipboard.count("\n- ") == 2


async def test_the_palette_and_the_help_know_it(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("G", "ctrl+p", *"only this", "enter")
        await desk.until(lambda: titles(desk)[0] == "Statements of Tom Reyes (1)", "the palette had done it")
        await desk.press("question_mark")
        assert "f Show only the highlighted stakeholder in all panes, or everything again." in desk.words


def spans_of(statement: Statement) -> dict[str, Span | None]:
    """The words of a statement by what they are."""
    speaker = statement.speaker
    assert speaker is not None
    return {
        "content": statement.content[0],
        "cue": statement.cue,
        "speaker": speaker.span,
        "reason for anonymity": speaker.anonymity,
        "addressee": statement.addressee,
        "hedge": statement.hedges[0] if statement.hedges else None,
        "first of the chain": statement.chain[0].span if statement.chain else None,
        "last of the chain": statement.chain[-1].span if statement.chain else None,
    }


@pytest.mark.parametrize(
    ("statement", "party", "words"),
    [
        (statement, party, words)
        for statement, party in ((STATEMENTS[0], "p2"), (STATEMENTS[4], "p4"))
        for words, span in spans_of(statement).items()
        if span
    ],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_a_follow_up_is_a_stakeholders_where_it_touches_its_statements(
    statement: Statement, party: str, words: str
) -> None:
    news = with_a_chair_apart()
    span = spans_of(statement)[words]
    assert span is not None
    end = Span.of(news.article.text, span.end - 1, span.end)
    after = Span.of(news.article.text, span.end, span.end + 1)
    for touching, whose in ((end, {party}), (after, set())):
        follow_up = FollowUp("f", FollowUpKind.OWN, "Ask.", None, FollowUpState.OPEN, (touching,))
        asked = replace(news, follow_ups=(follow_up,))
        assert {one.id for one in news.stakeholders if narrowed(asked, one).follow_ups} == whose


def test_each_statement_and_position_is_shown_of_its_stakeholder_and_of_those_above() -> None:
    news = with_a_chair_apart()
    shown = {party.id: [s.id for s in narrowed(news, party).statements] for party in news.stakeholders}
    assert shown == {
        "p1": ["s2"],
        "p2": ["s1"],
        "p3": ["s3", "s4"],
        "p4": ["s5"],
        "p5": ["s6", "s7"],
        "p6": [],
        "p8": ["s7"],
    }


def test_all_evidence_of_a_position_is_shown_with_it_whoever_is_said_to_say_it() -> None:
    news = with_a_chair_apart()
    nobodys = [replace(s, speaker=None) if s.id == "s4" else s for s in news.statements]
    shown = narrowed(replace(news, statements=tuple(nobodys)), news.stakeholder("p3"))
    assert [statement.id for statement in shown.statements] == ["s3", "s4"]


def test_every_line_of_a_stakeholder_can_be_drawn() -> None:
    news = with_a_chair_apart()
    for party in news.stakeholders:
        for everything in (False, True):
            views = pane_views(news, Additions(), sample=False, everything=everything, only=party)
            assert all(party.name in f"{view.title} {view.empty}" for view in views[1:])


def test_a_stakeholder_is_found_again_by_its_name_or_where_it_is_mentioned() -> None:
    news = with_a_chair_apart()
    union, chair = news.stakeholder("p5"), news.stakeholder("p8")
    others = tuple(party for party in news.stakeholders if party.id not in ("p5", "p8"))
    moved = replace(union, id="p9", mentions=chair.mentions)
    renamed = replace(union, name="Dockers")
    by_chance = replace(chair, id="p5")
    assert still(union, replace(news, stakeholders=(*others, moved))) is moved
    assert still(union, replace(news, stakeholders=(moved, *news.stakeholders))) is union
    assert still(union, replace(news, stakeholders=(*others, renamed))) is renamed
    assert still(union, replace(news, stakeholders=(*others, renamed, moved))) is moved
    assert still(union, replace(news, stakeholders=(*others, by_chance))) is None
    assert still(union, replace(news, stakeholders=others)) is None
