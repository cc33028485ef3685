"""Files that are there whole or not at all, and for the user's eyes only."""

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_ONE_NAME_ONLY = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""How disks say that they know no second name of a file, FAT for one."""


def made_durable(handle: int) -> None:
    """Return when the data of the open file `handle` is on the disk. Raises OSError when it may not be."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)  # fsync alone leaves the drive's own cache unwritten there
    elif sys.platform == "win32":
        os.fsync(handle)
    else:
        os.fdatasync(handle)


def names_made_durable(directory: Path) -> None:
    """Return when the names in `directory` are on the disk. Raises OSError when they may not be."""
    if sys.platform == "win32":  # which has no handle of a directory to synchronise
        return
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def private_directory(path: Path) -> None:
    """Make the directory `path` and those above it that are not there, for the user's eyes only."""
    if path.is_dir():
        return
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    for directory in reversed(missing):
        directory.mkdir(mode=0o700, exist_ok=True)
        with suppress(PermissionError):  # one may make names in a directory without being allowed to list them
            names_made_durable(directory.parent)


def replaced(path: Path, content: bytes, temporary: Path) -> None:
    """Put `content` in the file `path`, by way of the file `temporary` on the same disk, and make it durable.

    Raises OSError, and what was at `path` is as it was, unless only the disk's confirmation failed.
    """
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            written(handle, content)
            made_durable(handle)
        finally:
            os.close(handle)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    names_made_durable(path.parent)


def written(handle: int, content: bytes) -> None:
    """Write all of `content` to the open file. Raises OSError when not all of it went in."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]


def linked(source: Path, name: Path, temporary: Path) -> None:
    """Let `name` be another name of the file `source`, or of its copy on a disk where a file can have only one."""
    temporary.unlink(missing_ok=True)
    try:
        os.link(source, temporary)
    except OSError as error:
        if error.errno not in _ONE_NAME_ONLY:
            raise
        replaced(name, source.read_bytes(), temporary)
    else:
        temporary.replace(name)
