"""XML from strangers, opened without letting it do anything: no entity is expanded, nothing fetched, all of it bounded.

Entities need a document type, and that stands before the root element: what stands there is looked at and never
handed to a parser. The references of HTML are resolved here, all others stay text. What is not well-formed is mended
as far as it goes: a bare ampersand, control characters, HTML within a text, an unknown prefix, an end that is missing.
"""

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Any

from briefing.errors import SourceError
from briefing.intake.decoding import declared_in, text_of
from briefing.intake.feeds.shielding import shielded

# A tag costs libxml2 about 120 bytes. The 10 MB of the largest feed that is read have some 300,000.
_MOST_TAGS = 1_000_000

# What a server's own complaints may stand before ("<br /><b>Warning</b>: …").
_HEAD = 4096
_START = re.compile(r"<\?xml\s|<(?:\w+:)?(?:rss|feed|RDF|opml)[\s>]")

# A licence, a style sheet, a document type: what stands before the root is seldom longer than a screenful.
_PROLOG = 100_000
_ROOT = re.compile(r"<((?:[\w.-]+:)?([A-Za-z_][\w.-]*))")
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_END_OF_SUBSET = re.compile(r"\]\s*>")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)

_BARE = re.compile(r"&(?!#[0-9]{1,9};|#[xX][0-9a-fA-F]{1,8};|[A-Za-z][A-Za-z0-9]{0,31};)")
_REFERENCE = re.compile(
    r"&(?:#([0-9]{1,9}|[xX][0-9a-fA-F]{1,8});|(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{0,31};))"
)
_OF_XML = "&<>\"'"
_NUMBERS = {"&amp;": "&#38;", "&lt;": "&#60;", "&gt;": "&#62;", "&quot;": "&#34;", "&apos;": "&#39;"}
# HTML Standard, section 13.2.5.80: what these numbers mean to browsers, and to those who write them.
_WINDOWS = {code: char for code in range(128, 160) if (char := bytes([code]).decode("cp1252", "ignore"))}

_RICH = re.compile(
    r"<((?:[\w.-]+:)?(?:title|description|summary|content|encoded|subtitle|tagline))(?:\s[^<>]*)?(?<!/)>"
)
_MOST_NAMES = 50
_NO_TEXT = re.compile(r"<(?:\w+:)?(?:item|entry|link|guid|id|pubDate|published|updated)[\s>/]")


@dataclass(frozen=True, slots=True)
class Opened:
    """An XML document: its root (an lxml element) and the root's local name in small letters.

    `text` is the document as it was given to the parser; `breaks_off` is whether its root is never closed.
    """

    root: Any
    name: str
    text: str
    breaks_off: bool


def xml_text(data: bytes, charset: str | None) -> str:
    """Return bytes that may be XML as text; `charset` is what the server calls their encoding."""
    # XML 1.0, appendix F: UTF-16 without a mark.
    for beginning, encoding in ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be")):
        if data.startswith(beginning):
            return data.decode(encoding, "replace")
    return text_of(data, [name for name in (charset, declared_in(data)) if name])


def root_of(text: str, *, name: str) -> str | None:
    """Return the local name of the root element in small letters, None where there is none.

    Raises SourceError, as `opened` does, when there are entities declared before it.
    """
    found = _safe_root(text, name)
    return None if found is None else found[2].lower()


def opened(text: str, *, name: str, base: str | None = None) -> Opened | None:
    """Return the document in `text`, None where there is no root element or nothing can be made of it.

    `name` is what an error calls it, `base` where it was found. Raises SourceError when it declares entities of its
    own or has more elements than a list of anything needs.
    """
    from lxml import etree

    found = _safe_root(text, name)
    if found is None:
        return None
    if text.count("<", found.start()) > _MOST_TAGS:
        raise SourceError(f"{name} is too large, with more than {_MOST_TAGS:,} tags: give another.")
    document = _mended(text[found.start() :])
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    options |= {"remove_comments": True, "remove_pis": True}
    try:
        root = etree.fromstring(document.encode(), etree.XMLParser(encoding="utf-8", **options), base_url=base)
        return Opened(root, found[2].lower(), document, breaks_off=False)
    except etree.XMLSyntaxError:
        pass
    document = _escaped_within(document)
    try:
        root = etree.fromstring(
            document.encode(), etree.XMLParser(encoding="utf-8", recover=True, **options), base_url=base
        )
    except etree.XMLSyntaxError:
        return None
    return None if root is None else Opened(root, found[2].lower(), document, f"</{found[1]}" not in document)


def _safe_root(text: str, name: str) -> re.Match[str] | None:
    begin = _begin(text)
    found = _root(text, begin)
    if _ENTITY.search(text, begin, found.start() if found else begin + _PROLOG):
        raise SourceError(
            f"{name} declares entities of its own, with which a few lines can swell without end, so nothing of it was "
            "read: give another, or ask its publisher for one without them."
        )
    return found


def _begin(text: str) -> int:
    first = _root(text, 0)
    if first is not None and first[2].lower() in ("br", "b", "p", "div", "pre"):
        later = _START.search(text, first.start(), first.start() + _HEAD)
        return later.start() if later else 0
    return 0


def _root(text: str, position: int) -> re.Match[str] | None:
    last = position + _PROLOG
    while (position := text.find("<", position, last)) >= 0:
        if text.startswith("<?", position):
            end = text.find("?>", position)
        elif text.startswith("<!--", position):
            end = text.find("-->", position + 4)
        elif _DOCTYPE.match(text, position):
            end = _end_of_doctype(text, position)
        elif (root := _ROOT.match(text, position)) is not None:
            return root
        else:
            end = position
        if end < 0:
            return None
        position = end + 1
    return None


def _end_of_doctype(text: str, position: int) -> int:
    end = text.find(">", position)
    if text.find("[", position, end) < 0:
        return end
    subset = _END_OF_SUBSET.search(text, position)
    return subset.end() - 1 if subset else -1


def _mended(document: str) -> str:
    """Return `document` with the references of HTML resolved and nothing that XML refuses, CDATA left as it is."""
    pieces = []
    position = 0
    shut = shielded(document)
    while (start := shut.find("<![CDATA[", position)) >= 0 and (end := shut.find("]]>", start)) >= 0:
        pieces += [_with_references(shut[position:start]), shut[start : end + 3]]
        position = end + 3
    return "".join([*pieces, _with_references(shut[position:])])


def _with_references(text: str) -> str:
    if "&" not in text:
        return text
    text = _BARE.sub("&#38;", _REFERENCE.sub(_resolved, text))
    # Once it has met an error libxml2 drops the names, but never the numbers.
    for name, number in _NUMBERS.items():
        text = text.replace(name, number)
    return text


def _by_number(text: str) -> str:
    return "".join(f"&#{ord(char)};" if char in _OF_XML else char for char in text)


def _resolved(found: re.Match[str]) -> str:
    number, name = found[1], found[2]
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        if code in _WINDOWS:
            return _WINDOWS[code]
        if code > 0x10FFFF:
            return "\ufffd"
        # White space and quotation marks stay references: in an attribute they would change its meaning.
        return f"&#{code};" if chr(code) in f"\t\n\r {_OF_XML}" else shielded(chr(code))
    return _by_number(html5[name]) if name in html5 else f"&#38;{name}"


def _escaped_within(document: str) -> str:
    """Return `document` with the HTML that stands bare in its texts (`<title>No <b>way</title>`) escaped."""
    pieces = []
    position = seen = 0
    ends: dict[str, int] = {}
    for opening in _RICH.finditer(document):
        name, start = opening[1], opening.end()
        if opening.start() < seen:
            continue
        if len(ends) > _MOST_NAMES:
            break
        if ends.get(name, start - 1) < start:
            found = document.find(f"</{name}", start)
            ends[name] = found if found >= 0 else len(document)
        end = ends[name]
        # What is no text stands in it: it was never closed, and the end that was found is another's.
        other = _NO_TEXT.search(document, start, end) if end < len(document) else opening
        if other is not None:
            seen = other.start()
            continue
        seen = end
        inner = document[start:end]
        if "<" in inner and "<![CDATA[" not in inner:
            pieces += [
                document[position : opening.start()],
                f'<{name} type="html">',
                inner.replace("&", "&#38;").replace("<", "&#60;"),
            ]
            position = end
    return "".join([*pieces, document[position:]])
