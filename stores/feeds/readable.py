"""What can be asked of the inbox: the half of `stores.feeds.Feeds` that changes nothing."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from stores.feeds import rows
from stores.feeds.kept import Kept
from stores.feeds.model import Changes, Counts, Item, State, Subscription
from stores.feeds.rows import ITEMS
from stores.feeds.subscriptions import Subscriptions
from stores.feeds.words import Words, holds_all

WAITING = (State.UNREAD,)


class ReadableFeeds:
    """An open inbox that is read. Where something cannot be done, LibraryError says so in one sentence."""

    def __init__(self, directory: Path, *, readonly: bool, clock: Callable[[], datetime], by: str) -> None:
        self.directory = directory
        self._kept = Kept(directory, readonly=readonly, clock=clock, by=by)

    @property
    def damage(self) -> str | None:
        """What is wrong with the journal, as a sentence: all that is sound can then be read, and nothing be written."""
        return self._kept.storage.damage

    def subscriptions(self) -> list[Subscription]:
        """Return all subscriptions, in the order they were made."""
        with self._kept.reading() as kept:
            return list(kept.subscriptions)

    def subscription(self, feed: str) -> Subscription:
        """Return the subscription to a feed. Raises NotSubscribedError."""
        with self._kept.reading() as kept:
            return kept.subscriptions.find(feed)

    def inbox(
        self,
        limit: int | None = None,
        offset: int = 0,
        *,
        states: Collection[State] = WAITING,
        feed: str | None = None,
        tag: str | None = None,
        words: str | None = None,
        hidden: bool = False,
    ) -> list[Item]:
        """Return the items that wait, or those in other `states`, newest first: at most `limit`, from the `offset`th.

        Only those of one feed, of the feeds with a tag, with all `words` in title, lead, authors or the feed's title,
        where that is asked for. Those of hidden feeds are left out, unless `hidden` or `feed` asks for them.
        """
        with self._kept.reading() as kept:
            ids = kept.listing.newest_first(states, asked(kept.subscriptions, feed, tag, hidden=hidden))
            if words is not None and words.strip():
                ids = _with_words(ids, kept, words)
            items, end = kept.rows(ITEMS), None if limit is None else offset + limit
            return [rows.item(id, row := items[id], _outlet(kept, row["feed"])) for id in islice(ids, offset, end)]

    def get(self, id: str) -> Item:
        """Return an item."""
        with self._kept.reading() as kept:
            return item_of(kept, kept.find(id))

    def counts(self) -> Counts:
        """Return how many items there are in each state."""
        with self._kept.reading() as kept:
            by_feed = {one.id: kept.listing.counts(one.id) for one in kept.subscriptions}
            shown = [by_feed[one.id] for one in kept.subscriptions if not one.hidden]
            return Counts({state: sum(counts[state] for counts in shown) for state in State}, by_feed)

    def poll(self) -> Changes:
        """Return what others have changed since this was asked last; where nothing was, it costs one look at a file."""
        with self._kept.reading() as kept:
            return kept.polled()


def asked(there: Subscriptions, feed: str | None, tag: str | None, *, hidden: bool) -> Collection[str] | None:
    """Return the ids of the subscriptions that are asked for, None for all items there are."""
    if feed is not None:
        return {there.find(feed).id}
    shown = [one for one in there if hidden or not one.hidden]
    if tag is not None:
        wanted = " ".join(tag.split()).casefold()
        return {one.id for one in shown if wanted in {kept.casefold() for kept in one.tags}}
    return None if len(shown) == len(there) else {one.id for one in shown}


def item_of(kept: Kept, id: str) -> Item:
    """Return the item with this id."""
    row = kept.rows(ITEMS)[id]
    return rows.item(id, row, _outlet(kept, row["feed"]))


def _with_words(ids: Iterator[str], kept: Kept, typed: str) -> Iterator[str]:
    words, items, listing = Words(typed), kept.rows(ITEMS), kept.listing
    needed: dict[str, tuple[bytes, ...]] = {}
    for id in ids:
        feed = listing.feed(id)
        if feed not in needed:
            needed[feed] = words.left_by(_outlet(kept, feed))
        if holds_all(kept.texts.of(id, items), needed[feed]):
            yield id


def _outlet(kept: Kept, feed: str) -> str:
    held = kept.subscriptions.get(feed)
    return "" if held is None else held.title
