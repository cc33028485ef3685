"""What is reported of somebody else's words: "is said to want", "According to the Journal, officials say"."""

from collections.abc import Sequence

from briefing.analysis import cues, noun_phrases
from briefing.analysis.attribution import Attribution, overlap
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlets
from briefing.model import Origin

_FAR = 20
"""Words that somebody is named in before the cue of what they said, at most."""
_NEAR = 6
"""Words from the passive to the cue that it leads to, at most: "is said to be deeply and truly concerned"."""


def active(document: Document, one: Attribution) -> Attribution:
    """Return "The ministry is said to want the bill" as the ministry's own; any other attribution as it is."""
    if one.cue is None:
        return one
    first, past = document.range_of(one.cue)
    reported = document.tokens[past - 1].low in words("reported") and document.tokens[first].low in words("be")
    who, rest = (one.content[0], one.content[1:]) if one.speaker is None else (one.speaker, one.content)
    if not reported or document.range_of(who)[1] != first or len(rest) != 1:
        return one
    opens, ends = document.range_of(rest[0])
    if opens != past or document.tokens[past].low != "to":
        return one
    cue = cues.at(document, past, min(past + _NEAR, ends))
    if cue is None or cue.end >= ends:
        return one
    content = document.stretch(cue.end, ends)
    return one._replace(content=(content,), cue=document.stretch(cue.first, cue.end), speaker=who)


def passed_on(document: Document, outlets: Outlets, found: Sequence[Attribution]) -> list[Attribution]:
    """Return what others say by "According to the Journal, officials say that …", where none of `found` is theirs.

    Their confidence is that of the statement that reports theirs.
    """
    of_outlets = (one for one in found if one.speaker and outlets.within(*document.range_of(one.speaker)))
    made = [inner for one in of_outlets if (inner := _passed_on(document, one)) is not None]
    taken = {one.speaker for one in found}
    cues_of = [one.cue for one in found if one.cue is not None]
    return [
        one
        for one in made
        if one.speaker not in taken and one.cue is not None and not any(overlap(one.cue, other) for other in cues_of)
    ]


def _passed_on(document: Document, one: Attribution) -> Attribution | None:
    outer = cues.at(document, *document.range_of(one.cue)) if one.cue is not None else None
    if outer is None or outer.form != "according":
        return None
    first, past = document.range_of(one.content[0])
    past = min(past, document.sentence_of(first).end)
    start = first + 1 if document.tokens[first].low == "that" else first
    for at in range(start + 1, min(past - 1, start + _FAR)):
        cue = cues.at(document, at, at + 1)
        if cue is None or cue.weak or not (cue.takes("clause") or cue.takes("infinitive")) or cue.end >= past:
            continue
        who = noun_phrases.before(document, cue.group, start)
        if who is None or who[0] != start or document.tokens[cue.end].text in (",", "."):
            return None
        content, speaker = document.stretch(cue.end, past), document.stretch(*who)
        return Attribution((content,), document.stretch(cue.first, cue.end), speaker, one.confidence, Origin.RULE)
    return None
