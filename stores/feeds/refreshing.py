"""What a look at a feed changes in the rows."""

from stores.feeds import addresses
from stores.feeds import memory as memory_
from stores.feeds.listing import Listing
from stores.feeds.model import Arrived, FreshItem, Refresh, Subscription
from stores.feeds.rows import FEEDS, GONE, ITEMS, TITLE, changed_item, cut, id_of_item, new_item
from stores.feeds.subscriptions import Subscriptions
from stores.journal.rows import Json, Rows
from stores.journal.storage import Transaction


def applied(
    transaction: Transaction, listing: Listing, all_of_them: Subscriptions, feed: str, refresh: Refresh, *, at: str
) -> Arrived:
    """Put what a look at the subscription `feed` gave, at the moment `at`, into the rows.

    `listing` and `all_of_them` are as before the transaction.
    """
    before = transaction.tables[FEEDS][feed]
    after, fault = _feed_row(before, refresh, at)
    if refresh.moved_to is not None:
        after, fault = _moved(after, refresh.moved_to, all_of_them.of_address(refresh.moved_to), feed, fault)
    after = _with_fault(after, fault, at)
    transaction.put(FEEDS, feed, after)
    if refresh.items is None or refresh.fault is not None:
        return Arrived(feed, fault=fault)
    # The oldest first, so that of two with one id the first of the feed's list is the last put here, and counts.
    fresh = {id_of_item(feed, item.id): item for item in reversed(refresh.items)}
    new, changed = _items(transaction, feed, fresh, at)
    went = _let_go(transaction, listing, feed, fresh)
    return Arrived(feed, tuple(new[::-1]), changed, went, fault)


def _feed_row(before: Json, refresh: Refresh, at: str) -> tuple[Json, str | None]:
    after = before | {"checked": at}
    if refresh.gone:
        after.setdefault("gone", at)
    if refresh.fault is not None:
        return after, refresh.fault
    if not refresh.gone:
        after.pop("gone", None)
    if refresh.items is not None:
        told = {"etag": refresh.etag, "last_modified": refresh.last_modified}
        told |= {
            "feed_title": cut(refresh.title or "", TITLE) or before.get("feed_title"),
            "home": refresh.home or before.get("home"),
        }
        after = {name: value for name, value in (after | told).items() if value is not None}
    return after, None


def _moved(
    row: Json, address: str, there: Subscription | None, feed: str, fault: str | None
) -> tuple[Json, str | None]:
    address = addresses.tidied(address)
    if there is not None and there.id != feed and addresses.key(there.address) == addresses.key(address):
        said = f"It has moved to {address}, to which there is a subscription too: one of the two can go."
        return row, fault or said
    if address == row["address"]:
        return row, fault
    earlier = [one for one in row.get("earlier", ()) if addresses.key(one) != addresses.key(address)]
    return row | {"address": address, "key": addresses.key(address), "earlier": [*earlier, row["address"]]}, fault


def _with_fault(row: Json, fault: str | None, at: str) -> Json:
    earlier = row.get("fault", {})
    rest = {name: value for name, value in row.items() if name != "fault"}
    if fault is None:
        return rest
    return rest | {"fault": {"what": fault, "since": earlier.get("since", at), "times": earlier.get("times", 0) + 1}}


def _items(transaction: Transaction, feed: str, fresh: dict[str, FreshItem], at: str) -> tuple[list[str], int]:
    """Put new items and what was changed of others; return the ids of the new ones and how many were changed."""
    items = transaction.tables.get(ITEMS, Rows())
    gone = memory_.remembered(transaction.tables.get(GONE, Rows()).get(feed, {}))
    new, changed = [], 0
    for below, (id, item) in enumerate(fresh.items()):
        if id in items:
            before = items[id]
            after = changed_item(before, item)
            if after != before:
                transaction.put(ITEMS, id, after)
                changed += 1
        elif id not in gone:
            transaction.put(ITEMS, id, new_item(item, feed, at, below))
            new.append(id)
    return new, changed


def _let_go(transaction: Transaction, listing: Listing, feed: str, fresh: dict[str, FreshItem]) -> int:
    """Take out what is dealt with, is no longer listed and is not among the newest; return how many those are."""
    items = transaction.tables.get(ITEMS, Rows())
    left = [id for id in listing.of_feed(feed) if id not in fresh and id in items and not listing.is_unread(id)]
    going = sorted(left, key=listing.place)[: max(0, len(left) - memory_.KEPT)]
    if not going:
        return 0
    for id in going:
        transaction.take_out(ITEMS, id)
    row = transaction.tables.get(GONE, Rows()).get(feed, {})
    transaction.put(GONE, feed, memory_.with_more(row, going, fresh))
    return len(going)
