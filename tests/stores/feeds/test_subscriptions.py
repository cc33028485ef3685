"""Subscriptions: one for each feed, however its address is spelled and wherever it moves."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from briefings import a_briefing
from inboxes import GAZETTE, POST, WIRE, commits, look, numbers, ticking

from briefing.contract import to_json
from stores import Library, LibraryError
from stores.errors import ChangedSinceError
from stores.feeds import (
    Fault,
    Feeds,
    NotSubscribedError,
    Refresh,
    State,
    Subscription,
    Wanted,
    addresses,
    subscriptions,
)


@pytest.fixture
def feeds(tmp_path: Path) -> Feeds:
    return Feeds.open(tmp_path / "library", clock=ticking(), by="command")


def test_what_was_wanted_is_kept_and_read_again_in_its_order(feeds: Feeds) -> None:
    wanted = Wanted(
        f" {POST}\n",
        title="My Post",
        feed_title="The Harbour Post",
        home="https://post.example/",
        tags=("harbour", "Money ", "HARBOUR", "", "two  words"),
        hidden=True,
        auto=True,
        extra={"opml": {"category": "/Boston/Weather", "language": None}, "comment": ["# mine", 1, 1.5, True]},
    )
    (one, other) = feeds.subscribe_all([wanted, Wanted(WIRE)])
    assert (one.is_new, other.is_new) == (True, True)
    assert one.subscription == Subscription(
        one.subscription.id,
        POST,
        one.subscription.added,
        "My Post",
        "The Harbour Post",
        "https://post.example/",
        ("harbour", "Money", "two words"),
        hidden=True,
        auto=True,
        extra=wanted.extra,
    )
    assert one.subscription.added.startswith("2026-11-24T09:0")
    with Feeds.open(feeds.directory, readonly=True) as again:
        assert again.subscriptions() == [one.subscription, other.subscription] == feeds.subscriptions()
        assert again.subscription(POST).extra == wanted.extra
        assert [held.title for held in again.subscriptions()] == ["My Post", WIRE]
        assert again.subscription(one.subscription.id) == one.subscription
    assert len(commits(feeds.directory)) == 1


@pytest.mark.parametrize(
    "spelled",
    [
        "https://Post.EXAMPLE/feed",
        "HTTP://post.example/feed",
        "https://post.example:443/feed#top",
        "http://post.example:80/feed",
        "feed://post.example/feed",
        "feed:https://post.example/feed",
        "  https://post.example/feed ",
    ],
)
def test_one_feed_however_its_address_is_spelled_has_one_subscription(feeds: Feeds, spelled: str) -> None:
    first = feeds.subscribe(Wanted(POST, title="Mine", tags=("a",)))
    again = feeds.subscribe(Wanted(spelled, title="Another", tags=("b",)))
    assert (again.is_new, again.subscription) == (False, first.subscription)
    assert feeds.subscription(spelled) == first.subscription
    assert len(commits(feeds.directory)) == 1, "nothing was changed by it"


@pytest.mark.parametrize(
    "other",
    [
        "https://post.example/feed/",
        "https://post.example/Feed",
        "https://post.example/feed?page=2",
        "https://post.example:8443/feed",
        "https://www.post.example/feed",
        "https://me@post.example/feed",
        "exec:/usr/bin/true",
        'query:Unread:unread = "yes"',
        "http://[broken/feed",
        "file:///etc/passwd",
    ],
)
def test_what_may_be_another_feed_is_one_of_its_own(feeds: Feeds, other: str) -> None:
    feeds.subscribe(POST)
    assert feeds.subscribe(other).is_new
    assert feeds.subscription(other).address == other
    assert not feeds.subscribe(other).is_new


def test_a_name_with_other_letters_is_the_one_that_stands_for_it() -> None:
    assert addresses.key("https://bücher.example/feed") == addresses.key("http://xn--bcher-kva.example/feed")
    assert addresses.key("https://a\ud800.example/feed") != addresses.key("https://b\ud800.example/feed")


def test_the_same_feed_twice_in_one_import_is_one(feeds: Feeds) -> None:
    done = feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE), Wanted(POST.upper().replace("/FEED", "/feed"))])
    assert [one.is_new for one in done] == [True, True, False]
    assert [one.address for one in feeds.subscriptions()] == [POST, GAZETTE]


def test_an_address_that_is_none_is_refused_with_all_that_came_with_it(feeds: Feeds) -> None:
    with pytest.raises(LibraryError, match="A feed needs an address"):
        feeds.subscribe_all([Wanted(POST), Wanted(" \t")])
    assert feeds.subscriptions() == []
    assert feeds.undo() is None


def test_what_is_changed_is_changed_and_the_rest_stays(feeds: Feeds) -> None:
    before = feeds.subscribe(Wanted(POST, feed_title="The Post", tags=("a",), extra={"n": 1})).subscription
    changed = feeds.change(POST, title=" My  Post ", tags=["b", "c"], auto=True)
    assert (changed.title, changed.tags, changed.auto, changed.hidden) == ("My Post", ("b", "c"), True, False)
    assert changed.extra == {"n": 1}
    assert feeds.change(POST, title="").title == "The Post"
    assert feeds.change(POST, tags=["A"], auto=False) == replace(before, tags=("A",))
    assert feeds.change(POST, hidden=True, extra={"n": None}).extra == {"n": None}
    assert feeds.subscriptions() == [feeds.subscription(POST)]
    assert feeds.subscription(POST).hidden


def test_a_change_is_taken_back_whatever_a_refresh_has_noted_since(feeds: Feeds) -> None:
    before = feeds.subscribe(Wanted(POST, tags=("a",))).subscription
    feeds.change(POST, title="Mine", tags=(), hidden=True)
    feeds.refreshed(POST, look(1, etag='"1"'))
    assert feeds.undo() == "As before: The Harbour Post"
    now = feeds.subscription(POST)
    assert (now.own_title, now.tags, now.hidden, now.etag) == (None, before.tags, False, '"1"')


def test_who_changed_the_same_since_keeps_it(feeds: Feeds) -> None:
    feeds.subscribe(POST)
    feeds.change(POST, title="Mine")
    with Feeds.open(feeds.directory) as other:
        other.change(POST, title="Ours")
    with pytest.raises(ChangedSinceError, match="changed elsewhere since"):
        feeds.undo()
    assert feeds.subscription(POST).title == "Ours"
    assert feeds.undo() == "No longer subscribed: Ours", "the next goes further back"


def test_subscribing_is_taken_back_with_the_items_that_came_since(feeds: Feeds) -> None:
    feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])
    feeds.refreshed(POST, look(1, 2))
    assert feeds.undo() == "No longer subscribed: 2 feeds"
    assert (feeds.subscriptions(), feeds.inbox()) == ([], [])
    feeds.subscribe(POST)
    assert feeds.inbox() == [], "nothing of the earlier time is left"
    assert len(feeds.refreshed(POST, look(1, 2)).new) == 2


def test_ending_a_subscription_takes_its_items_along_and_brings_them_back_as_they_were(feeds: Feeds) -> None:
    feeds.subscribe_all([Wanted(POST, title="Mine", auto=True), Wanted(GAZETTE)])
    feeds.refreshed(POST, look(1, 2, 3))
    feeds.refreshed(GAZETTE, look(4))
    feeds.mark([feeds.inbox(feed=POST)[0].id], State.DISMISSED)
    before, items = feeds.subscription(POST), feeds.inbox(states=list(State))
    assert feeds.unsubscribe(POST) == [before]
    assert numbers(feeds) == [4]
    assert feeds.undo() == "Subscribed again: Mine, with 3 items"
    assert [one.address for one in feeds.subscriptions()] == [POST, GAZETTE], "in its place"
    assert feeds.subscription(POST) == before
    assert feeds.inbox(states=list(State)) == items
    assert feeds.refreshed(POST, look(1, 2, 3)).new == ()


@pytest.mark.parametrize("moved", [False, True])
def test_an_ended_subscription_that_was_made_again_stays_as_it_is(feeds: Feeds, moved: bool) -> None:
    feeds.subscribe(POST)
    feeds.unsubscribe(POST)
    with Feeds.open(feeds.directory) as other:
        other.subscribe(GAZETTE if moved else POST.replace("https", "http"))
        other.refreshed(GAZETTE if moved else POST, look(1, moved_to=POST))
    with pytest.raises(ChangedSinceError):
        feeds.undo()
    assert len(feeds.subscriptions()) == 1
    assert numbers(feeds) == [1]


@pytest.mark.parametrize("call", ["subscription", "unsubscribe", "change", "refreshed"])
def test_what_is_not_subscribed_is_said_to_be_so(feeds: Feeds, call: str) -> None:
    feeds.subscribe(POST)
    with pytest.raises(NotSubscribedError, match=f"no subscription to {WIRE}: 'readout feeds list'"):
        getattr(feeds, call)(WIRE, *([Refresh()] if call == "refreshed" else []))
    assert len(commits(feeds.directory)) == 1


def test_two_addresses_that_come_to_one_id_have_two(feeds: Feeds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscriptions, "id_of_feed", lambda address: "5fbc5179")
    done = feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE), Wanted(WIRE)])
    assert [one.subscription.id for one in done] == ["5fbc5179", "5fbc5179-2", "5fbc5179-3"]
    feeds.refreshed_together([(POST, look(1)), (GAZETTE, look(1))])
    assert numbers(feeds, feed=GAZETTE) == [1]
    assert len(feeds.inbox()) == 2


# Where a feed goes


def test_a_feed_that_moves_keeps_its_items_and_is_found_by_both_addresses(feeds: Feeds) -> None:
    id = feeds.subscribe(POST).subscription.id
    feeds.refreshed(POST, look(1, 2))
    assert feeds.refreshed(POST, look(2, 3, moved_to=GAZETTE)).new != ()
    assert feeds.refreshed(GAZETTE, look(3, 4)).fault is None
    now = feeds.subscription(POST)
    assert (now.id, now.address, now.earlier) == (id, GAZETTE, (POST,))
    assert numbers(feeds) == [4, 3, 2, 1]
    assert not feeds.subscribe(POST).is_new, "an import of an old list doubles nothing"
    feeds.refreshed(POST, look(4, moved_to=POST))
    assert (feeds.subscription(id).address, feeds.subscription(id).earlier) == (POST, (GAZETTE,))


def test_an_address_that_a_feed_has_left_can_be_another_feeds(feeds: Feeds) -> None:
    first = feeds.subscribe(POST).subscription.id
    feeds.refreshed(POST, Refresh(moved_to=GAZETTE))
    other = feeds.subscribe(WIRE).subscription.id
    feeds.refreshed(WIRE, Refresh(moved_to=POST))
    assert feeds.subscription(POST).id == other
    assert feeds.subscription(GAZETTE).id == first
    feeds.unsubscribe(other)
    assert feeds.subscription(POST).id == first


def test_one_that_moves_to_where_another_is_subscribed_stays_and_says_so(feeds: Feeds) -> None:
    feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])
    arrived = feeds.refreshed(POST, look(1, moved_to=GAZETTE))
    assert arrived.fault == f"It has moved to {GAZETTE}, to which there is a subscription too: one of the two can go."
    assert len(arrived.new) == 1
    fault = feeds.subscription(POST).fault
    assert fault is not None
    assert (feeds.subscription(POST).address, fault.what) == (POST, arrived.fault)
    feeds.unsubscribe(GAZETTE)
    assert feeds.refreshed(POST, look(1, moved_to=GAZETTE)).fault is None
    assert (feeds.subscription(POST).address, feeds.subscription(POST).fault) == (GAZETTE, None)


def test_of_two_that_move_to_one_place_in_one_commit_the_first_is_there(feeds: Feeds) -> None:
    feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])
    moved = Refresh(moved_to=WIRE)
    (one, other) = feeds.refreshed_together([(POST, moved), (GAZETTE, moved)])
    assert one is not None
    assert other is not None
    assert one.fault is None
    assert "there is a subscription too" in (other.fault or "")
    assert [held.address for held in feeds.subscriptions()] == [WIRE, GAZETTE]


def test_faults_are_counted_from_the_first_until_one_look_succeeds(tmp_path: Path) -> None:
    feeds = Feeds.open(tmp_path, clock=ticking(step=timedelta(hours=1)))
    feeds.subscribe(POST)
    feeds.refreshed(POST, look(1, etag='"1"', last_modified="Mon"))
    for times in (1, 2, 3):
        feeds.refreshed(POST, Refresh(fault=f"It did not answer, {times}.", etag="none", title="Error"))
        held = feeds.subscription(POST)
        assert held.fault is not None
        assert (held.fault.what, held.fault.times) == (f"It did not answer, {times}.", times)
        since = held.fault.since if times == 1 else since  # noqa: F821
        assert held.fault == Fault(held.fault.what, since, times)
        assert held.checked is not None
        assert (held.checked == since) is (times == 1)
        assert (held.etag, held.last_modified, held.title) == ('"1"', "Mon", "The Harbour Post")
    feeds.refreshed(POST, Refresh())
    held = feeds.subscription(POST)
    assert (held.fault, held.etag, held.last_modified) == (None, '"1"', "Mon"), "nothing was modified"
    feeds.refreshed(POST, look(1, etag='"2"'))
    assert (feeds.subscription(POST).etag, feeds.subscription(POST).last_modified) == ('"2"', None)


def test_a_feed_that_is_gone_says_since_when_and_keeps_its_items(feeds: Feeds) -> None:
    feeds.subscribe(POST)
    feeds.refreshed(POST, look(1))
    feeds.refreshed(POST, Refresh(gone=True, fault="Its publisher says that it is no more."))
    since = feeds.subscription(POST).gone
    assert since is not None
    feeds.refreshed(POST, Refresh(gone=True, fault="Its publisher says that it is no more."))
    assert feeds.subscription(POST).gone == since
    assert numbers(feeds) == [1]
    feeds.refreshed(POST, Refresh(fault="It did not answer."))
    assert feeds.subscription(POST).gone == since
    feeds.refreshed(POST, look(1, 2))
    assert (feeds.subscription(POST).gone, feeds.subscription(POST).fault) == (None, None)


# Where they lie


def test_nothing_is_made_where_nothing_is_subscribed(tmp_path: Path) -> None:
    with Feeds.open(tmp_path / "library") as feeds:
        assert (feeds.subscriptions(), feeds.inbox(), feeds.counts().unread) == ([], [], 0)
        assert not feeds.poll()
    assert not (tmp_path / "library").exists()


def test_the_first_subscription_makes_a_library_and_private_files(tmp_path: Path) -> None:
    directory = tmp_path / "library"
    with Feeds.open(directory) as feeds:
        feeds.subscribe(POST)
        feeds.compact()
    with Library.open(directory) as library:
        assert library.entries() == []
        assert [finding for finding in library.verify() if finding.damage] == []
    assert not [path for path in (directory / "feeds").rglob("*") if path.stat().st_mode & 0o077]
    assert (directory / "feeds").stat().st_mode & 0o777 == 0o700


def test_for_reading_only_nothing_is_written(feeds: Feeds) -> None:
    feeds.subscribe(POST)
    before = {path: path.read_bytes() for path in feeds.directory.rglob("*") if path.is_file()}
    with Feeds.open(feeds.directory, readonly=True) as reader:
        for act in (
            lambda: reader.subscribe(GAZETTE),
            lambda: reader.unsubscribe(POST),
            lambda: reader.refreshed(POST, look(1)),
            reader.claim,
        ):
            with pytest.raises(LibraryError, match=r"The inbox at .*feeds is open for reading only"):
                act()
    with Feeds.open(feeds.directory / "none", readonly=True) as reader, pytest.raises(LibraryError):
        reader.subscribe(POST)
    assert {path: path.read_bytes() for path in feeds.directory.rglob("*") if path.is_file()} == before


def test_closed_feeds_say_that_they_are(feeds: Feeds) -> None:
    feeds.subscribe(POST)
    feeds.close()
    for act in (feeds.inbox, feeds.poll, lambda: feeds.subscribe(GAZETTE)):
        with pytest.raises(LibraryError, match="The inbox is closed"):
            act()


def test_an_earlier_readouts_library_is_brought_up_to_date_before_feeds_are_in_it(tmp_path: Path) -> None:
    row = {"briefing": to_json(a_briefing()), "added": "2026-03-01T12:00:00.000000+00:00", "tags": [], "follow_ups": {}}
    mark = {"1": {"format": "readout.library", "schema": 0}}
    (tmp_path / "library.json").write_text(json.dumps({"_meta": mark, "briefings": {a_briefing().id: row}}))
    with Feeds.open(tmp_path) as feeds:
        feeds.subscribe(POST)
    with Library.open(tmp_path) as library:
        assert [entry.id for entry in library.entries()] == [a_briefing().id]
        assert [finding for finding in library.verify() if finding.damage] == []
