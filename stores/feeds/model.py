"""The words of the inbox: subscriptions, their items, what a look at a feed gave, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What the user has done with an item."""

    UNREAD = "unread"
    READ = "read"
    DISMISSED = "dismissed"
    BRIEFED = "briefed"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a feed could not be had: the last sentence said of it, since when (ISO 8601), how often in a row."""

    what: str
    since: str
    times: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feed to subscribe to. `title` is the user's own; `extra` is kept as it is, for what an import must give back.

    `feed_title` is what the feed is said to call itself, which it will say itself once it was read.
    """

    address: str
    title: str | None = None
    feed_title: str | None = None
    home: str | None = None
    tags: tuple[str, ...] = ()
    hidden: bool = False
    auto: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that is subscribed to.

    `id` is short and stays when the feed moves to another address; `earlier` are the addresses it had. `hidden` keeps
    its items out of an inbox that was not asked for it, `auto` has its items briefed at once. `added` and `checked`
    (when it was looked at last) are ISO 8601, and so is `gone`: when its publisher said that it is no more. What the
    publisher's server said of the last sound answer are `etag` and `last_modified`.
    """

    id: str
    address: str
    added: str
    own_title: str | None = None
    feed_title: str | None = None
    home: str | None = None
    tags: tuple[str, ...] = ()
    hidden: bool = False
    auto: bool = False
    etag: str | None = None
    last_modified: str | None = None
    checked: str | None = None
    fault: Fault | None = None
    gone: str | None = None
    earlier: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def title(self) -> str:
        """What it is called: by the user, else by itself, else its address."""
        return self.own_title or self.feed_title or self.address


@dataclass(frozen=True, slots=True)
class Subscribed:
    """The subscription to a feed that was wanted, and whether it is a new one."""

    subscription: Subscription
    is_new: bool


@dataclass(frozen=True, slots=True)
class FreshItem:
    """An item as a feed lists it.

    `id` is what tells it from the feed's others for good: of two with one id in one list the first counts. `published`
    is ISO 8601; what is no moment counts as none. `lead` is a summary or the beginning of the text; a long one is cut.
    """

    id: str
    title: str
    link: str | None = None
    published: str | None = None
    lead: str = ""
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refresh:
    """What a look at a feed gave.

    `items` are in the feed's order, newest first; None where there was no list: nothing was modified, or there is a
    `fault`, a sentence. `moved_to` is where the feed has gone for good, `gone` that its publisher says it is no more.
    """

    items: tuple[FreshItem, ...] | None = None
    title: str | None = None
    home: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fault: str | None = None
    moved_to: str | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a refresh brought: the ids of new items, the newest first, and how many were changed and how many went.

    `fault` is what is the matter with the feed now, the sentence of the refresh or one of ours.
    """

    feed: str
    new: tuple[str, ...] = ()
    changed: int = 0
    went: int = 0
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item that waits or was dealt with. `feed` is its subscription's id, `outlet` that one's title.

    `published` and `seen` (when it came) are ISO 8601. `briefing` is the id of the briefing that was made of it,
    `fault` why none could be made of it at once. `apart` are ids of items that it is no near-copy of, by the user's
    word.
    """

    id: str
    feed: str
    outlet: str
    title: str
    link: str | None
    published: str | None
    lead: str
    authors: tuple[str, ...]
    seen: str
    state: State
    briefing: str | None = None
    fault: str | None = None
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items there are, by state, in all and by subscription's id; `all` leaves hidden feeds out."""

    all: Mapping[State, int]
    by_feed: Mapping[str, Mapping[State, int]]

    @property
    def unread(self) -> int:
        """How many wait."""
        return self.all[State.UNREAD]


@dataclass(frozen=True, slots=True)
class Changes:
    """What others changed since it was asked last: ids of items and of subscriptions, or everything."""

    items: frozenset[str] = frozenset()
    feeds: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return self.everything or bool(self.items or self.feeds)
