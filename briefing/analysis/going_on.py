"""Quotations that no cue claims: more of the statement before, the same speaker going on, or nobody's."""

from bisect import bisect_right, insort
from collections.abc import Sequence

from briefing.analysis.attribution import Attribution
from briefing.analysis.direct import is_title
from briefing.analysis.document import Document
from briefing.analysis.quotations import WHOLE, Quotation

LONG = 10
"""Words of a quotation inside a sentence from which on it is shown without a cue: fewer are a title or a slogan."""
SAME_SPEAKER, NOBODY = 0.5, 0.3
"""Confidence of a quotation that goes on with the speaker before, and of one that has none."""


def completed(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with every quotation of `WHOLE` words and more in one, in the order of content."""
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
        if quotation.words < WHOLE or reach > quotation.start or is_title(document, quotation):
            continue
        last = bisect_right(by_end, (quotation.start, len(made))) - 1
        before = made[by_end[last][1]] if last >= 0 else None
        if before is not None and _follows(document, before, quotation):
            number = by_end.pop(last)[1]
            made[number] = before._replace(content=before.content + quotation.pieces)
            insort(by_end, (_end(made[number]), number))
        elif not _stands_alone(document, quotation):
            if quotation.words >= LONG:
                add(Attribution(quotation.pieces, None, None, NOBODY))
        elif before is not None and before.speaker is not None and _goes_on(document, before, quotation):
            add(Attribution(quotation.pieces, None, before.speaker, SAME_SPEAKER))
        else:
            add(Attribution(quotation.pieces, None, None, NOBODY))
    return sorted(made, key=_order)


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


def _goes_on(document: Document, before: Attribution, quotation: Quotation) -> bool:
    """Whether the statement before is of the same paragraph, or a quotation and of the paragraph before."""
    here = document.sentence_of(document.range_of(quotation.pieces[0])[0]).paragraph
    there = document.sentence_of(document.token_at(_end(before) - 1)).paragraph
    return here == there or (here == there + 1 and _is_quoted(document, before))


def _is_quoted(document: Document, one: Attribution) -> bool:
    return any(document.quoted[i] >= 0 for piece in one.content for i in range(*document.range_of(piece)))


def _stands_alone(document: Document, quotation: Quotation) -> bool:
    """Whether the quotation makes whole sentences by itself."""
    first, end = document.range_of((quotation.start, quotation.end))
    closing = document.sentence_of(end - 1)
    return document.sentence_of(first).first == first and closing.end - end <= 1
