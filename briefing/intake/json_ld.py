"""What a page says of its article in JSON-LD: schema.org's NewsArticle and its kin, read with patience for bad JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

# lxml has no types of its own; a tree is an lxml.html.HtmlElement.
Tree = Any
Node = dict[str, Any]

# No page of the 60 has more than 300,000 characters and 900 nodes of JSON-LD; beyond these bounds nothing is read.
_MOST_CHARACTERS = 2_000_000
_MOST_NODES = 5000

# https://schema.org/Article and https://schema.org/SocialMediaPosting with all their subtypes end so. JobPosting ends
# so too and is none of them.
_ARTICLE = re.compile(r"(?:^|[/#:])(?!JobPosting$)\w*(?:Article|Posting|Report)$")
_LIST = re.compile(r"(?:^|[/#:])(?:CollectionPage|SearchResultsPage|ItemList|Blog)$")
# Where a publisher puts the article inside something else; elsewhere an article is another one (related, a teaser).
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")

_AROUND = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MARKUP = re.compile(r"</?(?:a|b|br|em|i|p|q|s|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says of an article; None and empty where it says nothing. Texts are plain, entities resolved.

    `free` is `isAccessibleForFree`; `words` how long the article is by `wordCount` or, without it, `articleBody`.
    """

    headline: str | None
    authors: tuple[str, ...]
    outlet: str | None
    published: str | None
    url: str | None
    free: bool | None
    words: int | None
    live: bool


@dataclass(frozen=True, slots=True)
class Records:
    """The articles that a page has records of, in its order; `listing` is whether it calls itself a list of things."""

    articles: tuple[Record, ...]
    listing: bool


def records(tree: Tree) -> Records:
    """Return what JSON-LD the page has on articles. What is no JSON is passed over."""
    nodes = list(_nodes(tree))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = tuple(_record(node, named) for node in nodes if _is_a(_ARTICLE, node))
    return Records(articles, any(_is_a(_LIST, node) for node in nodes))


def _nodes(tree: Tree) -> Iterator[Node]:
    scripts = tree.getroottree().xpath('//script[contains(@type, "ld+json")]')
    left = _MOST_CHARACTERS
    pending: list[Any] = []
    for script in scripts:
        written = script.text or ""
        left -= len(written)
        if left < 0:
            break
        pending.append(_parsed(written))
    pending.reverse()
    for _ in range(_MOST_NODES):
        if not pending:
            return
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value[:_MOST_NODES]))
        elif isinstance(value, dict):
            yield value
            pending.extend(value[key] for key in reversed(_INSIDE) if key in value)


def _parsed(written: str) -> Any:
    plain = _AROUND.sub("", _AROUND.sub("", written))
    for attempt in (written, plain, _TRAILING_COMMA.sub("", plain), unescape(plain)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _is_a(kind: re.Pattern[str], node: Node) -> bool:
    # `type` without its @ is a common slip.
    types = node.get("@type", node.get("type"))
    return any(isinstance(t, str) and kind.search(t.strip()) for t in (types if isinstance(types, list) else [types]))


def _record(node: Node, named: dict[str, Node]) -> Record:
    authors = [_name(one, named) for key in ("author", "creator") for one in _each(node.get(key))]
    counted = node.get("wordCount")
    body = _text(node.get("articleBody"))
    words = int(counted) if isinstance(counted, int | str) and re.fullmatch("[0-9]{1,6}", str(counted)) else None
    published = node.get("datePublished")
    return Record(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        authors=tuple(dict.fromkeys(name for name in authors if name)),
        outlet=next((name for one in _each(node.get("publisher")) if (name := _name(one, named))), None),
        published=published.strip() if isinstance(published, str) else None,
        url=_address(node),
        free=_free(node),
        words=words or (len(body.split()) if body else None),
        live=_is_a(re.compile("LiveBlogPosting$"), node),
    )


def _each(value: Any) -> list[Any]:
    return value[:20] if isinstance(value, list) else [value]


def _name(value: Any, named: dict[str, Node]) -> str | None:
    """Return the name of a person or organisation: a string, an object with one, or the id of such an object."""
    if isinstance(value, dict):
        known = named.get(value["@id"], value) if isinstance(value.get("@id"), str) else value
        name = value.get("name") or known.get("name")
        if name is None and isinstance(known.get("givenName"), str):
            name = f"{known['givenName']} {known.get('familyName') or ''}"
        return _text(name)
    return _text(value)


def _text(value: Any) -> str | None:
    """Return a value's text: the first of several, `@value` of one with a language; without markup and entities."""
    if isinstance(value, list):
        value = next((one for one in value if one), None)
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    # Entities are often escaped twice.
    plain = _MARKUP.sub("", unescape(unescape(_MARKUP.sub("", value))))
    return " ".join(plain.split()) or None


def _address(node: Node) -> str | None:
    page = node.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    for value in (node.get("url"), page, node.get("@id")):
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return value
    return None


def _free(node: Node) -> bool | None:
    said = node.get("isAccessibleForFree", node.get("isAccesibleForFree"))
    if isinstance(said, str):
        word = said.strip().rsplit("/", 1)[-1].lower()
        return {"true": True, "false": False}.get(word)
    return said if isinstance(said, bool) else None
