"""What a correction is: the words it is tied to, what it says of them, and what was said before."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.errors import ReadoutError
from briefing.model import Span, Statement


class CorrectionError(ReadoutError):
    """A correction that cannot be made: of something that is not there, or one that would change nothing."""


class CorrectionKind(StrEnum):
    """What is corrected."""

    SPEAKER = "speaker"
    STANCE = "stance"
    STAKEHOLDER = "stakeholder"
    REMOVED = "removed"
    ADDED = "added"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Correction:
    """What the user says of some words of an article.

    `words` are the content of a statement, the mentions of a stakeholder, nothing for a headline. `value` is the
    speaker's name, the stance, the stakeholder's new name or the headline; None for a statement removed or added.
    `was` is what stood there before, for the reader (of a statement removed: who made it).

    `statement` is the added statement, or the one corrected as it stood then. It brings a speaker or a stance back
    where a new analysis no longer finds a statement in those words, and its cue tells the statement from one that
    it holds. It has no id, and its speaker's `stakeholder` is the party's name: ids are those of one analysis.
    """

    kind: CorrectionKind
    words: tuple[Span, ...]
    value: str | None = None
    was: str | None = None
    statement: Statement | None = None
