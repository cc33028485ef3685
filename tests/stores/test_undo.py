"""Undo takes back the changes of this session, the last one first, and says what is so again."""

from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import FollowUpState
from stores import Library, LibraryError


def test_each_change_is_taken_back_in_words(tmp_path: Path) -> None:
    made = a_briefing(title="Harbour kept")
    with Library.open(tmp_path) as library:
        id = library.add(made)
        library.set_follow_up(id, "f1", state=FollowUpState.OPEN)
        library.set_follow_up(id, "f2", due="2026-05")
        library.set_follow_up(id, "f2", text="Who?")
        library.remove(id)
        assert library.undo() == "Kept again: Harbour kept"
        assert library.undo() == "Follow-up reads again: Ask who would buy."
        assert library.undo() == "Follow-up due 2026-04 again: Ask who would buy."
        assert library.undo() == "Follow-up suggested again: Confirm the price of the harbour."
        assert library.get(id) == made
        assert library.undo() == "No longer kept: Harbour kept"
        assert library.entries() == []
        assert library.undo() is None


def test_what_changes_nothing_is_nothing_to_undo(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing())
        library.add(a_briefing())
        library.set_follow_up(id, "f1", state=FollowUpState.SUGGESTED)
        assert library.undo() == "No longer kept: The council keeps the harbour."


def test_the_changes_of_an_earlier_session_stay(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add(a_briefing())
    with Library.open(tmp_path) as library:
        assert library.undo() is None
        assert len(library.entries()) == 1


def test_a_briefing_taken_back_stands_where_it_stood(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        ids = [library.add(numbered(number)) for number in range(3)]
        library.remove(ids[1])
        library.undo()
        assert [entry.id for entry in library.entries()] == ids[::-1]


def test_what_another_has_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    with Library.open(tmp_path) as mine, Library.open(tmp_path) as theirs:
        id = mine.add(a_briefing())
        mine.set_follow_up(id, "f1", state=FollowUpState.OPEN)
        mine.set_follow_up(id, "f2", state=FollowUpState.OPEN)
        theirs.set_follow_up(id, "f2", state=FollowUpState.DONE)
        with pytest.raises(LibraryError, match="changed elsewhere"):
            mine.undo()
        assert mine.undo() is not None
        assert [follow_up.state for follow_up in theirs.get(id).follow_ups] == ["suggested", "done"]
        with pytest.raises(LibraryError, match="changed elsewhere"):
            mine.undo()
        assert len(theirs.entries()) == 1


OPERATIONS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 3)),
    st.tuples(st.just("remove"), st.integers(0, 3)),
    st.tuples(st.just("state"), st.integers(0, 3), st.sampled_from(["f1", "f2"]), st.sampled_from(FollowUpState)),
    st.tuples(
        st.just("due"), st.integers(0, 3), st.sampled_from(["f1", "f2"]), st.sampled_from(["", "2026", "2027-02"])
    ),
)


@settings(max_examples=40, deadline=None)
@given(operations=st.lists(OPERATIONS, max_size=12), kept_before=st.sets(st.integers(0, 3)))
def test_undoing_everything_gives_back_the_library_as_it_was(
    operations: list[tuple[object, ...]], kept_before: set[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    directory = tmp_path_factory.mktemp("library")
    ids = {number: numbered(number).id for number in range(4)}
    with Library.open(directory) as library:
        for number in kept_before:
            library.add(numbered(number))
    with Library.open(directory) as library:
        before = [(entry, library.get(entry.id)) for entry in library.entries()]
        for operation, number, *rest in operations:
            id = ids[number]  # type: ignore[index]
            kept = id in [entry.id for entry in library.entries()]
            if operation == "add":
                library.add(numbered(number))  # type: ignore[arg-type]
            elif kept and operation == "remove":
                library.remove(id)
            elif kept and operation == "state":
                library.set_follow_up(id, rest[0], state=rest[1])  # type: ignore[arg-type]
            elif kept:
                library.set_follow_up(id, rest[0], due=rest[1])  # type: ignore[arg-type]
        while library.undo():
            pass
        assert [(entry, library.get(entry.id)) for entry in library.entries()] == before
