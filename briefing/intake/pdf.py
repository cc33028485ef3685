"""A PDF document becomes an article's text and what it says of itself, by pypdf."""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import BytesIO
from time import thread_time
from typing import Any

from pypdf import Configuration, PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError
from pypdf.generic._font import Font

from briefing.errors import SourceError
from briefing.intake.articles import Told
from briefing.intake.language import language_of
from briefing.intake.layout import Paragraph, paragraphs_of
from briefing.intake.raw import LIMIT, LIMIT_NAME
from briefing.intake.typeset import Line, lines_of

# A long report; more is a book, and its analysis would take minutes.
_MOST_PAGES = 300
# Seconds of the processor's time. A page takes some 25 ms; what takes longer than this as a whole was made to.
_TIME = 20.0
# What one stream may unpack to, and how much pypdf does for one: the pages of maps and charts stay below.
_LIMITS = Configuration(
    maximum_declared_stream_length=LIMIT,
    array_based_stream_maximum_output_length=LIMIT,
    zlib_maximum_output_length=LIMIT,
    zlib_maximum_recovery_input_length=500_000,
    lzw_maximum_output_length=LIMIT,
    run_length_maximum_output_length=LIMIT,
    stream_decoding_work_maximum_length=3 * LIMIT,
    stream_parsing_work_maximum_count=500_000,
    page_tree_maximum_entries=20_000,
    jbig2dec_binary=None,  # no other program is started
)

# Letters on a page below which a page with a picture is a scan with a stamp on it.
_STAMP = 25
# Fonts that do not say what their glyphs mean give such letters.
_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
_HEADING = 1.15  # times the size of the text
_NEAR_THE_TOP = 12  # paragraphs among which the title stands
_WORDS_OF_A_TITLE = range(4, 31)
_WORD = re.compile(r"\w+")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_EARLIEST = date(1995, 1, 1)


def read_pdf(data: bytes, *, name: str, today: date) -> tuple[str, Told]:
    """Return the text of the PDF document in `data`, a blank line between its paragraphs, and what it tells of itself.

    Its title, authors and date of publication are believed where its own text has them too: what files say of
    themselves is often left from another. `name` is what an error calls it; `today` bounds the date. Raises
    SourceError when it is locked, damaged, scanned, larger than `_MOST_PAGES` pages, or too much to unpack.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)  # its warnings would be written over the desk
    with apply_configuration(_LIMITS), _told_plainly(name):
        reader = PdfReader(BytesIO(data))
        if len(reader.pages) > _MOST_PAGES:
            raise SourceError(
                f"{name} has {len(reader.pages):,} pages, more than an article or a report: "
                "give the pages you need as a PDF of their own."
            )
        pages, unread = _pages(reader, name)
        paragraphs = paragraphs_of(pages)
        text = "\n\n".join(paragraph.text for paragraph in paragraphs)
        scanned = [page for page, lines in zip(reader.pages, pages, strict=True) if _is_scan(page, lines)]
        _check(text, len(pages), len(scanned), len(unread), name)
        title = _tried(lambda: reader.metadata.title if reader.metadata else None)
        author = _tried(lambda: reader.metadata.author if reader.metadata else None)
        made = _tried(lambda: reader.metadata.creation_date if reader.metadata else None)
    words = " ".join(["", *_WORD.findall(text.casefold()), ""])
    return text, Told(
        title=_title(title, words) or _largest(paragraphs),
        authors=_authors(author, words),
        published=_published(made, words, today),
        language=language_of(text),
        notices=tuple(_notices(len(pages), len(scanned), unread)),
    )


@contextmanager
def _told_plainly(name: str) -> Iterator[None]:
    """Tell what goes wrong in pypdf as one sentence."""
    try:
        yield
    except SourceError:
        raise
    except (FileNotDecryptedError, DependencyError) as fault:
        raise SourceError(
            f"{name} is locked, with a password or in a way that Readout cannot open: "
            "open it, print it to a new PDF, and give that."
        ) from fault
    except (LimitReachedError, MemoryError) as fault:
        raise _too_much(name) from fault
    except Exception as fault:  # pypdf: "broken PDF files might cause other Exceptions"
        raise _damaged(name) from fault


def _pages(reader: PdfReader, name: str) -> tuple[list[list[Line]], list[int]]:
    """Return the lines of each page, and the numbers of those that cannot be read."""
    end = thread_time() + _TIME

    def go_on() -> None:
        if thread_time() > end:
            raise SourceError(f"{name} takes too long to read: print the pages you need to a new PDF, and give that.")

    fonts: dict[int, Font] = {}
    pages: list[list[Line]] = []
    unread: list[int] = []
    faults: list[SourceError] = []
    size = 0
    for number, page in enumerate(reader.pages, 1):
        go_on()
        try:
            with _told_plainly(name):
                pages.append(lines_of(page, fonts, go_on))
        except SourceError as fault:
            go_on()
            pages.append([])
            unread.append(number)
            faults.append(fault)
        size += sum(len(line.text) for line in pages[-1])
        if size > LIMIT:
            raise _too_much(name)
    if faults and len(faults) == len(pages):
        raise faults[0]
    return pages, unread


def _is_scan(page: PageObject, lines: Sequence[Line]) -> bool:
    """Return whether a page is a picture with hardly a letter on it."""
    if sum(len(line.text) for line in lines) >= _STAMP:
        return False
    return bool(_tried(lambda: _has_picture(page)))


def _has_picture(page: PageObject) -> bool:
    resources: Any = page["/Resources"]
    objects = resources["/XObject"]
    return any(objects[key].get("/Subtype") == "/Image" for key in objects)


def _tried(ask: Callable[[], Any]) -> Any:
    """Return what `ask()` returns, None where pypdf cannot tell it."""
    try:
        with _told_plainly(""):
            return ask()
    except SourceError:
        return None


def _check(text: str, pages: int, scanned: int, unread: int, name: str) -> None:
    if not pages:
        raise _damaged(name)
    if scanned and (not text or len(text) < _STAMP * pages):
        raise SourceError(
            f"{name} is a scanned PDF, pictures of pages without their text: "
            "put it through text recognition (OCR) and give what comes out."
        )
    if not text:
        raise SourceError(f"There is no text to read in the PDF {name}: check that it is the right file.")
    if len(_NO_LETTER.findall(text)) > 0.2 * len(text):
        raise SourceError(
            f"The fonts in {name} do not say which letters they show: "
            "put it through text recognition (OCR) and give what comes out."
        )


def _notices(pages: int, scanned: int, unread: Sequence[int]) -> Iterator[str]:
    if scanned:
        are = "is a picture" if scanned == 1 else "are pictures"
        yield f"{scanned} of the {pages} pages of the PDF {are} without text: what stands there was not read."
    if unread:
        which = "Page" if len(unread) == 1 else "Pages"
        yield f"{which} {', '.join(map(str, unread))} of the PDF cannot be read: what stands there is missing."


def _title(told: Any, words: str) -> str | None:
    """Return the title that the document tells, where its text has it."""
    return " ".join(told.split()) if isinstance(told, str) and _says(words, told) else None


def _largest(paragraphs: Sequence[Paragraph]) -> str | None:
    """Return what is set in the largest letters near the top, larger than the text, and reads like a title."""
    sizes = Counter[float]()
    for paragraph in paragraphs:
        sizes[round(paragraph.size, 1)] += len(paragraph.text)
    usual = max(sizes, key=lambda size: (sizes[size], -size))
    first = [p for p in paragraphs[:_NEAR_THE_TOP] if len(p.text.split()) in _WORDS_OF_A_TITLE]
    largest = max(first, key=lambda paragraph: paragraph.size, default=None)
    return largest.text if largest is not None and largest.size >= _HEADING * usual else None


def _authors(told: Any, words: str) -> tuple[str, ...]:
    names = (" ".join(name.split()) for name in told.split(";")) if isinstance(told, str) else ()
    return tuple(name for name in names if _says(words, name))


def _published(told: Any, words: str, today: date) -> str | None:
    """Return the day the document was made, where its text is dated on it: others are made anew whenever printed."""
    if not isinstance(told, datetime) or not _EARLIEST <= told.date() <= today + timedelta(days=1):
        return None
    day = told.date()
    month, year = _MONTHS[day.month - 1], day.year
    written = [f"{year} {day:%m} {day:%d}"]
    for name in (month, month[:3]):
        for number in (f"{day.day}", f"{day.day}{_ordinal(day.day)}"):
            written += [f"{number} {name} {year}", f"{name} {number} {year}"]
    return day.isoformat() if any(f" {words_of_it} " in words for words_of_it in written) else None


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _says(words: str, told: str) -> bool:
    """Return whether the words of `told`, two at least, stand in the text as they follow each other."""
    wanted = _WORD.findall(told.casefold())
    return len(wanted) > 1 and f" {' '.join(wanted)} " in words


def _damaged(name: str) -> SourceError:
    return SourceError(f"{name} is a damaged PDF that cannot be read: download it or export it again.")


def _too_much(name: str) -> SourceError:
    return SourceError(
        f"{name} unpacks to more than {LIMIT_NAME} or is too tangled to read: "
        "print the pages you need to a new PDF, and give that."
    )
