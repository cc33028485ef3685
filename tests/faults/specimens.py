"""A library with something of everything in its files, and all that can be read of one."""

import random
from pathlib import Path
from typing import Any

from briefings import a_briefing
from library_model import Model, seen
from working import Work, moment, operations

from stores import Library, LibraryError


def specimen(directory: Path, seed: int = 7, until: int = 40) -> Path:
    """Make a library in `directory`: two generations, a history, changes since, a cache, what was removed.

    With the same `seed` and an earlier `until` it is the same library on an earlier day.
    """
    number = 0
    with Library.open(directory, clock=lambda: moment(number), by="desk") as library:
        worker = operations(library, random.Random(seed))
        for number in range(1, until):
            operation = next(worker)
            if operation != ["compact"]:
                Work(library).do(operation, number)
            if number in (12, 26):
                library.compact()
        number += 1
        id = library.add(a_briefing(title="Kept", outlet="The Post", published="2026-03-01", url="https://a.example/"))
        library.tag(id, "long")
        library.search("harbour")
    return directory


def everything(library: Library) -> dict[str, Any]:
    """All that can be read of the library, whoever asks."""
    return seen(library) | {
        "originals": {entry.id: library.original(entry.id) for entry in library.entries()},
        "history": library.history(),
        "hits": [library.search(words) for words in ("harbour", "speaker:Byron", "long tag:long", "stance:declines é")],
        "agenda": library.agenda(suggestions=True),
        "of one": {entry.id: library.history(entry.id) for entry in library.entries()},
    }


def reading(directory: Path) -> dict[str, Any] | str:
    """All that can be read of the library in `directory`, or in what words its damage is told."""
    try:
        with Library.open(directory, readonly=True) as library:
            return library.damage or everything(library)
    except LibraryError as error:
        return str(error)


def is_told(directory: Path) -> bool:
    """Whether the doctor finds damage."""
    with Library.open(directory, readonly=True) as library:
        return any(finding.damage for finding in library.verify())


def files(directory: Path) -> list[Path]:
    """The files of the library, in the order of their names, without those of its backups."""
    return sorted(p for p in directory.rglob("*") if p.is_file() and "backups" not in p.relative_to(directory).parts)


__all__ = ["Model", "everything", "files", "is_told", "reading", "specimen"]
