"""A table in the journal is TinyDB's table: its calls do what TinyDB's do, and a change writes what it changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.table import Document, Table

from stores.journal import JournalStorage, JournalTable
from stores.journal.layout import JOURNAL


class Database(TinyDB):
    """A TinyDB in a directory, changed through the journal."""

    table_class = JournalTable  # type: ignore[assignment]


@pytest.fixture
def database(directory: Path) -> Iterator[Database]:
    with Database(directory, storage=JournalStorage) as database:
        yield database


def test_tinydb_still_changes_a_table_through_the_one_method_that_is_taken_over() -> None:
    assert callable(Table._update_table)
    assert callable(JournalTable._update_table)


def test_a_change_of_one_row_among_many_writes_that_row_alone(database: Database, directory: Path) -> None:
    table = database.table("rows")
    table.insert_multiple({"n": n, "note": "x" * 100} for n in range(1000))
    before = (directory / JOURNAL).stat().st_size
    table.update({"n": -1}, doc_ids=[500])
    assert (directory / JOURNAL).stat().st_size - before < 150
    assert table.get(where("n") == -1)["note"] == "x" * 100  # type: ignore[index, call-overload]


def test_what_tinydb_can_do_it_can_do_here(database: Database, directory: Path) -> None:
    table = database.table("rows")
    assert table.insert_multiple([{"n": 1}, {"n": 2}, {"n": 3}]) == [1, 2, 3]
    assert table.update(increment("n"), where("n") > 1) == [2, 3]
    assert table.update_multiple([(delete("n"), where("n") == 4), ({"m": 1}, where("n") == 1)]) == [1, 3]
    assert table.upsert({"n": 3, "m": 2}, where("n") == 3) == [2]
    assert table.upsert(Document({"n": 9}, doc_id=7)) == [7]
    assert table.remove(where("n") == 9) == [7]
    expected = [{"n": 1, "m": 1}, {"n": 3, "m": 2}, {}]
    assert table.all() == expected
    with Database(directory, storage=JournalStorage) as other:
        assert other.table("rows").all() == expected
        assert other.tables() == {"rows"}
        other.table("rows").truncate()
        assert table.all() == []
        other.drop_tables()
    assert database.tables() == set()


def test_an_error_while_a_row_is_changed_changes_no_row(database: Database) -> None:
    table = database.table("rows")
    table.insert_multiple([{"n": 1}, {"n": 2}])

    def fail(document: dict[str, int]) -> None:
        document["n"] += 8
        if document["n"] == 10:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        table.update(fail)
    assert table.all() == [{"n": 1}, {"n": 2}]


def test_an_answer_never_outlives_the_change_of_another(database: Database, directory: Path) -> None:
    table = database.table("rows")
    table.insert({"n": 1})
    with Database(directory, storage=JournalStorage) as other:
        assert table.search(where("n") == 1) == [{"n": 1}]
        other.table("rows").update({"n": 2})
        assert table.search(where("n") == 1) == []
        assert table.insert({"n": 3}) == 2
        assert other.table("rows").insert({"n": 4}) == 3
    assert [document["n"] for document in table.all()] == [2, 3, 4]


def test_changing_a_document_that_was_read_changes_nothing(database: Database) -> None:
    table = database.table("rows")
    table.insert({"inner": {"n": 1}})
    table.all()[0]["inner"]["n"] = 2
    assert table.all() == [{"inner": {"n": 1}}]
