"""What the analysis says of what the user gives: what sort of statement some words are, and whom a name names.

The only module of the corrections that needs the analysis: it is imported where there is something to read.
"""

from collections.abc import Sequence, Set
from typing import NamedTuple

from briefing.analysis import key_quotes, mentions, positions, stances, statements
from briefing.analysis.companies import companies
from briefing.analysis.document import Document, read
from briefing.analysis.leads import Leads
from briefing.analysis.lexicon import words
from briefing.analysis.name_words import is_organisation
from briefing.analysis.outlets import Outlets
from briefing.analysis.parties import Parties
from briefing.analysis.register import Resolved
from briefing.model import Kind, Position, Span, Stakeholder, StakeholderKind, Stance, Statement

MOST_KEY_QUOTES = key_quotes.MOST
"""Key quotes of one briefing, at most."""

ORDER = stances.ORDER
"""The order in which a position tells its stances beside the main one."""

_DESCRIPTIONS = (
    "anonymous", "articles", "group_nouns", "indefinites", "official_nouns", "persons", "roles", "spokespeople",
)  # fmt: skip


class Named(NamedTuple):
    """Whom a name names: the kind of party, the party's own name, under whom it stands, and whether it is a name."""

    kind: StakeholderKind
    party: str
    part_of: str | None
    named: bool


class Reading:
    """A text, read without what is excluded from it."""

    def __init__(self, text: str, excluded: Sequence[Span]) -> None:
        self.excluded = excluded
        self._document = read(text, excluded)
        self._names: _Mentioned | None = None

    def kind(self, content: Sequence[Span]) -> Kind:
        """Return how much of the content stands inside quotation marks."""
        return statements.kind(self._document, [(span.start, span.end) for span in content])

    def stance(self, content: Sequence[Span]) -> Stance:
        """Return the stance that the content's own words show."""
        return stances.own_words(self._document, tuple((span.start, span.end) for span in content))[0]

    def with_marks(self, span: Span) -> Span:
        """Return the span with the quotation marks around it, where it is all that stands between them."""
        text = self._document.text
        for quotation in self._document.quotations:
            for start, end in quotation.pieces:
                outside = text[start : span.start] + text[span.end : end]
                if start < span.start and span.end < end and not any(map(str.isalnum, outside)):
                    return Span.of(text, start, end)
        return span

    def named(self, name: str, mention: Span | None) -> Named:
        """Return whom the name names: as the text has it at `mention`, or else by its own words.

        A single name that nothing tells of is a person's, as is one of an alphabet without capitals.
        """
        if name.lower() == name.upper():
            return Named(StakeholderKind.PERSON, name, None, True)
        if mention is not None:
            self._names = self._names or _Mentioned(self._document)
            if (found := self._names.at(mention.start, mention.end)) is not None:
                return _named(found, found.party.kind)
        document = read(name)
        found = _Mentioned(document).at(0, len(name))
        if found is None:
            return Named(StakeholderKind.UNNAMED, name, None, False)
        low = {token.low for token in document.tokens}
        if found.party.kind is StakeholderKind.UNNAMED and not any(low & words(section) for section in _DESCRIPTIONS):
            return Named(StakeholderKind.PERSON, name, None, True)
        organisation = found.party.kind is StakeholderKind.ORGANISATION
        guessed = organisation and not is_organisation(document, 0, len(document.tokens))
        return _named(found, StakeholderKind.PERSON if guessed else found.party.kind)

    def positions(
        self, stakeholders: Sequence[Stakeholder], made: Sequence[Statement], shown: Set[str]
    ) -> list[Position]:
        """Return where each of the stakeholders `shown` stands, those of most weight first."""
        return positions.positions(self._document, stakeholders, made, among=shown)


def ranked(made: Sequence[Statement]) -> list[str]:
    """Return the ids of the statements that the analysis would choose as key quotes."""
    return key_quotes.key_quotes(made)


class _Mentioned:
    """Whom a document's mentions name."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._outlets = Outlets(document)
        self._companies = companies(document.text)

    def at(self, start: int, end: int) -> Resolved | None:
        """Return where the mention leads, as if it were the document's only one: with nothing told before it."""
        parties = Parties(Leads(self._document, self._outlets, self._companies))
        found = parties.resolve((start, end))
        if found is not None and found.party.kind is StakeholderKind.ORGANISATION:
            mentions.complete(self._document, parties)  # which tells a person by "he" and "she"
        return found


def _named(found: Resolved, kind: StakeholderKind) -> Named:
    part_of = found.party.part_of.name if found.party.part_of is not None else None
    return Named(kind, found.party.name, part_of, found.named)
