"""The feeds' catalogue as it lies in a library: what is wrong with it, and its repair. It is none of the library's own.

It keeps no history. Else it is examined, and made anew from what is left, as the library's is.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from stores.backups import kept
from stores.doctor import catalogue_files, other_files
from stores.doctor.body_files import BodyFiles
from stores.doctor.finding import Finding
from stores.doctor.remains import Remains
from stores.doctor.salvage import Salvaged, salvaged
from stores.history import REPAIRED
from stores.journal import witness
from stores.journal.commit import Commit
from stores.journal.layout import FEEDS, TEMPORARY, is_begun
from stores.lock import writing_alone
from stores.put_in_place import put_in_place


@dataclass(frozen=True, slots=True)
class FeedsLook:
    """What one look at the feeds found, and what a repair goes by: None where there is nothing to repair."""

    findings: tuple[Finding, ...] = ()
    made: Salvaged | None = None


def look(directory: Path) -> FeedsLook:
    """Look at the feeds of the library in `directory` once. Raises OSError when they cannot be read."""
    place = directory / FEEDS
    if not is_begun(place) and not witness.testified(place):
        return FeedsLook()
    remains = Remains.of(place, history=False)
    newer = catalogue_files.newer(remains)
    if newer is not None:
        return FeedsLook(tuple(_named([newer])))
    made = salvaged(remains, BodyFiles(place), _backups(directory))
    found = [
        *catalogue_files.faults(remains, made, kind="inbox"),
        *catalogue_files.remarks(remains, made),
        *catalogue_files.unsound_witness(place, remains),
        *other_files.left_over(place),
    ]
    return FeedsLook(tuple(_named(found)), made)


def mended(directory: Path, found: FeedsLook, now: datetime) -> Iterator[str]:
    """Do all there is to do, and yield in words what was done. Who calls holds the lock of the feeds too."""
    if found.made is None:
        return
    place, left_over = directory / FEEDS, f"{FEEDS}/{TEMPORARY}/"
    words = _words([finding for finding in found.findings if not finding.where.startswith(left_over)], found.made)
    if words:
        at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        commit = Commit(found.made.last + 1, (), (), at=at, by="repair", about={REPAIRED: " ".join(words)})
        put_in_place(place, found.made.tables, commit, None, follows=found.made.is_exact)
        yield from words
    for path in sorted((place / TEMPORARY).glob("*")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        yield f"{left_over}{path.name}: it is deleted."


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Hold the lock of the feeds in the library inside, where there are any."""
    if not (directory / FEEDS).is_dir():
        yield
        return
    with writing_alone(directory / FEEDS, kind="inbox"):
        yield


def _named(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (replace(finding, where=f"{FEEDS}/{finding.where}") for finding in findings)


def _words(findings: Iterable[Finding], made: Salvaged) -> list[str]:
    anew = catalogue_files.told(made)
    repairs = ((finding.where, finding.repair) for finding in findings if finding.repair)
    return list(
        dict.fromkeys(f"{FEEDS}/: {anew}" if repair == anew else f"{where}: {repair}" for where, repair in repairs)
    )


def _backups(directory: Path) -> Iterator[Path]:
    yield from (backup.path / FEEDS for backup in kept(directory) if (backup.path / FEEDS).is_dir())
