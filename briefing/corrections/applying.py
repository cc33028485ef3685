"""Corrections laid over an analysis: the whole way, each step one call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from briefing.corrections.correction import Correction, CorrectionKind
from briefing.corrections.laying import Laying
from briefing.corrections.parties import Aliases
from briefing.model import Briefing


@dataclass(frozen=True, slots=True)
class Corrected:
    """A briefing with corrections laid over it. `orphaned` are the indices of those that found nothing to correct."""

    briefing: Briefing
    orphaned: tuple[int, ...]


def corrected(briefing: Briefing, corrections: Sequence[Correction], aliases: Mapping[str, Sequence[str]]) -> Corrected:
    """Return the briefing with the corrections and the library's aliases laid over it, and which found no place.

    Words are found where `words.standing` finds them, whatever analysis of whatever version of the text this is. The
    statement that they are is the one of equal content there, else the one that overlaps more than half of both
    (`drafts.same`); the stakeholder the one that most of them mention (`Parties.meant`). A correction whose words are
    gone, or mention no stakeholder to rename, is orphaned: nothing of it is applied.

    A later correction of the same thing wins over an earlier one. What is removed stays removed, whatever else is
    said of it, until it is added again. A statement that the user corrected and that this analysis does not find
    comes back as it stood then. Aliases are laid first, and every name in a correction that is an alias is read as
    the name it stands for. A stakeholder left without a statement goes, unless the article names it elsewhere too: it
    then has no position, as one that is only mentioned. Follow-ups and notices are left alone. Where nothing changes,
    the briefing itself is returned, and no analysis is imported.
    """
    laying = Laying(briefing, Aliases(aliases))
    applied: set[int] = set()

    def lay(kinds: set[CorrectionKind], how: Callable[[Correction], bool]) -> None:
        applied.update(n for n, one in enumerate(corrections) if one.kind in kinds and how(one))

    lay({CorrectionKind.ADDED, CorrectionKind.REMOVED}, laying.add_or_remove)
    lay({CorrectionKind.SPEAKER, CorrectionKind.STANCE}, laying.restate)
    laying.name_speakers()
    lay({CorrectionKind.STAKEHOLDER}, laying.rename)
    lay({CorrectionKind.HEADLINE}, laying.head)
    return Corrected(laying.result(), tuple(n for n in range(len(corrections)) if n not in applied))
