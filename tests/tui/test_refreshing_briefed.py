"""Items of feeds briefed at once or by the user's word: none twice, none lost, and no link into a private network."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_server import Answer, FeedServer, item, page, redirect, rss, until

from stores import Library
from stores.feeds import Feeds, State, Wanted
from tests.briefing.intake.serving import internet
from tui import keeping
from tui.keeping import Fate, Made
from tui.refreshing import Briefed, Briefer, Event, NotBriefed, Refresher, waiting_to_be_briefed


@pytest.fixture
def server() -> Iterator[FeedServer]:
    running = FeedServer()
    for number in range(1, 7):
        running.answers[f"/{number}"] = page(number)
    yield running
    running.stop()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def feeds(directory: Path) -> Iterator[Feeds]:
    with Feeds.open(directory) as opened:
        yield opened


@pytest.fixture
def library(directory: Path) -> Iterator[Library]:
    with Library.open(directory) as opened:
        yield opened


def listed(server: FeedServer, *numbers: int) -> Answer:
    """A feed whose items lead to the server's pages."""
    return rss(*(item(number, server.url(f"/{number}")) for number in numbers))


async def briefed(feeds: Feeds, library: Library, *ids: str, refresher: Refresher | None = None) -> list[Event]:
    """What is told of what waits being briefed, or these items."""
    told: list[Event] = []
    await Briefer(feeds, library, refresher or Refresher(feeds)).brief(told.append, ids or None)
    return told


async def come_in(feeds: Feeds, server: FeedServer, *numbers: int, auto: bool = True) -> list[str]:
    """The ids of what a feed lists, the newest first."""
    server.answers["/feed"] = listed(server, *numbers)
    feeds.subscribe(Wanted(server.url("/feed"), auto=auto))
    await Refresher(feeds).refresh(lambda _: None)
    return [one.id for one in feeds.inbox()]


def headlines(library: Library) -> list[str]:
    return sorted(entry.headline for entry in library.entries())


# At once


async def test_what_waits_in_a_feed_with_auto_is_briefed_and_kept(
    feeds: Feeds, library: Library, server: FeedServer
) -> None:
    ids = await come_in(feeds, server, 3, 2, 1)
    assert waiting_to_be_briefed(feeds) == 3
    told = await briefed(feeds, library)
    assert all(isinstance(event, Briefed) and event.kept.fate is Fate.ADDED for event in told)
    assert headlines(library) == [f"The council keeps pier {number}" for number in (1, 2, 3)]
    assert [feeds.get(id).state for id in ids] == [State.BRIEFED] * 3
    assert {feeds.get(id).briefing for id in ids} == {entry.id for entry in library.entries()}
    assert (await briefed(feeds, library), waiting_to_be_briefed(feeds)) == ([], 0)
    assert feeds.undo() == "No longer subscribed: The Harbour Post"  # what was done by itself is not the user's to undo


async def test_what_waits_in_other_feeds_goes_on_waiting(feeds: Feeds, library: Library, server: FeedServer) -> None:
    await come_in(feeds, server, 2, 1, auto=False)
    assert waiting_to_be_briefed(feeds) == 0
    assert await briefed(feeds, library) == []
    assert len(feeds.inbox()) == 2


async def test_one_article_of_two_feeds_is_kept_once(feeds: Feeds, library: Library, server: FeedServer) -> None:
    server.answers |= {"/a": listed(server, 1), "/b": listed(server, 1)}
    feeds.subscribe_all([Wanted(server.url("/a"), auto=True), Wanted(server.url("/b"), auto=True)])
    await Refresher(feeds).refresh(lambda _: None)
    told = await briefed(feeds, library)
    fates = [event.kept.fate for event in told if isinstance(event, Briefed)]
    assert sorted(fate.value for fate in fates) == ["added", "held"]
    assert library.count() == 1


async def test_one_whose_briefing_was_kept_before_a_crash_is_not_briefed_again(
    feeds: Feeds, library: Library, server: FeedServer, directory: Path
) -> None:
    (id,) = await come_in(feeds, server, 1)
    (event,) = await briefed(feeds, library)
    assert isinstance(event, Briefed)
    with Feeds.open(directory) as others:  # as if it had been killed before it could note that
        others.mark([id], State.UNREAD)
    (again,) = await briefed(feeds, library)
    assert isinstance(again, Briefed)
    assert again.kept.fate is Fate.HELD
    assert again.kept.id == event.kept.id
    assert (library.count(), library.version(event.kept.id)) == (1, 1)
    assert feeds.get(id).briefing == event.kept.id


async def test_a_page_that_gives_no_article_is_tried_once_a_round_and_three_times_in_all(
    feeds: Feeds, library: Library, server: FeedServer
) -> None:
    await come_in(feeds, server, 9, 1)
    first, second = sorted(await briefed(feeds, library), key=lambda event: type(event).__name__)
    assert isinstance(first, Briefed)
    assert isinstance(second, NotBriefed)
    assert second.why.startswith(f"{server.url('/9')} answered 404 Not Found")
    waits = feeds.inbox()[0]
    assert (waits.state, waits.fault) == (State.UNREAD, second.why)
    for _ in range(4):
        await briefed(feeds, library)
    assert server.paths().count("/9") == 3


async def test_an_item_without_a_page_is_told(feeds: Feeds, library: Library, server: FeedServer) -> None:
    server.answers["/feed"] = rss(item(1))
    feeds.subscribe(Wanted(server.url("/feed"), auto=True))
    await Refresher(feeds).refresh(lambda _: None)
    (event,) = await briefed(feeds, library)
    assert isinstance(event, NotBriefed)
    assert event.why == "The feed gives no page for this item."


async def test_an_article_that_readout_breaks_on_costs_only_itself(
    feeds: Feeds, library: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await come_in(feeds, server, 2, 1)
    made = keeping.made

    def breaks(library: Library, incoming: object, **how: object) -> Made:
        if incoming.article.title.endswith("pier 2"):  # type: ignore[attr-defined]
            raise ZeroDivisionError("pier")
        return made(library, incoming, **how)  # type: ignore[arg-type]

    monkeypatch.setattr("tui.refreshing.briefer.made", breaks)
    told = await briefed(feeds, library)
    assert [one.why for one in told if isinstance(one, NotBriefed)] == [
        "Readout broke on this article (ZeroDivisionError: pier): please report it."
    ]
    assert headlines(library) == ["The council keeps pier 1"]


# Links that somebody else wrote


async def test_a_link_of_a_public_feed_into_a_private_network_is_not_followed(
    feeds: Feeds, library: Library, server: FeedServer
) -> None:
    inside = FeedServer("127.0.0.2")  # 127.0.0.1 counts as public here
    try:
        inside.answers["/1"] = page(1)
        server.answers |= {
            "/feed": rss(item(1, inside.url("/1")), item(2, server.url("/leads"))),
            "/leads": redirect(inside.url("/1"), 302),
        }
        feeds.subscribe(Wanted(server.url("/feed"), auto=True))
        refresher = Refresher(feeds, hosts=internet())
        await refresher.refresh(lambda _: None)
        told = await briefed(feeds, library, refresher=refresher)
        assert [type(event) for event in told] == [NotBriefed] * 2
        assert all("not on the public internet" in event.why for event in told if isinstance(event, NotBriefed))
        afresh = Refresher(feeds, hosts=internet())  # who was not there when the feed was looked at
        (again, _) = await briefed(feeds, library, refresher=afresh)
        assert isinstance(again, NotBriefed)
        assert inside.asked == []
    finally:
        inside.stop()


async def test_a_link_of_a_private_feed_is_followed_whoever_looked_at_the_feed(
    feeds: Feeds, library: Library, server: FeedServer
) -> None:
    await come_in(feeds, server, 1)
    asked = len(server.asked)
    (event,) = await briefed(feeds, library, refresher=Refresher(feeds))
    assert isinstance(event, Briefed)
    assert server.paths()[asked:] == ["/feed", "/1"]


# By the user's word


async def test_items_are_briefed_by_the_users_word_and_that_is_taken_back(
    feeds: Feeds, library: Library, server: FeedServer
) -> None:
    ids = await come_in(feeds, server, 2, 1, auto=False)
    (event,) = await briefed(feeds, library, ids[1])
    assert isinstance(event, Briefed)
    assert [feeds.get(id).state for id in ids] == [State.UNREAD, State.BRIEFED]
    (again,) = await briefed(feeds, library, ids[1])
    assert isinstance(again, NotBriefed)
    assert again.why == f"It was briefed already, as {event.kept.id}."
    assert feeds.undo() == "Unread again: The council keeps pier 1"


async def test_what_another_readout_is_briefing_is_left_to_it(
    feeds: Feeds, library: Library, server: FeedServer, directory: Path
) -> None:
    ids = await come_in(feeds, server, 2, 1)
    with Feeds.open(directory) as others:
        others.claim([ids[0]])
        (event,) = await briefed(feeds, library, ids[0])
        assert isinstance(event, NotBriefed)
        assert event.why == "It is being briefed at this moment."
        told = await briefed(feeds, library)
    assert [event.item.id for event in told if isinstance(event, Briefed)] == [ids[1]]
    assert "/2" not in server.paths()


async def test_what_is_briefed_at_once_is_not_briefed_beside_that_by_the_users_word(
    feeds: Feeds, library: Library, server: FeedServer
) -> None:
    (id,) = await come_in(feeds, server, 1)
    free = threading.Event()
    server.answers["/1"] = Answer(page(1).body, media="text/html", until=lambda: free.wait(20))
    briefer, told, by_word = Briefer(feeds, library, Refresher(feeds)), list[Event](), list[Event]()
    at_once = asyncio.create_task(briefer.brief(told.append))
    await asyncio.to_thread(until, lambda: "/1" in server.paths())
    await briefer.brief(by_word.append, [id])
    free.set()
    await at_once
    assert [type(event) for event in (*by_word, *told)] == [NotBriefed, Briefed]
    assert server.paths().count("/1") == 1


async def test_one_that_was_unsubscribed_while_it_was_briefed_is_kept_all_the_same(
    feeds: Feeds, library: Library, server: FeedServer
) -> None:
    await come_in(feeds, server, 1)
    feed = feeds.subscriptions()[0].id
    server.answers["/1"] = Answer(page(1).body, media="text/html", until=lambda: feeds.unsubscribe(feed))
    (event,) = await briefed(feeds, library)
    assert isinstance(event, Briefed)
    assert library.count() == 1


# Cancelled


async def test_cancelling_keeps_what_is_briefed_and_lets_go_of_the_rest(
    feeds: Feeds, library: Library, server: FeedServer, directory: Path
) -> None:
    await come_in(feeds, server, 5, 4, 3, 2, 1)
    free = threading.Event()
    for number in (1, 2, 3, 4):
        server.answers[f"/{number}"] = Answer(page(number).body, media="text/html", until=lambda: free.wait(10))
    told: list[Event] = []
    briefing = asyncio.create_task(Briefer(feeds, library, Refresher(feeds)).brief(told.append))
    await asyncio.to_thread(until, lambda: bool(told) and {"/4", "/3", "/2"} & set(server.paths()))
    briefing.cancel()
    await asyncio.wait([briefing], timeout=2)
    assert briefing.cancelled()
    assert headlines(library) == ["The council keeps pier 5"]
    with Feeds.open(directory) as others:
        assert len(others.claim()) == 4
    free.set()


async def test_cancelling_during_an_analysis_waits_for_it_a_little_and_says_that_it_goes_on(
    feeds: Feeds, library: Library, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await come_in(feeds, server, 1)
    begun, free = threading.Event(), threading.Event()

    def long(*_: object, **__: object) -> Made:
        begun.set()
        free.wait(20)
        raise AssertionError("nobody waits for this any more")

    monkeypatch.setattr("tui.refreshing.briefer.made", long)
    briefer = Briefer(feeds, library, Refresher(feeds))
    briefing = asyncio.create_task(briefer.brief(lambda _: None))
    await asyncio.to_thread(begun.wait, 20)
    briefing.cancel()
    await asyncio.wait([briefing], timeout=2.5)
    assert briefing.cancelled()
    assert briefer.is_analysing
    assert len(feeds.claim()) == 1
    free.set()
    await asyncio.to_thread(until, lambda: not briefer.is_analysing)
    assert library.count() == 0
