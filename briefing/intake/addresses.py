"""Addresses on the internet: which are public, which a host's name stands for, how far one fetch may reach."""

import socket
from collections.abc import Callable
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from briefing.intake.blocking import beside

Address = IPv4Address | IPv6Address

# All of IPv6 that was ever given out for the internet: RFC 4291, section 2.4, and IANA's registry of IPv6 addresses.
_GIVEN_OUT = IPv6Network("2000::/3")

# IPv4 as a network without IPv4 writes it: RFC 6052, section 2.1.
_TRANSLATED = IPv6Network("64:ff9b::/96")

# What only a local network resolves: RFC 6761, RFC 6762, RFC 8375, and the name that ICANN keeps free for it.
_LOCAL_NAMES = (".localhost", ".local", ".internal", ".home.arpa")


class NotPublic(Exception):
    """The way leads out of the internet into a network of somebody's own, where it may not go."""

    def __init__(self, address: Address | None) -> None:
        """`address` is where it leads, None where only the name is known."""
        super().__init__(address)
        self.address = address


def is_public(address: Address) -> bool:
    """Return whether `address` belongs to the internet and not to a computer, a link or a network of somebody's own.

    By IANA's registries of special-purpose addresses (RFC 6890), as `ipaddress` knows them. An IPv6 address that
    carries one of IPv4 (mapped, 6to4, NAT64) is what that one is.
    """
    if isinstance(address, IPv6Address):
        if (inner := _carried(address)) is not None:
            return is_public(inner)
        if address not in _GIVEN_OUT:
            return False
    return address.is_global and not address.is_multicast


def spelled(host: str) -> Address | None:
    """Return the address that `host` itself spells, None where it is a name.

    Also as 127.1, 0x7f.0.0.1 or 2130706433: what the system's resolver takes for an address (POSIX, inet_addr).
    """
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host.removesuffix(".")))
    except (OSError, ValueError):
        return None


async def resolve(host: str) -> list[Address]:
    """Return the addresses that `host` stands for now, the best first. Raises OSError where it stands for none."""
    # As bytes: Python would refuse some strings that are no names before the resolver can.
    found = await beside(partial(socket.getaddrinfo, host.encode("ascii"), None, type=socket.SOCK_STREAM))
    return list(dict.fromkeys(ip_address(entry[4][0]) for entry in found))


class Reach:
    """How far one fetch may reach: into private networks only if it may begin there, and until it has left them."""

    def __init__(self, *, private: bool, is_public: Callable[[Address], bool] = is_public) -> None:
        """`private` tells whether the first address may be another than a public one."""
        self._private_too = private
        self._is_public = is_public
        self.private = False
        """Whether the host that was reached last lies in a private network."""

    def allowed(self, addresses: list[Address]) -> list[Address]:
        """Return those of a host's addresses that may be connected to. Raises NotPublic where none may."""
        found = addresses if self._private_too else [address for address in addresses if self._is_public(address)]
        if not found:
            raise NotPublic(addresses[0])
        return found

    def reached(self, address: Address) -> None:
        """Note that a connection was made to `address`."""
        self._came(private=not self._is_public(address))

    def reached_by_proxy(self, host: str) -> None:
        """Note that a proxy is asked for `host`; raises NotPublic where its name alone tells that it may not be.

        The proxy resolves the name, so of a name that is not a local one nothing can be known.
        """
        address = spelled(host)
        if address is not None:
            self.allowed([address])
            self.reached(address)
            return
        name = host.lower().removesuffix(".")
        local = "." not in name or name.endswith(_LOCAL_NAMES)
        if local and not self._private_too:
            raise NotPublic(None)
        self._came(private=local)

    def _came(self, *, private: bool) -> None:
        self.private = private
        self._private_too = self._private_too and private


def _carried(address: IPv6Address) -> IPv4Address | None:
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
