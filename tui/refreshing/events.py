"""What happens while feeds are refreshed and their items briefed.

Each feed ends with exactly one of Looked, Failed, Ended, Passed; Moved may come before. The texts come from outside:
they pass `tui.plain` before a terminal.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stores.feeds import Item, Subscription
    from tui.keeping import Kept


@dataclass(frozen=True, slots=True)
class Looked:
    """A feed was had, and what it lists is kept: `new` are the ids of new items, the newest first.

    `title` is what the feed is called now. `notices` are what the reader must know of it, a sentence each; `recovered`
    tells whether it could not be had the last time.
    """

    feed: "Subscription"
    title: str
    new: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    recovered: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A feed could not be had: why, as a sentence, and since when that is so (ISO 8601; None: since now)."""

    feed: "Subscription"
    why: str
    since: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether this was not said of the feed the last time."""
        return self.feed.fault is None or self.feed.fault.what != self.why


@dataclass(frozen=True, slots=True)
class Ended:
    """The publisher says that a feed is no more, as a sentence: it is not asked again."""

    feed: "Subscription"
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A feed has moved for good: it is asked at the address `to` from now on."""

    feed: "Subscription"
    to: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A feed was not asked, and why not, as a sentence."""

    feed: "Subscription"
    why: str


@dataclass(frozen=True, slots=True)
class Briefed:
    """An item's article is in the library: what became of it there."""

    item: "Item"
    kept: "Kept"


@dataclass(frozen=True, slots=True)
class NotBriefed:
    """No briefing could be made of an item, and why not, as a sentence."""

    item: "Item"
    why: str


Event = Looked | Failed | Ended | Moved | Passed | Briefed | NotBriefed
