"""The catalogue and the analyses together: the rows and files that everything the library does is made of."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from tinydb import TinyDB
from tinydb.table import Document

from stores import head as heads_
from stores.bodies import Bodies
from stores.errors import LibraryError
from stores.journal import JournalStorage, JournalTable
from stores.journal.commit import DELETE, Commit
from stores.journal.rows import Json, Rows
from stores.journal.storage import Transaction
from stores.originals import Originals

HEADS, ALIASES, REMOVED = "heads", "aliases", "removed"

_NAMED_AT_MOST = 5
_NOTHING: Mapping[str, object] = MappingProxyType({})


class _Table(JournalTable):
    document_id_class = str  # type: ignore[assignment]


class _Database(TinyDB):
    table_class = _Table  # type: ignore[assignment]


class Catalogue:
    """Heads, aliases and the analyses of one library, with the clock and the name of who changes them."""

    def __init__(self, directory: Path, *, readonly: bool, clock: Callable[[], datetime], by: str) -> None:
        """Open what lies in `directory`. Raises what JournalStorage raises."""
        self.directory = directory
        self.storage = JournalStorage(directory, readonly=readonly)
        self.bodies = Bodies(self.storage.directory)
        self.originals = Originals(self.storage.directory)
        self._database = _Database(storage=lambda: self.storage)
        self.clock, self._by = clock, by
        self._moment = datetime.fromtimestamp(0, UTC)

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    # Reading

    def heads(self) -> Rows:
        """Return the heads as they are now, by the briefings' ids, the one added first first."""
        return self._rows(HEADS)

    def removed(self) -> Rows:
        """Return when briefings were removed whose analyses are still there, by their ids."""
        return self._rows(REMOVED)

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Return the names that stand for another in the whole library, by that other."""
        return {name: tuple(row["aliases"]) for name, row in self._rows(ALIASES).items()}

    def newest_first(self) -> list[str]:
        """Return all ids, that of the briefing added last first."""
        added = {id: heads_.added(raw) for id, raw in self.heads().raw.items()}
        return sorted(added, key=added.__getitem__)[::-1]

    def find(self, beginning: str) -> str:
        """Return the one id that is `beginning` or begins with it.

        Raises LibraryError when there is none or more than one.
        """
        return self._find(beginning, self.heads())

    def find_ever(self, beginning: str) -> str:
        """Return the one id that is `beginning` or begins with it, of briefings that were removed too."""
        return self._find(beginning, dict.fromkeys([*self.heads(), *self.removed()]))

    def refuse_if_gone(self, commit: Commit) -> None:
        """Raise LibraryError when to take `commit` back would need an analysis that is no longer on the disk."""
        for (what, table, *rest), back in zip(commit.do, commit.un, strict=False):
            if what == DELETE and table == HEADS:
                for kept in back[1]["analyses"]:
                    if not self.bodies.path(rest[0], kept["n"]).exists():
                        raise LibraryError(
                            f"The briefing {rest[0]} was removed more than thirty days ago and is no longer on the "
                            "disk: 'readout restore' brings back a backup."
                        )

    def _find(self, beginning: str, ids: Collection[str]) -> str:
        if beginning in ids:
            return beginning
        fitting = [id for id in ids if id.startswith(beginning)]
        if not fitting:
            raise LibraryError(
                f"There is no briefing {beginning} in the library at {self.directory}: 'readout list' shows all."
            )
        if not beginning or len(fitting) > 1:
            named = ", ".join(fitting[:_NAMED_AT_MOST]) + (", …" if len(fitting) > _NAMED_AT_MOST else "")
            raise LibraryError(f"Several briefings begin with '{beginning}' ({named}): give more of the id.")
        return fitting[0]

    def of_article(self, sha256: str, address: str | None) -> str | None:
        """Return the id of the briefing of the article with this text and address, None where there is none."""
        heads = self.heads()
        of_text = heads.marked(heads_.TEXT, sha256.encode("ascii", "replace"))
        return next((id for id in of_text if heads_.is_of(heads[id], sha256, address)), None)

    def analysis(self, id: str, number: int = -1, *, head: Json | None = None) -> Json:
        """Return an analysis of the briefing as JSON of the contract, by its place in the head: -1 is the newest.

        `head` is the briefing's, where it is at hand. Raises LibraryError when the file is missing or damaged.
        """
        kept = (self.heads()[id] if head is None else head)["analyses"][number]
        return self.bodies.read(id, kept["n"], kept["crc"])

    def content(self, id: str, head: Json) -> bytes:
        """Return the file of the briefing's newest analysis, unparsed: JSON in ascii. Raises what `analysis` raises."""
        kept = head["analyses"][-1]
        return self.bodies.content(id, kept["n"], kept["crc"])

    # Changing

    @property
    def at(self) -> str:
        """The moment of the change that is being made: ISO 8601 in UTC, to the microsecond."""
        return self._moment.isoformat(timespec="microseconds")

    @contextmanager
    def changing(self, undoes: int | None = None, about: Mapping[str, object] = _NOTHING) -> Iterator[Transaction]:
        """Hold the lock inside, and make one commit of all that is changed there; `about` is told of it beside that."""
        self._moment = self.clock().astimezone(UTC)
        at = self._moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        with self.storage.transaction(at=at, by=self._by, undoes=undoes, about=about) as transaction:
            yield transaction

    # TinyDB types document ids as int; `document_id_class`, which it documents, makes them str.
    def put(self, table: str, id: str, row: Mapping[str, object]) -> None:
        """Keep `row` under `id`, in place of what is there."""
        rows = self._database.table(table)
        if id in self._rows(table):
            rows.update(lambda kept: _become(kept, row), doc_ids=[id])  # type: ignore[list-item]
        else:
            rows.insert(Document(row, doc_id=id))  # type: ignore[arg-type]

    def take_out(self, table: str, id: str) -> None:
        """Keep nothing under `id`."""
        self._database.table(table).remove(doc_ids=[id])  # type: ignore[list-item]

    def keep(self, id: str, briefing: Json, at: str, original: Json | None = None) -> Json:
        """Write an analysis of the briefing and return what a head says of it, once it is on the disk.

        `original` is what it says of what the analysis was read from, see `Originals.keeping`.
        """
        number = self.bodies.free_number(id)
        return heads_.analysis(at=at, number=number, crc=self.bodies.keep(id, number, briefing), original=original)

    def free_id(self, wanted: str) -> str:
        """Return `wanted`, or `wanted-2`, `wanted-3` … where another article has that id."""
        heads, id, number = self.heads(), wanted, 1
        while id in heads:
            number += 1
            id = f"{wanted}-{number}"
        return id

    def _rows(self, table: str) -> Rows:
        tables = self.storage.read() or {}
        rows = tables.get(table)
        return rows if isinstance(rows, Rows) else Rows()


def _become(kept: object, row: Mapping[str, object]) -> None:
    assert isinstance(kept, dict)
    kept.clear()
    kept.update(row)
