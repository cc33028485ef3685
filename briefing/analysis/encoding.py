"""The encoder's input: a document as windows of pieces, each with its case and whether it stands in quotation marks."""

from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from briefing.analysis.document import Document
from briefing.analysis.quotations import WHOLE
from briefing.analysis.wordpiece import WordPiece

MOST = 320
"""Pieces of a window, the three kinds of separators included."""
CONTEXT = 0
"""Pieces of the paragraphs before, at most, that a window begins with without asking about them."""

LOWER, TITLE, UPPER, DIGIT, OTHER = range(5)
OUTSIDE, QUOTED, SCARE = range(3)

NOWHERE = -1


class Block(NamedTuple):
    """A paragraph, or a part of one too long for a window: numbers of pieces with their cases, marks and places."""

    numbers: list[int]
    cases: list[int]
    marks: list[int]
    starts: list[int]
    ends: list[int]


class Window(NamedTuple):
    """What the encoder reads at once.

    `starts` and `ends` are each piece's place in the text, `NOWHERE` for separators. Before `own` the pieces are
    context, which another window is asked about.
    """

    numbers: list[int]
    cases: list[int]
    marks: list[int]
    starts: list[int]
    ends: list[int]
    own: int


def blocks(document: Document, wordpiece: WordPiece, most: int = MOST) -> list[Block]:
    """Return the document's paragraphs as blocks that fit into a window of `most` pieces."""
    quoted = _Quoted(document)
    begins = {document.tokens[sentence.first].start for sentence in document.sentences}
    found: list[Block] = []
    for start, end in document.paragraphs:
        block = Block([], [], [], [], [])
        for number, first, past in wordpiece.pieces(document.text, start, end):
            block.numbers.append(number)
            block.cases.append(_case(document.text[first:past]))
            block.marks.append(quoted.at(first))
            block.starts.append(first)
            block.ends.append(past)
        if block.numbers:
            found += _cut(block, begins, most - 2) if len(block.numbers) > most - 2 else [block]
    return found


def windows(parts: Sequence[Block], wordpiece: WordPiece, most: int = MOST, context: int = CONTEXT) -> Iterator[Window]:
    """Yield windows that together hold each block once as their own, in order."""
    at = 0
    while at < len(parts):
        past, size = at + 1, 1 + len(parts[at].numbers) + 1
        while past < len(parts) and size + len(parts[past].numbers) + 1 <= most:
            size += len(parts[past].numbers) + 1
            past += 1
        first, before = at, 0
        while first and before + len(parts[first - 1].numbers) + 1 <= min(context, most - size):
            first -= 1
            before += len(parts[first].numbers) + 1
        yield window(parts[first:past], at - first, wordpiece)
        at = past


def window(parts: Sequence[Block], before: int, wordpiece: WordPiece) -> Window:
    """Return the window of `parts`, of which the first `before` are context."""
    made = Window([wordpiece.first], [OTHER], [OUTSIDE], [NOWHERE], [NOWHERE], 0)
    own = 1
    for number, block in enumerate(parts):
        if number == before:
            own = len(made.numbers)
        made.numbers.extend([*block.numbers, wordpiece.separator])
        made.cases.extend([*block.cases, OTHER])
        made.marks.extend([*block.marks, OUTSIDE])
        made.starts.extend([*block.starts, NOWHERE])
        made.ends.extend([*block.ends, NOWHERE])
    return made._replace(own=own)


def _case(piece: str) -> int:
    if piece.islower():
        return LOWER
    if piece[0].isupper():
        return UPPER if len(piece) > 1 and piece.isupper() else TITLE
    return DIGIT if piece[0].isdigit() else OTHER


class _Quoted:
    """Tells, of ascending places in a text, whether they stand in quotation marks."""

    def __init__(self, document: Document) -> None:
        self._pieces = [
            (start, end, QUOTED if quotation.words >= WHOLE else SCARE)
            for quotation in document.quotations
            for start, end in quotation.pieces
        ]
        self._at = 0

    def at(self, place: int) -> int:
        """Return OUTSIDE, QUOTED or SCARE."""
        pieces = self._pieces
        while self._at < len(pieces) and pieces[self._at][1] <= place:
            self._at += 1
        return pieces[self._at][2] if self._at < len(pieces) and pieces[self._at][0] <= place else OUTSIDE


def _cut(block: Block, begins: Set[int], most: int) -> Iterator[Block]:
    """Cut a long block, best where a sentence begins in the second half of what fits."""
    at = 0
    while at < len(block.numbers):
        past = min(at + most, len(block.numbers))
        if past < len(block.numbers):
            past = next((i for i in range(past, at + most // 2, -1) if block.starts[i] in begins), past)
        yield Block(*(values[at:past] for values in block))
        at = past
