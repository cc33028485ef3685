"""A refresh brings what is new, once; what is here keeps its state, and what goes does not come back as new."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from inboxes import GAZETTE, POST, START, commits, fresh, ids_by_number, look, numbers, ticking, titles

from stores.feeds import Arrived, Feeds, FreshItem, NotSubscribedError, Refresh, State, Wanted, memory
from stores.journal.rows import Rows


@pytest.fixture
def feeds(tmp_path: Path) -> Feeds:
    feeds = Feeds.open(tmp_path, clock=ticking())
    feeds.subscribe(POST)
    return feeds


def test_new_items_wait_unread_with_all_that_was_told_of_them(feeds: Feeds) -> None:
    arrived = feeds.refreshed(POST, look(3, 2, 1))
    (newest, _, oldest) = feeds.inbox()
    assert arrived == Arrived(feeds.subscription(POST).id, tuple(item.id for item in feeds.inbox()))
    assert (newest.title, newest.link, newest.published) == (fresh(3).title, fresh(3).link, fresh(3).published)
    assert (newest.lead, newest.authors, newest.state) == (fresh(3).lead, ("Ada Byron",), State.UNREAD)
    assert (newest.outlet, newest.briefing, newest.fault) == ("The Harbour Post", None, None)
    assert newest.seen == oldest.seen == feeds.subscription(POST).checked
    assert feeds.get(newest.id) == feeds.get(newest.id[:4]) == newest
    assert len(commits(feeds.directory)) == 2, "one commit for one look at a feed"


def test_what_is_listed_again_is_neither_doubled_nor_unread_again(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(3, 2, 1))
    ids = ids_by_number(feeds)
    for state, number in ((State.READ, 1), (State.DISMISSED, 2)):
        feeds.mark([ids[number]], state)
    feeds.briefed(ids[3], "b1")
    assert feeds.refreshed(POST, look(4, 3, 2, 1)).new == (ids_by_number(feeds)[4],)
    assert numbers(feeds) == [4]
    feeds.refreshed(POST, look(9))
    assert feeds.refreshed(POST, look(3, 2, 1)) == Arrived(feeds.subscription(POST).id)
    assert numbers(feeds) == [9, 4]


def test_what_the_feed_changed_is_changed_and_state_and_place_stay(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(3, 2, 1))
    two = feeds.inbox()[1]
    feeds.mark([two.id], State.READ)
    changed = fresh(2, title="Corrected 2", lead="", authors=(), published="2026-11-20T00:00:00Z", link=None)
    assert feeds.refreshed(POST, Refresh((fresh(3), changed, fresh(1)))).changed == 1
    now = feeds.get(two.id)
    assert (now.title, now.lead, now.authors, now.published) == ("Corrected 2", "", (), "2026-11-20T00:00:00Z")
    assert (now.link, now.state, now.seen) == (None, State.READ, two.seen)
    assert numbers(feeds, states=list(State)) == [3, 2, 1]
    assert feeds.refreshed(POST, Refresh((fresh(3), changed, fresh(1)))).changed == 0


def test_items_of_two_feeds_with_one_id_are_two(feeds: Feeds) -> None:
    feeds.subscribe(GAZETTE)
    feeds.refreshed(POST, look(1))
    assert len(feeds.refreshed(GAZETTE, look(1)).new) == 1
    assert len(feeds.inbox()) == 2


def test_of_two_with_one_id_in_one_list_the_first_counts(feeds: Feeds) -> None:
    feeds.refreshed(POST, Refresh((fresh(2), fresh(1), replace(fresh(1), title="Older 1"))))
    assert titles(feeds) == [fresh(2).title, fresh(1).title]
    feeds.refreshed(POST, Refresh((replace(fresh(1), title="Newer 1"), fresh(2), fresh(1))))
    assert titles(feeds) == [fresh(2).title, "Newer 1"]


@pytest.mark.parametrize(
    "published", [None, "", "yesterday", "2026-13-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-10:00"]
)
def test_an_item_without_a_moment_is_listed_under_that_at_which_it_came(tmp_path: Path, published: str | None) -> None:
    feeds = Feeds.open(tmp_path, clock=lambda: START)
    feeds.subscribe(POST)
    feeds.refreshed(POST, Refresh((fresh(5, published="2026-11-24T08:00:00Z"), fresh(1, published=published))))
    assert numbers(feeds) == [1, 5]
    assert feeds.inbox()[0].published is None
    with Feeds.open(tmp_path, clock=lambda: START + timedelta(hours=1)) as later:
        later.refreshed(POST, Refresh((fresh(7, published="2026-11-24T09:30:00Z"),)))
        assert numbers(later) == [7, 1, 5]


@pytest.mark.parametrize("published", ["2026-11-24T23:00:00Z", "2037-01-01", "2026-11-24T09:00:01.5+00:00"])
def test_an_item_from_the_future_does_not_stay_on_top(tmp_path: Path, published: str) -> None:
    feeds = Feeds.open(tmp_path, clock=lambda: START)
    feeds.subscribe(POST)
    feeds.refreshed(POST, Refresh((fresh(1, published=published),)))
    assert feeds.inbox()[0].published == published
    with Feeds.open(tmp_path, clock=lambda: START + timedelta(seconds=1)) as later:
        later.refreshed(POST, look(2, 1, items=(fresh(2, published=None), fresh(1, published=published))))
        assert numbers(later) == [2, 1]


def test_moments_of_other_zones_are_ordered_as_they_follow_each_other(feeds: Feeds) -> None:
    moments = {
        1: "2026-11-01T10:00:00+02:00",
        2: "2026-11-01T09:30:00Z",
        3: "2026-11-01T03:45:00-06:00",
        4: "2026-11-01",
    }
    feeds.refreshed(POST, Refresh(tuple(fresh(n, published=at) for n, at in moments.items())))
    assert numbers(feeds) == [3, 2, 1, 4]


def test_items_of_one_moment_stand_as_the_feed_lists_them(feeds: Feeds) -> None:
    order = [5, 3, 9, 1, 11, 2]
    feeds.refreshed(POST, Refresh(tuple(fresh(n, published="2026-11-01") for n in order)))
    assert numbers(feeds) == order
    with Feeds.open(feeds.directory, readonly=True) as again:
        assert numbers(again) == order


def test_what_is_too_long_is_cut_at_a_word_and_said_to_be(feeds: Feeds) -> None:
    feeds.refreshed(POST, Refresh((FreshItem("1", "title " * 1000, lead="x" * 5000), FreshItem("2", "é" * 400))))
    (one, other) = feeds.inbox()
    assert one.title.startswith("title title")
    assert one.title.endswith("title…")
    assert len(one.title) <= 400
    assert one.lead == "x" * 599 + "…"
    assert other.title == "é" * 400
    feeds.refreshed(POST, Refresh((), title="The Harbour Post " * 1000))
    assert feeds.subscription(POST).title.endswith("The Harbour Post The…")


def test_nothing_modified_leaves_everything_and_is_noted(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(2, 1, etag='"1"', home="https://post.example/"))
    before = feeds.inbox()
    checked = feeds.subscription(POST).checked
    assert feeds.refreshed(POST, Refresh()) == Arrived(feeds.subscription(POST).id)
    assert feeds.inbox() == before
    now = feeds.subscription(POST)
    assert (now.etag, now.home, now.title) == ('"1"', "https://post.example/", "The Harbour Post")
    assert (now.checked or "") > (checked or "")


def test_a_feed_that_lists_nothing_loses_nothing(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(2, 1))
    assert feeds.refreshed(POST, Refresh(())).went == 0
    assert numbers(feeds) == [2, 1]


def test_several_feeds_are_kept_in_one_commit_and_one_that_is_unsubscribed_holds_none_of_them(feeds: Feeds) -> None:
    feeds.subscribe(GAZETTE)
    before = len(commits(feeds.directory))
    arrived = feeds.refreshed_together([(POST, look(1)), ("https://gone.example/", look(5)), (GAZETTE, look(2, 3))])
    assert [one and len(one.new) for one in arrived] == [1, None, 2]
    assert len(commits(feeds.directory)) == before + 1
    assert numbers(feeds) == [3, 2, 1]


def test_what_comes_of_a_feed_that_was_unsubscribed_meanwhile_is_not_kept(feeds: Feeds) -> None:
    with Feeds.open(feeds.directory) as other:
        other.unsubscribe(POST)
    with pytest.raises(NotSubscribedError):
        feeds.refreshed(POST, look(1))
    assert feeds.inbox(hidden=True) == []


# What goes


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few items stay."""
    monkeypatch.setattr(memory, "KEPT", 2)


@pytest.mark.usefixtures("few")
def test_of_what_is_dealt_with_and_no_longer_listed_the_newest_stay(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(*range(10, 0, -1)))
    ids = ids_by_number(feeds)
    for number, state in (
        (1, State.READ),
        (2, State.DISMISSED),
        (4, State.READ),
        (5, State.DISMISSED),
        (6, State.READ),
    ):
        feeds.mark([ids[number]], state)
    feeds.briefed(ids[3], "b1")
    assert feeds.refreshed(POST, look(11, 10, 9, 8, 2)).went == 3
    assert numbers(feeds, states=list(State)) == [11, 10, 9, 8, 7, 6, 5, 2]
    assert feeds.refreshed(POST, Refresh()).went == 0, "what was not modified says nothing of what is listed"


@pytest.mark.usefixtures("few")
def test_the_newest_of_each_feed_stay(feeds: Feeds) -> None:
    feeds.subscribe(GAZETTE)
    for feed in (POST, GAZETTE):
        feeds.refreshed(feed, look(1, 2, 3, 4))
    feeds.mark_all_read()
    feeds.refreshed_together([(POST, look(9)), (GAZETTE, look(9))])
    assert numbers(feeds, states=[State.READ]) == [4, 4, 3, 3]


@pytest.mark.usefixtures("few")
def test_what_went_does_not_come_back_as_new_however_often_it_is_listed(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(*range(9, 0, -1)))
    feeds.mark_all_read()
    assert feeds.refreshed(POST, look(10)).went == 7
    for _ in range(2):
        assert feeds.refreshed(POST, look(*range(10, 0, -1))).new == ()
        assert numbers(feeds) == [10]
    with Feeds.open(feeds.directory) as again:
        again.compact()
        assert again.refreshed(POST, look(*range(10, 0, -1))).new == ()


@pytest.mark.usefixtures("few")
def test_a_subscription_that_is_ended_and_made_anew_remembers_nothing_and_one_taken_back_all(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(*range(5, 0, -1)))
    feeds.mark_all_read()
    feeds.refreshed(POST, look(6))
    feeds.unsubscribe(POST)
    feeds.undo()
    assert feeds.refreshed(POST, look(1, 2)).new == ()
    feeds.unsubscribe(POST)
    feeds.subscribe(POST)
    assert len(feeds.refreshed(POST, look(1, 2)).new) == 2


def test_so_many_are_remembered_and_of_those_the_last_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "REMEMBERED", 1000)
    ids = [f"{n:012x}" for n in range(5000)]
    row = memory.with_more({}, ids[:250], ())
    assert memory.remembered(row) == set(ids[:250])
    for start in range(250, 5000, 50):
        before = row
        row = memory.with_more(row, ids[start : start + 50], ())
        different = [name for name in {**row, **before} if row.get(name) != before.get(name)]
        assert len(different) <= 2, "a commit writes what is new, and what goes"
    kept = memory.remembered(row)
    assert 1000 <= len(kept) <= 1100
    assert kept == set(ids[-len(kept) :])


def test_what_is_listed_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "REMEMBERED", 200)
    ids = [f"{n:012x}" for n in range(1000)]
    row: dict[str, str] = {}
    for start in range(0, 1000, 10):
        row = memory.with_more(row, ids[start : start + 10], {ids[3], ids[7]})
    assert memory.remembered(row) >= {ids[3], ids[7], *ids[-200:]}
    assert len(memory.remembered(row)) < 320
    everything_listed = memory.with_more(row, [], set(ids))
    assert memory.remembered(everything_listed) == memory.remembered(row)


def test_five_thousand_items_in_one_list_are_kept_and_stay_while_they_are_listed(feeds: Feeds) -> None:
    many = Refresh(tuple(fresh(number, published=None) for number in range(5000, 0, -1)))
    assert len(feeds.refreshed(POST, many).new) == 5000
    feeds.mark_all_read()
    assert feeds.refreshed(POST, many) == Arrived(feeds.subscription(POST).id)
    assert numbers(feeds, states=[State.READ]) == list(range(5000, 0, -1))
    assert feeds.refreshed(POST, look(5001)).went == 5000 - memory.KEPT
    assert feeds.refreshed(POST, many).new == ()


def test_a_row_of_an_item_begins_with_what_a_list_is_made_of(feeds: Feeds) -> None:
    feeds.refreshed(POST, look(1))
    rows = feeds._kept.rows("items")
    assert isinstance(rows, Rows)
    (raw,) = rows.raw.values()
    feed = feeds.subscriptions()[0].id
    assert raw.startswith(b'{"state":"unread","at":"2026-11-01T01:00:00.00000","feed":"%b"' % feed.encode())
    feeds.mark([item.id for item in feeds.inbox()], State.READ)
    (raw,) = feeds._kept.rows("items").raw.values()
    assert raw.startswith(b'{"state":"read","at":"2026-11-01T01:00:00.00000","feed":"')


def test_hidden_feeds_are_refreshed_as_the_others(feeds: Feeds) -> None:
    feeds.subscribe(Wanted(GAZETTE, hidden=True))
    assert len(feeds.refreshed(GAZETTE, look(1)).new) == 1
