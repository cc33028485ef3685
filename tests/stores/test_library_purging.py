"""Removed briefings can be taken back for thirty days; then their analyses go, and nothing else does."""

from datetime import timedelta
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from worked_on import START, body, everything

from stores import Library, LibraryError
from stores.catalogue import REMOVED
from stores.doctor import examine

DAY = timedelta(days=1)


def on_day(directory: Path, day: int) -> Library:
    return Library.open(directory, clock=lambda: START + day * DAY)


def test_after_thirty_days_the_analyses_go_and_until_then_a_removal_is_taken_back(tmp_path: Path) -> None:
    with on_day(tmp_path, 0) as library:
        id, stays = library.add(numbered(0)), library.add(numbered(1))
        library.reanalyse(id, a_briefing(question="Again?"))
        library.remove(id)
    with on_day(tmp_path, 30) as library:
        library.backup_if_due()
        assert library.undo(anyones=True) is not None
        library.remove(id)
    with on_day(tmp_path, 61) as library:
        assert library.backup_if_due() is not None
        assert not body(tmp_path, id).exists()
        assert not body(tmp_path, id, 2).exists()
        assert library.history()[0].what == "Removed briefings gone for good, thirty days after: 1"
        assert [entry.id for entry in library.entries()] == [stays]
    assert examine(tmp_path) == []


def test_what_went_for_good_is_not_taken_back_and_neither_is_its_going(tmp_path: Path) -> None:
    with on_day(tmp_path, 0) as library:
        id = library.add(numbered(0))
        library.remove(id)
    with on_day(tmp_path, 31) as library:
        library.backup_if_due()
        removal, going = library.history()[1], library.history()[0]
        for number in (removal.number, going.number):
            with pytest.raises(LibraryError):
                library.undo(number)
        assert library.entries() == []
    assert examine(tmp_path) == []


def test_an_analysis_of_a_briefing_that_was_added_again_stays(tmp_path: Path) -> None:
    with on_day(tmp_path, 0) as library:
        id = library.add(numbered(0))
        library.remove(id)
    with on_day(tmp_path, 1) as library:
        assert library.add(numbered(0)) == id
        library.note(id, "again")
    before = everything(tmp_path)
    with on_day(tmp_path, 40) as library:
        library.backup_if_due()
    assert everything(tmp_path) == before
    assert not body(tmp_path, id).exists()
    assert body(tmp_path, id, 2).exists()
    assert examine(tmp_path) == []


def test_no_analysis_that_a_briefing_names_ever_goes(tmp_path: Path) -> None:
    with on_day(tmp_path, 0) as library:
        id = library.add(numbered(0))
        with library._changing() as (catalogue, _):
            catalogue.put(REMOVED, id, {"at": START.isoformat(), "analyses": [1]})
    before = everything(tmp_path)
    with on_day(tmp_path, 40) as library:
        library.backup_if_due()
        assert library.history()[0].what.startswith("Removed briefings gone for good")
    assert everything(tmp_path) == before
