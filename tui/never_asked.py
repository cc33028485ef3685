"""Subscriptions that are kept and never asked: queries, programs, local files that another reader's list names."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stores.feeds import Subscription


def why_never(feed: "Subscription") -> str | None:
    """Return why a subscription is never asked, as a sentence; None where it is a feed on the web."""
    if feed.address[:8].lower().startswith(("http://", "https://")):
        return None
    return "This is kept for the reader that it came from, and never run or opened."
