"""What is not the article: comment forms, sharing buttons, advertisement lines left in its text."""

import re
from functools import cache

from briefing.analysis.lexicon import lines
from briefing.model import Article, Span

_LINE = re.compile(r"[^\r\n]+")
_LONGEST = 240  # code points: what is longer is prose, and no pattern is tried on it


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in lines("boilerplate.txt")), re.IGNORECASE)


def excluded(article: Article) -> tuple[Span, ...]:
    """Return what of the article's text to leave out, in order: what intake found, and lines of boilerplate."""
    known = sorted(article.excluded)
    found = list(known)
    at = 0
    for match in _LINE.finditer(article.text):
        line = match.group()
        said = line.strip()
        if not said or len(said) > _LONGEST or not _pattern().fullmatch(said):
            continue
        start = match.start() + len(line) - len(line.lstrip())
        end = start + len(said)
        while at < len(known) and known[at].end <= start:
            at += 1
        if at == len(known) or known[at].start >= end:
            found.append(Span.of(article.text, start, end))
    return tuple(sorted(found))
