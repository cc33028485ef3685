"""Where each row of a list begins, in lines: measured as far down as it was asked for, guessed below that."""

from bisect import bisect_right
from collections.abc import Callable

# Rows are measured so many at once, and the height of the whole list is guessed anew that seldom.
_AT_ONCE = 250


class Tops:
    """The heights of `count` rows at one width, found by `height` when they are needed."""

    def __init__(self, count: int, height: Callable[[int], int]) -> None:
        """Measure the first rows."""
        self._count, self._height = count, height
        self._tops = [0]
        self._reach(0)

    @property
    def total(self) -> int:
        """The height of all rows: those that are not measured yet are taken to be like those that are."""
        measured = len(self._tops) - 1
        return self._tops[-1] * self._count // measured if measured else 0

    def of(self, row: int) -> tuple[int, int]:
        """Return where a row begins and how high it is. Raises IndexError where there is no such row."""
        self._reach(row)
        return self._tops[row], self._tops[row + 1] - self._tops[row]

    def row_at(self, line: int) -> int | None:
        """Return the row that a line, from 0, belongs to; None below the last one."""
        while self._tops[-1] <= line and len(self._tops) <= self._count:
            self._reach(len(self._tops))
        return bisect_right(self._tops, line) - 1 if 0 <= line < self._tops[-1] else None

    def renew(self, row: int) -> None:
        """Measure a row anew, which looks different from before."""
        if row + 1 < len(self._tops):
            grown = self._tops[row] + self._height(row) - self._tops[row + 1]
            if grown:
                self._tops[row + 1 :] = [top + grown for top in self._tops[row + 1 :]]

    def _reach(self, row: int) -> None:
        if row + 1 >= len(self._tops):
            upto = min(self._count, max(row + 1, len(self._tops) - 1 + _AT_ONCE))
            top = self._tops[-1]
            for at in range(len(self._tops) - 1, upto):
                top += self._height(at)
                self._tops.append(top)
