"""Mentions: where else the text names a party that speaks in it, and what that tells of its kind."""

from collections.abc import Iterable, Sequence

from briefing.analysis import countries
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.parties import Parties
from briefing.analysis.register import Party
from briefing.model import StakeholderKind as Kind


def complete(document: Document, parties: Parties) -> None:
    """Add to each party its other mentions: its name and short forms, "the … government", "the … company".

    A single name that the text goes on from with "he" or "she" more often than with "it" becomes a person.
    """
    known = list(parties)
    _by_name(document, known)
    _governments(document, known)
    if (company := parties.main_company()) is not None and company in known:
        _company(document, company)
    for party in known:
        party.mentions = _apart(party.mentions)
        if party.kind is Kind.ORGANISATION and " " not in party.name and _is_person(document, party):
            party.kind = Kind.PERSON


def _by_name(document: Document, known: Iterable[Party]) -> None:
    forms: dict[str, list[tuple[list[str], Party]]] = {}
    for party in known:
        if party.kind is not Kind.UNNAMED:
            for form in {party.name, *party.short_forms}:
                parts = form.split()
                forms.setdefault(parts[0], []).append((parts, party))
    for several in forms.values():
        several.sort(key=lambda entry: -len(entry[0]))
    tokens = document.tokens
    i = 0
    while i < len(tokens):
        for parts, party in forms.get(tokens[i].text, ()):
            end = i + len(parts)
            if end <= len(tokens) and all(tokens[i + k].text == part for k, part in enumerate(parts)):
                party.mentions.add(document.stretch(i, end))
                i = end - 1
                break
        i += 1


def _governments(document: Document, known: Sequence[Party]) -> None:
    """Add "the Ruritanian government", "Ruritanian officials" to the party of that country's officials."""
    officials = {party.name: party for party in known if party.kind is Kind.GOVERNMENT}
    if not officials:
        return
    tokens = document.tokens
    for sentence in document.sentences:
        for place in countries.find(document, sentence.first, sentence.end):
            party = officials.get(f"{place.country.officials} officials")
            end = place.end
            while end < sentence.end and tokens[end].low in words("government_mentions"):
                end += 1
            if party is not None and end > place.end and place.how != "capital":
                the = place.first > sentence.first and tokens[place.first - 1].low == "the"
                party.mentions.add(document.stretch(place.first - the, end))


def _company(document: Document, company: Party) -> None:
    tokens = document.tokens
    for i, token in enumerate(tokens):
        if token.low != "the":
            continue
        end = next((k for k in range(i + 1, min(i + 4, len(tokens))) if tokens[k].low in words("company_nouns")), None)
        if end is not None and (end == i + 1 or countries.find(document, i + 1, end)):
            company.mentions.add(document.stretch(i, end + 1))


def _apart(mentions: set[Stretch]) -> set[Stretch]:
    """Return the mentions without those that lie inside a longer one."""
    kept: list[Stretch] = []
    for start, end in sorted(mentions, key=lambda mention: (mention[0], -mention[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return set(kept)


def _is_person(document: Document, party: Party) -> bool:
    he = it = 0
    for mention in party.mentions:
        first = document.token_at(mention[0])
        if document.tokens[first].low == "the" or (first and document.tokens[first - 1].low == "the"):
            return False
        sentence = document.sentence_of(document.token_at(mention[0]))
        for token in document.tokens[sentence.first : sentence.end]:
            he += token.low in ("he", "she", "his", "him", "her")
            it += token.low in ("it", "its")
    return he > it
