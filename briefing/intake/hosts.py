"""The hosts that pages come from: one connection to each at a time, and none before the time that it asked for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from briefing.errors import SourceError

if TYPE_CHECKING:
    import asyncio
    import ssl

    from briefing.intake.addresses import Address

# Imports stand where they are used: many local files are read with one of these at hand, and need no network.


class Hosts:
    """What the fetches of many pages share. Give the same one to each `take` of one event loop.

    Fetches from one host then come one after the other, those from different hosts side by side. A host that asked
    to be left alone for a time is not asked again before it is over. The certificates are loaded once.
    """

    def __init__(
        self,
        *,
        resolve: "Callable[[str], Awaitable[list[Address]]] | None" = None,
        is_public: "Callable[[Address], bool] | None" = None,
    ) -> None:
        """`resolve` looks the addresses of a host's name up, `is_public` tells which of them the internet has; by
        default those of `briefing.intake.addresses`."""
        self._resolve = resolve
        self._is_public = is_public
        self._turns: dict[str, asyncio.Lock] = {}
        self._not_before: dict[str, float] = {}
        self._tls: ssl.SSLContext | None = None

    async def resolve(self, host: str) -> "list[Address]":
        """Return the addresses that `host` stands for now, the best first. Raises OSError where it stands for none."""
        from briefing.intake.addresses import resolve

        return await (self._resolve or resolve)(host)

    def is_public(self, address: "Address") -> bool:
        """Return whether `address` belongs to the internet and not to a network of somebody's own."""
        from briefing.intake.addresses import is_public

        return (self._is_public or is_public)(address)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody else is connected to `host`, and let nobody else be until the block is left."""
        async with self._turn(host):
            yield

    def is_busy(self, host: str) -> bool:
        """Return whether a `turn` at `host` would have to be waited for."""
        return self._turn(host).locked()

    def leave_alone(self, host: str, seconds: float) -> None:
        """Note that `host` asked not to be asked for `seconds`."""
        self._not_before[host] = _now() + seconds

    def left_alone(self, host: str) -> float:
        """Return for how many seconds `host` still wants not to be asked; 0 when it may be."""
        return max(0.0, self._not_before.get(host, 0.0) - _now())

    async def tls(self) -> "ssl.SSLContext":
        """Return how a host must prove who it is: by the certificates that httpx trusts, or that the user's
        SSL_CERT_FILE and SSL_CERT_DIR name. Raises SourceError where these cannot be loaded."""
        if self._tls is None:
            import httpx

            from briefing.intake.blocking import beside

            try:
                self._tls = await beside(httpx.create_ssl_context)
            except OSError as fault:
                raise SourceError(
                    f"The certificates cannot be loaded ({fault}): check SSL_CERT_FILE and SSL_CERT_DIR."
                ) from fault
        return self._tls

    def _turn(self, host: str) -> "asyncio.Lock":
        import asyncio

        return self._turns.setdefault(host, asyncio.Lock())


def _now() -> float:
    import asyncio

    return asyncio.get_running_loop().time()
