"""Quotation marks: which stretches of a text stand inside them. Exact where everything else is a guess.

Curly, straight, doubled single ('', ’’), low and angle marks; single marks as outer ones (British use) and apostrophes
told apart; a quotation that runs over paragraphs, each of which opens again and only the last closes. A stray mark
costs at most its own paragraph.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

WHOLE = 4
"""The fewest words inside marks that make a quotation without a cue beside it; fewer are scare quotes."""

_MARK = re.compile(r"''|``|‘‘|’’|[\"“”„«»‘’‚']")
_DOUBLE_OPEN = frozenset({"“", "„", "«", "``", "‘‘"})
_SINGLE = frozenset({"‘", "’", "‚", "'"})
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_BEFORE_OPENING = frozenset(" \t\r\n\u00a0([{—–-/“‘\"'…") | {""}
_CLOSES = {
    "“": frozenset({"”", '"', "“", "’’"}),
    "‘‘": frozenset({"’’", "”"}),
    "„": frozenset({"“", "”", '"'}),
    "«": frozenset({"»"}),
    "``": frozenset({"''"}),
    "''": frozenset({"''"}),
    '"': frozenset({'"', "”", "’’"}),
}
_TURNED = frozenset({"“", "”", "»"})  # „German“ closes with the mark that opens elsewhere, “so do slips“
_BEFORE_SINGLE_CLOSE = frozenset(",.?!…—")


class Quotation(NamedTuple):
    """A stretch inside outermost quotation marks, marks included: one piece per paragraph it runs over.

    `pieces` are (start, end) in code points; `words` counts those inside; `closed` is False where the closing
    mark is missing.
    """

    pieces: tuple[tuple[int, int], ...]
    words: int
    closed: bool

    @property
    def start(self) -> int:
        """Where its opening mark stands."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where its last piece ends."""
        return self.pieces[-1][1]


def quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> list[Quotation]:
    """Return the outermost quotations of `text`, in order, without overlap."""
    found: list[Quotation] = []
    running: list[tuple[int, int]] = []
    inside: list[tuple[int, int]] = []
    for start, end in paragraphs:
        closed, unclosed = _in_paragraph(text, start, end)
        if running and closed and closed[0][0] == start and unclosed != start:
            found.append(_quotation(text, [*running, closed.pop(0)], closed=True))
            running = []
        elif running and unclosed == start:
            running.append((start, end))
            continue
        elif running:
            found += _never_closed(text, running, inside)
            running = []
        if unclosed is not None and _begins(text, unclosed, start):
            running = [(unclosed, end)]
            inside = [pair for pair in closed if pair[0] > unclosed]
            closed = [pair for pair in closed if pair[0] < unclosed]
        found += [_quotation(text, [pair], closed=True) for pair in closed]
    if running:
        found += _never_closed(text, running, inside)
    return found


def _never_closed(text: str, running: list[tuple[int, int]], inside: list[tuple[int, int]]) -> list[Quotation]:
    """Return what an opening mark without its end amounts to: a slip, where whole quotations come after it."""
    if inside and len(running) == 1:
        return [_quotation(text, [pair], closed=True) for pair in inside]
    return [_quotation(text, running, closed=False)]


def _begins(text: str, at: int, start: int) -> bool:
    """Whether an opening mark without its end may open a quotation: first in its paragraph, or after a mark."""
    before = text[start:at].rstrip()[-1:] if at - start < 4 else text[at - 4 : at].rstrip()[-1:]
    return not before or not before.isalnum()


def _quotation(text: str, pieces: list[tuple[int, int]], *, closed: bool) -> Quotation:
    count = sum(sum(1 for _ in _WORD.finditer(text, *piece)) for piece in pieces)
    return Quotation(tuple(pieces), count, closed)


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """Return the closed outermost quotations of one paragraph, and where an outermost one opens without an end."""
    marks = [(match.start(), match.end()) for match in _MARK.finditer(text, start, end)]
    singles = _Singles(text, start, [at for at, past in marks if text[at:past] in _SINGLE])
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    single_until = start
    for at, past in marks:
        mark = text[at:past]
        if at < single_until:
            continue
        if mark in _SINGLE:
            if not stack and (close := singles.close(at)) is not None:
                pairs.append((at, close))
                single_until = close
        elif _opens(text, at, past, start, stack[-1][1] if stack else ""):
            stack.append((at, mark))
        elif stack and mark in _CLOSES[stack[-1][1]]:
            pairs.append((stack.pop()[0], past))
    return _outermost(pairs), stack[0][0] if stack else None


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for pair in sorted(pairs, key=lambda p: (p[0], -p[1])):
        if not outer or pair[0] >= outer[-1][1]:
            outer.append(pair)
    return outer


def _opens(text: str, at: int, past: int, start: int, within: str) -> bool:
    """Whether a mark at `at`, inside the open mark `within`, opens: by its shape, or before a word after a space."""
    mark = text[at:past]
    before = text[at - 1] if at > start else " "
    after = text[past : past + 1]
    shaped = before in _BEFORE_OPENING and bool(after) and not after.isspace()
    if mark in _CLOSES.get(within, ()) and mark in _TURNED:
        return shaped and within == mark
    if mark in _DOUBLE_OPEN:
        return True
    return shaped and mark not in ("”", "»", "’’")


class _Singles:
    """The single marks of one paragraph: where the one that opens at a place closes, if it is no apostrophe.

    A closing mark stands before no letter; best is one after a comma or stop, since the others may be the
    apostrophe of a plural (the voters’ choice).
    """

    def __init__(self, text: str, start: int, places: list[int]) -> None:
        self._text = text
        self._start = start
        self._closing: dict[str, list[int]] = {"'": [], "’": []}
        self._after_stop: dict[str, list[int]] = {"'": [], "’": []}
        self._opening = [at for at in places if text[at] == "‘"]
        for at in places:
            mark = text[at]
            if mark in self._closing and not text[at + 1 : at + 2].isalnum():
                self._closing[mark].append(at)
                if text[at - 1 : at] in _BEFORE_SINGLE_CLOSE:
                    self._after_stop[mark].append(at)

    def close(self, at: int) -> int | None:
        """Return the end of the quotation that opens at `at`, or None where nothing opens there."""
        mark = self._text[at]
        before = self._text[at - 1] if at > self._start else " "
        if mark == "’" or before not in _BEFORE_OPENING or self._text[at + 1 : at + 2].isspace():
            return None
        closing = "'" if mark == "'" else "’"
        first = _following(self._closing[closing], at)
        best = _following(self._after_stop[closing], at)
        again = _following(self._opening, at) if mark == "‘" else None
        if first is not None and again is not None and first < again and (best is None or best > again):
            return first + 1
        chosen = best if best is not None else first
        return chosen + 1 if chosen is not None else None


def _following(places: list[int], at: int) -> int | None:
    """Return the first of the ascending `places` after `at`."""
    index = bisect_right(places, at)
    return places[index] if index < len(places) else None
