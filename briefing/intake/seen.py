"""What a page shows, line by line, as a reader would see it without styles; and what of it only leads elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# lxml has no types of its own; an element is an lxml.html.HtmlElement.
Element = Any

_UNSEEN = frozenset(
    {"script", "style", "template", "title", "noscript", "svg", "select", "datalist", "iframe", "object"}
)
_WITHIN_A_LINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i"}
    | {"img", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup"}
    | {"time", "tt", "u", "var", "wbr"}
)
_LINKS_STAY = frozenset({"li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "dt", "dd"})
# An invitation is linked by so much of its length and has so many words; without all of them so much of a text is left.
_LINKED, _WORDS, _KEPT = 0.75, 5, 0.7
_FRAME = frozenset({"nav", "header", "footer"})


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of text without a block's border in it: a paragraph, a heading, an item. `element` holds it;
    `linked` is how many of its characters are in links; `framed` whether it belongs to the site around the page."""

    text: str
    element: Element
    linked: int
    framed: bool


def lines_seen(tree: Element) -> list[Line]:
    """Return the lines of the page's body, in order."""
    body = next(iter(tree.getroottree().xpath("//body")), tree.getroottree().getroot())
    reader = _Reader()
    reader.read(body)
    return reader.lines


def without_invitations(text: str, lines: Sequence[Line]) -> str:
    """Return the text without the paragraphs that only send the reader to another page: "Read more: …", "CLICK HERE …".

    Such a one is in a link from end to end, but for a label before it, and is no sentence. Headings and items stay, for
    an article may be a list of links to its sources; and so does everything where it would be much of the text.
    """
    linked = {
        line.text
        for line in lines
        if line.linked >= _LINKED * len(line.text)
        and line.element.tag not in _LINKS_STAY
        and len(line.text.split()) >= _WORDS
        and not line.text.endswith(".")
    }
    paragraphs = text.split("\n\n")
    kept = [one for one in paragraphs if " ".join(one.split()) not in linked]
    return "\n\n".join(kept) if sum(map(len, kept)) >= _KEPT * sum(map(len, paragraphs)) else text


def without_scripts(tree: Element) -> str:
    """Return what the page says to those who do not run its scripts."""
    found = tree.getroottree().xpath("//noscript")
    return " ".join(" ".join(re.sub("<[^<>]*>", " ", "".join(one.itertext())) for one in found).split())


class _Reader:
    """Reads the tree without recursion: a page may be nested as deep as its maker likes."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._linked = 0

    def read(self, body: Element) -> None:
        from lxml.etree import iterwalk

        blocks, links, frames = [body], 0, 0
        walk = iterwalk(body, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if not isinstance(tag, str) or tag in _UNSEEN:
                    walk.skip_subtree()
                    continue
                if tag not in _WITHIN_A_LINE:
                    self._close(blocks[-1], frames > 0)
                    blocks.append(element)
                elif tag == "br":
                    self._pieces.append(" ")
                links += tag == "a"
                frames += tag in _FRAME and not _within_article(element)
                self._add(element.text, links)
            else:
                if isinstance(tag, str) and tag not in _UNSEEN:
                    if tag not in _WITHIN_A_LINE:
                        self._close(blocks.pop(), frames > 0)
                    links -= tag == "a"
                    frames -= tag in _FRAME and not _within_article(element)
                if element is not body:
                    self._add(element.tail, links)
        self._close(body, False)

    def _add(self, text: str | None, links: int) -> None:
        if text:
            self._pieces.append(text)
            if links:
                self._linked += len(text.strip())

    def _close(self, element: Element, framed: bool) -> None:
        text = " ".join("".join(self._pieces).split())
        if text:
            self.lines.append(Line(text, element, self._linked, framed))
        self._pieces.clear()
        self._linked = 0


def _within_article(element: Element) -> bool:
    """Whether a header or footer is one of the article and not of the site."""
    return any(one.tag in ("article", "main") for one in element.iterancestors())
