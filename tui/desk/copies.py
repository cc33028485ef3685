"""One story in many outlets: items of feeds, or briefings, stand together under the one that was published first."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefing.near_copies import Fingerprint, Group, Grouping, Pair, Story, Why, adds, in_short
from stores.entry import Entry
from stores.library import Library

if TYPE_CHECKING:  # a list of briefings does without feeds
    from stores.feeds import Item

_UNREAD = Fingerprint.of("")


class Under(NamedTuple):
    """How a story stands to the one that it stands under, in a few words, and what it says beyond that."""

    words: str
    added: str


class Arrangement(NamedTuple):
    """The order of stories, as their places before, and by these how some stand to the ones that they stand under."""

    order: Sequence[int]
    under: dict[int, Under]


class Copies:
    """The groups among the stories that were arranged last."""

    def __init__(self) -> None:
        """Know no story yet."""
        self._grouping = Grouping()
        self._group_of: dict[str, Group] = {}
        self._told_of: dict[tuple[str, str], Under] = {}

    def arranged(
        self, stories: Sequence[Story], apart: Sequence[Pair], text: Callable[[int], str] | None = None
    ) -> Arrangement:
        """Put those that stand under another one right below it; all else stays in its order.

        `text` gives the text of the story at a place, where the story itself has only its fingerprint.
        """
        found = self._grouping.groups(stories, apart)
        self._group_of = {id: group for group in found for id in group.ids}
        at = {story.id: place for place, story in enumerate(stories)}
        below = {at[group.first]: [at[other.id] for other in group.others] for group in found}
        why = {at[other.id]: (at[group.first], other.why) for group in found for other in group.others}
        read = text or (lambda place: str(stories[place].text))
        under = {
            place: self._told(
                _known_by(stories[first]), _known_by(stories[place]), reason, partial(map, read, (first, place))
            )
            for place, (first, reason) in why.items()
        }
        order = [
            place for first in range(len(stories)) if first not in under for place in (first, *below.get(first, ()))
        ]
        return Arrangement(order, under)

    def to_part(self, id: str) -> frozenset[Pair]:
        """Return what to take apart so that a story stands alone, or all of its group where it is the first.

        That is nothing where it stands alone already.
        """
        group = self._group_of.get(id)
        if group is None:
            return frozenset()
        return group.undone() if id == group.first else group.without(id)

    def _told(self, first: str, other: str, why: Why, texts: Callable[[], Iterable[str]]) -> Under:
        if why is Why.LINK:
            return Under("the same page", "")
        if (first, other) not in self._told_of:
            one, more = texts()
            self._told_of[first, other] = Under(in_short(one, more), " … ".join(s.exact for s in adds(one, more)))
        told = self._told_of[first, other]
        return told._replace(words=f"again: {told.words}") if why is Why.VERSION else told


def of_items(copies: Copies, items: "Sequence[Item]") -> Arrangement:
    """Put near-copies among items of feeds together."""
    return copies.arranged([_story(item) for item in items], [(item.id, o) for item in items for o in item.apart])


def of_briefings(copies: Copies, entries: Sequence[Entry], library: Library) -> Arrangement:
    """Put near-copies among briefings together. Raises LibraryError."""
    marks = library.fingerprints(entry.id for entry in entries)
    stories = [
        Story(one.id, one.headline, marks.get(one.id, _UNREAD), one.outlet, one.published, one.added) for one in entries
    ]
    apart = [(entry.id, other) for entry in entries for other in entry.apart]
    return copies.arranged(stories, apart, lambda place: library.analysis(entries[place].id).article.text)


def _known_by(story: Story) -> str:
    return story.id if isinstance(story.text, Fingerprint) else story.text


def _story(item: "Item") -> Story:
    return Story(item.id, item.title, item.lead or item.title, item.outlet, item.published, item.seen, item.link)
