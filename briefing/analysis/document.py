"""An article's text, read: its tokens, sentences, paragraphs and quotations. What every later step works on."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefing.analysis.quotations import Quotation, quotations
from briefing.analysis.sentences import paragraphs, sentences
from briefing.analysis.tokens import Token, tokenise
from briefing.model import Span

Stretch = tuple[int, int]
"""A stretch of the text as (start, end), in code points."""


class Sentence(NamedTuple):
    """A sentence as indices into the document's tokens: `first` up to and without `end`, in paragraph `paragraph`."""

    first: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what it is made of. `quoted[i]` is the index of the quotation token `i` stands in, or -1."""

    text: str
    paragraphs: tuple[Stretch, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    quoted: tuple[int, ...]
    _firsts: tuple[int, ...]
    _starts: tuple[int, ...]

    def sentence_of(self, token: int) -> Sentence:
        """Return the sentence that token `token` stands in."""
        return self.sentences[bisect_right(self._firsts, token) - 1]

    def opens_paragraph(self, token: int) -> bool:
        """Whether a paragraph, or what goes on after something excluded, begins with token `token`."""
        sentence = self.sentence_of(token)
        return sentence.first == token and (token == 0 or self.sentence_of(token - 1).paragraph != sentence.paragraph)

    def token_at(self, offset: int) -> int:
        """Return the index of the last token that starts at or before `offset`; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def stretch(self, first: int, end: int) -> Stretch:
        """Return the stretch from token `first` up to and without token `end`."""
        return self.tokens[first].start, self.tokens[end - 1].end

    def line(self, first: int, end: int) -> str:
        """Return the text of tokens `first` to `end` on one line."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[end - 1].end].split())

    def range_of(self, stretch: Stretch) -> tuple[int, int]:
        """Return the tokens of a stretch, as (first, past the last)."""
        first = self.token_at(stretch[0])
        if first < 0 or self.tokens[first].end <= stretch[0]:
            first += 1
        return first, self.token_at(stretch[1] - 1) + 1


def read(text: str, excluded: Iterable[Span] = ()) -> Document:
    """Return the document of `text`, without what is `excluded` from the analysis."""
    blocks = list(_without(paragraphs(text), sorted((span.start, span.end) for span in excluded)))
    quotes = quotations(text, blocks)
    tokens: list[Token] = []
    found: list[Sentence] = []
    for number, (start, end) in enumerate(blocks):
        offset = len(tokens)
        block = tokenise(text, start, end)
        tokens += block
        found += [Sentence(offset + first, offset + past, number) for first, past in sentences(block)]
    return Document(
        text=text,
        paragraphs=tuple(blocks),
        tokens=tuple(tokens),
        sentences=tuple(found),
        quotations=tuple(quotes),
        quoted=tuple(_quoted(tokens, quotes)),
        _firsts=tuple(sentence.first for sentence in found),
        _starts=tuple(token.start for token in tokens),
    )


def _without(blocks: Iterable[Stretch], excluded: list[Stretch]) -> Iterator[Stretch]:
    at = 0
    for start, end in blocks:
        while at < len(excluded) and excluded[at][1] <= start:
            at += 1
        position = start
        i = at
        while i < len(excluded) and excluded[i][0] < end:
            if excluded[i][0] > position:
                yield position, excluded[i][0]
            position = max(position, excluded[i][1])
            i += 1
        if position < end:
            yield position, end


def _quoted(tokens: list[Token], quotes: list[Quotation]) -> Iterator[int]:
    pieces = [(start, end, number) for number, quote in enumerate(quotes) for start, end in quote.pieces]
    at = 0
    for token in tokens:
        while at < len(pieces) and pieces[at][1] <= token.start:
            at += 1
        inside = at < len(pieces) and pieces[at][0] <= token.start
        yield pieces[at][2] if inside else -1


_TURN = re.compile(r"^[ \t]*(?:[QA]|[A-Z][A-Z.’' -]{2,30}|[A-Z][\w.’' -]{2,30}):", re.MULTILINE)
"""The turn of a speaker in a transcript: "Q:", "SMITH:", "Ada Smith:"."""
_TURNS = 4


def is_transcript(text: str) -> bool:
    """Whether a text is one of speakers who take turns."""
    return len(_TURN.findall(text)) >= _TURNS
