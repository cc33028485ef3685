"""A list of lines that the user moves through: what the panes and the list of briefings have in common."""

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.desk.hanging import Hanging

# A screenful comes at once, the rest in chunks between which keys are answered (about 40 µs an option).
FIRST, CHUNK = 200, 1000


class RowList(OptionList, inherit_bindings=False):
    """An option list without keys of its own (they come from the command table), with find and tall rows."""

    def __init__(self, *, divided: bool = False, id: str | None = None, classes: str | None = None) -> None:
        """`divided` draws a faint rule between the rows."""
        super().__init__(id=id, classes=classes, markup=False)
        self._divided = divided
        self._shown: list[Hanging] = []
        self._sought = ""
        self._generation = 0

    @property
    def matches(self) -> list[int]:
        """The indices of the rows that hold the words sought."""
        if not self._sought:
            return []
        return [i for i, shown in enumerate(self._shown) if self._sought in shown.plain.casefold()]

    def show(self, rows: Sequence[Hanging], highlighted: int | None = None) -> None:
        """Show these rows instead of what was shown, and highlight one of them."""
        self._generation += 1
        self._shown = list(rows)
        self.clear_options()
        self.add_options(self._options_of(rows[:FIRST]))
        if rows:
            self.highlighted = min(highlighted or 0, len(rows) - 1, FIRST - 1)
        if len(rows) > FIRST:
            self.call_after_refresh(self._show_more, FIRST, self._generation, highlighted)

    def _show_more(self, shown: int, generation: int, highlighted: int | None) -> None:
        if generation != self._generation:
            return
        until = shown + CHUNK
        self.add_options(self._options_of(self._shown[shown:until]))
        if highlighted is not None and shown <= highlighted < until:
            self.highlighted = highlighted
        if until < len(self._shown):
            self.call_after_refresh(self._show_more, until, generation, highlighted)

    def _options_of(self, rows: Sequence[Hanging]) -> list[Option | None]:
        options: list[Option | None] = []
        for shown in rows:
            if self._divided and (options or self.option_count):
                options.append(None)
            options.append(Option(shown.marked(self._sought)))
        return options

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
