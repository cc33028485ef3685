"""Sayings: who says what, by tokens, for whoever asks whom a pronoun stands for."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document, Stretch
from briefing.analysis.noun_phrases import Range


class Sayings(NamedTuple):
    """The sayings of one article.

    `by_quotation` is who says each quotation, by its number in the document; `said` what is said, by the first token of
    who says it; `speakers` are all tokens of those who say something.
    """

    by_quotation: Mapping[int, Stretch]
    said: Mapping[int, tuple[Range, ...]]
    speakers: frozenset[int]


NONE = Sayings({}, {}, frozenset())
"""The sayings of an article of which nothing is known."""


def sayings(document: Document, found: Sequence[Attribution]) -> Sayings:
    """Return who says what by the attributions found."""
    by_quotation: dict[int, Stretch] = {}
    said: dict[int, tuple[Range, ...]] = {}
    speakers: set[int] = set()
    for one in found:
        if one.speaker is None:
            continue
        who = document.range_of(one.speaker)
        content = tuple(document.range_of(stretch) for stretch in one.content)
        numbers = {document.quoted[i] for first, end in content for i in range(first, end)}
        for number in numbers - {document.quoted[who[0]], -1}:
            by_quotation.setdefault(number, one.speaker)
        said[who[0]] = said.get(who[0], ()) + content
        speakers.update(range(*who))
    return Sayings(by_quotation, said, frozenset(speakers))
