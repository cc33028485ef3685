"""Figures: the numbers that carry the story, and who gives them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.suggestion import LONGEST, Suggestion, line
from briefing.model import FollowUpKind, Span, Statement

_COUNTED = 2
"""Words after a figure that say what is counted, at most: "$100 million *penalty*", "46 percent *of voters*"."""


_AROUND = 300
"""Code points around a figure in which the article may say whose it is."""
_TOLD = re.compile(
    r"\b(?:according to|analysis|report(?:s|ed)?|data|figures|filings?|surveys?|polls?|stud(?:y|ies)|records|"
    r"estimates?)\b"
)


@cache
def _figure() -> re.Pattern[str]:
    large = r"(?:thousand|million|billion|trillion)"
    return re.compile(
        rf"[$€£¥]\s?\d[\d.,]{{0,20}}(?<=\d)(?:\s?(?:million|billion|trillion)\b|(?:bn|mn|tn|[mb])\b)"
        rf"|[$€£¥]\s?\d{{1,3}}(?:,\d{{3}}){{2,6}}\b"
        rf"|(?<![\d.,])\d[\d.,]{{0,20}}(?<=\d)(?:%|\s(?:percent|per cent|{large})\b)"
        rf"|(?<![\d.,$€£¥])\d{{1,3}}(?:,\d{{3}}){{1,6}}\b"
    )


def suggestions(document: Document, statements: Sequence[Statement], lead: int) -> Iterator[Suggestion]:
    """Yield the figures of the first `lead` sentences, each with its source or the lack of one."""
    for sentence in document.sentences[:lead]:
        start, end = document.stretch(sentence.first, sentence.end)
        for match in _figure().finditer(document.text, start, end):
            span = Span.of(document.text, *match.span())
            counted = line(document.text[match.start() : _counted(document, match.end(), end)])
            source = _source(statements, span)
            if source is None and _TOLD.search(document.text, max(0, start - _AROUND), end + _AROUND):
                continue
            text = f"Check “{counted}”: {source or 'the article gives no source'}."
            if len(text) <= LONGEST and not any(mark in counted for mark in '“”"'):
                yield Suggestion(FollowUpKind.FIGURE, text, (span,))


def _counted(document: Document, offset: int, end: int) -> int:
    """Return where what is counted ends: the nouns after the figure, "of" and one more."""
    at = document.token_at(offset - 1) + 1
    for step in range(_COUNTED + 1):
        if at >= len(document.tokens) or document.tokens[at].end > end:
            break
        token = document.tokens[at]
        stops = (
            token.low in words("conjunctions") or token.low in words("auxiliaries") or token.low in words("determiners")
        )
        if not token.is_word or stops or (token.low in words("prepositions") and not (step == 0 and token.low == "of")):
            break
        offset = token.end
        at += 1
    last = document.tokens[document.token_at(offset - 1)]
    return offset if last.low != "of" else document.tokens[document.token_at(offset - 1) - 1].end


def _source(statements: Sequence[Statement], figure: Span) -> str | None:
    for statement in statements:
        speaker = statement.speaker
        if speaker is not None and any(piece.overlaps(figure) for piece in statement.content):
            name = line(speaker.name)
            return f"it is {name}’s" if speaker.named else f"{name}, unnamed, gives it"
    return None
