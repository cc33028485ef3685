"""Companies: which names the article itself says are companies."""

import re
from functools import cache

from briefing.analysis.lexicon import words

_NAME = r"(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,3})"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    nouns = "|".join(sorted(words("company_nouns")))
    kind = rf"(?<![-‐])\b(?:{nouns}|(?:{nouns.replace('company', 'companie')})s)\b"
    return (
        re.compile(rf"\b{_NAME},? (?:is|are|was|remains) (?:one of )?(?:a|an|the)\b[^.;:\n]{{0,80}}?{kind}"),
        re.compile(rf"\b{_NAME}, (?:a|an|the|one of the)\b[^.,;:\n]{{0,60}}?{kind}"),
        re.compile(rf"\b(?:the|a|an)\b(?: [\w-]+){{0,4}}? {kind} {_NAME}\b"),
        re.compile(rf"\b{_NAME},? (?:Inc|Corp|Ltd|LLC|PLC|AG|GmbH)\b"),
    )


def companies(text: str) -> frozenset[str]:
    """Return the names that the text calls companies in so many words: "Acme, a maker of …", "Acme Inc."."""
    return frozenset(match["name"] for pattern in _patterns() for match in pattern.finditer(text))
