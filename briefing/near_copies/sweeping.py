"""Stories taken in their order, each beside the first ones of about its time: under which of them it stands."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import NamedTuple, TypeVar

from briefing.near_copies.fingerprints import Fingerprint
from briefing.near_copies.likeness import copied, repeated
from briefing.near_copies.stories import Why

WINDOW = 3 * 24 * 60 * 60.0
"""Seconds between a story and its copies, at most: news is not copied for longer, and what recurs daily or weekly is
something else each time."""
_FRAME = 64
"""First stories with one anchor in common, from which on that is a frame of what they are in and leads nowhere."""
_Key = TypeVar("_Key", int, str)

Place = tuple[str, Why]
"""The first story of a group, by its id, and why another one stands under it."""


class Read(NamedTuple):
    """A story, read: its words, whose it is, and when (in seconds; `published` is None where that is not known)."""

    id: str
    words: Fingerprint
    outlet: str | None
    link: str | None
    published: float | None
    seen: float

    @property
    def order(self) -> tuple[bool, float, float, str]:
        """What stories are sorted by: the first published, then what has no date, as it was seen."""
        return self.published is None, self.seen if self.published is None else self.published, self.seen, self.id


def placed(stories: Iterable[Read], barred: Mapping[str, set[str]]) -> dict[str, Place]:
    """Return where each story stands that stands under another one; never with one that it is `barred` from.

    What has no date comes after all that has one, and stands under what was seen when it was: who reads up on
    something adds what was written of it, long ago or not, on a few days.
    """
    dated: list[Read] = []
    undated: list[Read] = []
    for story in sorted(stories, key=lambda story: story.order):
        (undated if story.published is None else dated).append(story)
    places: dict[str, Place] = {}
    sweep = _Sweep(barred)
    firsts = [
        first
        for story in dated
        if (first := sweep.take(story, story.seen if story.published is None else story.published, places)) is not None
    ]
    if undated:
        sweep = _Sweep(barred)
        firsts.sort(key=lambda first: first.story.seen)
        at = 0
        for story in undated:
            while at < len(firsts) and firsts[at].story.seen <= story.seen + WINDOW:
                sweep.admit(firsts[at], firsts[at].story.seen + WINDOW)
                at += 1
            sweep.take(story, story.seen, places)
    return places


class _First:
    """The first story of a group, which may have no other yet: all their ids and links."""

    __slots__ = ("ids", "links", "story")

    def __init__(self, story: Read) -> None:
        self.story = story
        self.ids = {story.id}
        self.links = {story.link} if story.link else set()


class _Sweep:
    """The first stories of a stretch of time, to be found by their links and the anchors of their words."""

    def __init__(self, barred: Mapping[str, set[str]]) -> None:
        self._barred = barred
        self._anchored: dict[int, list[_First]] = {}
        self._linked: dict[str, list[_First]] = {}
        self._leaving: list[tuple[float, int, _First]] = []
        self._admitted = 0

    def admit(self, first: _First, until: float) -> None:
        """Let stories stand under this one from now on `until` then."""
        for anchor in first.story.words.anchors:
            self._anchored.setdefault(anchor, []).append(first)
        for link in first.links:
            self._linked.setdefault(link, []).append(first)
        self._admitted += 1
        heappush(self._leaving, (until, self._admitted, first))

    def take(self, story: Read, at: float, places: dict[str, Place]) -> _First | None:
        """Put a story in its place at its moment; return it as a first one where it stands under none."""
        self._leave(at)
        found = self._find(story)
        if found is None:
            first = _First(story)
            self.admit(first, at + WINDOW)
            return first
        first, why = found
        places[story.id] = (first.story.id, why)
        first.ids.add(story.id)
        if story.link and story.link not in first.links:
            first.links.add(story.link)
            self._linked.setdefault(story.link, []).append(first)
        return None

    def _leave(self, at: float) -> None:
        while self._leaving and self._leaving[0][0] < at:
            first = heappop(self._leaving)[2]
            for anchor in first.story.words.anchors:
                _taken_from(self._anchored, anchor, first)
            for link in first.links:
                _taken_from(self._linked, link, first)

    def _find(self, story: Read) -> tuple[_First, Why] | None:
        barred = self._barred.get(story.id, frozenset[str]())
        for first in self._linked.get(story.link, ()) if story.link else ():
            if barred.isdisjoint(first.ids):
                return first, Why.LINK
        best, most = None, 0.0
        for first in self._candidates(story.words):
            if not barred.isdisjoint(first.ids):
                continue
            again = story.outlet is not None and story.outlet == first.story.outlet
            share = (repeated if again else copied)(first.story.words, story.words)
            if share > most:
                best, most = (first, Why.VERSION if again else Why.COPY), share
        return best

    def _candidates(self, words: Fingerprint) -> Iterator[_First]:
        """Yield those that have an anchor in common with a story, the earliest first."""
        found: dict[int, _First] = {}
        for anchor in words.anchors:
            firsts = self._anchored.get(anchor)
            if firsts and len(firsts) < _FRAME:
                for first in firsts:
                    found[id(first)] = first
        yield from sorted(found.values(), key=lambda first: first.story.order)


def _taken_from(index: dict[_Key, list[_First]], key: _Key, first: _First) -> None:
    firsts = index[key]
    firsts.remove(first)
    if not firsts:
        del index[key]
