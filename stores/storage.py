"""The file beneath TinyDB: replaced whole and at once, never written in place.

TinyDB's own storage overwrites its file; a crash or a full disk in the middle leaves half of it. Here a reader,
or a start after a power cut, finds the file before a change or the file after it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from stores.errors import LibraryError
from stores.layout import Tables, decoded, encoded

_Version = tuple[int, int, int, int]


class ReplacedFile(Storage):
    """TinyDB storage in one JSON file. Who writes must hold the library's lock from read to write."""

    def __init__(self, path: Path) -> None:
        self._path = Path(os.path.realpath(path))
        self._tables: Tables | None = None
        self._handle: int | None = None
        self._read_as: _Version | None = None
        self._was_there = False

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, read anew if the file is another than at the last read; None if there is none yet.

        Raises LibraryError when the file is damaged or has gone since it was read, OSError when it cannot be read.
        """
        if self._read_as is not None and self._read_as == self._version_now():
            return self._tables
        self.forget()
        try:
            handle = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            if self._was_there:
                raise LibraryError(f"The library file {self._path} has gone while it was open: put it back.") from None
            return None
        with _closed_on_error(handle), os.fdopen(handle, "rb", closefd=False) as file:
            version = _version(os.fstat(handle))
            tables = decoded(file.read(), self._path)
        self._keep(tables, handle, version)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file by one that holds `data`; when this returns, it is on the disk.

        Raises OSError, and the file is as it was.
        """
        content = encoded(data)
        temporary = self._path.with_name(self._path.name + ".new")
        self.forget()
        with suppress(FileNotFoundError):
            temporary.unlink()
        handle = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with _closed_on_error(handle):
            try:
                with os.fdopen(handle, "wb", closefd=False) as file:
                    file.write(content)
                os.fsync(handle)
                temporary.replace(self._path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            self._make_replacement_last()
            version = _version(os.fstat(handle))
        self._keep(data, handle, version)

    def forget(self) -> None:
        """Drop what was read, so that the next read comes from the file."""
        if self._handle is not None:
            os.close(self._handle)
        self._tables = self._handle = self._read_as = None

    def close(self) -> None:
        """Let go of the file."""
        self.forget()

    def _keep(self, tables: Tables, handle: int, version: _Version) -> None:
        # While the file that was read stays open, its inode number cannot be given to another: one stat is proof.
        self._tables, self._handle, self._read_as, self._was_there = tables, handle, version, True

    def _version_now(self) -> _Version | None:
        try:
            return _version(self._path.stat())
        except FileNotFoundError:
            return None

    def _make_replacement_last(self) -> None:
        try:
            directory = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            with _closed_on_error(directory):
                os.fsync(directory)
            os.close(directory)
        except OSError as error:
            raise LibraryError(
                f"The library file {self._path} was written, but the disk did not confirm it ({error.strerror}): "
                "check that the last change is there."
            ) from error


def _version(file: os.stat_result) -> _Version:
    return file.st_dev, file.st_ino, file.st_size, file.st_mtime_ns


@contextmanager
def _closed_on_error(handle: int) -> Iterator[None]:
    try:
        yield
    except BaseException:
        os.close(handle)
        raise
