"""What is still to come: the dates of sentences that speak of the future, with what is to happen then."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from briefing.analysis import noun_phrases
from briefing.analysis.cues import is_cue_verb
from briefing.analysis.dates import Dated, dates
from briefing.analysis.document import Document, Sentence
from briefing.analysis.lexicon import words
from briefing.analysis.suggestion import LONGEST, Suggestion, quoted
from briefing.days import last_day, weekday_named
from briefing.model import FollowUpKind, Span

_FAR = 5
"""Years from the day of publication that somebody will still look back from."""
_YEAR = 4
"""Characters of a day that is told only by its year."""
_PHRASE = 5
"""Words before an event's noun that belong to it, at most."""
_BESIDE = 4
"""Words between a day and its event, at most: "the April 19 *Republican presidential primary*"."""
_SHORTEST = 4
"""Words of a clause that says what is to happen, at least."""


@cache
def _to_come() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:will|shall|[’']ll|upcoming|deadline|(?:is|are|was|were) (?:set|due|scheduled|expected|planned|"
        r"slated|likely|poised|supposed|to)\b|set (?:to|for|by)|"
        r"(?:scheduled|due|expected|planned|slated) (?:to|for|on|in|by)|"
        r"plan(?:s|ning)? (?:to|for)|intends? to|(?:expect|prepar)(?:s|es|ing) to|to be \\w+ed|"
        r"going to|by the end of|"
        r"(?:begins|starts|opens|expires|takes effect|resumes|meets) (?:on|in|at|next|this)|"
        r"(?:must|has to|have to|needs? to|should)(?: \w+){1,8} by)\b"
    )


@cache
def _set() -> re.Pattern[str]:
    """Return what shows that something is set for a day, whatever it is."""
    return re.compile(
        r"\b(?:scheduled|slated|due|deadline|planned|set (?:to|for)|by the end of|begins?|starts?|opens?|expires?)\b"
    )


@cache
def _event() -> re.Pattern[str]:
    """Return what can come on a day: an event, or what somebody does that others wait for."""
    deeds = "|".join(words("awaited_deeds"))
    return re.compile(
        rf"\b(?:(?:{'|'.join(words('events'))})\b"
        rf"|(?:will|shall|to|[’']ll) (?:\w+ly |also |then |soon )?(?:be )?(?:{deeds})\b)"
    )


_DAY = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d|\d(?:st|nd|rd|th)?(?: of)? [A-Z]|\d/\d|\d-\d")
"""A day that is told by a number, roughly."""
_NOT = re.compile(r"\b(?:not|never|no longer)\b|\bwon[’']t\b|n[’']t\b")


def suggestions(document: Document, published: date | None) -> Iterator[Suggestion]:
    """Yield the dates to come, each with the clause that says what of, those due first first, open ones last."""
    found: list[Suggestion] = []
    for sentence in document.sentences:
        start, end = document.stretch(sentence.first, sentence.end)
        if _DAY.search(document.text, start, end):
            told = dates(document.text, start, end, published)
            found += [event for one in told if (event := _named(document, sentence, one, published)) is not None]
        if not _to_come().search(document.text, start, end):
            continue
        found += _on_weekdays(document, sentence, published)
        for one in dates(document.text, start, end, published):
            if (clause := _clause(document, sentence, one)) is None or _is_supposed(document, sentence):
                continue
            if one.due is not None and published is not None and int(one.due[:4]) > published.year + _FAR:
                continue
            if one.due is not None and published is not None and last_day(one.due) <= published:
                continue
            if _is_awaited(document.text[slice(*clause)], one) and (suggestion := _suggestion(document, one, clause)):
                found.append(suggestion)
    each = {suggestion.spans[0]: suggestion for suggestion in found}
    yield from sorted(each.values(), key=lambda suggestion: suggestion.due or "9999")


def _named(document: Document, sentence: Sentence, one: Dated, published: date | None) -> Suggestion | None:
    """Return the event that a day to come names: "the *April 19* primary in New York", "the town's vote *on May 3*".

    A weekday alone may be the last one: "Monday's vote".
    """
    said = document.text[one.start : one.end]
    if published is None or one.due is None or len(one.due) <= len("2026-11") or not any(map(str.isdigit, said)):
        return None
    if last_day(one.due) <= published:
        return None
    tokens = document.tokens
    first, end = document.range_of((one.start, one.end))
    behind = _event_behind(document, end, sentence)
    if behind is not None:
        start, past = _leftmost(document, first, sentence.first), behind + 1
    else:
        on = first - (tokens[first - 1].low in ("on", "for")) if first > sentence.first else first
        if on <= sentence.first or tokens[on - 1].low not in words("events"):
            return None
        behind = on - 1
        start, past = _leftmost(document, behind, sentence.first), end
    past = _past_place(document, past, sentence)
    named = any(
        tokens[i].capital or tokens[i].low in ("the", "'s") for i in range(start, behind) if not first <= i < end
    )
    if document.quoted[behind] >= 0 or not (named or past > max(behind + 1, end)):
        return None
    event = quoted(document.text[tokens[start].start : tokens[past - 1].end])
    text = f"See what came of {event}."
    span = Span.of(document.text, one.start, one.end)
    return Suggestion(FollowUpKind.DATE, text, (span,), one.due) if event and len(text) <= LONGEST else None


def _event_behind(document: Document, first: int, sentence: Sentence) -> int | None:
    """Return the event's noun among the words from token `first` on: "(April 19) Republican *primary*"."""
    for i in range(first, min(first + _BESIDE, sentence.end)):
        if not document.tokens[i].is_word:
            return None
        if document.tokens[i].low in words("events"):
            return i
    return None


def _past_place(document: Document, past: int, sentence: Sentence) -> int:
    """Return where an event that ends before token `past` ends with its place: "primary *in New York*"."""
    tokens = document.tokens
    if past + 1 >= sentence.end or tokens[past].low not in ("in", "on", "at") or not tokens[past + 1].capital:
        return past
    return next((i for i in range(past + 1, sentence.end) if not tokens[i].capital), sentence.end)


def _on_weekdays(document: Document, sentence: Sentence, published: date | None) -> Iterator[Suggestion]:
    """Yield the events of a weekday in a sentence that speaks of what is to come: "*Tuesday's* primary in Ohio"."""
    tokens = document.tokens
    for first in range(sentence.first, sentence.end - 2):
        if weekday_named(tokens[first].low) is None or tokens[first + 1].low != "'s" or document.quoted[first] >= 0:
            continue
        event = _event_behind(document, first + 2, sentence)
        if event is None:
            continue
        past = _past_place(document, event + 1, sentence)
        day = tokens[first].text
        due = next((one.due for one in dates(day, 0, len(day), published)), None)
        said = quoted(document.text[tokens[first].start : tokens[past - 1].end])
        if due is not None and said:
            span = Span.of(document.text, tokens[first].start, tokens[first].end)
            yield Suggestion(FollowUpKind.DATE, f"See what came of {said}.", (span,), due)


def _leftmost(document: Document, at: int, low: int) -> int:
    """Return where the noun phrase begins whose words stand before token `at`: its article, its owner."""
    tokens = document.tokens
    start = at
    while start > low and at - start < _PHRASE:
        token = tokens[start - 1]
        closed = any(token.low in words(name) for name in ("prepositions", "conjunctions", "auxiliaries", "relatives"))
        if not token.is_word and token.low != "'s":
            break
        if token.low != "'s" and (closed or noun_phrases.looks_finite(token) or is_cue_verb(token)):
            break
        start -= 1
        if token.low in words("determiners"):
            break
    return start


def _is_awaited(clause: str, one: Dated) -> bool:
    """Whether the clause tells an event: something set for the day, or that others wait for; no mere prediction."""
    if _NOT.search(clause):
        return False
    if one.due is not None and len(one.due) == _YEAR:
        return _set().search(clause) is not None
    return (_set().search(clause) or _event().search(clause)) is not None


def _is_supposed(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence only supposes something: "if it were sold in 2034"."""
    tokens = document.tokens[sentence.first : sentence.end]
    return any(token.low in ("if", "suppose", "imagine", "unless") for token in tokens)


def _suggestion(document: Document, one: Dated, clause: tuple[int, int]) -> Suggestion | None:
    span = Span.of(document.text, one.start, one.end)
    for stretch in (clause, _core(document, clause, one), (clause[0], one.end)):
        if stretch is None or not _is_whole(document, stretch):
            continue
        said = quoted(document.text[slice(*stretch)])
        if said and len(text := f"See what came of it: {said}.") <= LONGEST:
            return Suggestion(FollowUpKind.DATE, text, (span,), one.due)
    return None


def _is_whole(document: Document, stretch: tuple[int, int]) -> bool:
    """Whether the words can stand alone: no preposition, relative or conjunction opens them, and a subject is there."""
    first, end = document.range_of(stretch)
    ahead = _to_come().search(document.text, *stretch)
    opening = document.tokens[first].low
    sections = ("prepositions", "relatives", "conjunctions", "auxiliaries", "personal_pronouns")
    hanging = opening in ("this", "one", "possibly", "even") or opening.endswith(("ing", "ed"))
    closed = hanging or any(opening in words(section) for section in sections)
    closed = closed or noun_phrases.looks_finite(document.tokens[first])
    return ahead is not None and not closed and ahead.start() > stretch[0] and end - first >= _SHORTEST


def _core(document: Document, clause: tuple[int, int], one: Dated) -> tuple[int, int] | None:
    """Return the clause from the subject of what is to come up to the date."""
    ahead = _to_come().search(document.text, clause[0], one.start)
    if ahead is None:
        return None
    verb = document.token_at(ahead.start())
    subject = noun_phrases.before(document, verb, document.token_at(clause[0]))
    return (document.tokens[subject[0]].start, one.end) if subject is not None else None


def _clause(document: Document, sentence: Sentence, one: Dated) -> tuple[int, int] | None:
    """Return the clause that says what happens on the date; None where it does not speak of what is to come."""
    first, end = document.range_of((one.start, one.end))
    left, right = first, end
    while left > sentence.first and not _bounds(document, left - 1):
        left -= 1
    while right < sentence.end and not _bounds(document, right):
        right += 1
    if document.tokens[left].low in words("relatives") and left > sentence.first:
        whose = noun_phrases.before(document, left - (document.tokens[left - 1].text == ","), sentence.first)
        left = whose[0] if whose is not None else left
    start, stop = document.stretch(left, right)
    ahead = _to_come().search(document.text, start, stop)
    if ahead is None:
        return None
    reported = any(document.tokens[i].low in words("told_on") for i in range(max(left, first - 2), first))
    near = document.text[ahead.end() : one.start] if ahead.end() <= one.start else ""
    if reported or re.search(r"\b(?:said|told|since|after|ago|announced)\b", near):
        return None
    return (start, stop) if right - left >= _SHORTEST else document.stretch(sentence.first, sentence.end)


def _bounds(document: Document, at: int) -> bool:
    """Whether a clause ends at the token: a semicolon, a dash, a quotation mark, a comma before no day or year."""
    token = document.tokens[at]
    if token.text == ",":
        following = document.tokens[at + 1] if at + 1 < len(document.tokens) else None
        if following is None or following.low in words("relatives"):
            return False
        return not (following.text[0].isdigit() or following.capital)
    return not token.is_word and token.text not in ("'", "’", "$", "%", "&", "/", "(", ")", "-", ",", ".")
