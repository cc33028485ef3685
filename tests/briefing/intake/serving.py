"""Small pages and whole HTTP responses, for the tests of the intake."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from briefing.intake import take
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
