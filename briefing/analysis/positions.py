"""Positions: where each stakeholder stands, the clause that shows it, and all the evidence."""

from collections.abc import Sequence

from briefing.analysis import stances
from briefing.analysis.cues import at
from briefing.analysis.document import Document
from briefing.model import Kind, Position, Span, Stakeholder, Stance, Statement

ORDER = (
    Stance.DENIES,
    Stance.OPPOSES,
    Stance.ASKS,
    Stance.SUPPORTS,
    Stance.COMMITS,
    Stance.WARNS,
    Stance.DECLINES,
    Stance.ASSERTS,
)
"""The main stance of a position is the first of these that has evidence."""


def positions(
    document: Document, stakeholders: Sequence[Stakeholder], statements: Sequence[Statement]
) -> list[Position]:
    """Return one position for each stakeholder who makes a statement, those with most evidence first."""
    evidence: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.speaker is not None and statement.speaker.stakeholder is not None:
            evidence.setdefault(statement.speaker.stakeholder, []).append(statement)
    made = [_position(document, s.id, evidence[s.id]) for s in stakeholders if s.id in evidence]
    return sorted(made, key=lambda position: -len(position.statements))


def _position(document: Document, stakeholder: str, evidence: Sequence[Statement]) -> Position:
    shown = [stance for stance in ORDER if any(statement.stance is stance for statement in evidence)]
    main = shown[0] if shown else Stance.NONE
    first = next(statement for statement in evidence if statement.stance is main)
    thing = _thing(document, first)
    return Position(
        stakeholder=stakeholder,
        stance=main,
        summary=_clause(document, first, thing),
        target=thing,
        statements=tuple(statement.id for statement in evidence),
        also=tuple(shown[1:]),
    )


def _thing(document: Document, statement: Statement) -> Span | None:
    """Return the thing that the cue is about, where it takes one: endorsed *the plan*."""
    cue = statement.cue
    if cue is None or statement.kind is not Kind.INDIRECT or not 0 <= statement.content[0].start - cue.end <= 2:
        return None
    entry = at(document, *document.range_of((cue.start, cue.end)))
    takes = entry is not None and entry.takes("object") and not entry.takes("clause") and not entry.takes("infinitive")
    return statement.content[0] if takes and len(statement.content) == 1 else None


def _clause(document: Document, statement: Statement, thing: Span | None) -> tuple[Span, ...]:
    """Return the content, of several sentences the one whose words show the stance, of a thing its verb with it."""
    if thing is not None and statement.cue is not None:
        return (Span.of(document.text, statement.cue.start, thing.end),)
    stretches = tuple((span.start, span.end) for span in statement.content)
    stance, shown = stances.own_words(document, stretches)
    place = shown if shown is not None and stance is statement.stance else stretches[0][0]
    sentence = document.sentence_of(document.token_at(place))
    first, past = document.stretch(sentence.first, sentence.end)
    if all(first <= start and end <= past for start, end in stretches):
        return statement.content
    start, end = next((start, end) for start, end in stretches if start <= place < end)
    return (Span.of(document.text, max(start, first), min(end, past)),)
