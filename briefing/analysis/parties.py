"""Parties: to whom a speaker's words lead, whatever the article calls them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from briefing.analysis import countries, noun_phrases
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.names import Name, Names, is_organisation
from briefing.analysis.outlets import Outlets
from briefing.model import StakeholderKind as Kind

_ARTICLE = re.compile(r"^(?:an?|the|some)\s+", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Party:
    """A party in the making: its name, its kind, the party it is part of, and where it is mentioned.

    `short_forms` are the surnames it goes by.
    """

    name: str
    kind: Kind
    part_of: "Party | None" = None
    mentions: set[Stretch] = field(default_factory=set)
    short_forms: set[str] = field(default_factory=set)


class Resolved(NamedTuple):
    """Where a mention leads: the party, the name to show for this speaker, and whether that names somebody."""

    party: Party
    name: str
    named: bool


class Parties:
    """All parties of one article, found while its speakers are read in the article's order."""

    def __init__(self, document: Document, outlets: Outlets, companies: frozenset[str]) -> None:
        self._document = document
        self._tokens = document.tokens
        self._outlets = outlets
        self._companies = companies
        self._names = Names(document)
        self._by_name: dict[str, Party] = {}
        self._recent: dict[str, Party] = {}
        self._in_role: dict[str, Party] = {}

    def __iter__(self) -> Iterator[Party]:
        return iter(self._by_name.values())

    def resolve(self, mention: Stretch) -> Resolved | None:
        """Return where the mention leads; None where the article does not make it clear (everybody, a stray "it")."""
        found = self._resolved(*self._document.range_of(mention))
        if found is not None:
            found.party.mentions.add(mention)
            self._recent[found.party.kind.value] = found.party
            if found.party.kind is not Kind.PERSON and self._is_many(mention, found):
                self._recent["they"] = found.party
            if found.party.kind not in (Kind.PERSON, Kind.UNNAMED, Kind.GROUP):
                self._recent["it"] = found.party
        return found

    def _is_many(self, mention: Stretch, found: Resolved) -> bool:
        _, end = self._document.range_of(mention)
        return found.party.kind is not Kind.UNNAMED or self._tokens[end - 1].low.endswith("s")

    def main_company(self) -> Party | None:
        """Return the company the article is about: the last one that spoke, else the only one it names."""
        if (recent := self._recent.get(Kind.COMPANY.value)) is not None:
            return recent
        if len(self._companies) == 1:
            return self._party(next(iter(self._companies)), Kind.COMPANY)
        return None

    def _resolved(self, first: int, end: int) -> Resolved | None:
        if first >= end:
            return None
        head = self._tokens[first]
        if end - first == 1:
            if noun_phrases.is_pronoun(head) or head.low in ("who", "which"):
                return self._pronoun(first)
            if head.low in words("indefinites"):
                return None
        for step in (self._spokesperson, self._government, self._outlet, self._definite, self._named):
            if (found := step(first, end)) is not None:
                return found
        text = _ARTICLE.sub("", self._text(first, end))
        low = {token.low for token in self._tokens[first:end]}
        many = bool(low & words("group_nouns")) and not low & words("anonymous")
        return Resolved(self._party(text, Kind.GROUP if many else Kind.UNNAMED), text, named=False)

    def _name(self, first: int, end: int) -> Name | None:
        """Return the last name in a phrase: a person's, after the party, the place and the role."""
        names = list(self._names.among(first, end))
        return names[-1] if names else None

    def _text(self, first: int, end: int) -> str:
        return " ".join(self._document.text[self._tokens[first].start : self._tokens[end - 1].end].split())

    def _party(self, name: str, kind: Kind, part_of: Party | None = None) -> Party:
        return self._by_name.setdefault(name.lower(), Party(name, kind, part_of))

    def _pronoun(self, at: int) -> Resolved | None:
        low = self._tokens[at].low
        if low in ("who", "which"):
            start = self._document.sentence_of(at).first
            before = at - 1 if at > start and self._tokens[at - 1].text == "," else at
            phrase = noun_phrases.before(self._document, before, start)
            return self._resolved(self._last_person(*phrase), phrase[1]) if phrase is not None else None
        party = self._recent.get({"he": Kind.PERSON.value, "she": Kind.PERSON.value}.get(low, low))
        if party is None:
            return None
        return Resolved(party, party.name, named=party.kind not in (Kind.UNNAMED, Kind.GROUP))

    def _last_person(self, first: int, end: int) -> int:
        """Return where the noun begins that "who" goes with: "the bank of Ada Smith, who" goes with her."""
        last = next((i for i in range(end - 1, first, -1) if self._tokens[i].low in words("prepositions")), first - 1)
        tail = self._tokens[last + 1 : end]
        name = self._name(last + 1, end) if last >= first else None
        person = name is not None and (name.titled or name.end - name.first > 1)
        return last + 1 if person or any(token.low in words("labels") for token in tail) else first

    def _spokesperson(self, first: int, end: int) -> Resolved | None:
        """Return the organisation that "a Huawei spokesperson" or "a spokesman for the bank" speaks for."""
        at = next((i for i in range(first, end) if self._tokens[i].low in words("spokespeople")), None)
        if at is None or (at + 1 < end and self._tokens[at + 1].capital):
            return None
        role = _ARTICLE.sub("", self._text(first, end))
        owner = None
        if at + 2 < end and self._tokens[at + 1].low in ("for", "of", "from"):
            owner = self._resolved(at + 2, end)
        elif any(self._tokens[i].capital for i in range(first, at)):
            indefinite = self._tokens[first].low in words("articles")
            possessive = at - 1 if self._tokens[at - 1].low == "'s" else at
            owner = self._resolved(first + 1 if indefinite else first, possessive)
        return Resolved(owner.party, role, named=False) if owner is not None else None

    def _government(self, first: int, end: int) -> Resolved | None:
        """Return the government, parliament or agency that the phrase names by a country's words."""
        name = self._name(first, end)
        for place in countries.find(self._document, first, end):
            after = {token.low for token in self._tokens[place.end : end]}
            person = name is not None and name.first >= place.end
            if person or (place.first > first and self._tokens[place.first - 1].low in words("prepositions")):
                continue
            shown = _ARTICLE.sub("", self._text(first, end))
            if self._tokens[end - 1].low in words("agencies"):
                agency = self._party(shown, Kind.GOVERNMENT, self._party_of(place.country))
                return Resolved(agency, shown, named=True)
            if after & words("official_nouns"):
                return Resolved(self._party_of(place.country), shown, named=bool(after & words("governments")))
            if place.how in (Kind.GOVERNMENT.value, Kind.LEGISLATURE.value):
                if after and not after & words("legislators"):
                    continue
                kind = Kind(place.how)
                shown = self._text(place.first, end)
                return Resolved(self._party(shown, kind, self._party_of(place.country)), shown, named=not after)
            if after & words("legislators"):
                shown = self._text(place.first, end)
                return Resolved(self._party(shown, Kind.LEGISLATURE), shown, named=False)
            if (
                not after
                and place.first - first <= 1
                and self._tokens[first].low in ("the", self._tokens[place.first].low)
            ):
                return Resolved(self._party_of(place.country), shown, named=True)
        return None

    def _party_of(self, country: countries.Country) -> Party:
        """Return the one party that the officials of a country's government are."""
        return self._party(f"{country.officials} officials", Kind.GOVERNMENT)

    def _outlet(self, first: int, end: int) -> Resolved | None:
        found = self._outlets.within(first, end)
        if not found or found[0].first - first > 1:
            return None
        rest = self._tokens[found[0].end : end]
        if any(token.capital or token.low in words("roles") or token.low in words("group_nouns") for token in rest):
            return None
        return Resolved(self._party(found[0].name, Kind.OUTLET), found[0].name, named=True)

    def _definite(self, first: int, end: int) -> Resolved | None:
        """Return whom "the government", "the company", "the Chinese company", "the president" lead back to."""
        if self._tokens[first].low != "the" or end - first > 3:
            return None
        noun = self._tokens[end - 1].low
        party: Party | None = None
        if noun in words("government_nouns") and end - first == 2:
            party = self._recent.get(Kind.GOVERNMENT.value)
        elif noun in words("company_nouns"):
            party = self.main_company()
        elif noun in words("roles"):
            party = self._in_role.get(noun)
        elif noun in words("labels"):
            party = self._recent.get(Kind.PERSON.value)
        return Resolved(party, party.name, named=True) if party is not None else None

    def _named(self, first: int, end: int) -> Resolved | None:
        name = self._name(first, end)
        if name is None or (self._tokens[first].low in words("indefinite_leads") and not name.titled):
            return None
        if any(token.is_word and token.low != "'s" for token in self._tokens[name.end : end]):
            return self._headed(first, end)
        if any(token.low == "and" for token in self._tokens[first : name.first]):
            return Resolved(self._party(self._text(first, end), Kind.GROUP), self._text(first, end), named=True)
        before = name.first - 1
        if before > first and self._tokens[before].low == "the":
            before -= 1
        if before >= first and self._tokens[before].low in words("prepositions"):
            return self._office(first, before, end)
        return self._of_name(name, first)

    def _headed(self, first: int, end: int) -> Resolved | None:
        """Return the organisation that "the Clinton campaign" is; None for "Trump supporters", who are nobody named."""
        if self._tokens[end - 1].low not in words("organisation_words"):
            return None
        text = _ARTICLE.sub("", self._text(first, end))
        return Resolved(self._party(text, Kind.ORGANISATION), text, named=True)

    def _of_name(self, name: Name, first: int) -> Resolved:
        """Return the party that a name is: a group, a person, a company or an organisation."""
        text = self._text(name.first, name.end)
        if self._tokens[name.end - 1].low in words("group_nouns"):
            return Resolved(self._party(text, Kind.GROUP), text, named=False)
        organisation = is_organisation(self._document, name.first, name.end)
        if not organisation and (person := self._person(name, first)) is not None:
            return person
        if text in self._companies or self._tokens[name.end - 1].low in words("company_endings"):
            return Resolved(self._party(text, Kind.COMPANY), text, named=True)
        return Resolved(self._party(text, Kind.ORGANISATION), text, named=True)

    def _office(self, first: int, preposition: int, end: int) -> Resolved | None:
        """Return the office that a name after a preposition belongs to: the High Commissioner for Human Rights."""
        start = first + 1 if self._tokens[first].low in words("articles") else first
        if not all(token.capital for token in self._tokens[start:preposition]):
            return None  # "people in Washington", "a professor at Harvard": nobody is named
        return Resolved(self._party(self._text(start, end), Kind.ORGANISATION), self._text(start, end), named=True)

    def _person(self, name: Name, first: int) -> Resolved | None:
        surname = self._names.surname(name)
        single = name.end - name.first == 1
        full = self._names.full(surname, name.first) if single else self._names.canonical(name)
        company = self._text(name.first, name.end) in self._companies and not (single and full)
        if company or (full is None and not name.titled):
            return None
        party = self._party(full or surname, Kind.PERSON)
        party.short_forms.add(surname)
        for token in self._tokens[first : name.first]:
            if token.low in words("roles"):
                self._in_role[token.low] = party
        return Resolved(party, party.name, named=True)
