"""What the head of a page says of the article, as far as trafilatura does not tell it or tells it less exactly."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefing.intake.dates import iso_date

# lxml has no types of its own; a tree is an lxml.html.HtmlElement.
Tree = Any

_LANGUAGE = ("/html/@lang", "/html/@xml:lang", '//meta[@property="og:locale"]/@content')
_CANONICAL = ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content')
_PUBLISHED = (
    '//meta[@property="article:published_time"]/@content',
    '//*[@itemprop="datePublished"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
)
_TAG = re.compile(r"([a-z]{2})(?:[-_]|$)", re.IGNORECASE)

# Pages without a date say 1970-01-01 or 0001-01-01; nothing on the web is older than this (htmldate's bound too).
_EARLIEST = "1995-01-01"


def declared_language(tree: Tree) -> str | None:
    """Return the ISO 639-1 code of the language the page declares, or None."""
    tags = (_TAG.match(value.strip()) for path in _LANGUAGE for value in _found(tree, path))
    return next((tag[1].lower() for tag in tags if tag is not None), None)


def canonical_url(tree: Tree, url: str | None) -> str | None:
    """Return the http(s) address under which the page wants to be known, or None; `url` is where it was found."""
    for path in _CANONICAL:
        for value in _found(tree, path):
            try:
                address = urljoin(url or "", value.strip())
                parts = urlsplit(address)
            except ValueError:  # half an IPv6 address
                continue
            if parts.scheme in ("http", "https") and parts.netloc:
                return address
    return None


def published(tree: Tree, latest: date) -> str | None:
    """Return when the article was published as the page tells it to machines, as exact as it is told, or None.

    Looked for in `article:published_time`, in JSON-LD (schema.org `datePublished` of an article) and in microdata.
    """
    told = [*_found(tree, _PUBLISHED[0]), *_dates_in_json_ld(tree), *_found(tree, *_PUBLISHED[1:])]
    dates = (iso_date(value) for value in told)
    return next((d for d in dates if d is not None and d >= _EARLIEST and d[:10] <= latest.isoformat()), None)


def _found(tree: Tree, *paths: str) -> list[str]:
    return [str(value) for path in paths for value in tree.getroottree().xpath(path)]


def _dates_in_json_ld(tree: Tree) -> Iterator[str]:
    for script in _found(tree, '//script[@type="application/ld+json"]/text()'):
        try:
            record = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(record):
            kinds = node.get("@type")
            written = node.get("datePublished")
            if isinstance(written, str) and any(
                isinstance(kind, str) and kind.endswith(("Article", "Posting"))
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield written


def _nodes(record: Any) -> Iterator[dict[str, Any]]:
    for node in record if isinstance(record, list) else [record]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (inner for inner in (graph if isinstance(graph, list) else []) if isinstance(inner, dict))
