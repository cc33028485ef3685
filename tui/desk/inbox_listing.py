"""Which items of the inbox are listed, and where: read in pages, as they are looked at."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from stores.feeds import Feeds, Item, State, Subscription

if TYPE_CHECKING:  # needed once the first items are on the screen
    from tui.desk.copies import Copies, Under

PAGE = 100
"""Items that are read at a time."""

MOST_FOUND = 500
"""So many items are listed that hold the words sought: more words narrow what there is of more."""

ARRANGED = 300
"""Near-copies stand together among so many items: two days of a hundred feeds are not read in one sitting."""

_PAGES = 20  # that are held on to
_LOOKED_AT = 30  # pages, for an item that is no longer where it was: so far do 3,000 new ones push it


class Shown(NamedTuple):
    """Which items are shown: only unread ones or everything, of all feeds that are not hidden, of one, of a tag."""

    everything: bool = False
    feed: str | None = None
    tag: str | None = None
    name: str = ""
    """What the feed or tag is called on the screen."""

    @property
    def states(self) -> tuple[State, ...]:
        """The states of the items that are shown."""
        return tuple(State) if self.everything else (State.UNREAD,)

    def takes(self, feed: Subscription) -> bool:
        """Whether items of a subscription are shown."""
        if self.feed is not None:
            return feed.id == self.feed
        return not feed.hidden and (self.tag is None or self.tag.casefold() in {tag.casefold() for tag in feed.tags})


class Listed(Protocol):
    """Items in their order, by their places from 0."""

    count: int

    def item(self, at: int) -> Item | None:
        """Return the item at a place; None where it has gone meanwhile."""

    def put(self, at: int, item: Item) -> None:
        """Have an item as it is now, in its place."""

    def known(self, id: str) -> int | None:
        """Return the place of an item, where it is among those that were read."""

    def under(self, at: int) -> "Under | None":
        """Return how an item stands to the one that it stands under; None where it stands for itself."""


class Window(Listed):
    """The items that are shown, newest first: read where they are looked at, so that 50,000 cost what a hundred do.

    What the user does with one leaves it in its place until everything is read anew. A place in the list is another
    one than in the store: near-copies stand together, and what is dealt with is still here.
    """

    def __init__(self, feeds: Feeds, shown: Shown) -> None:
        """Count the items, and read none."""
        self._feeds, self.shown = feeds, shown
        subscriptions = feeds.subscriptions()
        counts = feeds.counts().by_feed
        self.feeds = len(subscriptions)
        """How many subscriptions there are."""
        self.faults = sum(one.fault is not None for one in subscriptions)
        """How many of them could not be read the last time."""
        of = [counts[one.id] for one in subscriptions if shown.takes(one) and one.id in counts]
        self.unread = sum(by_state[State.UNREAD] for by_state in of)
        self.all = sum(sum(by_state.values()) for by_state in of)
        self.count = self.all if shown.everything else self.unread
        self.until = max((one.checked for one in subscriptions if one.checked), default=None)
        """The moment (ISO 8601) at which the last of the items came."""
        self._pages: OrderedDict[int, dict[int, Item]] = OrderedDict()
        self._touched: dict[int, Item] = {}
        self._order: Sequence[int] = ()
        self._row: dict[int, int] = {}
        self._under: dict[int, Under] = {}

    def arrange(self, copies: "Copies") -> None:
        """Let near-copies among the newest items stand together."""
        items = [item for at in range(min(self.count, ARRANGED)) if (item := self._at(at)) is not None]
        from tui.desk.copies import of_items

        self._order, self._under = of_items(copies, items)
        self._row = {at: row for row, at in enumerate(self._order)}

    def item(self, at: int) -> Item | None:
        """Return the item at a place; None where it has gone meanwhile."""
        return self._at(self._stored(at))

    def put(self, at: int, item: Item) -> None:
        """Have an item as it is now, in its place."""
        before = self.item(at)
        if before is not None:
            self.unread += (item.state is State.UNREAD) - (before.state is State.UNREAD)
        self._touched[self._stored(at)] = item

    def known(self, id: str) -> int | None:
        """Return the place of an item, where it is among those that were read."""
        read = (pair for page in (self._touched, *self._pages.values()) for pair in page.items())
        return next((self._row.get(at, at) for at, item in read if item.id == id), None)

    def under(self, at: int) -> "Under | None":
        """Return how an item stands to the one that it stands under; None where it stands for itself."""
        return self._under.get(self._stored(at))

    def settled(self, at: int) -> int:
        """Return where a place is in the store, once those are gone from it that the user has dealt with here."""
        stored = self._stored(at)
        return stored - sum(gone < stored for gone in self._gone())

    def place_of(self, id: str | None, near: int) -> int:
        """Return the place of an item that was at the place `near` of the store, or of what is there now."""
        last = max(0, self.count - 1)
        pages = sorted(range(last // PAGE + 1), key=lambda page: abs(page - near // PAGE))
        for page in pages[:_LOOKED_AT] if id is not None else ():
            for at in range(page * PAGE, min(self.count, (page + 1) * PAGE)):
                item = self._at(at)
                if item is not None and item.id == id:
                    return self._row.get(at, at)
        near = min(near, last)
        return self._row.get(near, near)

    def _stored(self, at: int) -> int:
        return self._order[at] if at < len(self._order) else at

    def _at(self, at: int) -> Item | None:
        if at in self._touched:
            return self._touched[at]
        page = at // PAGE
        if page not in self._pages:
            self._pages[page] = self._read(page)
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(at)

    def _read(self, page: int) -> dict[int, Item]:
        """Read a page. Those that the user has dealt with here are no longer among what there is to be read."""
        start, end = page * PAGE, min(self.count, (page + 1) * PAGE)
        gone = self._gone()
        places = [at for at in range(start, end) if at not in gone]
        before = sum(at < start for at in gone)
        shown = self.shown
        read = self._feeds.inbox(len(places), start - before, states=shown.states, feed=shown.feed, tag=shown.tag)
        return dict(zip(places, read, strict=False))

    def _gone(self) -> set[int]:
        return {at for at, item in self._touched.items() if item.state not in self.shown.states}


class Found(Listed):
    """The items that hold the words sought, newest first."""

    def __init__(self, words: str, items: list[Item]) -> None:
        """List the first `MOST_FOUND` of these."""
        self.words = words
        self.are_more = len(items) > MOST_FOUND
        self._items = items[:MOST_FOUND]
        self.count = len(self._items)

    def item(self, at: int) -> Item | None:
        """Return the item at a place, from 0."""
        return self._items[at]

    def put(self, at: int, item: Item) -> None:
        """Have an item as it is now, in its place."""
        self._items[at] = item

    def known(self, id: str) -> int | None:
        """Return the place of an item."""
        return next((at for at, item in enumerate(self._items) if item.id == id), None)

    def under(self, at: int) -> "Under | None":
        """Return None: what is found stands for itself."""
        return None

    @property
    def items(self) -> Sequence[Item]:
        """All of them."""
        return self._items
