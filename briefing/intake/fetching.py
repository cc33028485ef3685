"""A page is fetched: http and https only, also after each redirect, within limits of time and size."""

import asyncio
import zlib
from collections.abc import Callable

import httpx

from briefing import __version__
from briefing.errors import SourceError
from briefing.intake.blocking import beside
from briefing.intake.faults import about_fault, about_status
from briefing.intake.incoming import Kind
from briefing.intake.inflating import Inflater, TooLarge
from briefing.intake.raw import LIMIT, LIMIT_NAME, Raw

# Seconds. A server that has not answered in ten is down or overrun; twenty of silence within an answer mean a dead
# connection. The whole has a limit too, or a byte every ten seconds would hold the user for ever; 10 MB within a
# minute is 1.4 Mbit/s.
CONNECT = 10.0
SILENCE = 20.0
TOTAL = 60.0

# RFC 9110, section 15.4, leaves the number to the client; real chains (to https, to www, to a country) are shorter.
REDIRECTS = 5

_HEADERS = {
    "User-Agent": f"Readout/{__version__}",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
    "Accept-Encoding": ", ".join(Inflater.ACCEPTED),
}

_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
}
# Servers say these when they do not know; the bytes will tell.
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream", "application/xml", "text/xml")
_NO_TEXT = {
    "application/pdf": "a PDF document",
    "application/zip": "a zip archive",
    "application/json": "data (JSON)",
    "image": "an image",
    "audio": "a sound recording",
    "video": "a film",
    "font": "a font",
}


async def fetch(address: str, progress: Callable[[str], None]) -> Raw:
    """Return what is found at the http(s) address, at most 10 MB of it; `progress` is told how far it is.

    Raises SourceError with what happened. Cancelling closes the connection.
    """
    url = _url(address)
    try:
        async with asyncio.timeout(TOTAL):
            async with await beside(_client) as client:
                for _ in range(REDIRECTS + 1):
                    progress(f"connecting to {_host(url)}")
                    async with client.stream("GET", url) as response:
                        if not response.has_redirect_location:
                            return await _answer(response, url, progress)
                        url = _redirected(url, response.headers["location"])
    except TimeoutError:
        raise SourceError(f"{_host(url)} took longer than {TOTAL:.0f} s to send the page: try again later.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise SourceError(about_fault(fault, _host(url))) from fault
    raise SourceError(f"{address} redirects more than {REDIRECTS} times: open it in a browser to see where it leads.")


async def _answer(response: httpx.Response, url: httpx.URL, progress: Callable[[str], None]) -> Raw:
    shown = _shown(url)
    if not response.is_success:
        raise SourceError(about_status(shown, response.status_code))
    kind = _kind(response.headers.get("content-type", ""), shown)
    too_large = SourceError(f"The page at {shown} is larger than {LIMIT_NAME}, which is no article: check the address.")
    damaged = SourceError(f"The page at {shown} arrived damaged: try again.")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > LIMIT:
        raise too_large
    encoding = response.headers.get("content-encoding", "").strip().lower()
    try:
        inflater = Inflater(encoding, LIMIT)
    except ValueError:
        raise SourceError(
            f"The page at {shown} is packed in a way that was not asked for ({encoding}): save it in a browser instead."
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
        raise SourceError(f"The page at {shown} is empty: check the address, or try again later.")
    if not inflater.complete:
        raise damaged
    return Raw(bytes(data), kind, charset=response.charset_encoding, url=shown)


def _client() -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(headers=_HEADERS, timeout=httpx.Timeout(SILENCE, connect=CONNECT))
    except (ValueError, ImportError, httpx.InvalidURL) as fault:  # ImportError: a SOCKS proxy
        raise SourceError(
            f"The proxy that the environment names cannot be used ({fault}): check HTTP_PROXY."
        ) from fault
    except OSError as fault:
        raise SourceError(
            f"The certificates cannot be loaded ({fault}): check SSL_CERT_FILE and SSL_CERT_DIR."
        ) from fault


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
        raise SourceError(f"{_host(url)} redirects to {target}, which is no web page: open it in a browser instead.")
    if (fault_in_it := _invalid(target)) is not None:
        raise SourceError(f"{_host(url)} redirects to {target} ({fault_in_it}): open it in a browser instead.")
    return target


def _invalid(url: httpx.URL) -> str | None:
    if not url.host:
        return "it names no host"
    if url.port is not None and not 0 < url.port < 65536:  # httpx would let it through to the socket
        return f"there is no port {url.port}"
    return None


def _kind(content_type: str, shown: str) -> Kind | None:
    media = content_type.partition(";")[0].strip().lower()
    if media in _KINDS:
        return _KINDS[media]
    if media in _UNTOLD or media.startswith("text/"):
        return None
    name = _NO_TEXT.get(media) or _NO_TEXT.get(media.partition("/")[0])
    what = f"{name} ({media})" if name else media
    raise SourceError(f"{shown} is {what}, not a page with text: give the page of the article.")


def _host(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


def _shown(url: httpx.URL) -> str:
    """The address without a user's name and password, which are nobody else's to see."""
    return str(url.copy_with(userinfo=b""))
