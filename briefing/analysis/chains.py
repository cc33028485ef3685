"""Chains: through which outlets and speakers a statement came, nearest the reader first, without its own speaker."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from briefing.analysis.attribution import Attribution, overlap
from briefing.analysis.document import Document, Stretch
from briefing.analysis.outlets import Outlet, Outlets

_ACCORDING = ("according", "to")


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
            through = _introduced(document, outlets, one, group)
            through += [link for holder in holders for link in _links(document, outlets, holder)]
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


def _introduced(
    document: Document, outlets: Outlets, one: Attribution, group: Sequence[Attribution]
) -> list[Outlet | Stretch]:
    """Return the outlet of "As per the Journal, officials said", where that makes no attribution of its own."""
    begins = min(start for start, _ in (*one.content, *([one.cue] if one.cue else []), *_speaker(one)))
    at = document.token_at(begins)
    for k in range(document.sentence_of(at).first, at - 1):
        if document.tokens[k].low != "per" and (document.tokens[k].low, document.tokens[k + 1].low) != _ACCORDING:
            continue
        place = document.stretch(k, k + 1)
        comma = next((c for c in range(k + 1, at) if document.tokens[c].text == ","), None)
        if comma is None or any(other.cue is not None and overlap(other.cue, place) for other in group):
            return []
        return list(_via(document, outlets, k + 1, comma))
    return []


def _speaker(one: Attribution) -> list[Stretch]:
    return [one.speaker] if one.speaker is not None else []


def _links(document: Document, outlets: Outlets, holder: Attribution) -> list[Outlet | Stretch]:
    """Return what the holder adds to a chain: the outlets that its speaker names, or its speaker."""
    if holder.speaker is None:
        return []
    return list(_via(document, outlets, *document.range_of(holder.speaker))) or [holder.speaker]


def _via(document: Document, outlets: Outlets, first: int, end: int) -> list[Outlet]:
    """Return the outlet that the tokens name, and before it the one after its "via"."""
    own = outlets.within(first, end)
    if not own:
        return []
    limit = document.sentence_of(first).end
    via = next((k for k in range(own[0].end, min(limit, end + 3)) if document.tokens[k].low == "via"), None)
    nearer = outlets.within(via + 1, min(limit, via + 6)) if via is not None else []
    return [*nearer[:1], own[0]]
