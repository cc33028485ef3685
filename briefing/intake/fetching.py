"""A page is fetched: http and https only, also after each redirect, within limits of time and size."""

import asyncio
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Generic, TypeVar

import httpx

from briefing import __version__
from briefing.errors import SourceError
from briefing.intake.addresses import NotPublic, Reach
from briefing.intake.connecting import Ways
from briefing.intake.faults import about_fault, about_private, about_status
from briefing.intake.hosts import Hosts
from briefing.intake.incoming import Kind
from briefing.intake.inflating import Inflater, TooLarge
from briefing.intake.raw import LIMIT, LIMIT_NAME, Raw
from briefing.intake.retrying import asked_wait, duration

# At each step of a request httpcore asks for sniffio, which need not be there: Python then looks for it on the disk,
# a third of all that a request costs. Told once that it is not there, it looks no more.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]

# Seconds. A server that has not answered in ten is down or overrun; twenty of silence within an answer mean a dead
# connection. The whole has a limit too, or a byte every ten seconds would hold the user for ever; 10 MB within a
# minute is 1.4 Mbit/s.
CONNECT = 10.0
SILENCE = 20.0
TOTAL = 60.0

# RFC 9110, section 15.4, leaves the number to the client; real chains (to https, to www, to a country) are shorter.
REDIRECTS = 5

# Seconds. A server that is too busy is waited for as long as one that is silent; if it asks for longer, the user is
# told when to try again. One that names no time gets a pause to breathe.
PATIENCE = 20.0
PAUSE = 2.0
_BUSY = (429, 503)

_HEADERS = {
    # RFC 9110, section 10.1.5: the product, and in brackets what who finds it in a log may want to know.
    "User-Agent": f"Readout/{__version__} (news reader in a terminal; fetches what its user names; no crawler)",
    # One kept for later would be a second to its host when the next fetch comes.
    "Connection": "close",
    "Accept-Encoding": ", ".join(Inflater.ACCEPTED),
}
_PAGES = {"Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"}

# RFC 9110, sections 15.4.2 and 15.4.9: what was asked for has a new address for good.
_FOR_GOOD = (301, 308)

_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "message/rfc822": "mail",
}
# Servers say these when they do not know; the bytes will tell.
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml")
_NO_TEXT = {
    "application/zip": "a zip archive",
    "application/json": "data (JSON)",
    "image": "an image",
    "audio": "a sound recording",
    "video": "a film",
    "font": "a font",
}


@dataclass(frozen=True, slots=True)
class Found(Raw):
    """What was found at an address. `private` tells whether that lies in a loopback, private or link-local network;
    of a name that a proxy resolves only its form tells."""

    private: bool = False


class LeadsInside(SourceError):
    """An address that somebody else wrote, or a redirect, leads into a network of somebody's own."""


Answer = TypeVar("Answer")
Progress = Callable[[str], None]
Answered = Callable[[httpx.Response, str, Progress], Awaitable[Answer]]
"""Makes of an answer, of the address as it may be shown, and of what is told how far it is, what was asked for."""


@dataclass(frozen=True, slots=True)
class Reached(Generic[Answer]):
    """What an address answered. `moved_to` is where it has gone for good, after redirects that say so; else None."""

    answer: Answer
    private: bool
    moved_to: str | None


async def fetch(address: str, progress: Progress, *, may_be_private: bool = True, hosts: Hosts | None = None) -> Found:
    """Return what is found at the http(s) address, at most 10 MB of it; `progress` is told how far it is.

    The user may give an address in a network of their own. For a link that somebody else wrote, as one in a feed,
    `may_be_private` is false, unless the feed itself was `Found.private`: then a loopback, private, link-local or
    otherwise not public address is refused. A redirect from a public address to another is refused in any case. The
    address that was checked is the one that is connected to. Where a proxy of the environment is used, which looks
    the names up itself, this holds for addresses and for names that only a local network knows (`localhost`,
    `wiki`, `nas.local`), and the proxy has to see to the others.

    A server that is too busy (429, 503) is asked once more, after the time that it asks for or a short one. Fetches
    that share `hosts` have one connection to each host at a time; waiting for the others does not count as time taken.

    Raises SourceError with what happened, LeadsInside where it may not be fetched. Cancelling closes the connection.
    """
    reached = await ask(
        address, _page, progress, headers=_PAGES, what="page", may_be_private=may_be_private, hosts=hosts
    )
    page = reached.answer
    return Found(page.data, page.kind, page.charset, page.url, reached.private)


async def ask(
    address: str,
    answered: Answered[Answer],
    progress: Progress,
    *,
    headers: Mapping[str, str],
    what: str,
    may_be_private: bool = True,
    hosts: Hosts | None = None,
) -> Reached[Answer]:
    """Return what `answered` makes of the answer that is found at `address` at last, with all the care of `fetch`.

    `headers` are sent with every request, `what` is the word for what is asked for.
    """
    hosts = Hosts() if hosts is None else hosts
    reach = Reach(private=may_be_private, is_public=hosts.is_public)
    url = _url(address)
    before: httpx.URL | None = None
    moved: httpx.URL | None = None
    for_good = True
    try:
        async with asyncio.timeout(TOTAL) as limit, _client(hosts, reach, headers) as client:
            asking = _Asking(client, hosts, limit, progress)
            for _ in range(REDIRECTS + 1):
                async with asking.in_turn(url):
                    found = await asking.once_or_twice(url, answered)
                if not isinstance(found, _Elsewhere):
                    return Reached(found, reach.private, str(moved) if moved else None)
                before, url = url, found.url
                for_good = for_good and found.for_good
                moved = url if for_good else moved
    except TimeoutError:
        raise SourceError(f"{_host(url)} took longer than {TOTAL:.0f} s to send the {what}: try again later.") from None
    except NotPublic as fault:
        raise LeadsInside(about_private(fault.address, shown(url), _host(before) if before else None)) from fault
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise SourceError(about_fault(fault, _host(url))) from fault
    raise SourceError(
        f"{shown(_url(address))} redirects more than {REDIRECTS} times: open it in a browser to see where it leads."
    )


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """A redirect to another address."""

    url: httpx.URL
    for_good: bool


class _Asking:
    """The requests of one fetch."""

    def __init__(self, client: httpx.AsyncClient, hosts: Hosts, limit: asyncio.Timeout, progress: Progress) -> None:
        self._client = client
        self._hosts = hosts
        self._limit = limit
        self._progress = progress
        self._again = False

    @asynccontextmanager
    async def in_turn(self, url: httpx.URL) -> AsyncIterator[None]:
        left = self._time_left()
        self._limit.reschedule(None)
        if self._hosts.is_busy(url.host):
            self._progress(f"waiting for another page of {_host(url)}")
        async with self._hosts.turn(url.host):
            self._limit.reschedule(asyncio.get_running_loop().time() + left)
            yield

    async def once_or_twice(self, url: httpx.URL, answered: Answered[Answer]) -> Answer | _Elsewhere:
        """Return what is answered at `url`, or where it redirects to."""
        while True:
            await self._until_welcome(url)
            self._progress(f"connecting to {_host(url)}")
            async with self._client.stream("GET", url) as response:
                if response.has_redirect_location:
                    target = _redirected(url, response.headers["location"])
                    return _Elsewhere(target, response.status_code in _FOR_GOOD)
                if response.status_code not in _BUSY:
                    return await answered(response, shown(url), self._progress)
                self._note_busy(response, url)

    def _note_busy(self, response: httpx.Response, url: httpx.URL) -> None:
        asked = asked_wait(response.headers, datetime.now(UTC))
        wait = PAUSE if asked is None else asked
        self._hosts.leave_alone(url.host, wait)
        if self._again or wait > min(PATIENCE, self._time_left()):
            raise SourceError(about_status(shown(url), response.status_code, asked))
        self._again = True

    async def _until_welcome(self, url: httpx.URL) -> None:
        wait = self._hosts.left_alone(url.host)
        if wait > PATIENCE:
            raise SourceError(f"{_host(url)} asked to be left alone for a while: try again in {duration(wait)}.")
        if wait > 0:
            self._progress(f"{_host(url)} is busy, waiting {duration(wait)}")
            await asyncio.sleep(wait)

    def _time_left(self) -> float:
        end = self._limit.when()
        assert end is not None
        return end - asyncio.get_running_loop().time()


async def _page(response: httpx.Response, address: str, progress: Progress) -> Raw:
    if not response.is_success:
        raise SourceError(about_status(address, response.status_code))
    kind = _kind(response.headers.get("content-type", ""), address)
    data = await whole(response, f"page at {address}", progress, no="no article")
    return Raw(data, kind, charset=response.charset_encoding, url=address)


async def whole(response: httpx.Response, what: str, progress: Progress, *, no: str) -> bytes:
    """Return the body of an answer, unpacked. `what` is in words what it is, `no` what one of over 10 MB cannot be.

    Raises SourceError where it is empty, damaged, too large or packed in a way that was not asked for.
    """
    too_large = SourceError(f"The {what} is larger than {LIMIT_NAME}, which is {no}: check the address.")
    damaged = SourceError(f"The {what} arrived damaged: try again.")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > LIMIT:
        raise too_large
    encoding = response.headers.get("content-encoding", "").strip().lower()
    try:
        inflater = Inflater(encoding, LIMIT)
    except ValueError:
        raise SourceError(
            f"The {what} is packed in a way that was not asked for ({encoding}): save it in a browser instead."
        ) from None
    data = bytearray()
    try:
        async for chunk in response.aiter_raw():
            data += inflater.feed(chunk)
            progress(f"{len(data) // 1000} kB read")
    except TooLarge:
        raise too_large from None
    except zlib.error:
        raise damaged from None
    if not data.strip():
        raise SourceError(f"The {what} is empty: check the address, or try again later.")
    if not inflater.complete:
        raise damaged
    return bytes(data)


def _client(hosts: Hosts, reach: Reach, headers: Mapping[str, str]) -> httpx.AsyncClient:
    timeout = httpx.Timeout(SILENCE, connect=CONNECT)
    return httpx.AsyncClient(transport=Ways(hosts, reach), headers={**_HEADERS, **headers}, timeout=timeout)


def _url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as fault:
        raise SourceError(f"{address} is not a valid address ({str(fault).rstrip('.')}): check it.") from fault
    if (fault_in_it := _invalid(url)) is not None:
        raise SourceError(f"{address} is not a valid address ({fault_in_it}): check it.")
    return url


def _redirected(url: httpx.URL, location: str) -> httpx.URL:
    target = url.join(location)  # httpx has seen it already: what it cannot parse, it has raised as an error
    if target.scheme not in ("http", "https"):
        raise SourceError(
            f"{_host(url)} redirects to {shown(target)}, which is no web page: open it in a browser instead."
        )
    if (fault_in_it := _invalid(target)) is not None:
        raise SourceError(f"{_host(url)} redirects to {shown(target)} ({fault_in_it}): open it in a browser instead.")
    return target


def _invalid(url: httpx.URL) -> str | None:
    if not url.host:
        return "it names no host"
    if url.port is not None and not 0 < url.port < 65536:  # httpx would let it through to the socket
        return f"there is no port {url.port}"
    return None


def _kind(content_type: str, address: str) -> Kind | None:
    media = content_type.partition(";")[0].strip().lower()
    if media in _KINDS:
        return _KINDS[media]
    if media in _UNTOLD or media.startswith("text/"):
        return None
    name = _NO_TEXT.get(media) or _NO_TEXT.get(media.partition("/")[0])
    what = f"{name} ({media})" if name else media
    raise SourceError(f"{address} is {what}, not a page with text: give the page of the article.")


def _host(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


def shown(url: httpx.URL) -> str:
    """Return the address without a user's name and password, which are nobody else's to see."""
    return str(url.copy_with(userinfo=b""))
