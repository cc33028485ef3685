"""A TinyDB storage that cannot lose an acknowledged change: a snapshot, and a journal with a line for each commit."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from stores.errors import LibraryError
from stores.journal import compaction, layout
from stores.journal.commit import DELETE, DROP_TABLE, MERGE, NEW_TABLE, Back, Commit, Op, Touched, applied, change
from stores.journal.framing import framed
from stores.journal.merge_patch import merged
from stores.journal.reading import State, load, refreshed
from stores.journal.replacing import made_durable, private_directory, written
from stores.journal.rows import Json, Rows
from stores.journal.witness import testify
from stores.lock import writing_alone


class Transaction:
    """What is to become one commit. Its changes are seen at once by whoever reads through the same storage."""

    def __init__(self, tables: dict[str, Rows]) -> None:
        """Change `tables`."""
        self.tables = tables
        self.do: list[Op] = []
        self.un: list[Back] = []
        self.commit: Commit | None = None
        """The commit, once it is on the disk."""

    def put(self, table: str, id: str, document: Mapping[str, Any]) -> None:
        """Keep `document` in the row `id`, in place of what is there."""
        rows = self.tables.get(table, Rows())
        self._stage(change(table, id, rows.get(id), dict(document)))

    def set_fields(self, table: str, id: str, fields: Mapping[str, Any]) -> None:
        """Set `fields` of the row `id`, an object only where there is none; None takes one away.

        For thousands of rows at once: it takes half the time of `put`, which compares two documents.
        """
        before = self.tables[table][id]
        self._stage(([MERGE, table, id, dict(fields)], {name: before.get(name) for name in fields}))

    def take_out(self, table: str, id: str) -> None:
        """Keep nothing in the row `id`."""
        rows = self.tables.get(table, Rows())
        self._stage(change(table, id, rows.get(id), None))

    def begin(self, table: str) -> Rows:
        """Return the rows of a table, which is made if it is not there yet."""
        if table not in self.tables:
            self._stage(([NEW_TABLE, table], 0))
        return self.tables[table]

    def drop(self, table: str) -> None:
        """Take away a table with all its rows."""
        for id in list(self.tables[table]):
            self.take_out(table, id)
        self._stage(([DROP_TABLE, table], 0))

    def carry_out(self, ops: list[Op]) -> None:
        """Carry out ops that take another commit back."""
        for what, table, id, *value in ops:
            if what == DELETE:
                self.take_out(table, id)
            elif what == MERGE:
                self.put(table, id, merged(self.tables[table][id], value[0]))
            else:
                self.put(table, id, value[0])

    def roll_back(self) -> None:
        """Make the tables as they were before."""
        for (what, table, *rest), back in zip(reversed(self.do), reversed(self.un), strict=True):
            if what == NEW_TABLE:
                del self.tables[table]
            elif what == DROP_TABLE:
                self.tables[table] = Rows()
            elif isinstance(back, dict):
                applied(self.tables, [[MERGE, table, rest[0], back]])
            elif back == 0:
                self.tables[table].take_out(rest[0])
            else:
                self.tables[table].put(rest[0], back[1])
        self.do, self.un = [], []

    def _stage(self, staged: tuple[Op, Back] | None) -> None:
        if staged is not None:
            applied(self.tables, [staged[0]])
            self.do.append(staged[0])
            self.un.append(staged[1])


class JournalStorage(Storage):
    """TinyDB storage in a directory. Every commit is on the disk when its transaction ends; readers need no lock.

    One object may be used by several threads: each holds it alone for the time of a call or a transaction. Errors are
    LibraryError, and OSError where the disk refuses.
    """

    def __init__(
        self,
        directory: str | Path,
        *,
        readonly: bool = False,
        kind: str = "library",
        history: bool = True,
        fold_from: int = 0,
    ) -> None:
        """Use the library in `directory`, which is made at the first transaction. With `readonly` nothing is written.

        `kind` is what errors call it. Without `history` a compaction lets go of the commits it folds together, and
        none is due before the journal has `fold_from` bytes.

        Raises what `stores.journal.reading.load` raises.
        """
        self.directory = Path(os.path.realpath(directory))
        self.readonly = readonly
        self._kind, self._history, self._fold_from = kind, history, fold_from
        self.alone = threading.RLock()
        """Held by a thread that reads rows while others may write."""
        self._transaction: Transaction | None = None
        self._unsure = False
        self._closed = False
        self._was_there = False
        self._state: State | None = None
        self._touched: Touched | None = set()
        self._load()

    # Reading

    def read(self) -> dict[str, Mapping[str, Json]] | None:  # type: ignore[override]
        """Return the tables as they are now, rows parsed as they are asked for; None where there is no library yet."""
        with self.alone:
            self.refresh()
            return dict(self._state.tables) if self._state else None

    @property
    def damage(self) -> str | None:
        """What is wrong with the journal, as one sentence: all that is sound can be read, and nothing is written."""
        if self._state is None or not self._state.faults:
            return None
        fault = self._state.faults[0]
        return (
            f"The journal {self.directory / layout.JOURNAL} {fault.what}, at byte {fault.start}: the {self._kind} is "
            "open for reading only. 'readout doctor' says what is affected, 'readout doctor --repair' mends it."
        )

    @property
    def seq(self) -> int:
        """The number of the last commit that was read or made."""
        return self._state.seq if self._state else 0

    def refresh(self) -> None:
        """Take in what others have written since."""
        with self.alone:
            if self._closed:
                raise LibraryError(f"The {self._kind} is closed.")
            if self._transaction is not None:
                return
            touched = refreshed(self.directory, self._state) if self._state else None
            if touched is None:
                was_there = self._state is not None
                self._load()
                touched = None if was_there or self._state is not None else set()
            self._touched = None if touched is None or self._touched is None else self._touched | touched

    def touched_by_others(self) -> Touched | None:
        """Return which rows others have touched since this was asked last; None where it may be all."""
        with self.alone:
            self.refresh()
            touched, self._touched = self._touched, set()
            return touched

    # Writing

    @contextmanager
    def transaction(self, **about: Any) -> Iterator[Transaction]:
        """Hold the lock inside, and make one commit of all that is changed there; an error takes all of it back.

        `about` are fields of Commit: at, by, undoes, about. Inside another transaction it becomes part of that.
        """
        with self.alone:
            if self._transaction is not None:
                yield self._transaction
                return
            self._refuse_if_closed_to_writers()
            private_directory(self.directory)
            with self._lock():
                self.refresh()
                state = self._writable_state()
                self._transaction = Transaction(state.tables)
                try:
                    yield self._transaction
                    self._commit(state, self._transaction, about)
                except BaseException:
                    if self._transaction.commit is None:
                        self._transaction.roll_back()
                    raise
                finally:
                    self._transaction = None
                if state.end >= self._fold_from and compaction.is_due(state.end, state.snapshot_size):
                    with suppress(OSError):  # the change is safe where it is; the next one tries again
                        self._compact(state)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Make the tables be `data`, in one commit of what is different."""
        with self.transaction() as transaction:
            for name in set(transaction.tables) - data.keys():
                transaction.drop(name)
            for name, wanted in data.items():
                rows = transaction.begin(name)
                for id in set(rows) - {str(id) for id in wanted}:
                    transaction.take_out(name, id)
                for id, document in wanted.items():
                    transaction.put(name, str(id), document)

    def compact(self) -> None:
        """Write the tables as a new snapshot and begin the journal anew."""
        with self.alone:
            self._refuse_if_closed_to_writers()
            if self._state is not None:
                with self.locked():
                    self._compact(self._writable_state())

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock inside without changing anything: the files of the library stay as they are."""
        with self.alone, self._lock():
            self.refresh()
            yield

    def close(self) -> None:
        """Let go of the files. There is nothing left to write."""
        with self.alone:
            self._closed = True
            if self._state is not None:
                self._state.close()
                self._state = None

    def _lock(self) -> AbstractContextManager[None]:
        return writing_alone(self.directory, kind=self._kind)

    def _load(self) -> None:
        if self._state is not None:
            self._state.close()
            self._state = None
        self._state = load(self.directory)
        if self._state is None and self._was_there:
            raise LibraryError(f"The {self._kind} at {self.directory} has gone while it was open: put it back.")
        self._was_there = self._was_there or self._state is not None

    def _refuse_if_closed_to_writers(self) -> None:
        if self._closed:
            raise LibraryError(f"The {self._kind} is closed.")
        if self.readonly:
            raise LibraryError(f"The {self._kind} at {self.directory} is open for reading only: nothing was changed.")
        if self._unsure:
            raise LibraryError(
                f"The disk did not confirm the last change of the {self._kind} at {self.directory}: nothing more is "
                "written until it is opened again."
            )

    def _writable_state(self) -> State:
        """Return the state to write to, under the lock: made where there is no library, its torn end cut off."""
        if self._state is None:
            compaction.refuse_a_directory_of_others(self.directory)
            compaction.create(self.directory, {})
            self._load()
        state = self._state
        assert state is not None
        if self.damage:
            raise LibraryError(f"{self.damage} Nothing was changed.")
        if state.size > state.end:
            compaction.cut_torn_end(self.directory, state.end)
            state.size = state.end
        return state

    def _commit(self, state: State, transaction: Transaction, about: Mapping[str, Any]) -> None:
        if not transaction.do:
            return
        commit = Commit(state.seq + 1, transaction.do, transaction.un, **about)
        line = framed(commit.payload())
        journal = os.open(self.directory / layout.JOURNAL, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        try:
            self._append(journal, line, state.end)
        finally:
            os.close(journal)
        transaction.commit = commit  # from here on nothing takes it back in memory
        state.take_in_own(line)
        testify(self.directory, commit.seq)

    def _append(self, journal: int, line: bytes, end: int) -> None:
        try:
            written(journal, line)
        except OSError:
            self._take_back(journal, end)
            raise
        try:
            made_durable(journal)
        except BaseException as error:
            self._unsure = True  # after a failed fsync nobody knows what is on the disk
            if isinstance(error, OSError):
                raise LibraryError(
                    f"The disk did not confirm this change of the {self._kind} at {self.directory} ({error.strerror}): "
                    f"it may be there or not. Nothing more is written until the {self._kind} is opened again."
                ) from error
            raise

    def _take_back(self, journal: int, end: int) -> None:
        try:
            os.ftruncate(journal, end)
        except OSError:
            self._unsure = True

    def _compact(self, state: State) -> None:
        try:
            compaction.compact(self.directory, state.tables, state.seq, history=self._history)
        finally:
            self._load()
