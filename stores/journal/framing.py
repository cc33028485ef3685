"""One record a line: its checksum, its length, its JSON. What was not written whole is told from what was damaged.

    <crc32, 8 hex digits> <length of the JSON in bytes, 8 hex digits> <JSON, ascii>\\n

The checksum is of the length and the JSON with the space between them. Every single flipped bit is found: one in the
last line end too, because the length says that the record is complete.
"""

from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

HEADER = 18
"""Bytes before the JSON of a record."""


class Record(NamedTuple):
    """A sound record: `payload` is its JSON, `start` and `end` its bytes in the file, the line end included."""

    start: int
    end: int
    header: bytes
    payload: bytes


class Fault(NamedTuple):
    """Bytes from `start` to `end` of the file that are no record, though something was written there whole."""

    start: int
    end: int


class Torn(NamedTuple):
    """The end of the file, from `start`, is the beginning of a record that was never written whole."""

    start: int


def framed(payload: bytes) -> bytes:
    """Return the line of a record with this JSON, which must be ascii without a line end."""
    counted = b"%08x %s" % (len(payload), payload)
    return b"%08x %s\n" % (crc32(counted), counted)


def records(content: bytes, start: int = 0) -> Iterator[Record | Fault | Torn]:
    """Yield what stands in `content`, line by line; `start` is where it begins in the file.

    A record whose line end is not one is a Record and a Fault after it.
    """
    at, past = 0, len(content)
    while at < past:
        end = _end_of_record(content, at)
        if end is not None and content[end : end + 1] == b"\n":
            yield Record(start + at, start + end + 1, content[at : at + HEADER], content[at + HEADER : end])
            at = end + 1
        elif end is not None and end < past and content[end] != 0:
            yield Record(start + at, start + end, content[at : at + HEADER], content[at + HEADER : end])
            yield Fault(start + end, start + end + 1)
            at = end + 1
        else:
            line_end = content.find(b"\n", at)
            if line_end < 0:
                yield Torn(start + at)
                return
            yield Fault(start + at, start + line_end + 1)
            at = line_end + 1


def _end_of_record(content: bytes, at: int) -> int | None:
    """Return where the JSON of the sound record at `at` ends, None if there is none."""
    try:
        end = at + HEADER + int(content[at + 9 : at + 17], 16)
    except ValueError:
        return None
    if not at + HEADER <= end <= len(content) or content[at : at + 9] != b"%08x " % crc32(content[at + 9 : end]):
        return None
    return end
