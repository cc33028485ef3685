"""Subscriptions to feeds and their items, in a journal of their own within the library: `Feeds` is all one sees of it.

Nothing of it is opened or imported when the library is.
"""

from stores.feeds.feeds import Feeds
from stores.feeds.model import (
    Arrived,
    Changes,
    Counts,
    Fault,
    FreshItem,
    Item,
    Refresh,
    State,
    Subscribed,
    Subscription,
    Wanted,
)
from stores.feeds.subscriptions import NotSubscribedError

__all__ = [
    "Arrived",
    "Changes",
    "Counts",
    "Fault",
    "Feeds",
    "FreshItem",
    "Item",
    "NotSubscribedError",
    "Refresh",
    "State",
    "Subscribed",
    "Subscription",
    "Wanted",
]
