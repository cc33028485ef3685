"""The feeds that a web page offers in its head (`<link rel="alternate">`)."""

import re
from itertools import islice
from typing import Any

from briefing.intake.decoding import declared_in, text_of
from briefing.intake.feeds.links import web_address
from briefing.intake.feeds.model import Offer
from briefing.intake.feeds.plain import folded
from briefing.intake.feeds.shielding import shielded, unshielded

# https://www.rssboard.org/rss-autodiscovery, RFC 4287 and https://www.jsonfeed.org/version/1.1/#discovery
_TYPES = (
    *("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"),
    *("application/x.atom+xml", "application/x-atom+xml"),
)
# A site's programming interface has this type too.
_PERHAPS = ("application/json", "application/xml", "text/xml")
_FEED = re.compile(r"feed|rss|atom", re.IGNORECASE)
# On one article or on all of them: a page offers these beside the feed that is meant.
_COMMENTS = re.compile(r"comment|kommentar|replies|\br[ée]ponses\b", re.IGNORECASE)

_MOST_LINKS = 5000
_MOST = 50
_LONGEST_TITLE = 200


def offered(page: bytes, *, address: str, charset: str | None = None) -> tuple[Offer, ...]:
    """Return the feeds that an HTML page found at `address` offers, each once: in its order, those of comments last.

    Their addresses are absolute, http or https. `charset` is what the server called the page's encoding.
    """
    from lxml import etree

    html = text_of(page, [name for name in (charset, declared_in(page)) if name])
    parser = etree.HTMLParser(encoding="utf-8", no_network=True)
    try:
        tree: Any = etree.fromstring(shielded(html).encode(), parser)
    except etree.XMLSyntaxError:  # a page of nothing
        return ()
    if tree is None:
        return ()
    base = next((found for href in tree.xpath("//base/@href") if (found := web_address(href, address))), address)
    offers: dict[str, Offer] = {}
    for link in islice(tree.iter("link"), _MOST_LINKS):
        if not _is_feed(link) or (found := web_address(unshielded(link.get("href", "")), base)) is None:
            continue
        offers.setdefault(found, Offer(found, folded(unshielded(link.get("title", "")))[:_LONGEST_TITLE]))
    return tuple(sorted(offers.values(), key=_of_comments)[:_MOST])


def _is_feed(link: Any) -> bool:
    relations = link.get("rel", "").lower().split()
    kind = link.get("type", "").partition(";")[0].strip().lower()
    if "feed" in relations:
        return True
    named = f"{link.get('href', '')} {link.get('title', '')}"
    return "alternate" in relations and (kind in _TYPES or (kind in _PERHAPS and _FEED.search(named) is not None))


def _of_comments(offer: Offer) -> bool:
    return _COMMENTS.search(f"{offer.address} {offer.title}") is not None
