"""One of the four panes: lines made from the briefing, with a number and a title."""

from collections.abc import Iterable

from textual.content import Content

from tui.desk.hanging import row
from tui.desk.places import Row, Seen
from tui.desk.widgets.row_list import RowList


class Pane(RowList):
    """A pane of the desk. Its rows keep their place by key when they are made anew."""

    def __init__(self, number: int, name: str, *, divided: bool = False, classes: str = "") -> None:
        """`number` is the key that leads here, `name` its short title."""
        super().__init__(divided=divided, id=f"pane-{number}", classes=f"pane {classes}")
        self.number = number
        self.short_title = name
        self.rows: list[Row] = []

    @property
    def row(self) -> Row | None:
        """The highlighted row."""
        return self.rows[self.highlighted] if self.rows and self.highlighted is not None else None

    def show_rows(self, rows: Iterable[Row], *, empty: str, keep_place: bool, keep_order: bool = False) -> None:
        """Show these rows, or the sentence `empty` where there is none.

        With `keep_place` the row with the highlighted key stays highlighted, or else the one at its place; with
        `keep_order` the rows that were there stay where they were, so that none moves away under the user's hand.
        """
        before, at, key = self.rows, self.highlighted or 0, self.row.key if self.row else None
        order = {row.key: i for i, row in enumerate(before)} if keep_order else {}
        self.rows = sorted(rows, key=lambda row: order.get(row.key, len(order)))
        if not self.rows:
            self.rows = [Row("", row(Content.styled(empty, "$foreground-muted italic")), (), "")]
        looked = {row.key: row.shown for row in before}
        if keep_place and [row.key for row in self.rows] == [row.key for row in before]:
            self.change(i for i, row in enumerate(self.rows) if not row.shown.looks_like(looked[row.key]))
            return
        at = next((i for i, row in enumerate(self.rows) if row.key == key), at) if keep_place else 0
        self.show(len(self.rows), lambda i: self.rows[i].shown, at, stay=keep_place)

    @property
    def seen(self) -> Seen:
        """What the pane shows."""
        return Seen(self.row.key if self.row else "", self.scroll_offset.y)

    def show_again(self, seen: Seen) -> bool:
        """Show what was seen, as far as the highlighted row is in view then. Return False when that row is gone."""
        if not self.go_to(seen.key):
            return False
        self.scroll_to(y=seen.above, animate=False, force=True)
        self.scroll_to_highlight()
        return True

    def go_to(self, key: str) -> bool:
        """Highlight the row with this key. Return False when there is none."""
        at = next((i for i, row in enumerate(self.rows) if row.key == key), None)
        if at is not None:
            self.highlighted = at
        return at is not None
