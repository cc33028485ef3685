"""Feeds refreshed side by side: what is kept, what is told, who is asked how often, and what cancelling leaves."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from feed_server import Answer, FeedServer, item, redirect, rss, until

from briefing.intake.feeds import fetching
from stores import LibraryError
from stores.feeds import Feeds, NotSubscribedError, Wanted
from tests.briefing.intake.serving import internet
from tui.refreshing import Ended, Event, Failed, Looked, Moved, Passed, Refresher

ADVICE = "there is no such feed; check the address, or look on its site for a newer one"
BEGIN = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Clock:
    """A clock that stands until it is put on."""

    def __init__(self) -> None:
        self.at = BEGIN

    def __call__(self) -> datetime:
        return self.at

    def put_on(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def server() -> Iterator[FeedServer]:
    running = FeedServer()
    yield running
    running.stop()


@pytest.fixture
def feeds(tmp_path: Path, clock: Clock) -> Iterator[Feeds]:
    with Feeds.open(tmp_path / "library", clock=clock) as opened:
        yield opened


async def refreshed(refresher: Refresher, *which: str, force: bool = False) -> list[Event]:
    """What is told of a refresh."""
    told: list[Event] = []
    await refresher.refresh(told.append, which or None, force=force)
    return told


def titles(feeds: Feeds) -> list[str]:
    return [one.title for one in feeds.inbox()]


# What is kept and told


async def test_what_a_feed_lists_waits_in_the_inbox_in_its_order(feeds: Feeds, server: FeedServer) -> None:
    server.answers["/feed"] = rss(item(2, "https://post.example/2"), item(1))
    feed = feeds.subscribe(server.url("/feed")).subscription
    (event,) = await refreshed(Refresher(feeds))
    newest, oldest = feeds.inbox()
    assert isinstance(event, Looked)
    assert (event.feed.id, event.title, event.new) == (feed.id, "The Harbour Post", (newest.id, oldest.id))
    assert (newest.title, newest.link, newest.outlet) == (
        "The council keeps pier 2",
        "https://post.example/2",
        "The Harbour Post",
    )
    assert newest.lead == "It voted on Friday."
    assert oldest.title == "The council keeps pier 1"


async def test_what_came_before_does_not_come_again(feeds: Feeds, server: FeedServer) -> None:
    server.answers["/feed"] = rss(item(1))
    feed = feeds.subscribe(server.url("/feed")).subscription
    refresher = Refresher(feeds)
    await refreshed(refresher)
    server.answers["/feed"] = rss(item(2), item(1))
    (event,) = await refreshed(refresher, feed.id)
    assert isinstance(event, Looked)
    assert [feeds.get(id).title for id in event.new] == ["The council keeps pier 2"]
    assert len(titles(feeds)) == 2


async def test_a_broken_feed_and_one_that_hangs_hold_up_none_of_the_others(feeds: Feeds, server: FeedServer) -> None:
    free = threading.Event()
    server.answers |= {"/broken": Answer("<rss><chan"), "/hangs": Answer(until=lambda: free.wait(20))}
    hosts = {f"host_{number}": "127.0.0.1" for number in range(6)}
    paths = ["/hangs", "/broken", "/2", "/3", "/4", "/5"]
    for number, path in enumerate(paths):
        feeds.subscribe(server.url(path, f"host.{number}"))
        server.answers.setdefault(path, rss(item(number)))
    told: list[Event] = []
    refreshing = asyncio.create_task(Refresher(feeds, hosts=internet(**hosts)).refresh(told.append))
    await asyncio.to_thread(until, lambda: len(told) == 5)
    assert {type(event) for event in told} == {Looked, Failed}
    assert len(titles(feeds)) == 4
    free.set()
    await refreshing
    (last,) = told[5:]
    assert isinstance(last, Failed)
    assert "/hangs is empty" in last.why


async def test_a_feed_that_readout_breaks_on_is_a_fault_of_that_feed_alone(
    feeds: Feeds, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers |= {"/one": rss(item(1)), "/two": rss(item(2))}
    feeds.subscribe_all([Wanted(server.url("/one")), Wanted(server.url("/two"))])
    parsed = fetching.parsed

    def breaks(data: bytes, *, address: str, **how: object) -> object:
        if address.endswith("/one"):
            raise KeyError("one")
        return parsed(data, address=address, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(fetching, "parsed", breaks)
    broken, sound = sorted(await refreshed(Refresher(feeds)), key=lambda event: event.feed.address)  # type: ignore[union-attr]
    assert isinstance(broken, Failed)
    assert broken.why == f"Readout broke on {server.url('/one')} (KeyError: 'one'): please report it."
    assert isinstance(sound, Looked)


async def test_nothing_modified_costs_a_question_and_changes_nothing(feeds: Feeds, server: FeedServer) -> None:
    date = "Tue, 24 Nov 2026 10:00:00 GMT"
    answer = rss(item(1))
    server.answers["/feed"] = Answer(answer.body, headers={"ETag": '"v1"', "Last-Modified": date})
    feed = feeds.subscribe(server.url("/feed")).subscription
    refresher = Refresher(feeds)
    await refreshed(refresher)
    (event,) = await refreshed(refresher, feed.id)
    assert isinstance(event, Looked)
    assert event.new == ()
    first, second = server.asked
    assert "if-none-match" not in first.headers
    assert (second.headers["if-none-match"], second.headers["if-modified-since"]) == ('"v1"', date)
    assert titles(feeds) == ["The council keeps pier 1"]
    await refreshed(refresher, feed.id, force=True)
    assert "if-none-match" not in server.asked[-1].headers


@pytest.mark.parametrize("etag", ["“v1”".encode().decode("latin-1"), '"' + "v" * 2000 + '"'])
async def test_a_mark_that_cannot_be_handed_back_is_not(feeds: Feeds, server: FeedServer, etag: str) -> None:
    answer = rss(item(1))
    server.answers["/feed"] = Answer(answer.body, headers={"ETag": etag})
    feed = feeds.subscribe(server.url("/feed")).subscription
    for _ in range(2):
        (event,) = await refreshed(Refresher(feeds), feed.id)
        assert isinstance(event, Looked)
    assert "if-none-match" not in server.asked[1].headers


async def test_a_fault_is_kept_with_since_when_and_ends_when_the_feed_is_well(
    feeds: Feeds, server: FeedServer, clock: Clock
) -> None:
    feed = feeds.subscribe(server.url("/feed")).subscription
    refresher = Refresher(feeds, clock=clock)
    (first,) = await refreshed(refresher)
    clock.put_on(hours=1)
    (second,) = await refreshed(refresher)
    assert isinstance(first, Failed)
    assert isinstance(second, Failed)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.why == f"{server.url('/feed')} answered 404 Not Found: {ADVICE}."
    fault = feeds.subscription(feed.id).fault
    assert fault is not None
    assert (fault.what, datetime.fromisoformat(fault.since), fault.times) == (second.why, BEGIN, 2)
    assert second.since == fault.since
    server.answers["/feed"] = rss(item(1))
    clock.put_on(hours=1)
    (third,) = await refreshed(refresher)
    assert isinstance(third, Looked)
    assert third.recovered
    assert feeds.subscription(feed.id).fault is None


async def test_a_feed_that_is_gone_is_told_once_and_asked_only_by_its_name(
    feeds: Feeds, server: FeedServer, clock: Clock
) -> None:
    server.answers["/feed"] = Answer("gone", 410, "text/plain")
    feed = feeds.subscribe(server.url("/feed")).subscription
    refresher = Refresher(feeds, clock=clock)
    (event,) = await refreshed(refresher)
    assert isinstance(event, Ended)
    assert "its publisher has ended this feed" in event.why
    assert feeds.subscription(feed.id).gone is not None
    clock.put_on(days=2)
    (event,) = await refreshed(refresher)
    assert isinstance(event, Passed)
    assert len(server.asked) == 1
    server.answers["/feed"] = rss(item(1))
    (event,) = await refreshed(refresher, feed.id)
    assert isinstance(event, Looked)
    assert feeds.subscription(feed.id).gone is None


# Where it is


@pytest.mark.parametrize("status", [301, 308])
async def test_a_feed_that_has_moved_for_good_is_asked_there_from_then_on(
    feeds: Feeds, server: FeedServer, status: int
) -> None:
    server.answers |= {"/old": redirect("/new", status), "/new": rss(item(1))}
    feed = feeds.subscribe(server.url("/old")).subscription
    refresher = Refresher(feeds)
    moved, looked = await refreshed(refresher)
    assert isinstance(moved, Moved)
    assert moved.to == server.url("/new")
    assert isinstance(looked, Looked)
    now = feeds.subscription(feed.id)
    assert (now.address, now.earlier) == (server.url("/new"), (server.url("/old"),))
    await refreshed(refresher, feed.id)
    assert server.paths() == ["/old", "/new", "/new"]
    assert len(titles(feeds)) == 1


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_feed_that_is_elsewhere_for_now_keeps_its_address(
    feeds: Feeds, server: FeedServer, status: int
) -> None:
    server.answers |= {"/old": redirect("/new", status), "/new": rss(item(1))}
    feed = feeds.subscribe(server.url("/old")).subscription
    (event,) = await refreshed(Refresher(feeds))
    assert isinstance(event, Looked)
    assert feeds.subscription(feed.id).address == server.url("/old")


async def test_of_a_chain_the_part_that_is_for_good_counts(feeds: Feeds, server: FeedServer) -> None:
    server.answers |= {
        "/1": redirect("/2", 301),
        "/2": redirect("/3", 308),
        "/3": redirect("/4", 302),
        "/4": redirect("/5", 301),
        "/5": rss(item(1)),
    }
    feed = feeds.subscribe(server.url("/1")).subscription
    await refreshed(Refresher(feeds))
    assert feeds.subscription(feed.id).address == server.url("/3")


async def test_a_move_to_what_is_no_feed_is_not_believed(feeds: Feeds, server: FeedServer) -> None:
    html = Answer("<!DOCTYPE html><html><body>Log in to this network</body></html>", media="text/html")
    server.answers |= {"/feed": redirect("/login", 301), "/login": html}
    feed = feeds.subscribe(server.url("/feed")).subscription
    (event,) = await refreshed(Refresher(feeds))
    assert isinstance(event, Failed)
    assert feeds.subscription(feed.id).address == server.url("/feed")


ITUNES = "<itunes:new-feed-url xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>{}</itunes:new-feed-url>"


async def test_a_feed_that_says_itself_where_it_has_moved_is_followed(feeds: Feeds, server: FeedServer) -> None:
    server.answers |= {"/old": rss(item(1), head=ITUNES.format(server.url("/new"))), "/new": rss(item(2), item(1))}
    feed = feeds.subscribe(server.url("/old")).subscription
    moved, looked = await refreshed(Refresher(feeds))
    assert isinstance(moved, Moved)
    assert isinstance(looked, Looked)
    assert len(looked.new) == 2
    assert feeds.subscription(feed.id).address == server.url("/new")


async def test_a_feed_that_says_it_moved_to_where_no_feed_is_stays(feeds: Feeds, server: FeedServer) -> None:
    server.answers["/old"] = rss(item(1), head=ITUNES.format(server.url("/nothing")))
    feed = feeds.subscribe(server.url("/old")).subscription
    (looked,) = await refreshed(Refresher(feeds))
    assert isinstance(looked, Looked)
    assert feeds.subscription(feed.id).address == server.url("/old")


async def test_a_public_feed_cannot_move_into_a_private_network(feeds: Feeds, server: FeedServer) -> None:
    inside = FeedServer("127.0.0.2")  # 127.0.0.1 counts as public here
    try:
        inside.answers["/feed"] = rss(item(9))
        server.answers |= {
            "/says": rss(item(1), head=ITUNES.format(inside.url("/feed"))),
            "/leads": redirect(inside.url("/feed"), 301),
        }
        feeds.subscribe_all([Wanted(server.url("/says")), Wanted(server.url("/leads"))])
        told = await refreshed(Refresher(feeds, hosts=internet()))
        assert sorted(type(event).__name__ for event in told) == ["Failed", "Looked"]
        assert inside.asked == []
        assert [one.address for one in feeds.subscriptions()] == [server.url("/says"), server.url("/leads")]
    finally:
        inside.stop()


# Who is asked, and how often


async def test_a_feed_that_was_just_asked_is_left_alone_unless_it_is_named(
    feeds: Feeds, server: FeedServer, clock: Clock
) -> None:
    server.answers["/feed"] = rss(item(1))
    feed = feeds.subscribe(server.url("/feed")).subscription
    refresher = Refresher(feeds, clock=clock)
    await refreshed(refresher)
    clock.put_on(minutes=4)
    (event,) = await refreshed(refresher)
    assert isinstance(event, Passed)
    assert len(server.asked) == 1
    await refreshed(refresher, feed.address)
    await refreshed(refresher, force=True)
    assert len(server.asked) == 3
    clock.put_on(minutes=5)
    await refreshed(refresher)
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    ("asks", "minutes"),
    [
        ({"Cache-Control": "public, max-age=3600"}, 60),
        ({"Cache-Control": "max-age=3600", "Age": "1800"}, 30),
        ({"Cache-Control": "max-age=86400"}, 180),
        ({"Cache-Control": "no-cache, max-age=3600"}, 5),
        ({"Expires": "Tue, 24 Nov 2026 11:00:00 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 60),
        ({"Expires": "-1"}, 5),
        ("<ttl>90</ttl>", 90),
        ("<ttl>1440</ttl>", 180),
    ],
)
async def test_a_feed_is_left_alone_for_as_long_as_it_asks_and_three_hours_at_most(
    feeds: Feeds, server: FeedServer, clock: Clock, asks: dict[str, str] | str, minutes: int
) -> None:
    answer = rss(item(1), head=asks if isinstance(asks, str) else "")
    server.answers["/feed"] = Answer(answer.body, headers={} if isinstance(asks, str) else asks)
    feeds.subscribe(server.url("/feed"))
    refresher = Refresher(feeds, clock=clock)
    await refreshed(refresher)
    clock.put_on(minutes=0.85 * minutes)
    (event,) = await refreshed(refresher)
    assert isinstance(event, Passed)
    clock.put_on(minutes=0.15 * minutes)
    (event,) = await refreshed(refresher)
    assert isinstance(event, Looked)


async def test_what_is_no_feed_on_the_web_is_never_asked(feeds: Feeds) -> None:
    feeds.subscribe_all([Wanted("exec:touch /tmp/x"), Wanted("query:All:unread = “yes”"), Wanted("file:///etc/passwd")])
    told = await refreshed(Refresher(feeds), force=True)
    assert [type(event) for event in told] == [Passed] * 3


async def test_of_one_host_one_feed_is_asked_at_a_time_and_of_many_many(feeds: Feeds, server: FeedServer) -> None:
    hosts = {f"host_{number}": "127.0.0.1" for number in range(8)}
    together = threading.Barrier(8, timeout=20)
    for number in range(8):
        server.answers[f"/{number}"] = Answer(rss(item(number)).body, until=together.wait)
        feeds.subscribe(server.url(f"/{number}", f"host.{number}"))
    for number in range(3):
        server.answers[f"/more/{number}"] = rss(item(number))
        feeds.subscribe(server.url(f"/more/{number}", "host.0"))
    told = await refreshed(Refresher(feeds, hosts=internet(**hosts)))
    assert [type(event) for event in told] == [Looked] * 11  # the eight waited for each other
    assert set(server.busiest.values()) == {1}


async def test_no_more_are_asked_side_by_side_than_is_said(feeds: Feeds, server: FeedServer) -> None:
    hosts = {f"host_{number}": "127.0.0.1" for number in range(9)}
    for number in range(9):
        server.answers[f"/{number}"] = Answer(rss(item(number)).body, until=lambda: time.sleep(0.1))
        feeds.subscribe(server.url(f"/{number}", f"host.{number}"))
    await refreshed(Refresher(feeds, hosts=internet(**hosts), at_once=3))
    assert server.at_once == 3


async def test_a_feed_that_there_is_not_is_said_before_any_is_asked(feeds: Feeds, server: FeedServer) -> None:
    feed = feeds.subscribe(server.url("/feed")).subscription
    with pytest.raises(NotSubscribedError):
        await refreshed(Refresher(feeds), feed.id, "https://elsewhere.example/")
    assert server.asked == []


async def test_one_that_is_unsubscribed_meanwhile_is_passed_over(feeds: Feeds, server: FeedServer) -> None:
    feed = feeds.subscribe(server.url("/feed")).subscription
    server.answers["/feed"] = Answer(rss(item(1)).body, until=lambda: feeds.unsubscribe(feed.id))
    (event,) = await refreshed(Refresher(feeds))
    assert isinstance(event, Passed)
    assert feeds.inbox() == []


# Cancelled


async def test_cancelling_keeps_what_was_read_and_ends_the_requests(
    feeds: Feeds, server: FeedServer, tmp_path: Path
) -> None:
    hosts = {f"host_{number}": "127.0.0.1" for number in range(6)}
    never = threading.Event()
    for number in range(6):
        waits: Callable[[], object] | None = (lambda: never.wait(10)) if number >= 3 else None
        server.answers[f"/{number}"] = Answer(rss(item(number)).body, until=waits)
        feeds.subscribe(server.url(f"/{number}", f"host.{number}"))
    told: list[Event] = []
    refresher = Refresher(feeds, hosts=internet(**hosts))
    refreshing = asyncio.create_task(refresher.refresh(told.append))
    await asyncio.to_thread(until, lambda: len(told) == 3 and len(server.asked) == 6)
    refreshing.cancel()
    await asyncio.wait([refreshing], timeout=2)
    assert refreshing.cancelled()
    assert asyncio.all_tasks() == {asyncio.current_task()}
    never.set()
    with Feeds.open(tmp_path / "library", readonly=True) as others:
        assert len(others.inbox()) == 3
        assert [one.checked is not None for one in others.subscriptions()] == [True] * 3 + [False] * 3
    assert [type(event) for event in told] == [Looked] * 3


async def test_who_cannot_be_told_ends_the_refresh_and_what_was_told_is_kept(feeds: Feeds, server: FeedServer) -> None:
    for number in range(4):
        server.answers[f"/{number}"] = rss(item(number))
        feeds.subscribe(server.url(f"/{number}"))

    def deaf(event: Event) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        await Refresher(feeds).refresh(deaf)
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert 1 <= len(titles(feeds)) <= 4


async def test_what_cannot_be_kept_ends_the_refresh_with_the_reason(
    feeds: Feeds, server: FeedServer, tmp_path: Path
) -> None:
    server.answers["/feed"] = rss(item(1))
    feeds.subscribe(server.url("/feed"))
    with Feeds.open(tmp_path / "library", readonly=True) as readers, pytest.raises(LibraryError):
        await refreshed(Refresher(readers))
