"""What is done to the files of a catalogue as a whole, under the lock: made, folded together, mended at the end."""

import os
from collections.abc import Mapping
from pathlib import Path

from stores import lock
from stores.errors import LibraryError
from stores.journal import layout, snapshot, witness
from stores.journal.framing import Record, Torn, records
from stores.journal.replacing import linked, made_durable, replaced, written
from stores.journal.rows import Rows

_LEAST = 1 << 17
"""Bytes of a journal that are never worth a compaction: 700 changes, which take 20 ms to read."""

_SHARE = 32
"""A journal that is longer than this part of its catalogue is: a byte of it takes forty times as long to read, so that
the library opens in twice the time at most, and a compaction takes as long as a hundred of its changes.
"""

_TAIL = 1 << 16
"""Bytes at the end of a history in which its last two lines are looked for first; then in four times as many."""

_LEFT_BY_A_CREATION = {layout.JOURNAL, layout.TEMPORARY, lock.NAME, witness.NAME}


def is_due(journal: int, catalogue: int) -> bool:
    """Whether a journal and a catalogue of these sizes in bytes should be folded together."""
    return journal > max(_LEAST, catalogue // _SHARE)


def create(directory: Path, tables: Mapping[str, Rows]) -> None:
    """Make a library with these tables. The catalogue comes last: without it nothing was made yet. Raises OSError."""
    directory.chmod(0o700)
    temporary = _temporary(directory)
    replaced(directory / layout.JOURNAL, layout.journal_header(0), temporary)
    replaced(directory / layout.CATALOGUE, snapshot.encoded(tables, 0), temporary)


def refuse_a_directory_of_others(directory: Path) -> None:
    """Raise LibraryError when there are files in `directory` that are none of ours, so that it is no place to begin."""
    strange = {file.name for file in directory.iterdir()} - _LEFT_BY_A_CREATION
    if strange:
        raise LibraryError(
            f"There is no library in {directory}, but other files are ({min(strange)}): name an empty directory, or "
            "one that is not there yet, with --library."
        )


def compact(directory: Path, tables: Mapping[str, Rows], seq: int, *, history: bool = True) -> None:
    """Write `tables`, as they are after commit `seq`, as the snapshot; the journal's lines go to the history, if any.

    A crash in between costs nothing: commits that are in the snapshot already are passed over, in the history too.
    The generation before stays under names of its own.
    """
    temporary = _temporary(directory)
    if history:
        _append_history(directory)
    for name in (layout.CATALOGUE, layout.JOURNAL):
        linked(directory / name, directory / (name + layout.PREVIOUS), temporary)
    replaced(directory / layout.CATALOGUE, snapshot.encoded(tables, seq), temporary)
    replaced(directory / layout.JOURNAL, layout.journal_header(seq), temporary)


def cut_torn_end(directory: Path, end: int) -> None:
    """Cut off what stands in the journal after its last line: a change that was never acknowledged."""
    handle = os.open(directory / layout.JOURNAL, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.ftruncate(handle, end)
        made_durable(handle)
    finally:
        os.close(handle)


def _append_history(directory: Path) -> None:
    path = directory / layout.HISTORY
    if not path.exists():
        replaced(path, layout.history_header(), _temporary(directory))
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC)
    try:
        end, seq = _end_of_history(handle)
        os.ftruncate(handle, end)
        lines = records((directory / layout.JOURNAL).read_bytes())
        commits = [line for line in lines if isinstance(line, Record) and _seq(line) > seq]
        try:
            written(handle, b"".join(line.header + line.payload + b"\n" for line in commits))
            made_durable(handle)
        except OSError:
            os.ftruncate(handle, end)
            raise
    finally:
        os.close(handle)


def _end_of_history(handle: int) -> tuple[int, int]:
    """Return the offset in bytes after the last line that was written whole, and the number of its commit."""
    size, tail = os.fstat(handle).st_size, b""
    while tail.count(b"\n") < 2 and len(tail) < size:
        length = min(max(4 * len(tail), _TAIL), size)
        os.lseek(handle, size - length, os.SEEK_SET)
        tail = os.read(handle, length)
    before = tail.rfind(b"\n", 0, max(tail.rfind(b"\n"), 0)) + 1
    pieces = list(records(tail[before:], size - len(tail) + before))
    end = pieces[-1].start if pieces and isinstance(pieces[-1], Torn) else size
    return end, max((_seq(piece) for piece in pieces if isinstance(piece, Record)), default=0)


def _seq(record: Record) -> int:
    """Return the number of the commit in a record, 0 where it is a header."""
    mark = b'{"seq":'
    return int(record.payload[len(mark) :].partition(b",")[0]) if record.payload.startswith(mark) else 0


def _temporary(directory: Path) -> Path:
    folder = directory / layout.TEMPORARY
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "new"
