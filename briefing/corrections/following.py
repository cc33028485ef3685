"""What follows from statements: positions and key quotes, made anew where corrections change what they rest on."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from briefing.corrections.reading import MOST_KEY_QUOTES, ORDER, Reading, ranked
from briefing.model import Briefing, Position, Stakeholder, Stance, Statement


def followed(before: Briefing, made: Briefing, touched: Set[str], reading: Reading) -> Briefing:
    """Return the briefing `made` of the analysis `before` with its positions and key quotes.

    `touched` are the ids of the statements that the user corrected or added.
    """
    return replace(
        made,
        positions=_positions(before, made, touched, reading),
        key_quotes=_key_quotes(before, made.statements, touched),
    )


def _positions(before: Briefing, made: Briefing, touched: Set[str], reading: Reading) -> tuple[Position, ...]:
    """Return the positions, those of most weight first. One stays as it was where its evidence is untouched.

    Whom the analysis left out stays left out, unless the user's words give them a statement, or a name.
    """
    were = {position.stakeholder: position for position in before.positions}
    names = {party.id: party.name for party in before.stakeholders}
    then, now = _said(before.statements), _said(made.statements)

    def is_shown(party: Stakeholder) -> bool:
        said = now.get(party.id, ())
        given = any(id in touched or id not in then.get(party.id, ()) for id in said)
        return party.id in were or given or (bool(said) and names.get(party.id) != party.name)

    def is_as_before(id: str) -> bool:
        return id in were and then.get(id, ()) == now.get(id, ()) and touched.isdisjoint(now.get(id, ()))

    shown = {party.id for party in made.stakeholders if is_shown(party)}
    anew = reading.positions(made.stakeholders, [_sure(s) if s.id in touched else s for s in made.statements], shown)
    given = [statement for statement in made.statements if statement.id in touched]
    return tuple(were[one.stakeholder] if is_as_before(one.stakeholder) else _with_word(one, given) for one in anew)


def _sure(statement: Statement) -> Statement:
    """Return a statement of the user's as one of which there is no doubt that it is made."""
    speaker = statement.speaker
    return replace(statement, confidence=1.0, speaker=speaker and replace(speaker, span=None))


def _with_word(position: Position, given: Iterable[Statement]) -> Position:
    """Return the position with the stances that the user's statements show where the analysis sees nobody act."""
    missed: dict[Stance, Statement] = {}
    for one in given:
        if one.id in position.statements and one.stance not in (position.stance, *position.also):
            missed.setdefault(one.stance, one)
    stances = [stance for stance in ORDER if stance in missed or stance in (position.stance, *position.also)]
    main = position.stance if position.stance is not Stance.NONE else next(iter(stances), Stance.NONE)
    also = tuple(stance for stance in stances if stance is not main)
    if main in missed:
        return replace(position, stance=main, summary=missed[main].content, target=None, also=also)
    return replace(position, also=also)


def _said(statements: Iterable[Statement]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the statements that each stakeholder makes."""
    found: dict[str, tuple[str, ...]] = {}
    for one in statements:
        if one.speaker is not None and one.speaker.stakeholder is not None:
            found[one.speaker.stakeholder] = (*found.get(one.speaker.stakeholder, ()), one.id)
    return found


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
