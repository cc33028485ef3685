"""Items in the inbox of a library, before a desk is opened on it; and someone who goes there."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from driving import NOW, Reader

from stores.feeds import Feeds, FreshItem, Refresh, Wanted
from tui.desk.widgets.item_list import ItemList

NEVER_ASKED = "exec:harbour"
"""An address that is kept and never looked at."""

CAME = NOW.astimezone(UTC) - timedelta(minutes=30)
"""When the items came."""


def numbered(number: int, **changes: object) -> FreshItem:
    """An item that was published so many hours before noon, without a link."""
    known = {
        "id": f"item-{number}",
        "title": f"The harbour stays, part {number}",
        "published": (NOW - timedelta(hours=number)).isoformat(),
        "lead": f"Number {number}: the council voted after a long night.",
    }
    return FreshItem(**known | changes)  # type: ignore[arg-type]


def feed(
    directory: Path,
    items: Iterable[FreshItem],
    *,
    address: str = NEVER_ASKED,
    title: str = "The Harbour Post",
    at: datetime = CAME,
    fault: str | None = None,
    **wanted: object,
) -> str:
    """Subscribe to a feed that lists these items, and return its id."""
    with Feeds.open(directory, clock=lambda: at) as feeds:
        (subscribed,) = feeds.subscribe_all([Wanted(address, feed_title=title, **wanted)])  # type: ignore[arg-type]
        feeds.refreshed(address, Refresh(tuple(items), title=title))
        if fault is not None:
            feeds.refreshed(address, Refresh(fault=fault))
        return subscribed.subscription.id


async def in_the_inbox(desk: Reader) -> None:
    """Go there and wait until it has been read."""
    await desk.press("i")
    await read(desk)


async def read(desk: Reader) -> None:
    """Wait until all that is read beside the keys has been read."""
    await desk.until(lambda: "reading" not in desk.lines[0] and "Inbox" in desk.lines[0], "the inbox was read")
    await desk.until(lambda: not any(w.is_running for w in desk.app.screen.workers), "all was read")
    await desk.settle()


def rows(desk: Reader) -> list[str]:
    """The items listed, from the first."""
    found = desk.app.screen.query_one(ItemList)
    return [" ".join(found._row(at).plain.split()) for at in range(found.count)]


def titles(desk: Reader) -> list[str]:
    """The titles of the items listed, from the first."""
    return [re.findall(r"The harbour stays, part \d+", row)[0] for row in rows(desk)]
