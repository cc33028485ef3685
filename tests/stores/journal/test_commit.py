"""A commit says what it did and how to take it back, and never takes back what another has done since."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from objects import OBJECTS, edited, same

from stores.errors import ChangedSinceError, LibraryError
from stores.journal.commit import Commit, applied, change, reversed_ops
from stores.journal.rows import Rows
from stores.journal.storage import Transaction

Tables = dict[str, dict[str, dict[str, Any]]]
TABLES = st.dictionaries(
    st.sampled_from(["heads", "aliases"]), st.dictionaries(st.sampled_from(["1", "é\ud800"]), OBJECTS, max_size=2)
)


def rows(tables: Tables) -> dict[str, Rows]:
    made: dict[str, Rows] = {}
    for name, documents in tables.items():
        made[name] = Rows()
        for id, document in documents.items():
            made[name].put(id, document)
    return made


def plain(tables: dict[str, Rows]) -> Tables:
    """The documents of all tables, without tables that are empty."""
    return {name: {id: found[id] for id in found} for name, found in tables.items() if found}


def committed(tables: dict[str, Rows], after: Tables) -> Commit:
    """Make `tables` be `after` by a transaction and return its commit as it comes back from a file."""
    transaction = Transaction(tables)
    for name in {*tables, *after}:
        wanted = after.get(name, {})
        for id in set(transaction.begin(name)) - wanted.keys():
            transaction.take_out(name, id)
        for id, document in wanted.items():
            transaction.put(name, id, document)
    return Commit.of(Commit(7, transaction.do, transaction.un, at="2026-11-24T12:00:00Z", by="desk").payload())


@settings(deadline=None)
@given(TABLES, TABLES)
def test_a_commit_does_again_what_was_done_and_takes_it_back(before: Tables, after: Tables) -> None:
    tables, others = rows(before), rows(before)
    commit = committed(tables, after)
    assert same(plain(tables), plain(rows(after)))
    applied(others, commit.do)
    assert same(plain(others), plain(tables))
    applied(tables, reversed_ops(commit, tables))
    assert same(plain(tables), plain(rows(before)))


@settings(deadline=None)
@given(TABLES, TABLES)
def test_a_transaction_that_fails_leaves_everything_as_it_was(before: Tables, after: Tables) -> None:
    tables = rows(before)
    transaction = Transaction(tables)
    for name, documents in after.items():
        for id, document in documents.items():
            transaction.begin(name)
            transaction.put(name, id, document)
    for name in before:
        transaction.drop(name)
    transaction.roll_back()
    assert same({name: dict(found) for name, found in tables.items()}, before)


@settings(deadline=None, max_examples=150)
@given(st.data(), OBJECTS)
def test_taking_back_leaves_what_another_did_since_or_is_refused(data: st.DataObject, before: dict[str, Any]) -> None:
    after = data.draw(edited(before), "after")
    since = data.draw(edited(after), "since")
    first, second = change("t", "1", before, after), change("t", "1", after, since)
    if first is None or second is None or first[0][0] != "M" or second[0][0] != "M":
        return
    tables = rows({"t": {"1": since}})
    try:
        ops = reversed_ops(Commit(1, [first[0]], [first[1]]), tables)
    except ChangedSinceError:
        return
    applied(tables, ops)
    only_the_second = rows({"t": {"1": before}})
    applied(only_the_second, [second[0]])
    assert same(tables["t"]["1"], only_the_second["t"]["1"])


def test_changes_of_different_fields_are_taken_back_in_any_order() -> None:
    tables = rows({"t": {"1": {"f": {}}}})
    first = committed(tables, {"t": {"1": {"f": {"a": {"state": "open"}}}}})
    committed(tables, {"t": {"1": {"f": {"a": {"state": "open"}, "b": {"state": "done"}}, "note": "x"}}})
    applied(tables, reversed_ops(first, tables))
    assert tables["t"]["1"] == {"f": {"b": {"state": "done"}}, "note": "x"}


def test_what_another_put_into_the_same_object_is_not_taken_back_with_it() -> None:
    tables = rows({"t": {"1": {"f": {}}}})
    first = committed(tables, {"t": {"1": {"f": {"a": {"state": "open"}}}}})
    committed(tables, {"t": {"1": {"f": {"a": {"state": "open", "due": "2026"}}}}})
    with pytest.raises(ChangedSinceError):
        reversed_ops(first, tables)


@pytest.mark.parametrize(
    ("before", "after", "since"),
    [
        ({}, {"1": {"a": 1}}, {"1": {"a": 2}}),
        ({}, {"1": {"a": 1}}, {}),
        ({"1": {"a": 1}}, {}, {"1": {"a": 1}}),
        ({"1": {"a": 1}}, {"1": {"a": 2}}, {}),
        ({"1": {"a": 1}}, {"1": {"a": None}}, {"1": {"a": 1}}),
        ({"1": {"a": {"b": None}}}, {"1": {"a": {"b": None, "c": 1}}}, {"1": {"a": {"b": None, "c": 2}}}),
    ],
)
def test_what_is_no_longer_as_it_was_left_is_not_taken_back(
    before: dict[str, Any], after: dict[str, Any], since: dict[str, Any]
) -> None:
    tables = rows({"t": before})
    commit = committed(tables, {"t": after})
    committed(tables, {"t": since})
    with pytest.raises(ChangedSinceError):
        reversed_ops(commit, tables)


def test_a_commit_that_does_not_say_how_is_never_taken_back() -> None:
    with pytest.raises(LibraryError, match="cannot be taken back"):
        reversed_ops(Commit(1, [["P", "t", "1", {}]]), rows({"t": {"1": {}}}))


def test_what_a_commit_says_beside_its_ops_comes_back_and_nothing_is_said_of_what_is_not() -> None:
    commit = Commit(3, [["D", "t", "1"]], [["P", {}]], undoes=2, about={"restored": "2026-11-24"})
    assert Commit.of(commit.payload()) == commit
    assert b"null" not in commit.payload()


@pytest.mark.parametrize("at", ["2026-03-02T12:00:00Z", "2026-03-02T12:00:00.5Z", "2026-03-02T13:00:00+01:00", None])
def test_a_moment_comes_back_as_it_was_said(at: str | None) -> None:
    assert Commit.of(Commit(1, [], [], at=at).payload()).at == at
