"""Pages from a real server on 127.0.0.1: what is read, what is refused and in which words."""

import asyncio
import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import tracemalloc
import zlib
from pathlib import Path
from threading import Thread
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import __version__
from briefing.errors import SourceError
from briefing.intake import Details, fetching
from briefing.intake.decoding import text_of
from briefing.intake.inflating import Inflater, TooLarge
from tests.briefing.intake.serving import AT, PARAGRAPHS, Serve, page, read, response

WHOLE = "\n\n".join(PARAGRAPHS)
PAGE = page().encode()
MEGABYTES = 10_000_000


async def refusal(source: str) -> str:
    """The sentence with which reading `source` is refused."""
    with pytest.raises(SourceError) as caught:
        await read(source, at=AT)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def host(address: str) -> str:
    return address.split("/")[2]


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


async def test_readout_names_itself_and_its_version(serve: Serve) -> None:
    requests: list[bytes] = []

    async def answer(request: bytes, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(request)
        writer.write(response(PAGE))

    await read(await serve(answer), at=AT)
    assert f"\r\nuser-agent: readout/{__version__}\r\n" in requests[0].decode().lower()


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


# Redirects


def chain(hops: int) -> dict[str, bytes]:
    site = {f"/{n}": response(status="302 Found", Location=f"/{n + 1}") for n in range(hops)}
    return site | {f"/{hops}": response(PAGE)}


async def test_five_redirects_are_followed_and_the_last_address_is_the_articles(serve: Serve) -> None:
    address = await serve(chain(5))
    article = await read(f"{address}/0", at=AT)
    assert (article.source, article.url) == (f"{address}/0", f"{address}/5")


@pytest.mark.parametrize(
    "status", ["301 Moved Permanently", "303 See Other", "307 Temporary Redirect", "308 Permanent"]
)
async def test_every_kind_of_redirect_is_followed(serve: Serve, status: str) -> None:
    target = await serve(response(PAGE))
    address = await serve(response(status=status, Location=f"{target}/there"))
    assert (await read(address, at=AT)).url == f"{target}/there"


async def test_six_redirects_are_one_too_many(serve: Serve) -> None:
    address = await serve(chain(6))
    assert await refusal(f"{address}/0") == (
        f"{address}/0 redirects more than 5 times: open it in a browser to see where it leads."
    )


async def test_an_endless_redirect_ends(serve: Serve) -> None:
    address = await serve(response(status="302 Found", Location="/"))
    assert "redirects more than 5 times" in await refusal(address)


@pytest.mark.parametrize("location", ["ftp://example.org/a", "file:///etc/hostname", "javascript:alert(1)", "data:,x"])
async def test_a_redirect_out_of_the_web_is_refused(serve: Serve, location: str) -> None:
    address = await serve(response(status="302 Found", Location=location))
    sentence = await refusal(address)
    assert sentence.startswith(f"{host(address)} redirects to ")
    assert sentence.endswith(": open it in a browser instead.")


async def test_a_redirect_to_a_port_that_cannot_be_is_refused(serve: Serve) -> None:
    address = await serve(response(status="302 Found", Location="http://127.0.0.1:99999/"))
    assert await refusal(address) == (
        f"{host(address)} redirects to http://127.0.0.1:99999/ (there is no port 99999): open it in a browser instead."
    )


# What is refused


@pytest.mark.parametrize("source", ["http://", "https:///a", "http:example.org", "http://[::1", "http://a:99999/"])
async def test_an_invalid_address(source: str) -> None:
    assert (await refusal(source)).startswith(f"{source} is not a valid address (")


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.sampled_from(["http://", "https://", "HTTP:"])
)
def test_whatever_follows_http_is_refused_in_a_sentence_when_no_host_is_known(text: str, beginning: str) -> None:
    with (
        patch("socket.getaddrinfo", side_effect=socket.gaierror(socket.EAI_NONAME, "Name or service not known")),
        pytest.raises(SourceError),
    ):
        asyncio.run(read(beginning + text, at=AT))


async def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert await refusal("https://nowhere.example/a") == (
        "There is no host nowhere.example, or no network: check the address and the connection."
    )


async def test_a_refused_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert await refusal(f"http://127.0.0.1:{port}/") == (
        f"127.0.0.1:{port} refused the connection: check the address and its port, or try again later."
    )


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        ("404 Not Found", "there is no such page; check the address."),
        ("410 Gone", "the page was taken down; look for a copy in a web archive."),
        ("401 Unauthorized", "it wants you to log in; save the page in a browser and give that file."),
        ("403 Forbidden", "it does not let programs in; save the page in a browser and give that file."),
        ("429 Too Many Requests", "it was asked too often; wait a while and try again."),
        ("500 Internal Server Error", "the fault is on its side; try again later."),
        ("503 Service Unavailable", "the fault is on its side; try again later."),
        ("304 Not Modified", "that is no page; save the page in a browser and give that file."),
    ],
)
async def test_a_status_is_told_with_its_number_its_name_and_what_to_do(serve: Serve, status: str, advice: str) -> None:
    address = await serve(response(PAGE, status=status)) + "/a"
    assert await refusal(address) == f"{address} answered {status}: {advice}"


async def test_the_servers_own_words_for_a_status_are_not_repeated(serve: Serve) -> None:
    address = await serve(response(PAGE, status="404 \x1b[31mgotcha"))
    assert f"{address} answered 404 Not Found: " in await refusal(address)


@pytest.mark.parametrize(
    ("content_type", "what"),
    [
        ("image/png", "an image (image/png)"),
        ("application/pdf", "a PDF document (application/pdf)"),
        ("application/zip", "a zip archive (application/zip)"),
        ("video/mp4", "a film (video/mp4)"),
        ("application/json; charset=utf-8", "data (JSON) (application/json)"),
        ("application/rss+xml", "application/rss+xml"),
    ],
)
async def test_what_is_no_page_is_refused_by_name_before_it_is_read(serve: Serve, content_type: str, what: str) -> None:
    async def headers_only(_: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(Content_Type=content_type, Content_Length="1000"))
        await reader.read()

    address = await serve(headers_only) + "/a"
    assert await refusal(address) == f"{address} is {what}, not a page with text: give the page of the article."


async def test_a_pdf_that_calls_itself_html_is_refused_too(serve: Serve) -> None:
    address = await serve(response(b"%PDF-1.7\n1 0 obj\n")) + "/a"
    assert (await refusal(address)).startswith(f"{address} is a PDF document, not a text: ")


@pytest.mark.parametrize("body", [b"", b" \r\n"])
@pytest.mark.parametrize("coding", ["", "gzip"])
async def test_an_empty_page(serve: Serve, body: bytes, coding: str) -> None:
    packed = gzip.compress(body) if coding and body else body
    address = await serve(response(packed, Content_Encoding=coding)) + "/a"
    assert await refusal(address) == f"The page at {address} is empty: check the address, or try again later."


async def test_a_page_without_an_article_is_told_by_its_address(serve: Serve) -> None:
    address = await serve(response(b"<html><body><a href='/'>Home</a></body></html>")) + "/a"
    assert (await refusal(address)).startswith(f"There is no article to read in {address}: ")


# Limits of size


async def test_ten_megabytes_are_read(serve: Serve) -> None:
    text = (b"All work and no play makes Jack a dull boy.\n" * 300_000)[:MEGABYTES]
    address = await serve(response(text, Content_Type="text/plain"))
    assert len((await read(address, at=AT)).text) == MEGABYTES


@pytest.mark.parametrize(
    "headers",
    [{}, {"Content_Length": ""}, {"Content_Length": "", "Content_Encoding": "gzip"}, {"Content_Encoding": "gzip"}],
    ids=["told at once", "counted", "packed, counted", "packed, its packed length told"],
)
async def test_a_byte_more_than_ten_megabytes_is_refused(serve: Serve, headers: dict[str, str]) -> None:
    body = b"a" * (MEGABYTES + 1)
    if "Content_Encoding" in headers:
        body = gzip.compress(body)
        assert len(body) < 20_000
    address = await serve(response(body, Content_Type="text/plain", **headers)) + "/a"
    assert await refusal(address) == (
        f"The page at {address} is larger than 10 MB, which is no article: check the address."
    )


def test_a_packed_page_that_would_fill_the_memory_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            Inflater("gzip", MEGABYTES).feed(bomb)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2.5 * MEGABYTES


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(PAGE, mtime=0)[:-20]), ("gzip", b"no gzip at all"), ("deflate", b"\xff" * 50)],
)
async def test_a_damaged_packed_page(serve: Serve, coding: str, body: bytes) -> None:
    address = await serve(response(body, Content_Encoding=coding)) + "/a"
    assert await refusal(address) == f"The page at {address} arrived damaged: try again."


async def test_a_packing_that_was_not_asked_for(serve: Serve) -> None:
    address = await serve(response(PAGE, Content_Encoding="br")) + "/a"
    assert "is packed in a way that was not asked for (br)" in await refusal(address)


# Broken and slow servers


async def test_a_server_that_hangs_up_in_the_middle(serve: Serve) -> None:
    address = await serve(response(PAGE, Content_Length="1000000"))
    assert await refusal(address) == (
        f"The connection to {host(address)} broke off before the page was whole: try again."
    )


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9.6\r\n\r\n", b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n"])
async def test_a_server_that_speaks_no_http(serve: Serve, answer: bytes) -> None:
    assert (await refusal(await serve(answer))).startswith("The connection to ")


async def test_a_server_that_falls_silent(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SILENCE", 0.2)

    async def silent(_: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(PAGE, Content_Length="1000000"))
        await reader.read()

    address = await serve(silent)
    sentence = await asyncio.wait_for(refusal(address), 10)
    assert sentence == f"{host(address)} fell silent before the page was whole: try again later."


async def test_a_server_that_drips_is_stopped_by_the_limit_on_the_whole(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 0.5)

    async def drip(_: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(Content_Length="1000000"))
        while not reader.at_eof():
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.01)

    address = await serve(drip)
    assert (await asyncio.wait_for(refusal(address), 10)).startswith(f"{host(address)} took longer than ")


async def test_tls_where_none_is_spoken() -> None:
    async def http_at_once(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(status="400 Bad Request"))
        writer.close()

    async with await asyncio.start_server(http_at_once, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert (await refusal(f"https://127.0.0.1:{port}/")).startswith(
            f"127.0.0.1:{port} and Readout found no secure way to talk ("
        )


@pytest.fixture
def unproven(tmp_path: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that it signed itself."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command to make a certificate")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-out", str(certificate), "-keyout", str(key)),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_server_that_cannot_prove_who_it_is(unproven: ssl.SSLContext) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def greet_one() -> None:
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError):  # ssl.SSLError: the client hangs up, as it should
                unproven.wrap_socket(connection, server_side=True).close()

        server = Thread(target=greet_one)
        server.start()
        port = listening.getsockname()[1]
        sentence = await refusal(f"https://127.0.0.1:{port}/")
        server.join()
    assert sentence.startswith(f"127.0.0.1:{port} does not prove who it is (self")


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
