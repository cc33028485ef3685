"""Paragraph breaks: how many of the true ones are found, and how many are found that are none."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")


class Breaks(NamedTuple):
    """Of one page: `true` breaks, how many of them were `found`; how many `lost` ones lie in text that was not taken,
    and how many breaks stand `beside` them, between two words that follow each other in the truth."""

    true: int
    found: int
    lost: int
    beside: int

    def __add__(self, other: "Breaks") -> "Breaks":  # type: ignore[override]
        """Return the sums, figure by figure."""
        return Breaks(*map(sum, zip(self, other, strict=True)))


def breaks(truth: str, made: str) -> Breaks:
    """Compare the breaks (blank lines) of two texts, which are aligned by their words.

    A true break is found when the text made has one right behind the last word before it or right before the first
    word after it. Text that is not the article (a photograph's caption) may stand between the two.
    """
    words, true = _read(truth)
    made_words, made_breaks = _read(made)
    at: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, words, made_words, autojunk=False).get_matching_blocks():
        at.update((a + i, b + i) for i in range(size))
    found = {i for i in true if at.get(i - 1, -2) + 1 in made_breaks or at.get(i, -1) in made_breaks}
    lost = sum(i - 1 not in at and i not in at for i in true)
    whole = {at[i] for i in at if i not in true and at.get(i - 1) == at[i] - 1}
    return Breaks(len(true), len(found), lost, len(made_breaks & whole))


def _read(text: str) -> tuple[list[str], set[int]]:
    """Return the words of a text, and the numbers of those before which a paragraph begins, without the first."""
    words: list[str] = []
    begins: set[int] = set()
    for paragraph in _BREAK.split(text):
        if words:
            begins.add(len(words))
        words.extend(_WORD.findall(paragraph))
    return words, begins - {len(words)}
