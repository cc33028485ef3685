"""What the desk has open, without a screen: the library, the list, the briefing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from briefings import numbered
from driving import NOW
from harbour_news import harbour_news
from libraries import keep

from briefing import sample
from briefing.intake import Incoming, Original
from briefing.model import FollowUpState
from stores.errors import LibraryError
from stores.library import Library
from tui import keeping
from tui.desk.session import Refused, Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Three briefings, the harbour's newest and open."""
    keep(tmp_path / "library", numbered(1), numbered(2), harbour_news())
    with Library.open(tmp_path / "library") as library:
        yield Session(library)


@pytest.fixture
def at_the_sample(tmp_path: Path) -> Iterator[Session]:
    """An empty library, and so the sample."""
    with Library.open(tmp_path / "library") as library:
        yield Session(library)


def test_the_newest_briefing_is_open(session: Session) -> None:
    assert session.headline == session.briefing.headline.text == harbour_news().headline.text
    assert (session.position, session.is_sample) == (0, False)


def test_an_empty_library_opens_on_the_sample_and_writes_nothing(at_the_sample: Session, tmp_path: Path) -> None:
    assert at_the_sample.is_sample
    assert at_the_sample.headline == at_the_sample.briefing.headline.text == sample.headline()
    assert not (tmp_path / "library").exists()


def test_steps_end_at_both_ends(session: Session) -> None:
    session.step(1)
    session.step(1)
    assert session.position == 2
    with pytest.raises(Refused, match="last"):
        session.step(1)
    session.step(-2)
    with pytest.raises(Refused, match="first"):
        session.step(-1)


def test_removing_the_open_briefing_opens_its_neighbour_and_undo_opens_it_again(session: Session) -> None:
    harbour = session.id
    session.remove()
    assert session.id != harbour
    assert len(session.shelf.entries) == 2
    session.undo()
    assert session.id == harbour
    assert len(session.shelf.entries) == 3


def test_removing_another_leaves_the_open_one(session: Session) -> None:
    session.remove(session.shelf.entries[2].id)
    assert session.headline == harbour_news().headline.text


def test_removing_the_last_one_leaves_the_sample(session: Session) -> None:
    for _ in range(3):
        session.remove()
    assert session.is_sample
    with pytest.raises(Refused):
        session.remove()


def test_a_follow_up_goes_from_suggested_to_open_to_done_and_back_to_open(session: Session) -> None:
    suggested = next(f for f in session.briefing.follow_ups if f.state is FollowUpState.SUGGESTED)
    states = [session.advance(suggested.id).state.value for _ in range(3)]
    assert states == ["open", "done", "open"]
    assert session.library.get(session.id or "").follow_up(suggested.id).state is FollowUpState.OPEN


def test_a_dropped_follow_up_is_picked_up_as_a_suggestion(session: Session) -> None:
    follow_up = session.briefing.follow_ups[0]
    assert session.drop(follow_up.id).state is FollowUpState.DROPPED
    assert session.drop(follow_up.id).state is FollowUpState.SUGGESTED


def test_the_samples_follow_ups_are_nobodys_until_it_is_kept(at_the_sample: Session) -> None:
    first = at_the_sample.briefing.follow_ups[0].id
    with pytest.raises(Refused, match="press w"):
        at_the_sample.advance(first)
    at_the_sample.keep_sample()
    assert at_the_sample.advance(first).state is FollowUpState.OPEN
    with pytest.raises(Refused, match="already"):
        at_the_sample.keep_sample()


def test_an_article_that_is_there_is_opened_and_not_kept_twice(session: Session) -> None:
    session.step(1)
    news = Incoming(harbour_news().article, Original(b"", "text"))
    made = keeping.made(session.library, news, clock=lambda: NOW)
    assert session.keep(made).fate is keeping.Fate.HELD
    assert session.headline == harbour_news().headline.text
    assert len(session.shelf.entries) == 3


def test_nothing_to_undo_is_said(session: Session) -> None:
    with pytest.raises(Refused, match="Nothing to undo"):
        session.undo()


def test_a_briefing_that_another_process_removed_is_told_of_and_the_open_one_stays(session: Session) -> None:
    gone = session.shelf.entries[1].id
    with Library.open(session.library.directory) as other:
        other.remove(gone)
    with pytest.raises(LibraryError):
        session.open(gone)
    assert session.headline == harbour_news().headline.text
