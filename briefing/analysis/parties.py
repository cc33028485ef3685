"""Parties: to whom a speaker's words lead, whatever the article calls them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.analysis import countries, noun_phrases, outlets
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.names import FullNames, Run, is_organisation, run_in
from briefing.model import StakeholderKind

_ARTICLE = re.compile(r"^(?:an?|the|some)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Party:
    """A party in the making: its name, its kind, the party it is part of, and where it is mentioned."""

    name: str
    kind: StakeholderKind
    part_of: "Party | None" = None
    mentions: set[Stretch] = field(default_factory=set)
    short_forms: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a mention leads: the party, the name to show for this speaker, and whether that names somebody."""

    party: Party
    name: str
    named: bool


class Parties:
    """All parties of one article, found while its speakers are read in order."""

    def __init__(self, document: Document, companies: frozenset[str]) -> None:
        self._document = document
        self._companies = companies
        self._names = FullNames(document)
        self._by_name: dict[str, Party] = {}
        self._recent: dict[str, Party] = {}

    def __iter__(self) -> Iterator[Party]:
        return iter(self._by_name.values())

    def resolve(self, mention: Stretch) -> Resolved | None:
        """Return where the mention leads; None where the article does not make it clear (a stray "it")."""
        first, end = self._document.range_of(mention)
        found = self._resolved(first, end)
        if found is not None:
            found.party.mentions.add(mention)
            self._remember(found.party)
        return found

    def _resolved(self, first: int, end: int) -> Resolved | None:
        document, tokens = self._document, self._document.tokens
        head = tokens[first]
        if end - first == 1 and (noun_phrases.is_pronoun(head) or head.low == "who"):
            return self._pronoun(first)
        for step in (self._spokesperson, self._officials, self._outlet, self._definite, self._named):
            if (found := step(first, end)) is not None:
                return found
        text = _ARTICLE.sub("", self._text(first, end))
        plural = any(tokens[i].low in words("group_nouns") for i in range(first, end))
        unnamed = any(
            tokens[i].low in ("familiar", "sources", "source", "unnamed", "anonymous") for i in range(first, end)
        )
        kind = StakeholderKind.GROUP if plural and not unnamed else StakeholderKind.UNNAMED
        return Resolved(self._party(text, kind), text, named=False)

    def _text(self, first: int, end: int) -> str:
        tokens = self._document.tokens
        return " ".join(self._document.text[tokens[first].start : tokens[end - 1].end].split())

    def _party(self, name: str, kind: StakeholderKind, part_of: Party | None = None) -> Party:
        key = name.lower()
        party = self._by_name.get(key)
        if party is None:
            party = self._by_name[key] = Party(name, kind, part_of)
        return party

    def _remember(self, party: Party) -> None:
        slot = "person" if party.kind is StakeholderKind.PERSON else "other"
        self._recent[slot] = party
        self._recent[party.kind.value] = party

    def _pronoun(self, first: int) -> Resolved | None:
        document = self._document
        low = document.tokens[first].low
        if low in ("who", "which"):
            low_limit = document.sentence_of(first).first
            phrase = noun_phrases.before(document, first, low_limit)
            if phrase is None and first > low_limit and document.tokens[first - 1].text == ",":
                phrase = noun_phrases.before(document, first - 1, low_limit)
            return self._resolved(*phrase) if phrase is not None else None
        party = self._recent.get("person" if low in ("he", "she") else "other")
        if low in ("it", "they", "he", "she") and party is not None:
            return Resolved(party, party.name, named=party.kind not in (StakeholderKind.UNNAMED, StakeholderKind.GROUP))
        return None

    def officials_of(self, country: countries.Country) -> Party:
        """Return the one party that the officials of a country's government are."""
        return self._party(f"{country.officials} officials", StakeholderKind.GOVERNMENT)

    def _spokesperson(self, first: int, end: int) -> Resolved | None:
        """Return the organisation that "a Huawei spokesperson" or "a spokesman for the bank" speaks for."""
        tokens = self._document.tokens
        at = next((i for i in range(first, end) if tokens[i].low in words("spokespeople")), None)
        if at is None:
            return None
        after = at + 1
        if after < end and tokens[after].capital:
            return None  # spokesman Brian Fallon: a person in his own name
        role = _ARTICLE.sub("", self._text(first, end))
        if after < end and tokens[after].low in ("for", "of", "from"):
            owner = self._resolved(after + 1, end) if after + 1 < end else None
        else:
            start = first + 1 if tokens[first].low in words("determiners") and tokens[first].low != "the" else first
            owner = self._resolved(start, at) if any(tokens[i].capital for i in range(start, at)) else None
        if owner is None:
            return None
        return Resolved(owner.party, role, named=False)

    def _officials(self, first: int, end: int) -> Resolved | None:
        """Return the government, parliament or agency that the phrase names by a country's words."""
        document, tokens = self._document, self._document.tokens
        low = [tokens[i].low for i in range(first, end)]
        run = run_in(document, first, end)
        for named in countries.find(document, first, end):
            country = named.country
            rest = [tokens[i].low for i in range(named.end, end)]
            if named.how in ("government", "legislature"):
                if run is not None and run.first >= named.end:
                    return None
                parent = self.officials_of(country)
                name = "the " * (tokens[first].low == "the") + self._text(named.first, named.end)
                kind = StakeholderKind(named.how)
                officials = any(word in words("official_nouns") for word in rest)
                if officials:
                    return Resolved(parent, _ARTICLE.sub("", self._text(first, end)), named=False)
                return Resolved(self._party(name[4:] if name[:4] == "the " else name, kind, parent), name, named=True)
            if any(word in words("legislators") for word in rest) and not (
                run and run.first >= named.end and run.titled
            ):
                name = self._text(named.first, end)
                return Resolved(self._party(name, StakeholderKind.LEGISLATURE), name, named=False)
            official = any(word in words("official_nouns") for word in rest)
            if official and not (run and run.first >= named.end and run.titled):
                name = _ARTICLE.sub("", self._text(first, end))
                government = rest[-1:] and rest[-1] in ("government", "administration")
                return Resolved(self.officials_of(country), name, named=bool(government))
            if not rest and named.first - first <= 1 and all(word == "the" for word in low[: named.first - first]):
                return Resolved(self.officials_of(country), country.name, named=True)
        return None

    def _outlet(self, first: int, end: int) -> Resolved | None:
        found = outlets.find(self._document, first, end)
        if not found or found[0][0] - first > 1:
            return None
        tokens = self._document.tokens
        person = any(tokens[i].low in words("roles") for i in range(found[0][1], end))
        if person:
            return None
        return Resolved(self._party(found[0][2], StakeholderKind.OUTLET), found[0][2], named=True)

    def _definite(self, first: int, end: int) -> Resolved | None:
        """Return whom "the government", "the company", "the Chinese company", "the president" lead back to."""
        tokens = self._document.tokens
        if tokens[first].low != "the" or end - first > 4:
            return None
        noun = tokens[end - 1].low
        party: Party | None = None
        if noun in words("government_nouns") and end - first == 2:
            party = self._recent.get("government")
        elif noun in words("company_nouns"):
            party = self.main_company()
        elif noun in words("roles") and end - first == 2:
            party = self._recent.get("person") if self._had_role(noun) else None
        return Resolved(party, party.name, named=True) if party is not None else None

    def _had_role(self, noun: str) -> bool:
        person = self._recent.get("person")
        return person is not None and noun in person.short_forms

    def main_company(self) -> Party | None:
        """Return the company the article is about: the last one that spoke, else the only one it names."""
        if (recent := self._recent.get("company")) is not None:
            return recent
        if len(self._companies) == 1:
            return self._party(next(iter(self._companies)), StakeholderKind.COMPANY)
        return None

    def _named(self, first: int, end: int) -> Resolved | None:
        document, tokens = self._document, self._document.tokens
        run = run_in(document, first, end)
        if run is None or (tokens[first].low in ("a", "an", "some", "many", "several") and not run.titled):
            return None
        if run.end < end and any(tokens[i].is_word and not tokens[i].low == "'s" for i in range(run.end, end)):
            return self._headed(run, first, end)
        name = self._text(run.first, run.end)
        organisation = is_organisation(document, run.first, run.end) and not run.titled
        if not organisation and name not in self._companies and (person := self._person(run, name, first)) is not None:
            return person
        kind = self._kind(name, run)
        return Resolved(self._party(name, kind), name, named=True)

    def _headed(self, run: Run, first: int, end: int) -> Resolved | None:
        """Return the party of a phrase whose head is a common noun after a name ("the Clinton campaign"): unnamed."""
        return None

    def _person(self, run: Run, name: str, first: int) -> Resolved | None:
        single = run.end - run.first == 1
        surname = self._document.tokens[run.end - 1].text
        full = self._names.full(surname, run.first) if single else name
        if full is None:
            if not run.titled:
                return None
            full = name
        party = self._party(full, StakeholderKind.PERSON)
        tokens = self._document.tokens
        party.short_forms.update(tokens[i].low for i in range(first, run.first) if tokens[i].low in words("roles"))
        party.short_forms.add(surname)
        return Resolved(party, full, named=True)

    def _kind(self, name: str, run: Run) -> StakeholderKind:
        last = self._document.tokens[run.end - 1].low
        if name in self._companies or last in words("company_endings"):
            return StakeholderKind.COMPANY
        return StakeholderKind.ORGANISATION
