"""Chains: through which outlets and speakers a statement came, nearest the reader first, without its own speaker."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document, Stretch
from briefing.analysis.outlets import Outlet, Outlets


class Reported(NamedTuple):
    """An attribution, what it came through, and the others that its content holds.

    It came through outlets, each with its name, and through other speakers: their mentions' stretches.
    """

    attribution: Attribution
    through: tuple[Outlet | Stretch, ...]
    held: tuple[Attribution, ...]


def fold(document: Document, outlets: Outlets, found: Sequence[Attribution]) -> list[Reported]:
    """Return the attributions with what they came through.

    An outlet that only passes on what another says ("According to the Journal, officials said …") is a link of that
    statement and makes none of its own; a speaker whose words hold another's statement becomes its link.
    """
    folded: list[Reported] = []
    for group in _by_sentence(document, found):
        passed_on = [outer for outer in group if _passes_on(document, outlets, outer, group)]
        for one in group:
            if one in passed_on:
                continue
            holders = [other for other in group if other is not one and holds(other, one)]
            holders.sort(key=lambda other: -sum(end - start for start, end in other.content))
            through = [link for holder in holders for link in _links(document, outlets, holder)]
            held = tuple(other for other in group if other is not one and holds(one, other))
            folded.append(Reported(one, tuple(through), held))
    return folded


def _by_sentence(document: Document, found: Sequence[Attribution]) -> Iterator[list[Attribution]]:
    """Yield the attributions in groups of one sentence: only those can hold each other."""
    first = [document.sentence_of(document.token_at((one.cue or one.content[0])[0])).first for one in found]
    order = sorted(range(len(found)), key=lambda i: (first[i], i))
    for _, group in groupby(order, key=lambda i: first[i]):
        yield [found[i] for i in group]


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner statement, its cue included, lies in the outer's content."""
    if inner.cue is None or inner.speaker is None or outer.speaker in (None, inner.speaker):
        return False
    return all(
        any(start <= place[0] and place[1] <= end for start, end in outer.content)
        for place in (inner.cue, inner.content[0])
    )


def _passes_on(document: Document, outlets: Outlets, outer: Attribution, group: Sequence[Attribution]) -> bool:
    """Whether an outlet's whole statement is that another says something."""
    if outer.speaker is None or not outlets.within(*document.range_of(outer.speaker)):
        return False
    for inner in group:
        if inner is not outer and inner.speaker is not None and holds(outer, inner):
            start = min(inner.speaker[0], inner.content[0][0])
            end = max(inner.speaker[1], inner.content[-1][1], inner.cue[1] if inner.cue else 0)
            if start - outer.content[0][0] <= 5 and outer.content[-1][1] - end <= 2:
                return True
    return False


def _links(document: Document, outlets: Outlets, holder: Attribution) -> list[Outlet | Stretch]:
    """Return what the holder adds to a chain: the outlet after its "via", then the outlet it names, or its speaker."""
    if holder.speaker is None:
        return []
    first, end = document.range_of(holder.speaker)
    own = outlets.within(first, end)
    if not own:
        return [holder.speaker]
    limit = document.sentence_of(first).end
    via = next((k for k in range(end, min(limit, end + 3)) if document.tokens[k].low == "via"), None)
    nearer = outlets.within(via + 1, min(limit, via + 6)) if via is not None else []
    return [*nearer[:1], own[0]]
