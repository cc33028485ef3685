"""Positions: where each stakeholder stands, the clause that shows it, and all the evidence."""

from collections.abc import Sequence

from briefing.analysis import stances
from briefing.analysis.document import Document
from briefing.model import Position, Span, Stakeholder, Stance, Statement

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
    made: list[Position] = []
    by_stakeholder: dict[str, list[Statement]] = {}
    for statement in statements:
        if statement.speaker is not None and statement.speaker.stakeholder is not None:
            by_stakeholder.setdefault(statement.speaker.stakeholder, []).append(statement)
    for stakeholder in stakeholders:
        evidence = by_stakeholder.get(stakeholder.id, [])
        shown = [stance for stance in ORDER if any(s.stance is stance for s in evidence)]
        if not evidence:
            continue
        main = shown[0] if shown else Stance.NONE
        first = next(s for s in evidence if s.stance is main)
        made.append(
            Position(
                stakeholder=stakeholder.id,
                stance=main,
                summary=_clause(document, first),
                target=None,
                statements=tuple(s.id for s in evidence),
                also=tuple(shown[1:]),
            )
        )
    return sorted(made, key=lambda p: -len(p.statements))


def _clause(document: Document, statement: Statement) -> tuple[Span, ...]:
    """Return the content, or of several sentences the one whose words show the stance."""
    stretches = tuple((span.start, span.end) for span in statement.content)
    at = stances.own_words(document, stretches)[1]
    place = stretches[0][0] if at is None else at
    start, end = next((a, b) for a, b in stretches if a <= place < b)
    sentence = document.sentence_of(document.token_at(place))
    first, past = document.stretch(sentence.first, sentence.end)
    clause = (max(start, first), min(end, past))
    if all(first <= a and b <= past for a, b in stretches):
        return statement.content
    return (Span.of(document.text, *clause),)
