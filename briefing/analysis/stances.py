"""Stance: what act a statement is, read from its cue and the content's own words, never from its tone."""

import re

from briefing.analysis.cues import Cue, at
from briefing.analysis.document import Document, Stretch
from briefing.model import Stance

_REVERSED = {
    Stance.SUPPORTS: Stance.OPPOSES,
    Stance.OPPOSES: Stance.NONE,
    Stance.ASKS: Stance.OPPOSES,
    Stance.COMMITS: Stance.DECLINES,
    Stance.DECLINES: Stance.NONE,
    Stance.WARNS: Stance.NONE,
    Stance.DENIES: Stance.NONE,
    Stance.ASSERTS: Stance.NONE,
}

# The content's own words, tried in this order where the cue only asserts (Searle 1976: directives, commissives).
_WORDS = (
    (Stance.DENIES, re.compile(r"\b(?:I|we|he|she|it|they) (?:categorically |strongly |firmly )?(?:den(?:y|ies|ied)|reject(?:s|ed)? (?:the|these|those|any) (?:claim|allegation|accusation)s?)\b", re.I)),
    (Stance.OPPOSES, re.compile(r"\b(?:should|must|ought)(?:n[’']t| not| never)\b|\b(?:I|we|they|he|she) (?:strongly |firmly )?(?:oppose|opposes|opposed|reject|rejects|rejected|condemn|condemns|condemned|object|disagree|disagrees)\b|\bcan(?:no|[’'])t (?:accept|support)\b", re.I)),
    (Stance.ASKS, re.compile(r"\b(?:should|must|ought to|needs? to|ha(?:s|ve) to)\b(?! (?:be (?:able|fine|enough)|have been))|\b(?:I|we) (?:ask|urge|demand|call on|call for|want|request)\b|\bplease\b|\blet[’']s\b", re.I)),
    (Stance.SUPPORTS, re.compile(r"\b(?:I|we|they|he|she) (?:strongly |fully |firmly )?(?:support|supports|supported|endorse|endorses|endorsed|welcome|welcomes|welcomed|applaud|applauds|back|backs)\b", re.I)),
    (Stance.COMMITS, re.compile(r"^(?:that )?[“\"'‘]*(?:he|she|it|they|I|we)(?: would|[’']d| will|[’']ll)(?! not|n[’']t)(?! (?:be|have been) )\b|\b(?:I|we)(?: will|[’']ll|[’']re going to| are going to|[’']m going to| am going to)\b(?! not)", re.I)),
    (Stance.WARNS, re.compile(r"\b(?:concern(?:s|ed|ing)?|threat(?:s|en|ens|ened)?|risk(?:s|y|ed)?|danger(?:s|ous)?|vulnerab\w+|worr(?:y|ied|ies))\b", re.I)),
)  # fmt: skip


def stance(document: Document, content: tuple[Stretch, ...], cue: Stretch | None) -> Stance:
    """Return the stance of a statement with this content and cue."""
    found = _cue(document, cue)
    said = found.entry.stance if found is not None else Stance.ASSERTS
    if found is not None and found.negated:
        weak = said is Stance.ASSERTS and not found.takes("quote")
        return Stance.OPPOSES if weak and found.entry.words[0] in ("agree",) else _REVERSED.get(said, Stance.NONE)
    return said if said is not Stance.ASSERTS else own_words(document, content)[0]


def own_words(document: Document, content: tuple[Stretch, ...]) -> tuple[Stance, int | None]:
    """Return the stance that the content's own words show, and where the first of them stands (None: nowhere)."""
    for shown, pattern in _WORDS:
        for start, end in content:
            if match := pattern.search(document.text[start:end]):
                return shown, start + match.start()
    return Stance.ASSERTS, None


def _cue(document: Document, cue: Stretch | None) -> Cue | None:
    if cue is None:
        return None
    first, end = document.range_of(cue)
    return at(document, first, end)
