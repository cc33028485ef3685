"""The terminal lent to another program, and Ctrl-C with it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from textual.app import SuspendNotSupported

from briefing.errors import ReadoutError
from tui.interrupts import interrupts_not_ours

Away = Callable[[], AbstractContextManager[None]]
"""What takes the desk off the terminal for a while: Textual's `App.suspend`."""


class NotLentError(ReadoutError):
    """The terminal cannot be given away."""


@contextmanager
def lent(away: Away) -> Iterator[None]:
    """Give the terminal, and Ctrl-C with it, to another program. Raises NotLentError where that cannot be."""
    try:
        with interrupts_not_ours(), away():
            yield
    except SuspendNotSupported:
        raise NotLentError("This terminal cannot be given to another program.") from None
