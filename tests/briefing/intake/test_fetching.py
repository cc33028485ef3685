"""Pages from a real server on 127.0.0.1: what is read, in which encoding, and what stays untouched."""

import asyncio
import gzip
import socket
import zlib
from pathlib import Path
from unittest.mock import patch

import pytest

from briefing import __version__
from briefing.errors import SourceError
from briefing.intake import Details
from briefing.intake.decoding import text_of
from briefing.intake.fetching import fetch
from tests.briefing.intake.serving import AT, PAGE, PARAGRAPHS, WHOLE, Serve, host, page, read, refusal, response

# What is read


async def test_a_page_is_read(serve: Serve) -> None:
    address = await serve(response(PAGE)) + "/news/bridge?from=mail"
    article = await read(address, at=AT)
    assert (article.text, article.title) == (WHOLE, "Bridge to be closed")
    assert (article.source, article.url) == (address, address)
    assert article.retrieved == "2026-03-01T09:30:00+00:00"


async def test_details_override_what_the_page_tells(serve: Serve) -> None:
    details = Details(title="Mine", url="https://example.org/mine", authors=("Ann Example",))
    article = await read(await serve(response(PAGE)), at=AT, details=details)
    assert (article.title, article.url, article.authors) == ("Mine", "https://example.org/mine", ("Ann Example",))


async def test_plain_text_is_taken_as_it_is_even_if_it_looks_like_html(serve: Serve) -> None:
    text = "<p>one</p>\r\n“two”\n"
    article = await read(await serve(response(text.encode(), Content_Type="text/plain")), at=AT)
    assert article.text == text


@pytest.mark.parametrize("content_type", ["", "application/octet-stream", "TEXT/HTML; charset=utf-8", "text/x-news"])
async def test_where_the_server_does_not_know_the_bytes_tell(serve: Serve, content_type: str) -> None:
    address = await serve({"/page": response(PAGE, Content_Type=content_type)})
    assert (await read(f"{address}/page", at=AT)).text == WHOLE


async def test_readout_names_itself_its_version_and_what_it_is(serve: Serve) -> None:
    requests: list[bytes] = []

    async def answer(request: bytes, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(request)
        writer.write(response(PAGE))

    await read(await serve(answer), at=AT)
    what = "(news reader in a terminal; fetches what its user names; no crawler)"
    assert f"\r\nUser-Agent: Readout/{__version__} {what}\r\n" in requests[0].decode()


async def test_a_users_password_is_sent_but_not_kept(serve: Serve) -> None:
    requests: list[bytes] = []

    async def answer(request: bytes, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(request)
        writer.write(response(PAGE))

    address = await serve(answer)
    article = await read(address.replace("://", "://ann:secret@") + "/a", at=AT)
    assert b"authorization: basic" in requests[0].lower()
    assert article.url == f"{address}/a"


async def test_progress_goes_from_connecting_to_reading(serve: Serve) -> None:
    phrases: list[str] = []
    address = await serve(response(PAGE.ljust(12_345)))
    await read(address, at=AT, progress=phrases.append)
    assert phrases[0] == f"connecting to {host(address)}"
    assert phrases[-2:] == ["12 kB read", "reading the page"]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
)
async def test_a_packed_page_is_unpacked(serve: Serve, coding: str, body: bytes) -> None:
    assert (await read(await serve(response(body, Content_Encoding=coding)), at=AT)).text == WHOLE


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/pdf", "pdf"),
        ("application/x-pdf", "pdf"),
        ("message/rfc822", "mail"),
        ("text/html; charset=utf-8", "html"),
        ("application/octet-stream", None),
    ],
)
async def test_bytes_come_through_unchanged_with_what_the_server_says_they_are(
    serve: Serve, content_type: str, kind: str | None
) -> None:
    data = b"%PDF-1.7\r\n%\xe2\xe3\xcf\xd3\r\n1 0 obj\r\n"
    address = await serve(response(data, Content_Type=content_type)) + "/a"
    found = await fetch(address, lambda _: None)
    assert (found.data, found.kind, found.url) == (data, kind, address)


# Encodings


@pytest.mark.parametrize(
    ("content_type", "head", "encoding"),
    [
        ("text/html; charset=windows-1252", "", "cp1252"),
        ("text/html; charset=iso-8859-1", "", "utf-8"),
        ("text/html; charset=utf-8", "", "cp1252"),
        ("text/html", '<meta charset="windows-1252">', "cp1252"),
        ("text/html; charset=no-such-thing", '<meta charset="windows-1252">', "cp1252"),
        ("text/html", "", "cp1252"),
        ("text/html", "", "utf-8"),
        ("text/html; charset=windows-1251", "", "utf-16"),
    ],
)
async def test_a_charset_right_wrong_or_missing_gives_the_same_words(
    serve: Serve, content_type: str, head: str, encoding: str
) -> None:
    body = page(head=f"{head}<title>x</title>").encode(encoding)
    assert (await read(await serve(response(body, Content_Type=content_type)), at=AT)).text == WHOLE


@pytest.mark.parametrize(
    ("content_type", "head"),
    [("text/html; charset=macintosh", ""), ("text/html", '<meta charset="macintosh">')],
)
async def test_a_declared_charset_decides_where_the_bytes_alone_would_mislead(
    serve: Serve, content_type: str, head: str
) -> None:
    paragraphs = [p.replace("The minister", "José").replace("“", "&ldquo;").replace("”", "&rdquo;") for p in PARAGRAPHS]
    body = page(*paragraphs, head=f"{head}<title>x</title>").encode("mac-roman")
    assert "José" not in text_of(body)
    article = await read(await serve(response(body, Content_Type=content_type)), at=AT)
    assert article.text == WHOLE.replace("The minister", "José")


# The user's environment


async def test_a_proxy_that_cannot_be_used_is_told(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    address = await serve(response(PAGE))
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:1")
    assert (await refusal(address)).startswith("The proxy that the environment names cannot be used (")


async def test_certificates_that_are_not_there_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/no/such/file")
    assert (await refusal("https://127.0.0.1:1/")).startswith("The certificates cannot be loaded (")


# Offline and cancelled


async def test_offline_makes_no_socket(serve: Serve) -> None:
    address = await serve(response(PAGE))

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    for source in (address, "https://example.org/article"):
        with (
            patch.object(socket, "socket", forbidden),
            patch.object(socket, "getaddrinfo", forbidden),
            pytest.raises(SourceError) as caught,
        ):
            await read(source, at=AT, offline=True)
        assert str(caught.value) == f"{source} is on the network and Readout is offline: give a saved copy of the page."


async def test_reading_a_page_from_a_file_makes_no_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = '<link rel="canonical" href="http://127.0.0.1:1/"><link rel="stylesheet" href="http://127.0.0.1:1/a.css">'
    doctype = '<!DOCTYPE html SYSTEM "http://127.0.0.1:1/a.dtd">'
    path = tmp_path / "a.html"
    path.write_text(page(head=links).replace("<!DOCTYPE html>", doctype), encoding="utf-8")
    made: list[object] = []
    monkeypatch.setattr(socket, "socket", made.append)
    monkeypatch.setattr(socket, "getaddrinfo", made.append)
    assert (await read(str(path), at=AT)).text == WHOLE
    assert made == []


async def test_cancelling_in_the_middle_closes_the_connection(serve: Serve) -> None:
    arrived, closed = asyncio.Event(), asyncio.Event()

    async def never_whole(_: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(PAGE, Content_Length="1000000"))
        await reader.read()
        closed.set()

    def progress(phrase: str) -> None:
        if phrase.endswith("kB read"):
            arrived.set()

    task = asyncio.create_task(read(await serve(never_whole), at=AT, progress=progress))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(closed.wait(), 10)


async def test_cancelling_before_the_answer_closes_the_connection(serve: Serve) -> None:
    asked, closed = asyncio.Event(), asyncio.Event()

    async def no_answer(_: bytes, reader: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        closed.set()

    task = asyncio.create_task(read(await serve(no_answer), at=AT))
    await asked.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(closed.wait(), 10)
