"""Quotations and who said them: the cue after, before or between, the same speaker going on."""

import re
from collections.abc import Sequence

from briefing.analysis import noun_phrases
from briefing.analysis.attributions import Attribution
from briefing.analysis.cues import Cue, is_adverb
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words

WHOLE = 4
"""The fewest words inside marks that make a quotation without a cue beside it; fewer are scare quotes."""

_FAR = 30  # tokens between a quotation and its cue, at most: appositions can be long
_PLAIN_END = re.compile(r"[.][\"'”’»]*$")


class _Reading:
    """One pass over a document's quotations, in order."""

    def __init__(self, document: Document, cues: Sequence[Cue]) -> None:
        self.document = document
        self.starts = {cue.first: cue for cue in cues} | {cue.verb: cue for cue in cues}
        self.used: set[int] = set()
        self.found: list[Attribution] = []
        self.content: list[list[Stretch]] = []
        self.last_end = -1  # the token after the last statement's quotation or cue phrase
        self.last_paragraph = -9

    def run(self) -> None:
        document = self.document
        for number, quote in enumerate(document.quotations):
            first, end = document.range_of((quote.start, quote.end))
            if first >= end:
                continue
            pieces = list(quote.pieces)
            paragraph = document.sentence_of(first).paragraph
            after = self._after(first, end)
            if after is None and self._continues(first, number):
                self.content[-1] += pieces
                self.last_end = end
            elif after is not None:
                cue, speaker, past = after
                self._add(pieces, cue, speaker, past)
            elif (introduced := self._before(first, end)) is not None:
                cue, speaker = introduced
                self._add(pieces, cue, speaker, end)
            elif (
                quote.words >= WHOLE and self._alone(first, end) and paragraph - self.last_paragraph <= 1 and self.found
            ):
                self._add(pieces, None, self.found[-1].speaker, end)
            else:
                continue
            self.last_paragraph = document.sentence_of(end - 1).paragraph

    def _add(self, pieces: list[Stretch], cue: Cue | None, speaker: Stretch | None, past: int) -> None:
        stretch = None
        if cue is not None:
            self.used.add(cue.verb)
            stretch = self.document.stretch(cue.first, cue.end)
        self.found.append(Attribution((), stretch, speaker, 0.9 if cue and speaker else 0.6))
        self.content.append(pieces)
        self.last_end = past

    def _continues(self, first: int, number: int) -> bool:
        """Whether the quotation goes on with the last statement: only stops and commas lie between."""
        if not self.found or self.last_end < 0 or self.document.sentence_of(first).paragraph != self.last_paragraph:
            return False
        between = self.document.tokens[self.last_end : first]
        return len(between) <= 2 and all(not token.is_word for token in between)

    def _alone(self, first: int, end: int) -> bool:
        """Whether the quotation makes whole sentences by itself."""
        begins = self.document.sentence_of(first).first == first
        closing = self.document.sentence_of(end - 1)
        return begins and closing.end - end <= 1

    def _after(self, first: int, end: int) -> tuple[Cue, Stretch | None, int] | None:
        """Return the cue that follows the quotation, its speaker, and the token after the cue's phrase."""
        document, tokens = self.document, self.document.tokens
        if end >= len(tokens) or document.sentence_of(end).paragraph != document.sentence_of(end - 1).paragraph:
            return None
        closing = document.text[tokens[first].start : tokens[end - 1].end][-4:]
        sentence = document.sentence_of(end)
        starts_sentence = sentence.first == end
        if _PLAIN_END.search(closing) and starts_sentence:
            return None
        at = end
        while at < sentence.end and tokens[at].text in (",", "—", "–", "--", "-"):
            at += 1
        comma = at > end or bool(re.search(r"[,?!—–-][\"'”’»]*$", closing))
        if not comma and not self._clause_of_its_own(first, sentence.first):
            return None
        while at < sentence.end and (is_adverb(tokens[at]) or tokens[at].low in ("as", "and")) and at < end + 4:
            at += 1
        cue = self._next_cue(at, sentence.end)
        if cue is None or cue.verb in self.used:
            return None
        if cue.form == "according":
            speaker = noun_phrases.after(document, cue.end, sentence.end)
        elif cue.first == at or all(is_adverb(tokens[k]) for k in range(at, cue.first)):
            if not cue.takes("quote"):
                return None
            speaker = noun_phrases.after(document, cue.end, sentence.end)
        else:
            if not cue.takes("quote"):
                return None
            speaker = noun_phrases.before(document, _verb_group(document, cue, at), at)
            if speaker is None or not self._begins_at(speaker, at):
                return None
            if starts_sentence and not self._ends_soon(cue, sentence.end):
                return None
        if speaker is None:
            return None
        past = self._phrase_end(max(cue.end, speaker[1]), sentence.end)
        return cue, document.stretch(*speaker), past

    def _begins_at(self, speaker: tuple[int, int], at: int) -> bool:
        """Whether the speaker's phrase begins where the quotation's clause goes on, or after a short adverbial."""
        between = self.document.tokens[at : speaker[0]]
        return not between or (
            len(between) <= 3 and not any(self.document.quoted[k] >= 0 for k in range(at, speaker[0]))
        )

    def _clause_of_its_own(self, first: int, sentence_first: int) -> bool:
        return first == sentence_first

    def _ends_soon(self, cue: Cue, end: int) -> bool:
        following = self.document.tokens[cue.end] if cue.end < end else None
        return (
            following is None or not following.is_word or following.low in words("prepositions") or is_adverb(following)
        )

    def _next_cue(self, at: int, end: int) -> Cue | None:
        for i in range(at, min(end, at + _FAR)):
            if self.document.quoted[i] >= 0:
                return None
            if (cue := self.starts.get(i)) is not None and (cue.takes("quote") or cue.form == "according"):
                return cue
        return None

    def _phrase_end(self, at: int, end: int) -> int:
        """Return where the words around the cue end: at the next quotation, or with the sentence."""
        while at < end and self.document.quoted[at] < 0:
            at += 1
        while at > 0 and at <= end and self.document.tokens[at - 1].text in (",", ".", ":", "—"):
            at -= 1
        return at

    def _before(self, first: int, end: int) -> tuple[Cue, Stretch | None] | None:
        """Return the cue that leads to the quotation: "she said, “…”", "he declared:" and a new paragraph."""
        document, tokens = self.document, self.document.tokens
        if first == 0:
            return None
        mark = tokens[first - 1].text
        sentence = document.sentence_of(first)
        if sentence.first == first:
            if mark != ":":
                return None
            sentence = document.sentence_of(first - 1)
        if mark not in (",", ":") and not (self.starts_with_cue(first)):
            return None
        for i in range(first - 1, max(sentence.first, first - _FAR) - 1, -1):
            if document.quoted[i] >= 0:
                return None
            cue = self.starts.get(i)
            if cue is None or not cue.takes("quote") or cue.verb in self.used or i != cue.verb:
                if mark == "," and i < first - 1 and tokens[i].text == ",":
                    return None
                continue
            return cue, _speaker_before(document, cue, sentence.first)
        return None

    def starts_with_cue(self, first: int) -> bool:
        """Whether the token before the quotation is itself a cue for one: he said “…”."""
        cue = self.starts.get(first - 1)
        return cue is not None and cue.takes("quote") and cue.end == first and "quoted" not in cue.entry.frames


def _verb_group(document: Document, cue: Cue, low: int) -> int:
    """Return the first token of the verb with the adverbs before it."""
    i = cue.first
    while i > low and is_adverb(document.tokens[i - 1]):
        i -= 1
    return i


def _speaker_before(document: Document, cue: Cue, low: int) -> Stretch | None:
    group = _verb_group(document, cue, low)
    phrase = None if cue.form == "ing" and cue.first == cue.verb else noun_phrases.before(document, group, low)
    if phrase is None:
        phrase = noun_phrases.subject(document, group, low)
    return document.stretch(*phrase) if phrase else None


def attribute(document: Document, cues: Sequence[Cue]) -> tuple[list[Attribution], set[int]]:
    """Return the attributions of the quotations that have a cue or go on with a speaker, and the verbs they used."""
    reading = _Reading(document, cues)
    reading.run()
    done = [
        Attribution(tuple(pieces), a.cue, a.speaker, a.confidence)
        for a, pieces in zip(reading.found, reading.content, strict=True)
    ]
    return done, reading.used


def unattributed(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the quotations of `WHOLE` words and more that lie in no attribution's content, without a speaker."""
    covered = sorted(piece for a in found for piece in a.content)
    left: list[Attribution] = []
    at = 0
    for quote in document.quotations:
        while at < len(covered) and covered[at][1] <= quote.start:
            at += 1
        inside = at < len(covered) and covered[at][0] < quote.end
        if quote.words >= WHOLE and not inside and not _is_title(document, quote.start, quote.end):
            left.append(Attribution(quote.pieces, None, None, 0.4))
    return left


def _is_title(document: Document, start: int, end: int) -> bool:
    """Whether what stands in the marks is the title of a work: every long word has a capital."""
    first, past = document.range_of((start, end))
    long = [token for token in document.tokens[first:past] if token.is_word and len(token.text) > 3]
    return bool(long) and all(not token.text[0].islower() for token in long)
