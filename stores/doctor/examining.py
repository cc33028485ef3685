"""The examination: every file of a library is read, and nothing is written.

A library in use is looked at without its lock first. Only what is still found while nobody writes is told.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stores import schema_0
from stores.backups import kept
from stores.body_names import name_of
from stores.catalogue import HEADS, REMOVED
from stores.doctor import catalogue_files, feed_files, original_files, other_files
from stores.doctor.body_files import BadBody, BodyFiles, label, named_in
from stores.doctor.copies import Copies
from stores.doctor.finding import Finding
from stores.doctor.mending_bodies import outcome, recovered
from stores.doctor.original_files import BadOriginal, OriginalFiles
from stores.doctor.remains import Remains
from stores.doctor.salvage import Salvaged, salvaged
from stores.errors import LibraryError, system_errors_told
from stores.journal import witness
from stores.journal.damage import DamagedError
from stores.journal.layout import BODIES, CATALOGUE, FEEDS, JOURNAL, is_begun
from stores.journal.rows import Rows
from stores.undisturbed import undisturbed

_STEADY = {f"{BODIES}/", "."}
"""Where what is found is no matter of the moment."""


def examine(directory: Path) -> list[Finding]:
    """Return what is found in the files of the library in `directory`, damage first; nothing where there is none yet.

    Raises LibraryError when the directory cannot be read.
    """
    with system_errors_told(directory):
        found = _steady(directory, lambda: look(directory).findings)
        found += _steady(directory / FEEDS, lambda: feed_files.look(directory).findings)
        return sorted(found, key=lambda finding: not finding.damage)


def _steady(directory: Path, look: Callable[[], Sequence[Finding]]) -> list[Finding]:
    """Return what is found in the catalogue in `directory`, and is so while nobody writes to it."""
    found = look()
    if all(finding.where in _STEADY for finding in found):
        return list(found)
    with undisturbed(directory) as surely:
        again = look()
    return [finding for finding in again if surely or finding in found]


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a library found, and what a repair goes by: None where the catalogue is no matter."""

    findings: list[Finding]
    remains: Remains | None = None
    made: Salvaged | None = None
    bad_bodies: tuple[BadBody, ...] = ()
    strange: tuple[tuple[str, int], ...] = ()
    """Analyses of no known briefing, as ids and numbers."""
    bad_originals: tuple[BadOriginal, ...] = ()


def look(directory: Path) -> Look:
    """Look at the library once. Raises OSError when the directory cannot be read."""
    if not is_begun(directory) and not witness.testified(directory):
        return Look(list(_first_readout(directory)))
    if _is_of_the_first_readout(directory):
        return Look(list(_first_readout(directory)))
    files, originals = BodyFiles(directory), OriginalFiles(directory)
    files.numbers, originals.there  # noqa: B018  before the catalogue is read: both are written before their head
    remains = Remains.of(directory)
    newer = catalogue_files.newer(remains)
    if newer is not None:
        return Look([newer])
    made = salvaged(remains, files, _backups(directory))
    heads, removed = made.tables.get(HEADS, Rows()), made.tables.get(REMOVED, Rows())
    named = named_in(heads)
    bad = files.bad(named)
    bad_originals = originals.bad(named)
    strange, unnamed = files.unnamed(named, removed)
    found = [
        *catalogue_files.faults(remains, made),
        *_bad_bodies(bad, files, heads),
        *catalogue_files.remarks(remains, made),
        *catalogue_files.unsound_witness(directory, remains),
        *other_files.orphans(strange, unnamed, heads),
        *original_files.findings(
            bad_originals, originals.unnamed(named, removed), heads, directory, {body.kept.id for body in bad}
        ),
        *other_files.removed_briefings(removed, heads),
        *other_files.left_over(directory),
        *other_files.caches(directory),
        *other_files.open_to_others(directory, files.open_to_others + originals.open_to_others),
    ]
    found.sort(key=lambda finding: not finding.damage)
    return Look(found, remains, made, tuple(bad), tuple(strange), tuple(bad_originals))


def _backups(directory: Path) -> Iterator[Path]:
    yield from (backup.path for backup in kept(directory))


def _bad_bodies(bad: list[BadBody], files: BodyFiles, heads: Rows) -> Iterator[Finding]:
    if not bad:
        return
    copies = Copies(files.directory)
    for body in bad:
        kept = body.kept
        whose = "it is the analysis of" if kept.newest else "it is an earlier analysis of"
        what = f"{body.wrong}: {whose} {label(kept.id, heads)}"
        found = recovered(body, copies, files)
        repair = f"It is brought back from {found.source}." if found else outcome(body, heads[kept.id])
        yield Finding(name_of(kept.id, kept.number), what, repair, damage=True)


def _is_of_the_first_readout(directory: Path) -> bool:
    path = directory / schema_0.FILE
    if (directory / CATALOGUE).exists() or not path.exists():
        return False
    try:
        return schema_0.decoded(path.read_bytes(), path) is not None
    except LibraryError:
        return not (directory / JOURNAL).exists()


def _first_readout(directory: Path) -> Iterator[Finding]:
    path = directory / schema_0.FILE
    try:
        rows = schema_0.decoded(path.read_bytes(), path)
    except FileNotFoundError:
        return
    except DamagedError as error:
        repair = "Nothing can be made of it: 'readout restore' brings back a backup."
        yield Finding(schema_0.FILE, error.what, repair, damage=True)
    except LibraryError as error:
        yield Finding(schema_0.FILE, str(error), "", damage=False)
    else:
        if rows is not None:
            what = "was written by an earlier Readout: it is brought up to date when it is opened next"
            yield Finding(schema_0.FILE, what, "", damage=False)
