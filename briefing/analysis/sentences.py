"""Paragraphs and sentences: where one ends and the next begins."""

import re
from collections.abc import Iterator, Sequence

from briefing.analysis.lexicon import words
from briefing.analysis.tokens import Token

_BLANK_LINE = re.compile(r"(?:\r\n?|\n)(?<!\r(?=\n))[^\S\r\n]*[\r\n]\s*")
_LINE_END = re.compile(r"\s*[\r\n]\s*")
_ENDS = frozenset({".", "!", "?", "…"})
_DASHES = frozenset({"—", "–", "--"})
_CLOSERS = frozenset("\"'”’»›)]}") | {"''", "’’"}
_OPENERS = frozenset("\"'“‘«‹„‚([{¿¡") | {"''", "``", "‘‘"}


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs of `text` stand, as (start, end) without the white space around them.

    Blank lines separate paragraphs; in a text without a blank line each line is one.
    """
    body = text.strip()
    offset = len(text) - len(text.lstrip())
    separator = _BLANK_LINE if _BLANK_LINE.search(body) else _LINE_END
    found: list[tuple[int, int]] = []
    start = 0
    for match in separator.finditer(body):
        if match.start() > start:
            found.append((offset + start, offset + match.start()))
        start = match.end()
    if start < len(body):
        found.append((offset + start, offset + len(body)))
    return found


LONGEST = 250
"""The most tokens of a sentence: a text without stops is cut there, so that what is done per sentence stays linear."""


def sentences(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of one paragraph as (first, past the last) indices into its tokens.

    A quoted question that its clause goes on from ("What?" he asked) ends no sentence; a full stop inside
    closing marks does.
    """
    first = _dateline(tokens)
    if first:
        yield 0, first
    for i in range(first, len(tokens) - 1):
        if i - first >= LONGEST:
            yield first, i
            first = i
        if i >= first and _ends_at(tokens, i):
            end = i + 1
            while end < len(tokens) and tokens[end].text in _CLOSERS and tokens[end].start == tokens[end - 1].end:
                end += 1
            if end < len(tokens) and _begins_at(tokens, end, tokens[i]):
                yield first, end
                first = end
    if first < len(tokens):
        yield first, len(tokens)


def _dateline(tokens: Sequence[Token]) -> int:
    """Return how many tokens at the start are a dateline: "PARIS, Texas (AP) —"; 0 where there is none."""
    for i, token in enumerate(tokens[:14]):
        if token.text in _DASHES:
            place = tokens[0].is_word and len(tokens[0].text) > 2 and tokens[0].text.isupper()
            return i + 1 if place and i + 1 < len(tokens) else 0
        if token.is_word and token.text[0].islower():
            return 0
    return 0


def _ends_at(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.text[0] in "…." and not token.is_word:
        return True
    return token.text in _ENDS or (token.is_word and token.text[-1] == ".")


def _begins_at(tokens: Sequence[Token], i: int, ending: Token) -> bool:
    """Whether a sentence begins at token `i`, the one before having ended with the token `ending`."""
    token = tokens[i]
    if token.start == tokens[i - 1].end and not token.is_word and token.text not in _OPENERS:
        return False
    after_mark = i
    while after_mark < len(tokens) - 1 and tokens[after_mark].text in _OPENERS:
        after_mark += 1
    first = tokens[after_mark]
    if ending.is_word:  # an abbreviation: only before a word that begins sentences and no name
        return first.capital and first.low in words("starters") and ending.low not in words("titles")
    return not (first.is_word and first.text[0].islower())
