"""One of the four panes: lines made from the briefing, with a number and a title."""

from collections.abc import Iterable

from textual.content import Content

from tui.desk.hanging import row
from tui.desk.places import Row
from tui.desk.widgets.row_list import RowList


class Pane(RowList):
    """A pane of the desk. Its rows keep their place by key when they are made anew."""

    def __init__(self, number: int, name: str, *, divided: bool = False) -> None:
        """`number` is the key that leads here, `name` its short title."""
        super().__init__(divided=divided, id=f"pane-{number}", classes="pane")
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
        at, key = self.highlighted or 0, self.row.key if self.row else None
        before = {row.key: i for i, row in enumerate(self.rows)} if keep_order else {}
        self.rows = sorted(rows, key=lambda row: before.get(row.key, len(before)))
        if not self.rows:
            self.rows = [Row("", row(Content.styled(empty, "$foreground-muted italic")), (), "")]
        if keep_place:
            at = next((i for i, row in enumerate(self.rows) if row.key == key), at)
        self.show([row.shown for row in self.rows], at if keep_place else 0)
