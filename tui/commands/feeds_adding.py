"""`readout feeds add`: subscribe to feeds, each looked at first; a page is looked through for the feeds it offers."""

import argparse
import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefing.errors import SourceError
from stores.feeds import Feeds, Subscribed, Wanted
from stores.feeds.addresses import tidied
from tui.commands import feeds_opening
from tui.commands.errors import WrongCall
from tui.commands.feeds_opening import shown
from tui.commands.output import complain, say_rows, say_value

if TYPE_CHECKING:
    from briefing.intake.feeds.fetching import Looked
    from briefing.intake.feeds.model import Offer
    from briefing.intake.hosts import Hosts


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found at an address: a feed, at which address, or the feeds that a page offers to choose from."""

    looked: "Looked | None" = None
    address: str = ""
    offers: "tuple[Offer, ...]" = ()
    why: str = ""


def run(options: argparse.Namespace) -> int:
    """Subscribe, print the id and title of each, and return the exit status: 1 where an address gave no feed.

    As JSON an array of {"id", "title", "address", "added": false where it was subscribed to already, "items"} and,
    for a page that offers several feeds, {"page", "offers": [{"address", "title"}]}.
    """
    if options.title is not None and len(options.addresses) > 1:
        raise WrongCall(f"--title is of one feed, but {len(options.addresses)} are given: add them one by one.")
    feeds_opening.refuse_offline(options, options.addresses[0])
    with feeds_opening.to_change(options) as feeds:
        told, status = asyncio.run(_add_each(options, feeds))
    if options.format == "json":
        say_value(told)
    return status


async def _add_each(options: argparse.Namespace, feeds: Feeds) -> tuple[list[dict[str, Any]], int]:
    from briefing.intake.hosts import Hosts

    hosts, told, status = Hosts(), [], 0
    # At once, but told in their order.
    looking = [asyncio.create_task(_found(_address(said), hosts)) for said in options.addresses]
    for said, task in zip(options.addresses, looking, strict=True):
        found = await task
        if found.looked is not None:
            told.append(_subscribed(options, feeds, found))
            continue
        status = 1
        complain(found.why)
        if found.offers:
            told.append(
                {"page": said, "offers": [{"address": one.address, "title": one.title} for one in found.offers]}
            )
            if options.format == "text":
                say_rows(*((one.address, one.title) for one in found.offers))
    return told, status


def _subscribed(options: argparse.Namespace, feeds: Feeds, found: _Found) -> dict[str, Any]:
    from tui.refreshing.refresher import refresh_of

    looked = found.looked
    assert looked is not None and looked.feed is not None
    address = looked.moved_to or found.address
    wanted = Wanted(address, title=options.title, tags=tuple(options.tag), auto=options.auto)
    held: Subscribed = feeds.subscribe(wanted)
    arrived = feeds.refreshed(held.subscription.id, refresh_of(looked))
    one = feeds.subscription(held.subscription.id)
    for notice in looked.feed.notices:
        complain(f"{one.title}: {notice}")
    if not held.is_new:
        complain(f"This feed is subscribed to already, as {one.id}: 'readout feeds set {one.id}' changes it.")
    elif one.auto and arrived.new:
        complain(f"Its {len(arrived.new)} items are briefed at the next 'readout feeds refresh' or 'watch'.")
    if options.format == "text":
        say_rows((one.id, one.title))
    return {
        "id": one.id,
        "title": one.title,
        "address": shown(one.address),
        "added": held.is_new,
        "items": len(looked.feed.items),
    }


async def _found(address: str, hosts: "Hosts") -> _Found:
    from briefing.intake.feeds.fetching import PageOffers, look

    at = datetime.now(UTC)
    try:
        return _Found(await look(address, at=at, hosts=hosts), address)
    except PageOffers as page:
        if len(page.offers) != 1:
            return _Found(offers=page.offers, why=_to_choose(address, page.offers) if page.offers else str(page))
        offer, private = page.offers[0].address, page.private
    except SourceError as error:
        return _Found(why=str(error))
    try:
        looked = await look(offer, at=at, may_be_private=private, hosts=hosts)
    except SourceError as error:
        return _Found(why=f"{shown(address)} is a web page that offers a feed. {error}")
    complain(f"{shown(address)} is a web page; it offers the feed {shown(offer)}, which is taken.")
    return _Found(looked, offer)


def _to_choose(address: str, offers: "tuple[Offer, ...]") -> str:
    return f"{shown(address)} is a web page that offers {len(offers)} feeds: give 'readout feeds add' one of them."


def _address(said: str) -> str:
    """Return the address that was meant: as in a browser, https:// need not be said."""
    address = tidied(said)
    return address if "://" in address else f"https://{address}"
