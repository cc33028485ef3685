"""A copy of a library that is a library: the catalogue of one moment, and the analyses that it names."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from stores.body_names import folder_of, name_of
from stores.catalogue import ALIASES, HEADS, REMOVED
from stores.copying import checksum_on_the_disk, copied, linked_or_copied, tree_made_durable
from stores.errors import LibraryError
from stores.journal import witness
from stores.journal.layout import CATALOGUE, HISTORY, JOURNAL
from stores.journal.reading import load
from stores.journal.replacing import written
from stores.journal.rows import Rows
from stores.journal.snapshot import Tables
from stores.undisturbed import undisturbed

MADE = "made"
"""The file in a copy that says when it was made (ISO 8601)."""

_COPIED = (HISTORY, JOURNAL, witness.NAME, CATALOGUE)
_TRIES = 20


def filled(directory: Path, place: Path, now: datetime, *, full: bool) -> list[str]:
    """Copy the library in `directory` into the empty directory `place`, and return once it is on the disk.

    The catalogue comes last, so that what was cut off is no library. Unless it is to be `full`, the files of the
    analyses are linked; a full copy is read again and compared. Returns which analyses are missing, and in a full
    copy damaged, in the library itself, as paths in it. Raises LibraryError when there is no library, it is damaged or
    the copy is not the same; OSError.
    """
    files, tables = at_one_moment(directory)
    for name in files.keys() - {CATALOGUE}:
        _put(place / name, files[name])
    _put(place / MADE, f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%S+00:00}\n".encode())
    missing: list[str] = []
    crcs: dict[str, str] = {}
    here, there = os.fspath(directory), os.fspath(place)
    for name, crc in _analyses(tables, place):
        try:
            if not full:
                linked_or_copied(f"{here}/{name}", f"{there}/{name}")
            elif copied(f"{here}/{name}", f"{there}/{name}") != crc and crc:
                missing.append(name)
            else:
                crcs[name] = crc
        except FileNotFoundError:
            missing += [name] if crc else []
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


def is_empty(tables: Tables) -> bool:
    """Whether nothing that a user made is in the tables."""
    return not any(tables.get(table) for table in (HEADS, REMOVED, ALIASES))


def _tables(directory: Path) -> Tables:
    state = load(directory)
    if state is None:
        raise LibraryError(f"There is no library at {directory} to copy.")
    state.close()
    if state.faults:
        raise LibraryError(
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


def _analyses(tables: Tables, place: Path) -> Iterator[tuple[str, str]]:
    """Yield the files of all analyses as paths from a library's directory, with their checksums, "" where not known.

    Their folders are made in `place`.
    """
    named = {
        (id, kept["n"]): kept["crc"] for id, head in tables.get(HEADS, Rows()).items() for kept in head["analyses"]
    }
    for id, row in tables.get(REMOVED, Rows()).items():
        named |= {(id, number): "" for number in row["analyses"] if (id, number) not in named}
    made = {""}
    for (id, number), crc in named.items():
        folder = folder_of(id)
        if folder not in made:
            (place / folder).parent.mkdir(mode=0o700, exist_ok=True)
            (place / folder).mkdir(mode=0o700)
            made.add(folder)
        yield name_of(id, number), crc


def _compare(place: Path, files: dict[str, bytes], crcs: dict[str, str]) -> None:
    """Raise LibraryError where a copied file is not what was copied."""
    there = os.fspath(place)
    different = [name for name, content in files.items() if (place / name).read_bytes() != content]
    different += [name for name, crc in crcs.items() if crc and checksum_on_the_disk(f"{there}/{name}") != crc]
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
