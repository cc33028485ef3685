"""Tokens: words, numbers and marks of a text, each with its place. One pass, linear in the text."""

import re
from typing import NamedTuple

from briefing.analysis.lexicon import words

_CLITIC = r"(?:s|d|ll|re|ve|m)(?!\w)"
_TOKEN = re.compile(
    rf"""
      (?:[^\W\d_]\.){{2,}}(?:-(?:[^\W\d_]\.){{2,}})*         # U.S.  a.m.  A.F.L.-C.I.O.
    | ['’]{_CLITIC}                                         # the ’s of Obama’s, the ’ll of he’ll
    | \d+(?:[.,:/-]\d+)*(?:%|\w+)?                          # 1,000  3.5%  5G  1990s  2026-03-01
    | \w+(?:[-‐‑&@_]\w+|\.(?=\w{{2}})\w+|['’](?!{_CLITIC})\w+)*  # Al-Assad  AT&T  don’t  O’Brien  breitbart.com
    | \.{{2,}}|…+|--+|''|``|‘‘|’’|[^\w\s]
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Token(NamedTuple):
    """A word, number or mark: `text` stands at `start:end` (code points); `low` is it in lower case, ’ as '."""

    start: int
    end: int
    text: str
    low: str
    is_word: bool

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with an upper-case letter."""
        return self.is_word and self.text[0].isupper()


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of `text` from `start` to `end` in order; every character that is not white space is in one.

    An abbreviation or an initial keeps its full stop ("Mr.", "F."); clitics are tokens of their own ("he", "’s").
    """
    stops = words("abbreviations")
    end = len(text) if end is None else end
    tokens: list[Token] = []
    position = start
    while match := _TOKEN.search(text, position, end):
        first, position = match.span()
        token = match.group()
        letter = token[0]
        if text.startswith(".", position) and position < end and _keeps_stop(token, stops):
            token += "."
            position += 1
        low = token.lower().replace("’", "'")
        if low == "'" and tokens and tokens[-1].end == first and tokens[-1].low[-1] == "s" and _goes_on(text, position):
            low = "'s"  # the voters’ choice
        tokens.append(Token(first, position, token, low, letter.isalnum() or low[1:2].isalpha()))
    return tokens


def _goes_on(text: str, position: int) -> bool:
    return text[position : position + 1] == " " and text[position + 1 : position + 2].isalnum()


def _keeps_stop(token: str, abbreviations: frozenset[str]) -> bool:
    if len(token) == 1:
        return token.isalpha() and token.isupper() and token != "I"
    return token.lower() in abbreviations
