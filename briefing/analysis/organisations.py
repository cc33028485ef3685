"""Organisations: which the text names, their short forms, and which of them "the department" leads back to."""

from bisect import bisect_left

from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.name_words import is_organisation
from briefing.analysis.names import Names

_SMALL = frozenset({"of", "for", "and", "the", "on", "&"})
_SHORTEST = 2
"""Letters of an acronym, at least."""


class Organisations:
    """The organisations that one text names, in order."""

    def __init__(self, document: Document, names: Names, companies: frozenset[str]) -> None:
        self._named: list[tuple[int, str, frozenset[str]]] = []
        self._long: dict[str, str] = {}
        shortened = {token.text for token in document.tokens if len(token.text) >= _SHORTEST and token.text.isupper()}
        for run in names.runs:
            text = names.text(run)
            if not is_organisation(document, run.first, run.end) and text not in companies:
                continue
            tokens = document.tokens[run.first : run.end]
            self._named.append((run.first, text, frozenset(token.low for token in tokens)))
            capitals = "".join(token.text[0] for token in tokens if token.low not in _SMALL)
            letters = "".join(token.text[0].upper() for token in tokens)
            for acronym in {capitals, letters} & shortened:
                if len(tokens) >= _SHORTEST:
                    self._long.setdefault(acronym, text)
        self._text = document.text.casefold()
        self._places = [place for place, _, _ in self._named]

    def spelled_out(self, name: str) -> str:
        """Return the long form of an acronym that the text has too ("CFPB"); any other name as it is."""
        return self._long.get(name, name)

    def has(self, name: str) -> bool:
        """Whether the text has these words, in any case: "Fiorina team"."""
        return name.casefold() in self._text

    def definite(self, noun: str, at: int) -> str | None:
        """Return the organisation that "the <noun>" at token `at` leads to: the last one before with it in its name.

        Of a text's first word it is the first one after: "*Union* calls strike".
        """
        wanted = {noun, *words_of(noun)}
        if at == 0:
            return next((name for place, name, low in self._named if place and low & wanted and " " in name), None)
        for i in range(bisect_left(self._places, at) - 1, -1, -1):
            if self._named[i][2] & wanted:
                return self._named[i][1]
        return None


def words_of(noun: str) -> frozenset[str]:
    """Return the other words that a name may have where an article then says "the <noun>"."""
    return {"group": frozenset({"association", "coalition", "alliance", "federation", "network", "fund"})}.get(
        noun, frozenset()
    ) | (words("company_endings") if noun in words("company_nouns") else frozenset())
