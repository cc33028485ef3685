"""Statements in the article's own words: whose a cue is, and what it reports before, after or around it."""

from collections.abc import Sequence
from itertools import groupby

from briefing.analysis import clauses, noun_phrases
from briefing.analysis.attribution import Attribution, overlap
from briefing.analysis.clauses import COMMAS, EDGES, TURNS
from briefing.analysis.cues import Cue, is_adverb
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.noun_phrases import Range


def attribute(document: Document, cues: Sequence[Cue], speakers: dict[int, Range]) -> list[Attribution]:
    """Return the attributions that the cues make with the clauses around them.

    `speakers` are those of the cues, by verb, that belong to quotations already.
    """
    found: list[Attribution] = []
    for first, group in groupby(cues, key=lambda cue: document.sentence_of(cue.verb).first):
        sentence = _Sentence(document, first, [cue for cue in group if not cue.weak or cue.verb in speakers], speakers)
        found += sentence.attributions()
    return found


class _Sentence:
    """A sentence and its cues, read from left to right; `_speakers` are those found so far, by verb."""

    def __init__(self, document: Document, first: int, cues: list[Cue], quoted: dict[int, Range]) -> None:
        self._document = document
        self._tokens = document.tokens
        self._first, self._end = first, document.sentence_of(first).end
        self._cues = cues
        self._quoted = quoted
        self._speakers = {cue.verb: quoted[cue.verb] for cue in cues if cue.verb in quoted}

    def attributions(self) -> list[Attribution]:
        """Return what the sentence's own cues attribute."""
        found: list[Attribution | None] = []
        for n, cue in enumerate(self._cues):
            if cue.verb not in self._quoted:
                found.append(self._according(cue) if cue.form == "according" else self._reported(n, cue))
        return [one for one in found if one is not None]

    def _reported(self, n: int, cue: Cue) -> Attribution | None:
        inverted = self._inverted(cue)
        if inverted is not None:
            self._speakers[cue.verb] = inverted
            return self._made([(self._clause_before(cue.first), cue.first)], cue, inverted, 0.6)
        speaker = self._speaker(n, cue)
        if speaker is None:
            return None
        self._speakers[cue.verb] = speaker
        start, frame = clauses.start(self._document, cue, self._end)
        if frame:
            end = self._limit(n, cue, start)
            if frame == "object":
                end = clauses.end_of_object(self._document, cue, start, end)
            return self._made([(start, end)], cue, speaker, 0.4 if frame == "object" else 0.6)
        if cue.takes("clause") and speaker[0] > self._first and clauses.is_postposed(self._document, cue):
            return self._made(self._around(n, cue, speaker), cue, speaker, 0.6)
        return None

    def _speaker(self, n: int, cue: Cue) -> Range | None:
        """Return whose the cue is: the phrase before it, another cue's that it is joined to, the sentence's subject."""
        tokens, group = self._tokens, cue.group
        if group == self._first:
            return None
        previous = tokens[group - 1]
        participle = cue.form == "ing" and cue.first == cue.verb
        if previous.low in ("who", "which") and group - 1 > self._first:
            return group - 1, group
        joined = previous.low in ("and", "or", "but", "then") or cue.infinitive
        if joined or (participle and (previous.text in COMMAS or previous.low in words("adverbial_leads"))):
            return self._same_as(n, cue)
        phrase = noun_phrases.before(self._document, group, self._first)
        if phrase is None and previous.text != ",":
            phrase = noun_phrases.subject(self._document, group, self._first)
        return phrase

    def _same_as(self, n: int, cue: Cue) -> Range | None:
        """Return the speaker of the cue that this one is joined to: the first of the same form, else the first."""
        earlier = [other for other in self._cues[:n] if other.verb in self._speakers]
        alike = [other for other in earlier if other.form == cue.form] or earlier
        if alike:
            return self._speakers[alike[-1 if cue.infinitive else 0].verb]
        return noun_phrases.subject(self._document, cue.group, self._first)

    def _inverted(self, cue: Cue) -> Range | None:
        """Return the speaker of ", said Ada Smith, a lawyer"; None where the cue is not turned round."""
        tokens = self._tokens
        turns = cue.takes("quote") and cue.form in ("past", "s") and cue.group == cue.verb
        if not turns or cue.first <= self._first + 2 or tokens[cue.first - 1].text not in COMMAS:
            return None
        speaker = noun_phrases.after(self._document, cue.end, self._end)
        if speaker is None or tokens[speaker[0]].low in words("object_pronouns"):
            return None
        if not noun_phrases.ends_clause(self._document, speaker, self._end):
            return None
        named = speaker[1] >= self._end or not tokens[speaker[1]].is_word
        return speaker if named or noun_phrases.before(self._document, cue.first, self._first) is None else None

    def _limit(self, n: int, cue: Cue, start: int) -> int:
        """Return where the clause ends at the latest: with its sentence, or where another cue's clause takes over."""
        for m in range(n + 1, len(self._cues)):
            other = self._cues[m]
            if other.verb >= start:
                alike = any(between.form == other.form for between in self._cues[n + 1 : m])
                speaker = self._quoted.get(other.verb)
                cut = clauses.taken_over(self._document, cue, other, start, speaker, alike=alike)
                if cut is not None and cut >= start:
                    return cut
        return self._end

    def _clause_before(self, at: int) -> int:
        """Return where the clause begins that ends before token `at`: after its sentence's "But"."""
        start = self._first
        while start < at and (
            self._tokens[start].low in ("but", "and", "so", "yet") or not self._tokens[start].is_word
        ):
            start += 1
        return start

    def _around(self, n: int, cue: Cue, speaker: Range) -> list[Range]:
        """Return what stands before "…, she said" and, where the clause goes on after it, that too."""
        tokens = self._tokens
        comma = speaker[0] - 1
        follows = cue.end < self._end and tokens[cue.end].text in COMMAS
        rest = (cue.end, self._limit(n, cue, cue.end))
        if tokens[comma].low == "as" and comma > self._first:
            comma -= 1
        elif tokens[comma].low == "as":
            return [rest] if follows else []
        if tokens[comma].text not in COMMAS and self._document.quoted[comma] < 0:
            return []
        start = self._clause_before(comma)
        says = any(not is_adverb(token) and token.low not in words("conjunctions") for token in tokens[start:comma])
        ranges = [(start, comma)] if says else []
        return [*ranges, rest] if follows else ranges

    def _according(self, cue: Cue) -> Attribution | None:
        """Return the attribution of "according to the report": what stands after its comma, or before it."""
        phrase = noun_phrases.after(self._document, cue.end, self._end)
        if phrase is None:
            return None
        if cue.first > self._first:
            return self._made([(self._clause_before(cue.first), cue.first)], cue, phrase, 0.7)
        for k in range(phrase[1], self._end - 1):
            apposition = self._tokens[k + 1].low in words("appositive_leads") and self._tokens[k + 1].low != "the"
            if self._tokens[k].text == "," and not apposition:
                return self._made([(k + 1, self._end)], cue, phrase, 0.7)
        return None

    def _made(self, ranges: list[Range], cue: Cue, speaker: Range, confidence: float) -> Attribution | None:
        document = self._document
        who, how = document.stretch(*speaker), document.stretch(cue.first, cue.end)
        tight = [trimmed for one in ranges if (trimmed := self._tight(*one)) is not None]
        content = tuple(self._uncut(document.stretch(*tokens)) for tokens in tight)
        return Attribution(content, how, who, confidence) if content else None

    def _tight(self, start: int, end: int) -> Range | None:
        """Return the tokens without the stops at their edges; None where no word is left."""
        while start < end and self._tokens[start].text in EDGES:
            start += 1
        while start < end and (self._tokens[end - 1].text in EDGES or self._tokens[end - 1].low in TURNS):
            end -= 1
        return (start, end) if any(token.is_word for token in self._tokens[start:end]) else None

    def _uncut(self, stretch: Stretch) -> Stretch:
        """Return the stretch with its edges moved outwards to the marks of a quotation they would cut."""
        first, end = self._document.range_of(stretch)
        pieces = [
            piece
            for token in (first, end - 1)
            if (number := self._document.quoted[token]) >= 0
            for piece in self._document.quotations[number].pieces
            if overlap(piece, stretch)
        ]
        return min([stretch[0], *(a for a, _ in pieces)]), max([stretch[1], *(b for _, b in pieces)])
