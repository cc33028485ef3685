"""Two texts compared by their paragraphs, and changed paragraphs by their words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from briefing.model import Article, Span
from briefing.versions.folding import folded

_BREAK = re.compile(r"\n[ \t\r]*\n|\r\n|\r|\n")
_WORD = re.compile(r"\S+\s*")
_ALIKE = 0.5
"""Share of words that two paragraphs have in common, from which the one is the other, changed."""
_MANY = 60
"""Changed paragraphs in one place, up to which each is compared with each."""


class Piece(NamedTuple):
    """Some words of a changed paragraph: in both versions, only in the one before, or only in the new one."""

    where: Literal["both", "before", "after"]
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph that is new, gone or changed: its span in either version, and its words where it is in both."""

    before: Span | None
    after: Span | None
    pieces: tuple[Piece, ...] = ()


def is_same_text(before: Article, after: Article) -> bool:
    """Whether both say the same, apart from how marks and spaces are spelled and from what is not the article."""
    return [key for key, _ in _paragraphs(before)] == [key for key, _ in _paragraphs(after)]


def paragraph_changes(before: Article, after: Article) -> tuple[ParagraphChange, ...]:
    """Return the paragraphs that differ, in the order of the new text."""
    old, new = _paragraphs(before), _paragraphs(after)
    matcher = SequenceMatcher(None, [key for key, _ in old], [key for key, _ in new])
    found: list[ParagraphChange] = []
    for operation, first, past, new_first, new_past in matcher.get_opcodes():
        if operation != "equal":
            found += _changed([span for _, span in old[first:past]], [span for _, span in new[new_first:new_past]])
    return tuple(found)


def likeness(one: str, other: str) -> float:
    """Return the share of words (0 to 1) that two texts have in common, in one order."""
    return _ratio(folded(one).split(), folded(other).split())


def _ratio(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one or other else 1.0


def _paragraphs(article: Article) -> list[tuple[str, Span]]:
    """Return the paragraphs that belong to the article, each as it is compared and where it stands."""
    found: list[tuple[str, Span]] = []
    for start, end in _stretches(article.text):
        if any(span.start <= start and end <= span.end for span in article.excluded):
            continue
        key = folded(article.text[start:end])
        if key:
            found.append((key, Span.of(article.text, start, end)))
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _BREAK.finditer(text):
        yield _trimmed(text, start, found.start())
        start = found.end()
    yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), max(start, start + len(inside.rstrip()))


def _changed(old: Sequence[Span], new: Sequence[Span]) -> Iterator[ParagraphChange]:
    """Pair old paragraphs with the new ones they have become, in order, and yield all."""
    at = 0
    for span in new:
        candidates = range(at, len(old)) if len(old) * len(new) <= _MANY**2 else range(at, min(at + 1, len(old)))
        match = next((i for i in candidates if likeness(old[i].exact, span.exact) >= _ALIKE), None)
        if match is None:
            yield ParagraphChange(None, span)
            continue
        yield from (ParagraphChange(gone, None) for gone in old[at:match])
        yield ParagraphChange(old[match], span, tuple(_pieces(old[match].exact, span.exact)))
        at = match + 1
    yield from (ParagraphChange(gone, None) for gone in old[at:])


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = SequenceMatcher(None, [folded(word) for word in old], [folded(word) for word in new], autojunk=False)
    for operation, first, past, new_first, new_past in matcher.get_opcodes():
        if operation == "equal":
            yield Piece("both", "".join(new[new_first:new_past]))
            continue
        if past > first:
            yield Piece("before", "".join(old[first:past]))
        if new_past > new_first:
            yield Piece("after", "".join(new[new_first:new_past]))
