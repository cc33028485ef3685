"""Small pages and whole HTTP responses, for the tests of the intake."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from ipaddress import IPv4Address, ip_address
from typing import Any

import pytest

from briefing.errors import SourceError
from briefing.intake import take
from briefing.intake.addresses import Address, is_public, resolve
from briefing.intake.hosts import Hosts
from briefing.model import Article

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

Answer = Callable[[bytes, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Serve = Callable[[bytes | dict[str, bytes] | Answer], Awaitable[str]]

PARAGRAPHS = (
    "The minister told reporters on Tuesday that the bridge would be closed for two years.",
    "“We cannot wait any longer,” she said, and added that the city would pay for the ferry.",
    "A spokesperson for the ferry company declined to comment on the plans.",
)


async def read(source: str, **how: Any) -> Article:
    """The article that comes in from `source`."""
    return (await take(source, **how)).article


def page(*paragraphs: str, head: str = "<title>Bridge to be closed</title>", language: str = "") -> str:
    """A small page with an article of these paragraphs (HTML), by default `PARAGRAPHS`."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs or PARAGRAPHS)
    lang = f' lang="{language}"' if language else ""
    return f"<!DOCTYPE html><html{lang}><head>{head}</head><body><article>{body}</article></body></html>"


def response(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP response; an underscore in a header's name stands for a hyphen, an empty value leaves it out."""
    told = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


PAGE = page().encode()
WHOLE = "\n\n".join(PARAGRAPHS)


async def refusal(source: str, **how: Any) -> str:
    """The sentence with which reading `source` is refused."""
    with pytest.raises(SourceError) as caught:
        await read(source, **{"at": AT} | how)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def host(address: str) -> str:
    """The host in a URL, with its port."""
    return address.split("/")[2]


def internet(**names: str | list[str]) -> Hosts:
    """The internet on this computer: 127.0.0.1 counts as public, `names` (an underscore stands for a dot) have the
    addresses given."""
    known = {name.replace("_", "."): [found] if isinstance(found, str) else found for name, found in names.items()}

    async def look_up(name: str) -> list[Address]:
        return [ip_address(found) for found in known[name]] if name in known else await resolve(name)

    return Hosts(resolve=look_up, is_public=lambda address: address == IPv4Address("127.0.0.1") or is_public(address))
