"""Which lines of a briefing the user has corrected, and by which corrections."""

from collections.abc import Iterator, Sequence

from briefing.corrections import CorrectionKind
from briefing.model import Span, Stakeholder, Statement
from stores.readable import HeldCorrection
from tui.desk.places import Additions


def of_statement(statement: Statement, additions: Additions) -> str:
    """Return what a statement whose origin is the user is marked with: whether they corrected or added it."""
    added = any(held.correction.kind is CorrectionKind.ADDED for held in about(statement.content, additions))
    return "added by you" if added else "corrected by you"


def is_renamed(stakeholder: Stakeholder, additions: Additions) -> bool:
    """Whether the user gave the stakeholder its name in this briefing."""
    return any(renaming(stakeholder, additions))


def renaming(stakeholder: Stakeholder, additions: Additions) -> Iterator[HeldCorrection]:
    """Yield the corrections that gave the stakeholder its name."""
    name = stakeholder.name.casefold()
    for held in additions.corrections:
        named = held.correction.kind is CorrectionKind.STAKEHOLDER and not held.orphaned
        if named and (held.correction.value or "").casefold() == name:
            yield held


def about(content: Sequence[Span], additions: Additions) -> Iterator[HeldCorrection]:
    """Yield the corrections of a statement with this content, wherever its words stood when they were made."""
    words = {span.exact for span in content}
    for held in additions.corrections:
        if held.correction.kind is not CorrectionKind.STAKEHOLDER and not held.orphaned:
            said = held.correction.words
            if any(span.exact in words or any(span.overlaps(piece) for piece in content) for span in said):
                yield held


def orphaned_in(notice: str, additions: Additions) -> list[HeldCorrection]:
    """Return the corrections whose words are gone that a notice tells of; none where it tells of something else."""
    from briefing.corrections import told

    orphaned = [held for held in additions.corrections if held.orphaned]
    return [held for held in orphaned if notice.endswith(told(held.correction))]
