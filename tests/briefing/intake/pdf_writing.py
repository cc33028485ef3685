"""PDF documents, written by hand: whole files of objects, and pages set in Courier, whose letters are all as wide."""

import textwrap
import zlib
from collections.abc import Iterable, Sequence

# Of Courier's letters, in shares of their size.
LETTER = 0.6
SIZE = 10.0
LEADING = 12.0
TOP = 750.0

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"


def file_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    """A stream object, packed by zlib or as it is."""
    if packed:
        data, entries = zlib.compress(data, 9), entries + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def document(
    *contents: bytes,
    info: bytes = b"",
    fonts: bytes = b"",
    resources: bytes = b"",
    page: bytes = b"",
    more: Iterable[bytes] = (),
    trailer: bytes = b"",
    packed: bool = False,
) -> bytes:
    """A PDF with a page for each of `contents`, in which /F is Courier and /B Courier-Bold.

    `more` are further objects; the first has the number 6 + 2 * the number of pages.
    """
    count = len(contents)
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        FONT % b"Courier",
        FONT % b"Courier-Bold",
        b"<<%s>>" % info,
    ]
    for number, content in enumerate(contents):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R/B 4 0 R%s>>%s>>%s>>" % (7 + 2 * number, fonts, resources, page),
            stream(content, packed=packed),
        ]
    return file_of([*objects, *more], b"/Info 5 0 R" + trailer)


def shown(text: str) -> bytes:
    """A string operand."""
    return b"<%s>" % text.encode("cp1252").hex().encode()


def line(text: str, x: float, y: float, *, size: float = SIZE, font: bytes = b"F") -> bytes:
    """The operators that set a line of text at a place."""
    return b"BT /%s %g Tf 1 0 0 1 %g %g Tm %s Tj ET\n" % (font, size, x, y, shown(text))


def lines(texts: Iterable[str], x: float = 60.0, y: float = TOP, **how: float) -> bytes:
    """The operators that set lines one below the other."""
    return b"".join(line(text, x, y - number * LEADING, **how) for number, text in enumerate(texts))  # type: ignore[arg-type]


def typeset(
    paragraphs: Iterable[str],
    *,
    width: int = 50,
    per_column: int = 40,
    columns: int = 1,
    indent: int = 3,
    gap: float = 0.0,
) -> list[bytes]:
    """The contents of the pages on which these paragraphs are set, ragged on the right, as wide as so many letters.

    The first line of each is indented by so many letters, and there is a gap (in points) between two.
    """
    pages: list[bytes] = []
    column, y = -1, 0.0
    for paragraph in paragraphs:
        for number, words in enumerate(textwrap.wrap(" " * indent + paragraph, width, break_on_hyphens=False)):
            if column < 0 or y < TOP - (per_column - 1) * LEADING:
                column, y = (column + 1) % columns, TOP
                if column == 0:
                    pages.append(b"")
            x = 60.0 + column * (width + 6) * LETTER * SIZE
            x += (len(words) - len(words.lstrip())) * LETTER * SIZE if number == 0 else 0.0
            pages[-1] += line(words.strip(), x, y)
            y -= LEADING
        y -= gap
    return pages
