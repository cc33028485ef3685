"""Companies: which names the article itself says are companies."""

import re

_NAME = r"(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,3})"
_KIND = r"(?:company|companies|maker|makers|manufacturer|manufacturers|firm|firms|giant|conglomerate|carrier|retailer|supplier|vendor|startup|start-up|automaker|carmaker|chipmaker)"
# "Acme is one of the largest … companies", "Acme, a … maker", "the company Acme", "Acme Inc."
_SAYS = (
    re.compile(rf"\b{_NAME},? (?:is|are|was|remains) (?:one of )?(?:a|an|the)\b[^.;:\n]{{0,80}}?\b{_KIND}\b"),
    re.compile(rf"\b{_NAME}, (?:a|an|the|one of the)\b[^.,;:\n]{{0,60}}?\b{_KIND}\b"),
    re.compile(rf"\b{_KIND} {_NAME}\b"),
    re.compile(rf"\b{_NAME},? (?:Inc|Corp|Ltd|LLC|PLC|AG|GmbH)\b"),
)


def companies(text: str) -> frozenset[str]:
    """Return the names that the text calls companies, in so many words."""
    found: set[str] = set()
    for pattern in _SAYS:
        found.update(match["name"] for match in pattern.finditer(text))
    return frozenset(found)
