"""Countries, their governments and parliaments: which words of a text name them."""

from functools import cache
from typing import NamedTuple

from briefing.analysis.document import Document
from briefing.analysis.lexicon import lines


class Country(NamedTuple):
    """A country or union: `officials` is the adjective that names its officials ("US", "German")."""

    code: str
    name: str
    officials: str


class Named(NamedTuple):
    """A country's name in the text: tokens `first` to `end`.

    `how` is `name`, `adjective` or `capital`, or what sort of institution it names: `government`, `legislature`.
    """

    first: int
    end: int
    country: Country
    how: str


_Index = dict[str, tuple[tuple[tuple[str, ...], Country, str], ...]]


@cache
def _index() -> _Index:
    found: dict[str, list[tuple[tuple[str, ...], Country, str]]] = {}
    by_code: dict[str, Country] = {}

    def put(form: str, country: Country, how: str) -> None:
        parts = tuple(form.replace("’", "'").split())
        if parts:
            found.setdefault(parts[0], []).append((parts, country, how))

    for line in lines("countries.txt"):
        code, name, adjectives, capital, others = (part.strip() for part in (line + " ").split("|"))
        forms = [form.strip() for form in adjectives.split(",")]
        country = by_code[code] = Country(code, name, forms[0])
        for form in (name, *(other.strip() for other in others.split(","))):
            put(form, country, "name")
        for form in forms:
            put(form, country, "adjective")
        put(capital, country, "capital")
    for line in lines("institutions.txt"):
        name, code, kind = (part.strip() for part in line.split("|"))
        put(name, by_code[code], kind)
    return {first: tuple(sorted(several, key=lambda entry: -len(entry[0]))) for first, several in found.items()}


def find(document: Document, first: int, end: int) -> list[Named]:
    """Return the countries, capitals and institutions named among tokens `first` to `end`, in order."""
    index, tokens = _index(), document.tokens
    found: list[Named] = []
    i = first
    while i < end:
        for parts, country, how in index.get(tokens[i].text.replace("’", "'"), ()):
            past = i + len(parts)
            if past <= end and all(tokens[i + k].text.replace("’", "'") == part for k, part in enumerate(parts)):
                found.append(Named(i, past, country, how))
                i = past
                break
        else:
            i += 1
    return found


def of_code(code: str) -> Country:
    """Return the country of this code. Raises KeyError where the data has none."""
    return _by_code()[code]


@cache
def _by_code() -> dict[str, Country]:
    return {country.code: country for entries in _index().values() for _, country, _ in entries}


def is_people(word: str) -> bool:
    """Whether the word names the people of a country: "Mexicans"."""
    entries = _index().get(word.removesuffix("s"), ()) if word.endswith("s") else ()
    return any(how == "adjective" and len(parts) == 1 for parts, _, how in entries)
