"""The attribution: who says what, by which cue, as stretches of the text.

It is the seam of the analysis: whatever finds attributions gives these, and all that follows (kind, hedges, addressee,
chain, stance, stakeholders) is read from the text and these stretches.
"""

from typing import NamedTuple

from briefing.analysis.document import Stretch
from briefing.model import Origin, Statement


class Told(NamedTuple):
    """What the model says of a statement.

    `stances` are the log-probabilities of the stances, in their order; `named` the log-odds that the article names who
    speaks.
    """

    stances: tuple[float, ...]
    named: float


class Attribution(NamedTuple):
    """One attribution. `content` is in order, without overlap, and apart from `cue` and `speaker`.

    `confidence` is from 0 to 1: how often attributions found like it are right in content and speaker, measured for the
    model's, counted or set by hand for those of rules (`going_on`, `signatures`). `told` is what the model says of what
    the statement does, None where it was not asked.
    """

    content: tuple[Stretch, ...]
    cue: Stretch | None
    speaker: Stretch | None
    confidence: float
    origin: Origin = Origin.MODEL
    told: Told | None = None


def of_statement(statement: Statement) -> Attribution:
    """Return a statement as the attribution that it was made of, without what the model said of it."""
    speaker = statement.speaker.span if statement.speaker is not None else None
    return Attribution(
        content=tuple((span.start, span.end) for span in statement.content),
        cue=(statement.cue.start, statement.cue.end) if statement.cue is not None else None,
        speaker=(speaker.start, speaker.end) if speaker is not None else None,
        confidence=statement.confidence,
        origin=statement.origin,
    )


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]
