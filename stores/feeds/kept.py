"""The feeds' own journal, opened: its rows, what is made of them for reading, and the commits that change them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from stores.errors import LibraryError, system_errors_told
from stores.feeds.listing import Listing
from stores.feeds.model import Changes
from stores.feeds.rows import FEEDS, ITEMS
from stores.feeds.subscriptions import Subscriptions
from stores.feeds.words import Texts
from stores.journal import JournalStorage, layout
from stores.journal.commit import Commit
from stores.journal.rows import Rows
from stores.journal.storage import Transaction

FOLD_FROM = 1 << 20
"""Bytes of the journal that are not worth a compaction: 1,500 new items, which take 25 ms to read. The first refresh of
200 feeds writes six times as many, and would otherwise fold thirteen times.
"""

_NAMED_AT_MOST = 5


class Kept:
    """What is kept of feeds in one library."""

    def __init__(self, directory: Path, *, readonly: bool, clock: Callable[[], datetime], by: str) -> None:
        """Open the feeds in the library at `directory`. Raises what JournalStorage raises."""
        self.directory = directory
        self.storage = JournalStorage(
            directory / layout.FEEDS, readonly=readonly, kind="inbox", history=False, fold_from=FOLD_FROM
        )
        self.clock, self._by = clock, by
        self.texts = Texts()
        self._listing: Listing | None = None
        self._subscriptions: Subscriptions | None = None
        self._earlier_subscriptions: Subscriptions | None = None
        self._polled: set[tuple[str, str]] | None = set()

    def close(self) -> None:
        """Let go of the files."""
        self.storage.close()

    @contextmanager
    def reading(self) -> Iterator["Kept"]:
        """Hold everything as it is now inside."""
        with system_errors_told(self.directory), self.storage.alone:
            self.storage.refresh()
            self._take_in_others()
            yield self

    @contextmanager
    def changing(self) -> Iterator[Transaction]:
        """Hold the lock inside, and make one commit of all that is changed there."""
        with system_errors_told(self.directory), self.storage.alone:
            if not self.storage.readonly:
                _begin_library(self.directory, self.clock)
            at = self.now().strftime("%Y-%m-%dT%H:%M:%SZ")
            try:
                with self.storage.transaction(at=at, by=self._by) as transaction:
                    self._take_in_others()
                    yield transaction
            except BaseException:
                self._listing = self._subscriptions = None  # they may know of rows that are taken back
                raise
            self._take_in(_touched(transaction.commit) if transaction.commit is not None else set())

    def now(self) -> datetime:
        """The moment it is, in UTC."""
        return self.clock().astimezone(UTC)

    def rows(self, table: str) -> Rows:
        """Return the rows of a table."""
        rows = (self.storage.read() or {}).get(table)
        return rows if isinstance(rows, Rows) else Rows()

    @property
    def listing(self) -> Listing:
        """The items in their order."""
        if self._listing is None:
            self._listing = Listing(self.rows(ITEMS))
        return self._listing

    @property
    def subscriptions(self) -> Subscriptions:
        """The subscriptions."""
        if self._subscriptions is None:
            self._subscriptions = self._earlier_subscriptions = Subscriptions(
                self.rows(FEEDS), self._earlier_subscriptions
            )
        return self._subscriptions

    def fitting(self, beginning: str) -> str | None:
        """Return the one item's id that is `beginning` or begins with it, None where none does.

        Raises LibraryError when several do.
        """
        items = self.rows(ITEMS)
        if beginning in items:
            return beginning
        found = [id for id in items if id.startswith(beginning)]
        if len(found) > 1 or not beginning:
            named = ", ".join(found[:_NAMED_AT_MOST]) + (", …" if len(found) > _NAMED_AT_MOST else "")
            raise LibraryError(f"Several items begin with '{beginning}' ({named}): give more of the id.")
        return found[0] if found else None

    def find(self, beginning: str) -> str:
        """Return what `fitting` returns. Raises LibraryError where that is None too."""
        found = self.fitting(beginning)
        if found is None:
            raise LibraryError(f"There is no item {beginning} in the inbox: it may have gone since it was listed.")
        return found

    def polled(self) -> Changes:
        """Return what others have changed since this was asked last."""
        touched, self._polled = self._polled, set()
        if touched is None:
            return Changes(everything=True)
        return Changes(
            frozenset(id for table, id in touched if table == ITEMS),
            frozenset(id for table, id in touched if table == FEEDS),
        )

    def _take_in_others(self) -> None:
        touched = self.storage.touched_by_others()
        if touched is None:
            self._listing = self._subscriptions = self._polled = None
            self.texts = Texts()
            return
        if self._polled is not None:
            self._polled |= touched
        self._take_in(touched)

    def _take_in(self, touched: set[tuple[str, str]]) -> None:
        if any(table == FEEDS for table, _ in touched):
            self._subscriptions = None
        items = [id for table, id in touched if table == ITEMS]
        self.texts.forget(items)
        if self._listing is not None and items:
            self._listing.take_in(items, self.rows(ITEMS))


def _touched(commit: Commit) -> set[tuple[str, str]]:
    return {(op[1], op[2]) for op in commit.do if len(op) > 2}


def _begin_library(directory: Path, clock: Callable[[], datetime]) -> None:
    """Make the library in `directory` where there is none yet: backups and repairs are those of a library."""
    if (directory / layout.CATALOGUE).exists():
        return
    from stores import migration

    migration.migrate_if_older(directory, readonly=False, clock=clock)
    library = JournalStorage(directory)
    try:
        with library.transaction():
            pass
    finally:
        library.close()
