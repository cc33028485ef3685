"""From attributions to the briefing's statements and stakeholders."""

import re
from collections.abc import Sequence

from briefing.analysis import addressees, chains, companies, mentions, stances, statements
from briefing.analysis.attributions import Attribution
from briefing.analysis.document import Document, Stretch
from briefing.analysis.parties import Parties, Party, Resolved
from briefing.model import Link, Origin, Span, Speaker, Stakeholder, Statement

_ANONYMITY = re.compile(
    r"(?:who )?(?:spoke|speaking|talked|asked|asking|requested|requesting|agreed to speak|insisted|granted)"
    r"[^.;“”\"]{0,40}?\b(?:anonymity|not to be (?:named|identified)|anonymously|to remain anonymous)\b[^.,;“”\"]{0,120}",
    re.IGNORECASE,
)


def assemble(document: Document, found: Sequence[Attribution]) -> tuple[list[Statement], list[Stakeholder]]:
    """Return the statements, numbered in the article's order, and the stakeholders who make them."""
    parties = Parties(document, companies.companies(document.text))
    reported = sorted(chains.fold(document, found), key=lambda r: r.attribution.content[0])
    by_sentence = _by_sentence(document, [r.attribution for r in reported])
    speakers = {
        id(r): parties.resolve(r.attribution.speaker)
        for r in sorted(reported, key=lambda r: r.attribution.speaker or (0, 0))
        if r.attribution.speaker is not None
    }
    mentions.complete(document, parties)
    numbers = {id(party): f"p{n}" for n, party in enumerate(parties, 1)}
    made = [_statement(document, f"s{n}", r, by_sentence, speakers, numbers) for n, r in enumerate(reported, 1)]
    return made, [_stakeholder(document, party, numbers) for party in parties]


def _by_sentence(document: Document, found: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    groups: dict[int, list[Attribution]] = {}
    for one in found:
        if one.cue is not None:
            groups.setdefault(document.sentence_of(document.token_at(one.cue[0])).first, []).append(one)
    return groups


def _statement(
    document: Document,
    number: str,
    reported: chains.Reported,
    by_sentence: dict[int, list[Attribution]],
    speakers: dict[int, Resolved | None],
    numbers: dict[int, str],
) -> Statement:
    one = reported.attribution
    siblings = by_sentence.get(document.sentence_of(document.token_at(one.cue[0])).first, []) if one.cue else []
    addressee = addressees.addressee(document, one)
    return Statement(
        id=number,
        kind=statements.kind(document, one.content),
        content=tuple(_span(document, piece) for piece in one.content),
        cue=_span(document, one.cue) if one.cue else None,
        speaker=_speaker(document, one, speakers.get(id(reported)), numbers),
        addressee=_span(document, addressee) if addressee else None,
        stance=stances.stance(document, one.content, one.cue),
        hedges=tuple(_span(document, hedge) for hedge in statements.hedges(document, one, siblings)),
        chain=_chain(document, reported),
        origin=Origin.RULE,
        confidence=one.confidence,
    )


def _speaker(
    document: Document, one: Attribution, resolved: Resolved | None, numbers: dict[int, str]
) -> Speaker | None:
    if one.speaker is None:
        return None
    span = _span(document, one.speaker)
    if resolved is None:
        return Speaker(span, span.exact, named=False, stakeholder=None, anonymity=None)
    anonymity = None if resolved.named else _anonymity(document, one.speaker)
    return Speaker(span, resolved.name, resolved.named, numbers[id(resolved.party)], anonymity)


def _anonymity(document: Document, speaker: Stretch) -> Span | None:
    sentence = document.sentence_of(document.token_at(speaker[0]))
    match = _ANONYMITY.search(document.text, *document.stretch(sentence.first, sentence.end))
    return _span(document, match.span()) if match else None


def _chain(document: Document, reported: chains.Reported) -> tuple[Link, ...]:
    links = [Link(name, _span(document, place), named=True) for place, name in reported.links]
    for outer in reported.outer:
        assert outer.speaker is not None
        span = _span(document, outer.speaker)
        links.append(Link(span.exact, span, named=span.exact[:1].isupper()))
    return tuple(links)


def _stakeholder(document: Document, party: Party, numbers: dict[int, str]) -> Stakeholder:
    return Stakeholder(
        id=numbers[id(party)],
        name=party.name,
        kind=party.kind,
        part_of=numbers[id(party.part_of)] if party.part_of is not None else None,
        mentions=tuple(_span(document, mention) for mention in sorted(party.mentions)),
    )


def _span(document: Document, stretch: Stretch) -> Span:
    return Span.of(document.text, *stretch)
