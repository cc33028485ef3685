"""Several: persons who speak as one: "she and Jack Goldsmith", "Ada Smith, Ben Lee and Cai Wu"."""

from itertools import pairwise

from briefing.analysis import noun_phrases
from briefing.analysis.document import Document
from briefing.analysis.names import Names
from briefing.analysis.persons import Persons

_LISTED = 3
"""Persons in a list with a comma, at least: of two the second one may say who the first one is."""


def persons(document: Document, names: Names, known: Persons, first: int, end: int) -> str | None:
    """Return the names of the persons whom the noun phrase lists; its words where a name is not clear; else None."""
    tokens = document.tokens
    at = next((i for i in range(first + 1, end - 1) if tokens[i].low == "and"), None)
    if at is None:
        return None
    if any(token.text == "," for token in tokens[first:at]):
        return _list(document, names, known, (first, at, end))
    if noun_phrases.head_end(document, first, at) != at:
        return None
    sides = ((first, at), (at + 1, end))
    pronoun = tokens[first].low in ("he", "she")
    if not (pronoun or all(any(names.person(name) for name in names.among(*side)) for side in sides)):
        return None
    parts = [_one(document, names, known, *side) for side in sides]
    if pronoun and parts[0] is not None and not parts[1] and not any(t.capital for t in tokens[at + 1 : end]):
        return f"{parts[0]} and {document.line(at + 1, end)}"  # "she and her defenders"
    return " and ".join(part for part in parts if part) if all(parts) else document.line(first, end)


def _list(document: Document, names: Names, known: Persons, bounds: tuple[int, int, int]) -> str | None:
    first, at, end = bounds
    commas = (i for i in range(first, at) if document.tokens[i].text == ",")
    parts = [(a + 1, b) for a, b in pairwise((first - 1, *commas, at, end)) if b > a + 1]
    each = [_one(document, names, known, *part) if document.tokens[part[1] - 1].capital else None for part in parts]
    found = [name for name in each if name is not None]
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) == len(parts) >= _LISTED else None


def _one(document: Document, names: Names, known: Persons, first: int, end: int) -> str | None:
    """Return the one person whom a part of the list names, or means by a pronoun."""
    if end - first == 1 and document.tokens[first].low in ("he", "she"):
        mention = known.meant(first, document.tokens[first].low)
        return mention.person.name if mention is not None else None
    found = [full for name in names.among(first, end) if (full := names.person(name)) is not None]
    return found[0] if len(found) == 1 else None
