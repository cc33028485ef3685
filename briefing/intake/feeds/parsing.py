"""Bytes become a feed, whatever its format, or one sentence on why they do not."""

from datetime import UTC, datetime

from briefing.errors import SourceError
from briefing.intake.feeds.entries import MOST, items_of
from briefing.intake.feeds.model import Feed, Offer, PageNotFeed
from briefing.intake.feeds.reading import Reading
from briefing.intake.raw import LIMIT, LIMIT_NAME

_GIVE = "give the address of a feed (RSS, Atom or JSON Feed), or of a page that offers one."
_MOST_NAMED = 3


def parsed(
    data: bytes, *, address: str, charset: str | None = None, media: str | None = None, at: datetime | None = None
) -> Feed:
    """Return the feed in `data`: RSS 0.9x, 1.0 or 2.0, Atom 0.3 or 1.0, JSON Feed 1 or 1.1.

    `address` is where it was found, against which its links are resolved; `charset` and `media` are what the server
    called its encoding and its type. What the bytes are decides; a wrong type costs nothing. `at` is the time of
    reading (now, by default): a date more than a day later is not believed.

    Raises SourceError, whose message is one sentence: what happened, to what, what to do. For a web page it is
    PageNotFeed, with the feeds that the page offers.
    """
    from briefing.intake.feeds import json_feed, xml_feed
    from briefing.intake.feeds.xml_opened import opened, root_of, xml_text
    from briefing.intake.sniffing import is_html, no_text

    if len(data) > LIMIT:
        raise SourceError(f"{address} is larger than {LIMIT_NAME}, more than a feed can be: look for a shorter one.")
    at = at or datetime.now(UTC)
    text = xml_text(data, charset)
    beginning = text[:4096].lstrip()
    if not beginning and not text.strip("\0 \t\r\n"):
        raise SourceError(f"{address} is empty: try again later, or give another feed.")
    if beginning.startswith(("{", "[")):
        return _feed(json_feed.read(text, address=address, at=at))
    root = root_of(text, name=address)
    if root in xml_feed.ROOTS:
        document = opened(text, name=address, base=address)
        reading = None if document is None else xml_feed.read(document, address=address, at=at)
        if reading is None or (document is not None and document.breaks_off and not reading.entries):
            raise SourceError(f"{address} is a feed that breaks off before its first item: try again later.")
        return _feed(reading)
    if root == "html" or is_html(beginning) or (root is not None and (media or "").endswith("/html")):
        raise _page(data, address, charset)
    if root == "opml":
        raise SourceError(f"{address} is a list of feeds (OPML), not a feed: import it with 'readout feeds import'.")
    if root is not None and no_text(data) is None:
        raise SourceError(f"{address} is XML but not a feed: {_GIVE}")
    raise SourceError(f"{address} is {no_text(data) or 'plain text'}, not a feed: {_GIVE}")


def _feed(reading: Reading) -> Feed:
    notices = reading.notices
    if reading.total > MOST:
        notices += (f"The feed has {reading.total:,} items; the newest {MOST:,} of them are here.",)
    return Feed(reading.title, reading.home, items_of(reading.entries), reading.moved_to, notices)


def _page(data: bytes, address: str, charset: str | None) -> PageNotFeed:
    from briefing.intake.feeds.discovery import offered

    offers = offered(data, address=address, charset=charset)
    return PageNotFeed(f"{address} is a web page, not a feed{_named(offers)}", offers)


def _named(offers: tuple[Offer, ...]) -> str:
    if not offers:
        return ", and offers none: look on the page for a link called RSS or Feed, and give that."
    if len(offers) == 1:
        return f", but offers one: give {offers[0].address}"
    named = ", ".join(offer.address for offer in offers[:_MOST_NAMED])
    return f", but offers {len(offers)}: give one of them, as {named}"
