"""Stories that are one story stand together under the first; nothing is taken away, and all of it can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from briefing.analysis.outlets import canonical
from briefing.near_copies.fingerprints import Fingerprint
from briefing.near_copies.stories import Story, Why, published, seen
from briefing.near_copies.sweeping import Read, placed

Pair = tuple[str, str]
"""Two stories, by their ids, in any order."""


class Under(NamedTuple):
    """A story that stands under the first of its group, and why."""

    id: str
    why: Why


@dataclass(frozen=True, slots=True)
class Group:
    """A story, by its id, and those that stand under it, in the order in which they were published."""

    first: str
    others: tuple[Under, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all of them, the first one's first."""
        return (self.first, *(other.id for other in self.others))

    def undone(self) -> frozenset[Pair]:
        """Return the pairs to keep as apart so that no two of these stand together any more."""
        return frozenset(combinations(self.ids, 2))

    def without(self, id: str) -> frozenset[Pair]:
        """Return the pairs to keep as apart so that this one stands alone; the others stay together."""
        return frozenset((id, other) for other in self.ids if other != id)


def groups(stories: Iterable[Story], apart: Iterable[Pair] = ()) -> list[Group]:
    """Return the groups among the stories, each of two or more, in the order of what stands first in each.

    A story stands under the first published, or else first seen, whose words it has, where they are no more than three
    days apart (of what has no date: came in so); of several, under the one with most of its words. No group has two
    stories that are `apart`. The order in which stories come makes no difference; their ids differ, and an id in
    `apart` that none of them has is left alone. Raises ValueError where two stories have one id.
    """
    return Grouping().groups(stories, apart)


class Grouping:
    """Groups stories again and again as they come and go, and reads each only once. It gives what `groups` gives."""

    def __init__(self) -> None:
        """Know no story yet."""
        self._known: dict[str, tuple[Story, Read]] = {}

    def groups(self, stories: Iterable[Story], apart: Iterable[Pair] = ()) -> list[Group]:
        """Return the groups among all the stories that there are now, as `groups` does."""
        self._know(stories)
        read = {id: read for id, (_, read) in self._known.items()}
        under: dict[str, list[Under]] = {}
        for id, (first, why) in placed(read.values(), _barred(apart)).items():
            under.setdefault(first, []).append(Under(id, why))
        return [
            Group(first, tuple(sorted(under[first], key=lambda other: read[other.id].order)))
            for first in sorted(under, key=lambda id: read[id].order)
        ]

    def _know(self, stories: Iterable[Story]) -> None:
        known: dict[str, tuple[Story, Read]] = {}
        for story in stories:
            if story.id in known:
                raise ValueError(f"two stories have the id {story.id!r}")
            before = self._known.get(story.id)
            known[story.id] = before if before and before[0] == story else (story, _read(story))
        self._known = known


def _read(story: Story) -> Read:
    words = story.text if isinstance(story.text, Fingerprint) else Fingerprint.of(story.text)
    when = seen(story)
    return Read(story.id, words, _outlet(story.outlet or ""), story.link or None, published(story, when), when)


@lru_cache(1024)
def _outlet(name: str) -> str | None:
    return (canonical(" ".join(name.split())) or "").casefold() or None


def _barred(apart: Iterable[Pair]) -> dict[str, set[str]]:
    barred: dict[str, set[str]] = {}
    for one, other in apart:
        barred.setdefault(one, set()).add(other)
        barred.setdefault(other, set()).add(one)
    return barred
