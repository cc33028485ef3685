"""A library with work in it, and all that can be read of it: for tests of damage, backups and what comes back."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from briefings import a_briefing, numbered

from stores import Library, LibraryError

WRITING = ("replace", "rename", "link", "fsync", "fdatasync", "ftruncate", "unlink", "rmdir", "mkdir", "chmod")
"""Calls of the system that change what is on the disk, but for the bytes of a new file."""

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def ticking(start: datetime = START, step: timedelta = timedelta(minutes=1)) -> Callable[[], datetime]:
    """Return a clock that goes on by `step` each time it is asked."""
    now = [start - step]

    def clock() -> datetime:
        now[0] += step
        return now[0]

    return clock


def work(library: Library, first: int = 0, briefings: int = 4) -> list[str]:
    """Add briefings and do to them what users do; return their ids. The one before the last is removed again."""
    ids = [library.add(numbered(number)) for number in range(first, first + briefings)]
    library.set_follow_up(ids[0], "f1", state="open", due="2026-12-01")
    library.set_follow_up(ids[0], "f2", text="Ask who would buy it, and for how much.")
    library.add_follow_up(ids[1], "Ring the mayor’s office", due="2026-12")
    library.tag(ids[1], "Harbour", "money")
    library.note(ids[0], "The second half contradicts the first.\nCheck with Åsa.")
    library.reanalyse(ids[1], replace(a_briefing(quote=f"“Not for {first + 1} million,”", question="What now?")))
    library.alias("Ada Byron", "the mayor", "Mayor Byron")
    library.remove(ids[-2])
    return ids


def everything(directory: Path) -> dict[str, Any]:
    """Return all that can be read of the library, by the names of the calls."""
    with Library.open(directory, readonly=True) as library:
        ids = [entry.id for entry in library.entries()]
        return {
            "entries": library.entries(),
            "get": {id: library.get(id) for id in ids},
            "analyses": {id: library.analyses(id) for id in ids},
            "note_of": {id: library.note_of(id) for id in ids},
            "corrections": {id: library.corrections(id) for id in ids},
            "aliases": library.aliases(),
        }


def readable(directory: Path) -> dict[str, Any]:
    """Return what can be read of a library in which some briefings may not be: headlines, notes and texts by id."""
    found: dict[str, Any] = {}
    with Library.open(directory, readonly=True) as library:
        for entry in library.entries():
            try:
                found[entry.id] = library.get(entry.id), library.note_of(entry.id), entry
            except LibraryError as error:
                found[entry.id] = str(error), library.note_of(entry.id), entry
    return found


def body(directory: Path, id: str, number: int = 1) -> Path:
    """Return the file of an analysis."""
    return directory / "b" / id[:2] / (f"{id}.json" if number == 1 else f"{id}.{number}.json")


def flipped(path: Path, at: int | None = None, bit: int = 0) -> None:
    """Flip one bit of a file, in the middle unless told where."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if at is None else at] ^= 1 << bit
    path.unlink()  # not in place: a backup may share the file
    path.write_bytes(content)
    path.chmod(0o600)


def smudged(path: Path, at: int | None = None) -> None:
    """Damage a few bytes of a file, in the middle unless told where: more than a checksum can tell."""
    content = bytearray(path.read_bytes())
    start = len(content) // 2 if at is None else at
    content[start : start + 4] = b"?!?!"
    path.unlink()
    path.write_bytes(content)
    path.chmod(0o600)


def files(directory: Path) -> dict[str, bytes]:
    """Return what lies in the directory, by paths from it."""
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def without_backups(directory: Path) -> None:
    """Take the library's own backups away."""
    shutil.rmtree(directory / "backups", ignore_errors=True)
