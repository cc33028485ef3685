"""The analyses: one immutable TinyDB file each, whose checksum stands in the catalogue.

`b/3f/3f9a12bc.json` is the first analysis of a briefing, `b/3f/3f9a12bc.2.json` the second.
"""

import os
import re
from pathlib import Path
from zlib import crc32

from stores.errors import LibraryError
from stores.journal.layout import BODIES, TEMPORARY
from stores.journal.replacing import private_directory, replaced
from stores.journal.rows import Json, compact, parsed

ID = re.compile(r"[0-9a-z][0-9a-z_-]{0,63}")
"""What an id may be: it is part of a file's name, and some file systems know no capitals."""

_TABLE = b'{"briefing":{"1":'


class Bodies:
    """The analyses of the library in one directory, by a briefing's id and their number."""

    def __init__(self, directory: Path) -> None:
        """Keep them in `directory`, the library's own."""
        self._directory = directory
        self._folder = str(directory / BODIES)

    def path(self, id: str, number: int) -> Path:
        """Return where an analysis lies, or would. Raises LibraryError when `id` cannot be one."""
        return Path(self._name(id, number))

    def free_number(self, id: str) -> int:
        """Return the least number under which no analysis of the briefing was ever kept and is still there."""
        number = 1
        while self.path(id, number).exists():
            number += 1
        return number

    def keep(self, id: str, number: int, briefing: Json) -> str:
        """Write an analysis and return its checksum, once it is on the disk. Who calls holds the lock."""
        path = self.path(id, number)
        content = encoded(briefing)
        private_directory(path.parent)
        private_directory(self._directory / TEMPORARY)
        replaced(path, content, self._directory / TEMPORARY / "body")
        return checksum(content)

    def read(self, id: str, number: int, crc: str) -> Json:
        """Return an analysis as JSON of the contract. Raises LibraryError when it is not, to the last bit, as kept."""
        return decoded(self.content(id, number, crc))

    def content(self, id: str, number: int, crc: str) -> bytes:
        """Return the bytes of an analysis' file, JSON in ascii. Raises what `read` raises."""
        path = self._name(id, number)
        try:
            content, _ = content_and_mode(path)
        except FileNotFoundError:
            raise LibraryError(f"The file {path} with the briefing {id} is missing: {_ADVICE}") from None
        if checksum(content) != crc:
            raise LibraryError(f"The file {path} with the briefing {id} is damaged: {_ADVICE}")
        return content

    def _name(self, id: str, number: int) -> str:
        if not ID.fullmatch(id):
            raise LibraryError(f"'{id}' cannot be the id of a briefing: small letters, digits, - and _ only.")
        name = f"{id}.json" if number == 1 else f"{id}.{number}.json"
        return f"{self._folder}/{id[:2]}/{name}"


_ADVICE = "'readout doctor --repair' looks for it in the backups."


def content_and_mode(path: str) -> tuple[bytes, int]:
    """Return the bytes of the file of an analysis, and its mode. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)  # half the time that Path.read_bytes takes
    try:
        status = os.fstat(handle)
        return os.read(handle, status.st_size + 1), status.st_mode
    finally:
        os.close(handle)


def encoded(briefing: Json) -> bytes:
    """Return the bytes of the file with this analysis."""
    return _TABLE + compact(briefing) + b"}}"


def decoded(content: bytes) -> Json:
    """Return the analysis in the bytes of a file. Raises ValueError or LookupError when there is none."""
    briefing: Json = parsed(content)["briefing"]["1"]
    return briefing


def checksum(content: bytes) -> str:
    """Return the crc32 of the bytes of a file, as 8 hexadecimal digits."""
    return f"{crc32(content):08x}"
