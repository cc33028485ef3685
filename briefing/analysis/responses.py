"""Responses: who was asked, spoken against or did not answer, and has no voice in the article."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from briefing.analysis import countries, noun_phrases, stances
from briefing.analysis.campaigns import CAMPAIGNS
from briefing.analysis.clauses import SURE, Clauses
from briefing.analysis.cues import at, is_cue_verb
from briefing.analysis.document import Document
from briefing.analysis.lexicon import words
from briefing.analysis.outlets import Outlets
from briefing.analysis.register import AUTHOR
from briefing.analysis.suggestion import LONGEST, Suggestion, line, quoted, shortened
from briefing.model import FollowUpKind, Kind, Span, Stakeholder, StakeholderKind, Stance, Statement

VOICED = (StakeholderKind.PERSON, StakeholderKind.COMPANY, StakeholderKind.ORGANISATION, StakeholderKind.GOVERNMENT)
"""Kinds of party that can be asked something."""
_AGAIN = 2
"""Mentions of a party that the article is about."""
_LONG = 6
"""Words of who is asked, at most: more are no name."""
_HEARD = 0.5
"""Confidence from which a statement is taken for a voice."""
_DEED = 2
"""Words of what somebody is asked to do, at least."""
_LEADS = ("that", "but", "and", "because", "so", "look", "well", "i", "think", "believe")
"""Words that lead to whom a remark is about: "I think *he* is wrong"."""
_SOON = 4
"""Sentences behind what is said against somebody in which an article gives the answer."""
_MUCH = 2
"""Statements of somebody from which they are heard well."""
_FEW = 4
"""Words of who speaks against somebody without a name, at most."""
_AGAINST = (Stance.OPPOSES, Stance.DENIES, Stance.WARNS)


def suggestions(
    document: Document, outlets: Outlets, statements: Sequence[Statement], stakeholders: Sequence[Stakeholder]
) -> list[Suggestion]:
    """Return whom to ask for an answer, in the order in which the article comes to it."""
    found = _Responses(document, outlets, statements, stakeholders)
    several = (*found.asked(), *found.spoken_against(), *found.silent())
    return sorted(several, key=lambda one: one.spans[-1].start)


class _Responses:
    def __init__(
        self,
        document: Document,
        outlets: Outlets,
        statements: Sequence[Statement],
        stakeholders: Sequence[Stakeholder],
    ) -> None:
        self._document = document
        self._outlets = outlets
        self._statements = statements
        self._stakeholders = stakeholders
        self._names = {party.id: party.name for party in stakeholders}
        self._speaking = {s.speaker.stakeholder for s in statements if s.speaker is not None and s.confidence >= _HEARD}
        self._clauses = Clauses(document, stakeholders, statements)
        self._asked = [s for s in stakeholders if s.kind in VOICED and len(s.mentions) >= _AGAIN]
        self._places = sorted((m.start, n, m) for n, party in enumerate(self._asked) for m in party.mentions)
        self._heard: dict[str, list[Statement]] = {}
        for statement in statements:
            if (
                statement.speaker is not None
                and statement.speaker.stakeholder is not None
                and self._is_voice(statement)
            ):
                self._heard.setdefault(statement.speaker.stakeholder, []).append(statement)

    def _is_voice(self, statement: Statement) -> bool:
        """Whether a statement lets its speaker be heard: in their own words, or by what they said."""
        if statement.confidence < _HEARD:
            return False
        if statement.kind is not Kind.INDIRECT or statement.cue is None:
            return True
        cue = at(self._document, *self._document.range_of((statement.cue.start, statement.cue.end)))
        return cue is not None and cue.takes("quote")

    def asked(self) -> Iterator[Suggestion]:
        """Yield the asks whose addressee has no voice in the article."""
        voices = {
            line(text).lower()
            for s in self._stakeholders
            if s.id in self._speaking
            for text in (s.name, *(mention.exact for mention in s.mentions))
        }
        for statement in self._statements:
            asked = statement.addressee
            if statement.stance is not Stance.ASKS or asked is None or statement.speaker is None:
                continue
            if _points_back(asked.exact) or line(asked.exact).lower() in voices or self._only_told(statement):
                continue
            if any(p.id in self._speaking and any(m.overlaps(asked) for m in p.mentions) for p in self._stakeholders):
                continue
            place = self._document.range_of((asked.start, asked.end))
            if not self._can_answer(asked) or self._outlets.within(*place):
                continue
            asker = self._asker(statement)
            text = self._asks(statement, self._called(asked), asker) if asker else ""
            if text:
                yield Suggestion(FollowUpKind.RESPONSE, text, (asked, statement.content[0]))

    def silent(self) -> Iterator[Suggestion]:
        """Yield who did not answer the article's own question."""
        for statement in self._statements:
            speaker, cue = statement.speaker, statement.cue
            if not stances.is_refusal(statement) or speaker is None or cue is None:
                continue
            name = self._names.get(speaker.stakeholder or "", "")
            if not name[:1].isupper() or not 0 < statement.content[0].start - cue.end <= 1:
                continue
            told = quoted(f"{line(cue.exact)} {line(statement.content[0].exact)}")
            if told:
                yield Suggestion(FollowUpKind.RESPONSE, f"Ask {name} again: {told}.", (cue, statement.content[0]))

    def spoken_against(self) -> Iterator[Suggestion]:
        """Yield who is spoken against and has no voice in the article, each once, by what is plainest against them."""
        against: dict[str, list[tuple[float, str, Statement, Span]]] = {}
        for statement in self._statements:
            speaker = statement.speaker
            told = statement.stance is Stance.ASSERTS
            if not (told or statement.stance in _AGAINST) or speaker is None or statement.confidence < SURE:
                continue
            if told and not any(_accuses(piece.exact) for piece in statement.content):
                continue
            if self._clauses.is_in_headline(statement) or self._is_cut(statement):
                continue
            party, place = self._against(statement, speaker.stakeholder)
            by = self._by(statement)
            if party is None or place is None or not by:
                continue
            said = self._said_of(statement, place, len(f"Ask {party.name} to respond to {by}: “”."))
            if said and (not told or _accuses(said)):
                text = f"Ask {party.name} to respond to {by}: {said}."
                plain = self._clauses.sure(statement) + statement.confidence
                against.setdefault(party.id, []).append((plain, text, statement, place))
        for found in against.values():
            _, text, statement, place = max(found, key=lambda one: one[0])
            yield Suggestion(FollowUpKind.RESPONSE, text, (place, statement.content[0]))

    def _by(self, statement: Statement) -> str:
        """Return who says it, as a sentence names them; "" where that names nobody who could be answered."""
        speaker = statement.speaker
        if speaker is None:
            return ""
        by = line(self._names.get(speaker.stakeholder or "", speaker.name))
        if by[:1].isupper() or by == AUTHOR:
            return by
        head = by.split()[-1].lower()
        return by if head in words("group_nouns") and len(by.split()) <= _FEW else ""

    def _against(self, statement: Statement, own: str | None) -> tuple[Stakeholder | None, Span | None]:
        """Return the party without a voice that a statement is against, and where it is named there."""
        first, about = statement.content[0], None
        for party, mention in self._named_in(statement):
            if self._are_one(party.id, own) or self._owns(mention, statement) or self._answers(party.id, statement):
                continue
            about = about or self._clauses.about(statement, own)
            told = about is not None and about.start <= mention.start and mention.end <= about.end
            if mention.start == first.start or told or self._opens(mention, first):
                return party, mention
        return self._meant(statement, own)

    def _answers(self, party: str, against: Statement) -> bool:
        """Whether a party answers what is said against it: soon after, or naming who says it; or says much."""
        own = against.speaker.stakeholder if against.speaker is not None else None
        who = next((s for s in self._stakeholders if s.id == own), None)
        said = [statement for id in self._voices(party) for statement in self._heard.get(id, ())]
        document = self._document
        number = bisect_left(document.sentences, document.sentence_of(document.token_at(against.content[-1].end - 1)))
        stop = document.sentences[min(number + _SOON, len(document.sentences) - 1)].end
        last = document.tokens[stop - 1].end
        soon = any(against.content[0].start < one.content[0].start < last for one in said)
        named = who is not None and any(m.overlaps(p) for one in said for p in one.content for m in who.mentions)
        return soon or named or len(said) > _MUCH

    def _voices(self, party: str) -> set[str]:
        """Return the ids of a party, of its parts, and of a person's campaign with its parts."""
        surname = self._names[party].split()[-1]
        campaigns = {f"{surname} {noun}" for noun in CAMPAIGNS}
        found = {party} | {s.id for s in self._stakeholders if s.name in campaigns}
        return found | {s.id for s in self._stakeholders if s.part_of in found}

    def _meant(self, statement: Statement, own: str | None) -> tuple[Stakeholder | None, Span | None]:
        """Return the party without a voice whom "he" or "she" means that a statement begins with, and that pronoun."""
        tokens = self._document.tokens
        first, end = self._document.range_of((statement.content[0].start, statement.content[0].end))
        at_word = next((i for i in range(first, end) if tokens[i].is_word and tokens[i].low not in _LEADS), None)
        if at_word is None or tokens[at_word].low not in ("he", "she"):
            return None, None
        person = self._clauses.persons.spoken_of(at_word, self._names.get(own or "", ""))
        party = next((p for p in self._stakeholders if person is not None and p.name == person.name), None)
        if party is None or len(party.mentions) < _AGAIN or self._are_one(party.id, own):
            return None, None
        if self._answers(party.id, statement):
            return None, None
        return party, Span.of(self._document.text, tokens[at_word].start, tokens[at_word].end)

    def _named_in(self, statement: Statement) -> Iterator[tuple[Stakeholder, Span]]:
        """Yield the parties that can be asked and are named in what is said, by their weight, and where."""
        found: list[tuple[int, Span]] = []
        for piece in statement.content:
            at_first = bisect_left(self._places, (piece.start,))
            at_end = bisect_left(self._places, (piece.end,))
            found += [(n, mention) for _, n, mention in self._places[at_first:at_end] if mention.end <= piece.end]
        for n, mention in sorted(found, key=lambda one: one[0]):
            yield self._asked[n], mention

    def _are_one(self, party: str, own: str | None) -> bool:
        """Whether a party is the one that speaks, or one is part of the other."""
        above = {stakeholder.id: stakeholder.part_of for stakeholder in self._stakeholders}
        return own is not None and (party == own or above.get(party) == own or above.get(own) == party)

    def _is_cut(self, statement: Statement) -> bool:
        """Whether the content breaks off before the noun that its last words belong to: "given his speech just"."""
        at_end = self._document.range_of((statement.content[-1].start, statement.content[-1].end))[1]
        if at_end >= len(self._document.tokens):
            return False
        token = self._document.tokens[at_end]
        closed = ("prepositions", "conjunctions", "auxiliaries", "relatives", "personal_pronouns", "determiners")
        bare = token.is_word and not token.capital and token.text[0].isalpha()
        known = any(token.low in words(section) for section in closed) or is_cue_verb(token)
        return bare and not known and not token.low.endswith(("ing", "ly"))

    def _opens(self, mention: Span, content: Span) -> bool:
        """Whether the content begins with the mention but for "that" and "the"."""
        tokens = self._document.tokens[slice(*self._document.range_of((content.start, content.end)))]
        return next((t.start for t in tokens if t.is_word and t.low not in ("that", "the")), -1) == mention.start

    def _owns(self, mention: Span, statement: Statement) -> bool:
        """Whether the mention only says whose person it is: "*Smith's* lawyer lied", and not "Smith's record"."""
        tokens = self._document.tokens
        _, past = self._document.range_of((mention.start, mention.end))
        if past + 1 >= len(tokens) or tokens[past].low != "'s" or tokens[past].start >= statement.content[-1].end:
            return False
        return any(tokens[past + 1].low in words(section) for section in ("kin", "roles", "spokespeople", "bodies"))

    def _said_of(self, statement: Statement, place: Span, around: int) -> str:
        """Return what is said against a party, quoted, in as many code points as are left; "" where it cannot be."""
        piece = next(piece for piece in statement.content if piece.overlaps(place))
        cue, said = statement.cue, piece.exact
        rest = f"{piece.exact[: place.start - piece.start]} {piece.exact[place.end - piece.start :]}"
        bare = not any(word.strip("’'s.,") for word in rest.split())
        if bare or self._clauses.needs_its_verb(statement):
            if cue is None or not 0 < piece.start - cue.end <= 1:
                return ""
            if bare and len(cue.exact.split()) <= _DEED:
                return ""  # "attacked Trump"
            said = self._document.text[self._clauses.verb(cue) : piece.end]
        return shortened(said, LONGEST - around, line(place.exact))

    def _asker(self, statement: Statement) -> str:
        """Return who asks, as a sentence names them; "" where they are only a pronoun's "they"."""
        speaker = statement.speaker
        if speaker is None or (speaker.span is not None and speaker.stakeholder is None):
            return ""
        asker = self._names.get(speaker.stakeholder or "", line(speaker.name))
        if speaker.span is not None and asker == line(speaker.name) and asker[:1].islower():
            asker = _in_a_sentence(line(speaker.span.exact))
        return "" if asker.lower() in words("personal_pronouns") else asker

    def _called(self, asked: Span) -> str:
        """Return what to call who is asked: by their name where the words have a comma in them, else by the words."""
        party = next((p for p in self._stakeholders if any(m.overlaps(asked) for m in p.mentions)), None)
        if "," not in asked.exact:
            return line(asked.exact)
        last = line(asked.exact.rpartition(",")[2])
        return party.name if party is not None else last if last[:1].isupper() else line(asked.exact)

    def _asks(self, statement: Statement, whom: str, asker: str) -> str:
        """Return what to ask whom: whether they will do it, where the article says what they are to do."""
        document, asked, content = self._document, statement.addressee, statement.content[0]
        if asked is None:
            return ""
        first, end = document.range_of((asked.end, content.end))
        behind = document.text[asked.end : content.start].strip() if content.start >= asked.end else ""
        if first < end and document.tokens[first].low == "to" and not behind:
            if sum(token.is_word for token in document.tokens[first + 1 : end]) < _DEED:
                return ""
            around = len(f"Ask {whom} whether they will “”, as asked by {asker}.")
            deed = shortened(document.text[document.tokens[first].end : content.end], LONGEST - around)
            return f"Ask {whom} whether they will {deed}, as asked by {asker}." if deed else ""
        if content.start < asked.end or document.tokens[document.token_at(content.start)].low not in _CLAUSES:
            return ""
        around = len(f"Ask {whom} to answer {asker}: “”.")
        said = shortened(document.text[content.start : content.end], LONGEST - around)
        return f"Ask {whom} to answer {asker}: {said}." if said else ""

    def _can_answer(self, asked: Span) -> bool:
        """Whether the words name somebody: a name, or a noun for persons, parties or bodies."""
        first, end = self._document.range_of((asked.start, asked.end))
        stop = noun_phrases.head_end(self._document, first, end)
        tokens, behind = self._document.tokens[first:stop], self._document.tokens[stop + 1 : end]
        if tokens[-1].low in words("everybody") or countries.is_people(tokens[-1].text):
            return False
        if tokens[0].low in ("a", "an") or len(tokens) > _LONG or tokens[-1].low in words("times"):
            return False
        if any(token.low in words("prepositions") for token in tokens) or any(t.low in words("times") for t in behind):
            return False
        sections = ("answering", "group_nouns", "roles", "official_nouns", "legislators", "persons", "company_nouns")
        if tokens[-1].capital:
            return True
        return any(tokens[-1].low in words(section) for section in sections)

    def _only_told(self, statement: Statement) -> bool:
        """Whether the addressee is only who was spoken to ("told reporters that we should"), not who is asked."""
        if statement.cue is None:
            return True
        cue = at(self._document, *self._document.range_of((statement.cue.start, statement.cue.end)))
        return cue is not None and cue.takes("hearer") and cue.entry.stance is not Stance.ASKS


@cache
def _accusing() -> re.Pattern[str]:
    return re.compile(rf"(?<!not )(?<!n[’']t )(?<!never )\b(?:{'|'.join(sorted(words('accusing')))})\w*", re.IGNORECASE)


def _accuses(said: str) -> bool:
    """Whether words allege a fault or a wrong: "she *lied* about it"; "she did not lie" does not."""
    return _accusing().search(said) is not None


_CLAUSES = frozenset({"that", "he", "she", "they", "it", "the"})
"""How a clause begins that says what somebody is to do: "told Mr. Trudeau *that he should*"."""


def _points_back(text: str) -> bool:
    """Whether the words say nothing by themselves: "them", "his critics"."""
    low = text.lower().split()[0]
    sections = ("personal_pronouns", "object_pronouns", "indefinites", "possessives")
    return any(low in words(section) for section in sections)


def _in_a_sentence(text: str) -> str:
    """Return a noun phrase as it stands in the middle of a sentence: "the minister"."""
    opening, _, rest = text.partition(" ")
    return f"{opening.lower()} {rest}" if opening in ("The", "A", "An", "Some", "Two", "Many") and rest else text
