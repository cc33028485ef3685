"""What a reader of one format got out of a feed, before its entries are made the feed's items."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.intake.feeds.entries import Entry

BREAKS_OFF = "The feed breaks off in the middle; what stands before is here."


@dataclass(frozen=True, slots=True)
class Reading:
    """A feed's title (may be empty), the page it belongs to, its entries in its order, and where it moved to.

    `total` is how many items it has, of which `entries` are the newest.
    """

    title: str
    home: str | None
    entries: Sequence[Entry]
    total: int
    moved_to: str | None = None
    notices: tuple[str, ...] = ()
