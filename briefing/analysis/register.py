"""The parties of one article: by their names, and whom the text spoke of last."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from typing import NamedTuple

from briefing.analysis import countries
from briefing.analysis.document import Stretch
from briefing.analysis.organisations import Organisations
from briefing.analysis.persons import Person
from briefing.model import StakeholderKind as Kind

AUTHOR = "the author"
"""Who says "I" outside of quotation marks where the article does not tell its author."""


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
    """Where a mention leads: the party, the name to show for this speaker, and whether that names somebody.

    `work` is the report, poll, letter that speaks for the party, where it is one that does.
    """

    party: Party
    name: str
    named: bool
    work: Stretch | None = None


class Register:
    """All parties of one article. `recent` is whom the text spoke of last, by kind and by pronoun."""

    def __init__(self, organisations: Organisations, companies: frozenset[str]) -> None:
        self._organisations = organisations
        self._companies = companies
        self._by_name: dict[str, Party] = {}
        self.recent: dict[str, Party] = {}

    def __iter__(self) -> Iterator[Party]:
        return iter(self._by_name.values())

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._by_name

    def get(self, name: str) -> Party | None:
        """Return the party of this name; None where there is none yet."""
        return self._by_name.get(_key(name))

    def mentioned_at(self, offset: int) -> Party | None:
        """Return the party that a mention beginning at the offset was found to be; None where there is none."""
        return next((party for party in self if any(start == offset for start, _ in party.mentions)), None)

    def party(self, name: str, kind: Kind, part_of: Party | None = None) -> Party:
        """Return the party of this name, or of the name that it is the acronym of; a new one where there is none."""
        name = self._organisations.spelled_out(name)
        return self._by_name.setdefault(_key(name), Party(name, kind, part_of))

    def one_more(self, name: str, mention: Stretch) -> str:
        """Return a name for one more of whom the article describes alike: "a voter" and "another voter" are two."""
        names = chain((name,), (f"{name} ({number})" for number in count(2)))
        found = ((one, self.get(one)) for one in names)
        return next(one for one, party in found if party is None or not party.mentions or mention in party.mentions)

    def forget(self, party: Party) -> None:
        """Take a party out that turned out to be none of this article."""
        self._by_name.pop(_key(party.name), None)

    def officials(self, country: countries.Country) -> Party:
        """Return the one party that the officials of a country's government are."""
        return self.party(f"{country.officials} officials", Kind.GOVERNMENT)

    def organisation(self, name: str) -> Resolved:
        """Return the company or organisation of this name."""
        kind = Kind.COMPANY if name in self._companies else Kind.ORGANISATION
        return named(self.party(name, kind))

    def person(self, person: Person) -> Resolved:
        """Return a person of the text as a party."""
        return named(self.party(person.name, Kind.PERSON))

    def main_company(self) -> Party | None:
        """Return the company the article is about: the last one that spoke, else the only one it names."""
        if (recent := self.recent.get(Kind.COMPANY.value)) is not None:
            return recent
        return self.party(next(iter(self._companies)), Kind.COMPANY) if len(self._companies) == 1 else None


def named(party: Party) -> Resolved:
    """Return a party that speaks under its own name."""
    return Resolved(party, party.name, named=True)


def _key(name: str) -> str:
    return name.lower().replace("’", "'")
