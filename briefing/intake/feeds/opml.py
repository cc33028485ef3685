"""OPML 1.0 and 2.0 (http://opml.org/spec2.opml): a list of feeds in folders, read and written."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from briefing.errors import SourceError
from briefing.intake.feeds.model import Subscription
from briefing.intake.feeds.shielding import shielded, unshielded
from briefing.intake.feeds.xml_opened import opened, xml_text
from briefing.intake.raw import LIMIT, LIMIT_NAME

# Ours, for what OPML has no word for; other readers pass over it, as its section "Namespaces" asks them to.
_NAMESPACE = "https://readout.invalid/opml"
_ADDRESS = f"{{{_NAMESPACE}}}address"
_HIDDEN = f"{{{_NAMESPACE}}}hidden"
_TAGS = f"{{{_NAMESPACE}}}tags"

# lxml has no types of its own.
Element = Any

_MOST = 50_000

# Outlines that point to something else than a feed: OPML 2.0, section "What is a directory?", and what exporters add.
_OTHER_TYPES = ("link", "include", "song", "blogpost", "thread")
# OPML 1.0 left their case open: xmlurl, XMLURL.
_NAMES = {name.lower(): name for name in ("text", "title", "type", "xmlUrl", "url", "htmlUrl", "category", "filtercmd")}
_READ = {"text", "title", "xmlUrl", "url", "htmlUrl", "category", "filtercmd", _ADDRESS, _HIDDEN, _TAGS}


def read(data: bytes, *, name: str) -> tuple[Subscription, ...]:
    """Return what an OPML file subscribes to, in its order; `name` is what an error calls it.

    The folders that an outline is in become its first tag ("News/Europe"), its `category` the others. What Readout
    has no use for goes into `extra`. Programs that some readers have there (Liferea's `|command`, `filtercmd`) come
    out as newsboat's `exec:` and `filter:`; they are not run.

    Raises SourceError when it is not OPML, cannot be read, or declares entities.
    """
    if len(data) > LIMIT:
        raise SourceError(f"{name} is larger than {LIMIT_NAME}, more than a list of feeds can be: give another file.")
    document = opened(xml_text(data, None), name=name)
    if document is None or document.name != "opml":
        raise SourceError(f"{name} is not OPML: give the file to which another reader exported its feeds.")
    outlines = document.text.count("<outline")
    if outlines > _MOST:
        raise SourceError(f"{name} has {outlines:,} entries, more than a list of feeds can have: give a part of it.")
    # What libxml2 could not make sense of it passes over.
    if document.breaks_off or outlines > int(document.root.xpath("count(//outline)")):
        raise SourceError(f"{name} is broken or cut off, so nothing was taken from it: export it once more.")
    return tuple(_subscriptions(document.root))


def written(subscriptions: Iterable[Subscription], *, title: str, at: datetime | None = None) -> bytes:
    """Return OPML 2.0 with these subscriptions in their order, dated `at`: `read` gives them back.

    A feed stands in the folders of its first tag; its `category` has all its tags. Control characters, which XML
    cannot carry, become U+FFFD.
    """
    from lxml import etree

    root: Element = etree.Element("opml", version="2.0", nsmap={"readout": _NAMESPACE})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _fit(title)
    if at is not None:
        etree.SubElement(head, "dateCreated").text = format_datetime(at)
    body = etree.SubElement(root, "body")
    path: list[str] = []
    place = body
    for subscription in subscriptions:
        folders = _folders(subscription)
        if folders != path:
            path, place = folders, body
            for folder in folders:
                place = etree.SubElement(place, "outline", text=folder, title=folder)
        _add(place, subscription)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _subscriptions(root: Element) -> Iterator[Subscription]:
    pending: list[tuple[Element, str]] = [(body, "") for body in reversed(root) if body.tag == "body"]
    while pending:
        element, folder = pending.pop()
        within = folder
        if element.tag == "outline":
            if (found := _subscription(element, folder)) is not None:
                yield found
            elif name := unshielded(element.get("text") or element.get("title") or ""):
                within = f"{folder}/{name}" if folder else name
        pending.extend((child, within) for child in reversed(element))


def _subscription(element: Element, folder: str) -> Subscription | None:
    said = {_NAMES.get(name.lower(), name): unshielded(value) for name, value in element.attrib.items()}
    address = said.get(_ADDRESS) or _address(said)
    if not address:
        return None
    text, title = said.get("text", ""), said.get("title", "")
    extra = {name: value for name, value in said.items() if name not in _READ}
    if extra.get("type") == "rss":
        del extra["type"]
    return Subscription(
        address,
        title=title or (text if text != address else "") or None,
        tags=_tags(said, folder),
        hidden=said.get(_HIDDEN) == "true",
        home=said.get("htmlUrl") or None,
        extra=extra,
    )


def _address(said: dict[str, str]) -> str:
    if said.get("type", "").lower() in _OTHER_TYPES:
        return ""
    address = said.get("xmlUrl", said.get("url", "")).strip()
    if address.startswith("|"):
        address = f"exec:{address[1:]}"
    return f"filter:{said['filtercmd']}:{address}" if address and said.get("filtercmd") else address


def _tags(said: dict[str, str], folder: str) -> tuple[str, ...]:
    try:
        exact = json.loads(said.get(_TAGS, "null"))
    except (ValueError, RecursionError):
        exact = None
    if isinstance(exact, list) and all(isinstance(tag, str) for tag in exact):
        return tuple(exact)
    # A category is a path that begins with a slash, or a word.
    categories = (category.strip().removeprefix("/") for category in said.get("category", "").split(","))
    return tuple(dict.fromkeys(tag for tag in (folder, *categories) if tag))


def _folders(subscription: Subscription) -> list[str]:
    folders = _fit(subscription.tags[0]).split("/") if subscription.tags else []
    return folders if all(folder.strip() == folder != "" for folder in folders) else []


def _add(place: Element, subscription: Subscription) -> None:
    from lxml import etree

    outline = etree.SubElement(place, "outline", text=_fit(subscription.title or subscription.address))
    if subscription.title:
        outline.set("title", _fit(subscription.title))
    if subscription.kind in ("feed", "file"):
        kind = subscription.extra.get("type", "rss")
        outline.set("type", "rss" if kind.lower() in _OTHER_TYPES else _fit(kind))
        outline.set("xmlUrl", _fit(subscription.address))
    else:
        outline.set(_ADDRESS, _fit(subscription.address))
    if subscription.home:
        outline.set("htmlUrl", _fit(subscription.home))
    if subscription.tags:
        categories = ",".join(tag.replace(",", "_") for tag in subscription.tags)
        outline.set("category", _fit(categories))
    for name, value in subscription.extra.items():
        if name not in _READ and name != "type" and _is_name(name):
            outline.set(name, _fit(value))
    if subscription.hidden:
        outline.set(_HIDDEN, "true")
    folder = "/".join(_folders(subscription))
    fit = tuple(_fit(tag) for tag in subscription.tags)
    if _tags({"category": outline.get("category", "")}, folder) != fit:
        outline.set(_TAGS, json.dumps(fit, ensure_ascii=False))


def _is_name(name: str) -> bool:
    from lxml import etree

    try:
        etree.QName(name)
    except ValueError:
        return False
    return ":" not in name.rpartition("}")[2]


def _fit(text: str) -> str:
    kept = shielded(text)
    return kept if kept == text else "".join("\ufffd" if char in _SHIELDS else char for char in kept)


_SHIELDS = frozenset(map(chr, range(0xFDD0, 0xFDF0)))
