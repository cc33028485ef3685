"""The order of the items, their states and feeds: made of all rows once, then kept up to date change by change."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from stores.feeds.model import State
from stores.feeds.rows import Beginning, beginning, beginnings
from stores.journal.rows import Rows

_MANY = 200
"""New items at once from which on it is quicker to sort all."""

_FEW = 8
"""Of the items of feeds that are fewer than this part of all, the order is made of themselves."""

_STATES = {state.value.encode("ascii"): state for state in State}

Place = tuple[bytes, str]
"""What an item is ordered by: the moment it is listed under, and its id."""


class Listing:
    """Items by the moment they are listed under."""

    def __init__(self, items: Rows) -> None:
        """Read what `items` begin with, all of them."""
        found = beginnings(items.raw.values())
        self._known = dict(zip(items.raw, found, strict=True))
        self._of_feed: dict[bytes, dict[str, None]] = {}
        for id, (_, _, feed) in self._known.items():
            self._of_feed.setdefault(feed, {})[id] = None
        self._counts = Counter((feed, state) for state, _, feed in found)
        self._order = self._sorted(self._known)

    def take_in(self, touched: Iterable[str], items: Rows) -> None:
        """Count in what was done to the items `touched`, which are now as in `items`."""
        new: list[Place] = []
        for id in touched:
            before, raw = self._known.get(id), items.raw.get(id)
            if before is not None:
                self._forget(id, before)
            if raw is not None:
                now = beginning(raw)
                self._note(id, now)
                if before is None or before[1] != now[1]:
                    new.append((now[1], id))
        if len(new) > _MANY or len(self._order) > 2 * len(self._known) + _MANY:
            self._order = self._sorted(self._known)
            return
        for place in new:
            at = bisect_left(self._order, place)
            if self._order[at : at + 1] != [place]:  # what went is still there
                self._order.insert(at, place)

    def of_feed(self, feed: str) -> Collection[str]:
        """Return the ids of a feed's items."""
        return self._of_feed.get(_raw(feed), {}).keys()

    def feed(self, id: str) -> str:
        """Return the subscription that an item belongs to."""
        return self._known[id][2].decode("ascii")

    def is_unread(self, id: str) -> bool:
        """Whether the user has not dealt with an item yet."""
        return _STATES[self._known[id][0]] is State.UNREAD

    def place(self, id: str) -> Place:
        """Return what an item is ordered by."""
        return self._known[id][1], id

    def newest_first(self, states: Collection[State], feeds: Collection[str] | None) -> Iterator[str]:
        """Yield the ids of items in one of these states and, unless `feeds` is None, of one of these feeds."""
        asked = {state.value.encode("ascii") for state in states}
        of = self._of_feed.keys() if feeds is None else {_raw(feed) for feed in feeds}
        left = sum(self._counts[feed, state] for feed in of for state in asked)
        order = self._order
        if sum(len(self._of_feed.get(feed, ())) for feed in of) < len(order) // _FEW:
            order = self._sorted(id for feed in of for id in self._of_feed.get(feed, ()))
        for at, id in reversed(order):
            if not left:
                return
            known = self._known.get(id)
            if known and known[0] in asked and known[2] in of and known[1] == at:
                left -= 1
                yield id

    def counts(self, feed: str) -> dict[State, int]:
        """Return how many items of a feed are in each state."""
        return {state: self._counts[_raw(feed), raw] for raw, state in _STATES.items()}

    def _note(self, id: str, known: Beginning) -> None:
        self._known[id] = known
        self._of_feed.setdefault(known[2], {})[id] = None
        self._counts[known[2], known[0]] += 1

    def _forget(self, id: str, known: Beginning) -> None:
        del self._known[id], self._of_feed[known[2]][id]
        self._counts[known[2], known[0]] -= 1

    def _sorted(self, ids: Iterable[str]) -> list[Place]:
        known = self._known
        return sorted((known[id][1], id) for id in ids)


def _raw(feed: str) -> bytes:
    return feed.encode("ascii", "backslashreplace")
