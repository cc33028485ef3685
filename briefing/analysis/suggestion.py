"""A suggested follow-up before it has a number, and how it quotes the article."""

import re
from typing import NamedTuple

from briefing.model import FollowUpKind, Span

LONGEST = 140
"""The most code points of a follow-up's text: what would be longer is not suggested."""

_MARKS = '“”"„«»'


class Suggestion(NamedTuple):
    """A follow-up in the making: what to do, the words that show why, and by when (ISO 8601)."""

    kind: FollowUpKind
    text: str
    spans: tuple[Span, ...]
    due: str | None = None


def line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Return the article's words in quotation marks; "" where a mark of their own inside has no other.

    Marks and stops at the edges are left out, and "that" before a clause; quotations inside have single marks.
    """
    whole = line(text).rstrip(",.; ").removeprefix("that ")
    inner = whole.strip(f"{_MARKS} ").rstrip(",.;").strip(f"{_MARKS} ").removeprefix("that ")
    if any(mark in inner for mark in _MARKS):
        inner = _INNER.sub(_single, whole)
    return "" if not inner or any(mark in inner for mark in _MARKS) else f"“{inner}”"


_INNER = re.compile(r"“([^“”]+)”|\"([^\"]+)\"|''([^']+)''")


def _single(match: re.Match[str]) -> str:
    return f"‘{next(filter(None, match.groups())).rstrip(',.')}’"


_STOPS = re.compile(
    r"(?<=[\w’”\"'])(?:[,;:—–]| [—–-] )|\s(?=(?:because|while|although|which|who|after|before|unless)\b)"
    r"|\s(?=that (?:would|will|is|are|was|were|has|have|had|could|can|\w+ed)\b)"
)
"""Where a clause may end without saying something else."""
_ENOUGH = 4
"""Words of a clause cut short, at least."""


def shortened(text: str, most: int, holding: str = "") -> str:
    """Return the words in quotation marks, cut where a clause ends to at most `most` code points between them.

    What is left has the words `holding` in it; "" where nothing that says something is left.
    """
    whole = line(text)
    ends = [len(whole), *(match.start() for match in _STOPS.finditer(whole))]
    for end in sorted(ends, reverse=True):
        said = quoted(whole[:end])
        if said and len(said) - 2 <= most and holding in said:
            return said if end == len(whole) or len(said.split()) >= _ENOUGH else ""
    return ""
