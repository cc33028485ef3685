"""The list of the inbox: the height of an item is known without reading it, so that 50,000 cost what a hundred do."""

from collections.abc import Callable

from tui.desk.hanging import Hanging
from tui.desk.widgets.row_list import RowList


class ItemList(RowList):
    """Items, or a single row that says why there are none."""

    def __init__(self, id: str, classes: str) -> None:
        """Start empty."""
        super().__init__(id=id, classes=classes)
        self._lines_of: Callable[[int], int] | None = None

    def show_items(
        self,
        count: int,
        row: Callable[[int, int], Hanging],
        lines: Callable[[int], int],
        highlighted: int = 0,
        *,
        stay: bool = False,
    ) -> None:
        """Show `count` items; `row` makes the one at a place, from 0, for a width in cells, in so many `lines`.

        Else as `show`.
        """
        self._lines_of = lines
        self.show(count, lambda at: row(at, self.scrollable_content_region.width), highlighted, stay=stay)

    def show_hint(self, hint: Hanging) -> None:
        """Show why there is no item."""
        self._lines_of = None
        self.show(1, lambda _: hint)

    def _height(self, at: int) -> int:
        return self._lines_of(at) if self._lines_of is not None else super()._height(at)

    @property
    def matches(self) -> list[int]:
        """The places of the items that hold the words sought: all of them, for no others are listed then."""
        return list(range(self.count)) if self._sought and self._lines_of is not None else []
