"""What a key costs: the rows and lines that look different after it are drawn, and nothing else."""

from collections.abc import Callable

import pytest
from driving import LARGE, Reader, sitting_at

from stores.library import Library
from tui.desk.widgets import article_view
from tui.desk.widgets.article_view import ArticleView
from tui.desk.widgets.row_list import RowList


class Counted:
    """How often something was done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, where: object, name: str) -> None:
        """Count the calls of `where.name`."""
        self.times = 0
        done: Callable[..., object] = getattr(where, name)

        def counted(*given: object, **named: object) -> object:
            self.times += 1
            return done(*given, **named)

        monkeypatch.setattr(where, name, counted)


def differences(before: list[str], now: list[str]) -> int:
    """Return how many lines differ."""
    return sum(one != two for one, two in zip(before, now, strict=True))


def article(desk: Reader) -> list[str]:
    """Return the lines of the article beside the panes, with their colours."""
    where = desk.widget("#article").region
    strips = desk.app.screen._compositor.render_strips()[where.y : where.bottom]
    return [repr(list(strip.crop(where.x, where.right))) for strip in strips]


async def test_a_moved_highlight_draws_two_rows_and_the_lines_of_the_article_that_change(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("j", "k")  # all that the start calls for is done
        view = desk.widget("#article")
        before, scrolled = article(desk), view.scroll_offset
        wrapped = Counted(monkeypatch, article_view, "wrapped")
        lines = Counted(monkeypatch, ArticleView, "_draw")
        rows = Counted(monkeypatch, RowList, "render_line")
        layouts = Counted(monkeypatch, type(desk.app.screen), "_refresh_layout")
        await desk.press("j")
        assert view.scroll_offset == scrolled  # the evidence of the second quote is in view too
        changed = differences(before, article(desk))
        assert 0 < changed <= lines.times <= changed + 2
        assert rows.times == sum(desk.app.desk.pane(2)._lines(at)[1] for at in (0, 1))
        assert wrapped.times == layouts.times == 0


async def test_the_same_place_again_draws_no_line(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting_at(library, LARGE) as desk:
        lines = Counted(monkeypatch, ArticleView, "_draw")
        await desk.press("k", "k")  # the first line is highlighted already
        assert lines.times == 0


async def test_lines_come_back_into_view_as_they_are_marked_now(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        for key in ("G", "3", "G", "4", "j", "j", "2", "g", "J", "K"):
            await desk.press(key)
            shown = article(desk)
            desk.app.screen.query_one(ArticleView)._draw_anew()
            await desk.settle()
            assert article(desk) == shown, key


async def test_another_theme_is_seen_at_once_in_rows_and_article(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        before = desk.picture
        desk.app.theme = "textual-light"
        await desk.until(lambda: desk.picture[-1] != before[-1], "the key bar had other colours")
        await desk.settle()
        picture = desk.picture
        for shown in desk.app.screen.query("RowList, ArticleView").results(RowList | ArticleView):
            shown._drawn.clear()
            shown.refresh()
        await desk.settle()
        assert desk.picture == picture
