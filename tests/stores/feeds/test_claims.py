"""What is briefed at once is briefed by one alone, and by another where that one was killed, and never twice."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from briefings import numbered
from cutting_off import cut_off_at_each_call, ended, in_a_process
from inboxes import GAZETTE, POST, START, fresh, ids_by_number, look, numbers

from stores import Library, LibraryError
from stores.feeds import Feeds, Refresh, State, Wanted
from stores.feeds.claims import LEASE, TRIES


class Clock:
    """A clock that is set."""

    now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def feeds(tmp_path: Path, clock: Clock) -> Iterator[Feeds]:
    """Two feeds, the first of which is briefed at once."""
    with Feeds.open(tmp_path, clock=clock) as feeds:
        feeds.subscribe_all([Wanted(POST, auto=True), Wanted(GAZETTE)])
        feeds.refreshed(POST, look(4, 3, 2, 1))
        feeds.refreshed(GAZETTE, look(5))
        yield feeds


@pytest.fixture
def other(feeds: Feeds, clock: Clock) -> Iterator[Feeds]:
    with Feeds.open(feeds.directory, clock=clock) as other:
        yield other


def claimed(feeds: Feeds, limit: int | None = None) -> list[int]:
    """The numbers of items that were claimed."""
    return [int(item.title[-1]) for item in feeds.claim(limit=limit)]


def test_what_waits_in_feeds_briefed_at_once_is_given_to_one_alone(feeds: Feeds, other: Feeds) -> None:
    assert claimed(feeds, 2) == [4, 3]
    assert claimed(other) == [2, 1]
    assert claimed(feeds) == claimed(other) == []
    feeds.refreshed(POST, look(6, 4))
    assert claimed(other) == [6]
    assert numbers(feeds) == [6, 5, 4, 3, 2, 1], "they wait until they are briefed"


def test_what_the_user_has_dealt_with_is_not_offered(feeds: Feeds) -> None:
    ids = ids_by_number(feeds)
    feeds.mark([ids[4]], State.DISMISSED)
    feeds.briefed(ids[3], "b3")
    assert claimed(feeds) == [2, 1]


def test_items_are_claimed_by_their_ids_whatever_their_feed_and_state(feeds: Feeds, other: Feeds) -> None:
    ids = ids_by_number(feeds)
    feeds.mark([ids[5]], State.READ)
    assert [item.id for item in feeds.claim([ids[5], ids[4]])] == [ids[5], ids[4]]
    assert other.claim([ids[5], ids[4], ids[3]]) == [other.get(ids[3])]
    assert [item.id for item in feeds.claim([ids[5]])] == [ids[5]], "by who has it already, for longer"
    feeds.briefed(ids[5], "b5")
    assert feeds.claim([ids[5], "gone"]) == []


@pytest.mark.parametrize("way", ["briefed", "not briefed", "released", "released all", "closed", "briefed and unread"])
def test_a_claim_ends(feeds: Feeds, other: Feeds, way: str) -> None:
    (item,) = other.claim(limit=1)
    if way == "briefed":
        other.briefed(item.id, "b4", by_user=False)
    elif way == "not briefed":
        other.not_briefed(item.id, "The page could not be had.")
    elif way == "released":
        other.release([item.id])
    elif way == "released all":
        other.release()
    elif way == "closed":
        other.close()
    else:
        other.briefed(item.id, "b4", by_user=False)
        feeds.mark([item.id], State.UNREAD)
    assert claimed(feeds) == ([3, 2, 1] if way == "briefed" else [4, 3, 2, 1])


@pytest.mark.parametrize("way", ["undone", "made again"])
def test_a_claim_outlives_the_end_of_its_subscription(feeds: Feeds, other: Feeds, way: str) -> None:
    (item,) = other.claim(limit=1)
    feeds.unsubscribe(POST)
    assert claimed(feeds) == []
    if way == "undone":
        feeds.undo()
    else:
        feeds.subscribe(Wanted(POST, auto=True))
        feeds.refreshed(POST, look(4, 3, 2, 1))
    assert claimed(feeds) == [3, 2, 1], "the other may be at it still"
    other.briefed(item.id, "b4", by_user=False)
    assert feeds.get(item.id).briefing == "b4"


def test_one_releases_only_what_is_ones_own(feeds: Feeds, other: Feeds) -> None:
    (item,) = other.claim(limit=1)
    feeds.release([item.id])
    feeds.release()
    assert claimed(feeds) == [3, 2, 1]


def test_a_claim_lapses_to_the_second_and_can_be_held_for_longer(feeds: Feeds, other: Feeds, clock: Clock) -> None:
    other.claim(limit=3)
    (last,) = other.claim(limit=1)
    clock.now += LEASE - timedelta(seconds=1)
    other.claim([last.id])
    assert claimed(feeds) == []
    clock.now += timedelta(seconds=1)
    assert claimed(feeds) == [4, 3, 2]
    assert feeds.claim([last.id]) == []
    clock.now += LEASE
    assert [item.id for item in feeds.claim([last.id], lease=timedelta(days=1))] == [last.id]
    clock.now += timedelta(hours=23)
    assert claimed(other) == [4, 3, 2]


def test_what_cannot_be_briefed_is_tried_again_and_then_left_to_the_user(feeds: Feeds) -> None:
    for _ in range(TRIES):
        (item,) = feeds.claim(limit=1)
        assert item.title == fresh(4).title
        feeds.not_briefed(item.id, "The page could not be had.")
    assert claimed(feeds, 1) == [3]
    assert feeds.get(item.id).fault == "The page could not be had."
    assert feeds.get(item.id).state is State.UNREAD
    assert feeds.claim([item.id]) == [feeds.get(item.id)]
    feeds.briefed(item.id, "b4")
    assert feeds.get(item.id).fault is None
    feeds.undo()
    assert feeds.get(item.id).fault == "The page could not be had."


def test_what_was_claimed_comes_to_nothing_where_it_is_gone(feeds: Feeds, other: Feeds) -> None:
    (item,) = other.claim(limit=1)
    feeds.unsubscribe(POST)
    for act in (lambda: other.briefed(item.id, "b4"), lambda: other.not_briefed(item.id, "Why.")):
        with pytest.raises(LibraryError, match="There is no item"):
            act()
    assert other.claim() == []


def test_eight_processes_claim_each_item_once(tmp_path: Path) -> None:
    with Feeds.open(tmp_path) as feeds:
        feeds.subscribe(Wanted(POST, auto=True))
        feeds.refreshed(POST, Refresh(tuple(fresh(number) for number in range(60))))
    ours, its = os.pipe()

    def claim() -> None:
        with Feeds.open(tmp_path) as feeds:
            while items := feeds.claim(limit=3):
                os.write(its, b"".join(item.id.encode() + b"\n" for item in items))
                for item in items:
                    feeds.briefed(item.id, "b", by_user=False)

    assert ended(*[in_a_process(claim) for _ in range(8)]) == [0] * 8
    os.close(its)
    with os.fdopen(ours) as pipe:
        got = pipe.read().split()
    assert len(got) == len(set(got)) == 60
    with Feeds.open(tmp_path) as feeds:
        assert len(feeds.inbox(states=[State.BRIEFED])) == 60


# Killed


def article(number: int) -> object:
    """The briefing of the article that an item leads to."""
    made = numbered(number)
    return replace(made, article=replace(made.article, url=fresh(number).link))


def brief_one(directory: Path, now: datetime) -> None:
    """Brief the next item that waits, as it is done at once: claim, see whether it is there, keep, note."""
    with Feeds.open(directory, clock=lambda: now) as feeds, Library.open(directory, clock=lambda: now) as library:
        for item in feeds.claim(limit=1):
            made = article(int(item.title[-1]))
            held = library.holds(made.article)  # type: ignore[attr-defined]
            feeds.briefed(item.id, held or library.add(made), by_user=False)  # type: ignore[arg-type]


def test_one_killed_at_any_call_is_followed_by_another_and_nothing_is_briefed_twice_or_lost(tmp_path: Path) -> None:
    directory, met = tmp_path, set()

    def prepare(number: int) -> None:
        nonlocal directory
        directory = tmp_path / f"{number}"
        with Feeds.open(directory, clock=lambda: START) as feeds:
            feeds.subscribe(Wanted(POST, auto=True))
            feeds.refreshed(POST, look(2, 1))

    for _ in cut_off_at_each_call(lambda: brief_one(directory, START), prepare):
        with Library.open(directory) as library, Feeds.open(directory, readonly=True) as feeds:
            met.add((library.count(), len(feeds.inbox())))
        for _ in range(3):
            brief_one(directory, START + LEASE)
        with Library.open(directory) as library, Feeds.open(directory, readonly=True) as feeds:
            assert library.count() == 2
            assert feeds.inbox() == []
            kept = {item.briefing for item in feeds.inbox(states=[State.BRIEFED])}
            assert kept == {entry.id for entry in library.entries()}
            assert sum(change.what.startswith("Kept") for change in library.history()) == 2
    assert met >= {(0, 2), (1, 2), (1, 1)}, "before it was kept, between the two, and after"


def test_what_one_killed_with_9_had_claimed_is_briefed_by_another_after_the_lease(tmp_path: Path) -> None:
    with Feeds.open(tmp_path, clock=lambda: START) as feeds:
        feeds.subscribe(Wanted(POST, auto=True))
        feeds.refreshed(POST, look(2, 1))
    ours, its = os.pipe()

    def stuck() -> None:
        feeds, library = Feeds.open(tmp_path, clock=lambda: START), Library.open(tmp_path)
        (item,) = feeds.claim(limit=1)
        library.add(article(int(item.title[-1])))  # type: ignore[arg-type]
        os.write(its, b"kept")
        signal.pause()

    pid = in_a_process(stuck)
    assert os.read(ours, 4) == b"kept"
    os.kill(pid, signal.SIGKILL)
    assert ended(pid) == [-signal.SIGKILL]
    brief_one(tmp_path, START)
    brief_one(tmp_path, START)
    with Feeds.open(tmp_path) as feeds:
        assert numbers(feeds) == [2], "it is another's for now"
    brief_one(tmp_path, START + LEASE)
    with Library.open(tmp_path) as library, Feeds.open(tmp_path) as feeds:
        assert (library.count(), feeds.inbox()) == (2, [])
