"""The lines of a document's pages become its text: paragraphs, without running heads and page numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from briefing.intake.hyphens import Hyphens
from briefing.intake.typeset import Line

# All in shares of the font size, but for what is one of a leading.
_INDENT = 0.7  # from here on a line is indented; optical margins and italics stay below
_OTHER_SIZE = 1.12
_WIDER_LEADING = 1.2  # spacing between paragraphs; what a superscript adds to a line stays below
_CENTRED = 0.4
_WORD_SPACE = 0.4  # the widest a space is set where a line is not stretched, and something for italics
_NEAR = 8  # lines whose margins tell where their column ends

_NOTES = 4  # paragraphs of notes and captions that may stand in the middle of one
_ENDING = 40  # characters in which a sentence ends, or that number a page
_EDGE = 3  # lines at the top and at the foot of a page that may be running heads
_BULLET = re.compile(r"[•▪◦‣●■○◆►–]\s")
_SENTENCE_END = re.compile(r"[.!?…:]['\"”’»)\]]*\d*$|[。！？]$")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(
    r"[\s\-–—|·(\[]*(?:page|seite|p\.)?\s*(?:\d{1,3}|[ivx]{1,6})(?:\s*(?:of|/|von|\|)\s*\d{1,3})?[\s\-–—|·)\]]*",
    re.IGNORECASE,
)


class _Placed(NamedTuple):
    page: int
    line: Line


class Paragraph(NamedTuple):
    """A paragraph and the size of its letters, in points."""

    text: str
    size: float


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of the pages, headings among them, without running heads and page numbers.

    A paragraph ends where a line is indented, where the leading widens, where the size of the letters changes, and
    where a line is so short that the next word would have stood on it. It goes on over the end of a column or page.
    """
    lines = _without_frames(pages)
    hyphens = Hyphens([line.text for _, line in lines])
    found = [
        Paragraph(hyphens.joined(line.text for line in each), median_low(line.size for line in each))
        for each in _paragraphs(lines)
    ]
    return _resumed(found, hyphens)


def _without_frames(pages: Sequence[Sequence[Line]]) -> list[_Placed]:
    """Return the lines without what frames the pages: what the document calls so, and what most pages repeat."""
    shown = [[line for line in page if not line.artifact] or list(page) for page in pages]
    edges = [_edges(page) for page in shown]
    counts = Counter(key for edge in edges for key in set(map(_frame_key, edge)))
    enough = max(2, 0.4 * sum(map(bool, shown)))
    return [
        _Placed(number, line)
        for number, (page, edge) in enumerate(zip(shown, edges, strict=True))
        for line in page
        if not (line in edge and (counts[_frame_key(line)] >= enough or _is_number(line, edge)))
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    """Return the lines at the foot and at the top of a page, the lowest first."""
    by_height = sorted(page, key=lambda line: line.base)
    return by_height if len(page) < 2 * _EDGE else [*by_height[:_EDGE], *by_height[-_EDGE:]]


def _frame_key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text.casefold()), round(line.base / max(line.size, 1.0))


def _is_number(line: Line, edge: Sequence[Line]) -> bool:
    is_outermost = len(edge) > 1 and line in (edge[0], edge[-1])
    return is_outermost and len(line.text) <= _ENDING and _NUMBERED.fullmatch(line.text) is not None


def _paragraphs(lines: Sequence[_Placed]) -> Iterable[list[Line]]:
    leadings = _leadings(lines)
    paragraph: list[Line] = []
    for at, (_, line) in enumerate(lines):
        if paragraph and _breaks(lines, at, paragraph, leadings):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _leadings(lines: Sequence[_Placed]) -> dict[int, float]:
    """Return the usual distance of two lines, by the size of their letters in half points."""
    found: dict[int, Counter[float]] = {}
    for (page, upper), (next_page, lower) in pairwise(lines):
        drop = upper.base - lower.base
        if page == next_page and _half(upper.size) == _half(lower.size) and 0.8 <= drop / upper.size <= 3:
            found.setdefault(_half(upper.size), Counter())[round(drop, 1)] += 1
    return {size: min(drops, key=lambda drop: (-drops[drop], drop)) for size, drops in found.items()}


def _half(size: float) -> int:
    return round(2 * size)


def _breaks(lines: Sequence[_Placed], at: int, paragraph: Sequence[Line], leadings: dict[int, float]) -> bool:
    """Return whether a paragraph ends before line `at`."""
    (page_before, before), (page, line) = lines[at - 1], lines[at]
    drop = before.base - line.base
    if _looks_other(before, line) or _is_short(lines, at - 1, line):
        return True
    if page != page_before or drop < 0 or min(before.right, line.right) < max(before.left, line.left):
        return _is_indented(lines, at)
    if drop > _WIDER_LEADING * leadings.get(_half(before.size), before.size * 1.2):
        return True
    if _steps_in(before, line):
        is_between = _is_indented(lines, at) and not _steps_in(before, lines[at + 1].line)
        return not _BULLET.match(before.text) and (is_between or not _are_centred([*paragraph[-3:], line]))
    if _steps_in(line, before):
        is_left = len(paragraph) > 1 and not _steps_in(paragraph[-2], before)
        return is_left and not _are_centred([*paragraph[-3:], line])
    # After a paragraph of one line: both are indented.
    return len(paragraph) == 1 and at > 1 and _is_indented(lines, at) and _steps_in(lines[at - 2].line, before)


def _looks_other(before: Line, line: Line) -> bool:
    sizes = sorted((before.size, line.size))
    is_heavier = before.font and line.font and bool(_BOLD.search(before.font)) != bool(_BOLD.search(line.font))
    return sizes[1] > _OTHER_SIZE * sizes[0] or bool(is_heavier) or _BULLET.match(line.text) is not None


def _is_short(lines: Sequence[_Placed], at: int, following: Line) -> bool:
    """Return whether line `at` ends so early that the word after it would still have stood on it."""
    page, line = lines[at]
    near = (
        other
        for other_page, other in lines[max(0, at - _NEAR) : at + _NEAR]
        if other_page == page and abs(other.left - line.left) < 4 * line.size and _half(other.size) == _half(line.size)
    )
    room = max(other.right for other in near) - line.right
    return room > following.word - following.left + _WORD_SPACE * line.size


def _is_indented(lines: Sequence[_Placed], at: int) -> bool:
    """Return whether line `at`, the first of its column, stands further in than the next."""
    if at + 1 == len(lines):
        return False
    (page, line), (next_page, below) = lines[at], lines[at + 1]
    return page == next_page and line.base > below.base and _steps_in(below, line)


def _steps_in(outer: Line, inner: Line) -> bool:
    return inner.left - outer.left > _INDENT * inner.size


def _are_centred(lines: Sequence[Line]) -> bool:
    """Return whether lines of different lengths have the same middle; those of a left margin's have not."""
    return all(
        abs(upper.left + upper.right - lower.left - lower.right) < 2 * _CENTRED * upper.size
        and abs(upper.left - lower.left) > _CENTRED * upper.size
        for upper, lower in pairwise(lines)
    )


def _resumed(paragraphs: Sequence[Paragraph], hyphens: Hyphens) -> list[Paragraph]:
    """Return the paragraphs, each that notes or captions in smaller letters interrupt in the middle made whole."""
    done: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        text, size = paragraphs[at]
        after = at + 1
        while after < len(paragraphs) and after - at <= _NOTES + 1 and paragraphs[after].size < size / _OTHER_SIZE:
            after += 1
        between = paragraphs[at + 1 : after]
        if 0 < len(between) <= _NOTES and after < len(paragraphs) and not _SENTENCE_END.search(text[-_ENDING:]):
            rest = paragraphs[after]
            if rest.text[0].islower() and rest.size < size * _OTHER_SIZE:
                done += [Paragraph(hyphens.joined([text, rest.text]), size), *between]
                at = after + 1
                continue
        done.append(paragraphs[at])
        at += 1
    return done
