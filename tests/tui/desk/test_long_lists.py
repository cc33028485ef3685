"""A list of 10,000 briefings: only what is on the screen is made, and it is moved through like one of ten."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from driving import words_of
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from stores.entry import Entry
from tui.desk import desk as desk_module
from tui.desk.hanging import Hanging
from tui.desk.widgets import briefing_list
from tui.desk.widgets.briefing_list import BriefingList
from tui.desk.widgets.tops import Tops

MANY, HEIGHT = 10_000, 24
HEADLINES = (
    "Part {}",
    "Part {} of the harbour’s long story, which goes on below the first line of it",
    "Part {}: 漢字の見出し in the middle of a headline that is long enough to be wrapped, and \x1b[31m is not obeyed",
)


def entries(count: int) -> list[Entry]:
    """Return entries with rows of many heights."""
    return [
        Entry(
            id=f"id{at}",
            headline=HEADLINES[at % 3].format(at),
            outlet="The Harbour Post" if at % 2 else None,
            published=None,
            added="2026-03-01T12:00:00Z",
            tags=("quays", "jobs at sea") if at % 5 == 0 else (),
            open=at % 4,
            suggested=at % 7,
        )
        for at in range(count)
    ]


class Lists(App[None]):
    """The list alone, as it stands on its screen."""

    CSS_PATH = Path(desk_module.__file__).with_name("desk.tcss")

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield BriefingList(id="briefings", classes="alone")


@asynccontextmanager
async def a_list(width: int = 38) -> AsyncIterator[tuple[BriefingList, Pilot[None]]]:
    """Open a list of 10,000 in a terminal of 24 lines."""
    async with Lists().run_test(size=(width, HEIGHT)) as pilot:
        rows = pilot.app.query_one(BriefingList)
        rows.show_entries(entries(MANY), "id0")
        rows.focus()
        await pilot.pause()
        yield rows, pilot


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the entries of which a row was made, in that order."""
    made: list[str] = []
    entry_row: Callable[..., Hanging] = briefing_list.entry_row

    def counted(entry: Entry, *more: object, is_open: bool) -> Hanging:
        made.append(entry.id)
        return entry_row(entry, *more, is_open=is_open)

    monkeypatch.setattr(briefing_list, "entry_row", counted)
    return made


def lines(rows: BriefingList) -> list[str]:
    """Return what is on the screen."""
    return [strip.text for strip in rows.app.screen._compositor.render_strips()]


async def test_no_more_rows_are_made_than_the_screen_shows(made: list[str]) -> None:
    async with a_list() as (rows, pilot):
        assert 0 < len(made) <= HEIGHT
        for move in (rows.action_last, rows.action_first, rows.action_page_down):
            made.clear()
            move()
            await pilot.pause()
            assert len(made) <= HEIGHT
        made.clear()
        assert rows.seek("part 77:") == 1
        rows.go_to_match(1)
        await pilot.pause()
        assert rows.highlighted == 77
        assert 0 < len(made) <= HEIGHT


async def test_a_key_makes_no_row_but_the_two_that_change(made: list[str]) -> None:
    async with a_list() as (rows, pilot):
        made.clear()
        rows.action_cursor_down()
        await pilot.pause()
        assert made == ["id0", "id1"]


async def test_where_another_process_adds_and_removes_only_the_screen_is_made_anew(made: list[str]) -> None:
    async with a_list() as (rows, pilot):
        rows.highlighted = 5000
        await pilot.pause()
        before = lines(rows)
        made.clear()
        now = [*entries(MANY + 1)[MANY:], *entries(MANY)]
        del now[6000], now[40:42]
        rows.show_entries(now, "id0")
        await pilot.pause()
        assert rows.entry is not None
        assert rows.entry.id == "id5000"
        assert words_of(lines(rows)) == words_of(before)
        assert 0 < len(made) <= HEIGHT


@pytest.mark.parametrize("width", [20, 38, 80])
async def test_every_row_is_reached_and_none_is_cut(width: int) -> None:
    async with a_list(width) as (rows, pilot):
        for at in (0, 249, 250, 251, 5000, MANY - 1):
            rows.highlighted = at
            await pilot.pause()
            shown = words_of(lines(rows)).replace("▶", "").replace(" ", "")
            assert "".join(rows.words(at).split()) in shown, at
            assert 0 <= rows.scroll_offset.y <= rows.max_scroll_y
        assert rows.scroll_offset.y == rows.max_scroll_y
        assert "─" not in lines(rows)[-1]  # no rule below the last row


async def test_the_wheel_scrolls_and_a_click_chooses_the_row_under_it() -> None:
    async with a_list() as (rows, pilot):
        rows.scroll_to(y=20_000, animate=False)
        await pilot.pause()
        seen = lines(rows)
        at = next(i for i, line in enumerate(seen) if "Part " in line)
        await pilot.hover(offset=(5, at))
        await pilot.click(offset=(5, at))
        assert rows.entry is not None
        assert rows.entry.headline.startswith(seen[at].split(":")[0].strip())
        assert lines(rows)[at].strip() == seen[at].strip()  # it was in view, so nothing is scrolled


async def test_the_row_under_the_mouse_is_marked_and_no_rule_is() -> None:
    async with a_list() as (rows, pilot):
        rule = next(i for i, line in enumerate(lines(rows)) if "───" in line)
        await pilot.hover(offset=(5, rule + 1))
        assert rows._hovered == 1
        await pilot.hover(offset=(5, rule))
        assert rows._hovered is None


@given(st.lists(st.integers(1, 5), max_size=900), st.lists(st.integers(0, 4000), max_size=8))
def test_where_rows_begin_is_the_sum_of_those_above_in_whatever_order_it_is_asked(
    heights: list[int], asked: list[int]
) -> None:
    begins = [sum(heights[:at]) for at in range(len(heights) + 1)]
    tops = Tops(len(heights), heights.__getitem__)
    for line in asked:
        found = next((at for at, (top, end) in enumerate(pairwise(begins)) if top <= line < end), None)
        assert tops.row_at(line) == found
        if found is not None:
            assert tops.of(found) == (begins[found], heights[found])
    assert tops.row_at(10**9) is None
    assert tops.total == begins[-1]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=600), st.data())
def test_a_row_that_grows_moves_those_below_it(heights: list[int], data: st.DataObject) -> None:
    tops = Tops(len(heights), heights.__getitem__)
    at = data.draw(st.integers(0, len(heights) - 1))
    heights[at] += data.draw(st.integers(-1, 3))
    tops.renew(at)
    assert [tops.of(row) for row in range(len(heights))] == [(sum(heights[:i]), h) for i, h in enumerate(heights)]
