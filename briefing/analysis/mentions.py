"""Mentions: where else the text names a party that speaks in it."""

from collections.abc import Iterable

from briefing.analysis import countries, outlets
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.parties import Parties, Party
from briefing.model import StakeholderKind


def complete(document: Document, parties: Parties) -> None:
    """Add to each party its other mentions: its name and short forms, "the … government", "the … company"."""
    known = list(parties)
    _by_name(document, known)
    _governments(document, known)
    _company(document, parties.main_company() if any(p.kind is StakeholderKind.COMPANY for p in known) else None)
    for party in known:
        party.mentions = _apart(party.mentions)


def _by_name(document: Document, known: Iterable[Party]) -> None:
    forms: dict[str, list[tuple[list[str], Party]]] = {}
    for party in known:
        if party.kind in (StakeholderKind.UNNAMED, StakeholderKind.GROUP):
            continue
        for form in {party.name, *(short for short in party.short_forms if short[:1].isupper())}:
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
                i = end
                break
        else:
            i += 1


def _governments(document: Document, known: Iterable[Party]) -> None:
    """Add "the Ruritanian government", "Ruritanian officials" to the party of that country's officials."""
    officials = {party.name: party for party in known if party.kind is StakeholderKind.GOVERNMENT}
    tokens = document.tokens
    for sentence in document.sentences:
        for named in countries.find(document, sentence.first, sentence.end):
            party = officials.get(f"{named.country.officials} officials")
            if party is None:
                continue
            end = named.end
            while end < sentence.end and tokens[end].low in words("official_nouns"):
                end += 1
            if end > named.end:
                the = named.first > sentence.first and tokens[named.first - 1].low == "the"
                party.mentions.add(document.stretch(named.first - the, end))


def _company(document: Document, company: Party | None) -> None:
    if company is None:
        return
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
    for start, end in sorted(mentions, key=lambda m: (m[0], -m[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return set(kept)


def outlet_name(document: Document, stretch: Stretch) -> str | None:
    """Return the full name of the outlet that the stretch names, or None."""
    found = outlets.find(document, *document.range_of(stretch))
    return found[0][2] if found else None
