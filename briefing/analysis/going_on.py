"""Quotations that no cue claims: more of the statement before, the same speaker going on, or nobody's."""

from bisect import bisect_right, insort
from collections.abc import Sequence

from briefing.analysis import cues, noun_phrases
from briefing.analysis.attribution import Attribution
from briefing.analysis.cues import Cue
from briefing.analysis.document import Document, Stretch
from briefing.analysis.lexicon import words
from briefing.analysis.noun_phrases import Range
from briefing.analysis.quotations import WHOLE, Quotation
from briefing.model import Origin

LONG = 10
"""Words of a quotation inside a sentence from which on it is shown without a cue: fewer are a title or a slogan."""
_NOBODY = frozenset({"it", "this", "that", "these", "those", "here", "there"})
_NEAR = 10
"""Words after a quotation in which its cue stands, at most: “…,” a voice in the film says."""
SAID, SAME_SPEAKER, INTRODUCED, NOBODY = 0.75, 0.35, 0.3, 0.15
"""Confidence of a quotation with a cue beside it, of one that goes on with the speaker before, of one whose speaker is
the subject of the sentence around or before it, and of one that has none: how often they were right in the training
articles (6 of 8, 3 of 9, 6 of 18, 0 of 14, where the words themselves were a quotation in 6)."""


def completed(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions and, of the quotations in none, those that are shown, in the order of content.

    Shown are whole sentences of `WHOLE` words and more, those with a cue beside them, and others of `LONG` words.
    """
    made = list(found)
    by_end = sorted((_end(one), number) for number, one in enumerate(made))

    def add(one: Attribution) -> None:
        insort(by_end, (_end(one), len(made)))
        made.append(one)

    covered = sorted(piece for one in made for piece in one.content)
    at = reach = 0
    for quotation in document.quotations:
        while at < len(covered) and covered[at][0] < quotation.end:
            reach = max(reach, covered[at][1])
            at += 1
        if quotation.words < WHOLE or reach > quotation.start or _is_title(document, quotation):
            continue
        last = bisect_right(by_end, (quotation.start, len(made))) - 1
        before = made[by_end[last][1]] if last >= 0 else None
        if before is not None and _follows(document, before, quotation):
            number = by_end.pop(last)[1]
            made[number] = before._replace(content=before.content + quotation.pieces)
            insort(by_end, (_end(made[number]), number))
        elif (said := _said_beside(document, quotation) or _announced(document, quotation)) is not None:
            add(said)
        elif not _stands_alone(document, quotation):
            if quotation.words >= LONG:
                add(_introduced(quotation, _subject(document, quotation)))
        elif before is not None and before.speaker is not None and _goes_on(document, before, quotation):
            add(Attribution(quotation.pieces, None, before.speaker, SAME_SPEAKER, Origin.RULE))
        else:
            add(_introduced(quotation, _introduced_by(document, quotation)))
    return sorted(made, key=_order)


def alone(document: Document) -> list[Attribution]:
    """Return what quotation marks prove by themselves, in any language: the quotations, and nobody who said them."""
    quotations = (q for q in document.quotations if q.words >= WHOLE and not _is_title(document, q))
    return [Attribution(quotation.pieces, None, None, NOBODY, Origin.RULE) for quotation in quotations]


def _order(one: Attribution) -> tuple[tuple[int, int], int, tuple[int, int]]:
    return one.content[0], one.content[-1][1], one.cue or (0, 0)


def _end(one: Attribution) -> int:
    return max(end for _, end in (*one.content, one.cue or (0, 0), one.speaker or (0, 0)))


def _follows(document: Document, before: Attribution, quotation: Quotation) -> bool:
    """Whether only marks stand between a statement with a quotation, or a colon after one, and the next quotation."""
    first, past = document.token_at(_end(before) - 1) + 1, document.range_of(quotation.pieces[0])[0]
    between = document.tokens[first:past]
    if any(token.is_word for token in between):
        return False
    if not _is_quoted(document, before) and not any(token.text == ":" for token in between):
        return False
    return first > 0 and document.sentence_of(first - 1).paragraph == document.sentence_of(past).paragraph


def _introduced(quotation: Quotation, who: Stretch | None) -> Attribution:
    return Attribution(quotation.pieces, None, who, NOBODY if who is None else INTRODUCED, Origin.RULE)


def _said_beside(document: Document, quotation: Quotation) -> Attribution | None:
    """Return what a cue beside the quotation makes of it: “…,” a voice in the film says; A voice says: “…”."""
    first, past = document.range_of((quotation.start, quotation.end))
    begins, ends = document.sentence_of(first).first, document.sentence_of(past - 1).end
    for at in range(past + 1, min(ends, past + _NEAR)):
        if not document.tokens[at - 1].is_word:
            break
        if (cue := _cue(document, at)) is not None and cue.group > past:
            return _said(document, quotation, cue, (past, cue.group))
    at = first - 1 if first > begins and document.tokens[first - 1].is_word else first - 2
    cue = _cue(document, at) if at > begins else None
    who = noun_phrases.before(document, cue.group, begins) if cue is not None else None
    return _said(document, quotation, cue, who) if cue is not None and who is not None else None


def _announced(document: Document, quotation: Quotation) -> Attribution | None:
    """Return what the colon at the end of the paragraph before makes of it: The paper responded: “…”."""
    first = document.range_of(quotation.pieces[0])[0]
    if not first or not document.opens_paragraph(first) or document.tokens[first - 1].text != ":":
        return None
    begins = document.sentence_of(first - 1).first
    cue = next((found for at in (first - 2, first - 3) if at > begins and (found := _cue(document, at))), None)
    if cue is None:
        return None
    who = noun_phrases.before(document, cue.group, begins) or noun_phrases.subject(document, cue.group, begins)
    return _said(document, quotation, cue, who) if who is not None else None


def _cue(document: Document, at: int) -> Cue | None:
    cue = cues.at(document, at, at + 1)
    return cue if cue is not None and (cue.takes("quote") or cue.takes("clause")) else None


def _said(document: Document, quotation: Quotation, cue: Cue, who: Range) -> Attribution:
    how, speaker = document.stretch(cue.first, cue.end), document.stretch(*who)
    return Attribution(quotation.pieces, how, speaker, SAID, Origin.RULE)


def _goes_on(document: Document, before: Attribution, quotation: Quotation) -> bool:
    """Whether the statement before is of the same paragraph, or a quotation and of the paragraph before."""
    here = document.sentence_of(document.range_of(quotation.pieces[0])[0]).paragraph
    there = document.sentence_of(document.token_at(_end(before) - 1)).paragraph
    return here == there or (here == there + 1 and _is_quoted(document, before))


def _is_quoted(document: Document, one: Attribution) -> bool:
    return any(document.quoted[i] >= 0 for piece in one.content for i in range(*document.range_of(piece)))


def _subject(document: Document, quotation: Quotation) -> Stretch | None:
    """Return the subject of the sentence that the quotation is a part of: the group is “confident that …”."""
    first = document.range_of(quotation.pieces[0])[0]
    who = noun_phrases.subject(document, first, document.sentence_of(first).first)
    return document.stretch(*who) if who is not None and document.tokens[who[0]].low not in _NOBODY else None


def _introduced_by(document: Document, quotation: Quotation) -> Stretch | None:
    """Return the subject of a sentence that is a paragraph of its own before: "Howard went on with his remarks."."""
    first = document.range_of(quotation.pieces[0])[0]
    here = document.sentence_of(first)
    if not here.first:
        return None
    before = document.sentence_of(here.first - 1)
    alone = before.paragraph == here.paragraph - 1 and document.opens_paragraph(before.first)
    end = before.end - (not document.tokens[before.end - 1].is_word)
    who = noun_phrases.subject(document, end, before.first) if alone else None
    return document.stretch(*who) if who is not None and document.tokens[who[0]].low not in _NOBODY else None


def _stands_alone(document: Document, quotation: Quotation) -> bool:
    """Whether the quotation makes whole sentences by itself."""
    first, end = document.range_of((quotation.start, quotation.end))
    closing = document.sentence_of(end - 1)
    return document.sentence_of(first).first == first and closing.end - end <= 1


def _is_title(document: Document, quotation: Quotation) -> bool:
    """Whether the marks hold the title of a work: inside a sentence, and every long word has a capital."""
    first, end = document.range_of((quotation.start, quotation.end))
    if first >= end or document.sentence_of(first).first == first or len(quotation.pieces) > 1:
        return False
    tokens = document.tokens
    long = [token for token in tokens[first:end] if token.is_word and len(token.text) > 3]
    leads_in = tokens[first - 1].is_word and tokens[first - 1].low not in words("quote_leads")
    return leads_in and bool(long) and all(not token.text[0].islower() for token in long)
