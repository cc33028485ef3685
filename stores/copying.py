"""Copies of a library's files, on the disk when they are done."""

import errno
import itertools
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

from stores.journal.replacing import made_durable, names_made_durable, written

Name = str | os.PathLike[str]
"""Of a file. There are ten thousands: a Path for each would take longer than to link it."""

_BYTES_AT_ONCE = 1 << 20

_CANNOT_BE_LINKED = {errno.EXDEV, errno.EMLINK, errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.ENOSYS}
_UNREADABLE = {errno.EIO, errno.EISDIR, getattr(errno, "EUCLEAN", errno.EIO)}


def copied(source: Name, target: Name) -> str:
    """Write the content of `source` into the new file `target`, for the user's eyes only, and return its checksum.

    Raises OSError. It may not be on the disk yet: `tree_made_durable` sees to that.
    """
    crc = 0
    pieces = _pieces(source)
    first = next(pieces, b"")  # of one that is missing no empty copy is left
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        for piece in itertools.chain([first], pieces):
            crc = crc32(piece, crc)
            written(handle, piece)
    finally:
        os.close(handle)
    return f"{crc:08x}"


def linked_or_copied(source: Name, target: Name) -> None:
    """Let `target` be another name of the file `source`, or a copy of it where that cannot be. Raises OSError."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _CANNOT_BE_LINKED:
            raise
        copied(source, target)


def put_whole(path: Path, content: bytes, temporary: Path) -> None:
    """Put `content` in the file `path` by way of the file `temporary`, and make the directory it lies in.

    Raises OSError. It may not be on the disk yet: `tree_made_durable` sees to that, once for thousands of files.
    """
    for folder in (path.parent.parent, path.parent):  # with parents=True the upper would be open to others
        folder.mkdir(mode=0o700, exist_ok=True)
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        written(handle, content)
    finally:
        os.close(handle)
    temporary.replace(path)


def checksum_on_the_disk(path: Name) -> str:
    """Return the checksum of a file that was made durable, read from the disk again where the system can do that.

    Raises OSError.
    """
    if hasattr(os, "posix_fadvise"):
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)
    crc = 0
    for piece in _pieces(path):
        crc = crc32(piece, crc)
    return f"{crc:08x}"


def tree_copied(source: Path, target: Path, leave_out: frozenset[str], *, link: frozenset[str]) -> list[str]:
    """Copy the directory `source` into the new directory `target`, and make it durable.

    The names in `leave_out` are left out at its top; files in the directories `link` there are linked. Returns the
    files that the disk no longer gives out, as paths from `source`: they are left out. Raises OSError.
    """
    unreadable: list[str] = []
    target.mkdir(mode=0o700)
    for path in sorted(source.iterdir()):
        if path.name not in leave_out:
            put = linked_or_copied if path.name in link else copied
            unreadable += _copied(source, path.name, target, put)
    tree_made_durable(target)
    return unreadable


def tree_made_durable(directory: Path) -> None:
    """Return when all that lies in `directory` is on the disk, its own name too. Raises OSError when it may not be.

    Where the system can write out a whole file system at once, that takes a fraction of what a call for each of
    thousands of files takes.
    """
    if not _file_system_written_out(directory):
        for path, _, files in os.walk(directory):
            for name in files:
                with Path(path, name).open("rb") as file:
                    made_durable(file.fileno())
            names_made_durable(Path(path))
    names_made_durable(directory.parent)


def _copied(source: Path, name: str, target: Path, put: Callable[[str, str], object]) -> Iterator[str]:
    """Copy the file or directory `name`, and yield what cannot be read, as paths from `source`."""
    here, there = f"{os.fspath(source)}/{name}", f"{os.fspath(target)}/{name}"
    kind = os.stat(here).st_mode  # noqa: PTH116
    if stat.S_ISDIR(kind):
        os.mkdir(there, 0o700)  # noqa: PTH102
        for inner in sorted(os.listdir(here)):  # noqa: PTH208
            yield from _copied(source, f"{name}/{inner}", target, put)
    elif stat.S_ISREG(kind):
        try:
            put(here, there)
        except OSError as error:
            if error.errno not in _UNREADABLE:
                raise
            Path(there).unlink(missing_ok=True)
            yield name


def _pieces(path: Name) -> Iterator[bytes]:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        while piece := os.read(handle, _BYTES_AT_ONCE):
            yield piece
    finally:
        os.close(handle)


def _file_system_written_out(directory: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    import ctypes  # Python has no syncfs(2) of its own

    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return False
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if syncfs(handle) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), os.fspath(directory))
    finally:
        os.close(handle)
    return True
