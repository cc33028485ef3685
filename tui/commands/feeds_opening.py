"""The feeds of a call's library, opened, and the one feed that is named."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.errors import SourceError
from stores import LibraryError, filesystem, library_directory
from stores.feeds import Feeds, NotSubscribedError, Subscription
from tui.commands.output import complain

FEED = "its id, or as much of it as fits no other, or its address"


@contextmanager
def to_read(options: argparse.Namespace) -> Iterator[Feeds]:
    """Open the feeds of the library that the call names, for reading only; of damage say so, and read on."""
    with Feeds.open(library_directory(options.library), readonly=True) as feeds:
        if feeds.damage is not None:
            complain(feeds.damage)
        yield feeds


@contextmanager
def to_change(options: argparse.Namespace) -> Iterator[Feeds]:
    """Open the feeds of the library that the call names. Raises LibraryError when they are damaged."""
    with for_good(options) as feeds:
        yield feeds


def for_good(options: argparse.Namespace) -> Feeds:
    """Return the feeds of the library that the call names, which are closed by who asked. Raises as `to_change`."""
    directory = library_directory(options.library)
    feeds = Feeds.open(directory, by="command")
    if feeds.damage is not None:
        raise LibraryError(feeds.damage)
    if (remark := filesystem.remark(directory)) is not None:
        complain(remark)
    return feeds


def named(feeds: Feeds, said: str) -> Subscription:
    """Return the subscription that is named: its id or the beginning of one, or its address, with https:// or without.

    Raises NotSubscribedError.
    """
    try:
        return feeds.subscription(said)
    except NotSubscribedError:
        all_of_them = feeds.subscriptions()
        found = [one for one in all_of_them if said and one.id.startswith(said)]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            ids = ", ".join(one.id for one in found)
            raise LibraryError(f"Several feeds begin with '{said}' ({ids}): give more of the id.") from None
        if "://" not in said:
            with_scheme = {one.id: one for one in all_of_them}
            try:
                return with_scheme[feeds.subscription(f"https://{said}").id]
            except NotSubscribedError:
                pass
        raise


def refuse_offline(options: argparse.Namespace, what: str) -> None:
    """Raise SourceError where the call forbids connections; `what` is what would need one."""
    if options.offline:
        raise SourceError(f"{what} is on the network and Readout is offline: nothing was asked.")


def shown(address: str) -> str:
    """Return an address without the name and password in it, which are nobody else's to see."""
    scheme, separator, rest = address.partition("://")
    if not separator:
        return address
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"
