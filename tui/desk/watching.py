"""What others do to the library while the desk is open: looked for twice a second, and shown where the user is."""

from typing import TYPE_CHECKING

from briefing.errors import ReadoutError
from stores.changes import Changes
from tui.desk.arranging import Arranging
from tui.desk.aside import aside

if TYPE_CHECKING:
    from tui.desk.desk import Desk

INTERVAL = 0.5
"""Seconds between two looks, each of which costs one stat where nothing was changed."""

_FEW = 500  # entries: so many are read in the time of a few keys


class Watch:
    """Keeps the list of a desk, and all that it shows, as the library is."""

    def __init__(self, desk: "Desk") -> None:
        """Watch for `desk`."""
        self._desk = desk
        self._pending: Changes | None = None
        self._missed = Changes()
        self._trouble = ""
        self.arranging = Arranging(desk)

    def begin(self) -> None:
        """Read what of the list has not been read yet, and look for changes from now on."""
        if len(self._desk.session.shelf) > _FEW:
            self._read(Changes())
        else:
            _ = self._desk.session.shelf.entries
            self._desk.desk.show_list()
        self._desk.set_interval(INTERVAL, self.look)

    def look(self) -> None:
        """Take in what others have changed, if they have."""
        if self._pending is not None:
            return
        self.arranging.look()
        try:
            seen = self._desk.session.library.poll()
        except ReadoutError as error:
            self._tell_once(str(error))
            return
        if changes := Changes(seen.ids | self._missed.ids, seen.everything or self._missed.everything):
            self._missed = Changes()
            self._read(changes)
        else:
            self._trouble = ""

    def note(self, changes: Changes) -> None:
        """Have the next look show `changes`, which were made here beside the keys."""
        self._missed = Changes(self._missed.ids | changes.ids, self._missed.everything or changes.everything)

    def _read(self, changes: Changes) -> None:
        self._pending = changes
        self._desk.run_worker(self._take_in(changes), group="list", exit_on_error=False)

    async def _take_in(self, changes: Changes) -> None:
        session = self._desk.session
        try:
            while True:
                seen = session.shelf.changes
                entries = await aside(session.library.entries)
                if session.shelf.changes == seen:  # else the user has changed something meanwhile
                    break
            before = session.id
            told = session.take_in(changes, entries)
        except ReadoutError as error:
            self.note(changes)  # the next look tries again
            self._tell_once(str(error))
            return
        finally:
            self._pending = None
        self._trouble = ""
        self._desk.show_others(changes, another=session.id != before)
        if told:
            self._desk.tell(told, severity="warning")

    def _tell_once(self, words: str) -> None:
        if words != self._trouble:
            self._trouble = words
            self._desk.tell(words, severity="error")
