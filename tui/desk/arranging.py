"""Near-copies in the list of briefings: looked for beside the keys whenever the list is another one."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from briefing.errors import ReadoutError
from stores.entry import Entry
from tui.desk.aside import aside

if TYPE_CHECKING:
    from tui.desk.copies import Arrangement, Copies
    from tui.desk.desk import Desk

ARRANGED = 1_000
"""Near-copies stand together among so many briefings, the newest: some months of an analyst's."""


class Arranging:
    """Lets near-copies in the list of a desk stand together."""

    def __init__(self, desk: "Desk") -> None:
        """Look for none yet."""
        self._desk = desk
        self._copies: Copies | None = None
        self._seen: Sequence[tuple[object, ...]] = ()
        self._shown: list[Entry] | None = None
        self._is_at_it = False

    def look(self) -> None:
        """Look for near-copies where something that they are told by has changed."""
        shelf = self._desk.session.shelf
        if self._is_at_it or not shelf.is_whole or shelf.entries is self._shown:
            return
        newest, self._shown = shelf.newest_first[:ARRANGED], shelf.entries
        seen = [(one.id, one.headline, one.outlet, one.published, one.apart) for one in newest]
        if seen != self._seen and len(newest) > 1:
            self._seen, self._is_at_it = seen, True
            work: Any = partial(self._arrange, newest)  # no coroutine is made where the desk ends before
            self._desk.run_worker(work, group="near-copies", exit_on_error=False)

    async def _arrange(self, newest: list[Entry]) -> None:
        desk, shelf = self._desk, self._desk.session.shelf
        try:
            found = await aside(partial(self._found, newest))
        except ReadoutError:  # the library is closed, or damaged, which is told elsewhere
            return
        finally:
            self._is_at_it = False
        if shelf.stand(
            {newest[at].id: under for at, under in found.under.items()}, [newest[at].id for at in found.order]
        ):
            desk.show_list_anew()
        self._shown = shelf.entries

    def _found(self, newest: list[Entry]) -> "Arrangement":
        from tui.desk.copies import Copies, of_briefings

        self._copies = self._copies or Copies()
        return of_briefings(self._copies, newest, self._desk.session.library)

    def to_part(self, id: str) -> frozenset[tuple[str, str]]:
        """Return what to take apart so that a briefing stands alone, or all that stand under it; nothing if it does."""
        return self._copies.to_part(id) if self._copies else frozenset()
