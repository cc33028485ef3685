"""A briefing's statements while corrections are laid over them, and which of them a correction's words are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.corrections.parties import Party
from briefing.corrections.words import moved, trimmed
from briefing.model import Span, Statement


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making, and the party of its speaker.

    `speaker` is the name that the user gives its speaker, `returning` the name of the party that made it when it was
    corrected, where only the correction still knows it. `touched` says that the user corrected or added it, `reread`
    that it has other boundaries than the analysis read. A removed one stays, to be known again.
    """

    statement: Statement
    party: Party | None
    speaker: str | None = None
    returning: str | None = None
    touched: bool = False
    reread: bool = False
    removed: bool = False


def same(drafts: Iterable[Draft], content: Sequence[Span], cue: Span | None) -> Draft | None:
    """Return the draft that says what was said with this content and cue; None where there is none.

    It is the one of equal content (of several the one with that cue), else the one that overlaps most of those that
    overlap more than half of both contents. One that the content's statement holds, or that holds it, is another's:
    its cue stands in the content of the other.
    """
    drafts = list(drafts)
    equal = [draft for draft in drafts if draft.statement.content == tuple(content)]
    if equal:
        return min(equal, key=lambda draft: (draft.removed, draft.statement.cue != cue))
    near = [
        (_shared(draft.statement.content, content), draft)
        for draft in drafts
        if not _nested(draft.statement.content, draft.statement.cue, content, cue)
    ]
    most = [(share, draft) for share, draft in near if share > 0]
    return max(most, key=lambda one: (one[0], not one[1].removed))[1] if most else None


def carried(statement: Statement, words: Sequence[Span], found: Sequence[Span], text: str) -> Statement:
    """Return the statement as it stands in `text`, where its content, the `words`, stands at `found`.

    A cue, an addressee, a hedge that is gone is left out; a speaker or a link of the chain keeps its name.
    """

    def there(span: Span | None) -> Span | None:
        return None if span is None else moved(span, words, found, text)

    speaker = statement.speaker
    return replace(
        statement,
        content=trimmed(found, text),
        cue=there(statement.cue),
        speaker=speaker and replace(speaker, span=there(speaker.span), anonymity=there(speaker.anonymity)),
        addressee=there(statement.addressee),
        hedges=tuple(span for hedge in statement.hedges if (span := there(hedge)) is not None),
        chain=tuple(replace(link, span=there(link.span)) for link in statement.chain),
    )


def beside(statement: Statement) -> tuple[Span, ...]:
    """Return the words of a statement that stand beside its content: its cue and its speaker."""
    speaker = statement.speaker.span if statement.speaker is not None else None
    return tuple(span for span in (statement.cue, speaker) if span is not None)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Return which part of both together the two contents share; 0 unless it is more than half of each."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    sizes = [sum(span.end - span.start for span in content) for content in (one, other)]
    return both / (sum(sizes) - both) if 2 * both > max(sizes) else 0.0


def _nested(one: Sequence[Span], cue: Span | None, other: Sequence[Span], other_cue: Span | None) -> bool:
    """Whether one of two statements with different cues is made in the words of the other."""
    if cue is not None and other_cue is not None and cue.overlaps(other_cue):
        return False
    return _within(cue, other) or _within(other_cue, one)


def _within(cue: Span | None, content: Sequence[Span]) -> bool:
    return cue is not None and any(span.start <= cue.start and cue.end <= span.end for span in content)
