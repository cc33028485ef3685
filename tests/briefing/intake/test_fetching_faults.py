"""What a real server on 127.0.0.1 does wrong, and the sentence that says so."""

import asyncio
import contextlib
import gzip
import re
import socket
import ssl
import struct
from pathlib import Path
from threading import Thread
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake import fetching
from tests.briefing.intake.serving import AT, PAGE, Serve, host, read, refusal, response


@pytest.mark.parametrize("source", ["http://", "https:///a", "http:example.org", "http://[::1", "http://a:99999/"])
async def test_an_invalid_address(source: str) -> None:
    assert (await refusal(source)).startswith(f"{source} is not a valid address (")


@settings(max_examples=100, deadline=None)
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
        ("500 Internal Server Error", "the fault is on its side; try again later."),
        ("502 Bad Gateway", "the fault is on its side; try again later."),
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


@pytest.mark.parametrize("body", [b"", b" \r\n"])
@pytest.mark.parametrize("coding", ["", "gzip"])
async def test_an_empty_page(serve: Serve, body: bytes, coding: str) -> None:
    packed = gzip.compress(body) if coding and body else body
    address = await serve(response(packed, Content_Encoding=coding)) + "/a"
    assert await refusal(address) == f"The page at {address} is empty: check the address, or try again later."


async def test_a_page_without_an_article_is_told_by_its_address(serve: Serve) -> None:
    address = await serve(response(b"<html><body><a href='/'>Home</a></body></html>")) + "/a"
    assert (await refusal(address)).startswith(f"There is no article to read in {address}: ")


# Broken and slow servers


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Ty",
        response(PAGE, Content_Length="1000000"),
        response(b"4\r\n<p>O\r\n", Content_Length="", Transfer_Encoding="chunked"),
    ],
    ids=["before an answer", "in the headers", "its length told too long", "in chunks"],
)
async def test_a_server_that_hangs_up_in_the_middle(serve: Serve, answer: bytes) -> None:
    address = await serve(answer)
    assert await refusal(address) == (
        f"The connection to {host(address)} broke off before the page was whole: try again."
    )


async def test_a_connection_that_is_reset_in_the_middle(serve: Serve) -> None:
    async def reset(_: bytes, __: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(PAGE, Content_Length="1000000"))
        await writer.drain()
        # Closed without waiting (SO_LINGER, 0 s), a connection is not ended but reset.
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    address = await serve(reset)
    assert await refusal(address) == (
        f"The connection to {host(address)} broke off before the page was whole: try again."
    )


async def test_a_page_whose_length_is_told_too_short_is_read_as_far_as_told(serve: Serve) -> None:
    address = await serve(response(b"All work and no play.", Content_Type="text/plain", Content_Length="8"))
    assert (await read(address, at=AT)).text == "All work"


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        response(PAGE, Content_Length="12, 13"),
        response(PAGE, Content_Length="many"),
    ],
)
async def test_a_server_that_speaks_no_http(serve: Serve, answer: bytes) -> None:
    address = await serve(answer)
    assert await refusal(address) == (
        f"{host(address)} answers in a way that is no HTTP: check the address and its port."
    )


@pytest.mark.parametrize(
    "before",
    [b"", response(Content_Length="1000000"), response(PAGE, Content_Length="1000000")],
    ids=["at once", "after the headers", "in the page"],
)
async def test_a_server_that_falls_silent(serve: Serve, monkeypatch: pytest.MonkeyPatch, before: bytes) -> None:
    monkeypatch.setattr(fetching, "SILENCE", 0.2)

    async def silent(_: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(before)
        await reader.read()

    address = await serve(silent)
    sentence = await asyncio.wait_for(refusal(address), 10)
    assert sentence == f"{host(address)} fell silent before the page was whole: try again later."


async def test_a_server_that_drips_is_stopped_by_the_limit_on_the_whole(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "TOTAL", 0.6)

    async def drip(_: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(Content_Length="1000000"))
        while not reader.at_eof():
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.01)

    address = await serve(drip)
    assert await asyncio.wait_for(refusal(address), 10) == (
        f"{host(address)} took longer than 1 s to send the page: try again later."
    )


async def test_tls_where_none_is_spoken() -> None:
    async def http_at_once(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(response(status="400 Bad Request"))
        writer.close()

    async with await asyncio.start_server(http_at_once, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert (await refusal(f"https://127.0.0.1:{port}/")).startswith(
            f"127.0.0.1:{port} and Readout found no secure way to talk ("
        )


async def test_a_server_that_signed_its_certificate_itself(certificate: Path) -> None:
    unproven = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    unproven.load_cert_chain(certificate)

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
    assert re.fullmatch(
        rf"127\.0\.0\.1:{port} does not prove who it is \(self.signed certificate\): "
        r"open the page in a browser and decide there\.",
        sentence,
    )
