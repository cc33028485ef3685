"""The library's own backups: one a day, a full copy a week, and what repairs and restores have put aside.

A backup of a day shares the files of analyses and originals with the library: that costs next to nothing and protects
from what people and programs do, not from what a disk does. A full copy shares nothing. Each is a library that can be
opened, with its feeds.
"""

import itertools
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from stores import schema_0
from stores.catalogue import HEADS
from stores.errors import LibraryError
from stores.journal.layout import BACKUPS, BODIES, CATALOGUE, FEEDS, TEMPORARY
from stores.journal.reading import load
from stores.journal.replacing import names_made_durable, private_directory
from stores.library_copy import MADE, at_one_moment, filled, is_empty
from stores.lock import PATIENCE, writing_alone

DAYS_KEPT, FULL_KEPT = 7, 4
FULL_EVERY = timedelta(days=7)

UNFINISHED = "copy-"
"""Beginning of the names that copies have in the library's directory for temporary files until they are whole."""

_OF_A_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:-\d+)?(-full)?")
_ASIDE = re.compile(r"before-(repair|restore)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)(?:-\d+)?")
_SCHEMA_0 = re.compile(r"schema-0-(\d{4}-\d\d-\d\d)(?:-\d+)?")


class BusyError(LibraryError):
    """Another Readout is making a backup, repairing or restoring."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a library.

    `at` is when it was made (ISO 8601); `full` whether it shares nothing with the library; `kind` what it is: "daily",
    "weekly", "before repair", "before restore", "first Readout", or "copy" where its name does not say.
    """

    path: Path
    at: str
    full: bool
    briefings: int
    kind: str


def kept(directory: Path) -> list[Backup]:
    """Return the backups of the library in `directory`, whatever state that is in, newest first. Raises OSError."""
    found = (_described(path) for path in _folders(directory))
    return sorted((one for one in found if one is not None), key=lambda one: (one.at, one.path.name), reverse=True)


def made(directory: Path, now: datetime, *, full: bool = False) -> Path:
    """Make a backup among the library's own, and return where it is.

    Raises LibraryError when there is nothing to back up, the library is damaged or another Readout is at it; OSError.
    """
    if not (directory / CATALOGUE).exists():
        raise LibraryError(f"There is no library at {directory} to copy.")
    with alone(directory):
        return _made(directory, now, full=full)[0]


def is_due(directory: Path, now: datetime) -> bool:
    """Whether there is a library in `directory` and no backup of this day (UTC) yet. Raises OSError."""
    today = now.astimezone(UTC).date().isoformat()
    days = (_OF_A_DAY.fullmatch(path.name) for path in _folders(directory))
    return (directory / CATALOGUE).exists() and not any(day and day[1] == today for day in days)


def made_if_due(directory: Path, now: datetime) -> Path | None:
    """Make the backup of the day (UTC) where there is none yet, a full copy where the last is a week old.

    Of the older ones go all but the seven newest days' and the four newest full ones. Returns the new one; None where
    none was due, nothing is kept in the library, or another Readout is at it. Raises LibraryError when the library is
    damaged, OSError.
    """
    if not is_due(directory, now):
        return None
    today = now.astimezone(UTC).date()
    days = [_OF_A_DAY.fullmatch(path.name) for path in _folders(directory)]
    fulls = [date.fromisoformat(day[1]) for day in days if day and day[2] and day[1] <= today.isoformat()]
    full = not fulls or today - max(fulls) >= FULL_EVERY
    if is_empty(at_one_moment(directory)[1]) and not (directory / FEEDS).exists():
        return None
    try:
        with alone(directory, patience=0):
            backup, damaged = _made(directory, now, full=full)
            if not damaged:  # else an older one may hold what is missing
                _thin_out(directory)
            return backup
    except BusyError:
        return None


def copied_to(directory: Path, destination: Path, now: datetime) -> Path:
    """Copy the library into the directory `destination`, which is made or is empty, and return it.

    Every file is read again and compared. Raises LibraryError when it is no place for a copy, when the copy is not
    the same, and when the copy is made but an analysis or an original in the library itself is damaged; OSError.
    """
    place, library = (Path(os.path.realpath(path)) for path in (destination, directory))
    if place == library or library in place.parents:
        raise LibraryError(
            f"{destination} lies in the library itself: name a directory elsewhere, best on another disk."
        )
    was_there = place.exists()
    if was_there and (not place.is_dir() or any(place.iterdir())):
        raise LibraryError(f"{destination} is there and not empty: name a directory that is not there yet.")
    private_directory(place)
    try:
        damaged = filled(directory, place, now, full=True)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        if was_there:
            place.mkdir(exist_ok=True)
        raise
    if damaged:
        others = f" and {len(damaged) - 1} more are" if len(damaged) > 1 else " is"
        raise LibraryError(
            f"The copy in {place} is made, but in the library itself {damaged[0]}{others} missing or damaged: "
            "'readout doctor' says what can be done."
        )
    return place


@contextmanager
def alone(directory: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one inside who makes backups, repairs or restores. Raises BusyError after `patience` seconds."""
    private_directory(directory / BACKUPS)
    with ExitStack() as held:
        try:
            held.enter_context(writing_alone(directory / BACKUPS, patience))
        except LibraryError:
            raise BusyError(f"Another Readout is copying or mending the library at {directory}: try again.") from None
        yield


def free_name(directory: Path, name: str, ending: str = "") -> Path:
    """Return where a new backup of this name lies: with a number where there is one already."""
    numbered = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    named = (directory / BACKUPS / f"{name}{number}{ending}" for number in numbered)
    return next(path for path in named if not path.exists())


@contextmanager
def made_whole(directory: Path, backup: Path) -> Iterator[Path]:
    """Let a directory be made inside under another name; it becomes `backup` at the end, or goes after an error.

    Who calls is `alone`.
    """
    private_directory(directory / TEMPORARY)
    unfinished = directory / TEMPORARY / (UNFINISHED + backup.name)
    shutil.rmtree(unfinished, ignore_errors=True)  # of one that was cut off: nobody else is at it
    try:
        yield unfinished
        unfinished.rename(backup)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    names_made_durable(backup.parent)


def _made(directory: Path, now: datetime, *, full: bool) -> tuple[Path, list[str]]:
    backup = free_name(directory, f"{now.astimezone(UTC):%Y-%m-%d}", "-full" if full else "")
    with made_whole(directory, backup) as place:
        place.mkdir(mode=0o700)
        damaged = filled(directory, place, now, full=full)
    return backup, damaged


def _thin_out(directory: Path) -> None:
    named = [(path, found) for path in _folders(directory) if (found := _OF_A_DAY.fullmatch(path.name))]
    for is_full, number in ((False, DAYS_KEPT), (True, FULL_KEPT)):
        of_this_kind = [(path, found[1]) for path, found in named if bool(found[2]) is is_full]
        days = sorted({day for _, day in of_this_kind}, reverse=True)[:number]
        _take_away(directory, (path for path, day in of_this_kind if day not in days))


def _take_away(directory: Path, backups: Iterable[Path]) -> None:
    for backup in backups:
        gone = directory / TEMPORARY / (UNFINISHED + backup.name)  # half a backup must not look like one
        shutil.rmtree(gone, ignore_errors=True)
        backup.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _folders(directory: Path) -> list[Path]:
    try:
        return [path for path in (directory / BACKUPS).iterdir() if path.is_dir()]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _described(path: Path) -> Backup | None:
    if not any((path / name).exists() for name in (CATALOGUE, BODIES, schema_0.FILE)):
        return None
    day, aside, first = (pattern.fullmatch(path.name) for pattern in (_OF_A_DAY, _ASIDE, _SCHEMA_0))
    if aside:
        at = f"{aside[2]}T{aside[3]}:{aside[4]}:{aside[5]}+00:00"
        return Backup(path, at, False, _briefings(path), f"before {aside[1]}")
    at = _made_at(path) or f"{(day or first or [None, '1970-01-01'])[1]}T00:00:00+00:00"
    if first:
        return Backup(path, at, True, _briefings(path), "first Readout")
    full = day is None or day[2] is not None
    return Backup(path, at, full, _briefings(path), "copy" if day is None else "weekly" if full else "daily")


def _made_at(path: Path) -> str | None:
    try:
        at = (path / MADE).read_text("ascii").strip()
        return at if datetime.fromisoformat(at).tzinfo else None
    except (OSError, ValueError):
        return None


def _briefings(path: Path) -> int:
    """Return how many briefings are in a backup; of one that is damaged, how many have analyses there."""
    try:
        if not (path / CATALOGUE).exists():
            old = path / schema_0.FILE
            return len(schema_0.decoded(old.read_bytes(), old) or ())
        state = load(path)
        if state is not None:
            state.close()
            return len(state.tables.get(HEADS, ()))
    except (OSError, LibraryError):
        pass
    return len({file.name.split(".")[0] for file in (path / BODIES).glob("*/*.json")})
