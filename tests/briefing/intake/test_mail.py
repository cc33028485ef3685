"""Mails: newsletters, press releases, what is passed on, pages saved as mails; and what holds no article."""

import asyncio
import base64
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake import Details, Incoming, take
from briefing.intake.mail_headers import decoded
from briefing.model import Article
from briefing.pipeline import brief
from tests.briefing.intake.serving import PARAGRAPHS, page

AT = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
TEXT = "\n\n".join(PARAGRAPHS)


async def taken(data: bytes, **how: Any) -> Incoming:
    return await take("-", at=AT, stdin=lambda: data, **how)


async def article_of(message: EmailMessage | str) -> Article:
    """The article of a mail; one that is written out has its lines ended as mails have them."""
    if isinstance(message, EmailMessage):
        return (await taken(message.as_bytes())).article
    return (await taken(message.replace("\n", "\r\n").encode())).article


async def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        await taken(data)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def mail(text: str | None = TEXT, html: str | None = None, **fields: str) -> EmailMessage:
    """A mail with these parts; an underscore in a field's name stands for a hyphen, an empty value leaves it out."""
    message = EmailMessage()
    written = {
        "From": "Jane Doe <jane@example.org>",
        "To": "news@example.org",
        "Date": "Tue, 03 Mar 2026 09:12:00 +0100",
        "Subject": "Bridge to be closed",
        "Message-ID": "<1@example.org>",
    }
    for name, value in (written | {name.replace("_", "-"): value for name, value in fields.items()}).items():
        if value:
            message[name] = value
    if text is not None:
        message.set_content(text)
        if html is not None:
            message.add_alternative(html, subtype="html")
    elif html is not None:
        message.set_content(html, subtype="html")
    return message


def written(body: str, content: str = "text/plain; charset=utf-8", more: str = "") -> str:
    """A mail as it is written out, so that its body is what it is."""
    return (
        "From: Jane Doe <jane@example.org>\nDate: Tue, 03 Mar 2026 09:12:00 +0100\nSubject: Bridge\n"
        f"MIME-Version: 1.0\nContent-Type: {content}\n{more}\n{body}"
    )


# What it tells of itself


async def test_a_mail_gives_its_text_its_subject_its_author_and_its_time_with_zone() -> None:
    incoming = await taken(mail().as_bytes())
    article = incoming.article
    assert article.text == TEXT
    assert (article.title, article.authors, article.outlet) == ("Bridge to be closed", ("Jane Doe",), None)
    assert (article.published, article.language, article.url) == ("2026-03-03T09:12:00+01:00", "en", None)
    assert (incoming.original.data, incoming.original.kind) == (mail().as_bytes(), "mail")


@pytest.mark.parametrize(
    ("fields", "outlet", "authors"),
    [
        ({"From": "The Letter <a@b.example>", "List_ID": "<a.b.example>"}, "The Letter", ()),
        ({"From": "Jane Doe from The Letter <a@b.example>", "List_ID": "<a>"}, "The Letter", ("Jane Doe",)),
        ({"From": "\"'Jane Doe' via River News\" <a@b.example>"}, "River News", ("Jane Doe",)),
        ({"From": '"Doe, Jane" <a@b.example>'}, None, ("Doe, Jane",)),
        ({"From": "a@b.example (Jane Doe)"}, None, ("Jane Doe",)),
        ({"From": "=?utf-8?q?J=C3=BCrgen_D=C3=B6?= <a@b.example>"}, None, ("Jürgen Dö",)),
        ({"List_ID": "River talk <r.example>", "List_Post": "<mailto:r@r.example>"}, "River talk", ("Jane Doe",)),
        ({"From": "a@b.example"}, None, ()),
        ({"From": "a@b.example", "List_ID": "River News <r.example>"}, "River News", ()),
        ({"From": '"a@b.example" <a@b.example>'}, None, ()),
        ({"From": "The Letter <a@b.example>", "List_Unsubscribe": "<https://b.example/u>"}, "The Letter", ()),
        ({"From": "The Letter <a@b.example>", "Precedence": "bulk"}, "The Letter", ()),
    ],
)
async def test_a_newsletter_has_an_outlet_and_a_letter_an_author(
    fields: dict[str, str], outlet: str | None, authors: tuple[str, ...]
) -> None:
    article = await article_of(mail(**fields))
    assert (article.outlet, article.authors) == (outlet, authors)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?Z=C3=BCrich_w=C3=A4hlt?=", "Zürich wählt"),
        ("=?UTF-8?B?WsO8cmlj?=\r\n =?UTF-8?B?aCB3w6Robw==?= ist da", "Zürich wäho ist da"),
        ("=?utf-8?b?ww==?= =?utf-8?b?vA==?=", "ü"),  # a letter cut in two
        ("=?iso-8859-1?q?Z=FCrich?= und =?koi8-r?b?7c/Ty9fB?=", "Zürich und Москва"),
        ("=?no-such-charset?q?Z=C3=BCrich?=", "Zürich"),
        ("=?utf-8*de?q?Z=C3=BCrich?=", "Zürich"),
        ("a =?utf-8?q?b", "a =?utf-8?q?b"),
        ("2 =? 3", "2 =? 3"),
        ("  one \r\n\t two ", "one two"),
    ],
)
def test_encoded_words_are_decoded(written: str, read: str) -> None:
    assert decoded(written) == read


async def test_a_subject_in_bytes_that_no_rule_allows_is_read() -> None:
    data = mail().as_bytes().replace(b"Bridge to be closed", "Brücke “zu”".encode())
    assert (await taken(data)).article.title == "Brücke “zu”"


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("3 Mar 2026 09:12 GMT", "2026-03-03T09:12:00+00:00"),
        ("Tue, 03 Mar 2026 09:12:30 -0000", "2026-03-03T09:12:30+00:00"),
        ("Tue, 03 Mar 2026 09:12:30 EST (somewhere)", "2026-03-03T09:12:30-05:00"),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Tue, 31 Feb 2026 09:12:30 +0000", None),
        ("Fri, 03 Apr 2026 09:12:30 +0000", None),
        ("yesterday", None),
        ("", None),
    ],
)
async def test_a_time_that_cannot_be_is_not_believed(date: str, published: str | None) -> None:
    data = mail().as_bytes().replace(b"Tue, 03 Mar 2026 09:12:00 +0100", date.encode())
    assert (await taken(data)).article.published == published


async def test_the_page_of_its_archive_is_its_address_and_a_link_to_look_at_it_is_not() -> None:
    html = page().replace("<article>", '<a href="https://click.example/x">View in browser</a><article>')
    assert (await article_of(mail(html=html))).url is None
    assert (await article_of(mail(Archived_At="<https://lists.example/7>"))).url == "https://lists.example/7"


async def test_what_the_user_tells_wins() -> None:
    details = Details(
        title="Mine", url="https://example.org/x", outlet="The Paper", published="2026-01", authors=("Me",)
    )
    article = (await taken(mail().as_bytes(), details=details)).article
    assert (article.title, article.url, article.outlet) == ("Mine", "https://example.org/x", "The Paper")
    assert (article.published, article.authors) == ("2026-01", ("Me",))


# Its text


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize(("charset", "text"), [("utf-8", "“Zu”, sagt Müller."), ("iso-8859-1", "Zu, sagt Müller.")])
async def test_a_text_is_unpacked_whatever_it_is_sent_in(encoding: str, charset: str, text: str) -> None:
    data = text.encode(charset)
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = b"".join(b"=%02X" % byte if byte > 126 else bytes([byte]) for byte in data).replace(
            b"sagt", b"sa=\r\ngt"
        )
    head = written("", f"text/plain; charset={charset}", f"Content-Transfer-Encoding: {encoding}\n").encode()
    assert (await taken(head + data)).article.text.strip() == text


@pytest.mark.parametrize("charset", ["", "x-unknown", "us-ascii", "utf-7", '"', "utf-16"])
async def test_a_wrong_name_of_an_encoding_costs_nothing(charset: str) -> None:
    assert (
        await article_of(written("“Zu”, sagt Müller.", f"text/plain; charset={charset}"))
    ).text == "“Zu”, sagt Müller."


async def test_flowed_lines_are_joined_and_others_stay() -> None:
    body = (
        "The minister told reporters on \nTuesday that the bridge \nwould be closed.\n\n From now on.\n"
        "> “We cannot \n> wait,” she wrote.\n>> Why?\nFixed\nlines\n-- \nJane"
    )
    article = await article_of(written(body, "text/plain; charset=utf-8; format=flowed"))
    assert article.text == (
        "The minister told reporters on Tuesday that the bridge would be closed.\n\nFrom now on.\n"
        "> “We cannot wait,” she wrote.\n>> Why?\nFixed\nlines\n--\nJane"
    )
    assert [span.exact for span in article.excluded] == ["--\nJane"]


async def test_flowed_lines_lose_the_space_that_is_not_theirs() -> None:
    article = await article_of(written("Donau \ndampfschiff.\n", "text/plain; format=flowed; delsp=yes"))
    assert article.text == "Donaudampfschiff."


async def test_lines_that_are_broken_for_good_stay_so() -> None:
    assert (await article_of(written("one\ntwo\n\nthree\n"))).text == "one\ntwo\n\nthree"


async def test_a_newsletter_is_read_from_its_html() -> None:
    article = await article_of(mail("This letter is only shown as HTML.", page(), List_ID="<a>"))
    assert article.text == TEXT
    assert article.title == "Bridge to be closed"


async def test_where_the_html_is_no_article_the_plain_text_is_read() -> None:
    assert (await article_of(mail(html="<p>See you.</p>"))).text == TEXT


async def test_where_the_html_has_only_a_part_the_plain_text_is_read() -> None:
    long = "\n\n".join([TEXT] * 3)
    assert (await article_of(mail(long, page()))).text == long


ROWS = "".join(f'<tr><td><table><tr><td class="text">{p}<br><br></td></tr></table></td></tr>' for p in PARAGRAPHS)
LAYOUTS = {
    "nested tables": f"<body><center><table><tr><td><h1>Bridge</h1></td></tr>{ROWS}</table></center></body>",
    "breaks": f"<div>{'<br><br>'.join(PARAGRAPHS)}</div>",
    "Outlook": "".join(
        f'<p class="MsoNormal"><span>{p}<o:p></o:p></span></p><p><o:p>&nbsp;</o:p></p>' for p in PARAGRAPHS
    ),
    "divs": "".join(f"<div>{p}</div><div><br></div>" for p in PARAGRAPHS),
}


@pytest.mark.parametrize("layout", LAYOUTS)
async def test_paragraphs_are_found_in_the_layouts_that_mail_programs_write(layout: str) -> None:
    assert (await article_of(mail(None, LAYOUTS[layout]))).text == TEXT


async def test_what_is_hidden_is_not_read_and_the_letters_frame_is_no_part_of_the_article() -> None:
    hidden = '<div style="display:none">What is in it for you: the bridge, and who will pay for it in the end.</div>'
    above = "<p>View this email in your browser</p>"
    below = "<p>You are receiving this email because you signed up. Unsubscribe</p><img src='https://x.example/p.gif'>"
    html = page().replace("<article>", f"<article>{hidden}{above}").replace("</article>", f"{below}</article>")
    article = await article_of(mail(None, html))
    assert "What is in it for you" not in article.text
    excluded = [span.exact for span in article.excluded]
    kept = [paragraph for paragraph in article.text.split("\n\n") if paragraph not in excluded]
    assert kept == list(PARAGRAPHS)
    briefing = brief(article, at=AT)
    assert set(article.excluded) <= set(briefing.article.excluded)


async def test_who_speaks_of_unsubscribing_is_no_frame() -> None:
    text = f"{TEXT}\n\n“I want to unsubscribe,” the ferryman said."
    assert (await article_of(mail(text))).excluded == ()


async def test_nothing_in_a_mail_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    html = page().replace(
        "<article>", "<link rel=stylesheet href='http://127.0.0.1:9/a.css'><img src='http://127.0.0.1:9/'><article>"
    )
    data = mail(html=html).as_bytes()
    monkeypatch.setattr("socket.socket.connect", refuse)
    assert (await taken(data, offline=True)).article.text == TEXT


# What is passed on


async def test_a_mail_attached_to_a_note_is_the_article() -> None:
    outer = mail("Have a look at this.", Subject="Fwd: Bridge", From="Bob <bob@example.org>")
    outer.add_attachment(mail())
    incoming = await taken(outer.as_bytes())
    assert (incoming.article.text, incoming.article.authors) == (TEXT, ("Jane Doe",))
    assert incoming.article.published == "2026-03-03T09:12:00+01:00"
    assert incoming.original.notices == ("The article is the message attached to the mail.",)


async def test_a_mail_attached_to_a_long_one_is_told() -> None:
    outer = mail("\n\n".join([TEXT] * 2))
    outer.add_attachment(mail("Something else."))
    incoming = await taken(outer.as_bytes())
    assert incoming.article.text == "\n\n".join([TEXT] * 2)
    assert "A message is attached to the mail and was not read" in incoming.original.notices[0]


PASSED_ON = (
    "Have a look.\n\n---------- Forwarded message ---------\nFrom: Jane Doe <jane@example.org>\n"
    "Date: Tue, Mar 3, 2026 at 9:12 AM\nSubject: Bridge to be closed\nTo: <bob@example.org>\n\n\n"
)


@pytest.mark.parametrize(
    "note",
    [
        PASSED_ON,
        PASSED_ON.replace("---------- Forwarded message ---------", "Begin forwarded message:\n").replace(
            "From:", "> *From:*"
        ),
        PASSED_ON.replace("- Forwarded message -", "-Original Message-").replace("Date:", "Sent:"),
    ],
)
async def test_who_wrote_what_was_passed_on_is_its_author_and_the_note_is_no_part_of_it(note: str) -> None:
    article = await article_of(mail(note + TEXT, Subject="Fwd: FW: Bridge to be closed", From="Bob <bob@example.org>"))
    assert (article.title, article.authors, article.published) == ("Bridge to be closed", ("Jane Doe",), None)
    (excluded,) = article.excluded
    assert article.text[excluded.end :].strip() == TEXT


async def test_who_passes_on_without_saying_whose_it_is_is_not_its_author() -> None:
    article = await article_of(mail(Subject="Fwd: Bridge"))
    assert (article.title, article.authors, article.published) == ("Bridge", (), None)


async def test_a_mailbox_with_one_mail_is_that_mail() -> None:
    data = (
        b"From jane@example.org Tue Mar  3 09:12:00 2026\n" + mail(f"{TEXT}\n\nFrom here on, all is quiet.").as_bytes()
    )
    data = data.replace(b"\nFrom here on", b"\n>From here on")
    assert (await taken(data)).article.text == f"{TEXT}\n\nFrom here on, all is quiet."


async def test_a_mailbox_with_several_says_how_many() -> None:
    one = b"From jane@example.org Tue Mar  3 09:12:00 2026\n" + mail().as_bytes() + b"\n"
    assert await refusal(one * 3) == "standard input is a mailbox of 3 mails: save the one that is the article."


# What holds no article


def attached(name: str, text: str | None = None) -> bytes:
    message = mail(text)
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


async def test_a_mail_with_only_an_attachment_names_it() -> None:
    assert await refusal(attached("Brücke.pdf")) == (
        "The mail in standard input has no text, only what is attached to it (Brücke.pdf): save that and give it."
    )


async def test_a_document_attached_to_a_text_is_told() -> None:
    incoming = await taken(attached("report.pdf", TEXT))
    assert incoming.article.text == TEXT
    assert incoming.original.notices == ("The attachment report.pdf was not read: save it and give it on its own.",)


async def test_an_encrypted_mail_says_so() -> None:
    body = "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\nContent-Type: text/plain\n\nxyz\n--b--\n"
    assert "is encrypted: open it in your mail program" in await refusal(
        written(body, 'multipart/encrypted; boundary="b"').encode()
    )


async def test_a_digest_says_how_many_mails_it_holds() -> None:
    outer = mail(None)
    outer.make_mixed()
    outer.attach(mail())
    digest = EmailMessage()
    digest["From"], digest["Date"], digest["MIME-Version"] = "a@b.example", "Tue, 03 Mar 2026 09:12:00 +0100", "1.0"
    digest.make_mixed()
    for inner in (mail(), mail("Another.")):
        digest.add_attachment(inner)
    assert "holds 2 others: save the one that is the article" in await refusal(digest.as_bytes())


@pytest.mark.parametrize("body", ["", " \n\n"])
async def test_an_empty_mail_says_so(body: str) -> None:
    assert await refusal(written(body).encode()) in (
        "There is no text to read in the mail standard input: check that it is the right one.",
        "There is nothing to read in standard input: it is empty.",
    )


async def test_html_without_an_article_says_so() -> None:
    assert await refusal(mail(None, "<ul><li><a href='/'>Home</a></ul>").as_bytes()) == (
        "There is no article to read in the mail standard input: "
        "open it in your mail program, copy its text, and give that."
    )


async def test_parts_within_parts_without_end_are_refused_in_a_sentence() -> None:
    body = "".join(f'--{n}\nContent-Type: multipart/mixed; boundary="{n + 1}"\n\n' for n in range(3000))
    assert await refusal(written(body, 'multipart/mixed; boundary="0"').encode())


@pytest.mark.parametrize(
    ("content", "body"),
    [
        ("text/plain; format=flowed", "a \n" * 1_000_000),
        ("text/plain", f"{TEXT}\n" + "\n" * 1_000_000),
        ("text/plain", "---------- Forwarded message ---------\n" + "From: a\n\n\n" * 300_000),
        ("text/plain", f"{TEXT}\n" + "-- \n\n" * 9_000),
        ('multipart/mixed; boundary="b"', "--b\n\nx y\n" * 300_000),
        ("text/html", "<table><tr><td>" * 100_000 + TEXT),
    ],
    ids=["flowed", "blank lines", "passed on", "signatures", "parts", "tables"],
)
def test_a_mail_made_to_be_slow_is_read_or_refused_in_seconds(content: str, body: str) -> None:
    start = process_time()
    check_any(written(body, content).encode())
    assert process_time() - start < 20  # what grows with the square takes minutes


# What is a mail


@pytest.mark.parametrize("name", ["letter.eml", "letter.txt", "letter.html", "letter"])
async def test_a_mail_is_known_by_its_bytes_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(mail().as_bytes())
    assert (await take(str(tmp_path / name), at=AT)).original.kind == "mail"


MEMO = "From: Jane Doe, Ministry of Bridges\nDate: 3 March 2026\nSubject: The bridge\n\n" + TEXT


async def test_a_memo_is_no_mail_unless_its_name_says_so(tmp_path: Path) -> None:
    for name, kind in (("memo.txt", "text"), ("memo", "text"), ("memo.eml", "mail")):
        (tmp_path / name).write_text(MEMO, encoding="utf-8")
        incoming = await take(str(tmp_path / name), at=AT)
        assert incoming.original.kind == kind
        assert incoming.article.text == (TEXT if kind == "mail" else MEMO)


@pytest.mark.parametrize(
    "text",
    [
        "Message-ID: what is that? Nobody knows.",
        "From: Jane\n\nDear all, this is a letter.",
        "Subject: a letter\nDate: today\nand then some text\n\nDear all.",
        "From the start, she said: no.\n\nDate: never.",
        "Subject: Bridge\nMessage-ID: <1@b>\n\nOne field that people write is too few.",
        "MIME-Version: 1.0\n\nOne line of a standard.",
    ],
)
async def test_a_text_that_begins_like_a_mail_is_a_text(text: str) -> None:
    incoming = await taken(text.encode())
    assert (incoming.original.kind, incoming.article.text) == ("text", text)


# Pages saved as mails

MHTML = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/news/bridge\nSubject: The page\n"
    "Date: Wed, 4 Mar 2026 10:00:00 -0000\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="b"\n\n'
    "--b\nContent-Type: text/html\nContent-ID: <frame@mhtml.blink>\nContent-Transfer-Encoding: quoted-printable\n"
    f"Content-Location: https://example.org/news/bridge\n\n{page(language='en').replace('=', '=3D')}\n"
    "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-Location: https://example.org/a.png\n\niVBO\n"
    "--b--\n"
)


@pytest.mark.parametrize("data", [MHTML, MHTML[MHTML.index("MIME-Version") :], MHTML.replace("Snapshot-", "X-")])
async def test_a_page_saved_as_one_file_is_read_as_the_page_it_is(data: str) -> None:
    article = await article_of(data)
    assert (article.text, article.title) == (TEXT, "Bridge to be closed")
    assert (article.url, article.published, article.authors) == ("https://example.org/news/bridge", None, ())


# Anything at all

WHOLE = mail(html=page(), List_ID="River <r.example>").as_bytes()
changes = st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=6)), max_size=10)


def check_any(data: bytes) -> None:
    try:
        incoming = asyncio.run(taken(data))
    except SourceError as refused:
        assert str(refused).endswith(".")
        assert "\n" not in str(refused)
    else:
        text = incoming.article.text
        assert text.strip()
        assert all(text[span.start : span.end] == span.exact for span in incoming.article.excluded)


@settings(max_examples=60, deadline=None)
@given(changes=changes, end=st.integers(1, len(WHOLE)))
@example(changes=[], end=len(WHOLE))
def test_a_broken_mail_gives_an_article_or_one_sentence(changes: list[tuple[int, bytes]], end: int) -> None:
    data = bytearray(WHOLE)
    for place, other in changes:
        data[place : place + len(other)] = other
    check_any(bytes(data[:end]))


odd = st.sampled_from(
    [
        "=?utf-8?q?",
        "?=",
        "<",
        ">",
        '"',
        "\\",
        "@",
        ";",
        ":",
        "(",
        "[",
        "=",
        "multipart/mixed",
        "boundary=",
        "\r\n",
        "\0",
        "é",
        "9" * 30,
    ]
)
fields = st.lists(odd | st.text(max_size=3), max_size=6).map("".join)


@settings(max_examples=80, deadline=None)
@given(written=st.tuples(fields, fields, fields, fields, fields, fields), body=st.binary(max_size=60))
def test_odd_fields_give_an_article_or_one_sentence(written: tuple[str, ...], body: bytes) -> None:
    subject, sender, date, content, encoding, list_id = written
    head = (
        f"Subject: {subject}\nFrom: {sender}\nDate: {date}\nContent-Type: text/plain; {content}\nMIME-Version: 1.0\n"
        f"List-ID: {list_id}\nContent-Transfer-Encoding: {encoding}\nContent-Disposition: {content}\n\n"
    )
    check_any(head.encode("utf-8", "replace") + body)
