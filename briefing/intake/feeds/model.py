"""What a feed gives and what a list of feeds holds, as frozen dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.errors import SourceError

# What a line of newsboat's `urls` file may name besides a feed. None of them is ever run or read.
Kind = Literal["feed", "query", "exec", "filter", "file"]
_KINDS: tuple[Kind, ...] = ("query", "exec", "filter", "file")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed. All its texts are plain: no markup, no NUL, white space folded.

    `id` is unique within its feed and stays the same from one reading to the next. `title` and `lead` may be empty;
    `link` is an absolute http(s) address or None; `published` is ISO 8601, as exact as the feed was, or None where
    the feed gives no date that can be believed. `outlet` is whom the feed has the item from, where that is another.
    """

    id: str
    title: str
    link: str | None
    published: str | None
    lead: str
    authors: tuple[str, ...] = ()
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read: its items in its own order.

    `home` is the page it belongs to; `moved_to` where it says it is kept from now on; `notices` are what the reader
    must know of the whole, a sentence each: that it breaks off, that older items were left out.
    """

    title: str
    home: str | None
    items: tuple[Item, ...]
    moved_to: str | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a page offers: its absolute address, and what the page calls it (may be empty)."""

    address: str
    title: str


class PageNotFeed(SourceError):
    """What was to be a feed is a web page; `offers` are the feeds that it offers, the best first."""

    def __init__(self, sentence: str, offers: tuple[Offer, ...]) -> None:
        """`sentence` is what the user reads; it names the offers too."""
        super().__init__(sentence)
        self.offers = offers


@dataclass(frozen=True, slots=True)
class Subscription:
    """A line in somebody's list of feeds, whatever the format of the list.

    `address` is as it was written. `title` is what the user calls the feed, None where the feed's own title will do.
    `home` is the page it belongs to. `extra` is what else the list said of it and Readout has no use for: attributes
    of OPML by their names, a namespace before the name in braces. It goes out again as it came in.
    """

    address: str
    title: str | None = None
    tags: tuple[str, ...] = ()
    hidden: bool = False
    home: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """What the address names: only a "feed" is ever fetched. The others are kept for the list they came from."""
        return next((kind for kind in _KINDS if self.address.startswith(f"{kind}:")), "feed")
