"""Pronouns: whom "she", "they", "who" and "I" lead back to."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefing.analysis import noun_phrases, plurals
from briefing.analysis.document import Sentence, is_transcript
from briefing.analysis.lexicon import sections, words
from briefing.analysis.register import AUTHOR, Party, Resolved, named
from briefing.analysis.roles import is_state
from briefing.analysis.sayings import Sayings
from briefing.analysis.signatures import contributor
from briefing.model import StakeholderKind as Kind

if TYPE_CHECKING:
    from briefing.analysis.leads import Leads


_MEN, _WOMEN = ("man", "boy", "guy"), ("woman", "girl", "lady")
"""Nouns that tell whether one who is only described is a he or a she."""


class Pronouns:
    """Whom the pronouns of one article stand for, read in its order.

    `author` is who "I" is outside of quotation marks; where nobody is told, it may be who signs as a contributor.
    `unnamed` is the one last spoken of who is only described, and at which token.
    """

    def __init__(self, leads: "Leads", sayings: Sayings, author: str | None) -> None:
        self._leads = leads
        self._document = leads.document
        self._tokens = leads.document.tokens
        self._names = leads.names
        self._persons = leads.persons
        self._register = leads.register
        self._sayings = sayings
        self._author = author or contributor(leads.document, leads.names)
        self._firsts = [sentence.first for sentence in leads.document.sentences]
        self._is_transcript = is_transcript(leads.document.text)
        self.unnamed: tuple[int, Resolved] | None = None

    def oneself(self, at: int) -> Resolved | None:
        """Return who "I" and "we" are: in a quotation who says it, else the author."""
        number = self._document.quoted[at]
        if number < 0:
            if self._is_transcript:
                turn = next((s.first for s in self._before(at) if self.is_label(s.first)), None)
                return self.interviewed(turn) if turn is not None else None
            name = self._author or AUTHOR
            return named(self._register.party(name, Kind.PERSON))
        who = self._sayings.by_quotation.get(number)
        return self._leads.to(*self._document.range_of(who)) if who is not None else None

    def to(self, at: int) -> Resolved | None:
        """Return whom "she", "they" or "who" at token `at` stands for; None where nobody fits."""
        low = self._tokens[at].low
        if low in words("relatives"):
            return self._relative(at)
        if low in ("he", "she", "him", "his", "her"):
            mention = self._persons.meant(at, low)
            last = mention.first if mention is not None and mention.first < at else -1
            if self.unnamed is not None and self.unnamed[0] >= last and self._may_be(self.unnamed[1], low):
                return self.unnamed[1]
            return self._register.person(mention.person) if mention is not None else None
        those = low in ("they", "their", "them") and self._document.quoted[at] < 0
        if those and (phrase := plurals.meant(self._document, self._names, at)) is not None:
            known = self._register.mentioned_at(self._tokens[phrase[0]].start)
            found = self._leads.to(*phrase) if known is None else None
            if known is not None or found is not None:
                return found or _as_before(known)
        party = self._register.recent.get({"its": "it", "their": "they", "them": "they"}.get(low, low))
        return _as_before(party)

    def _before(self, at: int) -> Iterator[Sentence]:
        """Yield the sentence of a token and those before it, the nearest first."""
        sentences = self._document.sentences
        for i in range(bisect_right(self._firsts, at) - 1, -1, -1):
            yield sentences[i]

    def is_label(self, at: int) -> bool:
        """Whether the letter at a token says that somebody asks or answers: "*Q:* Will you run?"."""
        colon = at + 1 < len(self._tokens) and self._tokens[at + 1].text == ":"
        return colon and self._tokens[at].text in ("Q", "A") and self._document.opens_paragraph(at)

    def interviewed(self, at: int) -> Resolved | None:
        """Return who answers ("A:") in an interview: the one named last before its first question; None for "Q:"."""
        if self._tokens[at].text == "Q":
            return None
        asks = (s.first for s in self._document.sentences if self._tokens[s.first].text == "Q")
        mention = self._persons.last_before(min(next(asks, at), at))
        return self._register.person(mention.person) if mention is not None else None

    def _may_be(self, unnamed: Resolved, pronoun: str) -> bool:
        """Whether the pronoun can mean one who is only described: "his mother" is no "he"."""
        head = unnamed.name.split()[-1].lower()
        he = pronoun in ("he", "him", "his")
        return head not in words("she_titles" if he else "he_titles") and head not in (_WOMEN if he else _MEN)

    def _relative(self, at: int) -> Resolved | None:
        start = self._document.sentence_of(at).first
        before = at - 1 if at > start and self._tokens[at - 1].text == "," else at
        phrase = noun_phrases.before(self._document, before, start)
        if phrase is not None and self._tokens[phrase[0]].low == "of":
            phrase = (max(start, phrase[0] - 1), phrase[1])
        if phrase is not None and (person := self._persons.before(*phrase)) is not None:
            return self._register.person(person)
        if phrase is not None:
            first = self._last_person(*phrase)
            if not self._is_from(first, phrase[1]):
                return self._leads.to(first, phrase[1])
        mention = self._persons.last_before(at)
        near = mention is not None and mention.first >= start and self._tokens[at].low == "who"
        return self._register.person(mention.person) if mention is not None and near else None

    def _last_person(self, first: int, end: int) -> int:
        """Return where the noun begins that "who" goes with: "the bank of Ada Smith, who" goes with her."""
        last = next((i for i in range(end - 1, first, -1) if self._tokens[i].low in words("prepositions")), first - 1)
        tail = self._tokens[last + 1 : end]
        found = list(self._names.among(last + 1, end)) if last >= first else []
        known = self._names.person(found[-1]) if found else None
        person = found and (found[-1].titled or found[-1].end - found[-1].first > 1 or " " in (known or ""))
        return last + 1 if person or any(token.low in words("labels") for token in tail) else first

    def _is_from(self, first: int, end: int) -> bool:
        """Whether the words only say where the person before them is from: "Ada Smith, 61, of Bath, *Md.*, who"."""
        place = self._document.line(first, end).rstrip(".").casefold()
        return place in sections("places.txt")["places"] or is_state(place)


def _as_before(party: Party | None) -> Resolved | None:
    """Return a party that is meant again, named where its kind tells."""
    if party is None:
        return None
    return Resolved(party, party.name, named=party.kind not in (Kind.UNNAMED, Kind.GROUP))
