"""PDF documents: their words and paragraphs as they are printed, and a sentence for each that cannot be read."""

import asyncio
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from briefing.errors import SourceError
from briefing.intake import Incoming, take
from briefing.intake import pdf as reading_of_pdf
from briefing.intake.hyphens import Hyphens
from briefing.pipeline import brief
from tests.briefing.intake import pdf_writing as w

AT = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
PARAGRAPHS = [
    "The minister told reporters on Tuesday that the bridge would be closed for two years and that nobody knew who "
    "would pay for the ferry.",
    "“We cannot wait any longer,” she said, and added that the city would pay for the ferry until the bridge was open "
    "to lorries again, whatever the other towns on the river thought of it.",
    "A spokesperson for the ferry company declined to comment on the plans.",
]


async def taken(data: bytes, **how: Any) -> Incoming:
    return await take("-", at=AT, stdin=lambda: data, **how)


async def text_of(*contents: bytes, **how: Any) -> str:
    return (await taken(w.document(*contents, **how))).article.text


async def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        await taken(data)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


# Words and lines


async def test_a_pdf_gives_its_text_and_stays_beside_it_as_it_came() -> None:
    data = w.document(*w.typeset(PARAGRAPHS))
    incoming = await taken(data)
    assert incoming.article.text == "\n\n".join(PARAGRAPHS)
    assert incoming.article.language == "en"
    assert (incoming.original.data, incoming.original.kind, incoming.original.notices) == (data, "pdf", ())


async def test_packed_content_is_unpacked() -> None:
    assert await text_of(*w.typeset(PARAGRAPHS), packed=True) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("name", ["report.pdf", "report.txt", "report.html", "report.eml", "report"])
async def test_a_pdf_is_known_by_its_bytes_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(w.document(*w.typeset(PARAGRAPHS)))
    incoming = await take(str(tmp_path / name), at=AT)
    assert (incoming.original.kind, incoming.article.text) == ("pdf", "\n\n".join(PARAGRAPHS))


async def test_what_stands_before_its_mark_does_not_hide_a_pdf() -> None:
    assert (await taken(b"\r\n\0\0" + w.document(*w.typeset(PARAGRAPHS)))).original.kind == "pdf"


async def test_a_text_about_pdf_is_a_text() -> None:
    incoming = await taken(b"Every such file begins with %PDF-1.7, the engineer said.")
    assert incoming.original.kind == "text"


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 10 Tf 60 700 Td (The unlik) Tj 54 0 Td (ely friend.) Tj ET",  # kerned by moving on
        b"BT /F 10 Tf 60 700 Td [(The) -600 (unlikely) -600 (frien) 15 (d.)] TJ ET",  # no spaces but gaps
        b"BT /F 10 Tf 5 Tw 60 700 Td (The unlik) Tj 59 0 Td (ely friend.) Tj ET",  # word spacing
        b"BT /F 10 Tf 60 700 Td (Th) Tj 12 0 Td 6 Tc (eu) Tj 18 0 Td 0 Tc (nlikely friend.) Tj ET",  # spaces by letter
        b"BT /F 10 Tf -6 Tw 60 700 Td (The) Tj 0 Tw ( unlik) Tj -6 Tw ( ely) Tj 0 Tw ( friend.) Tj ET",  # taken back
        b"BT /F 10 Tf 12 TL 60 712 Td T* (The unlikely) Tj ET BT /F 10 Tf 132 700 Td ( friend.) Tj ET",
        b"BT /F 10 Tf 12 TL 60 712 Td (The unlikely friend.) ' ET",
        b'BT /F 10 Tf 12 TL 60 712 Td 0 0 (The unlikely friend.) " ET',
        b"q 2 0 0 2 60 700 cm BT /F 5 Tf (The unlikely friend.) Tj ET Q",
        b"BT /F 1 Tf 10 0 0 10 60 700 Tm 50 Tz (The unlikely friend.) Tj ET",
        b"BT /F 10 Tf 60 700 Td (The unlikely) Tj /B 10 Tf ( friend.) Tj ET",
        b"BT /F 10 Tf 60 700 Td (The unlikely friend.) Tj /F 6 Tf 0 4 Td ( ) Tj ET",
    ],
)
async def test_words_are_whole_and_apart_however_the_line_is_spaced(content: bytes) -> None:
    assert await text_of(content) == "The unlikely friend."


async def test_ligatures_come_as_their_letters() -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 65/Widths[600 600]/ToUnicode %d 0 R>>"
    letters = b"begincmap\n2 beginbfchar\n<41> <FB01>\n<42> <006E0064>\nendbfchar\nendcmap"
    text = await text_of(
        b"BT /F 10 Tf 60 700 Td (They ) Tj /L 10 Tf (AB) Tj /F 10 Tf ( it.) Tj ET",
        fonts=b"/L 8 0 R",
        more=[font % 9, w.stream(letters)],
    )
    assert text == "They find it."


async def test_a_marked_stretch_is_read_as_the_text_it_says() -> None:
    content = (
        b"BT /F 10 Tf 12 TL 60 700 Td (The govern) Tj /Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC"
        b" T* (ment fell.) Tj ET"
    )
    assert await text_of(content) == "The government fell."
    content = b"BT /F 10 Tf 60 700 Td (The of) Tj /Span <</ActualText <FEFF00660069>>> BDC (xy) Tj EMC (ce.) Tj ET"
    assert await text_of(content) == "The office."


async def test_what_a_form_draws_is_read_where_it_stands() -> None:
    form = w.stream(w.line("drawn by a form,", 0, 0), b"/Type/XObject/Subtype/Form/Matrix[1 0 0 1 60 738]")
    content = w.line("A page with a line", 60, 750) + b"/X Do " + w.line("goes on after it.", 60, 726)
    text = await text_of(content, resources=b"/XObject<</X 8 0 R>>", more=[form])
    assert text == "A page with a line drawn by a form, goes on after it."


async def test_a_page_set_sideways_is_read_and_what_is_written_across_it_is_not() -> None:
    sideways = b"".join(
        b"BT /F 10 Tf 0 1 -1 0 %d 60 Tm %s Tj ET\n" % (100 + 12 * number, w.shown(text))
        for number, text in enumerate(["The bridge is closed", "for two years."])
    )
    assert (
        await text_of(sideways + w.line("arXiv:1", 20, 300), page=b"/Rotate 90")
        == "The bridge is closed for two years."
    )


# Paragraphs

words = st.text("abcdefgh", min_size=3, max_size=9)
sentences = st.lists(words, min_size=20, max_size=60, unique=True).map(lambda found: " ".join(found).capitalize() + ".")


@settings(max_examples=15, deadline=None, derandomize=True)
@given(paragraphs=st.lists(sentences, min_size=1, max_size=12), columns=st.integers(1, 2), width=st.integers(30, 44))
def test_indented_paragraphs_come_back_whatever_they_say(paragraphs: list[str], columns: int, width: int) -> None:
    contents = w.typeset(paragraphs, width=width, columns=columns, per_column=18)
    assert asyncio.run(text_of(*contents)) == "\n\n".join(paragraphs)


@settings(max_examples=15, deadline=None)
@given(paragraphs=st.lists(sentences, min_size=1, max_size=8), width=st.integers(30, 70))
def test_paragraphs_with_a_gap_between_them_come_back_whatever_they_say(paragraphs: list[str], width: int) -> None:
    contents = w.typeset(paragraphs, width=width, indent=0, gap=6.0, per_column=400)
    assert asyncio.run(text_of(*contents)) == "\n\n".join(paragraphs)


async def test_a_short_line_ends_its_paragraph_where_nothing_else_does() -> None:
    contents = w.typeset(PARAGRAPHS, indent=0)
    assert await text_of(*contents) == "\n\n".join(PARAGRAPHS)


async def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    contents = w.typeset(PARAGRAPHS, per_column=5)
    assert len(contents) > 1
    assert await text_of(*contents) == "\n\n".join(PARAGRAPHS)


async def test_a_heading_is_a_paragraph_of_its_own_by_its_size_or_its_weight() -> None:
    body = w.lines(["The minister spoke for an hour", "and left without an answer."], y=700)
    assert await text_of(w.line("A bridge too far for us", 60, 716, size=14) + body) == (
        "A bridge too far for us\n\nThe minister spoke for an hour and left without an answer."
    )
    assert await text_of(w.line("A bridge too far for all of us", 60, 712, font=b"B") + body) == (
        "A bridge too far for all of us\n\nThe minister spoke for an hour and left without an answer."
    )


async def test_the_items_of_a_list_are_paragraphs() -> None:
    content = w.line("They want:", 60, 750) + w.line("• money for the bridge and", 60, 738)
    content += (
        w.line("for the ferry,", 72, 726) + w.line("• an answer by the end of", 60, 714) + w.line("May.", 72, 702)
    )
    text = await text_of(content)
    assert text == "They want:\n\n• money for the bridge and for the ferry,\n\n• an answer by the end of May."


async def test_a_note_in_the_middle_of_a_sentence_comes_after_its_paragraph() -> None:
    first = w.lines(["The minister spoke for an hour", "and then she left the room by"])
    first += w.line("1 She has done so before.", 60, 100, size=7)
    assert await text_of(first, w.lines(["the other door."])) == (
        "The minister spoke for an hour and then she left the room by the other door.\n\n1 She has done so before."
    )


# Running heads


def framed(contents: list[bytes]) -> list[bytes]:
    return [
        w.line("The Daily Bridge", 60, 780, size=8) + content + w.line(f"- {number} -", 300, 20, size=8)
        for number, content in enumerate(contents, 1)
    ]


async def test_running_heads_and_page_numbers_are_left_out() -> None:
    contents = framed(w.typeset(PARAGRAPHS * 2, per_column=5))
    assert len(contents) > 2
    assert await text_of(*contents) == "\n\n".join(PARAGRAPHS * 2)


async def test_heads_that_differ_on_left_and_right_pages_are_left_out() -> None:
    contents = w.typeset(PARAGRAPHS * 3, per_column=5)
    heads = ["The Daily Bridge", "6 March 2026"]
    contents = [w.line(heads[number % 2], 60, 780) + content for number, content in enumerate(contents)]
    assert len(contents) > 4
    assert await text_of(*contents) == "\n\n".join(PARAGRAPHS * 3)


async def test_what_the_document_calls_no_part_of_its_text_is_left_out() -> None:
    artifact = b"/Artifact <</Type/Pagination>> BDC " + w.line("Confidential until noon", 60, 770) + b"EMC\n"
    assert await text_of(artifact + w.lines(["The bridge is closed."])) == "The bridge is closed."


async def test_a_sentence_that_stands_on_two_pages_in_different_places_stays() -> None:
    contents = [w.lines(["No comment, she said.", f"Then came question {n}."], y=700 - 80 * n) for n in (1, 2)]
    assert (await text_of(*contents)).count("No comment, she said.") == 2


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7 of 12", "7/12", "xii", "| 7 |"])
async def test_the_number_of_a_single_page_is_left_out(number: str) -> None:
    assert await text_of(w.lines(["The bridge is closed."]) + w.line(number, 300, 20)) == "The bridge is closed."


@pytest.mark.parametrize("last", ["2026", "100.", "mix", "I."])
async def test_a_last_line_that_is_no_page_number_stays(last: str) -> None:
    content = w.lines(["The bridge will not be what it was before,", "and the ferry will sail until the year", last])
    assert (await text_of(content)).endswith(last)


# Hyphens


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the govern-", "ment fell", "the government fell"),
        ("a well-", "known man", "a well-known man"),
        ("a state-", "owned bank", "a state-owned bank"),
        ("the Trump-", "Clinton debate", "the Trump-Clinton debate"),
        ("an unwilling-", "ness to pay", "an unwillingness to pay"),
        ("in 2019-", "20 and after", "in 2019-20 and after"),
        ("she said -", "and left", "she said - and left"),
        ("she said—", "and left", "she said—and left"),
        ("she said —", "and left", "she said — and left"),
        ("the brid\u00ad", "ge fell", "the bridge fell"),
        ("no hyphen", "at all", "no hyphen at all"),
    ],
)
def test_a_hyphen_goes_only_where_it_is_not_the_words_own(first: str, second: str, joined: str) -> None:
    assert Hyphens([first, second]).joined([first, second]) == joined


def test_the_document_itself_says_how_its_words_are_written() -> None:
    assert (
        Hyphens(["The Wojnilow family", "the Wojni-", "low house"]).joined(["Wojni-", "low house"]) == "Wojnilow house"
    )
    assert Hyphens(["Mr McDonough", "Mr Mc-", "Donough"]).joined(["Mr Mc-", "Donough"]) == "Mr McDonough"
    assert Hyphens(["a co-op", "the co-", "op"]).joined(["the co-", "op"]) == "the co-op"


# What the document says of itself

DATED = [*PARAGRAPHS, "Press office, 3 March 2026"]


async def test_title_author_and_date_are_believed_where_the_text_has_them_too() -> None:
    text = ["A bridge too far. By Jane Doe.", *DATED]
    info = b"/Title(A Bridge Too Far)/Author(Jane Doe; secretary)/CreationDate(D:20260303101500+01'00')"
    article = (await taken(w.document(*w.typeset(text), info=info))).article
    assert (article.title, article.authors, article.published) == ("A Bridge Too Far", ("Jane Doe",), "2026-03-03")


@pytest.mark.parametrize(
    "info",
    [
        b"/Title(Microsoft Word - doc1.docx)/Author(jdoe)/CreationDate(D:20260302101500+01'00')",
        b"/Title(minister)/Author(ferry)/CreationDate(D:20260399)",
        b"/Title(Template of a press release)/Author()/CreationDate(yesterday)",
        b"/Title 7/Author[1 2]/CreationDate<</a 1>>",
        b"",
    ],
)
async def test_what_its_text_does_not_bear_out_is_not_believed(info: bytes) -> None:
    article = (await taken(w.document(*w.typeset(DATED), info=info))).article
    assert (article.title, article.authors, article.published) == (None, (), None)


@pytest.mark.parametrize("written", ["March 3, 2026", "3rd March 2026", "3 Mar 2026", "MARCH 3RD, 2026", "2026-03-03"])
async def test_a_day_is_found_however_it_is_written(written: str) -> None:
    data = w.document(*w.typeset([*PARAGRAPHS, written]), info=b"/CreationDate(D:20260303)")
    assert (await taken(data)).article.published == "2026-03-03"


async def test_a_date_to_come_is_not_believed() -> None:
    data = w.document(*w.typeset([*PARAGRAPHS, "3 April 2026"]), info=b"/CreationDate(D:20260403)")
    assert (await taken(data)).article.published is None


async def test_without_a_title_it_is_what_is_printed_largest() -> None:
    head = w.line("PRESS RELEASE", 60, 780, size=8) + w.line("The bridge is to be closed", 60, 764, size=16)
    contents = w.typeset(PARAGRAPHS)
    article = (await taken(w.document(head + contents[0], *contents[1:]))).article
    assert article.title == "The bridge is to be closed"
    assert article.text.startswith("PRESS RELEASE\n\nThe bridge is to be closed\n\nThe minister")


async def test_every_line_of_its_briefing_stands_in_the_text() -> None:
    incoming = await taken(w.document(*w.typeset(PARAGRAPHS, per_column=5)))
    briefing = brief(incoming.article, at=AT)
    assert [statement.speaker.name for statement in briefing.statements if statement.speaker is not None]
    for statement in briefing.statements:
        for span in statement.content:
            assert incoming.article.text[span.start : span.end] == span.exact


# What cannot be read

PICTURE = w.stream(b"\0", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray")


async def test_a_scanned_document_says_so() -> None:
    data = w.document(b"q 600 0 0 800 0 0 cm /I Do Q", resources=b"/XObject<</I 8 0 R>>", more=[PICTURE])
    assert await refusal(data) == (
        "standard input is a scanned PDF, pictures of pages without their text: "
        "put it through text recognition (OCR) and give what comes out."
    )


async def test_a_scan_with_a_stamp_on_each_page_is_a_scan() -> None:
    content = b"q 600 0 0 800 0 0 cm /I Do Q " + w.line("from the archive", 60, 20)
    data = w.document(content, content, resources=b"/XObject<</I 10 0 R>>", more=[PICTURE])
    assert "is a scanned PDF" in await refusal(data)


async def test_pages_that_are_pictures_are_told_among_others() -> None:
    contents = [*w.typeset(PARAGRAPHS), b"q 600 0 0 800 0 0 cm /I Do Q"]
    incoming = await taken(w.document(*contents, resources=b"/XObject<</I 10 0 R>>", more=[PICTURE]))
    assert incoming.original.notices == (
        "1 of the 2 pages of the PDF is a picture without text: what stands there was not read.",
    )


async def test_a_document_without_text_and_pictures_is_refused() -> None:
    assert await refusal(w.document(b"10 10 100 100 re f")) == (
        "There is no text to read in the PDF standard input: check that it is the right file."
    )


async def test_a_page_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    contents = [*w.typeset(PARAGRAPHS, per_column=5)[:2], b"BT /F 10 Tf (x) Tj [[[[[[[[" + b"[" * 2000]
    incoming = await taken(w.document(*contents))
    assert incoming.article.text.startswith("The minister told")
    assert incoming.original.notices == ("Page 3 of the PDF cannot be read: what stands there is missing.",)


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(w.document(*w.typeset(PARAGRAPHS)))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


async def test_a_document_with_a_password_says_so() -> None:
    assert await refusal(encrypted("secret", "RC4-128")) == (
        "standard input is locked, with a password or in a way that Readout cannot open: "
        "open it, print it to a new PDF, and give that."
    )


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
async def test_a_document_that_may_only_not_be_printed_is_read(algorithm: str) -> None:
    assert (await taken(encrypted("", algorithm))).article.text == "\n\n".join(PARAGRAPHS)


async def test_an_encryption_that_takes_another_library_says_so() -> None:
    encrypt = (
        b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 4/R 4/Length 128/P -4/O<%s>/U<%s>/StmF/S/StrF/S"
        b"/CF<</S<</CFM/AESV2/Length 16/AuthEvent/DocOpen>>>>>>" % (b"00" * 32, b"00" * 32)
    )
    assert "is locked, with a password" in await refusal(w.document(*w.typeset(PARAGRAPHS), trailer=encrypt))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog",
        w.document(*w.typeset(PARAGRAPHS))[:200],
        w.file_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
        w.file_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
        w.file_of([b"<</Type/Nothing>>"]),
        b"%PDF-1.7\n" + b"\xff\0" * 500,
    ],
    ids=["mark", "beginning", "half", "circle", "nothing", "other", "noise"],
)
async def test_a_damaged_document_says_so(data: bytes) -> None:
    assert await refusal(data) == (
        "standard input is a damaged PDF that cannot be read: download it or export it again."
    )


async def test_a_document_whose_index_is_lost_is_read_all_the_same() -> None:
    data = w.document(*w.typeset(PARAGRAPHS)).replace(b"startxref\n", b"startxref\n9")
    assert (await taken(data)).article.text == "\n\n".join(PARAGRAPHS)


async def test_a_book_is_refused_with_its_number_of_pages() -> None:
    kids = b"3 0 R " * 1000
    data = w.file_of(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count 1000>>" % kids,
            b"<</Type/Page/Parent 2 0 R>>",
        ]
    )
    assert await refusal(data) == (
        "standard input has 1,000 pages, more than an article or a report: "
        "give the pages you need as a PDF of their own."
    )


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F 10 Tf (x) Tj ET" + b" " * 10_000_001,  # ten kB unpack to ten MB
        b"(x) Tj " + b"q Q " * 260_000,  # more operators than any page has
    ],
    ids=["size", "operators"],
)
async def test_a_document_that_unpacks_to_too_much_is_refused(content: bytes) -> None:
    data = w.document(content, packed=True)
    assert len(data) < 100_000
    assert "unpacks to more than 10 MB or is too tangled to read" in await refusal(data)


async def test_text_over_the_limit_is_refused_though_no_page_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_of_pdf, "LIMIT", 400)
    contents = w.typeset(PARAGRAPHS * 2, per_column=5)
    assert "unpacks to more than 10 MB" in await refusal(w.document(*contents))


@pytest.mark.parametrize(
    "contents",
    [
        [b"BT /F 10 Tf (" + b"x" * 100_000 + b") Tj ET"],
        [b"BT /F 10 Tf " + b"(x) Tj " * 20_000 + b"ET"],
        w.typeset(PARAGRAPHS * 40, per_column=5),
    ],
    ids=["letters", "operators", "pages"],
)
async def test_a_document_that_takes_too_long_is_given_up(
    monkeypatch: pytest.MonkeyPatch, contents: list[bytes]
) -> None:
    monkeypatch.setattr(reading_of_pdf, "_TIME", 0.05)
    assert await refusal(w.document(*contents)) == (
        "standard input takes too long to read: print the pages you need to a new PDF, and give that."
    )


async def test_forms_that_draw_each_other_are_not_followed_for_ever() -> None:
    forms = [
        w.stream(
            b"/X Do " * 30 + w.line("again", 60, 700),
            b"/Type/XObject/Subtype/Form/Resources<</XObject<</X %d 0 R>>>>" % n,
        )
        for n in (9, 8)
    ]
    incoming = await taken(
        w.document(w.lines(["The bridge is closed."]) + b"/X Do", resources=b"/XObject<</X 8 0 R>>", more=forms)
    )
    assert incoming.article.text.startswith("The bridge is closed.")


async def test_fonts_that_do_not_say_their_letters_are_told() -> None:
    descendant = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X>>"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%s]>>" % descendant
    content = b"BT /X 10 Tf 60 700 Td <%s> Tj ET" % (b"e001e002e003e004" * 20)
    assert await refusal(w.document(content, fonts=b"/X 8 0 R", more=[font])) == (
        "The fonts in standard input do not say which letters they show: "
        "put it through text recognition (OCR) and give what comes out."
    )


def test_pypdf_says_nothing_on_the_terminal(tmp_path: Path) -> None:
    data = w.document(*w.typeset(PARAGRAPHS))
    # pypdf warns of the first two.
    broken = (data.replace(b"startxref\n", b"startxref\n9"), data.replace(b"/Count 1", b"/Count(x)"), data[:200])
    for number, each in enumerate(broken):
        (tmp_path / f"{number}.pdf").write_bytes(each)
    program = (
        "import asyncio, datetime, sys\nfrom briefing.intake import take\nfrom briefing.errors import SourceError\n"
        "for path in sys.argv[1:]:\n"
        "    try: asyncio.run(take(path, at=datetime.datetime(2026, 3, 6)))\n"
        "    except SourceError: print(path)"
    )
    call = [sys.executable, "-W", "always", "-c", program, *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert (done.stdout.split(), done.stderr) == ([str(tmp_path / "2.pdf")], "")


def test_pypdf_is_imported_only_for_a_pdf() -> None:
    program = (
        "import asyncio, datetime, sys\nfrom briefing.intake import take\n"
        "asyncio.run(take('-', at=datetime.datetime(2026, 3, 6), stdin=lambda: b'Some text.'))\n"
        "print('pypdf' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# Anything at all

WHOLE = w.document(
    *framed(w.typeset(PARAGRAPHS, per_column=5)),
    info=b"/Title(A bridge)",
    resources=b"/XObject<</I 14 0 R>>",
    more=[PICTURE],
)
changes = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), max_size=8)


@settings(max_examples=100, deadline=None)
@given(changes=changes, end=st.integers(9, len(WHOLE)))
@example(changes=[], end=len(WHOLE))
def test_a_broken_document_gives_an_article_or_one_sentence(changes: list[tuple[int, bytes]], end: int) -> None:
    data = bytearray(WHOLE)
    for place, other in changes:
        data[place : place + len(other)] = other
    try:
        incoming = asyncio.run(taken(b"%PDF-1.7\n" + bytes(data[9:end])))
    except SourceError as refused:
        assert str(refused).endswith(".")
        assert "\n" not in str(refused)
    else:
        assert incoming.article.text.strip()
