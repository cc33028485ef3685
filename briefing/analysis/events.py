"""Events: what an article names together with a day that is still to come: "the April 19 primary in New York"."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

from briefing.analysis import noun_phrases
from briefing.analysis.cues import is_cue_verb
from briefing.analysis.dates import Dated, dates
from briefing.analysis.document import Document, Sentence
from briefing.analysis.lexicon import words
from briefing.days import last_day, weekday_named

_PHRASE = 5
"""Words before an event's noun that belong to it, at most."""
_BESIDE = 4
"""Words between a day and its event, at most: "the April 19 *Republican presidential primary*"."""
_LINK = 6
"""Words between an event and its day behind it, at most: "the primary *is set for* June 14"."""
_SOON = 210
"""Days in which an event comes of which only the month is told."""
_DAY = len("2026-11-28")
_NEAR = 40
"""Code points behind an event in which its verb shows that it is to come."""
_AGAIN = 20
"""Places that name a weekday too, at most, at which it is looked for whether it is over."""
_SURE = ("next ", "the next ", "tomorrow", "in ", "within", "later this", "the coming", "coming", "day after")
"""How the words of a day begin that can only be one to come."""
_WHERE = re.compile(r",? (?:where|which|when)\b")


class Event(NamedTuple):
    """An event to come: its words from token `first` to `end`, and the day or month told with it."""

    first: int
    end: int
    day: Dated


@cache
def to_come() -> re.Pattern[str]:
    """Return what shows that a sentence speaks of what is to come."""
    return re.compile(
        r"\b(?:will|shall|[’']ll|upcoming|deadline|(?:is|are|was|were) (?:set|due|scheduled|expected|planned|"
        r"slated|likely|poised|supposed|to)\b|set (?:to|for|by)|"
        r"(?:scheduled|due|expected|planned|slated) (?:to|for|on|in|by)|"
        r"plan(?:s|ning)? (?:to|for)|intends? to|(?:expect|prepar)(?:s|es|ing) to|to be \w+ed|"
        r"going to|by the end of|"
        r"(?:begins|starts|opens|expires|takes effect|resumes|meets) (?:on|in|at|next|this)|"
        r"(?:must|has to|have to|needs? to|should)(?: \w+){1,8} by)\b"
    )


@cache
def _ahead() -> re.Pattern[str]:
    """Return what else shows that an event in the same sentence is still to come."""
    return re.compile(
        r"\b(?:hop(?:es?|ing)|prepar(?:es?|ed|ing)|brac(?:es?|ing)|head(?:s|ing)? (?:in)?to|fac(?:es?|ing)|"
        r"if|await(?:s|ing)?|turn(?:s|ing)? (?:\w+ )?attention|final days)\b",
        re.IGNORECASE,
    )


def is_ahead(document: Document, one: Dated) -> bool:
    """Whether the words of a day can only mean one to come: "next week", "in two weeks", "tomorrow"."""
    said = document.text[one.start : one.end].casefold()
    return said.startswith(_SURE)


def events(document: Document, sentence: Sentence, published: date | None, dated: Sequence[Dated]) -> Iterator[Event]:
    """Yield the events of a sentence that are told with a day or month to come; none where nothing is resolved.

    `dated` are the dates of the sentence.
    """
    if published is None:
        return
    told = [*dated, *_owning(document, sentence, published)]
    for one in told:
        if one.due is None or last_day(one.due) < published:
            continue
        found = _beside(document, sentence, one)
        if found is None or document.quoted[found.first] >= 0:
            continue
        if _comes(document, sentence, found, published):
            yield found


def _owning(document: Document, sentence: Sentence, published: date) -> Iterator[Dated]:
    """Yield the weekdays with an event of theirs: "*Tuesday's* primary in Ohio"."""
    tokens = document.tokens
    for i in range(sentence.first, sentence.end - 2):
        if weekday_named(tokens[i].low) is not None and tokens[i + 1].low == "'s":
            due = next((one.due for one in dates(tokens[i].text, 0, len(tokens[i].text), published)), None)
            yield Dated(tokens[i].start, tokens[i].end, due)


def _beside(document: Document, sentence: Sentence, one: Dated) -> Event | None:
    """Return the event that stands beside a day, with its place; None where none does."""
    tokens = document.tokens
    first, end = document.range_of((one.start, one.end))
    owns = end < sentence.end and tokens[end].low == "'s"
    noun = _behind(document, end + owns, sentence)
    if noun is not None:
        start = first if owns else _leftmost(document, first, sentence.first)
        past = _past_place(document, noun + 1, sentence)
    elif (led := _before(document, first, sentence)) is not None:
        noun, linked = led
        start, past = _leftmost(document, noun, sentence.first), _past_place(document, noun + 1, sentence)
        past = past if linked else max(past, _past_place(document, end, sentence))
    else:
        return None
    named = any(
        (tokens[i].capital or tokens[i].low in ("the", "'s")) and not (first <= i < end) for i in range(start, noun)
    )
    placed = past > max(noun + 1, end) or any(document.tokens[i].capital for i in range(noun + 1, first))
    return Event(start, past, one) if owns or named or placed else None


def _behind(document: Document, first: int, sentence: Sentence) -> int | None:
    """Return the event's noun among the words from token `first` on: "(April 19) Republican *primary*"."""
    for i in range(first, min(first + _BESIDE, sentence.end)):
        if not document.tokens[i].is_word or document.tokens[i].low in words("prepositions"):
            return None
        if document.tokens[i].low in words("events"):
            return i
    return None


def _before(document: Document, first: int, sentence: Sentence) -> tuple[int, bool] | None:
    """Return the event's noun before a day, and whether a verb links the two: "the *primary* is June 14"."""
    tokens = document.tokens
    at = first - 1
    linked = False
    while at > sentence.first and first - at <= _LINK and tokens[at].low in words("event_links"):
        linked = linked or tokens[at].low not in ("on", "for", "in", ",")
        at -= 1
    place = at
    while place > sentence.first and tokens[place].capital and tokens[place].low not in words("events"):
        place -= 1
    if place < at and tokens[place].low in ("in", "at"):
        at = place - 1
    if at < sentence.first:
        return None
    super_tuesday = at > sentence.first and (tokens[at - 1].low, tokens[at].low) == ("super", "tuesday")
    return (at, linked) if tokens[at].low in words("events") or super_tuesday else None


def _comes(document: Document, sentence: Sentence, event: Event, published: date) -> bool:
    """Whether an event is still to come: by its day alone, or by what the sentence says."""
    one, due = event.day, event.day.due or ""
    said = document.text[one.start : one.end]
    exact = len(due) == _DAY and any(map(str.isdigit, said))
    far = exact and due[:4] not in said and (last_day(due) - published).days > _SOON  # "the March 15 primary", past
    if (exact or is_ahead(document, one)) and last_day(due) > published:
        return not far
    before = document.tokens[event.first - 1] if event.first > sentence.first else None
    verb = before is not None and noun_phrases.looks_finite(before) and not before.low.endswith("s")
    past = before is not None and (before.low in words("looking_back") or verb)
    end = document.stretch(sentence.first, sentence.end)[1]
    at, stop = document.stretch(event.first, event.end)
    if past:
        return _WHERE.match(document.text, stop) is not None and _shows(document, stop, min(end, stop + 2 * _NEAR))
    if len(due) < _DAY:
        away = (last_day(due) - published).days
        return len(due) > len("2026") and away < _SOON and due != published.isoformat()[: len(due)]
    led = before.low if before is not None else ""
    if led in ("before", "until", "till", "of"):
        return led != "of" or document.tokens[event.first - 2].low in ("ahead", "advance", "eve")
    shown = _shows(document, document.tokens[sentence.first].start, at)
    shown = shown or (led not in ("in", "at", "during") and _shows(document, stop, min(end, stop + _NEAR)))
    return shown and (due == published.isoformat() or not _is_over(document, sentence, said))


def _is_past(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence tells what was: a verb in the past outside of quotation marks, and nothing to come."""
    told = (i for i in range(sentence.first, sentence.end) if document.quoted[i] < 0)
    was = any(noun_phrases.looks_finite(document.tokens[i]) for i in told)
    return was and not _shows(document, *document.stretch(sentence.first, sentence.end))


def _is_over(document: Document, sentence: Sentence, weekday: str) -> bool:
    """Whether another sentence tells what was on that weekday: then it is the last one."""
    again = re.finditer(rf"\b{re.escape(weekday.rsplit(maxsplit=1)[-1])}\b", document.text)
    for match in islice(again, _AGAIN):
        other = document.sentence_of(document.token_at(match.start()))
        if other != sentence and _is_past(document, other):
            return True
    return False


def _shows(document: Document, start: int, end: int) -> bool:
    """Whether words outside of quotation marks show that something is to come."""
    found = (*to_come().finditer(document.text, start, end), *_ahead().finditer(document.text, start, end))
    return any(document.quoted[document.token_at(match.start())] < 0 for match in found)


def _past_place(document: Document, past: int, sentence: Sentence) -> int:
    """Return where an event that ends before token `past` ends with its place: "primary *in New York*"."""
    tokens = document.tokens
    if past + 1 >= sentence.end or tokens[past].low not in ("in", "on", "at") or not tokens[past + 1].capital:
        return past
    if weekday_named(tokens[past + 1].low) is not None:
        return past
    return next((i for i in range(past + 1, sentence.end) if not tokens[i].capital), sentence.end)


def _leftmost(document: Document, at: int, low: int) -> int:
    """Return where the noun phrase begins whose words stand before token `at`: its article, its owner."""
    tokens = document.tokens
    start = at
    while start > low and at - start < _PHRASE:
        token = tokens[start - 1]
        closed = any(token.low in words(name) for name in ("prepositions", "conjunctions", "auxiliaries", "relatives"))
        if not token.is_word and token.low != "'s":
            break
        verb = noun_phrases.looks_finite(token) or is_cue_verb(token) or token.low in ("win", "lose", "won", "lost")
        if token.low != "'s" and (closed or verb):
            break
        start -= 1
        if token.low in words("determiners"):
            break
    return start
