"""Files and standard input: what is a text comes in unchanged, what is not is refused in one sentence."""

import asyncio
import hashlib
import io
import os
import plistlib
import signal
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake import Details, take
from briefing.model import Article
from tests.briefing.intake.serving import read

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
TEXT = "“We will not wait,” the minister said.\n\nThe company declined to comment."
PAGE = (
    '<html lang="en"><head><title>The minister will not wait</title></head><body><article>'
    "<p>“We will not wait,” the minister said on Tuesday in the capital, and left the room at once.</p>"
    "<p>The company declined to comment.</p></article></body></html>"
)


async def refusal(source: str | Path) -> str:
    """The sentence with which reading `source` is refused."""
    with pytest.raises(SourceError) as caught:
        await read(str(source), at=AT)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


# Text


letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
line_ends = st.sampled_from(["\r", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\ufeff", "“a”"])
texts = st.text(letters) | st.lists(letters | line_ends).map("".join)


@settings(max_examples=150, deadline=None)
@given(text=texts.filter(lambda text: text.removeprefix("\ufeff").strip()))
def test_any_text_in_a_file_comes_in_unchanged_but_for_the_byte_order_mark(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("texts") / "article.txt"
    path.write_bytes(text.encode())
    article = asyncio.run(read(str(path), at=AT))
    assert article.text == text.removeprefix("\ufeff")
    assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".html", ""]))
def test_any_bytes_give_an_article_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("bytes") / f"source{suffix}"
    path.write_bytes(data)
    try:
        article = asyncio.run(read(str(path), at=AT))
    except SourceError as refused:
        assert str(refused).endswith(".")
    else:
        assert article.text.strip()


@pytest.mark.parametrize("name", ["article.txt", "article.md", "ARTICLE.TXT", "article", "article.text"])
async def test_a_text_is_read_as_it_is_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TEXT.encode())
    assert (await read(str(tmp_path / name), at=AT)).text == TEXT


async def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "dos.txt").write_bytes(b"one\r\ntwo\rthree\n\r\n")
    assert (await read(str(tmp_path / "dos.txt"), at=AT)).text == "one\r\ntwo\rthree\n\r\n"


async def test_markdown_keeps_its_marks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Title\n\n> *quoted*\n", encoding="utf-8")
    assert (await read(str(tmp_path / "a.md"), at=AT)).text == "# Title\n\n> *quoted*\n"


async def test_a_text_file_that_talks_of_html_stays_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    assert (await read(str(tmp_path / "a.txt"), at=AT)).text == PAGE


async def test_the_source_is_the_path_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert (await read("./a.txt", at=AT)).source == "./a.txt"


async def test_a_tilde_is_the_users_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    article = await read("~/a.txt", at=AT)
    assert (article.text, article.source) == (TEXT, "~/a.txt")


async def test_details_override_and_a_bad_date_is_refused_before_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    article = await read(str(tmp_path / "a.txt"), at=AT, details=Details(outlet="The Outlet", published="2026-02-28"))
    assert (article.outlet, article.published, article.retrieved) == (
        "The Outlet",
        "2026-02-28",
        "2026-03-01T09:30:00+00:00",
    )
    with pytest.raises(SourceError, match="soon is not a date"):
        await read(str(tmp_path / "missing.txt"), at=AT, details=Details(published="soon"))


# HTML


@pytest.mark.parametrize("name", ["page.html", "page.htm", "PAGE.HTML", "page", "page.php"])
async def test_html_is_read_as_a_page_by_its_name_or_by_how_it_begins(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    article = await read(str(tmp_path / name), at=AT)
    assert article.title == "The minister will not wait"
    assert article.text.startswith("“We will not wait,” the minister said")
    assert "<" not in article.text
    assert article.url is None


async def test_the_users_title_wins_over_the_pages(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    article = await read(str(tmp_path / "a.html"), at=AT, details=Details(title="Mine", url="https://example.org/x"))
    assert (article.title, article.url) == ("Mine", "https://example.org/x")


async def test_a_saved_page_in_an_old_encoding_is_read_by_what_its_head_declares(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1251">').replace("capital", "Москва")
    page = page.replace("“", "«").replace("”", "»")
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    assert "in the Москва" in (await read(str(tmp_path / "a.html"), at=AT)).text


# Saved pages


@pytest.mark.parametrize(
    "remark",
    [
        "<!-- saved from url=(0028)https://example.org/the/page -->",
        "<!--\n Page saved with SingleFile \n url: https://example.org/the/page \n saved date: Sun Mar 01 2026 -->",
    ],
)
async def test_a_copy_of_a_page_has_the_address_that_the_browser_wrote_into_it(tmp_path: Path, remark: str) -> None:
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html>\n{remark}\n{PAGE}", encoding="utf-8")
    article = await read(str(tmp_path / "a.html"), at=AT)
    assert (article.url, article.title) == ("https://example.org/the/page", "The minister will not wait")
    told = await read(str(tmp_path / "a.html"), at=AT, details=Details(url="https://example.org/mine"))
    assert told.url == "https://example.org/mine"


async def test_an_address_in_the_text_of_a_page_is_not_its_own(tmp_path: Path) -> None:
    remark = "&lt;!-- saved from url=(0028)https://example.org/the/page -->"
    (tmp_path / "a.html").write_text(PAGE.replace("Tuesday", remark), encoding="utf-8")
    assert (await read(str(tmp_path / "a.html"), at=AT)).url is None


def _web_archive(**page: object) -> bytes:
    known = {"WebResourceURL": "https://example.org/the/page", "WebResourceMIMEType": "text/html"}
    return plistlib.dumps({"WebMainResource": known | page}, fmt=plistlib.FMT_BINARY)


@pytest.mark.parametrize("name", ["a.webarchive", "a.html", "a.txt", "a"])
async def test_a_page_that_safari_saved_is_read_and_stays_as_it_came(tmp_path: Path, name: str) -> None:
    page = PAGE.replace("capital", "Москва").replace("“", "«").replace("”", "»").encode("cp1251")
    (tmp_path / name).write_bytes(_web_archive(WebResourceData=page, WebResourceTextEncodingName="windows-1251"))
    incoming = await take(str(tmp_path / name), at=AT)
    assert (incoming.article.title, incoming.article.url) == (
        "The minister will not wait",
        "https://example.org/the/page",
    )
    assert "in the Москва" in incoming.article.text
    assert (incoming.original.kind, incoming.original.data) == ("html", (tmp_path / name).read_bytes())


@pytest.mark.parametrize(
    "data",
    [
        _web_archive(),
        _web_archive(WebResourceData="text"),
        _web_archive(WebResourceData=PAGE.encode())[:300],
        plistlib.dumps({"WebMainResource": 1}, fmt=plistlib.FMT_BINARY),
        plistlib.dumps(["WebMainResource"], fmt=plistlib.FMT_BINARY),
    ],
    ids=["empty", "text", "half", "number", "list"],
)
async def test_a_web_archive_without_a_page_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.webarchive").write_bytes(data)
    assert "save the page again, or copy its text and give that" in await refusal(tmp_path / "a.webarchive")


# Standard input


async def from_standard_input(data: bytes) -> Article:
    return await read("-", at=AT, stdin=lambda: data)


async def test_standard_input_is_text_or_html_by_how_it_begins() -> None:
    text, page = await from_standard_input(TEXT.encode()), await from_standard_input(PAGE.encode())
    assert (text.source, text.text) == ("-", TEXT)
    assert page.title == "The minister will not wait"


async def test_without_a_function_the_process_own_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert (await read("-", at=AT)).text == TEXT


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "There is nothing to read in standard input: it is empty."),
        (b" \n", "There is nothing to read in standard input: it is empty."),
        (b"\xef\xbb\xbf\n", "There is nothing to read in standard input: it is empty."),
        (b"\x89PNG\r\n\x1a\n....", "standard input is an image (PNG), not a text: give the article as"),
        (b"a" * 10_000_001, "There are more than 10 MB in standard input"),
    ],
)
async def test_standard_input_without_an_article_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(SourceError) as caught:
        await from_standard_input(data)
    assert str(caught.value).startswith(sentence)


async def test_waiting_for_standard_input_can_be_cancelled() -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    reading_end, writing_end = os.pipe()

    def wait_for_ever() -> bytes:
        loop.call_soon_threadsafe(asked.set)
        return os.read(reading_end, 1)

    task = asyncio.create_task(read("-", at=AT, stdin=wait_for_ever))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    os.close(writing_end)


def test_ctrl_c_ends_a_program_that_waits_for_standard_input() -> None:
    program = (
        "import asyncio, os\n"
        "from datetime import datetime\n"
        "from briefing.intake import take\n"
        "asyncio.run(take('-', at=datetime(2026, 3, 1), progress=lambda phrase: print(phrase, flush=True)))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"reading standard input\n"
        running.send_signal(signal.SIGINT)
        try:
            running.wait(timeout=20)
        except subprocess.TimeoutExpired:
            running.kill()
            pytest.fail("one Ctrl-C did not end it")
    assert running.returncode != 0


# What is refused


async def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "missing.txt"
    assert await refusal(path) == f"There is no file {path}: check the path."


async def test_a_file_used_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert "There is no file" in await refusal(tmp_path / "a.txt" / "b.txt")


@pytest.mark.parametrize("source", ["example.org", "www.example.org/article", "example.org:8080/a?b=c", "news.example"])
async def test_an_address_without_https_is_told_how_addresses_begin(source: str) -> None:
    assert await refusal(source) == (
        f"There is no file {source}: check the path, or begin with https:// if it is a web page."
    )


async def test_a_file_that_is_called_like_an_address_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.org").write_text(TEXT, encoding="utf-8")
    assert (await read("example.org", at=AT)).text == TEXT


async def test_a_folder(tmp_path: Path) -> None:
    assert await refusal(tmp_path) == f"{tmp_path} is a folder, not an article: name a file in it."


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
async def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert await refusal(path) == f"There is nothing to read in {path}: it is empty."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_a_file_the_user_may_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0)
    assert await refusal(path) == f"{path} may not be read by you: change its permissions, or copy it."


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux's /proc/self/mem, which cannot be read")
async def test_a_file_the_system_cannot_read() -> None:
    assert "cannot be read (Input/output error)" in await refusal("/proc/self/mem")


@pytest.mark.parametrize("source", ["a\0b", "x" * 5000, "~nobody-of-this-name/x.txt"])
async def test_a_path_no_system_could_have(source: str) -> None:
    assert source in await refusal(source)


async def test_ten_megabytes_are_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"All work and no play makes Jack a dull boy.\n" * 300_000)
    os.truncate(path, 10_000_000)
    assert len((await read(str(path), at=AT)).text) == 10_000_000
    path.write_bytes(path.read_bytes() + b".")
    assert await refusal(path) == f"There are more than 10 MB in {path}, which is no article: give the article alone."


def _zip(first: str, content: str = TEXT) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(first), content)  # without the time, so that the test has one name
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", [".txt", ".html", ".md", ""])
@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{\\rtf1\\ansi An article.}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document or an Outlook message"),
        (_zip("a.txt"), "a zip archive or an Office document"),
        (_zip("[Content_Types].xml"), "an Office document (DOCX, XLSX, PPTX)"),
        (_zip("mimetype", "application/epub+zip"), "a book (EPUB)"),
        (_zip("mimetype", "application/vnd.oasis.opendocument.text"), "an OpenDocument file (ODT)"),
        (b"%!PS-Adobe-3.0\n", "a PostScript document"),
        (b"bplist00\0\0", "a property list"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image (PNG)"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "an image (JPEG)"),
        (b"GIF89a\1\0\1\0", "an image (GIF)"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "an image (WebP)"),
        (b"\x1f\x8b\x08\0\0\0", "a gzip archive"),
        (b"text, and then\0more", "a binary file"),
        (b"\x01\x02\x03\xe9\xff", "a binary file"),
    ],
)
async def test_a_binary_file_is_named_and_refused(tmp_path: Path, suffix: str, content: bytes, what: str) -> None:
    path = tmp_path / f"source{suffix}"
    path.write_bytes(content)
    assert (
        await refusal(path) == f"{path} is {what}, not a text: give the article as a web page, PDF, mail or plain text."
    )


@pytest.mark.parametrize("text", ["GIF89a is an image format, she said.", "The New WAVE is here.", "ID3 tags: a story"])
async def test_a_text_that_begins_like_a_binary_file_is_a_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_text(text, encoding="utf-8")
    assert (await read(str(tmp_path / "a"), at=AT)).text == text


async def test_a_feed_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text('<?xml version="1.0"?><rss version="2.0"><channel/></rss>', encoding="utf-8")
    assert await refusal(path) == (
        f"{path} is XML, perhaps a feed, and no article: give the page of one of its articles."
    )


@pytest.mark.parametrize("text", ['{"title": "The bridge", "body": ["It is closed."]}', '[{"a": 1}]', " [1, 2]\n"])
async def test_data_in_json_is_no_article(tmp_path: Path, text: str) -> None:
    path = tmp_path / "article.json"
    path.write_text(text, encoding="utf-8")
    assert await refusal(path) == f"{path} is data (JSON) and no article: give the page that shows it."


@pytest.mark.parametrize("text", ["[Applause] She said no.", "{sic} They left.", '{"title": "The bridge", she said.'])
async def test_a_text_that_begins_like_json_is_a_text(text: str) -> None:
    assert (await from_standard_input(text.encode())).text == text


async def test_a_page_without_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><ul><li><a href='/'>Home</a><li>News</ul></body></html>", encoding="utf-8")
    assert (await refusal(path)).startswith(f"There is no article to read in {path}: ")


@pytest.mark.parametrize("source", ["file:///tmp/a.txt", "FILE:///tmp/a.txt", "file:/tmp/a.txt"])
async def test_the_address_of_a_file_is_refused_with_what_to_give_instead(source: str) -> None:
    assert await refusal(source) == f"{source} is the address of a file: give its path instead, without file://."


@pytest.mark.parametrize("source", ["ftp://example.org/a", "gopher://example.org", "javascript://x"])
async def test_other_schemes_are_refused(source: str) -> None:
    assert "is not http or https" in await refusal(source)


@pytest.mark.parametrize("source", ["", "  "])
async def test_no_source(source: str) -> None:
    assert (await refusal(source)).startswith("No source is named")


async def test_progress_says_what_is_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    phrases: list[str] = []
    await read(str(path), at=AT, progress=phrases.append)
    assert phrases == [f"reading {path}", "reading the page"]


@pytest.mark.parametrize(
    ("name", "phrase"),
    [("a.md", "the text"), ("a", "the text"), ("a.eml", "the mail"), ("a.mhtml", "the mail"), ("a.pdf", "the PDF")],
)
async def test_progress_names_the_kind_of_file(tmp_path: Path, name: str, phrase: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    phrases: list[str] = []
    article = await read(str(tmp_path / name), at=AT, progress=phrases.append)
    assert phrases[-1] == f"reading {phrase}"
    assert article.text == TEXT  # a name is a hint: the bytes say that it is a text
