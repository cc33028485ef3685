"""Statements in the article's own words: what a cue reports, before, after or around it, and whose it is."""

from collections.abc import Sequence

from briefing.analysis import noun_phrases
from briefing.analysis.attributions import Attribution, overlap, without
from briefing.analysis.cues import Cue, is_adverb
from briefing.analysis.document import Document, Sentence, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.noun_phrases import Range

_STOPS = frozenset({".", ",", ";", ":", "—", "–", "--", "-", "?", "!", ")"})


def attribute(document: Document, cues: Sequence[Cue]) -> list[Attribution]:
    """Return the attributions that the cues make with the clauses around them."""
    found: list[Attribution] = []
    for n, cue in enumerate(cues):
        sentence = document.sentence_of(cue.verb)
        following = cues[n + 1] if n + 1 < len(cues) and cues[n + 1].verb < sentence.end else None
        earlier = cues[n - 1] if n and cues[n - 1].verb >= sentence.first else None
        one = _Clause(document, sentence, cue, earlier, following).attribution()
        if one is not None:
            found.append(one)
    return found


class _Clause:
    """One cue in its sentence."""

    def __init__(
        self, document: Document, sentence: Sentence, cue: Cue, earlier: Cue | None, following: Cue | None
    ) -> None:
        self.document = document
        self.tokens = document.tokens
        self.first, self.end = sentence.first, sentence.end
        self.cue = cue
        self.earlier = earlier
        self.following = following

    def attribution(self) -> Attribution | None:
        """Return what the cue attributes, or None where it leads to nothing."""
        if self.cue.form == "according":
            return self._according()
        speaker = self._speaker()
        inverted = self._inverted()
        if inverted is not None:
            return self._made(self._back(self.cue.first), inverted, 0.6)
        if speaker is None:
            return None
        start = self._content_start()
        if start is None:
            if self.cue.takes("clause") and self._postposed(speaker):
                return self._made(self._around(speaker), speaker, 0.6)
            return None
        end = self._content_end(start)
        return self._made([(start, end)] if start < end else [], speaker, 0.5)

    def _made(self, ranges: list[Range], speaker: Range, confidence: float) -> Attribution | None:
        document = self.document
        who = document.stretch(*speaker)
        cue = document.stretch(self.cue.first, self.cue.end)
        content = [self._snapped(document.stretch(*trimmed)) for r in ranges if (trimmed := self._trimmed(*r))]
        pieces = [self._tight(piece) for piece in without(content, [who, cue])]
        kept = tuple(piece for piece in pieces if piece[0] < piece[1])
        if not kept or overlap(who, cue):
            return None
        return Attribution(kept, cue, who, confidence)

    def _tight(self, piece: Stretch) -> Stretch:
        start, end = piece
        text = self.document.text
        while start < end and (text[start].isspace() or text[start] in ",;:"):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:"):
            end -= 1
        return start, end

    def _snapped(self, stretch: Stretch) -> Stretch:
        """Return the stretch with its edges moved out of quotations it would cut: no content runs through a mark."""
        start, end = stretch
        first, past = self.document.range_of(stretch)
        if (number := self.document.quoted[past - 1]) >= 0:
            piece = next(p for p in self.document.quotations[number].pieces if p[0] < end <= p[1] or p[0] < end)
            end = max(end, piece[1]) if piece[0] < end else end
        if (number := self.document.quoted[first]) >= 0:
            start = min(start, next(p for p in self.document.quotations[number].pieces if p[1] > start)[0])
        return start, end

    def _trimmed(self, start: int, end: int) -> Range | None:
        while start < end and self.tokens[start].text in _STOPS:
            start += 1
        while end > start and self.tokens[end - 1].text in _STOPS and self.tokens[end - 1].text != ")":
            end -= 1
        return (start, end) if start < end and any(t.is_word for t in self.tokens[start:end]) else None

    def _speaker(self) -> Range | None:
        """Return whose the cue is: the phrase before it, or the subject of its sentence."""
        cue, tokens, document = self.cue, self.tokens, self.document
        group = cue.first
        while group > self.first and (is_adverb(tokens[group - 1]) or tokens[group - 1].low in ("to", "not")):
            group -= 1
        if group == self.first:
            return None
        previous = tokens[group - 1]
        bare = cue.form == "ing" and not any(t.low in words("be") for t in tokens[group : cue.verb])
        to = any(t.low == "to" for t in tokens[group : cue.verb])
        joined = previous.low in ("and", "or", "but") or (bare and previous.text in (",", "—", "--", "–"))
        if previous.low in ("who", "which") and group - 1 > self.first:
            return group - 1, group
        if joined or to or (bare and previous.low in ("by", "while", "after", "before")):
            return self._same_subject(group)
        phrase = noun_phrases.before(document, group, self.first)
        return phrase if phrase is not None else (self._same_subject(group) if previous.low != "," else None)

    def _same_subject(self, group: int) -> Range | None:
        if self.earlier is not None and self.earlier.form != "according":
            start = _Clause(self.document, Sentence(self.first, self.end, 0), self.earlier, None, None)._speaker()
            if start is not None:
                return start
        return noun_phrases.subject(self.document, group, self.first)

    def _inverted(self) -> Range | None:
        """Return the speaker of ", said Ada Smith, a lawyer"; None where the cue is not turned round."""
        cue, tokens = self.cue, self.tokens
        if (
            not cue.takes("quote")
            or cue.form not in ("past", "s")
            or cue.first != cue.verb
            or cue.first <= self.first + 2
        ):
            return None
        if tokens[cue.first - 1].text not in (",", "—", "--"):
            return None
        speaker = noun_phrases.after(self.document, cue.end, self.end)
        if speaker is None or tokens[speaker[0]].low in ("it", "him", "her", "them"):
            return None
        past = tokens[speaker[1]] if speaker[1] < self.end else None
        ends = (
            past is None
            or past.text in (",", ".", ";", "?", "!", "—")
            or past.low in words("prepositions")
            or past.low in ("who", "whose")
        )
        return speaker if ends else None

    def _back(self, at: int) -> list[Range]:
        """Return the clause that ends before token `at`, from the sentence's beginning or an earlier cue's clause."""
        return [(self.first, at)]

    def _postposed(self, speaker: Range) -> bool:
        return speaker[0] > self.first + 1 and self.tokens[speaker[0] - 1].text in (",", "—", "--", "-", "–")

    def _around(self, speaker: Range) -> list[Range]:
        """Return what stands before "…, she said" and, where the clause goes on after it, that too."""
        ranges = [(self.first, speaker[0])]
        at = self.cue.end
        if at < self.end and self.tokens[at].text == ",":
            ranges.append((at + 1, self.end))
        return ranges

    def _content_start(self) -> int | None:
        """Return the token at which what the cue reports begins, or None where nothing follows that could be it."""
        cue, tokens = self.cue, self.tokens
        at = cue.end
        if at >= self.end:
            return None
        if cue.form == "adjective":
            return at
        if cue.takes("clause") or cue.takes("hearer"):
            clause = self._clause_start(at)
            if clause is not None:
                return clause
        if cue.takes("infinitive"):
            to = self._infinitive(at)
            if to is not None:
                return at
        if cue.takes("object") and (tokens[at].is_word or self.document.quoted[at] >= 0) and self._is_object(at):
            return at
        return None

    def _is_object(self, at: int) -> bool:
        token = self.tokens[at]
        if self.document.quoted[at] >= 0:
            return True
        if token.low in words("conjunctions") or token.low in words("auxiliaries") or is_adverb(token):
            return False
        return token.low not in words("prepositions")

    def _infinitive(self, at: int) -> int | None:
        """Return the "to" of "(allies) to stop", up to twelve tokens on and in the same clause."""
        for i in range(at, min(self.end, at + 12)):
            if self.document.quoted[i] >= 0 or self.tokens[i].text in (",", ";", ":", "—"):
                return None
            if self.tokens[i].low in ("to", "not") and i + 1 < self.end and self.tokens[i + 1].is_word:
                following = self.tokens[i + 1]
                name = (
                    following.capital
                    or following.low in words("determiners")
                    or following.low in words("object_pronouns")
                )
                return None if name else i
        return None

    def _clause_start(self, at: int) -> int | None:
        tokens, cue = self.tokens, self.cue
        if cue.takes("hearer"):
            hearer = noun_phrases.after(self.document, at, self.end)
            if hearer is None:
                return None
            at = hearer[1]
            while at < self.end and tokens[at].low in words("prepositions") and tokens[at].low != "that":
                inner = noun_phrases.after(self.document, at + 1, self.end)
                if inner is None:
                    break
                at = inner[1]
        that = next((k for k in range(at, min(self.end, at + 15)) if tokens[k].low == "that"), None)
        if that is not None and all(tokens[k].is_word and self.document.quoted[k] < 0 for k in range(at, that)):
            adverbial = (
                that == at
                or tokens[at].low in words("prepositions")
                or is_adverb(tokens[at])
                or tokens[at].low in words("times")
            )
            if adverbial:
                return that
        if at < self.end and tokens[at].low in words("days"):
            at += 1
        while at < self.end and is_adverb(tokens[at]) and tokens[at].low not in ("even", "only", "then"):
            at += 1
        if at >= self.end:
            return None
        token = tokens[at]
        if self.document.quoted[at] >= 0:
            return at
        if not token.is_word and token.text != "$":
            return None
        if token.low in words("prepositions") and token.low not in (
            "in",
            "under",
            "after",
            "with",
            "despite",
            "if",
            "by",
        ):
            return None
        if token.low in ("and", "or", "but", "as", "so", "of", "about"):
            return None
        return at if self._has_verb(at) else None

    def _has_verb(self, at: int) -> bool:
        """Whether a verb follows, so that what begins at `at` is a clause and not a thing."""
        if self.cue.verb + 1 < self.end and self.cue.entry.words[0] in ("say", "think", "believe"):
            return True
        for k in range(at, min(self.end, at + 25)):
            token = self.tokens[k]
            if token.low in words("auxiliaries") or token.low in words("irregular_verbs"):
                return True
            if token.low.endswith("ed") and not token.capital and k > at:
                return True
        return False

    def _content_end(self, start: int) -> int:
        """Return where the clause ends: with its sentence, or where another cue's clause takes over."""
        tokens, following = self.tokens, self.following
        limit = self.end
        cue = following
        if cue is None:
            return limit
        k = cue.first
        while k > start and is_adverb(tokens[k - 1]):
            k -= 1
        if k <= start:
            return limit
        previous = tokens[k - 1]
        if cue.form == "according" and previous.text in (",", "—", "("):
            return k - 1
        if cue.form == "ing" and previous.text == ",":
            return k - 1
        if previous.low in ("and", "but") and cue.form == self.cue.form:
            return k - 1 if tokens[k - 2].text != "," else k - 2
        phrase = noun_phrases.before(self.document, k, start)
        if phrase is not None and phrase[0] - 2 > start:
            joint, comma = tokens[phrase[0] - 1], tokens[phrase[0] - 2]
            if (
                joint.low in ("but", "and", "while", "though", "although", "as")
                and comma.text == ","
                and cue.takes("quote")
            ):
                return phrase[0] - 2
            if joint.text == ";":
                return phrase[0] - 1
        return limit

    def _according(self) -> Attribution | None:
        cue, tokens = self.cue, self.tokens
        phrase = noun_phrases.after(self.document, cue.end, self.end)
        if phrase is None:
            return None
        if cue.first == self.first:
            comma = next((k for k in range(phrase[1], self.end) if tokens[k].text == "," and self._main_after(k)), None)
            return self._made([(comma + 1, self.end)], phrase, 0.6) if comma is not None else None
        return self._made([(self.first, cue.first)], phrase, 0.6)

    def _main_after(self, comma: int) -> bool:
        following = self.tokens[comma + 1] if comma + 1 < self.end else None
        return following is not None and following.low not in ("a", "an", "who", "which", "whose")
