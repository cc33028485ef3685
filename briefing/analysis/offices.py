"""Offices and peoples: what capitals name that is nobody's own name: a government, an agency, "Senator", "Mexicans"."""

import re

from briefing.analysis import countries
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.names import Name, Names
from briefing.analysis.register import Party, Register, Resolved
from briefing.model import StakeholderKind as Kind

_SORTS = ("ials", "ics", "ians", "ists", "ents", "ites", "rats", "cans", "ters", "pacs", "ners", "kers")
_ARTICLE = re.compile(r"^(?:among |at |of )?(?:(?:an?|the|least)\s+)?", re.IGNORECASE)


def without_article(text: str) -> str:
    """Return a phrase without its article and a preposition before it; "some" stays: not all are meant."""
    return re.sub("^Some (?=.)", "some ", _ARTICLE.sub("", text))


def government(document: Document, register: Register, name: Name | None, first: int, end: int) -> Resolved | None:
    """Return the government, parliament or agency that the phrase names by a country's words.

    `name` is the last name in the phrase: whom the country's words may only describe.
    """
    tokens = document.tokens
    for place in countries.find(document, first, end):
        after = {token.low for token in tokens[place.end : end]}
        person = name is not None and name.first >= place.end
        if person or (place.first > first and tokens[place.first - 1].low in words("prepositions")):
            continue
        shown = without_article(document.line(first, end))
        if tokens[end - 1].low in words("agencies") and place.how != "capital":
            agency = register.party(shown, Kind.GOVERNMENT, register.officials(place.country))
            return Resolved(agency, shown, named=True)
        before = {token.low for token in tokens[first : place.first]}
        if before & {"and", "former", "retired", "western", "eastern", "central", "northern", "southern"}:
            continue
        if after & words("official_nouns"):
            return Resolved(register.officials(place.country), shown, named=bool(after & words("governments")))
        if place.how in (Kind.GOVERNMENT.value, Kind.LEGISLATURE.value):
            if after and not after & words("legislators"):
                continue
            kind = Kind(place.how)
            shown = document.line(place.first, end)
            above = None if tokens[place.end - 1].low in ("court", "courts") else register.officials(place.country)
            return Resolved(register.party(shown, kind, above), shown, named=not after)
        if after & words("legislators"):
            shown = document.line(place.first, end)
            return Resolved(register.party(shown, Kind.LEGISLATURE), shown, named=False)
        if not after and place.first - first <= 1 and tokens[first].low in ("the", tokens[place.first].low):
            return Resolved(register.officials(place.country), shown, named=True)
    return None


def administration(document: Document, register: Register) -> Party | None:
    """Return the US government where the article speaks of one of its administrations."""
    for before, token in zip(document.tokens, document.tokens[1:], strict=False):
        if token.low == "administration" and before.low in words("us_presidents"):
            return register.officials(countries.of_code("US"))
    return None


def names_only_a_country(document: Document, names: Names, first: int, end: int) -> bool:
    """Whether the phrase names nobody, or only says where its noun is from: "the Dutch company"."""
    named = {i for place in countries.find(document, first, end) for i in range(place.first, place.end)}
    return all(set(range(name.first, name.end)) <= named for name in names.among(first, end))


def before_preposition(document: Document, first: int, preposition: int, end: int) -> str | None:
    """Return an office with a preposition in it: "the *High Commissioner for Human Rights*".

    None where nobody is named: "people in Washington", "a professor at Harvard".
    """
    start = first + 1 if document.tokens[first].low in words("articles") else first
    if document.tokens[preposition - 1].low in words("group_nouns"):
        return None
    capitals = all(token.capital for token in document.tokens[start:preposition])
    return document.line(start, end) if capitals else None


def only_describes(document: Document, name: Name) -> bool:
    """Whether the capitals are a role's or a people's and nobody's name: "Secretary", "East German"."""
    adjectives = {
        i for place in countries.find(document, name.first, name.end) if place.how == "adjective"
        for i in range(place.first, place.end)
    }  # fmt: skip
    described = ("roles", "labels", "titles", "describing")
    return all(
        i in adjectives
        or document.tokens[i].low in ("east", "west", "north", "south")
        or any(document.tokens[i].low in words(section) for section in described)
        for i in range(name.first, name.end)
    )


def is_a_sort(names: Names, name: Name, companies: frozenset[str]) -> bool:
    """Whether one plural word with a capital names a sort of people: "Millennials", "Friends" at the beginning."""
    text, low = names.text(name), names.document.tokens[name.first].low
    if name.end - name.first > 1 or not low.endswith("s") or any(letter.isupper() for letter in text[1:-3]):
        return False
    if names.person(name) is not None or text in companies:
        return False
    opens = names.document.sentence_of(name.first).first == name.first
    return low.endswith(_SORTS) or (opens and low not in names.inside)
