"""RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0, out of their elements.

feedparser is the reference that the tests hold this against, not the reader. Reading 5,000 items takes it more than
three times as long, before any of its text is plain; the time grows with the square of an author's length, so that
20 kB of it take seconds; and the ids it gives change when the feed's address does.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from briefing.intake.feeds.dating import believed
from briefing.intake.feeds.entries import Entry, names_of, newest
from briefing.intake.feeds.links import web_address
from briefing.intake.feeds.plain import LEAD, TITLE, cut, folded, of_either, of_markup
from briefing.intake.feeds.reading import BREAKS_OFF, Reading
from briefing.intake.feeds.shielding import unshielded
from briefing.intake.feeds.xml_opened import Opened

ROOTS = ("rss", "rdf", "feed", "redirect")

# lxml has no types of its own.
Element = Any
Found = dict[str, list[Element]]

# Beyond these nothing is an item's: it is there to cost time.
_MOST_OF_A_KIND = 20

_ATOM = ("http://www.w3.org/2005/atom", "http://purl.org/atom/ns#")
# The namespaces of RSS itself, under all the names that it has had, and of the modules that say something of an item:
# the list is feedparser's (mixin.py, namespaces).
_RSS = (
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss",
    "http://backend.userland.com/rss2",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/rss/1.0/modules/rss091#",
)
_MODULES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    **dict.fromkeys(_ATOM, "atom"),
}
_PREFIXES = frozenset(_MODULES.values())
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"

_PUBLISHED = ("pubdate", "published", "issued", "dcterms:issued", "dc:date", "atom:published", "created")
_CHANGED = ("dcterms:created", "updated", "modified", "dcterms:modified", "atom:updated")
_LEADS = ("description", "summary", "atom:summary", "dc:description", "itunes:summary")
_BODIES = ("content:encoded", "content", "atom:content", "xhtml:body", "media:description")
_MARKUP = ("html", "text/html", "xhtml", "application/xhtml+xml")
_PLAIN = ("text", "plain", "text/plain")
_PREFIX = re.compile(r"<(/?)[\w.-]+:")


def read(document: Opened, *, address: str, at: datetime) -> Reading:
    """Return what is in a document whose root is one of ROOTS, found at `address` and read `at`."""
    return _Reader(document, address, at).reading()


class _Reader:
    def __init__(self, document: Opened, address: str, at: datetime) -> None:
        self._document = document
        self._root = document.root
        self._address = address
        self._at = at
        self._atom = document.name == "feed"
        self._kinds: dict[str, str] = {}
        self._based = "xml:base" in document.text
        # The format itself, whatever namespace it says it has; a prefix for RDF's own elements alone is no such.
        tags = (self._root.tag, *(child.tag for child in self._root[:5] if isinstance(child.tag, str)))
        said = {_namespace(tag) for tag in tags if tag == self._root.tag or tag.lower().endswith("channel")}
        self._own = {"", *_RSS, *(_ATOM if self._atom else ())} | (said - (_MODULES.keys() - set(_ATOM)))

    def reading(self) -> Reading:
        root = self._found(self._root)
        channels = root.get("channel", [])
        head = self._found(channels[0]) if channels else root
        items = self._items([self._root, *channels])
        if self._document.breaks_off and not self._ends_between_items():
            items = items[:-1]
        entries = [self._entry(item) for item in newest(items, self._published, address=self._address)]
        moved = self._texts(head, "itunes:new-feed-url", "newlocation")
        moved_to = next((found for text in moved if (found := web_address(text, self._address))), None)
        return Reading(
            title=self._title(head),
            home=self._link(head),
            entries=entries,
            total=len(items),
            moved_to=moved_to if moved_to != self._address else None,
            notices=(BREAKS_OFF,) if self._document.breaks_off else (),
        )

    def _items(self, containers: Sequence[Element]) -> list[Element]:
        return [
            element
            for container in containers
            for element in container
            if isinstance(element.tag, str) and self._kind(element.tag) in ("item", "entry")
        ]

    def _ends_between_items(self) -> bool:
        text = self._document.text
        ends = max(text.rfind("</item"), text.rfind("</entry"))
        return ends > max(text.rfind("<item"), text.rfind("<entry"))

    def _entry(self, element: Element) -> Entry:
        found = self._found(element)
        for group in found.get("media:group", []):
            found = self._found(group) | found
        key = next(self._texts(found, "guid", "id", "atom:id"), "") or element.get(_ABOUT, "")
        dates = list(self._texts(found, *_PUBLISHED, *_CHANGED))
        source = self._found(found["source"][0]) if "source" in found else {}
        outlet = self._title(source) or next(self._texts({"source": found.get("source", [])[:1]}, "source"), "")
        return Entry(
            key=folded(unshielded(key)),
            title=self._title(found),
            link=self._link(found),
            published=self._first_believed(dates),
            dated=folded(next(iter(dates), "")),
            lead=self._lead(found),
            authors=self._authors(found),
            outlet=cut(of_either(outlet), TITLE) or None,
        )

    def _published(self, element: Element) -> str | None:
        return self._first_believed(self._texts(self._found(element), *_PUBLISHED, *_CHANGED))

    def _first_believed(self, dates: Iterable[str]) -> str | None:
        return next((found for date in dates if (found := believed(date, self._at))), None)

    def _title(self, found: Found) -> str:
        titles = (self._rich(element) for kind in ("title", "dc:title") for element in found.get(kind, []))
        return cut(next((title for title in titles if title), ""), TITLE)

    def _lead(self, found: Found) -> str:
        texts = (
            self._rich(element, markup=kind in ("description", "content:encoded"))
            for kind in (*_LEADS, *_BODIES)
            for element in found.get(kind, [])
        )
        return cut(next((text for text in texts if text), ""), LEAD)

    def _authors(self, found: Found) -> tuple[str, ...]:
        people = [*found.get("author", []), *found.get("atom:author", [])]
        named = [
            *(next(self._texts(self._found(person), "name", "atom:name"), self._text(person)) for person in people),
            *self._texts(found, "dc:creator", "dc:author"),
        ]
        names = names_of(map(of_either, named))
        return names or names_of(map(of_either, self._texts(found, "itunes:author")))

    def _link(self, found: Found) -> str | None:
        elements = [*found.get("link", []), *found.get("atom:link", [])]
        offered = [
            element for element in elements if element.get("href") and element.get("rel", "alternate") == "alternate"
        ]
        offered.sort(key=lambda element: "html" not in element.get("type", "html"))
        candidates = [
            *((element, self._text(element)) for element in found.get("feedburner:origlink", [])),
            *((element, element.get("href")) for element in offered),
            *((element, self._text(element)) for element in elements if not element.get("href")),
        ]
        for element, written in candidates:
            if (address := web_address(unshielded(written), self._base(element))) is not None:
                return address
        # RSS 2.0: a guid is the address of the item, unless it says that it is not. One that is relative is not.
        for element in found.get("guid", []):
            if element.get("isPermaLink", "true").lower() == "true":
                return web_address(self._text(element), "")
        return None

    def _base(self, element: Element) -> str:
        return (element.base or self._address) if self._based else self._address

    def _rich(self, element: Element, *, markup: bool = False) -> str:
        kind = element.get("type", "").lower().strip()
        if len(element):
            return of_markup(unshielded(_inner(element)))
        text = self._text(element)
        if not text or element.get("mode") == "base64":
            return ""
        if kind in _MARKUP or (markup and not kind):
            return of_markup(text)
        if kind in _PLAIN or (self._atom and not kind):
            return folded(text)
        return of_either(text) if not kind else ""

    def _texts(self, found: Found, *kinds: str) -> Iterator[str]:
        for kind in kinds:
            for element in found.get(kind, []):
                if text := self._text(element):
                    yield text

    def _text(self, element: Element) -> str:
        return unshielded(element.text or "").strip(" \t\r\n")

    def _found(self, parent: Element) -> Found:
        found: Found = {}
        for element in parent:
            if isinstance(element.tag, str) and (kind := self._kind(element.tag)):
                of_kind = found.setdefault(kind, [])
                if len(of_kind) < _MOST_OF_A_KIND:
                    of_kind.append(element)
        return found

    def _kind(self, tag: str) -> str:
        """Return what an element is, in small letters: `title` of the format itself, `dc:creator` of a module."""
        known = self._kinds.get(tag)
        if known is None:
            known = self._kinds[tag] = self._named(tag)
        return known

    def _named(self, tag: str) -> str:
        namespace, name = _namespace(tag), tag.rpartition("}")[2].lower()
        if not namespace and ":" in name:  # a prefix that is nowhere declared
            return name if name.partition(":")[0] in _PREFIXES else ""
        if namespace in self._own:
            return name
        module = _MODULES.get(namespace)
        return f"{module}:{name}" if module else ""


def _namespace(tag: str) -> str:
    return tag[1:].rpartition("}")[0].lower() if tag.startswith("{") else ""


def _inner(element: Element) -> str:
    from lxml import etree

    children = (etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    return _PREFIX.sub(r"<\1", escape(element.text or "") + "".join(children))
