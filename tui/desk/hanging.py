"""Rows of several parts, each wrapped under its own beginning: "  — speaker …" goes on below "speaker"."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from tui.desk.line_counts import line_count

# Below this many cells for the body, hanging would leave a column of single words.
_NARROWEST = 16

_NOTHING = Content("")

_MATCH_STYLE = "reverse underline"

Outline = Sequence[tuple[str, str]]
"""The words of a row without their dress: the lead and the body of each part. Tells its height, and what is found."""


def hanging_height(outline: Outline, width: int) -> int:
    """Return the height in lines, at `width` cells, of a row with these words."""
    lines = 0
    for lead, body in outline:
        indent = cell_len(lead)
        hangs = width - indent >= _NARROWEST
        lines += line_count(body, width - indent) if hangs else line_count(lead + body, width)
    return lines


def plain_words(outline: Outline) -> str:
    """Return the words of a row, a line for each part."""
    return "\n".join(lead + body for lead, body in outline)


class Part(NamedTuple):
    """One paragraph of a row: `lead` stands before the first line of `body`, blank below it."""

    body: Content
    lead: Content = _NOTHING

    def hangs(self, width: int) -> int:
        """Return by how many cells the body is set in at this width, 0 where there is no room for that."""
        indent = self.lead.cell_length
        return indent if width - indent >= _NARROWEST else 0

    def whole(self) -> Content:
        """Return lead and body as one."""
        return self.lead + self.body


class Hanging(Visual):
    """The parts of a row, one below the other. Immutable."""

    def __init__(self, *parts: Part) -> None:
        """Show these parts."""
        self.parts = parts

    @property
    def outline(self) -> Outline:
        """The words of the row."""
        return [(part.lead.plain, part.body.plain) for part in self.parts]

    @property
    def plain(self) -> str:
        """The words of the row, a line for each part."""
        return plain_words(self.outline)

    def looks_like(self, other: "Hanging") -> bool:
        """Whether the other row has the same words in the same dress."""
        return len(self.parts) == len(other.parts) and all(
            one.body.is_same(two.body) and one.lead.is_same(two.lead)
            for one, two in zip(self.parts, other.parts, strict=True)
        )

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width at which nothing wraps, in cells."""
        return max((part.whole().get_optimal_width(rules, container_width) for part in self.parts), default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the height in lines at `width` cells."""
        return hanging_height(self.outline, width)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Return the lines (Textual's Visual protocol)."""
        strips: list[Strip] = []
        for part in self.parts:
            indent = part.hangs(width)
            lines = self._body(part, width).render_strips(width - indent, None, style, options)
            if indent:
                lead = part.lead.render_strips(indent, 1, style, options)[0].extend_cell_length(
                    indent, style.rich_style
                )
                blank = Strip([Segment(" " * indent, style.rich_style)], indent)
                lines = [Strip.join([blank if i else lead, line]) for i, line in enumerate(lines)]
            strips.extend(lines)
        return strips[:height]

    @staticmethod
    def _body(part: Part, width: int) -> Content:
        return part.body if part.hangs(width) else part.whole()

    def marked(self, words: str) -> "Hanging":
        """Return the row with every occurrence of `words` (casefolded) marked."""
        return Hanging(*(part._replace(body=_marked(part.body, words)) for part in self.parts)) if words else self


def _marked(content: Content, words: str) -> Content:
    text, start = content.plain.casefold(), 0
    if len(text) != len(content.plain):  # a letter that changes its length, such as "İ": offsets would be wrong
        return content
    while (start := text.find(words, start)) >= 0:
        content = content.stylize(_MATCH_STYLE, start, start + len(words))
        start += len(words)
    return content


def row(body: Content, lead: str | Content = "", *more: Part) -> Hanging:
    """Return a row of one part and `more`."""
    return Hanging(Part(body, Content(lead) if isinstance(lead, str) else lead), *more)
