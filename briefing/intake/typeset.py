"""What a page of a PDF shows: its lines of text, where they stand and how large they are.

pypdf takes the file apart and says what a font's codes mean; where the glyphs stand is worked out here, by ISO 32000-2
(section 9.4.4). pypdf's own text has spaces in the middle of words and none between them wherever a justified line is
spaced by `Tw` and `Tc`, as most typesetting does it.
"""

import math
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pypdf import PageObject
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject
from pypdf.generic._font import Font

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# In shares of the font size. A gap between two glyphs is a space from here on: kerning stays below a tenth, and TeX,
# which writes no spaces, shrinks them to two ninths at most. A gap that no justified line has parts two columns.
_SPACE = 0.17
_NO_SPACE = 0.08
_GUTTER = 3.0
# A glyph that steps back further than any kerning begins another line; one that is raised this little, a footnote's
# mark, does not.
_BACK = 1.0
_RAISED = 0.45

# Forms can draw forms. Real ones are a few levels deep.
_DEEPEST = 10
_OFTEN = 1_000
_PAUSE = 64  # operators between two calls of `go_on`

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


class Line(NamedTuple):
    """A line of text as it is set: where it begins and ends, its base line and its size, in points.

    They are measured in the direction of its writing, the base line upwards. `word` is where its first word ends;
    `font` is empty where the line has several. `artifact` is what the document itself calls none of its text: running
    heads, page numbers.
    """

    text: str
    left: float
    word: float
    right: float
    base: float
    size: float
    font: str
    artifact: bool


def lines_of(page: PageObject, fonts: dict[int, Font], go_on: Callable[[], None]) -> list[Line]:
    """Return the lines of `page` in the order in which they are drawn, without those written across the page.

    `fonts` holds the fonts of the pages before, by the number of their object. `go_on` is called every now and then
    and may raise, to stop. Whatever pypdf raises at a broken page is raised.
    """
    if "/Contents" not in page:
        return []
    drawing = _Drawing(page, fonts, go_on)
    drawing.run(page["/Contents"])
    drawing.close()
    turns: dict[int, int] = {}
    for turn, line in drawing.lines:
        turns[turn] = turns.get(turn, 0) + len(line.text)
    upright = max(turns, key=turns.__getitem__, default=0)
    return [line for turn, line in drawing.lines if turn == upright]


@dataclass(slots=True)
class _State:
    """The graphics state, as far as it places text."""

    matrix: _Matrix = _IDENTITY
    font: Font | None = None
    size: float = 0.0
    letter: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0


class _Glyph(NamedTuple):
    """A glyph as it is set, or several that stand for one letter."""

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int
    font: str
    artifact: bool

    @property
    def is_space(self) -> bool:
        return self.text.isspace()


@dataclass(slots=True)
class _Open:
    """A line that is being set, from its first glyph on."""

    first: _Glyph
    base: float
    right: float
    size: float
    word: float | None = None
    fonts: set[str] = field(default_factory=set)
    pieces: list[str] = field(default_factory=list)

    def ends_before(self, glyph: _Glyph) -> bool:
        """Return whether `glyph` stands on another line, or across a gutter."""
        larger = max(glyph.size, self.size)
        return (
            (glyph.turn, glyph.artifact) != (self.first.turn, self.first.artifact)
            or abs(glyph.base - self.base) > _RAISED * larger
            or not -_BACK * larger <= glyph.left - self.right <= _GUTTER * larger
        )

    def add(self, glyph: _Glyph) -> None:
        """Set `glyph` after the others."""
        if glyph.is_space or glyph.left - self.right > _SPACE * max(glyph.size, self.size):
            self.word = self.word or self.right
            self.pieces.append(" ")
        if glyph.is_space:
            return
        if glyph.size > self.size:
            self.size, self.base = glyph.size, glyph.base
        self.right = max(self.right, glyph.right)
        self.fonts.add(glyph.font)
        self.pieces.append(glyph.text)

    def done(self) -> Line | None:
        """Return the line, None where no letter is on it."""
        text = " ".join(_CONTROL.sub("", "".join(self.pieces)).translate(_LIGATURES).split())
        font = next(iter(self.fonts)) if len(self.fonts) == 1 else ""
        word = self.word or self.right
        first = self.first
        return Line(text, first.left, word, self.right, self.base, self.size, font, first.artifact) if text else None


class _Drawing:
    """Follows the operators of a page and collects what they set."""

    def __init__(self, page: PageObject, fonts: dict[int, Font], go_on: Callable[[], None]) -> None:
        self.lines: list[tuple[int, Line]] = []
        self._pdf = page.pdf
        self._resources = _dictionary(page.get("/Resources"))
        self._fonts = fonts
        self._go_on = go_on
        self._open: _Open | None = None
        self._state = _State()
        self._saved: list[_State] = []
        self._text: _Matrix = _IDENTITY
        self._start: _Matrix = _IDENTITY
        # Of each marked stretch that is open: whether it is an artifact, and the text that stands for its glyphs.
        self._marked: list[tuple[bool, str | None]] = []
        self._depth = self._forms = 0
        # ISO 32000-2, annex A.
        self._operators: dict[bytes, Callable[[list[Any]], None]] = {
            b"q": lambda _: self._saved.append(replace(self._state)),
            b"Q": self._restore,
            b"cm": self._transform,
            b"Do": self._draw,
            b"BDC": self._mark,
            b"BMC": self._mark,
            b"EMC": self._unmark,
            b"BT": lambda _: self._place(_IDENTITY),
            b"Tm": lambda operands: self._place(_matrix(operands)),
            b"Td": lambda operands: self._next_line(_number(operands, 0), _number(operands, 1)),
            b"TD": self._next_line_and_leading,
            b"T*": lambda _: self._next_line(0.0, -self._state.leading),
            b"Tf": self._take_font,
            b"Tc": lambda operands: setattr(self._state, "letter", _number(operands, 0)),
            b"Tw": lambda operands: setattr(self._state, "word", _number(operands, 0)),
            b"Tz": lambda operands: setattr(self._state, "scale", _number(operands, 0) / 100),
            b"TL": lambda operands: setattr(self._state, "leading", _number(operands, 0)),
            b"Tj": self._show_all,
            b"TJ": self._show_all,
            b"'": self._show_on_next_line,
            b'"': self._show_spaced_on_next_line,
        }

    def run(self, content: Any) -> None:
        """Follow the operators in the content of a page or a form."""
        stream = ContentStream(content, self._pdf, "bytes")
        self._go_on()
        if not any(operator in stream.get_data() for operator in (b"Tj", b"TJ", b"Do", b"'", b'"')):
            return
        for number, (operands, operator) in enumerate(stream.operations):
            if number % _PAUSE == 0:
                self._go_on()
            if operator in self._operators:
                self._operators[operator](operands)

    def close(self) -> None:
        """End the line that is being set."""
        line = None if self._open is None else self._open.done()
        if self._open is not None and line is not None:
            self.lines.append((self._open.first.turn, line))
        self._open = None

    def _restore(self, _: list[Any]) -> None:
        self._state = self._saved.pop() if self._saved else self._state

    def _transform(self, operands: list[Any]) -> None:
        self._state.matrix = _times(_matrix(operands), self._state.matrix)

    def _place(self, matrix: _Matrix) -> None:
        self._text = self._start = matrix

    def _next_line(self, x: float, y: float) -> None:
        self._place(_times((1.0, 0.0, 0.0, 1.0, x, y), self._start))

    def _next_line_and_leading(self, operands: list[Any]) -> None:
        self._state.leading = -_number(operands, 1)
        self._next_line(_number(operands, 0), _number(operands, 1))

    def _unmark(self, _: list[Any]) -> None:
        if self._marked:
            self._marked.pop()

    def _show_on_next_line(self, operands: list[Any]) -> None:
        self._next_line(0.0, -self._state.leading)
        self._show_all(operands)

    def _show_spaced_on_next_line(self, operands: list[Any]) -> None:
        self._state.word, self._state.letter = _number(operands, 0), _number(operands, 1)
        self._show_on_next_line(operands)

    def _show_all(self, operands: list[Any]) -> None:
        shown = operands[-1] if operands else None
        for piece in shown if isinstance(shown, ArrayObject) else [shown]:
            if isinstance(piece, int | float):
                self._advance(-float(piece) / 1000 * self._state.size * self._state.scale)
            elif isinstance(piece, bytes) and self._state.font is not None:
                self._show(piece, self._state.font)

    def _advance(self, distance: float) -> None:
        a, b, c, d, e, f = self._text
        self._text = (a, b, c, d, e + distance * a, f + distance * b)

    def _show(self, codes: bytes, font: Font) -> None:
        state = self._state
        a, b, c, d, e, f = _times(self._text, state.matrix)
        along, size = math.hypot(a, b), abs(state.size) * math.hypot(c, d)
        if not along or not size or not math.isfinite(e + f + along + size):
            return
        turn = round(math.degrees(math.atan2(b, a)))
        start, base = (e * a + f * b) / along, (f * a - e * b) / along
        artifact = any(is_artifact for is_artifact, _ in self._marked)
        moved = 0.0
        for number, (text, width, is_word_space) in enumerate(_glyphs(codes, font)):
            if number % _PAUSE == 0:
                self._go_on()
            length = width / 1000 * state.size * state.scale
            advance = length + (state.letter + (state.word if is_word_space else 0.0)) * state.scale
            # Ghostscript writes some kernings as a space that is taken back by `Tw`.
            if not (is_word_space and state.word < 0 and advance < _NO_SPACE * state.size):
                left, right = sorted((start + moved * along, start + (moved + length) * along))
                self._set(_Glyph(self._instead(text), left, right, base, size, turn, font.name, artifact))
            moved += advance
        self._advance(moved)

    def _instead(self, text: str) -> str:
        """Return what stands for a glyph: of a marked stretch with a text of its own, that text, at its first."""
        for at, (is_artifact, actual) in enumerate(self._marked):
            if actual is not None:
                self._marked[at] = (is_artifact, "")
                return actual
        return text

    def _set(self, glyph: _Glyph) -> None:
        if self._open is not None and self._open.ends_before(glyph):
            self.close()
        if self._open is None:
            if not glyph.text.strip():
                return
            self._open = _Open(glyph, glyph.base, glyph.right, glyph.size)
        self._open.add(glyph)

    def _mark(self, operands: list[Any]) -> None:
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str):
            properties = _dictionary(self._resources.get("/Properties")).get(properties)
        actual = _dictionary(properties).get("/ActualText")
        if isinstance(actual, bytes):
            is_wide = actual.startswith((BOM_UTF16_BE, BOM_UTF16_LE))
            actual = actual.decode("utf-16" if is_wide else "latin-1", "replace")
        is_artifact = bool(operands) and operands[0] == "/Artifact"
        self._marked.append((is_artifact, actual if isinstance(actual, str) else None))

    def _draw(self, operands: list[Any]) -> None:
        form = _dictionary(_dictionary(self._resources.get("/XObject")).get(operands[0] if operands else None))
        if form.get("/Subtype") != "/Form" or self._depth == _DEEPEST or self._forms == _OFTEN:
            return
        before = (self._resources, self._state, self._saved, self._text, self._start, list(self._marked))
        self._depth += 1
        self._forms += 1
        self._resources = _dictionary(form.get("/Resources")) or self._resources
        self._state, self._saved = replace(self._state), []
        self._transform(_listed(form.get("/Matrix")))
        self.run(form)
        self._depth -= 1
        self._resources, self._state, self._saved, self._text, self._start, self._marked = before

    def _take_font(self, operands: list[Any]) -> None:
        self._state.size = _number(operands, 1)
        fonts = _dictionary(self._resources.get("/Font"))
        if not operands or operands[0] not in fonts:
            self._state.font = None
            return
        reference = fonts.raw_get(operands[0])
        number = reference.idnum if isinstance(reference, IndirectObject) else None
        font = None if number is None else self._fonts.get(number)
        if font is None:
            font = Font.from_font_resource(_dictionary(reference))
            if number is not None:
                self._fonts[number] = font
        self._state.font = font


def _glyphs(codes: bytes, font: Font) -> Iterator[tuple[str, float, bool]]:
    """Yield of each glyph its text, its width in thousandths of the font size, and whether `Tw` widens it."""
    widths, letters = font.character_widths, font.character_map
    default = widths["default"]
    if isinstance(font.encoding, str):
        for code in codes.decode(font.encoding, "replace"):
            yield letters.get(code, code), widths.get(code, default), False
        return
    for byte in codes:
        raw = chr(byte)
        code = font.encoding.get(byte, raw)
        yield letters.get(code, code), widths.get(raw, default), byte == 32


def _listed(value: Any) -> list[Any]:
    found = None if value is None else value.get_object()
    return found if isinstance(found, ArrayObject) else []


def _dictionary(value: Any) -> DictionaryObject:
    found = None if value is None else value.get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _number(operands: list[Any], at: int) -> float:
    value = operands[at] if at < len(operands) else 0.0
    return float(value) if isinstance(value, int | float) else 0.0


def _matrix(operands: Any) -> _Matrix:
    if not isinstance(operands, list) or len(operands) < 6:
        return _IDENTITY
    a, b, c, d, e, f = (_number(operands, at) for at in range(6))
    return a, b, c, d, e, f


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
