"""A refresh and a briefing, ended at each of their calls of the system: no item is lost and none is briefed twice."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from briefings import a_briefing
from cutting_off import cut_off_at_each_call
from feed_server import FeedServer, item, page, rss

from stores import Library
from stores.feeds import Feeds, State, Wanted
from tui.keeping import Made
from tui.refreshing import Briefer, Refresher


@pytest.fixture
def server() -> Iterator[FeedServer]:
    running = FeedServer()
    running.answers |= {"/1": page(1), "/feed": rss(item(1, running.url("/1"))), "/other": rss(item(3), item(2))}
    yield running
    running.stop()


async def refresh(library: Path) -> None:
    with Feeds.open(library) as feeds:
        await Refresher(feeds).refresh(lambda _: None, force=True)


async def brief(library: Path, after: timedelta = timedelta()) -> None:
    with Feeds.open(library, clock=lambda: datetime.now(UTC) + after) as feeds, Library.open(library) as opened:
        await Briefer(feeds, opened, Refresher(feeds)).brief(lambda _: None)


def test_a_refresh_that_is_cut_off_anywhere_is_made_good_by_the_next(tmp_path: Path, server: FeedServer) -> None:
    begin, now = tmp_path / "begin", tmp_path / "now"
    with Feeds.open(begin) as feeds:
        feeds.subscribe_all([Wanted(server.url("/feed")), Wanted(server.url("/other"))])

    def prepare(_: int) -> None:
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(begin, now)

    seen = set()
    for _ in cut_off_at_each_call(lambda: asyncio.run(refresh(now)), prepare):
        with Feeds.open(now, readonly=True) as feeds:
            assert feeds.damage is None
            items = feeds.inbox()
            of_feeds = [[one.title for one in items if one.feed == feed.id] for feed in feeds.subscriptions()]
        assert all(len(found) in (0, whole) for found, whole in zip(of_feeds, (1, 2), strict=True))
        seen.add(len(items))
        asyncio.run(refresh(now))
        with Feeds.open(now, readonly=True) as feeds:
            assert sorted(one.title for one in feeds.inbox()) == [f"The council keeps pier {n}" for n in (1, 2, 3)]
    assert {0, 3} <= seen


def test_a_briefing_that_is_cut_off_anywhere_is_made_once(
    tmp_path: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quickly(library: Library, incoming: object, **_: object) -> Made:
        held = library.holds(a_briefing().article)
        return Made(incoming, None if held else a_briefing(), held=held)  # type: ignore[arg-type]

    monkeypatch.setattr("tui.refreshing.briefer.made", quickly)
    begin, now = tmp_path / "begin", tmp_path / "now"
    with Feeds.open(begin) as feeds:
        feeds.subscribe(Wanted(server.url("/feed"), auto=True))
    asyncio.run(refresh(begin))

    def prepare(_: int) -> None:
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(begin, now)

    seen = set()
    for _ in cut_off_at_each_call(lambda: asyncio.run(brief(now)), prepare):
        with Feeds.open(now, readonly=True) as feeds, Library.open(now, readonly=True) as library:
            assert (feeds.damage, library.damage) == (None, None)
            (one,) = feeds.inbox(states=list(State))
            kept = [entry.id for entry in library.entries()]
            assert one.briefing is None or [one.briefing] == kept
            seen.add((one.state, len(kept)))
        asyncio.run(brief(now, after=timedelta(minutes=11)))  # when the claim of who was cut off has lapsed
        with Feeds.open(now, readonly=True) as feeds, Library.open(now, readonly=True) as library:
            (one,) = feeds.inbox(states=list(State))
            assert [one.briefing] == [entry.id for entry in library.entries()]
            assert library.version(str(one.briefing)) == 1
    assert seen == {(State.UNREAD, 0), (State.UNREAD, 1), (State.BRIEFED, 1)}
