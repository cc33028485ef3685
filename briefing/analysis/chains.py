"""Chains: through which outlets a statement came, nearest the reader first, without its speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.analysis import outlets
from briefing.analysis.attributions import Attribution
from briefing.analysis.document import Document, Stretch


@dataclass(frozen=True, slots=True)
class Reported:
    """An attribution with the outlets (where they stand, full name) and the outer speakers it came through."""

    attribution: Attribution
    links: tuple[tuple[Stretch, str], ...]
    outer: tuple[Attribution, ...]


def fold(document: Document, found: Sequence[Attribution]) -> list[Reported]:
    """Return the attributions with their chains.

    An outlet that only passes on what another says ("According to the Journal, officials said …") becomes a link
    of that statement and is none of its own; a speaker whose words hold another's statement becomes its link.
    """
    chains: list[Reported] = []
    for group in _by_sentence(document, found):
        passed_on = [
            one
            for one in group
            if one.speaker is not None
            and outlets.find(document, *document.range_of(one.speaker))
            and any(_is_all_of(other, one) for other in group if other is not one)
        ]
        for one in group:
            if one in passed_on:
                continue
            holders = [other for other in group if other is not one and _holds(other, one)]
            holders.sort(key=lambda other: -sum(b - a for a, b in other.content))
            named = {id(holder): _outlets_of(document, holder) for holder in holders}
            links = tuple(link for holder in holders for link in named[id(holder)])
            outer = tuple(holder for holder in holders if not named[id(holder)])
            chains.append(Reported(one, links, outer))
    return chains


def _by_sentence(document: Document, found: Sequence[Attribution]) -> Iterator[list[Attribution]]:
    """Yield the attributions in groups of one sentence: only those can hold each other."""
    key = [document.sentence_of(document.token_at((one.cue or one.content[0])[0])).first for one in found]
    order = sorted(range(len(found)), key=lambda i: (key[i], i))
    for _, group in groupby(order, key=lambda i: key[i]):
        yield [found[i] for i in group]


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner statement, its cue included, lies in the outer's content."""
    if inner.cue is None or inner.speaker is None or outer.speaker == inner.speaker:
        return False
    places = (inner.cue, inner.content[0])
    return all(any(a <= place[0] and place[1] <= b for a, b in outer.content) for place in places)


def _is_all_of(inner: Attribution, outer: Attribution) -> bool:
    """Whether the inner statement, from its speaker to its end, is all that the outer's content has."""
    if not _holds(outer, inner) or inner.speaker is None:
        return False
    start = min(inner.speaker[0], inner.content[0][0])
    end = max(inner.speaker[1], inner.content[-1][1])
    return start - outer.content[0][0] <= 5 and outer.content[-1][1] - end <= 2


def _outlets_of(document: Document, one: Attribution) -> list[tuple[Stretch, str]]:
    """Return the outlets the attribution names: first those after "via", which are nearer the reader, then its own."""
    if one.speaker is None:
        return []
    first, end = document.range_of(one.speaker)
    own = outlets.find(document, first, end)
    if not own:
        return []
    tokens = document.tokens
    past = min(document.sentence_of(first).end, end + 3)
    via = next((k for k in range(end, past) if tokens[k].low == "via"), None)
    through = (
        outlets.find(document, via + 1, min(document.sentence_of(first).end, via + 6))[:1] if via is not None else []
    )
    return [(document.stretch(a, b), name) for a, b, name in [*through, *own[:1]]]
