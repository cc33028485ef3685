"""Searching the library: hits as they are typed for, each with its words marked, and the way to the place and back."""

from pathlib import Path

import pytest
from briefings import numbered
from driving import LARGE, SMALL, Reader, sitting_at
from harbour_news import HEADLINE, harbour_news

from stores.library import Library

ID = harbour_news().id


async def search(desk: Reader, words: str, told: str) -> None:
    """Type into the line and wait for what is told of it."""
    await desk.type(words)
    await desk.until(lambda: told in desk.read("#search-status"), f"{told!r} was told")
    await desk.settle()


async def test_hits_come_while_typing_newest_first_with_the_words_marked(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("S")
        assert 'Words, "phrases", speaker: stakeholder: stance: outlet: tag: after:2026-03 before:' in desk.words
        await search(desk, "HÁRBOUR Post", "3 briefings")
        places = [desk.words.index(words) for words in (HEADLINE, "part 2", "part 1")]
        assert places == sorted(places)
        assert "The Harbour Post · 2026-02-27" in desk.words
        marks = desk.styled("#hits", lambda style: bool(style.reverse)).casefold().split()
        assert set(marks) == {"harbour", "post"}


async def test_enter_goes_to_the_hits_then_to_the_place_and_esc_all_the_way_back(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("J", "S")
        await search(desk, "rails end", "1 briefing")
        await desk.press("enter", "enter")
        assert "Evidence" in desk.lines[0]
        assert "Speaker unnamed official at the ministry of transport" in desk.read("#facts")
        assert desk.styled("#evidence-article", lambda style: bool(style.reverse)) == "rails"
        await desk.press("escape")
        assert "Search rails end" in desk.words
        await desk.press("escape")
        assert HEADLINE[:40] in desk.lines[0]
        assert desk.pane == 2
        assert desk.line.startswith("“Nobody has asked us,”")
        await desk.press("S")
        await desk.until_seen("1 briefing")  # what was asked last is asked again
        await desk.press("escape")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("fruit that comes", "fruit"),  # in no statement: the article at the words
        ("islanders", "Follow-up Ask the islanders. (own, open)"),
        ("dredging", "Note your own, on this briefing"),
        ("quay", "Tags quays"),
        ("speaker:reyes stance:declines", "Speaker Tom Reyes"),
        ("speaker:byron pier", "Statement indirect, ? asks"),  # the word stands in another's statement
    ],
)
async def test_each_hit_leads_to_the_line_that_holds_it(words: str, shown: str, library: Library) -> None:
    library.tag(ID, "quays")
    library.note(ID, "Before the dredging.")
    async with sitting_at(library, (80, 40)) as desk:
        await desk.press("S")
        await search(desk, words, "1 briefing")
        await desk.press("enter", "enter")
        assert "Evidence" in desk.lines[0]
        assert shown in desk.words


async def test_a_mistake_in_a_field_is_told_under_the_line_and_put_right_there(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("S")
        await search(desk, "stance:angry", "! A stance cannot be 'angry', only asks")
        await desk.press(*["backspace"] * len("angry"))
        await search(desk, "asks", "1 briefing")
        await desk.press("ctrl+u")
        await search(desk, "lighthouses", "No briefing fits.")
        await desk.press("enter", "enter", "escape")
        assert "Readout" in desk.lines[0]


async def test_the_newest_query_wins(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("S")
        with desk.app.session._reading_beside:  # a search that takes its time
            await desk.type("part")
            await desk.until(lambda: any(w.group == "search" and w.is_running for w in desk.app.workers), "it searched")
            await desk.type("y of the islands")
        await desk.until_seen("No briefing fits.")
        assert "Harbour kept" not in desk.read("#hits")


async def test_more_hits_than_are_shown_are_told_of(empty: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.desk.screens.searching.MOST", 3)
    for number in range(4):
        empty.add(numbered(number))
    async with sitting_at(empty, SMALL) as desk:
        await desk.press("S")
        await search(desk, "harbour", "The newest 3 that fit, of more")
        assert "part 0" not in desk.words


async def test_what_others_change_is_searched_and_the_hit_stays_highlighted(library: Library, tmp_path: Path) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("S")
        await search(desk, "harbour", "3 briefings")
        await desk.press("enter", "j")
        assert desk.line.startswith("Harbour kept, part 2")
        with Library.open(tmp_path / "library") as elsewhere:
            elsewhere.add(numbered(3))
        await desk.until_seen("4 briefings")
        await desk.settle()
        assert desk.line.startswith("Harbour kept, part 2")


async def test_keys_of_the_line_stay_in_the_line_and_find_stays_in_the_list(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("S")
        await search(desk, "q/ J? ", "No briefing fits.")
        await desk.press("ctrl+u")
        await search(desk, "harbour", "3 briefings")
        await desk.press("down", "slash", *"part 1", "enter")
        assert desk.line.startswith("Harbour kept, part 1")
        await desk.press("S", "x")
        assert "Search x" in desk.words
