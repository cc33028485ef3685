"""A backup brought back: its catalogue, analyses and originals in place of what is there, which is kept aside.

The library may be damaged, empty or gone. A crash at any moment leaves what was there or what is brought back. The
feeds are a catalogue of their own, put in place after the library's: a crash between the two leaves those that were
there. A backup without feeds, such as one of an earlier Readout, says nothing of them, and they stay.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stores import head as heads_
from stores import originals, schema_0
from stores.backups import alone, free_name, made_whole
from stores.bodies import Bodies, checksum
from stores.body_names import name_of
from stores.catalogue import HEADS, REMOVED
from stores.copying import put_whole, tree_copied, tree_made_durable
from stores.doctor import feed_files, first_readout
from stores.doctor.body_files import BodyFiles, Kept, named_in
from stores.doctor.copies import Copies
from stores.doctor.original_files import OriginalFiles
from stores.doctor.remains import Remains
from stores.doctor.repairing import LINKED, NOT_COPIED
from stores.errors import LibraryError, system_errors_told
from stores.history import RESTORED
from stores.journal.commit import Commit
from stores.journal.damage import DamagedError
from stores.journal.layout import BODIES, CATALOGUE, FEEDS, JOURNAL, ORIGINALS, TEMPORARY, is_begun
from stores.journal.reading import load
from stores.journal.replacing import private_directory, replaced
from stores.journal.rows import Rows
from stores.journal.snapshot import Tables
from stores.lock import writing_alone
from stores.put_in_place import Line, put_in_place

_NAMED_AT_MOST = 3
_ADVICE = "Nothing was changed: choose another, or mend this one with 'readout doctor --repair --library' and its path."


def restore(directory: Path, backup: Path, *, clock: Callable[[], datetime]) -> Path:
    """Make the library in `directory` what `backup` holds, and return where what was there before is kept.

    Libraries that are open see it at their next call. Raises LibraryError, and nothing was changed, when the backup
    is damaged, another Readout uses the library or it cannot be written.
    """
    with system_errors_told(directory):
        if not backup.is_dir():
            raise LibraryError(f"There is no backup at {backup}.")
        now = clock().astimezone(UTC)
        private_directory(directory)
        directory.chmod(0o700)
        with alone(directory), writing_alone(directory):
            held, feeds = _Held.of(backup), _Feeds.of(backup)
            bodies = _Bodies(directory, held)
            bodies.refuse_if_some_are_nowhere()
            if feeds is not None:
                private_directory(directory / FEEDS)
            with feed_files.alone(directory):
                aside = _kept_aside(directory, now)
                tables = bodies.brought(now)
                there = Remains.of(directory)
                at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
                seq = max(there.last, held.remains.last) + 1
                commit = Commit(seq, (), (), at=at, by="restore", about={RESTORED: backup.name})
                put_in_place(directory, tables, commit, _history(there.lines, held.remains.lines), follows=False)
                if feeds is not None:
                    feeds.bring(directory / FEEDS, commit)
            if (directory / schema_0.FILE).exists():
                replaced(directory / schema_0.FILE, schema_0.successor_mark(), directory / TEMPORARY / "new")
        return aside


@dataclass(frozen=True, slots=True)
class _Held:
    """What a backup holds: its tables, and the files of its catalogue."""

    path: Path
    tables: Tables
    remains: Remains

    @classmethod
    def of(cls, backup: Path) -> "_Held":
        """Return what is in `backup`. Raises LibraryError when its catalogue is damaged or there is none, OSError."""
        with _damage_told(backup):
            old = None if (backup / CATALOGUE).exists() else first_readout.tables_in(backup)
            tables = _tables(backup) if old is None else old
        return cls(backup, tables, Remains.of(backup))


def _tables(backup: Path) -> Tables:
    state = load(backup)
    if state is None:
        raise LibraryError(f"There is no library in {backup}.")
    state.close()
    if state.faults:
        raise DamagedError(backup / JOURNAL, state.faults[0].what)
    return state.tables


@contextmanager
def _damage_told(backup: Path) -> Iterator[None]:
    """Turn a DamagedError met inside into a LibraryError that says what to do about a backup."""
    try:
        yield
    except DamagedError as error:
        name = error.path.relative_to(backup)
        raise LibraryError(
            f"The backup {backup.name} cannot be brought back, its file {name} {error.what}. {_ADVICE}"
        ) from error


class _Feeds(NamedTuple):
    """The feeds of a backup: their tables, and the number of the last commit in them."""

    tables: Tables
    last: int

    @classmethod
    def of(cls, backup: Path) -> "_Feeds | None":
        """Return what is in `backup`, None where no feeds are. Raises LibraryError when they are damaged, OSError."""
        place = backup / FEEDS
        if not is_begun(place):
            return None
        with _damage_told(backup):
            return cls(_tables(place), Remains.of(place, history=False).last)

    def bring(self, place: Path, told: Commit) -> None:
        """Put them into `place`, in a commit that says what `told` says of the library. Raises OSError."""
        seq = max(Remains.of(place, history=False).last, self.last) + 1
        put_in_place(place, self.tables, told._replace(seq=seq), None, follows=False)


class _Bodies:
    """The analyses and originals that a backup names, on their way into a library."""

    def __init__(self, directory: Path, held: _Held) -> None:
        self._directory = directory
        self._held = held
        self._heads = held.tables.get(HEADS, Rows())
        self._copies = Copies(directory, held.path)
        self._bodies = Bodies(directory)

    def refuse_if_some_are_nowhere(self) -> None:
        """Raise LibraryError when an analysis is neither in the backup nor, as it was, in the library or elsewhere."""
        missing = [
            f"{name_of(kept.id, kept.number)} ({self._heads[kept.id]['headline']})"
            for kept in named_in(self._heads)
            if not self._is_there(kept) and self._copies.find(kept.id, kept.number, kept.crc) is None
        ]
        if missing:
            named = ", ".join(missing[:_NAMED_AT_MOST]) + (", …" if len(missing) > _NAMED_AT_MOST else "")
            raise LibraryError(
                f"The backup {self._held.path.name} cannot be brought back, for {len(missing)} of its analyses are "
                f"missing or damaged, and nothing else has them: {named}. {_ADVICE}"
            )

    def brought(self, now: datetime) -> Tables:
        """Put what is missing into the library, and return the tables that name it. Raises OSError.

        No sound file gives way: where another analysis lies under a number, the backup's gets a number of its own.
        What the tables do not name waits as that of removed briefings does. An original that is nowhere stays missing:
        the briefing is whole without it.
        """
        private_directory(self._directory / TEMPORARY)
        now_there = _tables_there(self._directory)
        present = {(kept.id, kept.number): kept.crc for kept in named_in(now_there.get(HEADS, Rows()))}
        for id in list(self._heads):
            head = self._heads[id]
            last = head["analyses"][-1]
            analyses = [
                kept | {"n": self._put(Kept(id, kept["n"], kept["crc"], kept is last, None), present)}
                for kept in head["analyses"]
            ]
            if analyses != head["analyses"]:
                self._heads.put(id, head | {"analyses": analyses})
        removed = self._held.tables.setdefault(REMOVED, Rows())
        self._bring_removed(removed)
        self._bring_originals(removed)
        for folder in (self._directory / BODIES, self._directory / ORIGINALS):
            if folder.exists():
                tree_made_durable(folder)
        self._let_wait(removed, now_there, now.isoformat(timespec="microseconds"))
        return self._held.tables

    def _let_wait(self, removed: Rows, now_there: Tables, at: str) -> None:
        """Let what the backup does not name wait with removed briefings, from the moment `at`."""
        named = named_in(self._heads)
        strange, further = BodyFiles(self._directory).unnamed(named, removed)
        unnamed = set(OriginalFiles(self._directory).unnamed(named, removed))
        waiting: dict[str, tuple[set[int], set[str]]] = {}
        for id, number in (*strange, *further):
            waiting.setdefault(id, (set(), set()))[0].add(number)
        for id, sha256 in _originals_of(now_there):
            if sha256 in unnamed:
                waiting.setdefault(id, (set(), set()))[1].add(sha256)
        for id, (numbers, pages) in waiting.items():
            row = removed.get(id, {})
            removed.put(
                id, heads_.removed(at, numbers.union(row.get("analyses", ())), pages.union(row.get("originals", ())))
            )

    def _bring_removed(self, removed: Rows) -> None:
        for id, row in removed.items():
            for number in row["analyses"]:
                source, path = self._held.path / name_of(id, number), self._bodies.path(id, number)
                if source.exists() and not path.exists():
                    put_whole(path, source.read_bytes(), self._directory / TEMPORARY / "body")

    def _bring_originals(self, removed: Rows) -> None:
        files = OriginalFiles(self._directory)
        for sha256 in dict.fromkeys(sha256 for _, sha256 in _originals_of({HEADS: self._heads, REMOVED: removed})):
            if not files.is_sound(sha256) and (copy := self._copies.original(sha256)) is not None:
                path = self._directory / originals.name_of(sha256)
                put_whole(path, copy.content, self._directory / TEMPORARY / "original")

    def _put(self, kept: Kept, present: dict[tuple[str, int], str]) -> int:
        """Put an analysis into the library where it is not yet, and return its number there."""
        if self._is_there(kept):
            return kept.number
        copy = self._copies.find(kept.id, kept.number, kept.crc)
        if copy is None:
            raise LibraryError(f"The analysis {name_of(kept.id, kept.number)} has gone: try again.")
        path, number = self._bodies.path(kept.id, kept.number), kept.number
        if path.exists() and present.get((kept.id, kept.number)) != kept.crc:
            number = self._bodies.free_number(kept.id)
            path = self._bodies.path(kept.id, number)
        put_whole(path, copy.content, self._directory / TEMPORARY / "body")
        return number

    def _is_there(self, kept: Kept) -> bool:
        try:
            return checksum((self._directory / name_of(kept.id, kept.number)).read_bytes()) == kept.crc
        except OSError:
            return False


def _tables_there(directory: Path) -> Tables:
    """Return the tables of the library as it is now, as far as it opens."""
    try:
        state = load(directory)
    except LibraryError:
        return {}
    if state is None:
        return {}
    state.close()
    return state.tables


def _originals_of(tables: Tables) -> Iterator[tuple[str, str]]:
    """Yield the originals that kept and removed briefings name, each with the id of one."""
    for id, head in tables.get(HEADS, Rows()).items():
        yield from ((id, sha256) for sha256 in heads_.originals(head))
    for id, row in tables.get(REMOVED, Rows()).items():
        yield from ((id, sha256) for sha256 in row.get("originals", ()))


def _kept_aside(directory: Path, now: datetime) -> Path:
    aside = free_name(directory, f"before-restore-{now:%Y-%m-%dT%H-%M-%S}")
    with made_whole(directory, aside) as place:
        tree_copied(directory, place, NOT_COPIED, link=LINKED)
    return aside


def _history(there: Mapping[int, Line], held: Mapping[int, Line]) -> Mapping[int, Line]:
    """Return the changes to be told: of both, unless the backup is of another library, then of that alone."""
    if all(there[seq].payload == held[seq].payload for seq in there.keys() & held.keys()):
        return {**held, **there}
    return held
