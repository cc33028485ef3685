"""Feeds for tests: items from numbers, looks at feeds, a clock that goes on, and all that can be read of an inbox."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from stores.feeds import Feeds, FreshItem, Refresh, State
from stores.journal.commit import Commit
from stores.journal.framing import Record, records

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

POST, GAZETTE, WIRE = "https://post.example/feed", "https://gazette.example/rss?all=1", "http://wire.example:8080/"


def ticking(start: datetime = START, step: timedelta = timedelta(minutes=1)) -> Callable[[], datetime]:
    """Return a clock that goes on by `step` each time it is asked."""
    now = [start - step]

    def clock() -> datetime:
        now[0] += step
        return now[0]

    return clock


def fresh(number: int, **changes: Any) -> FreshItem:
    """An item, published in the hour of its number."""
    item = FreshItem(
        f"tag:post.example,2026:{number}",
        f"The harbour stays, part {number}",
        f"https://post.example/{number}",
        f"2026-11-01T{number % 24:02}:00:00+00:00",
        "The council voted “no” after é long night.",
        ("Ada Byron",),
    )
    return replace(item, **changes)


def look(*numbers: int, **changes: Any) -> Refresh:
    """A look at a feed that lists the items of these numbers."""
    return replace(Refresh(tuple(fresh(number) for number in numbers), title="The Harbour Post"), **changes)


def titles(feeds: Feeds, **asked: Any) -> list[str]:
    """The titles in the inbox, in its order."""
    return [item.title for item in feeds.inbox(**asked)]


def numbers(feeds: Feeds, **asked: Any) -> list[int]:
    """The numbers of the items in the inbox, in its order."""
    return [int(title.rpartition(" ")[2]) for title in titles(feeds, **asked)]


def inside(feeds: Feeds) -> dict[str, Any]:
    """All that can be read of open feeds."""
    counts = feeds.counts()
    return {
        "subscriptions": feeds.subscriptions(),
        "items": {state: feeds.inbox(states=[state], hidden=True) for state in State},
        "counts": (dict(counts.all), {feed: dict(of) for feed, of in counts.by_feed.items()}),
    }


def everything(directory: Path) -> dict[str, Any]:
    """All that can be read of the feeds of a library."""
    with Feeds.open(directory, readonly=True) as feeds:
        assert feeds.damage is None
        return inside(feeds)


def commits(directory: Path) -> list[Commit]:
    """What was done to the feeds of a library since their journal was folded last."""
    lines = list(records((directory / "feeds" / "catalogue.log").read_bytes()))
    assert all(isinstance(line, Record) for line in lines)
    return [Commit.of(line.payload) for line in lines[1:] if isinstance(line, Record)]


def ids_by_number(feeds: Feeds) -> dict[int, str]:
    """The ids of all items, by their numbers."""
    items = feeds.inbox(states=list(State), hidden=True)
    return {int(item.title.rpartition(" ")[2]): item.id for item in items}
