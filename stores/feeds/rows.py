"""The rows of the feeds' catalogue, and the values they stand for. What is not there is absent: no null is in them.

A subscription, by its id:

    {"address", "key": `addresses.key` of it, "added": ISO 8601, "place": among those added at once, "own_title",
     "feed_title", "home", "tags": [], "hidden": true, "auto": true, "etag", "last_modified", "checked": ISO 8601,
     "fault": {"what", "since", "times"}, "gone": ISO 8601, "earlier": [addresses], "extra": {}}

An item, by its id. It begins with what a list is made of, so that 50,000 need not be parsed:

    {"state", "at": "2026-11-24T12:15:56.00041", "feed", "seen": ISO 8601, "title", "link", "published", "lead",
     "authors": [], "briefing", "fault": {"what", "times"}, "apart": [ids of items it does not stand together with]}

`at` is what it is listed under: when it was published, to the second and in UTC, or when it was seen, where that was
earlier (feeds date items into the future) or nothing else is known; then how many items its feed listed below it.
"""

import re
from collections.abc import Collection
from datetime import UTC, datetime

from stores.feeds import addresses
from stores.feeds.memory import ID
from stores.feeds.model import Fault, FreshItem, Item, State, Subscription, Wanted
from stores.journal.rows import Json, parsed

FEEDS, ITEMS, GONE, CLAIMS = "feeds", "items", "gone", "claims"
"""The tables: subscriptions, items, the ids of items that went (`stores.feeds.memory`), who is briefing which item."""

LEAD, TITLE = 600, 400
"""Code points of a lead and of a title, at most: what three lines of a wide terminal hold. The item's page has all."""

_BEGINNING = re.compile(rb'^\{"state":"([a-z]+)","at":"([^"]*)","feed":"([^"]*)"', re.MULTILINE)
_LONG_ENOUGH = 120

Beginning = tuple[bytes, bytes, bytes]
"""The state, the moment and the feed of an item, with which its row begins."""


def beginnings(raw: Collection[bytes]) -> list[Beginning]:
    """Return what the rows of items, as JSON, begin with: of 50,000 at once in a third of the time of one by one."""
    found = _BEGINNING.findall(b"\n".join([row[:_LONG_ENOUGH] for row in raw]))
    return found if len(found) == len(raw) else [beginning(row) for row in raw]


def beginning(raw: bytes) -> Beginning:
    """Return what the row of an item, as JSON, begins with."""
    found = _BEGINNING.match(raw)
    if found is not None:
        return found[1], found[2], found[3]
    state, at, feed = (str(parsed(raw)[name]).encode("ascii", "backslashreplace") for name in ("state", "at", "feed"))
    return state, at, feed


def state(raw: bytes) -> State:
    """Return the state of an item, from its row as JSON."""
    return State(beginning(raw)[0].decode("ascii"))


def id_of_feed(address: str) -> str:
    """Return the id of a subscription to this address, where no other has it: 8 hexadecimal digits."""
    from hashlib import sha256  # takes as long to import as all the rest here, and an inbox is read without

    return sha256(addresses.key(address).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def id_of_item(feed: str, id: str) -> str:
    """Return the id of an item by its feed's and by what the feed calls it: 12 hexadecimal digits.

    Of 50,000 two are the same with a probability of 4 in a million.
    """
    from hashlib import sha256

    return sha256(f"{feed} {id}".encode("utf-8", "surrogatepass")).hexdigest()[:ID]


def new_feed(wanted: Wanted, added: str, place: int) -> Json:
    """Return the row of a new subscription, which has this place among those added with it."""
    address = addresses.tidied(wanted.address)
    row: Json = {"address": address, "key": addresses.key(address), "added": added, "place": place}
    optional = {
        "own_title": wanted.title,
        "feed_title": wanted.feed_title,
        "home": wanted.home,
        "tags": tags(wanted.tags),
        "hidden": wanted.hidden,
        "auto": wanted.auto,
        "extra": dict(wanted.extra),
    }
    return row | {name: value for name, value in optional.items() if value}


def subscription(id: str, row: Json) -> Subscription:
    """Return the subscription of a row."""
    given = {name: value for name, value in row.items() if name not in ("key", "place", "fault", "tags", "earlier")}
    fault = row.get("fault")
    return Subscription(
        id,
        tags=tuple(row.get("tags", ())),
        earlier=tuple(row.get("earlier", ())),
        fault=None if fault is None else Fault(fault["what"], fault["since"], fault["times"]),
        **given,
    )


def new_item(fresh: FreshItem, feed: str, seen: str, below: int) -> Json:
    """Return the row of an item that came at the moment `seen`; its feed listed so many items below it."""
    second = min(_second(fresh.published) or "9", _second(seen) or seen)
    at = f"{second}.{min(below, 99_999):05}"
    return {"state": str(State.UNREAD), "at": at, "feed": feed, "seen": seen} | _told(fresh)


def changed_item(row: Json, fresh: FreshItem) -> Json:
    """Return the row of an item as its feed tells it now. Its state and its place in the list stay."""
    kept = {name: value for name, value in row.items() if name not in ("title", "link", "published", "lead", "authors")}
    return kept | _told(fresh)


def item(id: str, row: Json, outlet: str) -> Item:
    """Return the item of a row."""
    get = row.get
    return Item(
        id,
        row["feed"],
        outlet,
        row["title"],
        get("link"),
        get("published"),
        get("lead", ""),
        tuple(get("authors", ())),
        row["seen"],
        State(row["state"]),
        get("briefing"),
        row["fault"]["what"] if "fault" in row else None,
        tuple(get("apart", ())),
    )


def texts(row: Json) -> list[str]:
    """Return the texts of an item in which words are looked for."""
    return [row["title"], row.get("lead", ""), *row.get("authors", ())]


def cut(text: str, most: int) -> str:
    """Return a text that is no longer than `most` code points; where it was, its last word is whole, and … follows."""
    if len(text) <= most:
        return text
    beginning, _, _ = text[: most - 1].rpartition(" ")
    return (beginning or text[: most - 1]) + "…"


def tags(given: tuple[str, ...]) -> list[str]:
    """Return tags without spaces around them and without those that differ in capitals only, in their order."""
    named: dict[str, str] = {}
    for one in given:
        tag = " ".join(one.split())
        named.setdefault(tag.casefold(), tag)
    return [tag for tag in named.values() if tag]


def _told(fresh: FreshItem) -> Json:
    told = {
        "title": cut(fresh.title, TITLE),
        "link": fresh.link,
        "published": fresh.published if _second(fresh.published) else None,
        "lead": cut(fresh.lead, LEAD),
        "authors": list(fresh.authors),
    }
    return {name: value for name, value in told.items() if value or name == "title"}


def _second(moment: str | None) -> str | None:
    """Return a moment in UTC, to the second; None where it is none. One without a zone counts as UTC."""
    if moment is None:
        return None
    try:
        at = datetime.fromisoformat(moment)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()[:19]
    except (ValueError, OverflowError):
        return None
