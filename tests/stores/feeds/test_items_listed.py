"""The inbox lists what waits, newest first, a window at a time, and is up to date whoever changed it."""

from pathlib import Path

import pytest
from inboxes import GAZETTE, POST, WIRE, fresh, ids_by_number, inside, look, numbers, ticking

from stores import LibraryError
from stores.feeds import Changes, Feeds, NotSubscribedError, Refresh, State, Wanted, listing

EVERY = list(State)


@pytest.fixture
def feeds(tmp_path: Path) -> Feeds:
    """Three feeds, the last of them hidden, with items of every state."""
    feeds = Feeds.open(tmp_path, clock=ticking())
    feeds.subscribe_all([Wanted(POST, tags=("Harbour",)), Wanted(GAZETTE, title="Gazette"), Wanted(WIRE, hidden=True)])
    feeds.refreshed(POST, look(6, 4, 2))
    feeds.refreshed(GAZETTE, look(5, 3, 1, title="The Gazette"))
    feeds.refreshed(WIRE, look(8, 7, title="Wire"))
    ids = ids_by_number(feeds)
    feeds.mark([ids[2]], State.READ)
    feeds.mark([ids[3]], State.DISMISSED)
    feeds.briefed(ids[1], "b1")
    return feeds


def test_what_waits_is_listed_newest_first_without_hidden_feeds(feeds: Feeds) -> None:
    assert numbers(feeds) == [6, 5, 4]
    assert numbers(feeds, hidden=True) == [8, 7, 6, 5, 4]
    assert numbers(feeds, feed=WIRE) == [8, 7]
    assert {item.outlet for item in feeds.inbox(feed=GAZETTE)} == {"Gazette"}


def test_any_states_are_listed_together(feeds: Feeds) -> None:
    assert numbers(feeds, states=EVERY) == [6, 5, 4, 3, 2, 1]
    assert numbers(feeds, states=[State.DISMISSED, State.BRIEFED]) == [3, 1]
    assert feeds.inbox(states=[State.BRIEFED])[0].briefing == "b1"
    assert feeds.inbox(states=[]) == []


@pytest.mark.parametrize("offset", range(8))
@pytest.mark.parametrize("limit", [0, 1, 2, 5, 6, 9, None])
def test_a_window_is_a_part_of_the_whole(feeds: Feeds, offset: int, limit: int | None) -> None:
    everything = feeds.inbox(states=EVERY)
    end = None if limit is None else offset + limit
    assert feeds.inbox(limit, offset, states=EVERY) == everything[offset:end]
    assert feeds.inbox(limit, offset, states=EVERY, words="harbour") == everything[offset:end]


def test_a_tag_asks_for_its_feeds_capitals_or_not(feeds: Feeds) -> None:
    assert numbers(feeds, tag=" harbour") == [6, 4]
    assert numbers(feeds, tag="none") == []
    feeds.change(WIRE, tags=["harbour"])
    assert numbers(feeds, tag="HARBOUR") == [6, 4]
    assert numbers(feeds, tag="HARBOUR", hidden=True) == [8, 7, 6, 4]
    with pytest.raises(NotSubscribedError):
        feeds.inbox(feed="https://none.example/")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("harbour part", [6, 5, 4, 3, 2, 1]),
        ("PART  4", [4]),
        ("gazette", [5, 3, 1]),
        ("gazette stays byron", [5, 3, 1]),
        ("post council 6", [6]),
        ("e long", [6, 5, 4, 3, 2, 1]),
        ("NIGHT.", [6, 5, 4, 3, 2, 1]),
        ("gazette post", []),
        ("partstays", []),
        (" ", [6, 5, 4, 3, 2, 1]),
    ],
)
def test_words_are_looked_for_in_title_lead_authors_and_the_feeds_title(
    feeds: Feeds, words: str, found: list[int]
) -> None:
    assert numbers(feeds, states=EVERY, words=words) == found
    assert numbers(feeds, states=EVERY, words=words) == found, "the second time from what was folded"


def test_words_find_what_was_changed_meanwhile(feeds: Feeds) -> None:
    assert numbers(feeds, words="lighthouse") == []
    with Feeds.open(feeds.directory) as other:
        other.refreshed(POST, Refresh((fresh(6, title="The lighthouse stays, part 6"), fresh(10, lead="a lighthouse"))))
    assert numbers(feeds, words="lighthouse") == [10, 6]
    feeds.refreshed(POST, look(6))
    assert numbers(feeds, words="lighthouse") == [10]
    feeds.change(GAZETTE, title="Lighthouse Daily")
    assert numbers(feeds, words="lighthouse") == [10, 5]


def test_words_find_what_was_changed_before_another_folded_the_journal(feeds: Feeds) -> None:
    assert numbers(feeds, words="lighthouse") == []
    with Feeds.open(feeds.directory) as other:
        other.refreshed(POST, Refresh((fresh(6, title="The lighthouse stays, part 6"),)))
        other.compact()
    assert numbers(feeds, words="lighthouse") == [6]


def test_what_an_error_takes_back_is_not_listed(feeds: Feeds) -> None:
    before, gazette, item = inside(feeds), feeds.subscription(GAZETTE).id, feeds.inbox()[0].id
    with Feeds.open(feeds.directory) as again:
        with pytest.raises(ZeroDivisionError), again._kept.changing() as transaction:
            transaction.take_out("feeds", gazette)
            transaction.take_out("items", item)
            assert item not in [one.id for one in again.inbox()]
            raise ZeroDivisionError
        assert inside(again) == before


def test_an_item_is_found_by_the_beginning_of_its_id(feeds: Feeds) -> None:
    item = feeds.inbox()[0]
    assert feeds.get(item.id[:6]) == item
    with pytest.raises(LibraryError, match=r"no item xyz in the inbox: it may have gone"):
        feeds.get("xyz")
    with pytest.raises(LibraryError, match=r"Several items begin with '' \(.*, …\): give more"):
        feeds.get("")


def test_it_is_counted_by_state_and_feed(feeds: Feeds) -> None:
    counts = feeds.counts()
    assert counts.unread == 3
    assert dict(counts.all) == {State.UNREAD: 3, State.READ: 1, State.DISMISSED: 1, State.BRIEFED: 1}
    by_title = {one.title: counts.by_feed[one.id] for one in feeds.subscriptions()}
    assert by_title["Gazette"] == {State.UNREAD: 1, State.READ: 0, State.DISMISSED: 1, State.BRIEFED: 1}
    assert by_title["Wire"][State.UNREAD] == 2
    feeds.unsubscribe(GAZETTE)
    assert feeds.counts().all == {State.UNREAD: 2, State.READ: 1, State.DISMISSED: 0, State.BRIEFED: 0}


def test_what_others_changed_is_seen_at_the_next_call_and_told_once(feeds: Feeds) -> None:
    ids = ids_by_number(feeds)
    assert not feeds.poll()
    with Feeds.open(feeds.directory) as other:
        other.mark([ids[6]], State.READ)
        assert numbers(feeds) == [5, 4]
        other.refreshed(POST, look(9))
        other.unsubscribe(GAZETTE)
        gazette = {ids[number] for number in (5, 3, 1)}
    changes = feeds.poll()
    assert changes.items == {ids[6], ids_by_number(feeds)[9], *gazette}
    assert len(changes.feeds) == 2
    assert not changes.everything
    assert feeds.poll() == Changes()
    feeds.mark([ids[4]], State.READ)
    assert not feeds.poll(), "one's own changes are no news"


def test_after_another_has_folded_the_journal_everything_may_be_new(feeds: Feeds) -> None:
    with Feeds.open(feeds.directory) as other:
        other.mark_all_read()
        other.compact()
    assert feeds.poll() == Changes(everything=True)
    assert numbers(feeds, states=[State.READ]) == [6, 5, 4, 2]
    assert not feeds.poll()


def test_a_list_kept_up_to_date_is_the_one_made_anew(feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_MANY", 4)
    with Feeds.open(feeds.directory) as other:
        for number in range(20, 60):
            other.refreshed(GAZETTE, look(*range(number, number + number % 7)))
            ids = other.inbox(3, 2, feed=GAZETTE)
            feeds.mark([item.id for item in ids], State.READ)
            if number % 9 == 0:
                other.unsubscribe(GAZETTE)
                other.undo()
            with Feeds.open(feeds.directory, readonly=True) as anew:
                assert feeds.inbox(states=EVERY, hidden=True) == anew.inbox(states=EVERY, hidden=True)
                assert feeds.counts() == anew.counts()
                assert feeds.inbox(feed=POST) == anew.inbox(feed=POST)


def test_the_same_item_that_went_and_came_at_another_moment_is_listed_once(feeds: Feeds) -> None:
    with Feeds.open(feeds.directory, clock=ticking()) as other:
        for published in ("2026-11-01T20:00:00Z", "2026-11-01T00:30:00Z", None):
            other.unsubscribe(GAZETTE)
            other.subscribe(GAZETTE)
            other.refreshed(GAZETTE, Refresh((fresh(5, published=published),)))
            assert sorted(numbers(feeds)) == [4, 5, 6]
            assert numbers(feeds) == numbers(other)
