"""Figures: the numbers that carry the story, and who gives them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from briefing.analysis import noun_phrases
from briefing.analysis.cues import is_cue_verb
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.suggestion import LONGEST, Suggestion, line, quoted, shortened
from briefing.analysis.tokens import Token
from briefing.model import FollowUpKind, Span, Statement

_COUNTED = 2
"""Words after a figure that say what is counted, at least: "46 percent *of voters*"."""
_UNITS = ("percent", "million", "billion", "trillion", "to", "of", "from", "points", "point")
_LONG = 12
"""Words after a figure that are quoted with it, at most."""
_AGAIN = 20
"""Places that have a figure too, at most, at which its source is looked for."""
_MOST = 60
"""Figures that are looked at: an article that has more of them is a table."""
_BEHIND = 2
"""Sentences behind the lead whose figures still carry the story."""
_OPEN = frozenset({"last", "next", "past", "previous", "same", "first"})
"""Adjectives that want a noun behind them."""
_NEAR = 3
"""Sentences of a paragraph before and after a figure in which the article may say whose it is."""
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

    These are those that somebody gives in the first half and one that nobody does, of money or a share behind the lead.
    """
    looked_at = 0
    unsourced: list[Suggestion] = []
    for number, sentence in enumerate(document.sentences[: max(lead + _BEHIND, len(document.sentences) // 2)]):
        if looked_at > _MOST:
            break
        start, end = document.stretch(sentence.first, sentence.end)
        for match in _figure().finditer(document.text, start, end):
            looked_at += 1
            span = Span.of(document.text, *match.span())
            statement = _given_by(statements, span)
            behind = number >= lead + _BEHIND
            quoted_by_nobody = statement is None and document.quoted[document.token_at(span.start)] >= 0
            if quoted_by_nobody or (statement is None and _is_sourced(document, span, _paragraph(document, number))):
                continue
            held = statement.content if statement is not None else ()
            piece = next((piece for piece in held if span.exact in piece.exact), None)
            within = (start, end)
            if piece is not None:
                within = (
                    (max(start, piece.start), min(end, piece.end)) if piece.overlaps(span) else (piece.start, piece.end)
                )
            within = (_past_adverb(document, *within), within[1])
            opens = _opens(document, within[0])
            most = LONGEST - len(_told("“”", statement))
            said = shortened(document.text[slice(*within)], most, span.exact) if opens else ""
            if not said:
                said = quoted(_phrase(document, match.span(), within[1]))
            whole = said and said.rstrip("”").split()[-1].lower() not in words("relatives")
            text = _told(said, statement) if whole else ""
            if text and len(text) <= LONGEST:
                suggestion = Suggestion(FollowUpKind.FIGURE, text, (span,))
                if statement is not None:
                    yield suggestion
                elif not behind or not match[0].replace(",", "").isdigit():
                    unsourced.append(suggestion)
                break
    yield from unsourced[:1]


def _paragraph(document: Document, number: int) -> tuple[int, int]:
    """Return where the paragraph of a sentence stands, as far as so many sentences around it."""
    near = document.sentences[max(0, number - _NEAR) : number + _NEAR + 1]
    own = [one for one in near if one.paragraph == document.sentences[number].paragraph]
    return document.stretch(own[0].first, own[-1].end)


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
    if _TOLD.search(document.text, *around):
        return True
    again = _same(figure).finditer(document.text)
    places = {document.sentence_of(document.token_at(match.start())) for match in islice(again, _AGAIN)}
    return any(_TOLD.search(document.text, *document.stretch(place.first, place.end)) for place in places)


def _phrase(document: Document, figure: tuple[int, int], stop: int) -> str:
    """Return a figure with what is counted, up to where its clause ends: "more than $22 million in negative ads".

    "" where nothing is told of it.
    """
    first, past = document.range_of(figure)
    end = past
    limit = min(document.range_of((figure[0], stop))[1], past + _LONG)
    closed = ("conjunctions", "relatives", "auxiliaries", "personal_pronouns", "subject_pronouns")
    while end < limit:
        token = document.tokens[end]
        verb = noun_phrases.looks_finite(token) or is_cue_verb(token)
        if (
            (token.low == "to" and not _spans(document, end, limit))
            or not (token.is_word or token.text in "%-")
            or verb
            or any(token.low in words(name) for name in closed)
        ):
            break
        end += 1
    while end > past and _is_open(document.tokens[end - 1]):
        end -= 1
    opening = document.tokens[past] if past < end else None
    bare = all(not t.is_word or t.text[0].isdigit() or t.low in _UNITS for t in document.tokens[past:end])
    if end - past < _COUNTED or bare or opening is None or opening.low in ("here", "there") or opening.text == "-":
        return ""
    while first > 0 and document.tokens[first - 1].low in words("about_figures"):
        first -= 1
    if document.tokens[first].low == "to":
        return ""
    return line(document.text[slice(*document.stretch(first, end))])


def _spans(document: Document, to: int, limit: int) -> bool:
    """Whether a "to" stands between two numbers: "from 2009 *to* 2012"."""
    tokens = document.tokens
    return to + 1 < limit and tokens[to - 1].text[0].isdigit() and tokens[to + 1].text[0].isdigit()


def _is_open(token: Token) -> bool:
    """Whether a phrase cannot end with a word: "during *the last*"."""
    return token.low in _OPEN or any(token.low in words(name) for name in ("prepositions", "determiners"))


def _past_adverb(document: Document, start: int, end: int) -> int:
    """Return where a clause begins behind "Meanwhile," and "Still,"."""
    first, past = document.range_of((start, end))
    tokens = document.tokens
    if first + 2 < past and tokens[first + 1].text == "," and tokens[first].low in words("sentence_adverbs"):
        return tokens[first + 2].start
    return start


def _opens(document: Document, offset: int) -> bool:
    """Whether a clause that can stand alone may begin at an offset: no pronoun, preposition, "not", "to" does."""
    token = next((t for t in document.tokens[document.token_at(offset) :][:3] if t.is_word and t.low != "that"), None)
    closed = (
        "personal_pronouns", "object_pronouns", "possessives", "prepositions", "negations", "conjunctions", "relatives"
    )  # fmt: skip
    about = token is not None and token.low in ("about", "over", "around", "under", "nearly")
    return about or (token is not None and not any(token.low in words(name) for name in closed))


def _told(said: str, statement: Statement | None) -> str:
    """Return what to do about a figure told in the words `said`; "" where it is nobody's that can be asked."""
    speaker = statement.speaker if statement is not None else None
    if speaker is None:
        return f"Find the source of {said}: the article names none."
    name = line(speaker.name)
    return f"Check {said}: the figure is {name}’s." if speaker.named and name[:1].isupper() else ""
