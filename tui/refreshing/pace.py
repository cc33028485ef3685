"""Which feeds are asked now, and which are left alone for a while."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stores.feeds import Subscription

AT_MOST_EVERY = timedelta(minutes=5)
"""How often a feed that nobody has named is asked: a feed of breaking news changes every few minutes, most daily."""

# Rounds are not to the second: one that comes a little early must not wait for the next.
_EARLY = 0.9


class Pace:
    """How long the feeds of one process want to be left alone, as their last answers said."""

    def __init__(self) -> None:
        self._wanted: dict[str, timedelta] = {}

    def note(self, feed: str, fresh_for: float) -> None:
        """Note that a feed stays fresh for so many seconds from when it was looked at."""
        self._wanted[feed] = timedelta(seconds=fresh_for)

    def why_not(self, feed: "Subscription", now: datetime) -> str | None:
        """Return why a feed is not asked now, as a sentence; None where it is."""
        if feed.gone is not None:
            return "Its publisher has ended this feed, so it is asked no more."
        if feed.checked is None:
            return None
        wait = max(AT_MOST_EVERY, self._wanted.get(feed.id, AT_MOST_EVERY) if feed.fault is None else AT_MOST_EVERY)
        checked = datetime.fromisoformat(feed.checked)
        since = now - (checked if checked.tzinfo else checked.replace(tzinfo=UTC))
        if timedelta(0) <= since < _EARLY * wait:
            return "It was asked a short while ago and wants to be left alone for now."
        return None
