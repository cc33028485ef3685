"""What else lies in a library: orphans, what waits to go, temporary files, caches; who may read it all."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from stores.backups import UNFINISHED
from stores.body_names import name_of
from stores.doctor.body_files import label
from stores.doctor.copies import LOST_AND_FOUND
from stores.doctor.finding import Finding
from stores.fingerprinting import FILE as NEAR_COPIES
from stores.journal.layout import BACKUPS, BODIES, FEEDS, ORIGINALS, TEMPORARY
from stores.journal.rows import Rows
from stores.line_cache import is_whole
from stores.lock import NAME as LOCK
from stores.purging import DAYS, when_gone
from stores.searching import FILE as SEARCH_CACHE
from stores.undisturbed import undisturbed

CACHES = {SEARCH_CACHE: "a search", NEAR_COPIES: "the list of briefings"}
"""The files that spare reading the briefings, and what they spare it."""
_OTHERS = 0o077
_BYTES_AT_ONCE = 1 << 20


def orphans(strange: Iterable[tuple[str, int]], further: Iterable[tuple[str, int]], heads: Rows) -> Iterator[Finding]:
    """Yield the remarks on analyses that no head names: of no known briefing, and `further` ones of known briefings."""
    for id, number in strange:
        what = "is the analysis of no briefing that is kept: left when adding it was cut off or taken back"
        yield Finding(name_of(id, number), what, f"It is put aside in {LOST_AND_FOUND}.", damage=False)
    for id, number in further:
        what = f"is an analysis of {label(id, heads)} that was taken back"
        yield Finding(name_of(id, number), what, "", damage=False)


def removed_briefings(removed: Rows, heads: Rows) -> Iterator[Finding]:
    """Yield the remark on the analyses of removed briefings, with how many there are and when they go."""
    waiting = {id: row for id, row in removed.items() if id not in heads}
    if not waiting:
        return
    number = sum(len(row["analyses"]) for row in waiting.values())
    first = min(when_gone(row["at"]) for row in waiting.values())
    briefings = f"{len(waiting)} removed briefing{'s' if len(waiting) > 1 else ''}"
    analyses = "the analysis" if number == 1 else f"{number} analyses"
    what = f"holds {analyses} of {briefings}, for {DAYS} days after the removal: the first goes after {first:%Y-%m-%d}"
    yield Finding(f"{BODIES}/", what, "", damage=False)


def temporary_files(directory: Path) -> list[Path]:
    """Return the temporary files and directories in the library at `directory` that nobody is writing any more.

    Who calls holds the library's lock, or looks again.
    """
    there = [Path(path) for path in _entries(os.fspath(directory / TEMPORARY))]
    copies = [path for path in there if path.name.startswith(UNFINISHED)]
    if copies and (directory / BACKUPS / LOCK).exists():
        with undisturbed(directory / BACKUPS, patience=0) as nobody_copies:
            if not nobody_copies:
                return [path for path in there if path not in copies]
    return there


def left_over(directory: Path) -> Iterator[Finding]:
    """Yield the remarks on temporary files."""
    for path in temporary_files(directory):
        what = "is a temporary file: left when a change or a copy was cut off"
        yield Finding(f"{TEMPORARY}/{path.name}", what, "It is deleted.", damage=False)


def caches(directory: Path) -> Iterator[Finding]:
    """Yield the remarks that what spares reading the briefings is damaged."""
    for name, who in CACHES.items():
        try:
            with (directory / name).open("rb", buffering=_BYTES_AT_ONCE) as file:
                bad = sum(not is_whole(line) for line in file)
        except FileNotFoundError:
            continue
        except OSError:
            bad = 1
        if bad:
            lines = "a line that is" if bad == 1 else f"{bad} lines that are"
            what = f"has {lines} damaged: {who} reads those briefings themselves"
            yield Finding(name, what, f"It is deleted: the next time {who} makes it anew.", damage=False)


def open_to_others(directory: Path, known: int) -> Iterator[Finding]:
    """Yield the remark on files and directories that others than the user may read or change.

    `known` is how many there are among the files of analyses and originals.
    """
    number = known + sum(1 for _ in wrong_modes(directory, all_files=False))
    if number:
        things = "a file or directory" if number == 1 else f"{number} files and directories"
        what = f"has {things} that others may read or change"
        repair = "Directories are made readable for you alone (0700), files too (0600)."
        yield Finding(".", what, repair, damage=False)


def wrong_modes(directory: Path, *, all_files: bool) -> Iterator[tuple[str, int]]:
    """Yield the paths of what others may read or change in the library, and the mode each should have.

    Backups lie within a directory that is for the user alone. Unless `all_files` are asked for, those of analyses and
    originals are passed over.
    """
    top = os.fspath(directory)
    for path in (top, *_entries(top)):
        yield from _wrong_mode(path)
        name = path.removeprefix(f"{top}/")
        if name in (BODIES, ORIGINALS, FEEDS, TEMPORARY, LOST_AND_FOUND):
            for inner in _entries(path):
                yield from _wrong_mode(inner)
                if all_files and name in (BODIES, ORIGINALS):
                    for file in _entries(inner):
                        yield from _wrong_mode(file)


def _wrong_mode(path: str) -> Iterator[tuple[str, int]]:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  there are ten thousands, see body_names
    except OSError:
        return
    if stat.S_IMODE(mode) & _OTHERS:
        yield path, 0o700 if stat.S_ISDIR(mode) else 0o600


def _entries(directory: str) -> list[str]:
    try:
        return sorted(f"{directory}/{name}" for name in os.listdir(directory))  # noqa: PTH208
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return []
