"""What a page tells of its article: title, outlet, authors, date, address, language; JSON-LD first, with judgement."""

import re
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefing.intake.articles import Told
from briefing.intake.bylines import names_in
from briefing.intake.dates import date_written
from briefing.intake.json_ld import Record, Records
from briefing.intake.naming import Said, host_of, outlet_of, title_of

# lxml has no types of its own; a tree is an lxml.html.HtmlElement, a document one of trafilatura's.
Tree = Any
Document = Any

_LANGUAGE = ("/html/@lang", "/html/@xml:lang", '//meta[@property="og:locale"]/@content')
_CANONICAL = ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content')
_PUBLISHED = (
    '//meta[@property="article:published_time" or @property="article:published"]/@content',
    '//meta[@name="parsely-pub-date" or @name="article.published" or @name="publish-date"]/@content',
    '//*[@itemprop="datePublished"]/@content',
    '//*[@itemprop="datePublished"]/@datetime',
)
_SHARED = ('//meta[@property="og:title"]/@content', '//meta[@name="twitter:title"]/@content')
_SITE = ('//meta[@property="og:site_name"]/@content', '//meta[@name="application-name"]/@content')
_AUTHOR = (
    '//meta[@name="author"]/@content',
    '//meta[@name="byl"]/@content',
    '//meta[@name="parsely-author"]/@content',
    '//meta[@name="sailthru.author"]/@content',
    '//meta[@name="dc.creator"]/@content',
    '//meta[@property="article:author"]/@content',
)
_TAG = re.compile(r"([a-z]{2})(?:[-_]|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"\b(?:comments?|commentlist|respond|disqus\w*|replies)\b", re.IGNORECASE)

# Pages without a date say 1970-01-01 or 0001-01-01; nothing on the web is older than this (htmldate's bound too).
_EARLIEST = "1995-01-01"
_UNSEEN = frozenset({"script", "style", "head", "meta", "title", "noscript", "template"})
# Authors looked at, headings looked at, and the longest that is one.
_MOST = 10
_HEADINGS, _HEADING = 20, 400
# A record of JSON-LD is of the page when so much of the shorter headline's words is in the page's own.
_FITS = 0.6


def declared_language(tree: Tree) -> str | None:
    """Return the ISO 639-1 code of the language the page declares, or None."""
    tags = (_TAG.match(value.strip()) for path in _LANGUAGE for value in _found(tree, path))
    return next((tag[1].lower() for tag in tags if tag is not None), None)


def canonical_url(tree: Tree, url: str | None, record: Record | None = None) -> str | None:
    """Return the http(s) address under which the page wants to be known, or None; `url` is where it was found.

    One that names only a host is no article's (unless the page was found there), however many pages carry it.
    """
    told = [
        *_found(tree, _CANONICAL[0]),
        *([record.url] if record and record.url else []),
        *_found(tree, _CANONICAL[1]),
    ]
    for value in told:
        try:
            address = urljoin(url or "", value.strip())
            parts = urlsplit(address)
            bare = parts.path in ("", "/") and not parts.query
            if parts.scheme in ("http", "https") and parts.netloc and not (bare and not _is_bare(url)):
                return address
        except ValueError:  # half an IPv6 address
            continue
    return None


def record_of(records: Records, tree: Tree, url: str | None) -> Record | None:
    """Return the one of a page's JSON-LD records that is of the page's own article, or None.

    A page may carry a record for each story that it links to. The one of its address counts, then the one whose
    headline is the page's; one that fits in neither is another's.
    """
    own = {_address_key(value) for value in (url, *_found(tree, *_CANONICAL)) if value} - {None}
    titles = [_words(value) for value in (*_headings(tree), *_found(tree, "//title/text()", *_SHARED))]
    addressed = [one for one in records.articles if one.url and _address_key(one.url) in own]
    titled = [one for one in records.articles if one.headline and _fits(_words(one.headline), titles)]
    both = [one for one in titled if one in addressed]
    alone = [one for one in records.articles if len(records.articles) == 1 and not (one.headline and titles)]
    return next(iter([*both, *titled, *addressed, *alone]), None)


def told_by(tree: Tree, record: Record | None, *, url: str | None, latest: date) -> Told:
    """Return what the page tells of the article before its text is taken out of it; `record` is its own in JSON-LD.

    A date later than `latest` is not believed.
    """
    canonical = canonical_url(tree, url, record)
    said = _said(tree, record, host_of(url, canonical))
    outlet = outlet_of(said)
    return Told(
        url=url,
        canonical_url=canonical,
        title=title_of(said),
        outlet=outlet,
        authors=_authors(tree, record, but=(outlet, said.site, said.publisher, said.host.removeprefix("www."))),
        published=published(tree, record, latest),
        language=declared_language(tree),
    )


def completed(told: Told, document: Document, tree: Tree) -> Told:
    """Return `told` with what trafilatura made out of the page where the page does not tell it to machines.

    `tree` is the page as it came. An author is not believed who is named only among the comments.
    """
    authors = told.authors or tuple(
        name
        for name in names_in((document.author or "").split("; ")[:_MOST], but=(told.outlet, document.sitename))
        if _is_outside_comments(tree, name)
    )
    return Told(
        url=told.url,
        canonical_url=told.canonical_url,
        title=told.title or document.title or None,
        outlet=told.outlet or document.sitename or host_of(told.url, told.canonical_url).removeprefix("www.") or None,
        authors=authors,
        published=told.published or document.date,
        language=told.language,
    )


def published(tree: Tree, record: Record | None, latest: date) -> str | None:
    """Return when the article was published as the page tells it to machines, as exact as it is told, or None.

    Looked for in JSON-LD (schema.org `datePublished` of the article), in `article:published_time` and in microdata; a
    later one that names the same day more exactly counts instead.
    """
    told = [*([record.published] if record and record.published else []), *_found(tree, *_PUBLISHED)]
    dates = [
        d for value in told[:_MOST] if (d := date_written(value)) and d >= _EARLIEST and d[:10] <= latest.isoformat()
    ]
    exact = (d for d in dates if len(d) > len(dates[0]) == len("2026-03-01") and d.startswith(dates[0]))
    return next(exact, next(iter(dates), None))


def _said(tree: Tree, record: Record | None, host: str) -> Said:
    return Said(
        headline=record.headline if record else None,
        publisher=record.outlet if record else None,
        shared=_first(tree, *_SHARED),
        site=_first(tree, *_SITE),
        title=_first(tree, "//title/text()"),
        headings=_headings(tree),
        host=host,
    )


def _authors(tree: Tree, record: Record | None, *, but: tuple[str | None, ...]) -> tuple[str, ...]:
    """Return the authors in JSON-LD or else in the head; where only the head's stand on the page, those."""
    recorded = names_in(record.authors, but=but) if record else ()
    in_head = next((names for path in _AUTHOR if (names := names_in(_found(tree, path)[:_MOST], but=but))), ())
    if not recorded or not in_head:
        return recorded or in_head
    shown = " ".join(_texts(tree)).casefold()
    stand = [all(name.casefold() in shown for name in names) for names in (recorded, in_head)]
    return in_head if stand == [False, True] else recorded


def _is_outside_comments(tree: Tree, name: str) -> bool:
    """Whether the name stands elsewhere than in elements that are called comments, or nowhere at all."""
    wanted = name.casefold()
    naming = [
        element
        for element in tree.getroottree().getroot().iter()
        if isinstance(element.tag, str) and element.tag not in _UNSEEN
        if any(wanted in text.casefold() for text in (element.text, *(child.tail for child in element)) if text)
    ]
    return not naming or any(
        not any(_COMMENTS.search(f"{one.get('class', '')} {one.get('id', '')}") for one in (e, *e.iterancestors()))
        for e in naming
    )


def _texts(tree: Tree) -> list[str]:
    unseen = " or ".join(f"self::{tag}" for tag in sorted(_UNSEEN))
    return _found(tree, f"//body//text()[not(parent::*[{unseen}])]")


def _headings(tree: Tree) -> tuple[str, ...]:
    found = tree.getroottree().xpath("//h1")[:_HEADINGS]
    texts = (" ".join("".join(heading.itertext()).split()) for heading in found)
    return tuple(text for text in texts if 0 < len(text) <= _HEADING)


def _fits(headline: list[str], titles: list[list[str]]) -> bool:
    return any(
        title and len(set(headline) & set(title)) >= _FITS * min(len(set(headline)), len(set(title)))
        for title in titles
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _address_key(address: str) -> str | None:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}" if path else None


def _is_bare(url: str | None) -> bool:
    return url is not None and urlsplit(url).path in ("", "/")


def _first(tree: Tree, *paths: str) -> str | None:
    return next((" ".join(value.split()) for value in _found(tree, *paths) if value.strip()), None)


def _found(tree: Tree, *paths: str) -> list[str]:
    return [str(value) for path in paths for value in tree.getroottree().xpath(path)]
