"""Addresses that are not public: who gave one, and what led there, decides whether it is fetched.

The tests' servers are on this computer: `internet` counts 127.0.0.1 as public, and 127.0.0.2 is not.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.intake.addresses import Address, is_public, spelled
from briefing.intake.fetching import Found, fetch
from briefing.intake.hosts import Hosts
from tests.briefing.intake.serving import AT, PAGE, WHOLE, Serve, host, internet, read, refusal, response


def named(address: str, name: str) -> str:
    """The URL with a name in place of 127.0.0.1."""
    return address.replace("127.0.0.1", name)


class Inside:
    """A server on 127.0.0.2, what it answers, and how many connections it had."""

    def __init__(self) -> None:
        self.address = ""
        self.answer = response(PAGE)
        self.connections = 0

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        await reader.readuntil(b"\r\n\r\n")
        writer.write(self.answer)
        writer.close()


@pytest.fixture
async def inside() -> AsyncIterator[Inside]:
    server = Inside()
    try:
        listening = await asyncio.start_server(server.connected, "127.0.0.2", 0)
    except OSError:
        pytest.skip("needs 127.0.0.2, which only Linux has by itself")
    async with listening:
        server.address = f"http://127.0.0.2:{listening.sockets[0].getsockname()[1]}"
        yield server


async def found_at(address: str, hosts: Hosts, *, may_be_private: bool = True) -> Found:
    return await fetch(address, lambda _: None, hosts=hosts, may_be_private=may_be_private)


# A redirect


async def test_a_redirect_from_a_public_to_a_private_address_is_refused_before_anything_is_connected(
    serve: Serve, inside: Inside
) -> None:
    address = await serve(response(status="302 Found", Location=f"{inside.address}/setup"))
    assert await refusal(address, hosts=internet()) == (
        f"{host(address)} redirects to {inside.address}/setup, which is not on the public internet: "
        "give that address yourself if you trust it."
    )
    assert inside.connections == 0


@pytest.mark.parametrize(
    "target",
    [
        "127.0.0.2",
        "127.2",
        "2130706434",
        "0x7f000002",
        "0.0.0.0",
        "0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "[::ffff:127.0.0.2]",
        "[::ffff:a9fe:a9fe]",
        "[::127.0.0.2]",
        "[64:ff9b::127.0.0.2]",
        "[64:ff9b:1::1]",
        "[2002:7f00:2::]",
        "localhost",
    ],
)
async def test_no_spelling_of_such_an_address_helps(serve: Serve, target: str) -> None:
    address = await serve(response(status="302 Found", Location=f"http://{target}:1/"))
    sentence = await refusal(address, hosts=internet(localhost="127.0.0.2"))
    assert f"{host(address)} redirects to http://{target}:1/, which is not on the public internet" in sentence


async def test_a_name_that_stands_for_such_an_address_is_refused_with_it(serve: Serve) -> None:
    address = await serve(response(status="302 Found", Location="https://intra.example/a"))
    assert await refusal(address, hosts=internet(intra_example="10.0.0.7")) == (
        f"{host(address)} redirects to https://intra.example/a, which is not on the public internet (10.0.0.7): "
        "give that address yourself if you trust it."
    )


async def test_of_a_name_with_both_only_the_public_addresses_are_tried(serve: Serve, inside: Inside) -> None:
    port = inside.address.rpartition(":")[2]
    address = await serve(response(status="302 Found", Location=f"http://both.example:{port}/"))
    sentence = await refusal(address, hosts=internet(both_example=["127.0.0.2", "127.0.0.1"]))
    assert sentence.startswith(f"both.example:{port} refused the connection: ")
    assert inside.connections == 0


async def test_in_the_users_own_network_redirects_are_followed(serve: Serve) -> None:
    address = await serve({"/": response(status="302 Found", Location="/a"), "/a": response(PAGE)})
    assert (await read(f"{address}/", at=AT)).text == WHOLE


async def test_the_way_out_of_it_and_back_is_refused(serve: Serve, inside: Inside) -> None:
    outside = await serve(response(status="302 Found", Location=f"{inside.address}/setup"))
    inside.answer = response(status="302 Found", Location=outside)
    assert await refusal(inside.address, hosts=internet()) == (
        f"{host(outside)} redirects to {inside.address}/setup, which is not on the public internet: "
        "give that address yourself if you trust it."
    )
    assert inside.connections == 1


# A second answer of the name server


async def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(serve: Serve, inside: Inside) -> None:
    requests: list[bytes] = []

    async def answer(request: bytes, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(request)
        writer.write(response(PAGE))

    address = named(await serve(answer), "news.example")
    answers = iter([ip_address("127.0.0.1"), ip_address("127.0.0.2"), ip_address("127.0.0.2")])

    async def resolve(_: str) -> list[Address]:
        return [next(answers)]

    hosts = Hosts(resolve=resolve, is_public=internet().is_public)
    found = await found_at(address, hosts, may_be_private=False)
    assert found.data == PAGE
    assert f"\r\nHost: {host(address)}\r\n".encode() in requests[0]
    assert next(answers) == ip_address("127.0.0.2")
    assert inside.connections == 0


async def test_a_name_that_answers_otherwise_after_a_redirect_is_refused(serve: Serve, inside: Inside) -> None:
    port = inside.address.rpartition(":")[2]
    address = await serve(response(status="302 Found", Location=f"http://news.example:{port}/"))
    answers = iter([ip_address("127.0.0.1"), ip_address("127.0.0.2")])

    async def resolve(_: str) -> list[Address]:
        return [next(answers)]

    hosts = Hosts(resolve=resolve, is_public=internet().is_public)
    assert await refusal(named(address, "news.example"), hosts=hosts) == (
        f"{host(named(address, 'news.example'))} redirects to http://news.example:{port}/, "
        "which is not on the public internet (127.0.0.2): give that address yourself if you trust it."
    )
    assert inside.connections == 0


# A link that somebody else wrote


async def test_what_the_user_gives_may_lie_in_their_own_network_and_a_link_may_not(inside: Inside) -> None:
    assert (await read(inside.address, at=AT)).text == WHOLE
    assert await refusal(f"{inside.address}/a", may_be_private=False) == (
        f"{inside.address}/a is not on the public internet, where no link may lead: "
        "give that address yourself if you trust it."
    )
    assert inside.connections == 1


async def test_a_link_by_name_is_refused_with_its_address() -> None:
    hosts = internet(intra_example="192.168.1.1")
    assert await refusal("http://intra.example/a", may_be_private=False, hosts=hosts) == (
        "http://intra.example/a is not on the public internet (192.168.1.1), where no link may lead: "
        "give that address yourself if you trust it."
    )


async def test_a_link_to_a_public_address_is_read(serve: Serve) -> None:
    address = await serve(response(PAGE))
    assert (await read(address, at=AT, may_be_private=False, hosts=internet())).text == WHOLE


async def test_what_was_found_tells_whether_it_lies_in_a_private_network(serve: Serve) -> None:
    address = await serve(response(PAGE))
    assert (await found_at(address, Hosts())).private
    assert not (await found_at(address, internet())).private


# TLS


@pytest.fixture
async def secure(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    """The port of a server on 127.0.0.1 that proves to be news.example, to who trusts its certificate, as we do."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(response(PAGE))
        writer.close()

    async with await asyncio.start_server(connected, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


async def test_a_host_proves_its_name_and_not_the_address_it_was_found_at(secure: int) -> None:
    hosts = internet(news_example="127.0.0.1", other_example="127.0.0.1")
    assert (await read(f"https://news.example:{secure}/", at=AT, hosts=hosts)).text == WHOLE
    assert (await refusal(f"https://other.example:{secure}/", hosts=hosts)).startswith(
        f"other.example:{secure} does not prove who it is (Hostname mismatch"
    )


# Through a proxy


@pytest.fixture
async def proxy(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The URLs that the environment's proxy was asked for; every path but /a redirects to where its query says."""
    asked: list[str] = []

    async def answer(request: bytes, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(request.split(b" ", 2)[1].decode())
        _, _, target = asked[-1].partition("?to=")
        writer.write(response(status="302 Found", Location=target) if target else response(PAGE))

    monkeypatch.setenv("HTTP_PROXY", (await serve(answer)).removeprefix("http://"))
    return asked


async def test_a_proxy_of_the_environment_is_used_and_looks_the_names_up(proxy: list[str]) -> None:
    async def resolve(_: str) -> list[Address]:
        raise AssertionError("a name was looked up")

    hosts = Hosts(resolve=resolve)
    found = await found_at("http://news.example/?to=http://other.example/a", Hosts(resolve=resolve))
    assert (found.url, found.private) == ("http://other.example/a", False)
    assert proxy == ["http://news.example/?to=http://other.example/a", "http://other.example/a"]
    assert (await found_at("http://wiki/a", hosts)).private


@pytest.mark.parametrize(
    "target",
    ["127.0.0.1", "0x7f.1", "192.168.1.1", "[::1]", "localhost", "localhost.", "wiki", "nas.local", "a.internal"],
)
async def test_through_a_proxy_a_redirect_is_refused_where_the_name_tells(proxy: list[str], target: str) -> None:
    spelled_out = " (127.0.0.1)" if target == "0x7f.1" else ""
    assert await refusal(f"http://news.example/?to=http://{target}/") == (
        f"news.example redirects to http://{target}/, which is not on the public internet{spelled_out}: "
        "give that address yourself if you trust it."
    )
    assert len(proxy) == 1


async def test_a_host_that_the_proxy_is_not_for_is_connected_to(
    serve: Serve, proxy: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert (await read(await serve(response(PAGE)), at=AT)).text == WHOLE
    assert proxy == []


# Which addresses are public


@pytest.mark.parametrize(
    "public", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::8.8.8.8", "2002:808:808::1"]
)
def test_a_public_address(public: str) -> None:
    assert is_public(ip_address(public))


@given(st.ip_addresses(v=4))
def test_an_address_in_another_is_what_it_is_by_itself(inner: IPv4Address) -> None:
    for outer in (f"::ffff:{inner}", f"64:ff9b::{inner}", IPv6Address((0x2002 << 112) | (int(inner) << 80))):
        assert is_public(ip_address(outer)) == is_public(inner)


@given(st.ip_addresses())
def test_an_address_is_read_as_it_is_spelled(address: Address) -> None:
    assert spelled(str(address)) == address


@pytest.mark.parametrize("name", ["news.example", "localhost", "1.2.3.4.5", "a", "", "256.1.1.1", "8.8.8.8.example"])
def test_a_name_spells_no_address(name: str) -> None:
    assert spelled(name) is None


async def test_a_refusal_is_an_error_of_the_source() -> None:
    with pytest.raises(SourceError):
        await found_at("http://127.0.0.1:1/", Hosts(), may_be_private=False)
