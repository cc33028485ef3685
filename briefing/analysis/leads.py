"""Leads: to which party a noun phrase leads, whatever the article calls it."""

import re
from collections.abc import Iterable

from briefing.analysis import countries, noun_phrases, offices, several, works
from briefing.analysis.campaigns import CAMPAIGNS, Campaigns
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.names import Name, names_of
from briefing.analysis.offices import without_article
from briefing.analysis.organisations import Organisations
from briefing.analysis.outlets import Outlets
from briefing.analysis.persons import persons_of
from briefing.analysis.pronouns import Pronouns
from briefing.analysis.register import Party, Register, Resolved, named
from briefing.analysis.roles import place_at
from briefing.analysis.sayings import NONE, Sayings
from briefing.model import StakeholderKind as Kind

_SHORT = 4
"""Words of a phrase that leads back to a description, at most: "the two former officials"."""
_THE_NOUN = 2
"""Words of "the campaign"."""
_ONE_MORE = frozenset({"a", "an", "one", "another"})
"""Words before somebody who was not yet spoken of."""
_DEEPEST = 4
"""How far "his aide's report" is followed, at most."""


class Leads:
    """Where the noun phrases of one article lead, read in its order.

    `sayings` tell who "I" is in a quotation, and whom "she" is not; `author` is who "I" is outside of quotation marks.
    """

    def __init__(
        self,
        document: Document,
        outlets: Outlets,
        companies: frozenset[str],
        sayings: Sayings = NONE,
        author: str | None = None,
    ) -> None:
        self.document = self._document = document
        self._tokens = document.tokens
        self.outlets = self._outlets = outlets
        self.companies = self._companies = companies
        self.names = self._names = names_of(document)
        self.persons = self._persons = persons_of(document, sayings)
        self._organisations = Organisations(document, self._names, companies)
        self.register = self._register = Register(self._organisations, companies)
        self._described: dict[str, Resolved] = {}
        self._headed_by: dict[str, Resolved] = {}
        self._foreseen: dict[str, tuple[int, int]] = {}
        self._campaigns = Campaigns(document, self._persons, self._organisations, self._register, self._headed_by)
        self._depth = 0
        self._pronouns = Pronouns(self, sayings, author)

    def foresee(self, mentions: Iterable[Stretch]) -> None:
        """Note whose works the mentions are, for those that stand before: "Poll: …", "a Gallup poll found"."""
        for mention in mentions:
            work = works.work(self._document, *self._document.range_of(mention))
            if work is not None and work.maker is not None:
                self._foreseen.setdefault(work.noun, work.maker)
        for work in works.made(self._document):
            if work.maker is not None:
                self._foreseen.setdefault(work.noun, work.maker)

    def remember(self, first: int, end: int, found: Resolved) -> None:
        """Keep in mind that the tokens led there: what "it", "they", "she" and "the company" may mean from here on."""
        party = found.party
        self._register.recent[party.kind.value] = party
        plural = self._tokens[noun_phrases.head_end(self._document, first, end) - 1].low.endswith("s")
        if party.kind is not Kind.PERSON and (party.kind is not Kind.UNNAMED or plural):
            self._register.recent["they"] = party
        one = noun_phrases.is_one_person(self._document, first, end)
        if found.work is not None or (party.kind not in (Kind.PERSON, Kind.GROUP) and not (one or plural)):
            self._register.recent["it"] = party
        if one and not found.named:
            self._pronouns.unnamed = (first, found)

    def to(self, first: int, end: int) -> Resolved | None:
        """Return where the noun phrase at tokens `first` to `end` leads; None where that is not clear."""
        if first >= end or self._depth > _DEEPEST:
            return None
        if end - first == 1 and self._pronouns.is_label(first):
            return self._pronouns.interviewed(first)
        self._depth += 1
        try:
            return self._led(first, end)
        finally:
            self._depth -= 1

    def _led(self, first: int, end: int) -> Resolved | None:
        tokens = self._tokens
        while end - first > 1 and tokens[end - 1].low in words("relatives"):
            end -= 1
        while end - first > 1 and tokens[first].low in words("conjunctions"):
            first += 1
        end = self._whole(first, end)
        if tokens[first].low in words("nobody"):
            return None
        if end - first == 1:
            low = self._tokens[first].low
            if low in words("first_person") and self._tokens[first].text != "US":
                return self._pronouns.oneself(first)
            if low in words("relatives") or low in words("possessives") or noun_phrases.is_pronoun(self._tokens[first]):
                return self._pronouns.to(first)
            if low in words("indefinites"):
                return None
        for step in (
            self._several, self._spokesperson, self._work, self._outlet,
            self._government, self._definite, self._owned, self._named,
        ):  # fmt: skip
            if (found := step(first, end)) is not None:
                return found
        return self._description(first, end)

    def _description(self, first: int, end: int) -> Resolved:
        """Return who is only described: "a voter from Ohio"; "the voter" after that is the same."""
        person = self._persons.before(first, end) or self._persons.behind(first, end)
        if person is not None:
            return self._register.person(person)
        text = without_article(self._document.line(first, end))
        owner = self.to(first, first + 1) if self._tokens[first].low in ("his", "her") else None
        if owner is not None and owner.named:
            text = f"{owner.name.split()[-1]}’s {self._document.line(first + 1, end)}"
        head = self._tokens[noun_phrases.head_end(self._document, first, end) - 1].low
        definite = self._tokens[first].low in ("the", "this", "these", "those")
        whose = {token.low for token in self._tokens[first:end]} & {"'s", "his", "her", "their"}
        if (
            (definite or (whose and head in words("kin")))
            and end - first <= _SHORT
            and (known := self._described.get(head)) is not None
        ):
            return known
        low = {token.low for token in self._tokens[first:end]}
        alike = head in words("labels") or head in words("persons")
        if alike and self._tokens[first].low in _ONE_MORE and not low & words("anonymous"):
            text = self._register.one_more(text, self._document.stretch(first, end))
        many = bool(low & words("group_nouns")) and not low & words("anonymous")
        body = head in words("bodies") and (definite or first == noun_phrases.head_end(self._document, first, end) - 1)
        kind = Kind.ORGANISATION if body else Kind.GROUP if many else Kind.UNNAMED
        found = Resolved(self._register.party(text, kind), text, named=body)
        noun = self._campaigns.noun(first, end - 1)
        if noun is not None and (campaign := self._campaigns.the(self._tokens[noun].low, noun)) is not None:
            found.party.part_of = campaign.party
        self._described[head] = found
        return found

    def _whole(self, first: int, end: int) -> int:
        """Return where a description that is cut ends before what it breaks off in: "a source *who saw the*"."""
        closed = ("determiners", "conjunctions", "prepositions", "relatives", "auxiliaries")
        if not any(self._tokens[end - 1].low in words(section) for section in closed):
            return end
        relative = next((i for i in range(end - 1, first, -1) if self._tokens[i].low in words("relatives")), end)
        while relative == end and end - first > 1 and any(self._tokens[end - 1].low in words(name) for name in closed):
            end = relative = end - 1
        return relative

    def _name(self, first: int, end: int) -> Name | None:
        """Return the last name in a phrase: a person's, after the party, the place and the role."""
        names = [name for name in self._names.among(first, end) if self._tokens[name.first - 1].text != "("]
        return names[-1] if names else None

    def _several(self, first: int, end: int) -> Resolved | None:
        """Return the speakers of "she and Jack Goldsmith" as one party."""
        text = several.persons(self._document, self._names, self._persons, first, end)
        if text is None:
            return None
        turned = " and ".join(reversed(text.split(" and ")))
        return named(self._register.get(turned) or self._register.party(text, Kind.GROUP))

    def _spokesperson(self, first: int, end: int) -> Resolved | None:
        """Return the organisation that "a Huawei spokesperson" or "a spokesman for the bank" speaks for."""
        at = next((i for i in range(first, end) if self._tokens[i].low in words("spokespeople")), None)
        if at is None or (at + 1 < end and self._tokens[at + 1].capital):
            return None
        if (name := self._name(at + 1, end)) is not None and self._tokens[at + 1].low == "the" and name.titled:
            return None  # "Vatican spokesman the Rev. Ada Smith"
        role = without_article(self._document.line(first, end))
        owner = None
        if at + 2 < end and self._tokens[at + 1].low in ("for", "of", "from"):
            owner = self.to(at + 2, end)
        elif self._tokens[first].low in words("possessives") and at > first:
            owner = self.to(first, first + 1)
        elif (noun := self._campaigns.noun(first, at)) is not None:
            owner = self._campaigns.the(self._tokens[noun].low, noun)
        elif any(self._tokens[i].capital for i in range(first, at)) or "'s" in {t.low for t in self._tokens[first:at]}:
            indefinite = self._tokens[first].low in words("articles")
            possessive = at - 1 if self._tokens[at - 1].low == "'s" else at
            owner = self.to(first + 1 if indefinite else first, possessive)
        if owner is None:
            return None
        party = owner.party
        if party.kind is Kind.PERSON:
            surname = party.name.split()[-1]
            campaign = next((c for c in CAMPAIGNS if self._organisations.has(f"{surname} {c}")), None)
            party = self._campaigns.of(party.name, campaign).party if campaign is not None else party
        return Resolved(party, role, named=False)

    def _work(self, first: int, end: int) -> Resolved | None:
        """Return whose a report, a poll or a letter is; "the poll" after that is the same one's."""
        work = works.work(self._document, first, end)
        outlets = self._outlets.within(first, end)
        if work is None or (outlets and outlets[-1].end == end and self._tokens[end - 1].low == work.noun):
            return None  # The Washington Post
        key = f"work {work.noun}"
        maker = work.maker
        another = self._tokens[first].low in ("a", "an") and work.noun not in words("polls")
        determined = self._tokens[first].low in words("determiners") or self._tokens[first].low == "one"
        definite = determined or work.noun in words("polls")
        foreseen = self._foreseen.get(work.noun)
        here = foreseen is not None and self._document.sentence_of(first) == self._document.sentence_of(foreseen[0])
        if maker is None and (here or key not in self._described) and not another and definite:
            maker = foreseen
        made = (self._joint(*maker) or self.to(*maker)) if maker is not None else None
        span = self._document.stretch(first, end)
        if made is not None and made.party.kind is not Kind.UNNAMED:
            found = made._replace(work=made.work or span)
        elif (
            definite and (known := self._described.get(key)) is not None and self._tokens[first].low not in ("a", "an")
        ):
            return known._replace(work=span)
        else:
            text = without_article(self._document.line(first, end))
            found = Resolved(self._register.party(text, Kind.UNNAMED), text, named=False)
        self._described[key] = found
        return found

    def _joint(self, first: int, end: int) -> Resolved | None:
        """Return those who make a work together, as one: "a *CNN/ORC* poll"; "*Post-ABC*" is known by its long name."""
        tokens = self._tokens[first:end]
        if not any("/" in token.text or "-" in token.text for token in tokens) or not tokens[0].capital:
            return None
        text = self._document.line(first, end)
        known = next((party for party in self._register if f" {text} " in f" {party.name} "), None)
        if known is None and not any(token.text == "/" for token in tokens[1:-1]):
            return None
        return named(known or self._register.party(text, Kind.ORGANISATION))

    def _government(self, first: int, end: int) -> Resolved | None:
        name = self._name(first, end)
        if name is not None and name.end - name.first == end - first == 1 and " " in (self._names.person(name) or ""):
            return None  # Jordan, where the article has a Jim Jordan
        return offices.government(self._document, self._register, name, first, end)

    def _outlet(self, first: int, end: int) -> Resolved | None:
        found = self._outlets.within(first, end)
        if not found or found[0].first - first > 1:
            return None
        rest = self._tokens[found[0].end : end]
        if any(token.capital or token.low in words("roles") or token.low in words("group_nouns") for token in rest):
            return None
        return named(self._register.party(found[0].name, Kind.OUTLET))

    def _definite(self, first: int, end: int) -> Resolved | None:
        """Return whom "the government", "the company", "the department", "the mayor", "his wife" lead back to."""
        tokens = self._tokens
        stop = noun_phrases.head_end(self._document, first, end)
        head = tokens[stop - 1].low
        bare = first == 0 and all(token.low == "super" for token in tokens[first : stop - 1])
        alone = (end - first == 1 and head in words("bodies")) or (bare and head in words("organisation_words"))
        the = tokens[first].low in ("the", "this", "that") or alone
        owned = tokens[first].low in words("possessives") or any(token.low == "'s" for token in tokens[first:stop])
        if not (the or owned):
            return None
        if any(head in words(section) for section in ("roles", "labels", "describing", "kin")):
            return self._described_person(head, first, place_at(self._document, first + 1, stop - 1), alone=stop == end)
        campaign = head in CAMPAIGNS and end - first <= _THE_NOUN and not owned
        found = self._campaigns.the(head, first) if campaign else self._body(head, first) if bare else None
        if found is not None:
            return found
        if stop != end or owned or not offices.names_only_a_country(self._document, self._names, first, end):
            return None
        if head in words("government_nouns") and end - first == 2:
            return _named_party(
                self._register.recent.get(Kind.GOVERNMENT.value)
                or offices.administration(self._document, self._register)
            )
        return self._body(head, first)

    def _body(self, noun: str, at: int) -> Resolved | None:
        """Return the organisation that "the department" or "the company" is."""
        outlet = self._outlets.before(at) if noun in words("press") else None
        if outlet is not None:
            return named(self._register.party(outlet.name, Kind.OUTLET))
        known = any(noun in words(section) for section in ("organisation_words", "agencies", "company_nouns"))
        if known and (name := self._organisations.definite(noun, at)) is not None:
            return self._register.organisation(name)
        if noun in self._headed_by:
            return self._headed_by[noun]
        if noun in words("company_nouns"):
            return _named_party(self._register.main_company())
        return _named_party(self._register.recent.get("it")) if noun in words("any_body") else None

    def _described_person(self, noun: str, at: int, place: str | None, *, alone: bool) -> Resolved | None:
        """Return who "the mayor" is, whom the article calls so, or "the tycoon", who was spoken of last.

        `place` is where the description says that they are from; `alone` says that nothing is told behind the noun
        ("the senator from Ohio").
        """
        person = self._persons.in_role(noun, at, place)
        described = noun in words("describing") or noun in words("labels")
        if person is None and alone and described and noun not in ("moderator", "host"):
            mention = self._persons.last_before(at, place)
            person = mention.person if mention is not None else None
        return self._register.person(person) if person is not None else None

    def _owned(self, first: int, end: int) -> Resolved | None:
        """Return the campaign, office or team of somebody: "his campaign", "the campaign of Ada Smith"."""
        bare = not any(token.capital for token in self._tokens[first + 1 : end])
        owned = self._tokens[first].low in words("possessives") and bare
        if owned and self._tokens[end - 1].low in words("organisation_words"):
            owner = self.to(first, first + 1)
            if owner is not None and owner.named:
                if owner.party.kind is Kind.PERSON and self._tokens[end - 1].low in CAMPAIGNS:
                    return self._campaigns.of(owner.name, self._tokens[end - 1].low)
                surname = owner.name.split()[-1] if owner.party.kind is Kind.PERSON else owner.name
                return self._register.organisation(f"{surname} {self._document.line(first + 1, end)}")
        head = noun_phrases.head_end(self._document, first, end)
        of = self._tokens[head - 1].low == "campaign" and head + 1 < end and self._tokens[head].low == "of"
        owner = self.to(head + 1, end) if of else None
        return self._campaigns.of(owner.name, "campaign") if owner is not None and owner.named else None

    def _named(self, first: int, end: int) -> Resolved | None:
        head = noun_phrases.head_end(self._document, first, end)
        own = next((name for name in self._names.among(first, end) if name.end == head), None)
        if own is not None and head < end and (person := self._person(own)) is not None:
            return person
        behind = noun_phrases.told_of(self._document, first, end)
        name = self._name(first, end) if behind is None or self._name(first, behind) is not None else None
        known = name is not None and " " in (self._names.person(name) or "")
        if name is None or (self._tokens[first].low in words("indefinite_leads") and not (name.titled or known)):
            return None
        if any(token.is_word and token.low != "'s" for token in self._tokens[name.end : end]):
            return self._headed(first, end)
        if any(token.low == "and" for token in self._tokens[first : name.first]):
            return named(self._register.party(self._document.line(first, end), Kind.GROUP))
        before = name.first - 1
        if before > first and self._tokens[before].low == "the":
            before -= 1
        if before >= first and self._tokens[before].low in words("prepositions"):
            return self._office(first, before, end)
        return self._of_name(name)

    def _headed(self, first: int, end: int) -> Resolved | None:
        """Return the organisation that "the Clinton campaign" is; None for "Trump supporters", who are nobody named."""
        if self._tokens[end - 1].low not in words("organisation_words"):
            return None
        text = without_article(self._document.line(first, end))
        whose = self._name(first, end - 1) if self._tokens[end - 1].low in CAMPAIGNS else None
        surname = self._names.surname(whose) if whose is not None else ""
        if any(person.name.split()[-1] == surname for person in self._persons):
            return self._campaigns.of(surname, self._tokens[end - 1].low)
        if text.endswith(" administration") and text.split()[-2].lower() in words("us_presidents"):
            return _named_party(self._register.officials(countries.of_code("US")))
        found = self._register.organisation(re.sub(r"['’]s(?= \w+$)", "", text))
        self._headed_by[self._tokens[end - 1].low] = found
        return found

    def _of_name(self, name: Name) -> Resolved | None:
        """Return the party that a name is: a group, a person, a company, a body; None for a bare "Senator"."""
        text = self._names.text(name)
        last = self._tokens[name.end - 1].low
        if not name.titled and offices.only_describes(self._document, name):
            return None
        if name.titled and last in words("roles"):
            return None
        people = name.end - name.first == 1 and countries.is_people(text)
        if people or last in words("group_nouns") or offices.is_a_sort(self._names, name, self._companies):
            return Resolved(self._register.party(text, Kind.GROUP), text, named=False)
        if (person := self._person(name)) is not None:
            return person
        if text in self._companies or last in words("company_endings"):
            return named(self._register.party(text, Kind.COMPANY))
        return self._register.organisation(text)

    def _office(self, first: int, preposition: int, end: int) -> Resolved | None:
        """Return the office that a name after a preposition belongs to: the High Commissioner for Human Rights."""
        text = offices.before_preposition(self._document, first, preposition, end)
        return named(self._register.party(text, Kind.ORGANISATION)) if text is not None else None

    def _person(self, name: Name) -> Resolved | None:
        full = self._names.person(name)
        single = name.end - name.first == 1
        company = self._names.text(name) in self._companies and not (single and full and " " in full)
        if full is None and single:  # "the Smith ad"
            known = (p.name for p in self._persons if " " in p.name and p.name.split()[-1] == self._names.text(name))
            full = next(known, None)
        if company or full is None:
            return None
        party = self._register.party(full, Kind.PERSON)
        party.short_forms.add(self._names.surname(name))
        return named(party)


def _named_party(party: Party | None) -> Resolved | None:
    return named(party) if party is not None else None
