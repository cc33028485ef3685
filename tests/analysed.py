"""Texts put through the real analysis, and what came out in the words of the text, for its tests."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime

from briefings import an_article

from briefing.model import Briefing, Span, Stakeholder, Statement
from briefing.pipeline import brief

AT = datetime(2026, 1, 1, tzinfo=UTC)

Told = tuple[str | None, str | None, list[str]]


def analysed(text: str, **known: object) -> Briefing:
    """Return the briefing of an article with this text; `known` are further fields of Article."""
    return brief(an_article(text, **known), at=AT)


def told(text: str) -> list[Told]:
    """Return speaker, cue and content of each statement the analysis finds, in the words of the text."""
    return [as_told(statement) for statement in analysed(text).statements]


def as_told(statement: Statement) -> Told:
    """Return a statement as its speaker's words, its cue and the pieces of its content."""
    speaker = statement.speaker.span.exact if statement.speaker and statement.speaker.span else None
    return speaker, statement.cue.exact if statement.cue else None, [span.exact for span in statement.content]


def only(text: str) -> Statement:
    """Return the one statement of a text that makes just one."""
    (statement,) = analysed(text).statements
    return statement


def party(briefing: Briefing, name: str) -> Stakeholder:
    """Return the stakeholder of this name."""
    return next(stakeholder for stakeholder in briefing.stakeholders if stakeholder.name == name)


def spans_of(node: object) -> list[Span]:
    """Return every span in a briefing, wherever it stands."""
    if isinstance(node, Span):
        return [node]
    if isinstance(node, tuple):
        return [span for item in node for span in spans_of(item)]
    if is_dataclass(node):
        return [span for field in fields(node) for span in spans_of(getattr(node, field.name))]
    return []
