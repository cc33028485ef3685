"""Channels: the outlet a statement was made to, the letter, document or post it stands in, the agency of a dateline."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.analysis.attribution import Attribution, overlap
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import sections, words
from briefing.analysis.outlets import Outlet, Outlets

_NEAR = 6
"""Words between "told", "in an interview with", "on" and the outlet, at most: "told the respected Boston Globe"."""
_DATELINE = 2
"""Sentences in which an agency's dateline can stand."""


class Medium(NamedTuple):
    """A letter, a document, a post: its name ("a letter") and where it is told."""

    name: str
    span: Stretch


def made_to(document: Document, outlets: Outlets, one: Attribution) -> list[Outlet]:
    """Return the outlets that the sentence of a statement says it was made to or in, outside of what is said."""
    if one.cue is None:
        return []
    sentence = document.sentence_of(document.token_at(one.cue[0]))
    found: list[Outlet] = []
    for outlet in outlets.within(sentence.first, sentence.end):
        place = document.stretch(outlet.first, outlet.end)
        if any(overlap(place, piece) for piece in one.content) or (one.speaker and overlap(place, one.speaker)):
            continue
        if _is_led_to(document, sentence.first, outlet) and not _between(document, one, outlet):
            found.append(outlet)
    return [outlet for outlet in found if not is_programme(outlet.name)][:1] or found[:1]


def _is_led_to(document: Document, first: int, outlet: Outlet) -> bool:
    """Whether "told", "to", "with", "on", "in" leads to the outlet, with nothing but its own words between."""
    tokens = document.tokens
    for i in range(outlet.first - 1, max(first, outlet.first - _NEAR) - 1, -1):
        if tokens[i].low in words("outlet_leads"):
            return True
        if not (tokens[i].is_word or tokens[i].low == "'s") or tokens[i].low in words("conjunctions"):
            return False
    return False


def _between(document: Document, one: Attribution, outlet: Outlet) -> bool:
    """Whether another clause stands between cue and outlet: a semicolon, "who", "which"."""
    if one.cue is None:
        return False
    first, end = sorted((document.range_of(one.cue)[0], outlet.first))
    inside = [i for i in range(first, end) if document.quoted[i] < 0]
    return any(document.tokens[i].text == ";" or document.tokens[i].low in ("who", "which") for i in inside)


def medium(document: Document, outlets: Outlets, one: Attribution, work: Stretch | None) -> Medium | None:
    """Return what the statement stands in: "in *a letter* to the minister", "tweeted", "on *Twitter*", or `work`.

    `work` is the report or letter that speaks for its maker, where one does. What an outlet publishes is the outlet's.
    """
    if work is not None:
        first, end = document.range_of(work)
        noun = any(token.low in words("media") for token in document.tokens[first:end])
        return Medium(document.line(first, end), work) if noun and not outlets.within(first, end) else None
    if one.cue is None:
        return None
    first, end = document.range_of(one.cue)
    for i in range(first, end):
        if document.tokens[i].low in words("posting"):
            return Medium("a tweet", document.stretch(i, i + 1))
    sentence = document.sentence_of(first)
    for i in range(sentence.first, sentence.end):
        place = document.stretch(i, i + 1)
        if any(overlap(place, piece) for piece in one.content) or (one.speaker and overlap(place, one.speaker)):
            continue
        if document.tokens[i].low in words("platforms") and i and document.tokens[i - 1].low in ("on", "via", "to"):
            return Medium(document.tokens[i].text, place)
        start = _opens(document, sentence.first, i) if document.tokens[i].low in words("media") else None
        if start is not None and not outlets.within(start, i + 1):
            return Medium(document.line(start, i + 1), document.stretch(start, i + 1))
    return None


def _opens(document: Document, first: int, noun: int) -> int | None:
    """Return where the noun phrase of a letter or document begins that is sent or that something is said in."""
    tokens = document.tokens
    for i in range(noun - 1, max(first, noun - _NEAR) - 1, -1):
        low = tokens[i].low
        if low in ("a", "an", "the", "his", "her", "its", "their") or low == "'s":
            led = tokens[i - 1].low if i > first else ""
            sent = led in words("sending")
            return i if low != "'s" and (led in ("in", "to", "from", "via", "by") or sent) else None
        if not tokens[i].is_word:
            return None
    return None


def dateline(document: Document, outlets: Outlets) -> Outlet | None:
    """Return the agency that an article is from by its first line: "WASHINGTON (AP) — …", "(Reuters) - …"."""
    tokens = document.tokens
    for sentence in document.sentences[:_DATELINE]:
        for outlet in outlets.within(sentence.first, sentence.end):
            after = outlet.end + 1
            bracketed = outlet.first > 0 and tokens[outlet.first - 1].text == "(" and after < len(tokens)
            if bracketed and tokens[after - 1].text == ")" and tokens[after].text in ("—", "–", "-", "--"):
                return outlet
    return None


def goes_on(document: Document, statements: Sequence[Attribution], who: Sequence[object]) -> Iterator[int | None]:
    """Yield for each statement the one before that it goes on from: the same speaker's, in the same paragraph.

    `who` are the speakers' parties, in the order of the statements; None where nobody is found.
    """
    last: int | None = None
    for number, one in enumerate(statements):
        before = statements[last] if last is not None else None
        same = before is not None and who[number] is not None and who[number] is who[last or 0]
        together = before is not None and _paragraph(document, before) == _paragraph(document, one)
        yield last if same and together else None
        last = number


def _paragraph(document: Document, one: Attribution) -> int:
    return document.sentence_of(document.token_at((one.cue or one.content[0])[0])).paragraph


def is_programme(name: str) -> bool:
    """Whether the outlet is a programme, which goes under its broadcaster where that is named."""
    return name.casefold() in sections("programmes.txt")["programmes"]
