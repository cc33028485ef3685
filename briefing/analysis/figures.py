"""Figures: the numbers that carry the story, and who gives them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.suggestion import LONGEST, Suggestion, line, quoted, shortened
from briefing.model import FollowUpKind, Span, Statement

_COUNTED = 2
"""Words after a figure that say what is counted, at most: "$100 million *penalty*", "46 percent *of voters*"."""
_AGAIN = 20
"""Places that have a figure too, at most, at which its source is looked for."""
_MOST = 60
"""Figures that are looked at: an article that has more of them is a table."""
_BEHIND = 2
"""Sentences behind the lead whose figures still carry the story."""
_CLAUSE = 90
"""Code points of what is said with a figure, at most."""
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
        rf"|(?<![\d.,])(?!100\b)\d[\d.,]{{0,20}}(?<=\d)(?:%|\s(?:percent|per cent|{large})\b)"
        rf"|(?<![\d.,$€£¥])\d{{1,3}}(?:,\d{{3}}){{1,6}}\b"
    )


def suggestions(document: Document, statements: Sequence[Statement], lead: int) -> Iterator[Suggestion]:
    """Yield the figures that carry the story, one of a sentence, each with its source or the lack of one.

    These are those of the first `lead` sentences and a little behind, and of the first half those that somebody gives.
    """
    looked_at = 0
    for number, sentence in enumerate(document.sentences[: max(lead + _BEHIND, len(document.sentences) // 2)]):
        if looked_at > _MOST:
            return
        start, end = document.stretch(sentence.first, sentence.end)
        for match in _figure().finditer(document.text, start, end):
            looked_at += 1
            span = Span.of(document.text, *match.span())
            counted = line(document.text[match.start() : _counted(document, match.end(), end)])
            statement = _given_by(statements, span)
            behind = number >= lead + _BEHIND
            if statement is None and (behind or _is_sourced(document, span, (start - _AROUND, end + _AROUND))):
                continue
            held = statement.content if statement is not None else ()
            piece = next((piece for piece in held if span.exact in piece.exact), None)
            within = (start, end)
            if piece is not None:
                within = (
                    (max(start, piece.start), min(end, piece.end)) if piece.overlaps(span) else (piece.start, piece.end)
                )
            opens = _opens(document, within[0])
            said = shortened(document.text[slice(*within)], _CLAUSE, span.exact) if opens else ""
            if not said and statement is not None and len(counted.split()) > len(match[0].split()) + 1:
                said = quoted(counted)
            whole = said and said.rstrip("”").split()[-1].lower() not in words("relatives")
            text = _told(said, statement) if whole else ""
            if text and len(text) <= LONGEST:
                yield Suggestion(FollowUpKind.FIGURE, text, (span,))
                break


def _same(figure: Span) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d){re.escape(figure.exact)}(?!\w)")


def _given_by(statements: Sequence[Statement], figure: Span) -> Statement | None:
    """Return the statement that gives a figure: that it stands in, else the first that has it too."""
    spoken = [statement for statement in statements if statement.speaker is not None]
    inside = (s for s in spoken if any(piece.overlaps(figure) for piece in s.content))
    again = (s for s in spoken if any(_same(figure).search(piece.exact) for piece in s.content))
    return next(inside, None) or next(again, None)


def _is_sourced(document: Document, figure: Span, around: tuple[int, int]) -> bool:
    """Whether the article may say whose a figure is: beside it, or in another sentence that has it."""
    if _TOLD.search(document.text, max(0, around[0]), around[1]):
        return True
    again = _same(figure).finditer(document.text)
    places = {document.sentence_of(document.token_at(match.start())) for match in islice(again, _AGAIN)}
    return any(_TOLD.search(document.text, *document.stretch(place.first, place.end)) for place in places)


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


def _opens(document: Document, offset: int) -> bool:
    """Whether a clause that can stand alone may begin at an offset: no pronoun, preposition, "not", "to" does."""
    token = next((t for t in document.tokens[document.token_at(offset) :][:3] if t.is_word and t.low != "that"), None)
    closed = ("personal_pronouns", "object_pronouns", "prepositions", "negations", "conjunctions", "relatives")
    about = token is not None and token.low in ("about", "over", "around", "under", "nearly")
    return about or (token is not None and not any(token.low in words(name) for name in closed))


def _told(said: str, statement: Statement | None) -> str:
    """Return what to do about a figure told in the words `said`; "" where it is nobody's that can be asked."""
    speaker = statement.speaker if statement is not None else None
    if speaker is None:
        return f"Find the source of {said}: the article names none."
    name = line(speaker.name)
    return f"Check {said}: the figure is {name}’s." if speaker.named and name[:1].isupper() else ""
