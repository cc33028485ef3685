"""What stands in `library.json`: a TinyDB file with a mark that says which format and schema it is.

    {"_meta": {"1": {"format": "readout.library", "schema": 0}},
     "briefings": {"<id>": {"briefing": {the contract, as it was made}, "added": ISO 8601, "tags": [],
                            "follow_ups": {"<follow-up id>": {what the user changed, "at": ISO 8601}}}}}

An analysis is never changed; what the user does stands beside it.
"""

import json
from pathlib import Path
from typing import Any

from stores.errors import LibraryError

Tables = dict[str, dict[str, Any]]

FORMAT = "readout.library"
SCHEMA = 0
BRIEFINGS = "briefings"

_MARK = "_meta"
_FIELDS = {"briefing", "added", "tags", "follow_ups"}


def encoded(tables: Tables) -> bytes:
    """Return the bytes of the file that holds `tables`, marked."""
    marked = {_MARK: {"1": {"format": FORMAT, "schema": SCHEMA}}} | tables
    return json.dumps(marked, separators=(",", ":")).encode("ascii")


def decoded(content: bytes, path: Path) -> Tables:
    """Return the tables in the bytes of the file at `path`.

    Raises LibraryError when it is empty, cut off, not a library, or of a newer Readout: damage is never taken
    for an empty library.
    """
    if not content.strip(b"\0 \t\r\n"):
        raise _unreadable(path, "is empty")
    try:
        tables = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, "is damaged or no library") from error
    if not _is_library(tables):
        raise _unreadable(path, "is no Readout library")
    if tables[_MARK]["1"]["schema"] != SCHEMA:
        raise LibraryError(f"The library file {path} was written by another version of Readout: open it with that one.")
    records = tables.get(BRIEFINGS, {})
    if not (isinstance(records, dict) and all(_is_record(record) for record in records.values())):
        raise _unreadable(path, "is damaged")
    return dict(tables)


def _is_library(tables: object) -> bool:
    if not isinstance(tables, dict):
        return False
    mark = tables.get(_MARK)
    mark = mark.get("1") if isinstance(mark, dict) else None
    return isinstance(mark, dict) and mark.get("format") == FORMAT and "schema" in mark


def _is_record(record: object) -> bool:
    return isinstance(record, dict) and record.keys() >= _FIELDS


def _unreadable(path: Path, what: str) -> LibraryError:
    return LibraryError(
        f"The library file {path} {what}: it was left as it is, so put back a copy of it "
        "or name another directory with --library."
    )
