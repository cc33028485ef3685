"""The library keeps briefings, finds them again, and lays the user's changes over them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from briefings import a_briefing, an_article, numbered
from tinydb import TinyDB

from briefing.model import FollowUpState
from stores import Library, LibraryError


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        yield library


def test_a_briefing_comes_back_as_it_went_in(library: Library) -> None:
    made = a_briefing(title="Harbour kept", outlet="The Post", authors=("Ada\x1b", "Ren\u202e"))
    assert library.get(library.add(made)) == made


def test_entries_come_newest_first_and_as_many_as_asked_for(tmp_path: Path) -> None:
    moments = iter(datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minute) for minute in (5, 1, 9))
    with Library.open(tmp_path, clock=lambda: next(moments)) as library:
        for number in range(3):
            library.add(numbered(number))
        assert [entry.headline[-1] for entry in library.entries()] == ["2", "0", "1"]
        assert [entry.headline[-1] for entry in library.entries(limit=1)] == ["2"]


def test_of_two_added_in_one_moment_the_later_is_the_newer(tmp_path: Path) -> None:
    with Library.open(tmp_path, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as library:
        for number in range(3):
            library.add(numbered(number))
        assert [entry.headline[-1] for entry in library.entries()] == ["2", "1", "0"]


def test_an_entry_says_what_a_list_shows(library: Library) -> None:
    id = library.add(a_briefing(title="Harbour kept", outlet="The Post", published="2026-03-01"))
    library.set_follow_up(id, "f1", state=FollowUpState.OPEN)
    (entry,) = library.entries()
    assert (entry.id, entry.headline, entry.outlet, entry.published) == (id, "Harbour kept", "The Post", "2026-03-01")
    assert (entry.open, entry.suggested, entry.tags) == (1, 1, ())


def test_entries_are_narrowed_to_those_named_by_all_words_whatever_their_capitals(library: Library) -> None:
    library.add(a_briefing(quote="“One,”", title="Harbour kept", outlet="The Post"))
    library.add(a_briefing(quote="“Two,”", title="Harbour sold", outlet="The Mail"))
    assert [entry.headline for entry in library.entries("HARBOUR post")] == ["Harbour kept"]
    assert library.entries("harbour nowhere") == []


def test_the_same_article_is_kept_once(library: Library) -> None:
    first = library.add(a_briefing())
    again = replace(a_briefing(), id="another")
    assert library.holds(again.article) == first
    assert library.add(again) == first
    assert len(library.entries()) == 1


def test_the_same_text_at_two_addresses_is_two_articles(library: Library) -> None:
    here = library.add(a_briefing(url="https://a.example/1"))
    there = library.add(a_briefing(url="https://b.example/1"))
    assert here != there
    assert library.get(there).article.url == "https://b.example/1"
    assert library.get(there).id == there


def test_another_text_is_not_held(library: Library) -> None:
    library.add(a_briefing())
    assert library.holds(an_article("Something else.")) is None


def test_the_beginning_of_an_id_is_enough_when_it_fits_no_other(library: Library) -> None:
    for id, number in (("abc1", 1), ("abd2", 2), ("ab", 3)):
        library.add(replace(numbered(number), id=id))
    assert library.get("abc").id == "abc1"
    assert library.get("ab").id == "ab"
    with pytest.raises(LibraryError, match=r"Several briefings begin with 'a' \(abc1, abd2, ab\)"):
        library.get("a")
    with pytest.raises(LibraryError, match="no briefing abx"):
        library.remove("abx")
    with pytest.raises(LibraryError):
        library.get("")


def test_even_in_a_library_of_one_an_empty_id_fits_nothing(library: Library) -> None:
    library.add(a_briefing())
    with pytest.raises(LibraryError):
        library.remove("")
    assert len(library.entries()) == 1


def test_what_is_removed_is_gone(library: Library) -> None:
    id = library.add(a_briefing())
    library.remove(id[:5])
    assert library.entries() == []
    with pytest.raises(LibraryError):
        library.get(id)


def test_changes_to_a_follow_up_outlive_the_session_and_leave_the_analysis_as_it_was(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing())
        library.set_follow_up(id, "f1", state=FollowUpState.OPEN, due="2026-03")
        library.set_follow_up(id, "f1", text="Ask the mayor.")
        library.set_follow_up(id, "f2", due="")
    with Library.open(tmp_path) as library:
        first, second = library.get(id).follow_ups
        assert (first.state, first.due, first.text) == ("open", "2026-03", "Ask the mayor.")
        assert (second.state, second.due) == ("suggested", None)
    with TinyDB(tmp_path / "b" / id[:2] / f"{id}.json") as stock:
        (analysis,) = stock.table("briefing").all()
        assert [f["state"] for f in analysis["follow_ups"]] == ["suggested", "suggested"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"state": "finished"}, "cannot be 'finished'"),
        ({"due": "soon"}, "'soon' is no date"),
        ({"due": "2026-13"}, "'2026-13' is no date"),
        ({"text": "  "}, "needs a text"),
    ],
)
def test_what_a_follow_up_cannot_be_is_refused(library: Library, change: dict[str, str], complaint: str) -> None:
    made = a_briefing()
    id = library.add(made)
    with pytest.raises(LibraryError, match=complaint):
        library.set_follow_up(id, "f1", **change)
    assert library.get(id) == made


def test_a_follow_up_that_is_not_there_is_an_error(library: Library) -> None:
    id = library.add(a_briefing())
    with pytest.raises(LibraryError, match="no follow-up f9"):
        library.set_follow_up(id, "f9", state=FollowUpState.DONE)


def test_a_search_needs_all_words_anywhere_and_shows_the_first_in_its_line(library: Library) -> None:
    library.add(a_briefing(title="Kept for good"))
    library.add(numbered(7))
    (hit,) = library.search("SELL council good")
    assert hit.entry.headline == "Kept for good"
    assert "“We will not sell it,”" in hit.excerpt
    assert library.search("sell million") == []
    with pytest.raises(LibraryError):
        library.search("  ")


def test_a_search_finds_follow_ups_as_the_user_wrote_them(library: Library) -> None:
    id = library.add(a_briefing())
    library.set_follow_up(id, "f1", text="Ring the auctioneer [today].")
    assert [hit.excerpt for hit in library.search("[today]")] == ["Ring the auctioneer [today]."]


def test_a_reader_changes_nothing_and_creates_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "none", readonly=True) as library:
        assert library.entries() == []
        with pytest.raises(LibraryError, match="reading only"):
            library.add(a_briefing())
    assert list(tmp_path.iterdir()) == []


def test_looking_into_a_library_that_is_not_there_creates_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "none") as library:
        assert library.entries() == [] == library.search("harbour")
        assert library.undo() is None
    assert list(tmp_path.iterdir()) == []


def test_a_closed_library_says_so(tmp_path: Path) -> None:
    library = Library.open(tmp_path)
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.entries()
