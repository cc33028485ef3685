r"""A file of lines that spares reading the briefings again. Derived: losing it costs time, no answer.

    <crc32> \t whose it is \t of what \t in which form \t the rest \n

The checksum is of all between it and the line's end.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from zlib import crc32

from stores.journal.layout import TEMPORARY

_BYTES_AT_ONCE = 1 << 20
_FIELD = 9
"""Where what follows the checksum begins."""


def line_of(content: bytes) -> bytes:
    """Return the line with this content, which has no line's end in it."""
    return b"%08x\t%b\n" % (crc32(content), content)


def key_in(line: bytes) -> bytes:
    """Return the first three fields of a line's content, with the tab behind them; of a damaged line anything."""
    first = line.find(b"\t", _FIELD)
    second = line.find(b"\t", first + 1)
    return line[_FIELD : line.find(b"\t", second + 1) + 1]


def rest_of(line: bytes, key: bytes) -> bytes:
    """Return what of a line comes behind its key."""
    return line[_FIELD + len(key) : -1]


def is_whole(line: bytes) -> bool:
    """Whether the line is as it was made."""
    return line[8:9] == b"\t" and line[-1:] == b"\n" and line[:8] == b"%08x" % crc32(memoryview(line)[9:-1])


class LineCache:
    """The lines in the file at `path`.

    It may be missing, stale, damaged, or another process's to append to or to replace at any time: only a line that is
    whole counts. Nothing is open or remembered between calls, so any thread may call. With `readonly` nothing is
    written, and where the file cannot be written nothing is said.
    """

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self._path = path
        self._readonly = readonly

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, whole or not."""
        with suppress(OSError), self._path.open("rb", buffering=_BYTES_AT_ONCE) as file:
            yield from file

    def append(self, lines: Sequence[bytes]) -> None:
        """Append lines, as far as possible."""
        # One write: lines of several processes do not mix, and what a full disk or a kill cuts off is one bad line.
        if lines and not self._readonly:
            with suppress(OSError), FileIO(self._path, "ab", opener=_private) as file:
                file.write(b"".join(lines))

    def rewrite(self, current: set[bytes]) -> None:
        """Replace the file by one of the whole lines with these keys, each once."""
        if self._readonly:
            return
        from tempfile import NamedTemporaryFile  # its import costs more than the search of a small library

        with suppress(OSError):
            directory = self._path.parent / TEMPORARY
            directory.mkdir(mode=0o700, exist_ok=True)
            with NamedTemporaryFile(dir=directory, delete=False) as file:
                temporary = Path(file.name)
                try:
                    for line in self.lines():
                        if (key := key_in(line)) in current and is_whole(line):
                            current.discard(key)
                            file.write(line)
                    file.flush()
                    temporary.replace(self._path)
                except OSError:
                    temporary.unlink(missing_ok=True)
                    raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
