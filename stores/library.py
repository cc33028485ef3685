"""The library of briefings: all that the rest of the program sees of how they are kept."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tinydb import TinyDB
from tinydb.table import Document, Table

from stores import finding, follow_ups, records
from stores.entry import Entry, Hit
from stores.errors import LibraryError, system_errors_told
from stores.layout import BRIEFINGS
from stores.lock import writing_alone
from stores.records import Record
from stores.storage import ReplacedFile
from stores.undo import Step, without

if TYPE_CHECKING:  # the model takes longer to import than a list of briefings takes to make
    from briefing.model import Article, Briefing, FollowUpState


def _now() -> datetime:
    return datetime.now(UTC)


class _Briefings(Table):
    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0  # a cached answer would outlive another process's change


class Library:
    """Briefings on the user's own disk. Every change is on the disk when its call returns.

    Several processes and threads may use one library at a time: writers wait for each other, and a reader sees
    what others have written at its next call. Where an id is asked for, the beginning of one is enough if it
    fits no other. Every method raises LibraryError, in one sentence, when it cannot do what is asked.
    """

    def __init__(self, directory: Path, *, readonly: bool, clock: Callable[[], datetime]) -> None:
        self.directory = directory
        self._readonly = readonly
        self._clock = clock
        self._one_at_a_time = threading.RLock()
        self._file = ReplacedFile(directory / "library.json")
        self._database = TinyDB(storage=lambda: self._file)
        self._table = _Briefings(self._database.storage, BRIEFINGS)
        self._steps: list[Step] = []
        self._closed = False

    @classmethod
    def open(cls, path: Path, readonly: bool = False, *, clock: Callable[[], datetime] = _now) -> "Library":
        """Open the library in the directory `path`; one that is not there yet is empty until something is added.

        With `readonly` nothing is ever created or written. `clock` gives the time of what is added and changed.
        """
        library = cls(path, readonly=readonly, clock=clock)
        with library._reading():
            return library

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files. There is nothing left to write: every change was written when it was made."""
        with self._one_at_a_time:
            self._closed = True
            self._database.close()

    def entries(self, query: str | None = None, limit: int | None = None) -> list[Entry]:
        """Return what a list needs of each briefing, newest first.

        With `query` only those with all its words in headline, outlet or tags, capitals or not; at most `limit`.
        """
        with self._reading() as kept:
            newest_first = finding.newest_first(kept)
            if query is not None:
                newest_first = [(id, record) for id, record in newest_first if finding.is_named_by(query, record)]
            return [records.entry(id, record) for id, record in newest_first[:limit]]

    def get(self, id: str) -> "Briefing":
        """Return the briefing, with what the user changed laid over it."""
        with self._reading() as kept:
            found = self._find(kept, id)
            return records.briefing(found, kept[found])

    def holds(self, article: "Article") -> str | None:
        """Return the id under which a briefing of this article is kept, or None.

        It is the same article when its text is the same and so is its address, where both have one.
        """
        with self._reading() as kept:
            return finding.by_article(kept, article.sha256, article.canonical_url or article.url)

    def search(self, words: str) -> list[Hit]:
        """Return the briefings in which all `words` occur, capitals or not, newest first.

        Looks through headline, title, outlet, authors, text, tags and follow-ups.
        """
        with self._reading() as kept:
            found = ((id, record, finding.excerpt(words, record)) for id, record in finding.newest_first(kept))
            return [Hit(records.entry(id, record), line) for id, record, line in found if line is not None]

    def add(self, briefing: "Briefing") -> str:
        """Keep the briefing and return its id; if one of the same article is kept already, only return that id."""
        article = briefing.article
        with self._changing() as kept:
            held = finding.by_article(kept, article.sha256, article.canonical_url or article.url)
            if held is not None:
                return held
            id = finding.free_id(kept, briefing.id)
            record = records.new(briefing, at=self._stamp())
            self._put(id, record, over=False)
            self._steps.append(Step(f"No longer kept: {records.headline(record)}", id, None, record))
            return id

    def remove(self, id: str) -> None:
        """Keep the briefing no longer."""
        with self._changing() as kept:
            found = self._find(kept, id)
            record = kept[found]
            self._take_out(found)
            self._steps.append(Step(f"Kept again: {records.headline(record)}", found, record, None))

    def set_follow_up(
        self,
        briefing_id: str,
        follow_up_id: str,
        *,
        state: "FollowUpState | str | None" = None,
        due: str | None = None,
        text: str | None = None,
    ) -> None:
        """Change a follow-up: what is None stays as it is; `due` is ISO 8601, or "" for no date any more."""
        with self._changing() as kept:
            found = self._find(kept, briefing_id)
            before = dict(kept[found])
            after = follow_ups.changed(before, follow_up_id, at=self._stamp(), state=state, due=due, text=text)
            if after is None:
                return
            self._put(found, after, over=True)
            words = follow_ups.so_again(before, after, follow_up_id)
            self._steps.append(Step(words, found, before, after, follow_up_id))

    def undo(self) -> str | None:
        """Take back the last change made through this object and return in words what is so again; None if none.

        A change that somebody else has changed since is left as it is: LibraryError says so, and the next call
        takes back the one before.
        """
        with self._one_at_a_time:
            if not self._steps:
                return None
            with self._changing() as kept:
                step = self._steps[-1]
                current = kept.get(step.id)
                try:
                    record = without(step, current)
                except LibraryError:
                    self._steps.pop()
                    raise
                if record is None:
                    self._take_out(step.id)
                else:
                    self._put(step.id, record, over=current is not None)
                self._steps.pop()
                return step.words

    @contextmanager
    def _reading(self) -> Iterator[dict[str, Record]]:
        with self._one_at_a_time, system_errors_told(self.directory):
            if self._closed:
                raise LibraryError("The library is closed.")
            tables = self._file.read() or {}
            yield tables.get(BRIEFINGS, {})

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Record]]:
        with self._one_at_a_time, system_errors_told(self.directory):
            if self._readonly:
                raise LibraryError(f"The library at {self.directory} is open for reading only: nothing was changed.")
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with writing_alone(self.directory), self._reading() as kept:
                try:
                    yield kept
                except BaseException:
                    self._file.forget()
                    raise

    def _find(self, kept: dict[str, Record], id: str) -> str:
        return finding.by_id(kept, id, self.directory)

    # TinyDB types document ids as int; `document_id_class`, which it documents, makes them str.
    def _put(self, id: str, record: Record, *, over: bool) -> None:
        if over:
            self._table.update(record, doc_ids=[id])  # type: ignore[list-item]
        else:
            self._table.insert(Document(record, doc_id=id))  # type: ignore[arg-type]

    def _take_out(self, id: str) -> None:
        self._table.remove(doc_ids=[id])  # type: ignore[list-item]

    def _stamp(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")
