"""What follows from statements: positions and key quotes, made anew where corrections change what they rest on."""

from collections.abc import Set
from dataclasses import replace

from briefing.corrections.reading import MOST_KEY_QUOTES, Reading, ranked
from briefing.model import Briefing, Position, Statement


def followed(before: Briefing, made: Briefing, touched: Set[str], reading: Reading) -> Briefing:
    """Return the briefing `made` of the analysis `before` with its positions and key quotes.

    `touched` are the ids of the statements that the user corrected or added. A position stays as it was where its
    evidence is untouched.
    """
    were = {position.stakeholder: position for position in before.positions}

    def as_before(position: Position) -> bool:
        was = were.get(position.stakeholder)
        return was is not None and was.statements == position.statements and touched.isdisjoint(was.statements)

    positions = reading.positions(made.stakeholders, made.statements)
    return replace(
        made,
        positions=tuple(were[one.stakeholder] if as_before(one) else one for one in positions),
        key_quotes=_key_quotes(before, made.statements, touched),
    )


def _key_quotes(before: Briefing, statements: tuple[Statement, ...], touched: Set[str]) -> tuple[str, ...]:
    """Return the key quotes: those chosen before, and what the corrections bring in or make room for.

    One that was chosen and is untouched goes only where the user's own need its place.
    """
    chosen, then, now = set(before.key_quotes), set(ranked(before.statements)), set(ranked(statements))
    in_order = [statement.id for statement in statements]
    kept = [id for id in in_order if id in chosen and (id in now or id not in touched)]
    came = [id for id in in_order if id in now and id not in then and id not in chosen]
    first = [id for id in (*kept, *came) if id in now and (id in chosen or id in touched)]
    ranks = [*first, *(id for id in kept if id not in now), *(id for id in came if id not in touched)]
    best = set(ranks[:MOST_KEY_QUOTES])
    return tuple(id for id in in_order if id in best)
