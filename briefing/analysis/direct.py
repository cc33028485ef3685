"""Quotations and who said them: the cue after, before or between, the same speaker going on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.analysis import noun_phrases
from briefing.analysis.attribution import Attribution
from briefing.analysis.cues import Cue, is_adverb
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.noun_phrases import Range
from briefing.analysis.quotations import WHOLE, Quotation

_TAG = 6  # tokens a sentence like "Mr. Smith said." has, at most
_FAR = 30  # tokens between a quotation and its cue, at most: appositions can be long
_CLOSERS = "\"'”’»›"
_DASHES = frozenset({"—", "–", "--", "-"})


@dataclass(slots=True)
class _Statement:
    """A statement in the making. `goes_on_at` is the token at which another quotation would go on with it, or -1."""

    pieces: list[Stretch]
    cue: Cue | None
    speaker: Range | None
    goes_on_at: int
    paragraph: int


def attribute(document: Document, cues: Sequence[Cue]) -> tuple[list[Attribution], dict[int, Range]]:
    """Return the attributions of the quotations that have a cue or go on with a speaker.

    With them, for the verb of each cue they used, the speaker's tokens.
    """
    reading = _Reading(document, cues)
    for quotation in document.quotations:
        reading.read(quotation)
    speakers = {made.cue.verb: made.speaker for made in reading.made if made.cue is not None and made.speaker}
    return [_attribution(document, made) for made in reading.made], speakers


def unattributed(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the quotations of `WHOLE` words and more that lie in no attribution's content, without a speaker."""
    covered = sorted(piece for one in found for piece in one.content)
    left: list[Attribution] = []
    at = reach = 0
    for quotation in document.quotations:
        while at < len(covered) and covered[at][0] < quotation.end:
            reach = max(reach, covered[at][1])
            at += 1
        if quotation.words >= WHOLE and reach <= quotation.start and not is_title(document, quotation):
            left.append(Attribution(quotation.pieces, None, None, 0.3))
    return left


def _attribution(document: Document, made: _Statement) -> Attribution:
    cue = document.stretch(made.cue.first, made.cue.end) if made.cue is not None else None
    speaker = document.stretch(*made.speaker) if made.speaker is not None else None
    confidence = 0.9 if cue is not None and speaker is not None else 0.5
    return Attribution(tuple(made.pieces), cue, speaker, confidence)


class _Reading:
    """One pass over a document's quotations, in order; `made` are the statements so far."""

    def __init__(self, document: Document, cues: Sequence[Cue]) -> None:
        self.document = document
        self.made: list[_Statement] = []
        self._cues = {cue.verb: cue for cue in cues if cue.takes("quote") or cue.form == "according"}
        self._used: set[int] = set()
        starts = {sentence.first for sentence in document.sentences}
        self._proper = {t.text for i, t in enumerate(document.tokens) if t.capital and i not in starts}

    def read(self, quotation: Quotation) -> None:
        """Add what the quotation makes: a new statement, more of the last one, or nothing."""
        document = self.document
        first, end = document.range_of((quotation.start, quotation.end))
        if first >= end or is_title(document, quotation):
            return
        pieces = list(quotation.pieces)
        last = self.made[-1] if self.made else None
        after = self._cue_after(first, end)
        if after is not None and (said := self._cue_right_before(first)) is not None:
            self._add(pieces, said, self._speaker_before(said), end, end)
        elif after is not None:
            cue, speaker = after
            goes_on_at = self._end_of_phrase(max(cue.end, speaker[1]))
            self._add([*self._lead(first), *pieces], cue, speaker, goes_on_at, end)
        elif last is not None and self._goes_on(last, first, end):
            last.pieces += pieces
            last.goes_on_at = end
            last.paragraph = document.sentence_of(end - 1).paragraph
        elif (before := self._cue_before(first, end)) is not None:
            self._add(pieces, before, self._speaker_before(before), end, end)
        elif quotation.words >= WHOLE and (introduced := self._introduced_by(first)) is not None:
            self._add(pieces, None, introduced, end, end)
        elif quotation.words >= WHOLE and last is not None and self._stands_alone(first, end):
            near = document.sentence_of(first).paragraph - last.paragraph <= 1
            self._add(pieces, None, last.speaker if near else None, end, end)

    def _add(self, pieces: list[Stretch], cue: Cue | None, speaker: Range | None, goes_on_at: int, end: int) -> None:
        if cue is not None:
            self._used.add(cue.verb)
        paragraph = self.document.sentence_of(end - 1).paragraph
        self.made.append(_Statement(pieces, cue, speaker, goes_on_at, paragraph))

    def _goes_on(self, last: _Statement, first: int, end: int) -> bool:
        """Whether the quotation goes on with the last statement: only stops, commas or a new paragraph between."""
        if not 0 <= last.goes_on_at <= first or first - last.goes_on_at > 2:
            return False
        if any(token.is_word for token in self.document.tokens[last.goes_on_at : first]):
            return False
        paragraphs = self.document.sentence_of(first).paragraph - last.paragraph
        return not paragraphs or (paragraphs == 1 and self._stands_alone(first, end))

    def _stands_alone(self, first: int, end: int) -> bool:
        """Whether the quotation makes whole sentences by itself."""
        closing = self.document.sentence_of(end - 1)
        return self.document.sentence_of(first).first == first and closing.end - end <= 1

    def _cue_after(self, first: int, end: int) -> tuple[Cue, Range] | None:
        """Return the cue that follows the quotation, and its speaker."""
        document, tokens = self.document, self.document.tokens
        sentence = document.sentence_of(end) if end < len(tokens) else None
        if sentence is None or sentence.paragraph != document.sentence_of(end - 1).paragraph:
            return None
        said = document.text[tokens[first].start : tokens[end - 1].end].rstrip(_CLOSERS + " ")
        new_sentence = sentence.first == end
        if new_sentence and said.endswith(".") and sentence.end - sentence.first > _TAG:
            return None
        at = end
        while at < sentence.end and (tokens[at].text in _DASHES or tokens[at].text == ","):
            at += 1
        leads_on = at > end or said.endswith((",", "?", "!", "—", "–", "-"))
        if not leads_on and document.sentence_of(first).first != first:
            return None
        while at < min(sentence.end, end + 4) and (is_adverb(tokens[at]) or tokens[at].low in ("as", "and")):
            at += 1
        for cue in self._cues_from(at, sentence.end):
            speaker = self._speaker_after_quotation(cue, at, sentence.end)
            if speaker is not None and (not new_sentence or self._ends_soon(cue, sentence.end)):
                return cue, speaker
        return None

    def _speaker_after_quotation(self, cue: Cue, at: int, end: int) -> Range | None:
        """Return the speaker of a cue in the clause that goes on at token `at` after a quotation."""
        document = self.document
        if cue.form == "according":
            return noun_phrases.after(document, cue.end, end)
        if cue.group == at:
            if cue.form not in ("past", "s", "base"):
                return None
            speaker = noun_phrases.after(document, cue.end, end)
            return speaker if speaker is not None and noun_phrases.ends_clause(document, speaker, end) else None
        speaker = noun_phrases.before(document, cue.group, at)
        if speaker is None or speaker[0] != at:
            speaker = noun_phrases.after(document, at, cue.group)
        return speaker if speaker is not None and speaker[0] - at <= 1 else None

    def _ends_soon(self, cue: Cue, end: int) -> bool:
        """Whether nothing that the cue could report follows it, so that it belongs to the quotation before."""
        following = self.document.tokens[cue.end] if cue.end < end else None
        if following is None or not following.is_word or cue.takes("hearer"):
            return True
        return following.low in words("prepositions") or following.low in words("days") or is_adverb(following)

    def _cues_from(self, at: int, end: int) -> Iterator[Cue]:
        for i in range(at, min(end, at + _FAR)):
            number = self.document.quoted[i]
            if self.document.tokens[i].text == ";" or (number >= 0 and self.document.quotations[number].words >= WHOLE):
                return
            if i in self._cues and i not in self._used:
                yield self._cues[i]

    def _end_of_phrase(self, at: int) -> int:
        """Return where a quotation would go on after a cue's phrase: its sentence's end, or a comma and a quotation."""
        tokens = self.document.tokens
        sentence = self.document.sentence_of(at - 1)
        first = at
        while at < sentence.end and self.document.quoted[at] < 0:
            at += 1
        if at == sentence.end:
            return at
        interrupted = any(i in self._cues for i in range(first, at))
        return at if not tokens[at - 1].is_word and not interrupted else -1

    def _lead(self, first: int) -> list[Stretch]:
        """Return the words of its sentence that a quotation goes on with: The plan “is dead on arrival,” she said."""
        document, tokens = self.document, self.document.tokens
        start = document.sentence_of(first).first
        while start < first and (tokens[start].low in ("but", "and", "so") or not tokens[start].is_word):
            start += 1
        clear = first - start <= _FAR and all(
            document.quoted[i] < 0 and i not in self._cues for i in range(start, first)
        )
        if start == first or not clear or not tokens[first - 1].is_word:
            return []
        return [document.stretch(start, first)]

    def _cue_before(self, first: int, end: int) -> Cue | None:
        """Return the cue that leads to the quotation: "she said, “…”", "he declared:" and a new paragraph."""
        document, tokens = self.document, self.document.tokens
        mark = tokens[first - 1].text if first else ""
        sentence = document.sentence_of(first)
        if sentence.first == first:
            if mark != ":":
                return None
            sentence = document.sentence_of(first - 1)
        at_end = end >= document.sentence_of(end - 1).end - 1
        if mark not in (",", ":"):
            cue = self._cues.get(self._word_before(first))
            return cue if cue is not None and cue.end == first and at_end and cue.verb not in self._used else None
        for i in range(first - 2, max(sentence.first, first - _FAR) - 1, -1):
            if document.quoted[i] >= 0 or (mark == "," and (tokens[i].low in ("to", "that") or self._comma(i, first))):
                return None
            cue = self._cues.get(i)
            if cue is not None and i not in self._used:
                return cue if not cue.weak or cue.end == first - 1 else None
        return None

    def _cue_right_before(self, first: int) -> Cue | None:
        """Return a cue that only a comma parts from the quotation, so that a cue after it tells who heard it said."""
        if (
            not first
            or self.document.tokens[first - 1].text != ","
            or self.document.sentence_of(first).first >= first - 1
        ):
            return None
        cue = self._cues.get(self._word_before(first - 1))
        return cue if cue is not None and cue.verb not in self._used and not cue.weak else None

    def _comma(self, i: int, first: int) -> bool:
        """Whether a comma at `i` shuts a cue before it off from a quotation; one around "however" does not."""
        return self.document.tokens[i].text == "," and i < first - 4

    def _is_name(self, i: int, first: int) -> bool:
        """Whether the token is a name: it has a capital inside sentences too, or it alone leads to the quotation."""
        token = self.document.tokens[i]
        alone = i == first - 2 and token.capital and token.low not in words("no_names")
        return token.text in self._proper or alone

    def _speaker_before(self, cue: Cue) -> Range | None:
        """Return the speaker of a cue that stands before its quotation."""
        document, low = self.document, self.document.sentence_of(cue.verb).first
        if cue.group == low or cue.form == "according":
            return noun_phrases.after(document, cue.end, document.sentence_of(cue.verb).end)
        if cue.form == "ing" and cue.group == cue.verb:
            verbs = [i for i in range(low, cue.verb) if i in self._cues and self._cues[i].form in ("past", "s", "base")]
            earlier = noun_phrases.before(document, self._cues[verbs[0]].group, low) if verbs else None
            return earlier or noun_phrases.subject(document, cue.group, low)
        return noun_phrases.before(document, cue.group, low) or noun_phrases.subject(document, cue.group, low)

    def _word_before(self, first: int) -> int:
        """Return the verb token of a cue that ends just before `first` ("put it “…”"), or -1."""
        return next((i for i in range(first - 1, first - 4, -1) if i in self._cues and self._cues[i].end == first), -1)

    def _introduced_by(self, first: int) -> Range | None:
        """Return who stands before a colon that leads to the quotation: a name right there, else the subject."""
        document, tokens = self.document, self.document.tokens
        if not first or tokens[first - 1].text != ":":
            return None
        sentence = document.sentence_of(first - 1)
        for phrase in (
            noun_phrases.before(document, first - 1, sentence.first),
            noun_phrases.subject(document, first - 1, sentence.first),
        ):
            if phrase is not None and self._is_name(phrase[1] - 1, first):
                return phrase
        return None


def is_title(document: Document, quotation: Quotation) -> bool:
    """Whether the marks hold the title of a work: inside a sentence, and every long word has a capital."""
    first, end = document.range_of((quotation.start, quotation.end))
    if first >= end or document.sentence_of(first).first == first or len(quotation.pieces) > 1:
        return False
    tokens = document.tokens
    long = [token for token in tokens[first:end] if token.is_word and len(token.text) > 3]
    leads_in = tokens[first - 1].is_word and tokens[first - 1].low not in words("quote_leads")
    return leads_in and bool(long) and all(not token.text[0].islower() for token in long)
