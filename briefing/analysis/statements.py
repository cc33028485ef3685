"""Statements: how much of one is quoted, and which words hedge it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import lines
from briefing.analysis.quotations import WHOLE
from briefing.model import Kind


def kind(document: Document, content: Sequence[Stretch]) -> Kind:
    """Return how much of the content stands inside quotation marks: all its words, `WHOLE` or more, or fewer."""
    quoted = [
        document.quoted[i] >= 0
        for stretch in content
        for i in range(*document.range_of(stretch))
        if document.tokens[i].is_word
    ]
    if quoted and all(quoted):
        return Kind.DIRECT
    return Kind.MIXED if sum(quoted) >= WHOLE else Kind.INDIRECT


@cache
def _hedge() -> re.Pattern[str]:
    phrases = sorted(lines("hedges.txt"), key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)


def hedges(document: Document, one: Attribution, in_sentence: Iterable[Attribution]) -> list[Stretch]:
    """Return the hedging words that colour this attribution: before its content, and no other's of its sentence."""
    if one.cue is None:
        return []
    sentence = document.sentence_of(document.token_at(one.cue[0]))
    begins, sentence_ends = document.stretch(sentence.first, sentence.end)
    ends = min(sentence_ends, max(one.cue[1], one.content[0][0]))
    places = [match.span() for match in _hedge().finditer(document.text, begins, ends)]
    others = [other for other in in_sentence if other is not one and other.cue is not None] if places else []
    return [place for place in places if not any(_is_of(place, other, one) for other in others)]


def _is_of(place: Stretch, other: Attribution, one: Attribution) -> bool:
    """Whether the hedge at `place` colours `other` and not `one`: inside its content, or nearer to its cue."""
    if one.cue is None or other.cue is None:
        return False
    holds_hedge = any(start <= place[0] < end for start, end in other.content)
    holds_cue = any(start <= one.cue[0] < end for start, end in other.content)
    if holds_hedge != holds_cue:
        return True
    return place[1] <= other.cue[0] < one.cue[0] and not holds_cue
