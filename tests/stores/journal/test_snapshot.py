"""The snapshot holds any tables, opens with stock TinyDB, and is refused when a single bit of it is another."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from objects import OBJECTS
from tinydb import TinyDB

from stores.errors import LibraryError
from stores.journal import snapshot
from stores.journal.rows import Rows

TEXT = st.text() | st.text('"\\:{},\n\x00\u2028é\ud800', max_size=6)
TABLES = st.dictionaries(
    TEXT.filter(lambda name: name != snapshot.META), st.dictionaries(TEXT, OBJECTS, max_size=4), max_size=3
)
HERE = Path("catalogue.json")


def made(tables: dict[str, dict[str, Any]]) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for name, documents in tables.items():
        found[name] = Rows()
        for id, document in documents.items():
            found[name].put(id, document)
    return found


@settings(deadline=None)
@given(TABLES, st.integers(0, 10**12))
def test_tables_come_back_in_their_order(tables: dict[str, dict[str, Any]], seq: int) -> None:
    shot = snapshot.decoded(snapshot.encoded(made(tables), seq), HERE)
    assert json.dumps({name: dict(rows) for name, rows in shot.tables.items()}) == json.dumps(tables)
    assert (shot.seq, shot.schema) == (seq, snapshot.SCHEMA)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables=TABLES)
def test_stock_tinydb_opens_it(tables: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "catalogue.json"
    file.write_bytes(snapshot.encoded(made(tables), 3))
    with TinyDB(file) as stock:
        found = stock.storage.read() or {}
        mark = stock.table("_meta").all()
    assert json.dumps({name: rows for name, rows in found.items() if name != "_meta"}) == json.dumps(tables)
    assert [(row["format"], row["schema"], row["seq"]) for row in mark] == [("readout.library", 1, 3)]


@settings(deadline=None)
@given(TABLES, st.integers(0, 10**6), st.data())
def test_a_flipped_bit_anywhere_is_refused(tables: dict[str, dict[str, Any]], seq: int, data: st.DataObject) -> None:
    content = bytearray(snapshot.encoded(made(tables), seq))
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(LibraryError):
        snapshot.decoded(bytes(content), HERE)


def test_every_single_bit_of_a_snapshot_counts() -> None:
    content = snapshot.encoded(made({"heads": {"3f9a": {"note": "é"}, "77c0": {}}, "aliases": {}}), 41)
    for at in range(len(content)):
        for bit in range(8):
            flipped = bytearray(content)
            flipped[at] ^= 1 << bit
            with pytest.raises(LibraryError):
                snapshot.decoded(bytes(flipped), HERE)


@settings(deadline=None)
@given(TABLES, st.data())
def test_a_part_of_it_is_refused(tables: dict[str, dict[str, Any]], data: st.DataObject) -> None:
    content = snapshot.encoded(made(tables), 5)
    with pytest.raises(LibraryError):
        snapshot.decoded(content[: data.draw(st.integers(0, len(content) - 1))], HERE)
    with pytest.raises(LibraryError):
        snapshot.decoded(content[data.draw(st.integers(1, len(content))) :], HERE)
    with pytest.raises(LibraryError):
        snapshot.decoded(content + b"\n", HERE)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b"\0" * 4096, "is empty"),
        (b" \n", "is empty"),
        (b"{}", "no Readout library"),
        (b"null", "no Readout library"),
        (b"[" * 100_000, "no Readout library"),
        (b'{"_default":{"1":{"a":1}}}', "no Readout library"),
        (b'{"_meta":{"1":{"format":"readout.library","schema":1}}}\n', "no Readout library"),
    ],
)
def test_what_is_no_snapshot_is_called_what_it_is(content: bytes, complaint: str) -> None:
    with pytest.raises(LibraryError, match=complaint):
        snapshot.decoded(content, HERE)


def test_a_snapshot_of_a_newer_readout_is_not_called_damaged() -> None:
    content = snapshot.encoded({}, 5).replace(b'"schema":1', b'"schema":2')
    with pytest.raises(LibraryError, match=r"newer Readout \(schema 2, this one knows 1\)"):
        snapshot.decoded(content, HERE)
