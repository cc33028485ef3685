"""A list of lines that the user moves through: what the panes and the list of briefings have in common."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.desk.hanging import Hanging

# A screenful comes at once, the rest in chunks between which keys are answered (about 100 µs a row).
FIRST, CHUNK = 100, 250


class RowList(OptionList, inherit_bindings=False):
    """An option list without keys of its own (they come from the command table), with find and tall rows."""

    class Grown(Message):
        """More rows have come while the words sought are marked."""

    def __init__(self, *, divided: bool = False, id: str | None = None, classes: str | None = None) -> None:
        """`divided` draws a faint rule between the rows."""
        super().__init__(id=id, classes=classes, markup=False)
        self._divided = divided
        self._keys: list[str] = []
        self._shown: list[Hanging] = []
        self._coming: Iterator[tuple[str, Hanging]] | None = None
        self._sought = ""
        self._generation = 0

    @property
    def matches(self) -> list[int]:
        """The indices of the rows that hold the words sought."""
        if not self._sought:
            return []
        return [i for i, shown in enumerate(self._shown) if self._sought in shown.plain.casefold()]

    def show(self, rows: Iterable[tuple[str, Hanging]], highlighted: int = 0) -> None:
        """Show these rows, each with a key of its own, instead of what was shown, and highlight one of them.

        What is far down is asked of `rows` when its turn comes.
        """
        self._generation += 1
        self._keys, self._shown = [], []
        self._coming = iter(rows)
        self.clear_options()
        self._add(FIRST)
        self.highlighted = provisional = min(highlighted, len(self._shown) - 1) if self._shown else None
        if self._coming is not None:
            wanted = highlighted if highlighted != provisional else None
            self.call_after_refresh(self._show_more, self._generation, provisional, wanted)

    def change(self, rows: Mapping[int, Hanging]) -> None:
        """Show other rows at these places; the view stays where it is."""
        for at, shown in rows.items():
            if at < len(self._shown):
                self._shown[at] = shown
                self.replace_option_prompt_at_index(at, shown.marked(self._sought))

    def rearrange(
        self, keys: Sequence[str], row: Callable[[int], Hanging], highlighted: int, *, stays: Container[str]
    ) -> None:
        """Show the rows named by `keys` in place of those there, and highlight one; it stays where it is on the screen.

        At the top of the list what comes before it is seen, as far as there is room.
        `row` makes the row at a place. It is not asked for those whose keys are in `stays`, which look as they did;
        but as long as rows are still on their way nothing can stay, and all are shown from the beginning.
        """
        if self._coming is not None:
            self.show(((key, row(at)) for at, key in enumerate(keys)), highlighted)
            return
        top = self.scroll_offset.y
        below_top = self._highlighted_lines()[0] - top
        before = dict(zip(self._keys, zip(self._shown, self.options, strict=True), strict=True))
        arranged: list[Option | None] = []
        self._keys, self._shown = list(keys), []
        for at, key in enumerate(keys):
            if key in before and key in stays:
                shown, option = before[key]
            else:
                shown = row(at)
                option = Option(shown.marked(self._sought))
            self._shown.append(shown)
            arranged += [None, option] if arranged and self._divided else [option]
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options(arranged)
            self.highlighted = highlighted if keys else None
        if top:
            self.scroll_to(y=self._highlighted_lines()[0] - below_top, animate=False, immediate=True)

    def _add(self, count: int) -> None:
        """Add the next rows on their way, at most `count`."""
        if self._coming is None:
            return
        rows = list(islice(self._coming, count))
        ahead = next(self._coming, None)
        self._coming = None if ahead is None else chain([ahead], self._coming)
        options: list[Option | None] = []
        for key, shown in rows:
            self._keys.append(key)
            self._shown.append(shown)
            options += (
                [Option(shown.marked(self._sought)), None] if self._divided else [Option(shown.marked(self._sought))]
            )
        if self._divided and ahead is None and options:
            # No rule after the last row. A rule that comes first would have Textual measure all rows anew.
            options.pop()
        self.add_options(options)

    def _show_more(self, generation: int, provisional: int | None, wanted: int | None) -> None:
        if generation != self._generation:
            return
        self._add(CHUNK)
        if wanted is not None and (wanted < len(self._shown) or self._coming is None):
            if self.highlighted == provisional:  # the user has not moved meanwhile
                self.highlighted = min(wanted, len(self._shown) - 1)
            wanted = None
        if self._sought:
            self.post_message(self.Grown())
        if self._coming is not None:
            self.call_after_refresh(self._show_more, generation, provisional, wanted)

    def watch_show_vertical_scrollbar(self) -> None:
        """Wrap anew: the rows have one column more, or less. Textual keeps the heights that they had before."""
        self._clear_caches()

    def seek(self, words: str) -> int:
        """Mark every occurrence of `words` (any case) and return the number of rows that hold it."""
        self._sought = words.casefold()
        self.set_class(bool(words), "-searched")
        for i in range(self.option_count):
            self.replace_option_prompt_at_index(i, self._shown[i].marked(self._sought))
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

    def action_cursor_down(self) -> None:
        """Move down one row; inside a row taller than the list, scroll it first."""
        if hidden := self._hidden_below():
            self.scroll_relative(y=min(hidden, self._page), animate=False)
        elif self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Move up one row; inside a row taller than the list, scroll it first."""
        if hidden := self._hidden_above():
            self.scroll_relative(y=-min(hidden, self._page), animate=False)
        elif self.highlighted:
            super().action_cursor_up()

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _hidden_below(self) -> int:
        top, height = self._highlighted_lines()
        return max(0, top + height - (self.scroll_offset.y + self.scrollable_content_region.height))

    def _hidden_above(self) -> int:
        top, _ = self._highlighted_lines()
        return max(0, self.scroll_offset.y - top)

    def _highlighted_lines(self) -> tuple[int, int]:
        if self.highlighted is None or self.highlighted not in self._index_to_line:
            return self.scroll_offset.y, 0
        return self._index_to_line[self.highlighted], self._heights[self.highlighted]
