"""Words that the end of a line divides are put together again, as far as it is sure that the hyphen is not theirs."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_DIVIDED = re.compile(r"[^\W\d_]+(?=-$)")
_GOES_ON = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST = 60  # letters looked at before a hyphen: words are shorter
# Nothing stands between these and what follows them, at the end of a line as within one.
_CLOSE = re.compile(r"\S[-–—/]$")
# They are in the vocabulary as words or abbreviations, but after a hyphen they are the rest of one.
_ENDINGS = frozenset(
    ("able", "al", "ed", "er", "est", "ful", "ing", "ism", "ist", "ity", "less", "ly", "ment", "ness", "ship", "tion")
)
# The words that the attribution model knows whole; those of bert-base-uncased, the 30,000 most frequent of English.
_VOCABULARY = Path(__file__).parents[1] / "analysis" / "model" / "vocabulary.txt"


class Hyphens:
    """The words of a document, which tell whether the hyphen at the end of a line belongs to the word."""

    def __init__(self, lines: Iterable[str]) -> None:
        """`lines` are all lines of the document, in their order."""
        self._words: set[str] = set()
        divided = ""
        for line in lines:
            rest = _GOES_ON.match(line) if divided else None
            divided = _divided(line)
            for found in _WORD.finditer(line, rest.end() if rest else 0, len(line) - len(divided)):
                word = found.group().casefold()
                self._words.update((word, *word.split("-")))

    def joined(self, lines: Iterable[str]) -> str:
        """Return the lines as one.

        Where one ends in a divided word, the hyphen goes when the document or the vocabulary has the word without it,
        or has not both of its parts as words: "govern-" and "ment" are one, "well-" and "known" are not.
        """
        pieces: list[str] = []
        for line in lines:
            if pieces:
                before = pieces[-1]
                if before.endswith("\u00ad") or self._is_divided(before, line):
                    pieces[-1] = before[:-1]
                elif not _CLOSE.search(before[-2:]):
                    pieces.append(" ")
            pieces.append(line)
        return "".join(pieces)

    def _is_divided(self, before: str, line: str) -> bool:
        first, rest = _divided(before), _GOES_ON.match(line)
        return bool(first) and rest is not None and self._is_one_word(first.casefold(), rest.group())

    def _is_one_word(self, first: str, rest: str) -> bool:
        second = rest.casefold()
        if first + second in self._words:
            return True
        if f"{first}-{second}" in self._words or rest != second:
            return False
        if first + second in _known() or second in _ENDINGS:
            return True
        return not all(part in self._words or part in _known() for part in (first, second))


def _divided(line: str) -> str:
    """Return the letters before the hyphen that `line` ends in, none where it ends otherwise."""
    found = _DIVIDED.search(line[-_LONGEST:]) if line.endswith("-") else None
    return found.group() if found else ""


@cache
def _known() -> frozenset[str]:
    return frozenset(_VOCABULARY.read_text(encoding="utf-8").split())
