"""A list of lines that the user moves through: what the panes, the list of briefings and the dialogs have in common."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from tui.desk.hanging import Hanging, Outline, hanging_height, plain_words
from tui.desk.widgets.tops import Tops

_KEPT = 256  # rows that are kept as they were drawn


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of any height, one of them highlighted. Of a long list only the rows on the screen are ever made.

    It has no keys of its own (they come from the command table).
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--highlighted", "row-list--hover", "row-list--rule"}

    highlighted: reactive[int | None] = reactive(None, repaint=False)
    """The place of the highlighted row, from 0; None where there are no rows."""

    _hovered: reactive[int | None] = reactive(None, repaint=False)

    class Clicked(Message):
        """The user clicked on a row, which is now the highlighted one."""

        def __init__(self, rows: "RowList") -> None:
            """`rows` is the list that it is in."""
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> "RowList":
            """The list."""
            return self.rows

    def __init__(self, *, divided: bool = False, id: str | None = None, classes: str | None = None) -> None:
        """`divided` draws a faint rule between the rows."""
        super().__init__(id=id, classes=classes)
        self._divided = divided
        self._row: Callable[[int], Hanging] = lambda at: Hanging()
        self._words: Callable[[int], Outline] = lambda at: ()
        self._texts: list[str] | None = None
        self._sought = ""
        self._width = -1  # not wrapped yet
        self._tops = Tops(0, self._height)
        self._drawn: LRUCache[tuple[int, str], list[Strip]] = LRUCache(_KEPT)
        self.count = 0
        """How many rows there are."""

    # The rows

    def show(
        self,
        count: int,
        row: Callable[[int], Hanging],
        highlighted: int = 0,
        *,
        words: Callable[[int], Outline] | None = None,
        stay: bool = False,
    ) -> None:
        """Show `count` rows instead of what was shown, and highlight one of them.

        `row` makes the row at a place, from 0, each time that it is drawn; `words` gives its words, where that is
        quicker than to make it. With `stay` the highlighted line stays where it is on the screen, but at the top of the
        list what comes before it is seen, as far as there is room.
        """
        above = self._lines(self.highlighted)[0] - self.scroll_offset.y if stay and self.scroll_offset.y else None
        self.count, self._row, self._words = count, row, words or (lambda at: row(at).outline)
        self._texts, self._width = None, -1
        self._hovered = None
        self.refresh(layout=self.styles.auto_dimensions)
        self._fit()
        self.scroll_to(y=0, animate=False, force=True)
        self.highlighted = min(highlighted, count - 1) if count else None
        self.scroll_to_highlight()
        if above is not None:
            self.scroll_to(y=self._lines(self.highlighted)[0] - above, animate=False, force=True)

    def change(self, places: Iterable[int]) -> None:
        """Show the rows at these places as they are now; the view stays where it is."""
        for at in places:
            self._tops.renew(at)
        self._texts = None
        self._drawn.clear()
        self.refresh()
        self._fit()

    def words(self, at: int) -> str:
        """Return the words of the row at a place, a line for each part."""
        return plain_words(self._words(at))

    # Where they stand

    def _fit(self) -> None:
        """Wrap for the width there is, and let the scrollbar know how high that is."""
        width = self.scrollable_content_region.width
        if width != self._width:
            self._width = width
            self._drawn.clear()
            self._tops = Tops(self.count if width > 0 else 0, self._height)
        size = Size(width, self._tops.total)
        if size != self.virtual_size:
            self.virtual_size = size
            self._scroll_update(size)

    def _height(self, at: int) -> int:
        return hanging_height(self._words(at), self._width) + self._has_rule(at)

    def _has_rule(self, at: int) -> bool:
        return self._divided and at < self.count - 1

    def _lines(self, at: int | None) -> tuple[int, int]:
        """Return the first line of a row, and how many it has with the rule below it."""
        return (self.scroll_offset.y, 0) if at is None or self._width <= 0 else self._tops.of(at)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of all rows at this width (for Textual's layout)."""
        return sum(hanging_height(self._words(at), width) + self._has_rule(at) for at in range(self.count))

    def on_show(self) -> None:
        """Bring the highlighted row into view."""
        self.scroll_to_highlight()

    def on_resize(self) -> None:
        """Wrap anew, the highlighted row in view."""
        self.scroll_to_highlight()

    def watch_show_vertical_scrollbar(self) -> None:
        """Wrap anew: the rows have one column more, or less."""
        self.refresh()
        self._fit()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Measure what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self._tops.row_at(self.scroll_offset.y + self.size.height)
        self._fit()

    # The highlight

    def validate_highlighted(self, highlighted: int | None) -> int | None:
        """Keep to the rows there are."""
        return None if highlighted is None or not self.count else max(0, min(highlighted, self.count - 1))

    def watch_highlighted(self, before: int | None, now: int | None) -> None:
        """Draw the two rows, and bring the highlighted one into view."""
        self._refresh_rows(before, now)
        self.scroll_to_highlight()

    def scroll_to_highlight(self) -> None:
        """Bring the highlighted row into view."""
        self._fit()
        top, height = self._lines(self.highlighted)
        if height:
            self.scroll_to_region(Region(0, top, self._width, height), force=True, animate=False, immediate=True)

    def _refresh_rows(self, *places: int | None) -> None:
        for at in places:
            if at is not None and at < self.count:
                self.refresh_lines(*self._lines(at))

    def action_cursor_down(self) -> None:
        """Move down one row; inside a row taller than the list, scroll it first."""
        top, height = self._lines(self.highlighted)
        hidden = top + height - (self.scroll_offset.y + self._page)
        if hidden > 0:
            self.scroll_relative(y=min(hidden, max(1, self._page - 1)), animate=False)
        elif self.highlighted is not None:
            self.highlighted += 1

    def action_cursor_up(self) -> None:
        """Move up one row; inside a row taller than the list, scroll it first."""
        hidden = self.scroll_offset.y - self._lines(self.highlighted)[0]
        if hidden > 0:
            self.scroll_relative(y=-min(hidden, max(1, self._page - 1)), animate=False)
        elif self.highlighted is not None:
            self.highlighted -= 1

    def action_page_down(self) -> None:
        """Move down one page."""
        self._move_to_line(self._lines(self.highlighted)[0] + self._page)

    def action_page_up(self) -> None:
        """Move up one page."""
        self._move_to_line(self._lines(self.highlighted)[0] - self._page)

    def action_first(self) -> None:
        """Move to the first row."""
        self.highlighted = 0

    def action_last(self) -> None:
        """Move to the last row."""
        self.highlighted = self.count - 1

    @property
    def _page(self) -> int:
        return self.scrollable_content_region.height

    def _move_to_line(self, line: int) -> None:
        at = self._tops.row_at(max(0, line))
        self.highlighted = self.count - 1 if at is None else at

    # The mouse

    def _row_under(self, event: events.MouseEvent) -> int | None:
        offset = event.get_content_offset(self)
        if offset is None or offset.x >= self._width:
            return None
        line = self.scroll_offset.y + offset.y
        at = self._tops.row_at(line)
        return at if at is not None and line < sum(self._lines(at)) - self._has_rule(at) else None

    def on_click(self, event: events.Click) -> None:
        """Highlight the row, and tell."""
        at = self._row_under(event)
        if at is not None:
            self.highlighted = at
            self.post_message(self.Clicked(self))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the row under the mouse."""
        self._hovered = self._row_under(event)

    def on_leave(self) -> None:
        """Mark none."""
        self._hovered = None

    def watch__hovered(self, before: int | None, now: int | None) -> None:
        """Draw the two rows."""
        self._refresh_rows(before, now)

    # Finding

    @property
    def matches(self) -> list[int]:
        """The places of the rows that hold the words sought."""
        if not self._sought:
            return []
        if self._texts is None:
            self._texts = [self.words(at).casefold() for at in range(self.count)]
        return [at for at, text in enumerate(self._texts) if self._sought in text]

    def seek(self, words: str) -> int:
        """Mark every occurrence of `words` (any case) and return the number of rows that hold it."""
        self._sought = words.casefold()
        if not words:
            self._texts = None
        self.set_class(bool(words), "-searched")
        self._drawn.clear()
        self.refresh()
        return len(self.matches)

    def go_to_match(self, direction: int, *, stay: bool = False) -> bool:
        """Highlight the next (1) or previous (-1) row with the words sought, round the ends.

        With `stay` the highlighted row counts as the next one if it matches. Return False when no row does.
        """
        matches = self.matches
        if not matches:
            return False
        at = self.highlighted or 0
        if direction > 0:
            after = [i for i in matches if i > at or (stay and i == at)]
            self.highlighted = after[0] if after else matches[0]
        else:
            before = [i for i in matches if i < at]
            self.highlighted = before[-1] if before else matches[-1]
        return True

    # Drawing

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        self._drawn.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the view."""
        self._fit()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one line of the view (Textual's line API)."""
        line = self.scroll_offset.y + y
        at = self._tops.row_at(line)
        if at is None:
            return Strip.blank(self._width, self.visual_style.rich_style)
        strips, offset = self._strips(at), line - self._tops.of(at)[0]
        if offset < len(strips):
            return strips[offset]
        return Strip([Segment("─" * self._width, self.get_visual_style("row-list--rule").rich_style)], self._width)

    def _strips(self, at: int) -> list[Strip]:
        name = "highlighted" if at == self.highlighted else "hover" if at == self._hovered else ""
        strips = self._drawn.get((at, name))
        if strips is None:
            style = self.get_visual_style(f"row-list--{name}") if name else self.visual_style
            row = self._row(at).marked(self._sought)
            strips = [
                strip.extend_cell_length(self._width, style.rich_style)
                for strip in Visual.to_strips(self, row, self._width, None, style)
            ]
            self._drawn[at, name] = strips
        return strips
