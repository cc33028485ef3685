"""Only one stakeholder: what of a briefing is by it or about it, its parts included."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from briefing.export.grouping import with_parts
from briefing.model import Briefing, Span, Stakeholder, Statement
from tui.desk.places import POSITIONS, QUOTES, AtHand, Seen
from tui.desk.session import Refused


class Only(NamedTuple):
    """The stakeholder that alone is shown, and what was seen before it was.

    `everything` is whether the quotes pane held all statements; `seen` is what each pane showed, by its number;
    `visited` are the panes that the user has been in since.
    """

    party: Stakeholder
    everything: bool
    seen: Mapping[int, Seen]
    visited: frozenset[int]


def stakeholder_of(briefing: Briefing, line: AtHand | None) -> Stakeholder:
    """Return the stakeholder of a position, or of a statement. Raises Refused where the line is of none."""
    if line is None or line.pane not in (QUOTES, POSITIONS) or not line.row.key:
        raise Refused("Highlight a position in pane 3 or a statement in pane 2: its stakeholder is then shown alone.")
    if line.pane == POSITIONS:
        return briefing.stakeholder(line.row.key)
    speaker = briefing.statement(line.row.key).speaker
    if speaker is None or speaker.stakeholder is None:
        raise Refused("No stakeholder is known for this statement; c says who speaks.")
    return briefing.stakeholder(speaker.stakeholder)


def still(party: Stakeholder, briefing: Briefing) -> Stakeholder | None:
    """Return what `party` has become in the briefing as it is now; None where it is gone.

    That is the one of its name. Another that has its id has it by chance, unless it is mentioned at the same place.
    """
    named = [one for one in briefing.stakeholders if one.name == party.name]
    renamed = [
        one for one in briefing.stakeholders if one.id == party.id and not {*one.mentions}.isdisjoint(party.mentions)
    ]
    named.sort(key=lambda one: one.id != party.id)
    return next(iter([*named, *renamed]), None)


def narrowed(briefing: Briefing, party: Stakeholder) -> Briefing:
    """Return the briefing with nothing but what is of `party` and its parts: statements, positions, follow-ups.

    A follow-up is where its words touch those of their statements, or name them.
    """
    ids = with_parts(briefing, party.id)
    positions = tuple(position for position in briefing.positions if position.stakeholder in ids)
    evidence = {id for position in positions for id in position.statements}
    statements = tuple(
        s for s in briefing.statements if s.id in evidence or (s.speaker and s.speaker.stakeholder in ids)
    )
    theirs = {statement.id for statement in statements}
    words = [span for statement in statements for span in _words(statement)]
    words += [mention for one in briefing.stakeholders if one.id in ids for mention in one.mentions]
    return replace(
        briefing,
        key_quotes=tuple(id for id in briefing.key_quotes if id in theirs),
        statements=statements,
        positions=positions,
        follow_ups=tuple(
            follow_up
            for follow_up in briefing.follow_ups
            if any(span.overlaps(other) for span in follow_up.spans for other in words)
        ),
    )


def _words(statement: Statement) -> Iterator[Span]:
    speaker = statement.speaker
    yield from statement.content
    yield from statement.hedges
    said = (statement.cue, statement.addressee, *(link.span for link in statement.chain))
    by = (speaker.span, speaker.anonymity) if speaker else ()
    yield from (span for span in (*said, *by) if span is not None)
