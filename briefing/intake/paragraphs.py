"""The body that trafilatura extracts becomes text: paragraphs stay paragraphs, separated by a blank line."""

import re
from typing import Any

from briefing.intake.bylines import key_of

# lxml has no types of its own; an element is one of lxml.etree.
Element = Any

_BLOCKS = frozenset({"article", "body", "div", "p", "head", "quote", "code", "list", "item", "table", "row", "cell"})
# Hints for line breaking, which no reader sees: soft hyphen, zero-width space, word joiner, byte-order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
# A page's title is among so many of its first blocks, and what is above it is shorter than this.
_BEFORE_TITLE, _LABEL = 4, 40
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def text_of_body(body: Element) -> str:
    """Return the text of an extracted body, a blank line between its blocks (paragraphs, headings, list items).

    A single line break within a paragraph stays a line end; white space is otherwise one space.
    """
    from lxml.etree import iterwalk

    blocks: list[str] = []
    pieces: list[str] = []

    def close() -> None:
        blocks.extend(_paragraphs("".join(pieces)))
        pieces.clear()

    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            close()
        if event == "start":
            if element.tag == "lb":
                pieces.append("\n")
            pieces.append(_text(element))
        elif element is not body:
            pieces.append(_spaced(element.tail))
    close()
    return "\n\n".join(blocks)


def drop_title(body: Element, title: str) -> None:
    """Take the heading that is the article's own title off the beginning of an extracted body, in place.

    What an article is called is told apart from its text. With it goes what stands before it ("Review"), as far as
    that is no prose. A body of nothing else is left alone.
    """
    for heading in [one for one in list(body)[:_BEFORE_TITLE] if one.tag == "head"]:
        before = list(heading.itersiblings(preceding=True))
        short = all(len("".join(one.itertext())) < _LABEL for one in before)
        if short and key_of("".join(heading.itertext())) == key_of(title) and heading.getnext() is not None:
            for one in (*before, heading):
                body.remove(one)
            return


def split_at_double_breaks(tree: Element) -> None:
    """Make two paragraphs, in place, of each one that is broken by `<br><br>`.

    trafilatura takes two line breaks for one, and such a page's paragraphs would be lost in it.
    """
    for last in reversed([br for br in tree.iter("br") if _ends_run(br)]):
        paragraph = next(last.iterancestors("p"), None)
        if paragraph is not None:
            _split(paragraph, last)


def _split(paragraph: Element, last: Element) -> None:
    """Move what follows `last` into a paragraph of its own, with the elements between the two opened again."""
    node: Element = last
    following: Element = None
    while node is not paragraph:
        parent = node.getparent()
        rest = parent.makeelement(parent.tag, dict(parent.attrib))
        siblings = list(node.itersiblings())
        if following is None:
            rest.text = node.tail
        else:
            rest.append(following)
            following.tail = node.tail
        node.tail = None
        rest.extend(siblings)
        node, following = parent, rest
    following.tail, paragraph.tail = paragraph.tail, None
    paragraph.addnext(following)


def _ends_run(br: Element) -> bool:
    before, after = br.getprevious(), br.getnext()
    return _is_break(before) and _blank(before.tail) and not (_is_break(after) and _blank(br.tail))


def _is_break(element: Element) -> bool:
    return element is not None and element.tag == "br"


def _blank(text: str | None) -> bool:
    return not text or text.isspace()


def _text(element: Element) -> str:
    """The element's own text. Where trafilatura kept line ends in it, they are the page's lines, not its source's."""
    text = element.text or ""
    if "\n" in text and len(element) == 0:
        if element.tag == "p":  # its last resort: all blocks of the page in one paragraph, a line each
            return "\n\n".join(_spaced(line) for line in text.splitlines())
        if element.tag in ("quote", "code"):  # <pre>
            return "\n".join(_spaced(line) for line in text.splitlines())
    return _spaced(text)


def _spaced(text: str | None) -> str:
    return _CONTROL.sub("", _SPACE.sub(" ", _INVISIBLE.sub("", text or "")))


def _paragraphs(text: str) -> list[str]:
    lines = "\n".join(line.strip(" ") for line in text.strip().split("\n"))
    return [paragraph.strip() for paragraph in re.split(r"\n{2,}", lines) if paragraph.strip()]
