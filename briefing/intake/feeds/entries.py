"""The entries of a feed become its items: each with an id of its own, the newest of those that are too many."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from briefing.intake.bylines import names_in
from briefing.intake.feeds.dating import moment
from briefing.intake.feeds.model import Item

MOST = 10_000
"""The most items that are kept of a feed."""

_LONGEST_ID = 1000
# Bounds what finding names in it costs: no name has eighty letters on end.
_LONGEST_BYLINE = 120
_NO_NAME = re.compile(r"\S{80}")
_MOST_AUTHORS = 10
_UNDATED = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one item; its texts are plain. `key` is the id it gives; `dated` its date as written."""

    key: str
    title: str
    link: str | None
    published: str | None
    dated: str
    lead: str
    authors: tuple[str, ...] = ()
    outlet: str | None = None


def names_of(written: Iterable[str]) -> tuple[str, ...]:
    """Return the names of people and agencies in what feeds write as authors, without addresses and placeholders."""
    lines = [line[:_LONGEST_BYLINE] for line, _ in zip(written, range(_MOST_AUTHORS), strict=False)]
    named = tuple(line for line in lines if line and not _NO_NAME.search(line))
    return _names(named) if named else ()


@lru_cache(maxsize=1024)
def _names(written: tuple[str, ...]) -> tuple[str, ...]:
    return names_in(written)


def items_of(entries: Sequence[Entry]) -> tuple[Item, ...]:
    """Return the items of a feed in its order, at most MOST of them.

    An item's id is the one that the feed gives it, else its link, else a hash of its title and date. Entries with the
    same id and the same link are one item, and the newest counts; with another link they are two, of which the
    oldest keeps the id and the others have their link in it: so a later one is never taken for one that is known.
    """
    told = [entry for entry in entries if entry.key or entry.link or entry.title or entry.lead]
    named: dict[str, dict[str | None, tuple[int, Entry]]] = {}
    for place, entry in enumerate(told):
        of_link = named.setdefault(_id(entry), {})
        known = of_link.get(entry.link)
        if known is None or _moment(entry) > _moment(known[1]):
            of_link[entry.link] = (place, entry)
    items: list[tuple[int, Item]] = []
    taken = set(named)
    for id_, of_link in named.items():
        oldest, *later = _oldest_first(list(of_link.values()))
        items.append((oldest[0], _item(id_, oldest[1])))
        for place, entry in later:
            own = f"{id_} {entry.link or ''}"
            while own in taken:
                own += "+"
            taken.add(own)
            items.append((place, _item(own, entry)))
    return tuple(item for _, item in sorted(_newest(items), key=lambda placed: placed[0]))


def _newest(items: list[tuple[int, Item]]) -> list[tuple[int, Item]]:
    if len(items) <= MOST:
        return items
    if all(item.published for _, item in items):
        return sorted(items, key=lambda placed: moment(placed[1].published or ""), reverse=True)[:MOST]
    # Without dates the order tells: feeds begin with the newest.
    return sorted(items, key=lambda placed: placed[0])[:MOST]


def _oldest_first(placed: list[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    dated = all(entry.published for _, entry in placed)
    return sorted(placed, key=lambda one: (_moment(one[1]) if dated else _UNDATED, -one[0]))


def _id(entry: Entry) -> str:
    told = entry.key or entry.link
    if told and len(told) <= _LONGEST_ID:
        return told
    words = (told,) if told else (entry.title, entry.dated) if entry.title else (entry.lead, entry.dated)
    return "sha256:" + sha256("\0".join(words).encode()).hexdigest()


def _moment(entry: Entry) -> datetime:
    return moment(entry.published) if entry.published else _UNDATED


def _item(id_: str, entry: Entry) -> Item:
    return Item(id_, entry.title, entry.link, entry.published, entry.lead, entry.authors, entry.outlet)
