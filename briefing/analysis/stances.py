"""Stance: what act a statement is, read from its cue and the content's own words, never from its tone."""

import re
from collections.abc import Sequence
from functools import cache

from briefing.analysis.attribution import Attribution
from briefing.analysis.cues import Cue, at
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import lines
from briefing.model import Stance

_NEGATED = {
    Stance.SUPPORTS: Stance.OPPOSES,
    Stance.ASKS: Stance.OPPOSES,
    Stance.COMMITS: Stance.DECLINES,
}


@cache
def _own_words() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Return the patterns of `stances.txt`, one for each stance, in the order of the file."""
    found: dict[Stance, list[str]] = {}
    for line in lines("stances.txt"):
        stance, _, pattern = line.partition(" ")
        found.setdefault(Stance(stance), []).append(pattern.strip())
    return tuple((stance, re.compile("|".join(patterns), re.IGNORECASE)) for stance, patterns in found.items())


def stance(document: Document, one: Attribution, inner: Sequence[Attribution]) -> Stance:
    """Return the stance of a statement: its cue's, and where that only asserts the content's own words'.

    The words of the statements `inner`, which its content holds, are others' and show nothing of its own stance.
    """
    cue = at(document, *document.range_of(one.cue)) if one.cue is not None else None
    if cue is not None and cue.negated:
        return _NEGATED.get(cue.entry.stance, Stance.NONE)
    if cue is not None and cue.entry.stance is Stance.ASKS and _is_own_wish(document, cue):
        return Stance.ASSERTS
    if cue is not None and cue.entry.stance is not Stance.ASSERTS:
        return cue.entry.stance
    return own_words(document, _own(one, inner))[0]


def _own(one: Attribution, inner: Sequence[Attribution]) -> tuple[Stretch, ...]:
    """Return the content up to the first statement it holds."""
    ends = [min(other.content[0][0], (other.speaker or other.content[0])[0]) for other in inner]
    limit = min(ends, default=one.content[-1][1])
    return tuple((start, min(end, limit)) for start, end in one.content if start < limit)


def _is_own_wish(document: Document, cue: Cue) -> bool:
    """Whether what is wanted is one's own doing ("wants to win") and asked of nobody."""
    wish = not cue.takes("quote") and cue.takes("infinitive")
    return wish and cue.end < len(document.tokens) and document.tokens[cue.end].low == "to"


def own_words(document: Document, content: tuple[Stretch, ...]) -> tuple[Stance, int | None]:
    """Return the stance that the content's own words show, and where the first of them stands (None: nowhere)."""
    for shown, pattern in _own_words():
        for start, end in content:
            if match := pattern.search(document.text[start:end]):
                return shown, start + match.start()
    return Stance.ASSERTS, None
