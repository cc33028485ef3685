"""Compressed answers are unpacked as they arrive, and never further than a limit."""

import zlib

# Python's zlib takes the header of gzip or of zlib, whichever comes (zlib manual, inflateInit2).
_BY_HEADER = zlib.MAX_WBITS | 32
_NO_HEADER = -zlib.MAX_WBITS


class TooLarge(Exception):
    """More came out than may."""


class Inflater:
    """Unpacks one answer of at most `limit` bytes, chunk by chunk.

    httpx would do it by itself, but with each chunk whole: 64 kB of a "zip bomb" become 64 MB. `encoding` is the
    answer's Content-Encoding, empty for none; ValueError is raised for another than `ACCEPTED`.
    """

    ACCEPTED = ("gzip", "deflate")

    def __init__(self, encoding: str, limit: int) -> None:
        if encoding not in ("", "identity", *self.ACCEPTED):
            raise ValueError(encoding)
        self._left = limit
        self._stream = zlib.decompressobj(_BY_HEADER) if encoding in self.ACCEPTED else None
        self._may_lack_header = encoding == "deflate"  # some servers take the name at its word

    def feed(self, chunk: bytes) -> bytes:
        """Return what `chunk` unpacks to. Raises zlib.error when it is damaged, TooLarge past the limit."""
        found = chunk if self._stream is None else self._unpacked(chunk)
        if len(found) > self._left:
            raise TooLarge
        self._left -= len(found)
        return found

    @property
    def complete(self) -> bool:
        """Whether the packed stream has come to its end; always true where nothing is packed."""
        return self._stream is None or self._stream.eof

    def _unpacked(self, chunk: bytes) -> bytes:
        assert self._stream is not None
        try:
            return self._stream.decompress(chunk, self._left + 1)
        except zlib.error:
            if not self._may_lack_header:
                raise
            self._stream = zlib.decompressobj(_NO_HEADER)
            return self._stream.decompress(chunk, self._left + 1)
        finally:
            self._may_lack_header = False
