"""Campaigns: whose "the campaign", "his team", "a campaign aide" is."""

from briefing.analysis.document import Document
from briefing.analysis.names import names_of
from briefing.analysis.organisations import Organisations
from briefing.analysis.persons import Persons
from briefing.analysis.register import Register, Resolved, named

CAMPAIGNS = ("campaign", "team", "camp")
"""What a candidate's staff is called."""


class Campaigns:
    """The campaigns of one article; `headed` is what was last called by a noun: "the Smith *campaign*"."""

    def __init__(
        self,
        document: Document,
        persons: Persons,
        organisations: Organisations,
        register: Register,
        headed: dict[str, Resolved],
    ) -> None:
        self._document = document
        self._names = names_of(document)
        self._persons = persons
        self._organisations = organisations
        self._register = register
        self._headed_by = headed

    def the(self, noun: str, at: int) -> Resolved | None:
        """Return whose "the campaign" is: the one named before it, else of whom the text spoke last."""
        if (name := self._organisations.definite(noun, at)) is not None or noun in self._headed_by:
            return self._register.organisation(name) if name is not None else self._headed_by[noun]
        named_ones = {f"{person.name.split()[-1]} {noun}" for person in self._persons}
        known = [name for name in named_ones if self._organisations.has(name)]
        if len(known) == 1:
            return self._register.organisation(known[0])
        mention = self._persons.last_before(at)
        return self.of(mention.person.name, noun) if mention is not None else None

    def noun(self, first: int, end: int) -> int | None:
        """Return where a phrase ends in a campaign without a name: "a *campaign* (aide)", "the *campaign*'s"."""
        noun = end - 1 - (end - first > 1 and self._document.tokens[end - 1].low == "'s")
        ends = noun >= first and self._document.tokens[noun].low in CAMPAIGNS
        return noun if ends and not any(self._names.among(first, noun)) else None

    def of(self, name: str, noun: str) -> Resolved:
        """Return somebody's campaign, whether the article says campaign, camp or team: as it says first."""
        surname = name.rsplit(maxsplit=1)[-1]
        named_so = (self._register.get(f"{surname} {word}") for word in CAMPAIGNS)
        known = next((party for party in named_so if party is not None), None)
        found = named(known) if known is not None else self._register.organisation(f"{surname} {noun}")
        self._headed_by[noun] = found
        return found
