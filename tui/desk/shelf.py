"""The list of briefings as the desk has it: the newest at once, the rest when it is asked for, then kept up to date."""

from stores.entry import Entry
from stores.library import Library


class Shelf:
    """The entries of a library, newest first. Reading all of a large one takes longer than the first paint may."""

    def __init__(self, library: Library) -> None:
        """Read the newest entry and count the others."""
        self._library = library
        newest = library.entries(limit=1)
        self.newest: Entry | None = newest[0] if newest else None
        self._count = library.count()
        self._entries: list[Entry] | None = newest if self._count == len(newest) else None
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
        """All entries; read now where they have not been."""
        if self._entries is None:
            self.take(self._library.entries())
        return self._entries or []

    @property
    def known(self) -> list[Entry]:
        """The entries that have been read."""
        return self._entries if self._entries is not None else [self.newest] if self.newest else []

    def take(self, entries: list[Entry]) -> None:
        """Have these entries, as the library returned them."""
        self._entries, self._count = entries, len(entries)
        self.newest = entries[0] if entries else None

    def reload(self) -> None:
        """Read all entries anew."""
        self.changes += 1
        self.take(self._library.entries())

    def renew(self, entry: Entry) -> None:
        """Have `entry` in the place of the one with its id."""
        self.changes += 1
        at = self.at(entry.id)
        if at is not None and self._entries is not None:
            self._entries = [*self._entries[:at], entry, *self._entries[at + 1 :]]
        if at == 0:
            self.newest = entry

    def at(self, id: str | None) -> int | None:
        """Return the place of the entry with this id, from 0; None where there is none."""
        if self.newest is None or id is None:
            return None
        if id == self.newest.id:
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
        return None if at is None else self.newest if at == 0 else self.entries[at]
