"""The agenda: the open follow-ups of all briefings by due date, worked on where they stand."""

from pathlib import Path

import pytest
from briefings import numbered
from driving import LARGE, SMALL, Reader, sitting_at
from harbour_news import HEADLINE, harbour_news

from stores.library import Library
from tui.desk.widgets.row_list import RowList

ID = harbour_news().id


@pytest.fixture
def busy(library: Library) -> Library:
    """Open in the harbour's: f5 without a date, f3 on 14 April; in part 2: f1, long overdue, and f2, in April."""
    other = library.entries()[1].id
    library.set_follow_up(ID, "f3", state="open")
    library.set_follow_up(other, "f1", state="open", due="2026-02")
    library.set_follow_up(other, "f2", state="open")
    return library


def rows(desk: Reader) -> list[str]:
    """The rows of the agenda, from the first."""
    agenda = desk.app.screen.query_one("#agenda", RowList)
    return [" ".join(agenda._row(at).plain.split()) for at in range(agenda.count)]


async def in_the_agenda(desk: Reader) -> None:
    """Go there and wait until it has been read."""
    await desk.press("F")
    await desk.until(lambda: "reading" not in desk.lines[0] and "Agenda" in desk.lines[0], "the agenda was read")
    await desk.settle()


async def test_F_shows_what_is_open_in_all_briefings_overdue_first_undated_last(busy: Library) -> None:
    async with sitting_at(busy, SMALL) as desk:
        await in_the_agenda(desk)
        assert "Agenda (4 open, 1 overdue)" in desk.lines[0]
        assert rows(desk) == [
            "[ ] overdue 2026-02 Confirm the price of the harbour. Harbour kept, part 2",
            f"[ ] Tue 2026-04-14 The city council is to vote. {HEADLINE} · The Harbour Post",
            "[ ] 2026-04 Ask who would buy. Harbour kept, part 2",
            f"[ ] no date Ask the islanders. {HEADLINE} · The Harbour Post",
        ]
        assert "overdue 2026-02" in desk.dressed("#agenda", "bold")
        before = desk.words
        await desk.press("s")
        await desk.until_seen("suggested)")
        assert "(4 open, 1 overdue, 5 suggested)" in desk.lines[0]
        await desk.press("G")
        assert desk.line.startswith("? no date")
        await desk.press("s", "g")
        await desk.until(lambda: desk.words == before, "only the open ones were shown")


async def test_enter_goes_to_the_follow_up_in_its_briefing_and_F_back_to_where_it_was(busy: Library) -> None:
    async with sitting_at(busy, SMALL) as desk:
        await in_the_agenda(desk)
        await desk.press("j", "j", "enter")
        assert "Harbour kept, part 2" in desk.lines[0]
        assert desk.pane == 4
        assert "Ask who would buy." in desk.line
        await in_the_agenda(desk)
        assert "Ask who would buy." in desk.line
        await desk.press("escape")
        assert "Harbour kept, part 2" in desk.lines[0]


async def test_space_x_d_and_u_work_there_and_rows_stay_under_the_users_hand(busy: Library) -> None:
    other = busy.entries()[1].id
    async with sitting_at(busy, SMALL) as desk:
        await in_the_agenda(desk)
        await desk.press("space")
        assert desk.line.startswith("[x] 2026-02 Confirm the price")
        assert "Agenda (3 open)" in desk.lines[0]
        assert busy.get(other).follow_up("f1").state.value == "done"
        await desk.press("j", "d")
        await desk.type("tomorrow")
        await desk.press("enter")
        assert desk.line.startswith("[ ] tomorrow The city council is to vote.")
        assert busy.get(ID).follow_up("f3").due == "2026-03-05"
        await desk.press("G", "x")
        assert desk.line.startswith("[-] no date Ask the islanders.")
        assert [row[:3] for row in rows(desk)] == ["[x]", "[ ]", "[ ]", "[-]"]
        await desk.press("u")
        await desk.until(lambda: desk.line.startswith("[ ] no date Ask the islanders."), "the last was taken back")
        assert [row[:3] for row in rows(desk)] == ["[x]", "[ ]", "[ ]", "[ ]"]
        await desk.press("y")
        assert desk.app.clipboard == f"Ask the islanders. — {HEADLINE}"
        await desk.press("escape", "4", "g", "j")
        assert "due 2026-03-05" in desk.words  # the panes show it too
        await in_the_agenda(desk)
        assert "Agenda (3 open)" in desk.lines[0]  # what is done has gone


async def test_words_are_found_in_it(busy: Library) -> None:
    async with sitting_at(busy, LARGE) as desk:
        await in_the_agenda(desk)
        await desk.press("slash", *"harbour post", "enter")
        assert "The city council is to vote." in desk.line
        await desk.press("n")
        assert "Ask the islanders." in desk.line


async def test_what_others_change_is_shown_and_the_place_kept(busy: Library, tmp_path: Path) -> None:
    other = busy.entries()[1].id
    async with sitting_at(busy, SMALL) as desk:
        await in_the_agenda(desk)
        await desk.press("j", "space", "j")
        with Library.open(tmp_path / "library") as elsewhere:
            elsewhere.set_follow_up(other, "f1", state="done")
            elsewhere.add_follow_up(ID, "Call at once.", due="2026-03-03")
        await desk.until_seen("Call at once.")
        assert "Ask who would buy." in desk.line
        assert [row.split(". ")[0] for row in rows(desk)] == [
            "[ ] overdue Tue 2026-03-03 Call at once",
            "[x] Tue 2026-04-14 The city council is to vote",  # done here, so it stays here
            "[ ] 2026-04 Ask who would buy",
            "[ ] no date Ask the islanders",
        ]


async def test_with_nothing_to_do_it_says_what_would_be(empty: Library) -> None:
    empty.add(numbered(1))
    async with sitting_at(empty, SMALL) as desk:
        await in_the_agenda(desk)
        assert "Nothing is open: in pane 4 Space takes up a follow-up" in desk.words
        await desk.press("space", "enter")
        assert "That is for a follow-up" in desk.toast
        await desk.press("escape")
        assert "Readout" in desk.lines[0]
