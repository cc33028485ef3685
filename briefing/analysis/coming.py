"""What is still to come: the dates of sentences that speak of the future, with what is to happen then."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from briefing.analysis import noun_phrases
from briefing.analysis.cues import is_cue_verb
from briefing.analysis.dates import Dated, dates
from briefing.analysis.document import Document, Sentence
from briefing.analysis.events import Event, events, is_ahead, to_come
from briefing.analysis.lexicon import words
from briefing.analysis.suggestion import LONGEST, Suggestion, quoted
from briefing.days import last_day
from briefing.model import FollowUpKind, Span

_FAR = 5
"""Years from the day of publication that somebody will still look back from."""
_YEAR = 4
"""Characters of a day that is told only by its year."""
_DATED = re.compile(
    r"\d|day|week|month|year|decade|quarter|half|morrow|tonight|spring|summer|fall|autumn|winter|Christmas|Hallow|Valentine"
    r"|January|February|March|April|May\b|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|Sep"
    r"|Oct|Nov|Dec|this (?:morning|afternoon|evening)"
)
"""What every expression of a date has in it, roughly: the grammar is not tried on sentences without."""
_SAYS = 6
"""Words of who says a clause behind it, at most."""
_SHORTEST = 4
"""Words of a clause that says what is to happen, at least."""


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
        rf"|(?:will|shall|to|[’']ll) (?:\w+ly |also |then |soon )?(?:be )?(?:{deeds})(?:e?d)?\b)"
    )


@cache
def _present() -> re.Pattern[str]:
    """Return what comes on a day that is sure to come, told in the present: "the term *expires* later this year"."""
    deeds = "|".join(words("awaited_deeds"))
    return re.compile(rf"\b(?:(?:{deeds})e?s?\b(?! (?:to|that)\b)|comes? up for|votes?\b)")


_NOT = re.compile(r"\b(?:not|never|no longer)\b|\bwon[’']t\b|n[’']t\b")


def suggestions(document: Document, published: date | None) -> Iterator[Suggestion]:
    """Yield the dates to come, each with the event or the clause that says what of, those due first first."""
    found: list[Suggestion] = []
    for sentence in document.sentences:
        start, end = document.stretch(sentence.first, sentence.end)
        told = list(dates(document.text, start, end, published)) if _DATED.search(document.text, start, end) else []
        named = (_named(document, event) for event in events(document, sentence, published, told))
        found += [suggestion for suggestion in named if suggestion is not None]
        future = to_come().search(document.text, start, end) is not None
        for one in told:
            if not (future or is_ahead(document, one)) or _is_supposed(document, sentence):
                continue
            if one.due is not None and published is not None and int(one.due[:4]) > published.year + _FAR:
                continue
            if one.due is not None and published is not None and last_day(one.due) < published:
                continue
            clause = _clause(document, sentence, one)
            if clause is None or not _is_later(document, clause[0], one) or not _is_awaited(document, clause, one):
                continue
            if (suggestion := _suggestion(document, one, clause)) is not None:
                found.append(suggestion)
    each = {suggestion.spans[0]: suggestion for suggestion in found}
    yield from sorted(_apart(each.values()), key=lambda suggestion: suggestion.due or "9999")


def _apart(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Yield one suggestion of each day, and all whose day is open."""
    seen: set[str] = set()
    for one in found:
        if one.due is None or one.due not in seen:
            seen.add(one.due or "")
            yield one


def _is_later(document: Document, start: int, one: Dated) -> bool:
    """Whether a clause that begins at an offset speaks of a day to come, and not of the last weekday of that name."""
    if is_ahead(document, one) or any(map(str.isdigit, document.text[one.start : one.end])):
        return True
    opens = document.token_at(one.start) - document.token_at(start) <= 1
    return opens or to_come().search(document.text, start, one.start) is not None


def _named(document: Document, event: Event) -> Suggestion | None:
    """Return an event that the article names with its day, as a suggestion."""
    said = quoted(document.text[slice(*document.stretch(event.first, event.end))])
    text = f"See what came of {said}."
    span = Span.of(document.text, event.day.start, event.day.end)
    return Suggestion(FollowUpKind.DATE, text, (span,), event.day.due) if said and len(text) <= LONGEST else None


def _is_awaited(document: Document, stretch: tuple[int, int], one: Dated) -> bool:
    """Whether the clause tells an event: something set for the day, or that others wait for; no mere prediction."""
    clause = document.text[slice(*stretch)]
    if _NOT.search(clause):
        return False
    if is_ahead(document, one) and not to_come().search(clause):
        return _present().search(clause) is not None
    if one.due is not None and len(one.due) == _YEAR:
        return _set().search(clause) is not None
    return (_set().search(clause) or _event().search(clause)) is not None


def _is_supposed(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence only supposes something: "if it were sold in 2034"."""
    tokens = document.tokens[sentence.first : sentence.end]
    return any(token.low in ("if", "suppose", "imagine", "unless") for token in tokens)


def _suggestion(document: Document, one: Dated, clause: tuple[int, int]) -> Suggestion | None:
    span = Span.of(document.text, one.start, one.end)
    start, end = _told_itself(document, clause)
    for stretch in ((start, end), _core(document, (start, end), one), (start, one.end)):
        if stretch is None or not _is_whole(document, stretch, one):
            continue
        said = quoted(document.text[slice(*stretch)])
        if said and len(text := f"See what came of it: {said}.") <= LONGEST:
            return Suggestion(FollowUpKind.DATE, text, (span,), one.due)
    return None


def _told_itself(document: Document, clause: tuple[int, int]) -> tuple[int, int]:
    """Return a clause without who says it: without "said" before its subject, and ", Smith said" behind it."""
    first, end = document.range_of(clause)
    first += is_cue_verb(document.tokens[first]) and not document.tokens[first].capital
    if document.tokens[end - 1].low in ("said", "says") or document.tokens[end - 2].low in ("said", "says"):
        end = next((i for i in range(end - 1, max(first, end - _SAYS), -1) if document.tokens[i].text == ","), end)
    return document.stretch(first, end)


def _is_whole(document: Document, stretch: tuple[int, int], one: Dated) -> bool:
    """Whether the words can stand alone: a subject opens them, and they end with no word that another follows."""
    first, end = document.range_of(stretch)
    cut = stretch[1] == one.end
    ahead = to_come().search(document.text, stretch[0], one.start if cut else stretch[1])
    ahead = ahead or _present().search(document.text, *stretch)
    opening = document.tokens[first]
    sections = ("prepositions", "relatives", "conjunctions", "auxiliaries", "personal_pronouns")
    participle = opening.low.endswith(("ing", "ed")) and not opening.capital
    hanging = participle or opening.low in ("this", "one", "possibly", "even")
    closed = hanging or any(opening.low in words(section) for section in sections)
    closed = closed or noun_phrases.looks_finite(opening) or not _opens(document, first)
    goes_on = cut and end < len(document.tokens) and _goes_on(document, end)
    return ahead is not None and not closed and not goes_on and ahead.start() > stretch[0] and end - first >= _SHORTEST


def _opens(document: Document, first: int) -> bool:
    """Whether a subject can begin at a token: inside a sentence no bare noun does, "primary" of "a primary"."""
    token = document.tokens[first]
    if token.capital or not token.is_word or first == document.sentence_of(first).first or token.text[0].isdigit():
        return True
    known = any(token.low in words(section) for section in ("determiners", "possessives", "quantifiers"))
    return known or token.low.endswith("s")


def _goes_on(document: Document, at: int) -> bool:
    """Whether a date's words are cut from the noun that they belong to: "Smith's Tuesday *speech*"."""
    token = document.tokens[at]
    closed = ("prepositions", "conjunctions", "auxiliaries", "relatives", "determiners", "personal_pronouns")
    if not token.is_word or any(token.low in words(section) for section in closed) or token.low.endswith("ing"):
        return token.low == "'s"
    return token.low not in ("night", "morning", "evening", "afternoon") and not is_cue_verb(token)


def _core(document: Document, clause: tuple[int, int], one: Dated) -> tuple[int, int] | None:
    """Return the clause from the subject of what is to come up to the date."""
    ahead = to_come().search(document.text, clause[0], one.start)
    if ahead is None:
        return None
    verb, low = document.token_at(ahead.start()), document.token_at(clause[0])
    if verb > low and document.tokens[verb - 1].low in words("relatives"):
        verb -= 1 + (verb - 1 > low and document.tokens[verb - 2].text == ",")
    subject = noun_phrases.before(document, verb, low)
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
    ahead = to_come().search(document.text, start, stop)
    if ahead is None and not is_ahead(document, one):
        return None
    reported = any(document.tokens[i].low in words("told_on") for i in range(max(left, first - 2), first))
    near = document.text[ahead.end() : one.start] if ahead is not None and ahead.end() <= one.start else ""
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
