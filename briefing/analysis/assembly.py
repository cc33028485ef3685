"""From attributions to the briefing's statements and stakeholders."""

import re
from collections.abc import Collection, Sequence

from briefing.analysis import addressees, chains, channels, companies, mentions, reports, stances, statements
from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document, Stretch
from briefing.analysis.encoder import encoder
from briefing.analysis.leads import Leads
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlet, Outlets, canonical
from briefing.analysis.parties import Parties
from briefing.analysis.register import Party, Resolved
from briefing.analysis.sayings import sayings
from briefing.model import Link, Span, Speaker, Stakeholder, Statement

_ANONYMITY = re.compile(
    r"(?:who )?(?:spoke|speaking|talked|asked|asking|request(?:ed|ing)|agreed to speak|insisted|granted)"
    r"[^.;“”\"]{0,40}?\b(?:anonym(?:ity|ously)|not to be (?:named|identified)|to remain anonymous)\b[^.,;“”\"]{0,120}",
    re.IGNORECASE,
)


def assemble(
    document: Document,
    outlets: Outlets,
    found: Sequence[Attribution],
    outlet: str | None,
    author: str | None = None,
) -> tuple[list[Statement], list[Stakeholder]]:
    """Return the statements, numbered in the article's order, and the stakeholders who make them.

    `outlet` is the article's own, where it is known: no statement comes to its readers second-hand through it. `author`
    is who says "I" outside of quotation marks.
    """
    return _Assembly(document, outlets, found, outlet, author).result()


_MENTIONED = 6
"""Parties that are only named, at most: an article names many more than it is about."""
_LEAD = 3
"""Sentences in which a party that is named once stands out."""


class _Assembly:
    def __init__(
        self,
        document: Document,
        outlets: Outlets,
        found: Sequence[Attribution],
        outlet: str | None,
        author: str | None,
    ) -> None:
        self._document = document
        self._outlets = outlets
        self._outlet = canonical(outlet)
        found = [*found, *reports.passed_on(document, outlets, found)]
        reported = chains.fold(document, outlets, found)
        self._reported = sorted(reported, key=lambda r: (r.attribution.content[0], r.attribution.content[-1][1]))
        known = companies.companies(document.text)
        said = sayings(document, [r.attribution for r in self._reported])
        self._parties = Parties(Leads(document, outlets, known, said, author))
        speakers = sorted({one.speaker for one in found if one.speaker is not None})
        self._parties.foresee(speakers)
        self._resolved: dict[Stretch, Resolved | None] = {who: self._parties.resolve(who) for who in speakers}
        lead = document.sentences[:_LEAD][-1].end if document.sentences else 0
        named = self._parties.mentioned(_MENTIONED, lead)
        self._parties.affiliate()
        used = {id(party) for party in self._with_those_above([*self._speaking(), *named])}
        mentions.complete(document, self._parties)
        self._known = [party for party in self._parties if id(party) in used]
        self._numbers = {id(party): f"p{n}" for n, party in enumerate(self._known, 1)}
        self._in_sentence: dict[int, list[Attribution]] = {}
        for one in (r.attribution for r in self._reported):
            self._in_sentence.setdefault(self._sentence(one), []).append(one)
        self._addressees = [addressees.addressee(document, r.attribution) for r in self._reported]
        self._agency = channels.dateline(document, outlets)
        self._made_to = self._outlets_made_to()

    def _speaking(self) -> list[Party]:
        """Return the parties that make a statement."""
        found = [self._of(r.attribution) for r in self._reported]
        return [resolved.party for resolved in found if resolved is not None]

    def _with_those_above(self, parties: Sequence[Party]) -> list[Party]:
        """Return the parties and those that they are part of, and those that these are."""
        found = list(parties)
        for party in found:
            if party.part_of is not None and party.part_of not in found:
                found.append(party.part_of)
        return found

    def result(self) -> tuple[list[Statement], list[Stakeholder]]:
        made = [self._statement(n, reported) for n, reported in enumerate(self._reported, 1)]
        return made, [self._stakeholder(party) for party in self._known]

    def _sentence(self, one: Attribution) -> int:
        return self._document.sentence_of(self._document.token_at((one.cue or one.content[0])[0])).first

    def _span(self, stretch: Stretch) -> Span:
        return Span.of(self._document.text, *stretch)

    def _statement(self, number: int, reported: chains.Reported) -> Statement:
        document, one = self._document, reported.attribution
        addressee = self._addressees[number - 1]
        hedges = statements.hedges(document, one, self._in_sentence[self._sentence(one)])
        return Statement(
            id=f"s{number}",
            kind=statements.kind(document, one.content),
            content=tuple(self._span(piece) for piece in one.content),
            cue=self._span(one.cue) if one.cue else None,
            speaker=self._speaker(one),
            addressee=self._span(addressee) if addressee else None,
            stance=stances.stance(document, one, reported.held),
            hedges=tuple(self._span(hedge) for hedge in hedges),
            chain=self._chain(number - 1),
            origin=one.origin,
            confidence=one.confidence,
        )

    def _speaker(self, one: Attribution) -> Speaker | None:
        if one.speaker is None:
            return None
        span = self._span(one.speaker)
        resolved = self._resolved[one.speaker]
        if resolved is None:
            return Speaker(span, span.exact, named=False, stakeholder=None, anonymity=None)
        named = resolved.named or self._is_named_elsewhere(one)
        anonymity = None if named else self._anonymity(one.speaker)
        return Speaker(span, resolved.name, named, self._numbers[id(resolved.party)], anonymity)

    def _is_named_elsewhere(self, one: Attribution) -> bool:
        """Whether the article names somebody elsewhere whom it only describes here; "a spokesman" is named nowhere."""
        if one.speaker is None or one.told is None:
            return False
        first = self._document.tokens[self._document.range_of(one.speaker)[0]].low
        indefinite = first in ("a", "an", "another") or first in words("quantifiers")
        return not indefinite and encoder().acts.is_named(one.told)

    def _anonymity(self, speaker: Stretch) -> Span | None:
        sentence = self._document.sentence_of(self._document.token_at(speaker[0]))
        match = _ANONYMITY.search(self._document.text, *self._document.stretch(sentence.first, sentence.end))
        return self._span(match.span()) if match else None

    def _chain(self, number: int) -> tuple[Link, ...]:
        """Return through whom statement `number` came: outlets, then persons, then the letter, document or post."""
        one = self._reported[number].attribution
        own = self._of(one)
        agency = [self._agency] if self._agency is not None and self._outlet is not None else []
        through = [*agency, *self._made_to[number], *self._reported[number].through]
        links = [link for step in through if (link := self._link(step, own)) is not None]
        medium = channels.medium(self._document, self._outlets, one, own.work if own is not None else None)
        if medium is not None:
            links.append(Link(medium.name, self._span(medium.span), named=False))
        return tuple({link.name: link for link in reversed(links)}.values())[::-1]

    def _outlets_made_to(self) -> list[list[Outlet]]:
        """Return the outlets each statement was made to; the next one of its speaker in the paragraph has them too."""
        passed_on = {link.name for r in self._reported for link in r.through if isinstance(link, Outlet)}
        found = [self._made_to_other(number, passed_on) for number in range(len(self._reported))]
        attributions = [r.attribution for r in self._reported]
        who = [resolved.party if resolved is not None else None for resolved in map(self._of, attributions)]
        for number, before in enumerate(channels.goes_on(self._document, attributions, who)):
            if before is not None and not found[number]:
                found[number] = found[before]
        return found

    def _made_to_other(self, number: int, passed_on: Collection[str]) -> list[Outlet]:
        """Return to which other outlet statement `number` was made: of an article without one, any may be its own.

        `passed_on` are the outlets that pass on what others say: they are others in any case.
        """
        listed = channels.made_to(self._document, self._outlets, self._reported[number].attribution)
        if self._outlet is None:
            return [outlet for outlet in listed if outlet.name in passed_on]
        return listed or self._unlisted(self._addressees[number])

    def _unlisted(self, told: Stretch | None) -> list[Outlet]:
        """Return whom a statement was told that is an outlet by its name alone: "told *InsideSources*"."""
        if told is None or not self._parties.is_unknown_name(told):
            return []
        first, end = self._document.range_of(told)
        return [Outlet(first, end, self._span(told).exact)]

    def _of(self, one: Attribution) -> Resolved | None:
        return self._resolved.get(one.speaker) if one.speaker is not None else None

    def _link(self, through: Outlet | Stretch, own: Resolved | None) -> Link | None:
        if isinstance(through, Outlet):
            span = self._span(self._document.stretch(through.first, through.end))
            same = own is not None and own.party.name == through.name
            return None if same or through.name == self._outlet else Link(through.name, span, named=True)
        span = self._span(through)
        resolved = self._resolved[through]
        if resolved is None:
            return Link(span.exact, span, named=False)
        same = own is not None and own.party is resolved.party
        return None if same else Link(resolved.name, span, resolved.named)

    def _stakeholder(self, party: Party) -> Stakeholder:
        return Stakeholder(
            id=self._numbers[id(party)],
            name=party.name,
            kind=party.kind,
            part_of=self._numbers[id(party.part_of)] if party.part_of is not None else None,
            mentions=tuple(self._span(mention) for mention in sorted(party.mentions)),
        )
