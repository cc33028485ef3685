"""Persons: everyone whom the text names, of whom it says "he" or "she", and whom "she" and "the mayor" lead back to."""

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from briefing.analysis import noun_phrases, roles
from briefing.analysis.document import Document, Sentence
from briefing.analysis.given_names import given_gender
from briefing.analysis.lexicon import words
from briefing.analysis.names import Name, Names, names_of
from briefing.analysis.sayings import Sayings

_GENDERS = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
_ROLE = 5
"""Words between a name and whom it describes, at most: "Acme's longtime chief financial officer Ada Smith"."""
_REACH = 8
"""Sentences back in which a pronoun looks for whom it stands for."""
_FARTHEST = 60
"""Sentences back, with those that are all quoted, in which it looks at most."""
_SUBJECT, _OWNER, _OTHER, _QUOTED = 2.0, 1.0, 1.0, -0.5
_PLAIN = 0.8
"""What a mention weighs more than that of any other person, where there is no doubt of whom is meant."""
_FARTHER, _UNSURE, _SPOKE, _SPOKEN_OF = 1.2, 0.8, 0.6, 1.0
"""What a mention weighs for a pronoun after it: the subject before others (centering, Grosz et al. 1995), each sentence
farther away and a gender not known less. Chosen on the train split."""


@dataclass(slots=True, eq=False)
class Person:
    """A person: the fullest name in the article, "he", "she" or None where nothing tells, and the roles told of them.

    `sure` says that a given name, a title or a role shows it to be a person. `belongs` are the tokens of whom they hold
    their role with: "*White House* press secretary Ada Smith", "Ada Smith, a spokeswoman for *Acme*". `places` are the
    states and cities, lower case, that the text says they are from: "*Ohio* Gov. Ada Smith", "Ada Smith of *Ohio*".
    """

    name: str
    gender: str | None = None
    roles: set[str] = field(default_factory=set)
    sure: bool = False
    belongs: tuple[int, int] | None = None
    places: set[str] = field(default_factory=set)


class Mention(NamedTuple):
    """Where a person is named or meant by a pronoun: tokens `first` to `end`, in sentence number `sentence`."""

    first: int
    end: int
    sentence: int
    person: Person
    weight: float


_read_last: list[tuple[Document, Sayings, "Persons"]] = []


def persons_of(document: Document, sayings: Sayings) -> "Persons":
    """Return the persons of a document in which that is said; those asked for last are kept."""
    kept = next((known for one, said, known in _read_last if one is document and said == sayings), None)
    if kept is None:
        kept = Persons(document, names_of(document), sayings)
        _read_last[:] = [(document, sayings, kept)]
    return kept


class Persons:
    """The persons of one article and all mentions of them, in order."""

    def __init__(self, document: Document, names: Names, sayings: Sayings) -> None:
        self._document = document
        self._names = names
        self._sayings = sayings
        self._run_places = [run.first for run in names.runs]
        self._by_name: dict[str, Person] = {}
        self._mentions: list[Mention] = []
        self._places: list[int] = []
        self._read()

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_name.values())

    def of(self, name: Name) -> Person | None:
        """Return the person whose name that is; None where it is nobody's."""
        full = self._names.person(name)
        return self._by_name.get(full) if full is not None else None

    def before(self, first: int, end: int) -> Person | None:
        """Return the person behind whom the tokens stand as a description: "Ada Smith, *an activist*, backed"."""
        tokens = self._document.tokens
        start = self._document.sentence_of(first).first
        head = tokens[noun_phrases.head_end(self._document, first, end) - 1]
        label = head.low in words("labels") or head.low in words("roles")
        if first - 2 < start or tokens[first - 1].text != "," or (head.capital and not label) or head.low.endswith("s"):
            return None
        run = next((name for name in self._names.among(start, first - 1) if name.end == first - 1), None)
        person = self.of(run) if run is not None else None
        return person if person is not None and person.sure else None

    def behind(self, first: int, end: int) -> Person | None:
        """Return the person whose name goes on from a description: "political science professor *Ada Smith*"."""
        tokens = self._document.tokens
        if not any(roles.role_of(tokens[end - 1].low)) or tokens[end - 1].low in words("kin"):
            return None
        stop = self._document.sentence_of(first).end
        run = next(iter(self._names.among(end, min(end + _ROLE, stop))), None)
        person = self.of(run) if run is not None and run.first == end else None
        return person if person is not None and person.sure else None

    def meant(self, at: int, pronoun: str) -> Mention | None:
        """Return the mention that the pronoun at token `at` leads back to; None where nobody fits."""
        gender = _GENDERS[pronoun]
        others = self._others(at)
        found = self._antecedent(at, self._sentence_number(at), gender, others=others)
        if found is not None:
            return found
        fit = [
            m
            for m in self._mentions
            if m.person.name not in others[0]
            and (m.person.gender == gender or (m.person.gender is None and m.person.sure))
        ]
        return next((m for m in reversed(fit) if m.first < at), fit[0] if fit else None)

    def spoken_of(self, at: int, speaker: str) -> Person | None:
        """Return whom "he" or "she" at token `at` means in the words of a speaker, who is another; None for nobody."""
        found = self._spoken_of(at, {person.name for person in self} - {speaker})
        return found[1].person if found is not None else None

    def plainly_spoken_of(self, at: int) -> Mention | None:
        """Return where the one is named last whom the pronoun at token `at` plainly means; None where two could be."""
        everybody = {person.name for person in self}
        best = self._spoken_of(at, everybody)
        if best is None:
            return None
        person = best[1].person
        if person.gender != _GENDERS[self._document.tokens[at].low]:
            return None
        other = self._spoken_of(at, everybody - {person.name})
        if other is not None and best[0] - other[0] < _PLAIN:
            return None
        tokens = self._document.tokens
        return next((m for m in self._back(at) if m.person is person and tokens[m.first].low not in _GENDERS), None)

    def _spoken_of(self, at: int, among: Collection[str]) -> tuple[float, Mention] | None:
        gender = _GENDERS[self._document.tokens[at].low]
        return self._best(at, self._sentence_number(at), gender, among)

    def in_role(self, noun: str, at: int, place: str | None = None) -> Person | None:
        """Return who has this role ("mayor") in the text: the one named last before token `at`, else first after.

        With a `place`, lower case, it is somebody the text says to be from there; where it says so of nobody, somebody
        whom it does not say to be from another.
        """
        having = [mention for mention in self._mentions if noun in mention.person.roles]
        if place is not None:
            local = [person for person in self if place in person.places]
            inside = [person for person in local if noun in person.roles] or local
            names = {p.name for p in inside or [person for person in self if not person.places]}
            best = self._antecedent(at, self._sentence_number(at), None, names)
            if best is not None or inside:
                return best.person if best is not None else inside[0]
        before = [mention for mention in having if mention.first < at]
        found = before[-1:] or having[:1]
        return found[0].person if found else None

    def last_before(self, at: int, place: str | None = None) -> Mention | None:
        """Return the mention of the person of whom a description at token `at` is: "the real estate mogul".

        With a `place` it is nobody whom the text says to be from another.
        """
        elsewhere = {p.name for p in self if place is not None and p.places and place not in p.places}
        among = {p.name for p in self} - elsewhere if elsewhere else None
        return self._antecedent(at, self._sentence_number(at), None, among)

    def _sentence_number(self, at: int) -> int:
        return bisect_left(self._firsts, self._document.sentence_of(at).first)

    def _read(self) -> None:
        document = self._document
        self._firsts = [sentence.first for sentence in document.sentences]
        self._told = list(accumulate((self._is_told(one) for one in document.sentences), initial=0))
        runs = iter([*self._names.runs, None])
        run = next(runs)
        for number, sentence in enumerate(document.sentences):
            subject = False
            at = sentence.first
            while at < sentence.end:
                while run is not None and run.first < at:
                    run = next(runs)
                end = at + 1
                person: Person | None = None
                if run is not None and run.first == at:
                    person, end = self._named(run), run.end
                elif document.tokens[at].low in _GENDERS and document.quoted[at] < 0:
                    gender = _GENDERS[document.tokens[at].low]
                    mention = self._antecedent(at, number, gender, others=self._others(at))
                    person = mention.person if mention is not None else None
                if person is not None:
                    weight = self._weight(at, end, subject)
                    last = self._mentions[-1] if self._mentions else None
                    if last is not None and last.end == at - 1 and document.tokens[at - 1].low == "and":
                        weight = last.weight  # "Ada Smith and Ben Lee"
                    subject = subject or weight == _SUBJECT
                    self._mentions.append(Mention(at, end, number, person, weight))
                    self._places.append(at)
                at = end

    def _is_told(self, sentence: Sentence) -> bool:
        """Whether a sentence has words outside of quotation marks."""
        document = self._document
        return any(document.quoted[i] < 0 and document.tokens[i].is_word for i in range(sentence.first, sentence.end))

    def _weight(self, first: int, end: int, subject: bool) -> float:
        document = self._document
        if document.quoted[first] >= 0:
            return _QUOTED
        if end < len(document.tokens) and document.tokens[end].low == "'s":
            return _OWNER
        if document.tokens[first].low in ("his", "her", "hers") or self._describes(end):
            return _OWNER
        before = document.tokens[first - 1].low if first else ""
        objects = document.tokens[first].low in ("him", "himself", "herself")
        return _OTHER if objects or subject or before in words("prepositions") else _SUBJECT

    def _named(self, run: Name) -> Person | None:
        full = self._names.person(run)
        if full is None:
            return None
        person = self._by_name.setdefault(full, Person(full))
        person.gender = self._titled_gender(run) or person.gender or self._given_gender(full)
        if person.gender is None and full.casefold() in words("us_presidents"):
            person.gender = "he"
        person.roles.update(roles.roles(self._document, run))
        person.belongs = person.belongs or roles.belongs(self._document, run)
        person.places.update(roles.homes(self._document, run))
        person.sure = person.sure or run.titled or bool(person.roles) or given_gender(full.split()[0]) is not None
        person.sure = person.sure or roles.has_age(self._document, run)
        return person

    def _titled_gender(self, run: Name) -> str | None:
        for token in self._document.tokens[max(run.first - 3, 0) : run.first]:
            for gender in ("he", "she"):
                if token.low in words(f"{gender}_titles"):
                    return gender
        return None

    def _given_gender(self, full: str) -> str | None:
        gender = given_gender(full.split(maxsplit=1)[0]) if " " in full else None
        return None if gender == "either" else gender

    def _describes(self, end: int) -> bool:
        """Whether a name that ends there only says whose spokesman or wife another is: "*Smith* spokesman Ben Lee"."""
        tokens = self._document.tokens
        past = next((i for i in range(end, min(end + _ROLE, len(tokens))) if tokens[i].capital), end)
        return past > end and all(any(roles.role_of(t.low)) or t.low in words("spokespeople") for t in tokens[end:past])

    def _others(self, at: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the persons whom the pronoun at token `at` cannot mean: those whom its bearer speaks of by name.

        "She" in "she said Smith lies" and in "Smith lies, she said" is not Smith (condition C, Chomsky 1981); "her" in
        "Smith has won, her campaign said" may well be.
        """
        tokens = self._document.tokens
        ranges: list[tuple[int, int]] = []
        if tokens[at].low in ("he", "she"):
            ranges += self._sayings.said.get(at, ())
            end = self._document.sentence_of(at).end
            stop = next((i for i in range(at, end) if tokens[i].text in (",", ";") or tokens[i].low == "and"), end)
            ranges.append((at, stop))
        found: tuple[set[str], set[str]] = (set(), set())
        for first, end in ranges:
            for run in self._names.runs[bisect_left(self._run_places, first) : bisect_left(self._run_places, end)]:
                full = self._names.person(run)
                if full is not None:
                    found[self._document.quoted[run.first] >= 0].add(full)
        return frozenset(found[0]), frozenset(found[1])

    def _antecedent(
        self,
        at: int,
        number: int,
        gender: str | None,
        among: Collection[str] | None = None,
        others: tuple[Collection[str], Collection[str]] = ((), ()),
    ) -> Mention | None:
        best = self._best(at, number, gender, among, others)
        return best[1] if best is not None else None

    def _best(
        self,
        at: int,
        number: int,
        gender: str | None,
        among: Collection[str] | None = None,
        others: tuple[Collection[str], Collection[str]] = ((), ()),
    ) -> tuple[float, Mention] | None:
        best: tuple[float, Mention] | None = None
        quotes = any(self._document.quoted[first] >= 0 for first, _ in self._sayings.said.get(at, ()))
        for mention in self._back(at):
            away = self._told[number] - self._told[mention.sentence]
            if away > _REACH or number - mention.sentence > _FARTHEST:
                break
            person = mention.person
            if not person.sure or (gender is not None and person.gender not in (gender, None)):
                continue
            if person.name in others[0] or (among is not None and person.name not in among):
                continue
            score = mention.weight - _FARTHER * away
            score += _SPOKE if quotes and mention.first in self._sayings.speakers else 0.0
            score -= _SPOKEN_OF if person.name in others[1] else 0.0
            score -= _UNSURE if gender is not None and person.gender is None else 0.0
            if best is None or score > best[0]:
                best = (score, mention)
        return best

    def _back(self, at: int) -> Iterator[Mention]:
        for i in range(bisect_left(self._places, at) - 1, -1, -1):
            yield self._mentions[i]
