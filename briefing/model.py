"""The words of the domain, as frozen dataclasses: what a briefing is made of.

Field names and their order are those of the JSON contract (`briefing.contract`). Offsets are 0-based,
end-exclusive and count Unicode code points of `Article.text`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

SCHEMA = "readout.briefing/1"


class Kind(StrEnum):
    """How much of a statement's content stands inside quotation marks: all, four words or more, or less."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """Where a statement or a stakeholder stands, read from the act and never from tone."""

    ASKS = "asks"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    WARNS = "warns"
    DENIES = "denies"
    COMMITS = "commits"
    ASSERTS = "asserts"
    DECLINES = "declines"
    NONE = "none"


class StakeholderKind(StrEnum):
    """What sort of party a stakeholder is."""

    PERSON = "person"
    GOVERNMENT = "government"
    LEGISLATURE = "legislature"
    COMPANY = "company"
    ORGANISATION = "organisation"
    GROUP = "group"
    OUTLET = "outlet"
    UNNAMED = "unnamed"


class FollowUpKind(StrEnum):
    """Why something is still to be done."""

    RESPONSE = "response"
    CONFIRM = "confirm"
    IDENTIFY = "identify"
    DATE = "date"
    FIGURE = "figure"
    OWN = "own"


class FollowUpState(StrEnum):
    """How far a follow-up has come."""

    SUGGESTED = "suggested"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Origin(StrEnum):
    """Who found a statement."""

    MODEL = "model"
    RULE = "rule"
    USER = "user"


class HeadlineOrigin(StrEnum):
    """Where a headline comes from: the page's title, the article's first sentence, or the user."""

    TITLE = "title"
    LEAD = "lead"
    USER = "user"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of an article's text: `exact == text[start:end]`, always."""

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Return the span of `text` from `start` to `end`, offsets in code points.

        Raises ValueError when the stretch is empty or does not lie in the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}:{end} in a text of {len(text)}")
        return cls(start, end, text[start:end])

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """What was read, unchanged, and what is known of it.

    `source` is the path, URL or `-` as the user gave it; `published` and `retrieved` are ISO 8601; `language` is
    an ISO 639-1 code; `sha256` is of `text` in UTF-8; `excluded` are stretches that are not the article
    (navigation, "Leave a Reply").
    """

    id: str
    source: str
    url: str | None
    canonical_url: str | None
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    retrieved: str | None
    language: str | None
    text: str
    sha256: str
    excluded: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a statement: the mention as it stands, and the fullest form in the article.

    `stakeholder` is a stakeholder's id; `anonymity` the words that say why the speaker is not named.
    """

    span: Span | None
    name: str
    named: bool
    stakeholder: str | None
    anonymity: Span | None


@dataclass(frozen=True, slots=True)
class Link:
    """One through whom a statement came: an outlet, a report, a letter."""

    name: str
    span: Span | None
    named: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution: somebody says, thinks, wants or shows something.

    `content` includes the quotation marks around and in it, and comes in pieces where the article interrupts it.
    `chain` is nearest the reader first, without the speaker.
    """

    id: str
    kind: Kind
    content: tuple[Span, ...]
    cue: Span | None
    speaker: Speaker | None
    addressee: Span | None
    stance: Stance
    hedges: tuple[Span, ...]
    chain: tuple[Link, ...]
    origin: Origin
    confidence: float


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A party, under one name, however the article calls it."""

    id: str
    name: str
    kind: StakeholderKind
    part_of: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a stakeholder stands: the main stance, the clause that shows it, and all the evidence."""

    stakeholder: str
    stance: Stance
    summary: tuple[Span, ...]
    target: Span | None
    statements: tuple[str, ...]
    also: tuple[Stance, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something still to be done. `due` is ISO 8601, perhaps less exact than a day (`2026-03`)."""

    id: str
    kind: FollowUpKind
    text: str
    due: str | None
    state: FollowUpState
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """What the article is about. `span` is None where the headline does not stand in the text (a page's title)."""

    text: str
    span: Span | None
    origin: HeadlineOrigin


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Which Readout and which model made a briefing, and when (ISO 8601 with zone)."""

    readout: str
    model: str | None
    at: str


_Identified = TypeVar("_Identified", Statement, Stakeholder, FollowUp)


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole: an article and what a careful reader gets out of it.

    `key_quotes` are ids of statements; `notices` is what the reader must know of the whole.
    """

    schema: str
    id: str
    article: Article
    headline: Headline
    key_quotes: tuple[str, ...]
    statements: tuple[Statement, ...]
    stakeholders: tuple[Stakeholder, ...]
    positions: tuple[Position, ...]
    follow_ups: tuple[FollowUp, ...]
    notices: tuple[str, ...]
    made_by: MadeBy

    def statement(self, id: str) -> Statement:
        """Return the statement with this id. Raises KeyError when there is none."""
        return _by_id(self.statements, id)

    def stakeholder(self, id: str) -> Stakeholder:
        """Return the stakeholder with this id. Raises KeyError when there is none."""
        return _by_id(self.stakeholders, id)

    def follow_up(self, id: str) -> FollowUp:
        """Return the follow-up with this id. Raises KeyError when there is none."""
        return _by_id(self.follow_ups, id)


def _by_id(items: tuple[_Identified, ...], id: str) -> _Identified:
    for item in items:
        if item.id == id:
            return item
    raise KeyError(id)
