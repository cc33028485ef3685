"""The order in which positions are read: a party's, and directly under it those of its parts, such as its agencies."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing.export.wording import one_line, party_name
from briefing.model import Briefing, Position

_DEEPEST = 3  # steps: what was brought in from elsewhere may nest without end


@dataclass(frozen=True, slots=True)
class Standing:
    """A position in its place. `depth` is 0 for one that stands by itself, 1 under its party, 2 under a part of that.

    `name` is whose it is, with the party's name where it does not stand directly under that party. `in_parts` is how
    many statements the positions under it have.
    """

    position: Position
    name: str
    depth: int
    in_parts: int


def grouped(briefing: Briefing) -> tuple[Standing, ...]:
    """Return the positions of the briefing, each party's followed by those of its parts.

    Parties, and the parts of one party, keep the order that the briefing has them in. A part stands under the nearest
    party above it that has a position; one without such a party, or part of itself in the end, stands by itself.
    """
    over = _parties_over(briefing)
    have = {position.stakeholder for position in briefing.positions}
    under: dict[str | None, list[Position]] = {}
    in_parts: Counter[str] = Counter()
    for position in briefing.positions:
        above = over[position.stakeholder]
        under.setdefault(next((id for id in above if id in have), None), []).append(position)
        in_parts.update(dict.fromkeys(above, len(position.statements)))

    standings = []
    waiting = [(position, 0) for position in reversed(under.get(None, []))]
    while waiting:
        position, depth = waiting.pop()
        party = briefing.stakeholder(position.stakeholder)
        directly = depth > 0 and party.part_of in have
        name = one_line(party.name) if directly else party_name(briefing, position)
        standings.append(Standing(position, name, depth, in_parts[party.id]))
        waiting += [(part, min(depth + 1, _DEEPEST)) for part in reversed(under.pop(party.id, []))]
    return tuple(standings)


def with_parts(briefing: Briefing, id: str) -> frozenset[str]:
    """Return the id of a stakeholder and the ids of all that are part of it."""
    return frozenset({id, *(part for part, over in _parties_over(briefing).items() if id in over)})


def _parties_over(briefing: Briefing) -> Mapping[str, tuple[str, ...]]:
    """Return by stakeholder the ids of those that it is part of, the nearest first; none where it is part of itself."""
    part_of = {party.id: party.part_of for party in briefing.stakeholders}

    def upwards(id: str) -> Iterator[str]:
        seen, above = set(), part_of[id]
        while above in part_of and above not in seen:
            yield above
            seen.add(above)
            above = part_of[above]

    over = {id: tuple(upwards(id)) for id in part_of}
    return {id: () if id in above else above for id, above in over.items()}
