"""Two briefings of one article compared: which quotes the publisher altered, took out, put in, gave to another.

What is claimed of a quote is proved by the two texts and not by what the analysis found this time or that: a quote
whose words still stand in the new text is not gone, and one whose words stood in the old one is not new.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefing.model import Briefing, Kind, Span, Statement
from briefing.versions.folding import folded
from briefing.versions.paragraphs import ParagraphChange, likeness, paragraph_changes

_ALIKE = 0.5
"""Share of words in common from which a new quote is an old one altered."""

_CORRECTION = re.compile(
    r"(?:corrections?|clarifications?|editor[’']?s?[’']? notes?|updates?|updated)\b\s*(?:[:(\-–—]|$)"
    r"|(?:this|an earlier version of this|a previous version of this|an earlier version of an?|the original version of"
    r" this) (?:article|story|post|report|version|piece|column|headline)\b.{0,60}"
    r"\b(?:updated|corrected|amended|revised|clarified|misstated|misidentified|misspelled|incorrectly|wrongly|gave|said)",
    re.IGNORECASE | re.DOTALL,
)


class ChangeKind(StrEnum):
    """What became of a quote, or of the article as a whole."""

    ALTERED = "altered"
    REMOVED = "removed"
    ADDED = "added"
    SPEAKER = "speaker"
    CORRECTION = "correction"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Change:
    """A quote that changed: the statements of the two briefings; or a correction note, as `words` of the new text."""

    kind: ChangeKind
    before: Statement | None = None
    after: Statement | None = None
    words: Span | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed: what became of quotes, in the order of the text; and of paragraphs, these among them."""

    quotes: tuple[Change, ...]
    paragraphs: tuple[ParagraphChange, ...]


def changes(before: Briefing, after: Briefing) -> Changes:
    """Return what the publisher changed between two readings of an article; nothing where only the frame changed."""
    paragraphs = paragraph_changes(before.article, after.article)
    if not paragraphs and before.headline.text == after.headline.text:
        return Changes((), ())
    old_text, new_text = folded(before.article.text), folded(after.article.text)
    olds = [s for s in before.statements if s.kind is not Kind.INDIRECT]
    news = [s for s in after.statements if s.kind is not Kind.INDIRECT]
    gone = [s for s in olds if not _stands_in(s, new_text)]
    come = [s for s in news if not _stands_in(s, old_text)]
    pairs = _paired(gone, come)
    altered = {id(old) for old, _ in pairs} | {id(new) for _, new in pairs}
    found = [Change(ChangeKind.ALTERED, old, new) for old, new in pairs]
    found += [Change(ChangeKind.REMOVED, before=old) for old in gone if id(old) not in altered]
    found += [Change(ChangeKind.ADDED, after=new) for new in come if id(new) not in altered]
    kept = ((old, _again(old, news)) for old in olds if not any(old is one for one in gone))
    found += [
        Change(ChangeKind.SPEAKER, old, new)
        for old, new in (*kept, *pairs)
        if new is not None and _is_anothers(before, old, after, new)
    ]
    notes = (p.after for p in paragraphs if p.after is not None and _CORRECTION.match(p.after.exact.lstrip("*_ ")))
    found += [Change(ChangeKind.CORRECTION, words=words) for words in notes]
    found.sort(key=_place)
    if folded(before.headline.text) != folded(after.headline.text):
        found.insert(0, Change(ChangeKind.HEADLINE))
    return Changes(tuple(found), paragraphs)


def speaker_of(briefing: Briefing, statement: Statement) -> str | None:
    """Return the name under which the one who says it is known in the briefing, None where nobody was found."""
    speaker = statement.speaker
    if speaker is None:
        return None
    return briefing.stakeholder(speaker.stakeholder).name if speaker.stakeholder else speaker.name


def _place(change: Change) -> int:
    statement = change.after or change.before
    return statement.content[0].start if statement else change.words.start if change.words else 0


def _stands_in(statement: Statement, text: str) -> bool:
    return all(folded(span.exact) in text for span in statement.content)


def _words(statement: Statement) -> str:
    return " ".join(span.exact for span in statement.content)


def _paired(gone: Sequence[Statement], come: Sequence[Statement]) -> list[tuple[Statement, Statement]]:
    """Return old quotes with the new ones they became: the most alike first, each once."""
    scored = [
        (likeness(_words(old), _words(new)), at, beside)
        for at, old in enumerate(gone)
        for beside, new in enumerate(come)
    ]
    found: list[tuple[Statement, Statement]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for score, at, beside in sorted(scored, key=lambda one: (-one[0], one[1:])):
        if score >= _ALIKE and at not in used[0] and beside not in used[1]:
            used[0].add(at)
            used[1].add(beside)
            found.append((gone[at], come[beside]))
    return found


def _again(old: Statement, news: Sequence[Statement]) -> Statement | None:
    """Return the statement of the new briefing that has the same words."""
    words = folded(_words(old))
    return next((new for new in news if folded(_words(new)) == words), None)


def _is_anothers(before: Briefing, old: Statement, after: Briefing, new: Statement) -> bool:
    """Whether a quote is somebody else's now, and the words around it show that the publisher made it so."""
    was, now = speaker_of(before, old), speaker_of(after, new)
    if was is None or now is None or _name(was) == _name(now):
        return False
    around = [_around(briefing.article.text, statement) for briefing, statement in ((before, old), (after, new))]
    return around[0] != around[1] and not (_mentions(around[0], old, new) or _mentions(around[1], new, old))


def _mentions(around: str, own: Statement, other: Statement) -> bool:
    """Whether the words around a quote in one version hold the other version's speaker, and so name both."""
    spans = [s.speaker.span for s in (own, other) if s.speaker is not None]
    names = [folded(span.exact) for span in spans if span is not None]
    return len(names) == 2 and names[0] != names[1] and all(name in around for name in names)


def _around(text: str, statement: Statement) -> str:
    """Return the lines that a statement with its speaker stands in."""
    spans: Iterator[Span] = iter(
        [*statement.content, *([statement.speaker.span] if statement.speaker and statement.speaker.span else [])]
    )
    lines = dict.fromkeys(_line(text, span) for span in spans)
    return folded(" ".join(lines))


def _line(text: str, span: Span) -> str:
    first = text.rfind("\n", 0, span.start) + 1
    past = text.find("\n", span.end)
    return text[first : past if past >= 0 else len(text)]


def _name(name: str) -> str:
    return folded(name).casefold()
