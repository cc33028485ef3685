"""The article's text, wrapped for reading, with the words that prove a line marked. Draws only the lines in view."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.desk.places import Place
from tui.plain import visible

if TYPE_CHECKING:
    from briefing.model import Span

# Longer lines are hard to read: 45 to 90 characters is the rule (Bringhurst, "The Elements of Typographic Style").
MEASURE = 92

GUTTER = 3

_KEPT = 256  # lines that are kept as they were drawn

_WORD = re.compile(r"\S+\s*|\s+")


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Return the lines of `text` at `width` cells as (start, end) offsets in code points, end-exclusive.

    A line break ends a line; a word wider than a line is cut. Time is linear in the length of the text.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        lines.extend(_wrapped_paragraph(paragraph, start, width))
        start += len(paragraph) + 1
    return lines


def _wrapped_paragraph(paragraph: str, offset: int, width: int) -> list[tuple[int, int]]:
    lines, begin, used = [], 0, 0
    for word in _WORD.finditer(paragraph):
        cells = _cells(word.group().rstrip())
        if used and used + cells > width:
            lines.append((offset + begin, offset + word.start()))
            begin, used = word.start(), 0
        if cells > width:
            for i in range(word.start(), word.end()):
                size = _cells(paragraph[i])
                if used + size > width and i > begin:
                    lines.append((offset + begin, offset + i))
                    begin, used = i, 0
                used += size
        else:
            used += _cells(word.group())
    lines.append((offset + begin, offset + len(paragraph)))
    return lines


def _cells(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """A scrollable view of an article. Content is set off by its background and a bar, speaker and cue by lines."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--content",
        "article--speaker",
        "article--cue",
        "article--excluded",
        "article--match",
        "article--gutter",
    }

    def __init__(self, id: str | None = None) -> None:
        """Start without an article."""
        super().__init__(id=id)
        self._text = ""
        self._shown = ""
        self._excluded: tuple[Span, ...] = ()
        self._place = Place()
        self._lines: list[tuple[int, int]] = []
        self._starts: list[int] = []
        self._width = 0
        self._matches: list[tuple[int, int]] = []
        self._match = -1
        self._drawn: LRUCache[int, Strip] = LRUCache(_KEPT)

    def show_article(self, text: str, excluded: "tuple[Span, ...]") -> None:
        """Show another article's text; `excluded` are the stretches that are not the article itself."""
        if text != self._text:
            self._text, self._shown, self._excluded = text, visible(text), excluded
            self._matches, self._match = [], -1
            self._width = 0
            self._wrap()

    def show_place(self, place: Place, *, stay: bool = False) -> None:
        """Mark a place and scroll to it; with `stay` not when that is what is shown already."""
        if place is self._place:
            return
        stays, before = stay and place.start == self._place.start, self._marks()
        self._place = place
        self._wrap()
        self._draw_differences(before)
        if not stays:
            self._bring_into_view(place.start, self._end_of(place))

    def _draw_differences(self, before: list[tuple[int, int, str]]) -> None:
        """Draw the lines of which the marks differ from those `before`."""
        top, height = self.scroll_offset.y, self.size.height
        for start, end, _ in set(before) ^ set(self._marks()):
            for line in range(self._line_at(start), self._line_at(max(start, end - 1)) + 1):
                self._drawn.discard(line)
                if 0 <= line - top < height:
                    self.refresh_line(line)

    def seek(self, words: str) -> int:
        """Mark every occurrence of `words` (any case), go to the first from here on, return how many there are."""
        pattern = re.compile(re.escape(visible(words)), re.IGNORECASE)
        self._matches = [m.span() for m in pattern.finditer(self._shown)] if words else []
        here = self._lines[self.scroll_offset.y][0] if self._lines else 0
        self._match = next((i for i, (start, _) in enumerate(self._matches) if start >= here), 0) - 1
        self._draw_anew()
        self.go_to_match(1)
        return len(self._matches)

    def go_to_match(self, direction: int) -> bool:
        """Scroll to the next (1) or previous (-1) match, round the ends. Return False when there is none."""
        if not self._matches:
            return False
        self._match = (self._match + direction) % len(self._matches)
        self._bring_into_view(*self._matches[self._match])
        return True

    def action_cursor_down(self) -> None:
        """Scroll one line down."""
        self.scroll_down(animate=False)

    def action_cursor_up(self) -> None:
        """Scroll one line up."""
        self.scroll_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll one page down."""
        self.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll one page up."""
        self.scroll_page_up(animate=False)

    def action_first(self) -> None:
        """Scroll to the first line."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the last line."""
        self.scroll_end(animate=False)

    def on_resize(self) -> None:
        """Wrap anew for the new width, keeping the text at the top in view."""
        here = self._lines[min(self.scroll_offset.y, len(self._lines) - 1)][0] if self._lines else 0
        marked = self._place.content or self._place.speaker
        first = self._width == 0
        self._draw_anew()
        if self._wrap():
            if first and marked:
                self._bring_into_view(self._place.start, self._end_of(self._place))
            else:
                self.scroll_to(y=self._line_at(here), animate=False)

    def _wrap(self) -> bool:
        width = min(self.scrollable_content_region.width - GUTTER - 1, MEASURE)
        if width <= 0 or width == self._width:
            return False
        self._width = width
        self._lines = wrapped(self._shown, width)
        self._starts = [start for start, _ in self._lines]
        self.virtual_size = Size(width + GUTTER, len(self._lines))
        self._draw_anew()
        return True

    def _draw_anew(self) -> None:
        self._drawn.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Draw in other colours."""
        self._drawn.clear()
        super().notify_style_update()

    def _line_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    @staticmethod
    def _end_of(place: Place) -> int:
        if place.found:
            return place.found.end
        return max((span.end for span in place.content), default=place.start + 1)

    def _bring_into_view(self, start: int, end: int) -> None:
        if not self._lines:
            return
        top, bottom = self._line_at(start), self._line_at(max(start, end - 1))
        height = self.scrollable_content_region.height
        margin = max(0, min(3, (height - (bottom - top + 1)) // 2))
        region = Region(0, max(0, top - margin), 1, min(bottom - top + 1 + 2 * margin, height))
        self.scroll_to_region(region, animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Return one line of the view (Textual's line API)."""
        index = y + self.scroll_offset.y
        if not 0 <= index < len(self._lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        strip = self._drawn.get(index)
        if strip is None:
            strip = self._drawn[index] = self._draw(*self._lines[index])
        return strip

    def _draw(self, start: int, end: int) -> Strip:
        base = self.visual_style.rich_style
        marked = any(span.start < end and start < span.end for span in self._place.content)
        segments = [Segment(" ▌ " if marked else "   ", self._style("article--gutter") if marked else base)]
        for a, b in pairwise(self._edges(start, end)):
            segments.append(Segment(self._shown[a:b], base + self._style_at(a)))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _marks(self) -> list[tuple[int, int, str]]:
        """Return all marks, later ones over earlier ones."""
        place = self._place
        marks = [(s.start, s.end, "article--excluded") for s in self._excluded]
        marks += [(s.start, s.end, "article--content") for s in place.content]
        marks += [(s.start, s.end, "article--cue") for s in (place.cue,) if s]
        marks += [(s.start, s.end, "article--speaker") for s in (place.speaker,) if s]
        marks += [(s.start, s.end, "article--match") for s in (place.found,) if s]
        return marks

    def _edges(self, start: int, end: int) -> Sequence[int]:
        edges = {start, end}
        for a, b, _ in self._marks():
            edges.update(x for x in (a, b) if start < x < end)
        for a, b in self._matches_in(start, end):
            edges.update(x for x in (a, b) if start < x < end)
        return sorted(edges)

    def _matches_in(self, start: int, end: int) -> list[tuple[int, int]]:
        first = max(0, bisect_right(self._matches, (start, 0)) - 1)
        found = []
        for a, b in self._matches[first:]:
            if a >= end:
                break
            found.append((a, b))
        return found

    def _style_at(self, offset: int) -> Style:
        style = Style.null()
        for a, b, name in self._marks():
            if a <= offset < b:
                style += self._style(name)
        if any(a <= offset < b for a, b in self._matches_in(offset, offset + 1)):
            style += self._style("article--match")
        return style

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)
