"""Corrections laid over a briefing, and what then is there, for the tests of the corrections."""

from collections.abc import Mapping, Sequence

from analysed import party

from briefing.contract import from_json, to_json
from briefing.corrections import Correction, corrected
from briefing.model import Briefing, Position, Speaker, Statement

NO_ALIASES: Mapping[str, Sequence[str]] = {}


def laid(briefing: Briefing, *corrections: Correction) -> Briefing:
    """Return the briefing with these corrections, none of which is orphaned."""
    done = corrected(briefing, corrections, NO_ALIASES)
    assert done.orphaned == ()
    assert from_json(to_json(done.briefing)) == done.briefing
    return done.briefing


def saying(briefing: Briefing, words: str) -> Statement:
    """Return the one statement whose content begins with these words."""
    (found,) = [one for one in briefing.statements if one.content[0].exact.startswith(words)]
    return found


def speaker_of(statement: Statement) -> Speaker:
    assert statement.speaker is not None
    return statement.speaker


def position_of(briefing: Briefing, name: str) -> Position:
    (found,) = [one for one in briefing.positions if one.stakeholder == party(briefing, name).id]
    return found
