"""What the user does with items is one change each, and can be taken back, in words."""

from dataclasses import replace
from pathlib import Path

import pytest
from inboxes import GAZETTE, POST, commits, fresh, ids_by_number, inside, look, numbers, ticking

from stores import LibraryError
from stores.errors import ChangedSinceError
from stores.feeds import Feeds, Refresh, State, Wanted, memory


@pytest.fixture
def feeds(tmp_path: Path) -> Feeds:
    feeds = Feeds.open(tmp_path, clock=ticking())
    feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE, tags=("g",))])
    feeds.refreshed(POST, look(4, 3, 2, 1))
    feeds.refreshed(GAZETTE, look(6, 5))
    return feeds


@pytest.fixture
def ids(feeds: Feeds) -> dict[int, str]:
    return ids_by_number(feeds)


def test_many_are_marked_in_one_change(feeds: Feeds, ids: dict[int, str]) -> None:
    before = len(commits(feeds.directory))
    assert feeds.mark([ids[1], ids[2], ids[5]], State.DISMISSED) == 3
    assert feeds.mark([ids[1], ids[3]], State.DISMISSED) == 1
    assert feeds.mark([ids[1]], State.DISMISSED) == 0
    assert feeds.mark([], State.READ) == 0
    assert len(commits(feeds.directory)) == before + 2
    assert numbers(feeds) == [6, 4]
    assert feeds.mark([ids[1][:8]], State.UNREAD) == 1


def test_what_is_gone_is_passed_over_and_only_that_is_an_error(feeds: Feeds, ids: dict[int, str]) -> None:
    feeds.unsubscribe(GAZETTE)
    assert feeds.mark([ids[5], ids[1]], State.READ) == 1
    with pytest.raises(LibraryError, match="no longer in the inbox"):
        feeds.mark([ids[5], ids[6]], State.READ)


def test_what_is_taken_apart_stays_so_until_that_is_undone(feeds: Feeds, ids: dict[int, str]) -> None:
    def apart() -> set[frozenset[str]]:
        return {frozenset((item.id, other)) for item in feeds.inbox() for other in item.apart}

    feeds.mark([ids[4]], State.READ)
    assert feeds.take_apart([(ids[1], ids[2]), (ids[5], ids[1]), ("gone", ids[6])])
    pairs = {frozenset((ids[1], ids[2])), frozenset((ids[1], ids[5]))}
    assert apart() >= pairs
    assert not feeds.take_apart([(ids[2], ids[1])])
    assert feeds.take_apart([(ids[2], ids[3])])
    changed = tuple(replace(fresh(number), lead="Changed.") for number in (4, 3, 2, 1))
    feeds.refreshed(POST, Refresh(changed, title="The Harbour Post"))
    assert apart() >= {*pairs, frozenset((ids[2], ids[3]))}
    assert feeds.undo() == "They stand together again."
    assert apart() >= pairs
    assert frozenset((ids[2], ids[3])) not in apart()
    assert feeds.undo() == "They stand together again."
    assert not apart()
    assert feeds.undo() == "Unread again: The harbour stays, part 4"


def test_briefed_is_nothing_that_one_marks(feeds: Feeds, ids: dict[int, str]) -> None:
    with pytest.raises(LibraryError, match="briefed by the briefing"):
        feeds.mark([ids[1]], State.BRIEFED)


def test_undo_goes_back_step_by_step_and_says_what_is_so_again(feeds: Feeds, ids: dict[int, str]) -> None:
    states = [inside(feeds)["items"]]
    for act in (
        lambda: feeds.mark([ids[1]], State.READ),
        lambda: feeds.mark([ids[1], ids[2]], State.DISMISSED),
        lambda: feeds.briefed(ids[3], "b3"),
        lambda: feeds.mark([ids[3]], State.READ),
        feeds.mark_all_read,
    ):
        act()
        states.append(inside(feeds)["items"])
    for told in (
        "Unread again: 3 items",
        f"Briefed again: {fresh(3).title}",
        f"Unread again: {fresh(3).title}",
        "As before: 2 items",
        f"Unread again: {fresh(1).title}",
    ):
        states.pop()
        assert feeds.undo() == told
        assert inside(feeds)["items"] == states[-1]
    assert feeds.undo() == "No longer subscribed: 2 feeds"
    assert feeds.undo() is None


def test_only_what_was_done_by_the_user_in_this_session_is_taken_back(feeds: Feeds, ids: dict[int, str]) -> None:
    with Feeds.open(feeds.directory) as other:
        other.mark([ids[1]], State.READ)
        other.refreshed(POST, look(7))
        assert [item.id for item in other.claim([ids[2]])] == [ids[2]]
        other.briefed(ids[2], "b2", by_user=False)
        assert other.undo() == f"Unread again: {fresh(1).title}"
        assert other.undo() is None
    assert feeds.get(ids[2]).briefing == "b2"


def test_of_many_marks_those_that_others_changed_since_stay(feeds: Feeds, ids: dict[int, str]) -> None:
    feeds.mark_all_read()
    with Feeds.open(feeds.directory) as other:
        other.mark([ids[1]], State.DISMISSED)
        other.refreshed(POST, Refresh((fresh(2, title="Corrected 2"), fresh(3))))
        other.unsubscribe(GAZETTE)
    assert feeds.undo() == "Unread again: 3 items; 3 items changed since: as they are now"
    assert numbers(feeds) == [4, 3, 2]
    assert feeds.get(ids[2]).title == "Corrected 2"
    assert feeds.get(ids[1]).state is State.DISMISSED


def test_where_all_were_changed_since_nothing_is_taken_back_and_that_is_said(feeds: Feeds, ids: dict[int, str]) -> None:
    feeds.mark([ids[4]], State.READ)
    feeds.mark([ids[1]], State.READ)
    with Feeds.open(feeds.directory) as other:
        other.mark([ids[1]], State.DISMISSED)
    with pytest.raises(ChangedSinceError, match="changed elsewhere since"):
        feeds.undo()
    assert feeds.get(ids[1]).state is State.DISMISSED
    assert feeds.undo() == f"Unread again: {fresh(4).title}"


def test_what_a_refresh_has_let_go_of_is_not_brought_back(
    feeds: Feeds, ids: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "KEPT", 1)
    feeds.mark_all_read(POST)
    feeds.refreshed(POST, look(9))
    assert feeds.undo() == f"Unread again: {fresh(4).title}; 3 items changed since: as they are now"
    assert numbers(feeds, feed=POST) == [9, 4]


def test_all_that_is_unread_is_read_of_all_feeds_of_one_or_of_a_tag(feeds: Feeds, ids: dict[int, str]) -> None:
    feeds.mark([ids[2]], State.DISMISSED)
    assert feeds.mark_all_read(POST) == 3
    assert numbers(feeds) == [6, 5]
    feeds.undo()
    assert feeds.mark_all_read(tag="G") == 2
    assert numbers(feeds) == [4, 3, 1]
    assert feeds.mark_all_read() == 3
    assert feeds.mark_all_read() == 0
    assert feeds.get(ids[2]).state is State.DISMISSED


def test_what_hidden_feeds_hold_is_read_only_where_they_are_named(feeds: Feeds) -> None:
    feeds.change(POST, hidden=True)
    assert feeds.mark_all_read() == 2
    assert feeds.mark_all_read(POST) == 4


def test_what_came_after_the_last_that_was_seen_stays_unread(feeds: Feeds) -> None:
    seen = max(item.seen for item in feeds.inbox())
    with Feeds.open(feeds.directory) as watching:
        watching.refreshed(POST, look(0))
    assert feeds.mark_all_read(until=seen) == 6
    assert numbers(feeds) == [0]


def test_what_is_briefed_keeps_the_briefing_that_was_noted_first(feeds: Feeds, ids: dict[int, str]) -> None:
    feeds.briefed(ids[1], "b1")
    before = len(commits(feeds.directory))
    feeds.briefed(ids[1], "b2")
    assert (feeds.get(ids[1]).state, feeds.get(ids[1]).briefing) == (State.BRIEFED, "b1")
    assert len(commits(feeds.directory)) == before
    feeds.mark([ids[1]], State.UNREAD)
    assert feeds.get(ids[1]).briefing is None
    feeds.briefed(ids[1], "b2")
    assert feeds.get(ids[1]).briefing == "b2"


def test_an_error_leaves_everything_as_it_was(feeds: Feeds, ids: dict[int, str]) -> None:
    before = inside(feeds)
    with pytest.raises(LibraryError):
        feeds.mark([ids[1], ""], State.READ)
    with pytest.raises(LibraryError):
        feeds.unsubscribe(POST, "https://none.example/")
    assert inside(feeds) == before
    with Feeds.open(feeds.directory) as again:
        assert inside(again) == before
