"""One story in many outlets: its items stand together in the inbox, under the one that was published first."""

from collections.abc import Sequence
from typing import NamedTuple

from briefing.near_copies import Group, Grouping, Pair, Story, Why, adds, in_short
from stores.feeds import Item


class Under(NamedTuple):
    """How an item stands to the one that it stands under, in a few words, and what it says beyond that."""

    words: str
    added: str


class Arrangement(NamedTuple):
    """The order of items, as their places before, and by these how some stand to the ones that they stand under."""

    order: Sequence[int]
    under: dict[int, Under]


class Copies:
    """The groups among the items that were arranged last."""

    def __init__(self) -> None:
        """Know no item yet."""
        self._grouping = Grouping()
        self._group_of: dict[str, Group] = {}
        self._told_of: dict[tuple[str, str], Under] = {}

    def arranged(self, items: Sequence[Item]) -> Arrangement:
        """Put those that stand under another one right below it; all else stays in its order."""
        apart = [(item.id, other) for item in items for other in item.apart]
        found = self._grouping.groups(map(_story, items), apart)
        self._group_of = {id: group for group in found for id in group.ids}
        at = {item.id: place for place, item in enumerate(items)}
        below = {at[group.first]: [at[other.id] for other in group.others] for group in found}
        why = {at[other.id]: (at[group.first], other.why) for group in found for other in group.others}
        under = {place: self._told(items[first], items[place], why) for place, (first, why) in why.items()}
        order = [place for first in range(len(items)) if first not in under for place in (first, *below.get(first, ()))]
        return Arrangement(order, under)

    def to_part(self, id: str) -> frozenset[Pair]:
        """Return what to take apart so that an item stands alone, or all of its group where it is the first.

        That is nothing where it stands alone already.
        """
        group = self._group_of.get(id)
        if group is None:
            return frozenset()
        return group.undone() if id == group.first else group.without(id)

    def _told(self, first: Item, other: Item, why: Why) -> Under:
        if why is Why.LINK:
            return Under("the same page", "")
        texts = _text(first), _text(other)
        if texts not in self._told_of:
            self._told_of[texts] = Under(in_short(*texts), " … ".join(span.exact for span in adds(*texts)))
        told = self._told_of[texts]
        return told._replace(words=f"again: {told.words}") if why is Why.VERSION else told


def _story(item: Item) -> Story:
    return Story(item.id, item.title, _text(item), item.outlet, item.published, item.seen, item.link)


def _text(item: Item) -> str:
    return item.lead or item.title
