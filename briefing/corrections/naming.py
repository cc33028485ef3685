"""Names that the user gives: where the article has them, and which of its parties they name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.corrections.drafts import Draft
from briefing.corrections.parties import Aliases, Parties, Party, key
from briefing.corrections.words import occurrences
from briefing.model import Article, Span, Speaker, StakeholderKind

if TYPE_CHECKING:
    from briefing.corrections.reading import Named, Reading


class Naming:
    """What names lead to in one article, with its parties and its statements as they are at the time."""

    def __init__(self, article: Article, aliases: Aliases, parties: Parties, drafts: Sequence[Draft]) -> None:
        self._article = article
        self._aliases = aliases
        self._parties = parties
        self._drafts = drafts
        self._read: Reading | None = None

    def reading(self) -> "Reading":
        """Return the article, read with the contents of all statements, whatever is excluded from it."""
        from briefing.corrections.reading import Reading

        contents = [piece for draft in self._drafts if not draft.removed for piece in draft.statement.content]
        excluded = [span for span in self._article.excluded if not any(span.overlaps(piece) for piece in contents)]
        if self._read is None or self._read.excluded != excluded:
            self._read = Reading(self._article.text, excluded)
        return self._read

    def described(self, name: str, mention: Span | None = None) -> "Named":
        """Return what the article, at that mention or at its first, or else the name itself tells of whom it names.

        The article is not asked for a name that is one of its parties': the kind of that is known.
        """
        if self._known(name) is not None:
            return self.reading().named(name, None)
        return self.reading().named(name, mention or self._mention(name, ()))

    def speaker(self, name: str, content: Sequence[Span]) -> tuple[Speaker, Party]:
        """Return the speaker of this name for a statement, and the party that it leads to: a new one, if it must be.

        Its mention is the one nearest to the content: outside it, and in no excluded stretch, where there is one.
        """
        mention = self._mention(name, content)
        named = self.described(name, mention)
        party = self._party(name, named, mention)
        shown = party.name if key(party.name) == key(name) else name
        return Speaker(mention, shown, named.named and party.kind is not StakeholderKind.UNNAMED, None, None), party

    def returned(self, name: str, mention: Span | None) -> Party:
        """Return the party of this name for a speaker who comes back, and is mentioned there."""
        name = self._aliases.spelt(name)
        return self._party(name, self.described(name), mention)

    def party_name(self, name: str) -> str:
        """Return the name of the party that this name would make."""
        return self._own(name, self.described(name))

    def _party(self, name: str, named: "Named", mention: Span | None) -> Party:
        """Return the party of this name, or else the one that the article calls so, or else a new one."""
        known = self._known(name) or self._parties.named(self._aliases.spelt(named.party))
        mentions = [] if mention is None else [mention]
        if known is not None:
            self._parties.mention(known, mentions)
            return known
        own = self._own(name, named)
        above = self._parties.named(self._aliases.spelt(named.part_of)) if named.part_of is not None else None
        return self._parties.add(own, named.kind, above, [*mentions, *self._in_article(own)])

    def _known(self, name: str) -> Party | None:
        """Return the party of this name, or that of the article's speakers of this name, or the one it mentions so."""
        return self._parties.named(name) or self._of_speaker(name) or self._parties.mentioned(name)

    def _own(self, name: str, named: "Named") -> str:
        """Return the name of the party that a name makes: a spokesperson's, an official's is whom they speak for."""
        speaks_for = named.kind is StakeholderKind.GOVERNMENT or not named.named
        return self._aliases.spelt(named.party) if speaks_for else name

    def _of_speaker(self, name: str) -> Party | None:
        """Return the party of the article's speakers of this name, where they all have the same."""
        found = {
            draft.party.now()
            for draft in self._drafts
            if draft.party is not None
            and draft.statement.speaker is not None
            and key(draft.statement.speaker.name) == key(name)
        }
        return found.pop() if len(found) == 1 else None

    def _mention(self, name: str, content: Sequence[Span]) -> Span | None:
        def distance(span: Span) -> tuple[bool, int]:
            gaps = [max(piece.start - span.end, span.start - piece.end) for piece in content]
            return min(gaps, default=0) < 0, min(gaps, default=span.start)

        return min(
            self._in_article(name) or occurrences(name, self._article.text, any_case=True), key=distance, default=None
        )

    def _in_article(self, name: str) -> list[Span]:
        """Return where the text has the name, without what is excluded from it."""
        excluded = self._article.excluded
        found = occurrences(name, self._article.text, any_case=True)
        return [span for span in found if not any(span.overlaps(other) for other in excluded)]
