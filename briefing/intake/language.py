"""Which language a text is in, by a vote of its function words."""

import re
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+")

# The first words of a text are enough to tell, and keep a long one from costing more.
_READ = 1500
# Fewer words than this hold too few function words: a headline's "in die" is English, German and Dutch.
_ENOUGH = 25
# Of the words of the Universal Declaration of Human Rights, articles 1 and 3, 21 to 49 % are on the list of its own
# language and mostly below 20 % on another; of the words of the 60 test pages, 15 to 42 % and mostly below 10 %.
_SHARE = 0.15
# Near kin share words, Danish and Norwegian almost all of them: the winner has to lead by a fifth.
_LEAD = 1.2


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is in, or None when it is short or the vote is not clear.

    Method: the share of a text's words that are on a language's list of function words (Grefenstette, "Comparing
    two language identification schemes", JADT 1995). The lists and their source are in `function_words.tsv`.
    """
    words = [word.lower() for word in _first_words(text)]
    if len(words) < _ENOUGH:
        return None
    votes = {language: sum(word in known for word in words) for language, known in _function_words().items()}
    ranked = sorted(votes, key=votes.__getitem__, reverse=True)
    most, next_most = votes[ranked[0]], votes[ranked[1]]
    return ranked[0] if most >= _SHARE * len(words) and most >= _LEAD * next_most else None


def _first_words(text: str) -> list[str]:
    found = _WORD.finditer(text)
    return [match.group() for match, _ in zip(found, range(_READ), strict=False)]


@cache
def _function_words() -> dict[str, frozenset[str]]:
    table = Path(__file__).with_name("function_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, words in rows}
