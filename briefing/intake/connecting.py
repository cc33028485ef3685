"""The way to a host: through the environment's proxy, or straight to an address that was looked up once and checked."""

import asyncio
import ssl
from collections.abc import Iterable
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from briefing.errors import SourceError
from briefing.intake.addresses import Address, Reach
from briefing.intake.hosts import Hosts

# Seconds after which the next of a host's addresses is tried beside the one that has not answered: RFC 8305, section 5.
_HEAD_START = 0.25


def proxy_for(url: httpx.URL) -> str | None:
    """Return the proxy that the environment names for `url` (HTTP_PROXY and its like), None where there is none."""
    named = getproxies()
    proxy = named.get(url.scheme) or named.get("all")
    if not proxy or proxy_bypass(url.host):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


class Ways(httpx.AsyncBaseTransport):
    """Takes each request of one fetch to its host, and nowhere that its `Reach` does not allow (NotPublic).

    Raises SourceError for a proxy that cannot be used and for certificates that cannot be loaded.
    """

    def __init__(self, hosts: Hosts, reach: Reach) -> None:
        self._hosts = hosts
        self._reach = reach
        self._ways: dict[tuple[str | None, str], httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        proxy = proxy_for(request.url)
        if proxy is not None:
            self._reach.reached_by_proxy(request.url.raw_host.decode("ascii"))
        way = proxy, request.url.scheme
        if way not in self._ways:
            self._ways[way] = await self._way(*way)
        return await self._ways[way].handle_async_request(request)

    async def aclose(self) -> None:
        for way in self._ways.values():
            await way.aclose()

    async def _way(self, proxy: str | None, scheme: str) -> httpx.AsyncHTTPTransport:
        if proxy is not None:
            return _by_proxy(proxy, await self._hosts.tls())
        tls = await self._hosts.tls() if scheme == "https" else None  # the certificates take 40 ms
        return _Straight(self._hosts, self._reach, tls)


def _by_proxy(proxy: str, tls: ssl.SSLContext) -> httpx.AsyncHTTPTransport:
    try:
        return httpx.AsyncHTTPTransport(verify=tls, proxy=proxy)
    except (ValueError, ImportError, httpx.InvalidURL) as fault:  # ImportError: a SOCKS proxy
        raise SourceError(
            f"The proxy that the environment names cannot be used ({fault}): check HTTP_PROXY."
        ) from fault


class _Straight(httpx.AsyncHTTPTransport):
    """httpx's own, on a pool that connects as `_Connecting` does: httpx has no public way to give it one."""

    def __init__(self, hosts: Hosts, reach: Reach, tls: ssl.SSLContext | None) -> None:
        self._pool = httpcore.AsyncConnectionPool(ssl_context=tls, network_backend=_Connecting(hosts, reach))


class _Connecting(httpcore.AsyncNetworkBackend):
    """Looks a host's name up once, and connects to what it found if that may be reached.

    TLS lies a layer above and proves the host by its name, as ever.
    """

    def __init__(self, hosts: Hosts, reach: Reach) -> None:
        self._hosts = hosts
        self._reach = reach
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with asyncio.timeout(timeout):
                addresses = self._reach.allowed(await self._hosts.resolve(host))
                address, stream = await self._first_to_answer(addresses, port)
        except TimeoutError as fault:
            raise httpcore.ConnectTimeout(str(fault)) from fault
        except OSError as fault:
            raise httpcore.ConnectError(str(fault)) from fault
        self._reach.reached(address)
        return stream

    async def _first_to_answer(
        self, addresses: list[Address], port: int
    ) -> tuple[Address, httpcore.AsyncNetworkStream]:
        untried = list(reversed(addresses))
        trying: dict[asyncio.Task[httpcore.AsyncNetworkStream], Address] = {}
        faults: list[BaseException] = []
        try:
            while untried or trying:
                if untried:
                    address = untried.pop()
                    trying[asyncio.create_task(self._network.connect_tcp(str(address), port))] = address
                patience = _HEAD_START if untried else None
                done, _ = await asyncio.wait(trying, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    address = trying.pop(task)
                    if (fault := task.exception()) is None:
                        return address, task.result()
                    faults.append(fault)
            raise faults[0]
        finally:
            await _give_up(trying)


async def _give_up(tasks: Iterable[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, httpcore.AsyncNetworkStream):
            await outcome.aclose()
