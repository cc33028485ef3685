"""The list of briefings as the desk has it: the newest at once, the rest when it is asked for, then kept up to date.

Near-copies stand together in it, once they are found, under the first of them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from stores.entry import Entry
from stores.library import Library

if TYPE_CHECKING:  # needed once near-copies were found
    from tui.desk.copies import Under


class Shelf:
    """The entries of a library, newest first. Reading all of a large one takes longer than the first paint may."""

    def __init__(self, library: Library) -> None:
        """Read the newest entry and count the others."""
        self._library = library
        newest = library.entries(limit=1)
        self.newest: Entry | None = newest[0] if newest else None
        self._count = library.count()
        self._entries: list[Entry] | None = newest if self._count == len(newest) else None
        self._newest_first = self._entries or []
        self._below: dict[str, list[str]] = {}
        self.under: Mapping[str, Under] = {}
        """How some briefings, by their ids, stand to the one that they stand under."""
        self._last_at = 0
        self.changes = 0
        """How often it was changed here: what was read from the library before the last time is out of date."""

    def __len__(self) -> int:
        return self._count

    @property
    def is_whole(self) -> bool:
        """Whether all entries have been read."""
        return self._entries is not None

    @property
    def entries(self) -> list[Entry]:
        """All entries, near-copies under the first of them; read now where they have not been."""
        if self._entries is None:
            self.take(self._library.entries())
        return self._entries or []

    @property
    def known(self) -> list[Entry]:
        """The entries that have been read."""
        return self._entries if self._entries is not None else [self.newest] if self.newest else []

    @property
    def newest_first(self) -> list[Entry]:
        """All entries that were read, as the library returned them."""
        return self._newest_first

    def take(self, entries: list[Entry]) -> None:
        """Have these entries, as the library returned them."""
        self._newest_first, self._count = entries, len(entries)
        self._entries = self._arranged(entries)
        self.newest = entries[0] if entries else None

    def stand(self, under: "Mapping[str, Under]", order: Sequence[str]) -> bool:
        """Let entries stand `under` others as in this `order`, by their ids; return whether that changes anything."""
        before = self._entries, self.under
        self.under, self._below = under, {}
        first = ""
        for id in order:
            if id in under:
                self._below.setdefault(first, []).append(id)
            else:
                first = id
        self._entries = self._arranged(self._newest_first)
        return (self._entries, self.under) != before

    def _arranged(self, entries: list[Entry]) -> list[Entry]:
        """Put those that stand under another one right below it, where that is there; all else stays in its order."""
        by_id = {entry.id: entry for entry in entries} if self._below else {}
        below = {
            first: [by_id[id] for id in others if id in by_id]
            for first, others in self._below.items()
            if first in by_id
        }
        moved = {entry.id for others in below.values() for entry in others}
        return [entry for first in entries if first.id not in moved for entry in (first, *below.get(first.id, ()))]

    def reload(self) -> None:
        """Read all entries anew."""
        self.changes += 1
        self.take(self._library.entries())

    def renew(self, entry: Entry) -> None:
        """Have `entry` in the place of the one with its id."""
        self.changes += 1
        at = self.at(entry.id)
        if at is not None and self._entries is not None:
            self._newest_first = [entry if one.id == entry.id else one for one in self._newest_first]
            self._entries = [*self._entries[:at], entry, *self._entries[at + 1 :]]
        if self.newest is not None and entry.id == self.newest.id:
            self.newest = entry

    def at(self, id: str | None) -> int | None:
        """Return the place of the entry with this id, from 0; None where there is none."""
        if self.newest is None or id is None:
            return None
        if id == self.newest.id and self._entries is None:
            return 0
        entries = self.entries
        if not (self._last_at < len(entries) and entries[self._last_at].id == id):
            found = next((at for at, entry in enumerate(entries) if entry.id == id), None)
            if found is None:
                return None
            self._last_at = found
        return self._last_at

    def entry(self, id: str | None) -> Entry | None:
        """Return the entry with this id."""
        at = self.at(id)
        return None if at is None else self.newest if self._entries is None else self.entries[at]
