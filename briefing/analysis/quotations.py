"""Quotation marks: which stretches of a text stand inside them. Exact where everything else is a guess.

Curly, straight, doubled single (''), low and angle marks; single marks as outer ones (British use) and apostrophes
told apart; a quotation that runs over paragraphs, each of which opens again and only the last closes. A stray mark
costs at most its own paragraph.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MARK = re.compile(r"''|``|[\"“”„«»‘’‚']")
_DOUBLE_OPEN = frozenset({"“", "„", "«", "``"})
_SINGLE = frozenset({"‘", "’", "‚", "'"})
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
_BEFORE_OPENING = frozenset(" \t\r\n\u00a0([{—–-/“‘\"'…") | {""}
_CLOSES = {
    "“": frozenset({"”", '"'}),
    "„": frozenset({"“", "”", '"'}),
    "«": frozenset({"»"}),
    "``": frozenset({"''"}),
    "''": frozenset({"''"}),
    '"': frozenset({'"', "”"}),
}
_TURNED = frozenset({"“", "”", "»"})  # „German“ closes with the mark that opens elsewhere
_BEFORE_SINGLE_CLOSE = frozenset(",.?!…—")
_LONGEST_SINGLE = 3000  # code points; an apostrophe is not followed further, so the search stays linear


@dataclass(frozen=True, slots=True)
class Quotation:
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
        if unclosed is not None:
            running = [(unclosed, end)]
            inside = [pair for pair in closed if pair[0] > unclosed]
            closed = [pair for pair in closed if pair[0] < unclosed]
        found += [_quotation(text, [pair], closed=True) for pair in closed]
    if running:
        found += _never_closed(text, running, inside)
    return found


def _never_closed(text: str, running: list[tuple[int, int]], inside: list[tuple[int, int]]) -> list[Quotation]:
    """Return what an opening mark without its end amounts to.

    It opens a quotation to the paragraph's end where it begins the paragraph or follows a comma or colon; else it
    is a slip, and so it is where whole quotations come after it in its paragraph.
    """
    if inside and len(running) == 1:
        return [_quotation(text, [pair], closed=True) for pair in inside]
    before = text[max(0, running[0][0] - 3) : running[0][0]].rstrip(" \t\u00a0")
    begins = not before or before[-1] in "\r\n:,"
    return [_quotation(text, running, closed=False)] if begins or len(running) > 1 else []


def _quotation(text: str, pieces: list[tuple[int, int]], *, closed: bool) -> Quotation:
    count = sum(sum(1 for _ in _WORD.finditer(text, *piece)) for piece in pieces)
    return Quotation(tuple(pieces), count, closed)


def _in_paragraph(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int | None]:
    """Return the closed outermost quotations of one paragraph, and where an outermost one opens without an end."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    single_until = start
    for match in _MARK.finditer(text, start, end):
        at, mark = match.start(), match.group()
        if at < single_until:
            continue
        if mark in _SINGLE:
            if not stack and (close := _single_close(text, at, start, end)) is not None:
                pairs.append((at, close))
                single_until = close
        elif _opens(text, at, match.end(), start, stack[-1][1] if stack else ""):
            stack.append((at, mark))
        elif stack and mark in _CLOSES[stack[-1][1]]:
            pairs.append((stack.pop()[0], match.end()))
    return _outermost(pairs), stack[0][0] if stack else None


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outer: list[tuple[int, int]] = []
    for pair in sorted(pairs, key=lambda p: (p[0], -p[1])):
        if not outer or pair[0] >= outer[-1][1]:
            outer.append(pair)
    return outer


def _opens(text: str, at: int, past: int, start: int, within: str) -> bool:
    """Whether a mark at `at`, inside the open mark `within`, opens: by its shape, or after a space and before a word."""
    mark = text[at:past]
    if mark in _CLOSES.get(within, ()) and mark in _TURNED:
        return False
    if mark in _DOUBLE_OPEN:
        return True
    if mark in ("”", "»"):
        return False
    before = text[at - 1] if at > start else " "
    after = text[past : past + 1]
    return before in _BEFORE_OPENING and bool(after) and not after.isspace()


def _single_close(text: str, at: int, start: int, end: int) -> int | None:
    """Return where the single mark opened at `at` closes, or None where it is an apostrophe.

    A closing mark stands before no letter; best is one after a comma or stop, since the others may be the
    apostrophe of a plural (the voters’ choice).
    """
    mark = text[at]
    before = text[at - 1] if at > start else " "
    if mark == "’" or before not in _BEFORE_OPENING or text[at + 1 : at + 2].isspace():
        return None
    closing = "'" if mark == "'" else "’"
    limit = min(end, at + _LONGEST_SINGLE)
    reopened = text.find(mark, at + 1, limit) if mark != closing else -1
    fallback: int | None = None
    position = at
    while (position := text.find(closing, position + 1, limit)) != -1:
        following = text[position + 1 : position + 2]
        if following.isalnum():
            continue
        if fallback is not None and reopened != -1 and position > reopened:
            break
        if text[position - 1] in _BEFORE_SINGLE_CLOSE:
            return position + 1
        fallback = fallback or position + 1
    return fallback
