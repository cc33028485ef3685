"""The originals: what articles were read from, byte for byte as it came, one immutable packed file for the same bytes.

`o/3f/3f9a….gz` holds the bytes whose sha256 is its name: it proves itself, and several briefings may share it. The
entry of an analysis in a head names it:

    "original": {"sha256": "3f9a…", "kind": "html" | "text" | "mail" | "pdf", "notices": ["…", …]}

`notices` is what was told of how it came, absent where that is nothing. Without "sha256" the article's text is all that
came, in UTF-8, and there is no file; without "kind" the original is lost.
"""

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stores.errors import LibraryError
from stores.journal.layout import ORIGINALS, TEMPORARY
from stores.journal.replacing import private_directory, replaced
from stores.journal.rows import Json

if TYPE_CHECKING:  # a list of briefings does without
    from briefing.intake.incoming import Original

NAME = re.compile(r"([0-9a-f]{64})\.gz")
"""What the file of an original is called: the sha256 of the bytes in it."""

_LEVEL = 4
"""Of zlib: the 60 pages of the corpus, 168 kB each, take 2.2 ms and 22 % of their size. With level 1 they would take
1.3 ms and 25 %, with level 6 3.6 ms and 21 %.
"""

_GZIP = 31
"""What zlib calls a gzip file (RFC 1952) with the largest window."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PACKED_MORE = 1 << 16
"""Bytes by which what cannot be packed grows at most, in a file of the largest size."""


class Packed(NamedTuple):
    """An original to be kept: what a head says of it, and its file, empty where there is none."""

    entry: Json
    content: bytes


def packed(original: "Original", text: str) -> Packed:
    """Return the original of an article with this text as it is kept. Raises LibraryError when it is too large."""
    from hashlib import sha256

    from briefing.intake.raw import LIMIT, LIMIT_NAME

    if len(original.data) > LIMIT:
        raise LibraryError(f"What came is larger than {LIMIT_NAME}, and so is not kept: nothing was changed.")
    entry: Json = {"kind": original.kind}
    if original.notices:
        entry["notices"] = list(original.notices)
    if original.data == text.encode("utf-8", "surrogatepass"):
        return Packed(entry, b"")
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    content = packer.compress(original.data) + packer.flush()
    return Packed({"sha256": sha256(original.data).hexdigest(), **entry}, content)


def unpacked(content: bytes, sha256: str) -> bytes | None:
    """Return the original in the bytes of its file; None where it is not, to the last bit, what came."""
    import hashlib

    from briefing.intake.raw import LIMIT

    try:
        data = zlib.decompressobj(_GZIP).decompress(content, LIMIT + 1)
    except zlib.error:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def content_and_mode(path: str) -> tuple[bytes, int]:
    """Return the bytes of the file of an original, no more than it can have, and its mode. Raises OSError."""
    from briefing.intake.raw import LIMIT

    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        status = os.fstat(handle)
        return os.read(handle, min(status.st_size, LIMIT + _PACKED_MORE) + 1), status.st_mode
    finally:
        os.close(handle)


def name_of(sha256: str) -> str:
    """Return the file of an original, as a path from the library's directory."""
    return f"{ORIGINALS}/{sha256[:2]}/{sha256}.gz"


class Originals:
    """The originals in one library."""

    def __init__(self, directory: Path) -> None:
        """Keep them in `directory`, the library's own."""
        self._directory = directory

    def path(self, sha256: str) -> Path:
        """Return where an original lies, or would. Raises LibraryError when `sha256` cannot be one."""
        if not _SHA256.fullmatch(sha256):
            raise LibraryError(f"'{sha256}' cannot be the name of an original.")
        return self._directory / name_of(sha256)

    @contextmanager
    def keeping(self, original: Packed | None) -> Iterator[Json | None]:
        """Write the file of an original while the analysis is written inside, and give what a head says of it.

        At the end it is on the disk: disks confirm two files at once in the time of one. Who calls holds the lock, and
        the head is committed afterwards. Raises OSError.
        """
        if original is None or not original.content:
            yield original and original.entry
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as beside:
            written = beside.submit(self._write, original)
            yield original.entry
        written.result()

    def _write(self, original: Packed) -> None:
        """Write the file, even where it is there already: it may be damaged, or not on the disk yet."""
        path = self.path(original.entry["sha256"])
        private_directory(path.parent)
        private_directory(self._directory / TEMPORARY)
        replaced(path, original.content, self._directory / TEMPORARY / "original")

    def read(self, sha256: str, id: str) -> bytes:
        """Return the original that the briefing `id` was read from. Raises LibraryError when it is missing or damaged.

        It is when it is not, to the last bit, what came.
        """
        path = self.path(sha256)
        try:
            data = unpacked(content_and_mode(os.fspath(path))[0], sha256)
        except FileNotFoundError:
            raise LibraryError(f"The file {path} that the briefing {id} was read from is missing: {_ADVICE}") from None
        if data is None:
            raise LibraryError(f"The file {path} that the briefing {id} was read from is damaged: {_ADVICE}")
        return data


_ADVICE = "'readout doctor --repair' looks for it in the backups, and the briefing is whole."
