"""Outlets: which stretches of a text name a newspaper, broadcaster or agency."""

from functools import cache

from briefing.analysis.document import Document
from briefing.analysis.lexicon import lines


@cache
def _names() -> tuple[dict[str, tuple[tuple[tuple[str, ...], str], ...]], tuple[tuple[str, ...], ...]]:
    """Return the outlets by the first word of their names, longest first, and the endings that make one."""
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    endings: list[tuple[str, ...]] = []
    in_endings = False
    for line in lines("outlets.txt"):
        if line[0] == "[":
            in_endings = True
        elif in_endings:
            endings.append(tuple(line.split()))
        else:
            name, _, others = line.partition("|")
            forms = [name.strip(), *(other.strip() for other in others.split(",") if other.strip())]
            for form in forms:
                parts = tuple(form.removeprefix("The ").replace("’", "'").split())
                by_first.setdefault(parts[0], []).append((parts, name.strip()))
    return {first: tuple(sorted(several, key=lambda n: -len(n[0]))) for first, several in by_first.items()}, tuple(
        endings
    )


# Outlets whose name is an everyday word are taken for one only where "the" or a verb of reporting makes them so.
_EVERYDAY = frozenset({"Time", "Times", "Sun", "Mirror", "Hill", "Fortune", "Slate", "Dawn", "Independent", "Observer", "Insider",
                       "Wired", "Atlantic", "Australian", "Hindu", "Telegraph", "Fox", "Post"})  # fmt: skip


def find(document: Document, first: int, end: int) -> list[tuple[int, int, str]]:
    """Return the outlets named among tokens `first` to `end`, as (first token, past the last, full name)."""
    by_first, endings = _names()
    tokens = document.tokens
    found: list[tuple[int, int, str]] = []
    i = first
    while i < end:
        match = _listed(document, i, end, by_first) or _by_ending(document, i, end, endings)
        if match is None:
            i += 1
            continue
        past, name = match
        start = i - 1 if i > first and tokens[i - 1].low == "the" else i
        found.append((start, past, name))
        i = past
    return found


def _listed(
    document: Document, i: int, end: int, by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
) -> tuple[int, str] | None:
    tokens = document.tokens
    for parts, name in by_first.get(tokens[i].text, ()):
        past = i + len(parts)
        if past > end or any(tokens[i + k].text.replace("’", "'") != part for k, part in enumerate(parts)):
            continue
        if len(parts) == 1 and parts[0] in _EVERYDAY:
            the = i > 0 and tokens[i - 1].low == "the"
            if not (the and name.startswith("The ")) or (past < end and tokens[past].capital):
                continue
        return past, name
    return None


def _by_ending(document: Document, i: int, end: int, endings: tuple[tuple[str, ...], ...]) -> tuple[int, str] | None:
    """Return "Boston Globe"-like names: capitals up to one of the endings, three words before it at most."""
    tokens = document.tokens
    if not tokens[i].capital or tokens[i].low == "the":
        return None
    for past in range(i + 2, min(end, i + 5) + 1):
        if not tokens[past - 1].capital:
            return None
        for ending in endings:
            if past - len(ending) > i and tuple(t.text for t in tokens[past - len(ending) : past]) == ending:
                the = "The " if i > 0 and tokens[i - 1].low == "the" else ""
                return past, the + document.text[tokens[i].start : tokens[past - 1].end]
    return None
