"""Parties: to whom the speakers of one article lead, who else it is about, and who is part of whom."""

from collections import Counter
from collections.abc import Iterable, Iterator

from briefing.analysis import countries
from briefing.analysis.document import Stretch
from briefing.analysis.leads import Leads
from briefing.analysis.lexicon import words
from briefing.analysis.name_words import is_organisation
from briefing.analysis.names import Name
from briefing.analysis.register import Party, Resolved
from briefing.model import StakeholderKind as Kind

_OFTEN = 3
"""Times that a party is named which the article is about though it does not speak."""
_LONGEST_NAME = 5
"""Words of an organisation's name, at most."""


class Parties:
    """All parties of one article, found while its speakers are read in the article's order."""

    def __init__(self, leads: Leads) -> None:
        self._document = leads.document
        self._outlets = leads.outlets
        self._companies = leads.companies
        self._leads = leads
        self._register = leads.register

    def foresee(self, mentions: Iterable[Stretch]) -> None:
        """Note whose works the mentions are, for those that stand before: "Poll: …", "a Gallup poll found"."""
        self._leads.foresee(mentions)

    def __iter__(self) -> Iterator[Party]:
        return iter(self._register)

    def resolve(self, mention: Stretch) -> Resolved | None:
        """Return where the mention leads; None where the article does not make it clear (everybody, a stray "it")."""
        first, end = self._document.range_of(mention)
        found = self._leads.to(first, end)
        if found is not None:
            found.party.mentions.add(mention)
            self._leads.remember(first, end, found)
        return found

    def main_company(self) -> Party | None:
        """Return the company the article is about: the last one that spoke, else the only one it names."""
        return self._register.main_company()

    def affiliate(self) -> None:
        """Make persons part of the government, or of the body that the article is about too, whose role they hold."""
        for person in self._leads.persons:
            party = self._register.get(person.name)
            if party is None or person.belongs is None or party.part_of is not None:
                continue
            known = list(self._register)
            found = self._leads.to(*person.belongs)
            for new in list(self._register):
                if new not in known and new.kind is not Kind.GOVERNMENT:
                    self._register.forget(new)
            if found is None or found.party is party or found.party.name not in self._register:
                continue
            if found.party.kind in (Kind.GOVERNMENT, Kind.LEGISLATURE, Kind.COMPANY, Kind.ORGANISATION):
                party.part_of = found.party

    def mentioned(self, most: int, lead: int) -> list[Party]:
        """Return the parties that the text only names, the oftenest first, at most so many, as parties of this article.

        They are named three times, or twice and once before token `lead`; outlets and countries are none.
        """
        names = self._leads.names
        counts: Counter[str] = Counter()
        found: dict[str, Party] = {}
        speaking = list(self._register)
        for run in names.runs:
            place = countries.find(self._document, run.first, run.end)
            if place or names.is_headline(run.first) or self._outlets.within(run.first, run.end):
                continue
            party = self._named(run)
            if party is not None and party not in speaking:
                found.setdefault(party.name, party)
                counts[party.name] += 1 + (run.first < lead)
        often = [found[name] for name, count in counts.most_common(most) if count >= _OFTEN]
        for party in found.values():
            if party not in often:
                self._register.forget(party)
        return often

    def _named(self, run: Name) -> Party | None:
        """Return the party that a name is, where there can be no doubt that it is one."""
        person = self._leads.persons.of(run)
        if person is not None:
            if not person.sure or " " not in person.name:
                return None
            party = self._register.person(person).party
            party.short_forms.add(self._leads.names.surname(run))
            return party
        text = self._leads.names.text(run)
        company = text in self._companies
        body = is_organisation(self._document, run.first, run.end) and 1 < run.end - run.first <= _LONGEST_NAME
        return self._register.organisation(text).party if company or body else None

    def is_unknown_name(self, mention: Stretch) -> bool:
        """Whether the words are one name and nobody's that is known: no person's, country's, organisation's."""
        names, tokens = self._leads.names, self._document.tokens
        first, end = self._document.range_of(mention)
        found = list(names.among(first, end))
        if len(found) != 1 or (found[0].first, found[0].end) != (first, end) or found[0].titled:
            return False
        known = names.person(found[0]) or is_organisation(self._document, first, end)
        group = tokens[end - 1].low in words("group_nouns") or tokens[first].text.isupper()
        place = countries.find(self._document, first, end)
        return not (known or group or place or names.text(found[0]) in self._companies)
