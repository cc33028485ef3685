"""The terminal changes its size while the desk is open: nothing breaks, and the reader stays where they were."""

import pytest
from driving import Reader, sitting_at

from stores.library import Library
from tui.desk.widgets.article_view import ArticleView
from tui.desk.widgets.row_list import RowList

JOURNEY = [(40, 12), (100, 30), (200, 60), (120, 36), (20, 6), (80, 24)]


async def resize(desk: Reader, size: tuple[int, int]) -> None:
    """Change the terminal's size and let the desk settle."""
    await desk.pilot.resize_terminal(*size)
    await desk.settle()


@pytest.mark.parametrize("pane", [1, 2, 3, 4])
async def test_the_highlighted_line_and_its_pane_stay(library: Library, pane: int) -> None:
    async with sitting_at(library) as desk:
        await desk.press(str(pane), "j", "j")
        line = desk.line
        for size in JOURNEY:
            await resize(desk, size)
            assert (desk.pane, desk.line) == (pane, line), size
            assert desk.app.screen.focused is not None
            assert desk.app.screen.focused.region.area > 0, size


@pytest.mark.parametrize("size", JOURNEY)
async def test_every_pane_can_be_reached_and_every_line_of_it(library: Library, size: tuple[int, int]) -> None:
    async with sitting_at(library) as desk:
        await resize(desk, size)
        for pane in "1234":
            await desk.press(pane, "g")
            seen = set()
            focused = desk.app.screen.focused
            assert isinstance(focused, RowList)
            for _ in range(60):
                before = (focused.highlighted, focused.scroll_offset.y)
                seen.add(focused.highlighted)
                await desk.press("j")
                if (focused.highlighted, focused.scroll_offset.y) == before:
                    break
            assert seen == set(range(focused.count))
            assert focused.scroll_offset.y == focused.max_scroll_y


async def test_the_evidence_keeps_the_marked_words_in_sight(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("3", "j", "enter")
        view = desk.app.screen.query_one(ArticleView)
        for size in JOURNEY:
            await resize(desk, size)
            assert view.region.area > 0
            await desk.press("j", "k")
        await desk.press("escape")
        assert desk.pane == 3


async def test_the_list_stays_open_and_the_choice_where_it_was(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("b", "j")
        line = desk.line
        for size in JOURNEY:
            await resize(desk, size)
            assert desk.line == line, size
        await desk.press("enter")
        assert desk.running


async def test_where_the_rail_goes_away_the_focus_comes_back_to_a_pane(library: Library) -> None:
    async with sitting_at(library, (200, 60)) as desk:
        await desk.press("b")
        assert desk.pane == 0
        await resize(desk, (80, 24))
        assert desk.pane in (1, 2, 3, 4)


async def test_the_rail_comes_back_as_the_list_is_by_then(library: Library) -> None:
    async with sitting_at(library, (200, 60)) as desk:
        await resize(desk, (120, 36))
        await desk.press("J")
        await resize(desk, (200, 60))
        assert "▶ Harbour kept, part 2" in desk.read("#rail")


async def test_the_articles_words_are_all_there_at_any_width(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("enter")
        for size in JOURNEY:
            await resize(desk, size)
            view = desk.app.screen.query_one(ArticleView)
            assert view.virtual_size.width <= view.size.width, size
