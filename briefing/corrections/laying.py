"""One briefing while corrections are laid over it: its statements, its stakeholders, its headline."""

from collections.abc import Iterable
from dataclasses import replace

from briefing.corrections.correction import Correction, CorrectionKind
from briefing.corrections.drafts import Draft, beside, carried, same
from briefing.corrections.naming import Naming
from briefing.corrections.parties import Aliases, Parties, Party, fresh, key
from briefing.corrections.words import each_standing, standing, trimmed
from briefing.export.wording import is_medium
from briefing.model import (
    Briefing,
    Headline,
    HeadlineOrigin,
    Kind,
    Link,
    Origin,
    Span,
    Speaker,
    Stakeholder,
    StakeholderKind,
    Stance,
    Statement,
)


class Laying:
    """A briefing in the making. The steps that lay a correction return whether they found what it corrects."""

    def __init__(self, briefing: Briefing, aliases: Aliases) -> None:
        self._briefing = briefing
        self._text = briefing.article.text
        self._aliases = aliases
        self._parties = Parties(briefing)
        self._drafts = [
            Draft(one, self._parties.of_id(one.speaker.stakeholder if one.speaker is not None else None))
            for one in briefing.statements
        ]
        self._naming = Naming(briefing.article, aliases, self._parties, self._drafts)
        self._headline = briefing.headline
        self._given: set[str] = set()
        self._changed = False
        for party in list(self._parties):
            if party.joined is None and (name := aliases.spelt(party.name)) != party.name:
                self._rename(party, name)
        for draft in self._drafts:
            self._respell(draft)

    def add_or_remove(self, correction: Correction) -> bool:
        """Add or remove a statement."""
        if (statement := self._found(correction)) is None:
            return False
        if correction.kind is CorrectionKind.ADDED:
            self._add(statement)
        elif (draft := same(self._drafts, statement.content, statement.cue)) is None:
            self._drafts.append(Draft(statement, None, removed=True))
        elif not draft.removed:
            draft.removed = self._changed = True
        return True

    def restate(self, correction: Correction) -> bool:
        """Give a statement its speaker or its stance, also one that this analysis does not find."""
        if (statement := self._found(correction)) is None:
            return False
        if correction.kind is CorrectionKind.SPEAKER:
            self._given.add(self._aliases.spelt(correction.value or ""))
        draft = same(self._drafts, statement.content, statement.cue)
        if draft is None:
            if correction.statement is None:
                return False
            draft = Draft(statement, None, returning=statement.speaker.stakeholder if statement.speaker else None)
            self._respell(draft)
            self._drafts.append(draft)
        if not draft.removed:
            draft.touched = self._changed = True
            if correction.kind is CorrectionKind.SPEAKER:
                draft.speaker = correction.value
            else:
                draft.statement = replace(draft.statement, stance=Stance(correction.value or Stance.NONE))
        return True

    def name_speakers(self) -> None:
        """Lead the names that the user gives to speakers to the parties that they name."""
        for draft in sorted(self._drafts, key=_place):
            if draft.removed:
                continue
            speaker = draft.statement.speaker
            if draft.returning is not None and speaker is not None:
                draft.party = self._naming.returned(draft.returning, speaker.span)
            if draft.speaker is None:
                continue
            name = self._aliases.spelt(draft.speaker)
            if speaker is None or draft.party is None or key(speaker.name) != key(name):
                speaker, draft.party = self._naming.speaker(name, draft.statement.content)
                self._restate_source(draft, speaker, draft.statement.chain)

    def rename(self, correction: Correction) -> bool:
        """Give a stakeholder its name; one of the user's own may have lost it again to another correction."""
        was, name = (self._aliases.spelt(one or "") for one in (correction.was, correction.value))
        party = self._parties.meant(correction.words, was, self._text)
        if party is None:
            stands = not correction.words or bool(each_standing(correction.words, self._text))
            given = stands and self._was_given(was)
            self._given.update([name] if given else [])
            return given
        if name != party.name:
            self._rename(party, name)
        return True

    def _was_given(self, name: str) -> bool:
        """Whether a party of this name is one that the user's words made, though others of them unmade it."""
        return any(key(name) in (key(one), key(self._naming.party_name(one))) for one in self._given)

    def head(self, correction: Correction) -> bool:
        """Give the briefing its headline, with its place where the text has it letter for letter."""
        words = correction.value or ""
        at = self._text.find(words) if words else -1
        span = Span(at, at + len(words), words) if at != -1 else None
        self._headline = Headline(words, span, HeadlineOrigin.USER)
        self._changed = True
        return True

    def result(self) -> Briefing:
        """Return the briefing as it is now; the one given where nothing has changed."""
        if not self._changed:
            return self._briefing
        drafts = sorted((draft for draft in self._drafts if not draft.removed), key=_place)
        ids, stakeholders = self._parties.result(draft.party for draft in drafts)
        taken = {statement.id for statement in self._briefing.statements}
        statements: list[Statement] = []
        for draft in drafts:
            statements.append(self._finished(draft, ids[draft.party.now()] if draft.party else None, taken))
            taken.add(statements[-1].id)
        made = replace(self._briefing, headline=self._headline, statements=tuple(statements), stakeholders=stakeholders)
        touched = {statement.id for draft, statement in zip(drafts, statements, strict=True) if draft.touched}
        removed = any(draft.removed and draft.statement.id for draft in self._drafts)
        if not touched and not removed and not self._parties.some_joined and not self._names_anew(stakeholders):
            return made
        from briefing.corrections.following import followed

        return followed(self._briefing, made, touched, self._naming.reading())

    def _names_anew(self, stakeholders: Iterable[Stakeholder]) -> bool:
        """Whether one has a new name that had no position under its old one."""
        names = {one.id: one.name for one in self._briefing.stakeholders}
        placed = {one.stakeholder for one in self._briefing.positions}
        return any(one.id not in placed and one.name != names.get(one.id) for one in stakeholders)

    def _finished(self, draft: Draft, stakeholder: str | None, taken: set[str]) -> Statement:
        """Return the statement of a draft, with an id of its own and its speaker's."""
        statement, speaker = draft.statement, draft.statement.speaker
        return replace(
            statement,
            id=statement.id or fresh("s", taken),
            kind=self._naming.reading().kind(statement.content) if draft.reread else statement.kind,
            speaker=replace(speaker, stakeholder=stakeholder) if speaker is not None else None,
            origin=Origin.USER if draft.touched else statement.origin,
        )

    def _found(self, correction: Correction) -> Statement | None:
        """Return the correction's statement as this text has it, without an id; None where its words are gone."""
        one = correction.statement
        words = correction.words
        found = standing(words, self._text, beside(one) if one is not None else ()) if words else None
        content = trimmed(found or (), self._text)
        if found is None or not content:
            return None
        if one is None:
            return Statement("", Kind.INDIRECT, content, None, None, None, Stance.NONE, (), (), Origin.USER, 1.0)
        return replace(carried(one, words, found, self._text), id="")

    def _add(self, statement: Statement) -> None:
        """Add a statement, or make one of it with that which stands in its words and is no other speaker's."""
        speaker = statement.speaker.name if statement.speaker is not None else None
        self._given.update([self._aliases.spelt(speaker)] if speaker is not None else [])
        draft = same((one for one in self._drafts if self._may_be(one, statement)), statement.content, None)
        if draft is None or draft.removed:
            draft = Draft(replace(statement, speaker=None), None)
            self._drafts.append(draft)
        else:
            draft.statement = replace(draft.statement, content=statement.content, stance=statement.stance)
        draft.speaker = speaker or draft.speaker
        draft.touched = draft.reread = self._changed = True

    def _may_be(self, draft: Draft, added: Statement) -> bool:
        """Whether a statement may be the added one: it is in the very same words, or no other speaker's."""
        if added.speaker is None or draft.statement.content == added.content:
            return True
        speaker = draft.statement.speaker
        known = {draft.speaker, speaker.name if speaker else None, draft.party.name if draft.party else None}
        names = {key(self._aliases.name(name)) for name in known if name is not None}
        return not names or key(self._aliases.name(added.speaker.name)) in names

    def _rename(self, party: Party, name: str) -> None:
        """Give a party a name, its speakers and links of the old name too; who was not named by it may be now."""
        old = party.name
        named = self._naming.described(name) if self._is_unnamed(party) else None
        now = self._parties.rename(party, name)
        if named is not None and now.kind is StakeholderKind.UNNAMED:
            now.kind = named.kind
        is_name = named is not None and named.named
        for draft in self._drafts:
            speaker, chain = draft.statement.speaker, draft.statement.chain
            its = draft.party is not None and draft.party.now() is now
            if speaker is not None and its and key(speaker.name) == key(old):
                anonymity = None if is_name else speaker.anonymity
                speaker = replace(speaker, name=now.name, named=speaker.named or is_name, anonymity=anonymity)
            links = tuple(
                replace(link, name=now.name, named=link.named or is_name)
                if key(link.name) == key(old) and not is_medium(link)
                else link
                for link in chain
            )
            self._restate_source(draft, speaker, links)
        self._changed = True

    def _is_unnamed(self, party: Party) -> bool:
        """Whether the party, or a speaker or a link by its name, is nobody named."""
        name = key(party.name)
        chains = (draft.statement.chain for draft in self._drafts)
        if any(key(link.name) == name and not link.named and not is_medium(link) for chain in chains for link in chain):
            return True
        its = (draft.statement.speaker for draft in self._drafts if draft.party and draft.party.now() is party)
        unnamed = any(speaker is not None and not speaker.named and key(speaker.name) == name for speaker in its)
        return unnamed or party.kind is StakeholderKind.UNNAMED

    def _respell(self, draft: Draft) -> None:
        """Give the speaker and the links of a statement the names that theirs stand for in the whole library."""
        speaker = draft.statement.speaker
        if speaker is not None:
            speaker = replace(speaker, name=self._aliases.spelt(speaker.name))
        self._restate_source(draft, speaker, tuple(self._respelt(link) for link in draft.statement.chain))

    def _respelt(self, link: Link) -> Link:
        """Return a link under the name that its own stands for; a letter or a post is nobody and keeps its name."""
        name = self._aliases.spelt(link.name)
        return link if name == link.name or is_medium(link) else replace(link, name=name)

    def _restate_source(self, draft: Draft, speaker: Speaker | None, chain: tuple[Link, ...]) -> None:
        """Give a statement a speaker and a chain: without its speaker, and each name once."""
        statement = draft.statement
        if (speaker, chain) == (statement.speaker, statement.chain):
            return
        party = draft.party.now() if draft.party is not None else None
        seen = {key(one.name) for one in (speaker, party) if one is not None}
        kept: list[Link] = []
        for link in chain:
            if key(link.name) not in seen:
                kept.append(link)
                seen.add(key(link.name))
        draft.statement = replace(statement, speaker=speaker, chain=tuple(kept))
        self._changed = True


def _place(draft: Draft) -> tuple[Span, int]:
    return draft.statement.content[0], draft.statement.content[-1].end
