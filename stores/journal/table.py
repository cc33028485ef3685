"""A TinyDB table whose changes are commits of a journal: a change costs what it changes, not what the table holds."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from tinydb.table import Table

from stores.journal.rows import Json, Rows
from stores.journal.storage import JournalStorage


class JournalTable(Table):
    """A table in a JournalStorage. Queries are never cached: a cached answer would outlive another's change."""

    default_query_cache_capacity = 0
    storage: JournalStorage

    def __init__(self, storage: JournalStorage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        """Use the table `name` of `storage`."""
        self._journal = storage
        super().__init__(storage, name, 0, persist_empty)

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        """Let `updater` change the rows, and make one commit of the difference.

        TinyDB calls this one method for every change, from its storage's read to its write.
        """
        with self._journal.transaction() as transaction:
            tracked = Tracked(transaction.begin(self.name), self.document_id_class)
            updater(tracked)  # type: ignore[arg-type]
            for id, after in tracked.touched():
                if after is None:
                    transaction.take_out(self.name, id)
                else:
                    transaction.put(self.name, id, after)


class Tracked(MutableMapping[Any, Any]):
    """The rows of a table as TinyDB changes them: by ids of its own class, documents changed in place or replaced."""

    def __init__(self, rows: Rows, id_class: Callable[[str], Any]) -> None:
        """Track changes beside `rows`, which stay as they are; `id_class` makes an id of a key."""
        self._rows, self._id_class = rows, id_class
        self._seen: dict[str, Json | None] = {}

    def touched(self) -> Iterator[tuple[str, Json | None]]:
        """Yield the keys that were asked for or changed, with the documents as they should be now, None for none."""
        yield from self._seen.items()

    def __getitem__(self, id: Any) -> Any:
        key = str(id)
        if key not in self._seen:
            self._seen[key] = self._rows[key]
        document = self._seen[key]
        if document is None:
            raise KeyError(id)
        return document

    def __setitem__(self, id: Any, document: Any) -> None:
        self._seen[str(id)] = document

    def __delitem__(self, id: Any) -> None:
        self[id]
        self._seen[str(id)] = None

    def __iter__(self) -> Iterator[Any]:
        for key in self._rows:
            if self._seen.get(key, True) is not None:
                yield self._id_class(key)
        for key, document in self._seen.items():
            if key not in self._rows and document is not None:
                yield self._id_class(key)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, id: object) -> bool:
        key = str(id)
        return self._seen[key] is not None if key in self._seen else key in self._rows

    def clear(self) -> None:
        """Take all rows out."""
        for key in list(self):
            self._seen[str(key)] = None
