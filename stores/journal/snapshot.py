"""The snapshot of a catalogue: stock TinyDB JSON, one row a line, with a mark that proves it whole.

    {"_meta":{"1":{"format":"readout.library","schema":1,"seq":41,"crc":"34055b58"}},
    "heads":{
    "3f9a12bc":{…},
    "77c01d2e":{…}
    }
    }

`crc` is the crc32 of the whole file as it is with zeros for the digits of `crc`; `seq` the number of the last commit
in it.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from stores.errors import LibraryError
from stores.journal.damage import DamagedError
from stores.journal.rows import Rows, compact

FORMAT = "readout.library"
SCHEMA = 1
"""The schema that this Readout writes."""

META = "_meta"
_NO_CRC = "00000000"
_LINE = re.compile(rb'^"([^"\\]*(?:\\.[^"\\]*)*)":(\{.*\}|\{),?$', re.MULTILINE)
"""The beginning of a table, or a row: its name or id as JSON, and "{" or the document."""
Tables = dict[str, Rows]


class Snapshot(NamedTuple):
    """The tables as they were after commit `seq`."""

    tables: Tables
    seq: int
    schema: int


def encoded(tables: Mapping[str, Rows], seq: int) -> bytes:
    """Return the bytes of the file that holds `tables` as they are after commit `seq`."""
    parts = [
        compact(name) + b":{\n" + b",\n".join(compact(id) + b":" + row for id, row in rows.raw.items()) + b"\n}"
        for name, rows in tables.items()
    ]
    body = b",\n".join(parts) + b"\n}\n"
    mark = {META: {"1": {"format": FORMAT, "schema": SCHEMA, "seq": seq, "crc": _NO_CRC}}}
    first = compact(mark)[:-1] + (b",\n" if parts else b"\n")
    return _with_crc(first, _NO_CRC, _crc(first, body)) + body


def decoded(content: bytes, path: Path) -> Snapshot:
    """Return what the bytes of the file at `path` hold.

    Raises DamagedError when they are not, to the last bit, what `encoded` made, LibraryError when a newer Readout
    made them.
    """
    if not content.lstrip(b"\0 \t\r\n"):
        raise DamagedError(path, "is empty")
    start = content.find(b"\n") + 1 or len(content)
    first, body = content[:start], memoryview(content)[start:]  # a copy of megabytes takes as long as their checksum
    schema, seq, crc = _mark(first, path)
    if schema > SCHEMA:
        raise LibraryError(
            f"The library {path.parent} was written by a newer Readout (schema {schema}, this one knows "
            f"{SCHEMA}): open it with that one."
        )
    if _crc(_with_crc(first, crc, _NO_CRC), body) != crc:
        raise DamagedError(path, "is damaged or was changed by another program")
    try:
        return Snapshot(_tables(content, start), seq, schema)
    except ValueError as error:
        raise DamagedError(path, "is damaged") from error


def _crc(first: bytes, body: bytes | memoryview) -> str:
    return f"{crc32(body, crc32(first)):08x}"


def _with_crc(first: bytes, before: str, after: str) -> bytes:
    return first.replace(b'"crc":' + compact(before), b'"crc":' + compact(after))


def _mark(first: bytes, path: Path) -> tuple[int, int, str]:
    try:
        mark = json.loads(first.rstrip(b",\n") + b"}")[META]["1"]
        if mark["format"] == FORMAT and isinstance(mark["schema"], int) and isinstance(mark["seq"], int):
            return mark["schema"], mark["seq"], str(mark["crc"])
    except (ValueError, LookupError, TypeError, RecursionError):
        pass
    raise DamagedError(path, "is damaged or no Readout library")


def _tables(content: bytes, start: int) -> Tables:
    tables: Tables = {}
    raw: dict[str, bytes] = {}
    for name, row in _LINE.findall(content, start):  # cut apart by the regular expression alone, 10,000 take 9 ms
        id = json.loads(b'"%b"' % name) if b"\\" in name else name.decode("ascii")
        if row == b"{":
            raw = {}
            tables[id] = Rows(raw)
        else:
            raw[id] = row
    return tables
