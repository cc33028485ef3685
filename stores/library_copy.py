"""A copy of a library that is one: the catalogue of one moment, the analyses and originals that it names, the feeds."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from stores import head as heads
from stores import originals
from stores.body_names import name_of
from stores.catalogue import ALIASES, HEADS, REMOVED
from stores.copying import checksum_on_the_disk, copied, linked_or_copied, tree_made_durable
from stores.errors import LibraryError
from stores.journal import witness
from stores.journal.damage import DamagedError
from stores.journal.layout import CATALOGUE, FEEDS, HISTORY, JOURNAL, is_begun
from stores.journal.reading import load
from stores.journal.replacing import written
from stores.journal.rows import Rows
from stores.journal.snapshot import Tables
from stores.undisturbed import undisturbed

MADE = "made"
"""The file in a copy that says when it was made (ISO 8601)."""

_COPIED = (HISTORY, JOURNAL, witness.NAME, CATALOGUE)
_TRIES = 20


class _DamagedJournalError(LibraryError):
    """The journal has damaged lines: what is copied now would lack their changes."""


class _Named(NamedTuple):
    """A file that the catalogue names, as a path from the library's directory.

    `crc` is its checksum, where that is known, `sha256` that of the original in it, where it is one. Without `kept`
    it is a removed briefing's, which may lack it.
    """

    name: str
    kept: bool
    crc: str = ""
    sha256: str = ""

    def is_sound(self, path: str, crc: str) -> bool:
        """Whether the copy at `path`, with this checksum, is what the catalogue names, as far as it tells."""
        if self.sha256:
            return originals.unpacked(originals.content_and_mode(path)[0], self.sha256) is not None
        return self.crc in ("", crc)


def filled(directory: Path, place: Path, now: datetime, *, full: bool) -> list[str]:
    """Copy the library in `directory` into the empty directory `place`, and return once it is on the disk.

    The catalogue comes last, so that what was cut off is no library. Unless it is to be `full`, the files of analyses
    and originals are linked; a full copy is read again and compared. Returns which of those are missing, and in a full
    copy damaged, in the library itself, as paths in it; damaged feeds are left out and returned too. Raises
    LibraryError when there is no library, it is damaged or the copy is not the same; OSError.
    """
    feeds, missing = _feeds(directory)  # before the library: of what is briefed between the two, that knows
    files, tables = at_one_moment(directory)
    if feeds:
        (place / FEEDS).mkdir(mode=0o700)
    files |= feeds
    for name in files.keys() - {CATALOGUE}:
        _put(place / name, files[name])
    _put(place / MADE, f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%S+00:00}\n".encode())
    crcs: dict[str, str] = {}
    here, there = os.fspath(directory), os.fspath(place)
    for one in _in_folders(_named(tables), place):
        source, target = f"{here}/{one.name}", f"{there}/{one.name}"
        try:
            if not full:
                linked_or_copied(source, target)
            elif one.is_sound(target, crc := copied(source, target)):
                crcs[one.name] = crc
            elif one.kept:
                missing.append(one.name)
        except FileNotFoundError:
            missing += [one.name] if one.kept else []
    _put(place / CATALOGUE, files[CATALOGUE])
    tree_made_durable(place)
    if full:
        _compare(place, files, crcs)
    return missing


def at_one_moment(directory: Path) -> tuple[dict[str, bytes], Tables]:
    """Return the files of a catalogue as they are between two changes, by their names, and the tables in them.

    Raises LibraryError when there is no library or it is damaged, OSError.
    """
    for _ in range(_TRIES):
        with undisturbed(directory) as surely:
            tables = _tables(directory)
            files = _files(directory)
            if surely or files == _files(directory):
                return files, tables
    raise LibraryError(f"The library at {directory} is busy: another Readout is writing to it. Try again.")


def _feeds(directory: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the files of the feeds' catalogue, as paths from the library, and what of it is damaged."""
    if not is_begun(directory / FEEDS):
        return {}, []
    try:
        files, _ = at_one_moment(directory / FEEDS)
    except _DamagedJournalError:
        return {}, [f"{FEEDS}/{JOURNAL}"]
    except DamagedError as error:
        return {}, [f"{FEEDS}/{error.path.name}"]
    return {f"{FEEDS}/{name}": content for name, content in files.items()}, []


def is_empty(tables: Tables) -> bool:
    """Whether nothing that a user made is in the tables."""
    return not any(tables.get(table) for table in (HEADS, REMOVED, ALIASES))


def _tables(directory: Path) -> Tables:
    state = load(directory)
    if state is None:
        raise LibraryError(f"There is no library at {directory} to copy.")
    state.close()
    if state.faults:
        raise _DamagedJournalError(
            f"The journal of the library at {directory} {state.faults[0].what}: 'readout doctor --repair' mends it, "
            "after a copy of all files has been made."
        )
    return state.tables


def _files(directory: Path) -> dict[str, bytes]:
    found = {}
    for name in _COPIED:
        try:
            found[name] = (directory / name).read_bytes()
        except FileNotFoundError:
            continue
    return found


def _named(tables: Tables) -> list[_Named]:
    """Return the files of all analyses and originals."""
    analyses: dict[tuple[str, int], _Named] = {}
    pages: dict[str, _Named] = {}
    for id, head in tables.get(HEADS, Rows()).items():
        for kept in head["analyses"]:
            analyses[id, kept["n"]] = _Named(name_of(id, kept["n"]), True, crc=kept["crc"])
        for sha256 in heads.originals(head):
            pages[sha256] = _Named(originals.name_of(sha256), True, sha256=sha256)
    for id, row in tables.get(REMOVED, Rows()).items():
        for number in row["analyses"]:
            analyses.setdefault((id, number), _Named(name_of(id, number), False))
        for sha256 in row.get("originals", ()):
            pages.setdefault(sha256, _Named(originals.name_of(sha256), False, sha256=sha256))
    return [*analyses.values(), *pages.values()]


def _in_folders(named: Iterable[_Named], place: Path) -> Iterator[_Named]:
    """Yield each of the files once there is the folder for it in `place`."""
    made: set[str] = set()
    for one in named:
        folder = one.name.rpartition("/")[0]
        if folder not in made:
            (place / folder).parent.mkdir(mode=0o700, exist_ok=True)
            (place / folder).mkdir(mode=0o700)
            made.add(folder)
        yield one


def _compare(place: Path, files: dict[str, bytes], crcs: dict[str, str]) -> None:
    """Raise LibraryError where a copied file is not what was copied."""
    there = os.fspath(place)
    different = [name for name, content in files.items() if (place / name).read_bytes() != content]
    different += [name for name, crc in crcs.items() if checksum_on_the_disk(f"{there}/{name}") != crc]
    if different:
        raise LibraryError(
            f"The disk gives back {different[0]} in {place} otherwise than it was written: the copy cannot be trusted "
            "and was taken away. Try another disk."
        )


def _put(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        written(handle, content)
    finally:
        os.close(handle)
