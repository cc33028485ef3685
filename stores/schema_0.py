"""The library as the first Readout wrote it, in one TinyDB file `library.json`, and what becomes of its rows.

{"_meta": {"1": {"format": "readout.library", "schema": 0}},
 "briefings": {"<id>": {"briefing": {the contract, as it was made}, "added": ISO 8601, "tags": [],
                        "follow_ups": {"<follow-up id>": {what the user changed, "at": ISO 8601}}}}}
"""

import json
from pathlib import Path
from typing import Any

from stores import head as heads
from stores.errors import LibraryError
from stores.journal import layout
from stores.journal.damage import DamagedError
from stores.journal.rows import Json

FILE = layout.OLDER
FORMAT = "readout.library"

_FIELDS = {"briefing", "added", "tags", "follow_ups"}


def decoded(content: bytes, path: Path) -> dict[str, Json] | None:
    """Return the rows of the file's briefings by their ids, None where the file is of a later schema.

    Raises DamagedError when it is empty, cut off or no library, LibraryError when its schema is not known.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise DamagedError(path, "is empty")
    try:
        tables = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise DamagedError(path, "is damaged or no library") from error
    schema = _schema(tables)
    if schema is None:
        raise DamagedError(path, "is no Readout library")
    if schema == 1:
        return None
    if schema != 0:
        raise LibraryError(f"The library file {path} was written by another version of Readout: open it with that one.")
    rows = tables.get("briefings", {})
    if not (isinstance(rows, dict) and all(isinstance(row, dict) and row.keys() >= _FIELDS for row in rows.values())):
        raise DamagedError(path, "is damaged")
    return rows


def migrated(row: Json, crc: str) -> Json:
    """Return the head that a row of schema 0 becomes, whose analysis is kept as number 1 with this checksum."""
    head = heads.new(row["briefing"], at=row["added"], number=1, crc=crc)
    if row["tags"]:
        head["tags"] = list(row["tags"])
    rows = head["follow_ups"]
    changed = {
        id: rows.get(id, {})
        | {name: value or "" for name, value in changes.items() if name in ("state", "due", "text")}
        for id, changes in row["follow_ups"].items()
    }
    return head | {"follow_ups": rows | changed}


def successor_mark() -> bytes:
    """Return what is left in the file when its briefings are elsewhere: the first Readout refuses it."""
    return json.dumps({"_meta": {"1": {"format": FORMAT, "schema": 1}}}).encode("ascii")


def _schema(tables: Any) -> int | None:
    try:
        mark = tables["_meta"]["1"]
        return int(mark["schema"]) if mark["format"] == FORMAT else None
    except (LookupError, TypeError, ValueError):
        return None
