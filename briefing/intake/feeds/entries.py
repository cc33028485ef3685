"""The entries of a feed become its items: each with an id of its own, the newest of those that are too many."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from briefing.errors import SourceError
from briefing.intake.bylines import names_in
from briefing.intake.feeds.dating import moment
from briefing.intake.feeds.model import Item

MOST = 10_000
"""The most items that are read of a feed: the newest."""
_MOST_TO_CHOOSE_FROM = 50_000

_LONGEST_ID = 1000
# Bounds what finding names in it costs: no name has eighty letters on end.
_LONGEST_BYLINE = 120
_NO_NAME = re.compile(r"\S{80}")
_MOST_AUTHORS = 10
Raw = TypeVar("Raw")
_Placed = tuple[int, "Entry"]
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


def newest(raw: Sequence[Raw], published: Callable[[Raw], str | None], *, address: str) -> list[Raw]:
    """Return the newest MOST of a feed's items, in its order, before they are read. `published` tells the date of one.

    Where one has no date the order tells: feeds begin with the newest. Raises SourceError for more than any feed has.
    """
    if len(raw) <= MOST:
        return list(raw)
    if len(raw) > _MOST_TO_CHOOSE_FROM:
        raise SourceError(
            f"{address} has {len(raw):,} items, more than a feed can have: look for a feed of a part of it."
        )
    dates = [published(one) for one in raw]
    places = list(range(len(raw)))
    if all(dates):
        places.sort(key=lambda place: moment(dates[place] or ""), reverse=True)
    return [raw[place] for place in sorted(places[:MOST])]


def items_of(entries: Iterable[Entry]) -> tuple[Item, ...]:
    """Return the items of a feed in its order.

    An item's id is the one that the feed gives it, else its link, else a hash of its title and date. Entries with the
    same id and the same link are one item, and the newest counts; with another link they are two, of which the
    oldest keeps the id and the others have their link in it: so a later one is never taken for one that is known.
    """
    told = [entry for entry in entries if entry.key or entry.link or entry.title or entry.lead]
    same: dict[str, dict[str | None, list[_Placed]]] = {}
    for place, entry in enumerate(told):
        same.setdefault(_id(entry), {}).setdefault(entry.link, []).append((place, entry))
    items: list[tuple[int, Item]] = []
    taken = set(same)
    for id_, of_link in same.items():
        dated = all(entry.published for versions in of_link.values() for _, entry in versions)
        oldest = min(of_link.values(), key=lambda versions: min(_age(placed, dated) for placed in versions))
        for versions in of_link.values():
            place, entry = max(versions, key=lambda placed: (_moment(placed[1]), -placed[0]))
            own = id_
            if versions is not oldest:
                own = f"{id_} {entry.link}" if entry.link else f"{id_}+"
                while own in taken:
                    own += "+"
                taken.add(own)
            items.append((place, _item(own, entry)))
    return tuple(item for _, item in sorted(items, key=lambda placed: placed[0]))


def _age(placed: _Placed, dated: bool) -> tuple[datetime, int]:
    """Return what is least for the oldest: by date where all have one, else by place (feeds begin with the newest)."""
    place, entry = placed
    return (_moment(entry) if dated else _UNDATED, -place)


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
