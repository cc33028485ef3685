"""Statements: what an attribution is, as the contract has it: kind, hedges, addressee, chain, stance."""

import re
from collections.abc import Sequence
from functools import cache

from briefing.analysis.attributions import Attribution
from briefing.analysis.direct import WHOLE
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import lines
from briefing.model import Kind

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


def kind(document: Document, content: Sequence[Stretch]) -> Kind:
    """Return how much of the content stands inside quotation marks: all its words, `WHOLE` or more, or fewer."""
    inside = outside = 0
    for start, end in content:
        first, past = document.range_of((start, end))
        for i in range(first, past):
            if document.tokens[i].is_word:
                quoted = document.quoted[i] >= 0
                inside += quoted
                outside += not quoted
    if inside and not outside:
        return Kind.DIRECT
    return Kind.MIXED if inside >= WHOLE else Kind.INDIRECT


@cache
def _hedge() -> re.Pattern[str]:
    phrases = sorted(lines("hedges.txt"), key=len, reverse=True)
    return re.compile(
        r"\b(?:" + "|".join(re.escape(phrase).replace(r"\\ ", r"\\s+") for phrase in phrases) + r")\b", re.IGNORECASE
    )


def hedges(document: Document, one: Attribution, all_of_sentence: Sequence[Attribution]) -> list[Stretch]:
    """Return the hedging words that colour this attribution: before its content, in no other's, nearest to its cue."""
    if one.cue is None:
        return []
    sentence = document.sentence_of(document.token_at(one.cue[0]))
    begins = document.tokens[sentence.first].start
    ends = max(one.cue[1], min(one.content[0][0], document.tokens[sentence.end - 1].end))
    found: list[Stretch] = []
    for match in _hedge().finditer(document.text, begins, ends):
        place = match.span()
        if not any(_between(place, one, other) for other in all_of_sentence if other is not one):
            found.append(place)
    return found


def _between(place: Stretch, one: Attribution, other: Attribution) -> bool:
    """Whether the hedge at `place` belongs to `other` and not to `one`."""
    assert one.cue is not None
    holds_hedge = any(a <= place[0] < b for a, b in other.content)
    holds_cue = any(a <= one.cue[0] < b for a, b in other.content)
    if holds_hedge != holds_cue:
        return True
    return other.cue is not None and place[1] <= other.cue[0] < one.cue[0] and not holds_cue
