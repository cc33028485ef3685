"""Roles: what stands beside a person's name: their title, their office and with whom they hold it, their home."""

from collections.abc import Iterator
from functools import cache

from briefing.analysis import noun_phrases
from briefing.analysis.cues import is_cue_verb
from briefing.analysis.document import Document
from briefing.analysis.lexicon import sections, words
from briefing.analysis.name_words import is_seat
from briefing.analysis.names import Name
from briefing.analysis.tokens import Token

_PLACE = 2
"""Words of a place, at most: "New Jersey"."""
_ROLE = 5
"""Words between a name and the role or the house beside it, at most: "Acme's longtime chief financial officer"."""

_TITLES_OF = {
    "sen.": ("senator",), "sen": ("senator",), "gov.": ("governor",), "gov": ("governor",), "atty.": ("attorney",),
    "rep.": ("representative", "congressman", "congresswoman"), "gen.": ("general",), "prof.": ("professor",),
    "lt.": ("lieutenant",), "col.": ("colonel",), "adm.": ("admiral",), "capt.": ("captain",), "rev.": ("reverend",),
    "pres.": ("president",),
}  # fmt: skip


def place_at(document: Document, first: int, end: int) -> str | None:
    """Return the state or city that the tokens name, in lower case; None where they name none."""
    text = document.line(first, end).casefold() if first < end else ""
    return text if text in sections("places.txt")["places"] else None


@cache
def _seats() -> dict[str, str]:
    """Return the states by their abbreviations."""
    return dict(entry.split("=") for entry in sections("places.txt")["seats"])


def is_state(low: str) -> bool:
    """Whether the word is a state's abbreviation, in lower case and without its full stop: "md"."""
    return low in _seats()


def _ends_title(token: Token) -> bool:
    """Whether a word before a name belongs to no title: of "the general found that *Ada Smith* …" the "that"."""
    closed = ("relatives", "conjunctions", "auxiliaries")
    verb = noun_phrases.looks_finite(token) or (not token.capital and is_cue_verb(token))
    return token.low != "'s" and (verb or any(token.low in words(section) for section in closed))


def role_of(low: str) -> Iterator[str]:
    """Yield what a word beside a name makes of its bearer: "Sen." a senator, "wife" a wife."""
    yield from _TITLES_OF.get(low, ())
    if low in words("roles") or low in words("kin") or low in words("describing") or low in words("labels"):
        yield low


def _is_role(low: str) -> bool:
    return low in words("roles") or low in words("spokespeople") or low in _TITLES_OF


def roles(document: Document, run: Name) -> Iterator[str]:
    """Yield the roles that stand beside a name: "Mayor Ada Smith", "Ada Smith, the town's mayor,"."""
    tokens = document.tokens
    sentence = document.sentence_of(run.first)
    at = run.first - 1
    while at >= sentence.first and at >= run.first - 4 and (tokens[at].is_word or tokens[at].low == "'s"):
        if tokens[at].low in words("prepositions") and tokens[at - 1].low != "secretary":
            break
        if _ends_title(tokens[at]):
            break
        yield from role_of(tokens[at].low)
        at -= 1
    if run.end < sentence.end and tokens[run.end].text == ",":
        for token in tokens[run.end + 1 : min(run.end + 9, sentence.end)]:
            yield from role_of(token.low)
            if token.text == "," or token.low in words("prepositions"):
                return


def has_age(document: Document, run: Name) -> bool:
    """Whether an age stands behind a name: "Ada Smith, 43,"."""
    tokens = document.tokens[run.end : run.end + 3]
    age = len(tokens) == 3 and tokens[0].text == "," and tokens[1].text.isdigit() and len(tokens[1].text) == 2
    return age and not tokens[2].is_word


def homes(document: Document, run: Name) -> Iterator[str]:
    """Yield the places beside a name: before its title, behind it with "of", as a legislator's seat in brackets."""
    tokens = document.tokens
    sentence = document.sentence_of(run.first)
    at = run.first
    while at > sentence.first and at > run.first - _ROLE and any(role_of(tokens[at - 1].low)):
        at -= 1
    if at < run.first:
        yield from _place(document, range(max(sentence.first, at - _PLACE), at), at)
    past = run.end + (run.end < sentence.end and tokens[run.end].text in (",", "("))
    if past < sentence.end and is_seat(tokens[past].text):
        yield from filter(None, [_seats().get(tokens[past].text[2:].rstrip(".").casefold())])
    elif past + 1 < sentence.end and tokens[past].low in ("of", "from"):
        ends = range(min(past + 1 + _PLACE, sentence.end), past + 1, -1)
        yield from next(([place] for end in ends if (place := place_at(document, past + 1, end))), [])


def _place(document: Document, firsts: range, end: int) -> list[str]:
    """Return the place that ends at a token, the longest one first: none or one."""
    return next(([place] for first in firsts if (place := place_at(document, first, end))), [])


def belongs(document: Document, run: Name) -> tuple[int, int] | None:
    """Return the tokens of whom a person holds the role with that stands beside the name."""
    tokens = document.tokens
    sentence = document.sentence_of(run.first)
    at = run.first
    while (
        at > sentence.first and at > run.first - _ROLE and tokens[at - 1].is_word and not _is_role(tokens[at - 1].low)
    ):
        at -= 1
    if at > sentence.first and at > run.first - _ROLE and tokens[at - 1].is_word:
        return _before_role(document, sentence.first, at - 1)
    if run.end + 1 < sentence.end and tokens[run.end].text == ",":
        return _after_role(document, run.end + 1, sentence.end)
    return None


def _before_role(document: Document, low: int, role: int) -> tuple[int, int] | None:
    """Return the capitals before the role: "White House press *secretary*", "Acme *CEO*"; none of a former one."""
    tokens = document.tokens
    if any(token.low in ("former", "ex-", "retired") for token in tokens[max(low, role - _ROLE) : role]):
        return None
    end = role
    while end > low and end > role - _ROLE and tokens[end - 1].is_word and not tokens[end - 1].capital:
        end -= 1
    if any(token.low in words("prepositions") for token in tokens[end:role]):
        return None  # "the State Department under President Ada Smith"
    end -= end > low and tokens[end - 1].low == "'s"
    start = end
    while start > low and tokens[start - 1].capital and not _is_role(tokens[start - 1].low):
        start -= 1
    return (start, end) if start < end else None


def _after_role(document: Document, start: int, end: int) -> tuple[int, int] | None:
    """Return the capitals after a role and "of", "for", "at", "with", or before it: ", the Acme chief,"."""
    tokens = document.tokens
    role = next((i for i in range(start, min(end, start + 2 * _ROLE)) if _is_role(tokens[i].low)), None)
    if role is not None and any(token.low in ("former", "retired") for token in tokens[start:role]):
        return None
    comma = next((i for i in range(start, end) if tokens[i].text == ","), end)
    if tokens[start].low == "who" and any(token.low in ("was", "served", "had") for token in tokens[start:role]):
        return None
    if role is None or role >= comma:
        return None
    led = role + 1
    if led < comma and tokens[led].low in ("of", "for", "at", "with"):
        led += 1 + (led + 1 < comma and tokens[led + 1].low == "the")
        past = led
        while past < comma and (tokens[past].capital or (past > led and tokens[past].low in ("of", "for", "and"))):
            past += 1
        return (led, past) if past > led else None
    return _before_role(document, start, role)
