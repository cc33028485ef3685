"""Clauses: which statement shows best where its speaker stands, in which of its words, and what it is about."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from briefing.analysis import stances, targets, verbs
from briefing.analysis.acts import By, Shown
from briefing.analysis.attribution import of_statement
from briefing.analysis.cues import at
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.matter import Matter
from briefing.analysis.persons import Persons, persons_of
from briefing.analysis.sayings import sayings
from briefing.model import Kind, Span, Stakeholder, StakeholderKind, Stance, Statement

SURE = 0.6
"""Confidence from which a statement is more likely right than wrong (`briefing/analysis/MODEL.md`)."""
LEAD = 3
"""Sentences that make the lead."""
_OPENING, _CLOSING = '“"„«', '”"“»'
_BESIDE = 40
"""Code points between a verb and what belongs to it, at most: "called into question on Friday *the plan*"."""
_NEAR = 12
"""Words in which a clause has its verb."""
_FEW = 5
"""Words that say something, at least."""
_UNSURE = 0.5
"""How sure a stance is that the model hears and the words do not show."""
_SUBSTANCE, _THEIRS, _MATTER, _LATER, _ALONE, _AWAY = 0.55, 2.5, 0.9, 0.9, 0.3, 0.2
_OTHER_CUE, _ABOUT_NOBODY, _VERB, _QUESTION = 0.7, 0.7, 0.6, 0.5
"""What shows best where somebody stands (`shows`): fitted to the remarks that readers chose of 314 parties
(`benchmarks/gold/remarks.jsonl`) and to which of 1,066 lines of briefings other readers found right."""
_TOGETHER = 40
"""Words of two sentences that are shown together, at most."""
_SUBSTANTIAL, _AS_GOOD_AS_SURE = 25, 0.95
"""Words and confidence past which more tells nothing."""
_SHORT_PIECE = 2
"""Words from which a first piece of what is said tells something: "simply … “We lost.”"."""
_SCANTY = 3
"""Words of a statement that says nothing, at most: "that he doesn't"."""
_LEADS_ON = frozenset({"that", "but", "and", "so", "yet", "or", "because"})
"""Words at the beginning of a clause that tie it to another one."""
_TOLD_WHO = 0.25
"""What is lost by "he" where it is plain who that is."""
_PRONOUNS = frozenset({"he", "she", "him", "her", "his"})
_DASHES, _NEXT = ("-", "–", "—", "--"), 4
"""Dashes, and words from the end among which one cuts off the beginning of another clause."""
_TIES = frozenset({"but", "and", "or", "yet", "which", "who", "because"})
"""Words that tie another clause to one that ends before them."""
_ENDINGS = frozenset({"'s", "'re", "'m", "'ve", "'d", "'ll", "and"})
_POINTING = frozenset({"he", "she", "it", "they", "that", "this", "these", "those", "them", "him", "her", "there"})


class Clauses:
    """The statements of one article, as what shows where their speakers stand."""

    def __init__(
        self, document: Document, stakeholders: Sequence[Stakeholder], statements: Sequence[Statement]
    ) -> None:
        self._document = document
        self._stakeholders = stakeholders
        self._statements = statements
        self._starts: dict[str, list[int]] = {}
        self._shown_by: dict[str, Shown] = {}
        lead = document.sentences[: LEAD + 1]
        self._headline = document.stretch(0, lead[0].end)[1] if len(document.sentences) > LEAD else 0
        self._matter = Matter(document, lead[-1].end if lead else 0)

    @cached_property
    def persons(self) -> Persons:
        """The persons of the article, to ask whom "he" means."""
        said = sayings(self._document, [of_statement(statement) for statement in self._statements])
        return persons_of(self._document, said)

    def shows(self, statement: Statement) -> float:
        """Return how well a statement shows where its speaker stands: fitted to choices made by readers.

        That is: said at some length, surely theirs, about what the article is about, early, its stance to be seen.
        """
        count = sum(len(span.exact.split()) for span in statement.content)
        score = _SUBSTANCE * math.log(max(1, min(count, _SUBSTANTIAL)))
        score += _THEIRS * min(statement.confidence, _AS_GOOD_AS_SURE)
        score += _MATTER * self._matter.share(statement.content) + _ALONE * self._can_stand_alone(statement)
        score -= _LATER * statement.content[0].start / max(1, len(self._document.text))
        score -= _AWAY * self._points_away(statement) + self._hides(statement)
        return score - _QUESTION * statement.content[-1].exact.rstrip("”\"'’ ").endswith("?")

    def _hides(self, statement: Statement) -> float:
        """Return what is lost where a line does not show its stance: by a cue in no list, or words about nobody."""
        by = self._shown(statement).by
        if statement.stance in (Stance.ASSERTS, Stance.DECLINES, Stance.NONE):
            return _VERB * (statement.stance is Stance.ASSERTS and self.needs_its_verb(statement))
        if by is By.OTHER_CUE:
            return _OTHER_CUE
        own = statement.speaker.stakeholder if statement.speaker is not None else None
        whom = targets.whom(self._document, self._stakeholders, statement, own) if by is By.QUOTED else None
        return _ABOUT_NOBODY * (by is By.QUOTED and whom is None)

    def sure(self, statement: Statement) -> float:
        """Return how sure a statement's stance is: less where its words alone would show another one."""
        return 1.0 if self._shown(statement).stance is statement.stance else _UNSURE

    def _shown(self, statement: Statement) -> Shown:
        """Return the stance that the words alone show."""
        if statement.id not in self._shown_by:
            self._shown_by[statement.id] = stances.by_words(self._document, of_statement(statement), ())
        return self._shown_by[statement.id]

    def is_in_headline(self, statement: Statement) -> bool:
        """Whether a statement is the headline's, whose words the article says again."""
        return statement.content[0].start < self._headline

    def says_something(self, statement: Statement) -> bool:
        """Whether the content has words of its own: not "that he doesn't"."""
        document, pieces = self._document, statement.content
        ranges = [document.range_of((span.start, span.end)) for span in pieces]
        closed = ("auxiliaries", "personal_pronouns", "negations", "relatives")
        return any(
            sum(token.is_word for token in document.tokens[first:end]) > _SCANTY
            or any(
                token.is_word
                and not any(token.low in words(section) for section in closed)
                and token.low[-3:] != "n't"
                and token.low not in targets.ASKED
                for token in document.tokens[first:end]
            )
            for first, end in ranges
        )

    def position(self, statement: Statement, own: Stakeholder) -> tuple[tuple[Span, ...], Span | None]:
        """Return the words that show where `own` stands by the statement, and what its stance is about.

        Where these begin with "he" or "she" of whom it is plain who is meant, that name stands first.
        """
        thing = self._thing(statement)
        spans = [self._tidy(span) for span in self._clause(statement, thing)]
        summary = tuple(span for span in spans if any(map(str.isalnum, span.exact))) or tuple(spans)
        at_word = self._opening(summary[0])
        subject = at_word is not None and self._document.tokens[at_word].low in ("he", "she")
        meant = self._meant(at_word, statement) if subject or statement.kind is Kind.DIRECT else None
        if meant is not None and not any(span.overlaps(meant) for span in summary):
            summary = (meant, *summary)
        return summary, self.about(statement, own.id)

    def about(self, statement: Statement, own: str | None) -> Span | None:
        """Return whom or what a statement of the stakeholder with the id `own` is about; None where it does not say."""
        thing = self._thing(statement)
        whose = self._document.token_at(thing.start) if thing is not None else None
        return (
            self._meant(whose, statement)
            or targets.short(self._document, thing, statement.cue)
            or targets.whom(self._document, self._stakeholders, statement, own)
        )

    def _points_away(self, statement: Statement) -> float:
        """Return how much is lost where the content begins with words of another sentence: "*they* search for it"."""
        at_word = self._opening(statement.content[0])
        low = self._document.tokens[at_word].low if at_word is not None else ""
        if low in ("he", "she"):
            oneself = statement.kind is Kind.INDIRECT  # "she said she will go"; in a quotation she is another
            return _TOLD_WHO if oneself or self._meant(at_word, statement) is not None else 1.0
        return float(low in _POINTING)

    def _opening(self, span: Span) -> int | None:
        """Return the token of the first word of a span but for "that"."""
        first, end = self._document.range_of((span.start, span.end))
        tokens = self._document.tokens
        return next((i for i in range(first, end) if tokens[i].is_word and tokens[i].low != "that"), None)

    def _meant(self, at_word: int | None, statement: Statement) -> Span | None:
        """Return where the article names whom a pronoun plainly means that is not who makes the statement."""
        if at_word is None or self._document.tokens[at_word].low not in _PRONOUNS:
            return None
        speaker = statement.speaker
        own = next((s for s in self._stakeholders if speaker is not None and s.id == speaker.stakeholder), None)
        described = own is not None and own.kind is StakeholderKind.UNNAMED
        if own is None or (described and statement.kind is Kind.INDIRECT):
            return None  # "her brother says he is glad"
        mention = self.persons.plainly_spoken_of(at_word)
        if mention is None:
            return None
        span = Span.of(self._document.text, *self._document.stretch(mention.first, mention.end))
        return None if self._mentions(own, span) else span

    def _mentions(self, party: Stakeholder, span: Span) -> bool:
        """Whether a stretch is a mention of the party, or in one."""
        starts = self._starts.setdefault(party.id, [mention.start for mention in party.mentions])
        place = bisect_left(starts, span.end)
        return any(span.overlaps(mention) for mention in party.mentions[max(0, place - 2) : place])

    def _can_stand_alone(self, statement: Statement) -> bool:
        """Whether the content says something by itself, or with its verb before it."""
        whole = statement.kind is not Kind.INDIRECT or stances.is_clause(self._document, of_statement(statement))
        return whole or self._wants_its_verb(statement)

    def _thing(self, statement: Statement) -> Span | None:
        """Return the thing that the cue is about, where it takes one: endorsed *the plan*."""
        document, cue = self._document, statement.cue
        if cue is None or statement.kind is not Kind.INDIRECT or not 0 <= statement.content[0].start - cue.end <= 2:
            return None
        entry = at(document, *document.range_of((cue.start, cue.end)))
        takes = (
            entry is not None and entry.takes("object") and not entry.takes("clause") and not entry.takes("infinitive")
        )
        return statement.content[0] if takes and len(statement.content) == 1 else None

    def _clause(self, statement: Statement, thing: Span | None) -> tuple[Span, ...]:
        """Return the content, of several sentences the one whose words show the stance, of no clause its verb too."""
        document, cue = self._document, statement.cue
        if cue is not None and (thing is not None or self.needs_its_verb(statement)):
            return (Span.of(document.text, self.verb(cue), statement.content[0].end),)
        stretches = tuple((span.start, span.end) for span in statement.content)
        stance, shown = stances.own_words(document, stretches)
        place = shown if shown is not None and stance is statement.stance else stretches[0][0]
        sentence = document.sentence_of(document.token_at(place))
        first, past = document.stretch(sentence.first, sentence.end)
        if all(first <= start and end <= past for start, end in stretches) and len(stretches) == 1:
            return (statement.content[0],)
        shows = place if shown is not None and stance is statement.stance else None
        spans = self._sentences(stretches, shows)
        at_word = self._opening(spans[0])
        opening = document.tokens[at_word].low if at_word is not None else ""
        few = len(spans[0].exact.split())
        if len(spans) > 1 and few <= _SCANTY and (opening in words("prepositions") or few < _SHORT_PIECE):
            spans = spans[1:]
        return tuple(spans)

    def _sentences(self, stretches: Sequence[Stretch], shows: int | None) -> list[Span]:
        """Return the sentence of a content with the offset `shows`, else the one that says most about the matter.

        Where that points to the one before ("*that* is wrong") both, as far as they are short.
        """
        document = self._document
        parts: list[list[Span]] = []
        last = -1
        for start, end in stretches:
            first, past = document.range_of((start, end))
            while first < past:
                sentence = document.sentence_of(first)
                stop = min(past, sentence.end)
                span = Span.of(
                    document.text, max(start, document.tokens[first].start), min(end, document.stretch(first, stop)[1])
                )
                if sentence.first == last:
                    parts[-1].append(span)
                else:
                    parts.append([span])
                last, first = sentence.first, stop
        if shows is not None:
            chosen = next((n for n, part in enumerate(parts) if part[-1].end > shows), 0)
        else:
            chosen = max(range(len(parts)), key=lambda n: self._says(parts[n]))
        at_word = self._opening(parts[chosen][0])
        points = at_word is not None and document.tokens[at_word].low in _POINTING
        both = parts[chosen - 1] + parts[chosen] if chosen and points else []
        if both and sum(len(span.exact.split()) for span in both) <= _TOGETHER:
            return both
        return parts[chosen]

    def _says(self, spans: Sequence[Span]) -> float:
        """Return how much a sentence says about the matter of the article."""
        count = sum(len(span.exact.split()) for span in spans)
        return _SUBSTANCE * math.log(max(1, min(count, _SUBSTANTIAL))) + _MATTER * self._matter.share(spans)

    def verb(self, cue: Span) -> int:
        """Return where a cue's verb begins: without the "'s" of "she's denouncing", the "which" of "which calls"."""
        first, end = self._document.range_of((cue.start, cue.end))
        tokens = self._document.tokens
        while first < end - 1 and (tokens[first].low in _ENDINGS or self._is_relative(first)):
            first += 1
        return tokens[first].start

    def _is_shown_by_verb(self, statement: Statement) -> bool:
        """Whether the verb shows the stance and the content does not: "*was happy to hear* that she will come"."""
        cue, first = statement.cue, statement.content[0]
        if cue is None or statement.stance is Stance.NONE or not self._has_its_verb_beside(statement):
            return False
        if statement.stance is Stance.ASSERTS:
            entry = at(self._document, *self._document.range_of((cue.start, cue.end)))
            return statement.kind is Kind.INDIRECT and entry is not None and not entry.takes("quote")
        own = stances.own_words(self._document, ((first.start, first.end),))[0]
        words_show = self._shown(statement)
        by_cue = words_show.stance is statement.stance and words_show.by in (By.CUE, By.OTHER_CUE)
        return own is not statement.stance and (own is Stance.ASSERTS or by_cue)

    def _is_relative(self, token: int) -> bool:
        return self._document.tokens[token].low in words("relatives")

    def needs_its_verb(self, statement: Statement) -> bool:
        """Whether the content does not show the stance without its verb, which stands beside it."""
        return self._wants_its_verb(statement) or self._is_shown_by_verb(statement)

    def _has_its_verb_beside(self, statement: Statement) -> bool:
        """Whether the content is one piece, not all quoted, that follows its cue with no speaker between them."""
        cue = statement.cue
        scrap = len(statement.content[0].exact.split()) <= _FEW
        if cue is None or (statement.kind is Kind.DIRECT and not scrap) or len(statement.content) > 1:
            return False
        speaker = statement.speaker.span if statement.speaker is not None else None
        between = speaker is not None and speaker.start >= cue.end
        return not between and 0 <= statement.content[0].start - cue.end <= _BESIDE

    def _wants_its_verb(self, statement: Statement) -> bool:
        """Whether the content says nothing without its verb: "to stop the sale", "the sale of the harbour"."""
        document, cue = self._document, statement.cue
        if cue is None or not self._has_its_verb_beside(statement):
            return False
        if cue.exact.lower().startswith(("according", "per ", "as ")):
            return False
        entry = at(document, *document.range_of((cue.start, cue.end)))
        says = entry is not None and entry.takes("quote") and statement.stance not in (Stance.ASKS, Stance.DECLINES)
        first, end = document.range_of((statement.content[0].start, statement.content[0].end))
        head = document.tokens[first]
        cast = cue.exact.lower().split()[-1] in words("casting") and any(
            t.low == "as" for t in document.tokens[first:end]
        )
        if cast or head.low.endswith(("self", "selves")):
            return True  # "*see* the vote as a test", "*calls* itself fair"
        quoted = document.quoted[first] >= 0
        if (quoted and end - first <= _FEW + 2) or (says and head.low not in ("to", "that") and not quoted):
            return not verbs.may_stand(document, first, end)
        if head.low == "that" or quoted:
            return False
        near = range(first, min(end, first + _NEAR))
        return head.low == "to" or not any(verbs.is_auxiliary(document, i, first) for i in near)

    def _tidy(self, span: Span) -> Span:
        """Return a clause without the "that" before it and a quotation mark at its edge whose other is not in it.

        It begins with a whole word ("*That*'s true"), and does not end where the next clause begins ("- *which*").
        """
        document = self._document
        first, end = document.range_of((span.start, span.end))
        span = self._without_next(span, first, end)
        if first and document.tokens[first].low.startswith("'") and document.tokens[first - 1].end == span.start:
            return Span.of(document.text, document.tokens[first - 1].start, span.end)
        if document.tokens[first].text in _OPENING and end - first > _FEW:
            first += 1
        so_far = end - first > 1 and document.tokens[first + 1].low == "far"
        if document.tokens[first].low in _LEADS_ON and end - first > _FEW and not so_far:
            past = first + 1 + (document.tokens[first + 1].text == ",")
            opening = document.tokens[past]
            whole = opening.is_word and not opening.low.startswith("'")  # "that's" is no "that"
            if whole or opening.text in _OPENING or opening.text in ("''", "``", "‘‘"):
                span = Span.of(document.text, opening.start, span.end)
        text, start, past = span.exact, span.start, span.end
        if text[0] in _OPENING and not any(mark in text[1:] for mark in _CLOSING):
            start += 1
        if text[-1] in _CLOSING and not any(mark in text[:-1] for mark in _OPENING):
            past -= 1
        return Span.of(document.text, start, past) if start < past else span

    def _without_next(self, span: Span, first: int, end: int) -> Span:
        """Return a clause without what of another is at its end ("- which", ", but") and before it ("Meanwhile")."""
        tokens = self._document.tokens
        while end - first > _FEW and (tokens[end - 1].low in _TIES or tokens[end - 1].text == ","):
            end -= 1
            span = Span.of(self._document.text, span.start, tokens[end - 1].end)
        comma = end - first > _FEW and tokens[first + 1].text == ","
        if end - first > _FEW and tokens[first].low in words("sentence_adverbs" if comma else "only_adverbs"):
            span = Span.of(self._document.text, tokens[first + 1 + comma].start, span.end)
        dash = next((i for i in range(end - 1, max(first + _FEW, end - _NEXT) - 1, -1) if tokens[i].text in _DASHES), 0)
        closed = ("relatives", "personal_pronouns", "conjunctions", "auxiliaries")
        if not dash or any(t.is_word and not any(t.low in words(name) for name in closed) for t in tokens[dash:end]):
            return span
        return Span.of(self._document.text, span.start, tokens[dash - 1].end)
