"""Works: reports, polls, letters, posts that speak for whoever made them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefing.analysis import noun_phrases
from briefing.analysis.campaigns import CAMPAIGNS
from briefing.analysis.document import Document, Sentence
from briefing.analysis.lexicon import sections, words
from briefing.analysis.noun_phrases import Range, looks_finite


class Work(NamedTuple):
    """A work in a noun phrase: its noun, and the tokens of whoever made it, where the phrase names somebody."""

    noun: str
    maker: Range | None


def work(document: Document, first: int, end: int) -> Work | None:
    """Return the work that the noun phrase is: "a Gallup poll", "an analysis by Ada Smith", "the letter"."""
    tokens = document.tokens
    if end - first > 2 and tokens[first].low in words("works") and tokens[first + 1].low in words("possessives"):
        return Work(tokens[first].low, (first + 1, end))  # "figures *her campaign* (released)"
    head = (
        next((i for i in range(first, end) if tokens[i].low in words("prepositions") or tokens[i].text == ","), end) - 1
    )
    while head > first and (not tokens[head].is_word or tokens[head].low == "out" or looks_finite(tokens[head])):
        head -= 1
    if head + 2 < end and tokens[head].capital and tokens[end - 1].low in words("works") and tokens[end - 2].capital:
        head = end - 1  # "a Club for Growth *ad*"
    if head < first or tokens[head].low not in words("works"):
        return None
    maker = _by(document, head + 1, end) or _before(document, first, head)
    return Work(tokens[head].low, maker)


def made(document: Document) -> Iterator[Work]:
    """Yield the polls and studies that the text names with their makers: "a Gallup poll", "the survey, by Acme"."""
    for sentence in document.sentences:
        for i in range(sentence.first, sentence.end):
            if document.tokens[i].low not in words("polls"):
                continue
            phrase = noun_phrases.before(document, i + 1, max(sentence.first, i - _LONGEST))
            found = work(document, phrase[0], i + 1) if phrase is not None and phrase[1] == i + 1 else None
            if found is not None and found.maker is not None:
                yield found
                continue
            led = next(
                (k for k in range(i + 1, min(i + _NEAR, sentence.end - 1)) if document.tokens[k].low in ("by", "from")),
                None,
            )
            after = noun_phrases.after(document, led + 1, sentence.end) if led is not None else None
            if after is not None and any(token.capital for token in document.tokens[slice(*after)]):
                yield Work(document.tokens[i].low, after)
        yield from _put_out(document, sentence)


def _put_out(document: Document, sentence: Sentence) -> Iterator[Work]:
    """Yield the works that somebody puts out, or that are put out by somebody: "Ada Smith is releasing a new *ad*"."""
    tokens = document.tokens
    for i in range(sentence.first, sentence.end - 1):
        if document.quoted[i] >= 0 or tokens[i].capital or tokens[i].low not in words("putting_out"):
            continue
        by = next((k for k in range(i + 1, min(i + _NEAR, sentence.end - 1)) if tokens[k].low == "by"), None)
        if by is not None:
            noun = _noun(document, range(i - 1, max(sentence.first, i - _LONGEST) - 1, -1), past=False)
            maker = noun_phrases.after(document, by + 1, sentence.end)
        else:
            verb = i
            while verb > sentence.first and tokens[verb - 1].low in words("auxiliaries"):
                verb -= 1
            noun = _noun(document, range(i + 1, min(sentence.end, i + _LONGEST)), stops="prepositions")
            maker = noun_phrases.before(document, verb, max(sentence.first, verb - _FAR)) if noun is not None else None
        if noun is not None and maker is not None and any(token.capital for token in tokens[slice(*maker)]):
            yield Work(noun, maker)


def _noun(document: Document, places: Iterable[int], stops: str = "relatives", *, past: bool = True) -> str | None:
    """Return the first work's noun at the places, before a comma and the words of the section `stops`.

    A past form ends the search too, unless `past` says that it may describe: "a poll of *registered* voters".
    """
    for i in places:
        token = document.tokens[i]
        if token.low in words("works"):
            return token.low if token.low not in _OTHERS else None
        verb = past and noun_phrases.looks_finite(token)
        if token.text in (",", ";", ":") or token.low in words(stops) or verb:
            return None
    return None


_SORTS = ("exit", "straw", "tracking", "rolling", "tv", "radio", "internet", "facebook", "twitter", "youtube")
"""Words before a work that tell what sort it is: "an *exit* poll", "a *TV* ad"."""
_OTHERS = ("emails", "documents", "records", "email")
"""Works that a body puts out though others wrote them."""
_LONGEST = 12
"""Words of a noun phrase before its noun, at most."""
_FAR = 24
"""Words before a verb among which who puts a work out stands, with an apposition."""
_NEAR = 4
"""Words between a work and "by", at most: "the poll, conducted *by* Acme"."""


def _by(document: Document, start: int, end: int) -> Range | None:
    """Return who stands after "by", "from" or "of" behind the noun, with a capital: "a report by Politico"."""
    tokens = document.tokens
    for i in range(start, end - 1):
        of = i == start and tokens[i].low == "of" and tokens[i + 1].low == "the"
        if tokens[i].low in ("by", "from") or of:
            return (i + 1, end) if any(token.capital for token in tokens[i + 1 : end]) else None
    return None


def _before(document: Document, first: int, head: int) -> Range | None:
    """Return who stands before the noun: "Clinton's letter", "a new Quinnipiac University poll", "his tweet"."""
    tokens = document.tokens
    if tokens[first].low in words("possessives") and tokens[first].low not in ("my", "our", "your"):
        return first, first + 1
    owner = next((i for i in range(head - 1, first, -1) if tokens[i].low == "'s"), None)
    if owner is not None:
        return first, owner
    capitals = [i for i in range(first, head) if tokens[i].capital and tokens[i].low not in words("determiners")]
    capitals = [i for i in capitals if tokens[i].low not in _SORTS]
    capitals = [i for i in capitals if tokens[i].low not in words("times") or _is_of_name(document, i)]
    opening = document.sentence_of(first).first
    if capitals[:1] == [opening] and tokens[opening].low in ("one", "two", "three", "another", "many", "several"):
        capitals = capitals[1:]
    if (
        capitals[:1] == [opening]
        and not tokens[opening + 1].capital
        and tokens[opening].low in words("describing_works")
    ):
        capitals = capitals[1:]
    if not capitals:
        campaign = next((i for i in range(first, head) if tokens[i].low in CAMPAIGNS), None)
        return (campaign, campaign + 1) if campaign is not None else None
    maker = document.line(capitals[0], capitals[-1] + 1)
    return None if maker.casefold() in sections("places.txt")["places"] else (capitals[0], capitals[-1] + 1)


def _is_of_name(document: Document, i: int) -> bool:
    """Whether a word for a time is a name's: "a *Morning* Consult poll", "USA *TODAY*", not "a Monday Gallup poll"."""
    token = document.tokens[i]
    opens = token.low in ("morning", "evening") and i + 1 < len(document.tokens) and document.tokens[i + 1].capital
    return opens or token.text.isupper()
