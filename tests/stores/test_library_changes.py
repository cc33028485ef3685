"""Tags, notes, follow-ups of one's own, the agenda, other names: kept, taken back, told by the history."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from briefings import a_briefing, numbered

from briefing.model import FollowUpState, Span
from stores import Library, LibraryError

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", clock=lambda: NOW, by="test") as library:
        yield library


def test_tags_are_added_and_taken_away_and_capitals_make_no_second_one(library: Library) -> None:
    id = library.add(a_briefing())
    assert library.tag(id, "Port  policy", "uk") == ("Port policy", "uk")
    assert library.tag(id, "UK", "eu", remove=["port POLICY"]) == ("eu", "uk")
    assert library.entries()[0].tags == ("eu", "uk")
    assert [entry.id for entry in library.entries("EU")] == [id]
    with pytest.raises(LibraryError, match="at least one letter"):
        library.tag(id, " ")
    assert library.tag(id, remove=["eu", "uk"]) == ()
    assert library.undo() == "The tags as before: The council keeps the harbour."
    assert library.entries()[0].tags == ("eu", "uk")


def test_a_note_is_kept_with_its_lines_and_an_empty_one_is_none(library: Library) -> None:
    id = library.add(a_briefing())
    assert library.note_of(id) == ""
    library.note(id, "Two lines:\n  the second \ud800\n")
    assert library.note_of(id) == "Two lines:\n  the second \ud800"
    library.note(id, " \n")
    assert library.note_of(id) == ""
    library.undo()
    assert library.note_of(id).startswith("Two lines")


def test_a_follow_up_of_ones_own_stands_beside_the_suggested_ones(library: Library) -> None:
    made = a_briefing()
    id = library.add(made)
    quote = made.statements[0].content[0]
    own = library.add_follow_up(id, "Ring the mayor.", due="2026-03-05", spans=[quote])
    follow_up = library.get(id).follow_up(own)
    assert (follow_up.kind, follow_up.state, follow_up.text) == ("own", "open", "Ring the mayor.")
    assert (follow_up.due, follow_up.spans) == ("2026-03-05", (quote,))
    library.set_follow_up(id, own, state=FollowUpState.DONE, due="", text="Rang her.")
    changed = library.get(id).follow_up(own)
    assert (changed.state, changed.due, changed.text) == ("done", None, "Rang her.")
    assert library.add_follow_up(id, "And again.") != own
    assert library.entries()[0].open == 1
    assert library.entries()[0].suggested == 2
    assert library.undo() == "No longer a follow-up: And again."
    with pytest.raises(LibraryError, match="needs a text"):
        library.add_follow_up(id, "\n")


def test_the_agenda_is_what_is_open_by_its_date_then_what_is_suggested(library: Library) -> None:
    first, second = library.add(numbered(1)), library.add(numbered(2))
    library.set_follow_up(first, "f1", state=FollowUpState.OPEN)
    library.set_follow_up(first, "f2", state=FollowUpState.OPEN, due="2026-03")
    library.add_follow_up(second, "Late.", due="2026-03-01")
    library.add_follow_up(second, "Later.", due="2026-04-02")
    library.set_follow_up(second, "f1", state=FollowUpState.DROPPED)
    due = [(item.entry.id, item.follow_up.due) for item in library.agenda()]
    assert due == [(second, "2026-03-01"), (first, "2026-03"), (second, "2026-04-02"), (first, None)]
    more = library.agenda(suggestions=True)[len(due) :]
    assert [(item.entry.id, item.follow_up.id, item.follow_up.state) for item in more] == [(second, "f2", "suggested")]


def test_the_history_tells_what_was_done_by_whom_and_what_was_taken_back(library: Library) -> None:
    id = library.add(a_briefing(title="Harbour kept"))
    library.set_follow_up(id, "f1", state=FollowUpState.OPEN)
    library.tag(id, "port")
    library.undo()
    library.remove(id)
    told = [(change.what, change.undone) for change in library.history(id)]
    assert told == [
        ("Removed: Harbour kept", False),
        ("Took back change 3: Tags: port", False),
        ("Tags: port", True),
        ("Follow-up open: f1 of a briefing that is gone", False),
        ("Kept: Harbour kept", False),
    ]
    newest = library.history(limit=1)[0]
    assert (newest.number, newest.at, newest.by, newest.id) == (5, "2026-03-02T12:00:00Z", "test", id)
    library.undo()
    assert library.history(id)[-2].what == "Follow-up open: Confirm the price of the harbour."


def test_the_history_outlives_the_journal(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing())
        library.tag(id, "port")
        before = library.history()
        library.compact()
        assert library.history() == before
        library.tag(id, "sea")
        library.compact()
        assert [change.number for change in library.history(id)] == [3, 2, 1]


def test_anybodys_last_change_can_be_taken_back_and_any_by_its_number(tmp_path: Path) -> None:
    with Library.open(tmp_path, by="desk") as library:
        id = library.add(a_briefing())
        library.tag(id, "port")
        library.set_follow_up(id, "f1", state=FollowUpState.OPEN)
        library.compact()
    with Library.open(tmp_path, by="command") as library:
        assert library.undo() is None
        assert library.undo(anyones=True) == "Follow-up suggested again: Confirm the price of the harbour."
        assert library.undo(anyones=True) == "The tags as before: The council keeps the harbour."
        with pytest.raises(LibraryError, match="taken back already"):
            library.undo(2)
        with pytest.raises(LibraryError, match="no change 99"):
            library.undo(99)
        assert library.undo(5) is not None  # the taking back of the tags itself
        assert library.entries()[0].tags == ("port",)
        assert library.undo(anyones=True) == "The tags as before: The council keeps the harbour."
        assert library.undo(anyones=True) == "No longer kept: The council keeps the harbour."
        assert library.undo(anyones=True) is None


def test_other_names_hold_for_the_whole_library(library: Library) -> None:
    library.alias("Huawei", "the Chinese company", "Huawei Technologies")
    library.alias("Huawei", "the Chinese company", "the firm")
    assert library.aliases() == {"Huawei": ("the Chinese company", "Huawei Technologies", "the firm")}
    library.unalias("Huawei", "the firm")
    library.unalias("Huawei")
    assert library.aliases() == {}
    assert library.undo() == "As before: the other names of Huawei"
    assert library.aliases() == {"Huawei": ("the Chinese company", "Huawei Technologies")}
    assert library.history()[1].what == "Other names of Huawei: none"


def test_what_another_changed_is_told_once(tmp_path: Path) -> None:
    with Library.open(tmp_path) as mine, Library.open(tmp_path) as theirs:
        id = theirs.add(a_briefing())
        assert mine.poll().everything or mine.poll().ids == {id}
        assert not mine.poll()
        theirs.tag(id, "port")
        mine.entries()  # which reads what they wrote, and must not swallow it
        assert mine.poll().ids == {id}
        assert not mine.poll()
        mine.tag(id, "sea")
        assert not mine.poll()
        assert theirs.poll().ids == {id}
        theirs.compact()
        assert mine.poll()
        theirs.alias("Huawei", "the firm")
        assert mine.poll().everything


def test_words_of_an_own_follow_up_that_are_gone_from_the_text_are_left_out(library: Library) -> None:
    made = a_briefing()
    id = library.add(made)
    own = library.add_follow_up(id, "Look again.", spans=[Span(0, 3, "The"), Span(4, 9, "xxxxx")])
    assert [span.exact for span in library.get(id).follow_up(own).spans] == ["The"]


def test_a_text_is_taken_back_though_another_has_written_elsewhere_in_the_briefing(tmp_path: Path) -> None:
    with Library.open(tmp_path) as mine, Library.open(tmp_path) as theirs:
        id = mine.add(a_briefing())
        mine.set_follow_up(id, "f1", text="Ask twice.")
        theirs.note(id, "Theirs.")
        theirs.set_follow_up(id, "f2", text="Their own words.")
        mine.undo()
        assert theirs.get(id).follow_up("f1").text == "Confirm the price of the harbour."
        assert theirs.get(id).follow_up("f2").text == "Their own words."
        assert theirs.note_of(id) == "Theirs."
