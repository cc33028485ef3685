"""The repair: a copy of everything first, then all that the examination said a repair would do."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from stores import originals
from stores.backups import alone, free_name, made_whole
from stores.body_names import name_of
from stores.catalogue import HEADS, REMOVED
from stores.copying import tree_copied
from stores.doctor import feed_files, original_files
from stores.doctor.body_files import BodyFiles, named_in
from stores.doctor.catalogue_files import told
from stores.doctor.copies import LOST_AND_FOUND
from stores.doctor.examining import Look, examine, look
from stores.doctor.finding import Finding, Repaired
from stores.doctor.mending_bodies import brought_back, without
from stores.doctor.original_files import OriginalFiles
from stores.doctor.other_files import CACHES, wrong_modes
from stores.errors import LibraryError, system_errors_told
from stores.history import REPAIRED
from stores.journal import witness
from stores.journal.commit import Commit
from stores.journal.layout import BACKUPS, BODIES, CATALOGUE, HISTORY, JOURNAL, ORIGINALS, TEMPORARY, is_begun
from stores.journal.replacing import names_made_durable, private_directory
from stores.journal.rows import Rows
from stores.lock import NAME as LOCK
from stores.lock import writing_alone
from stores.put_in_place import put_in_place

NOT_COPIED = frozenset({BACKUPS, TEMPORARY, LOCK})
"""Names in a library's directory that a copy of everything leaves out."""

LINKED = frozenset({BODIES, ORIGINALS})
"""Names in a library's directory whose files are never written into, so that such a copy may share them."""

_TOLD_AT_MOST = 10
_OF_THE_CATALOGUE = (CATALOGUE, JOURNAL, HISTORY, witness.NAME)


def repair(directory: Path, *, clock: Callable[[], datetime]) -> Repaired:
    """Mend what can be mended of the library in `directory`, after a copy of all of it has been made.

    Nothing that can be read is thrown away: analyses of no briefing and damaged ones are put aside. Raises
    LibraryError, and nothing was mended, when there is no library, an earlier or a newer Readout wrote it, another
    Readout uses it, or the copy cannot be made.
    """
    with system_errors_told(directory):
        if not is_begun(directory) and not witness.testified(directory):
            raise LibraryError(f"There is no library at {directory} to repair.")
        now = clock().astimezone(UTC)
        with alone(directory), writing_alone(directory), feed_files.alone(directory):
            found, of_feeds = look(directory), feed_files.look(directory)
            if found.remains is None or found.made is None:
                raise LibraryError(f"The library at {directory} cannot be repaired: {_sentence(found.findings)}")
            copy, unread = _copied_aside(directory, now)
            done = [f"{name}: the disk no longer gives it out, so it is not in the copy." for name in unread]
            done += [*_mended(directory, found, now), *feed_files.mended(directory, of_feeds, now)]
        return Repaired(copy, tuple(done), tuple(examine(directory)))


def _copied_aside(directory: Path, now: datetime) -> tuple[Path, list[str]]:
    """Copy everything, and return where and what the disk no longer gives out.

    Analyses and originals are linked: no repair writes into the file of one, it puts another in its place or aside.
    """
    copy = free_name(directory, f"before-repair-{now:%Y-%m-%dT%H-%M-%S}")
    with made_whole(directory, copy) as place:
        unread = tree_copied(directory, place, NOT_COPIED, link=LINKED)
    return copy, unread


def _mended(directory: Path, found: Look, now: datetime) -> Iterator[str]:
    """Do all there is to do, and yield in words what was done."""
    assert found.remains is not None
    assert found.made is not None
    files, tables = BodyFiles(directory), found.made.tables
    heads = tables.setdefault(HEADS, Rows())
    back, lost = brought_back(found.bad_bodies, files)
    yield from back
    back, lost_originals = original_files.brought_back(found.bad_originals, directory)
    yield from back
    before = dict(heads.raw)
    lost_of = {body.kept.id for body in lost}
    gone = [*without(lost, heads, files), *original_files.without(lost_originals, heads, lost_of)]
    yield from gone
    of_the_catalogue = [f for f in found.findings if f.repair and f.where.startswith(_OF_THE_CATALOGUE)]
    if of_the_catalogue or heads.raw != before:
        anew = told(found.made)
        words = list(dict.fromkeys(anew if f.repair == anew else f"{f.where}: {f.repair}" for f in of_the_catalogue))
        about = {REPAIRED: " ".join([*words, *gone][:_TOLD_AT_MOST])}
        at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        commit = Commit(found.made.last + 1, (), (), at=at, by="repair", about=about)
        history_is_whole = all(number in found.made.lines for number in found.remains.gaps)
        follows = found.made.is_exact and history_is_whole and heads.raw == before
        put_in_place(directory, tables, commit, found.made.lines, follows=follows)
        yield from words
    stray = [*found.strange, *((body.kept.id, body.kept.number) for body in lost)]
    stray_originals = OriginalFiles(directory).unnamed(named_in(heads), tables.get(REMOVED, Rows()))
    names = [name_of(id, number) for id, number in stray] + [originals.name_of(sha256) for sha256 in stray_originals]
    yield from _put_aside(directory, names)
    yield from _tidied(directory, found.findings)


def _put_aside(directory: Path, names: list[str]) -> Iterator[str]:
    folder = directory / LOST_AND_FOUND
    for name in names:
        path = directory / name
        if not path.exists():
            continue
        private_directory(folder)
        free = itertools.chain([path.name], (f"{path.name}.{n}" for n in itertools.count(2)))
        aside = next(folder / one for one in free if not (folder / one).exists())
        path.rename(aside)
        names_made_durable(folder)
        names_made_durable(path.parent)
        yield f"{name}: it is put aside as {LOST_AND_FOUND}/{aside.name}."


def _tidied(directory: Path, findings: list[Finding]) -> Iterator[str]:
    for path in sorted((directory / TEMPORARY).glob("*")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        yield f"{TEMPORARY}/{path.name}: it is deleted."
    for name, who in CACHES.items():
        if any(finding.where == name for finding in findings):
            (directory / name).unlink(missing_ok=True)
            yield f"{name}: it is deleted, the next time {who} makes it anew."
    number = 0
    for name, mode in list(wrong_modes(directory, all_files=True)):
        os.chmod(name, mode)  # noqa: PTH101  a name, as there are ten thousands
        number += 1
    if number:
        yield f"{number} {'file or directory is' if number == 1 else 'files and directories are'} now for you alone."


def _sentence(findings: list[Finding]) -> str:
    return " ".join(f"{finding.where} {finding.what}." for finding in findings)
