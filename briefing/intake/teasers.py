"""Teasers: which paragraphs of a page stand each in a card of its own, below a headline that links elsewhere."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from briefing.intake.seen import Line

# lxml has no types of its own; an element is an lxml.html.HtmlElement.
Element = Any

# A card is at most so many elements above its paragraph, and holds little text besides.
_CLIMB, _BESIDES = 5, 1.6
# A link to an article has so many words, and a list so many cards of one sort.
_WORDS, _CARDS = 3, 3


def share_of_teasers(lines: Sequence[Line], paragraphs: Sequence[str]) -> tuple[float, int]:
    """Return which share of the paragraphs, by length, is teasers, and how many teasers there are.

    `lines` is the page, `paragraphs` what was taken out of it as its article. A teaser's card has a link of some words
    outside the paragraph, or is one as a whole, and other cards of the same sort beside it. An article's paragraphs
    stand together in one element, and so do those of a round-up, each below its own linked heading.
    """
    beginnings = {_beginning(paragraph) for paragraph in paragraphs}
    standing = [line for line in lines if _beginning(line.text) in beginnings]
    cards = _Cards(standing)
    teasers = [line for line in standing if cards.has(line)]
    return sum(len(line.text) for line in teasers) / max(1, sum(map(len, paragraphs))), len(teasers)


def _beginning(text: str) -> str:
    return " ".join(text[:80].split())[:40]


class _Cards:
    """The cards around the lines of an article's text."""

    def __init__(self, standing: Sequence[Line]) -> None:
        self._prose: dict[Element, int] = {}
        self._many: dict[tuple[Element, str], bool] = {}
        for line in standing:
            for element in (line.element, *line.element.iterancestors()):
                self._prose[element] = self._prose.get(element, 0) + len(line.text)

    def has(self, line: Line) -> bool:
        """Whether the line stands in a card of its own."""
        if line.linked >= 0.9 * len(line.text):
            return True
        element = line.element
        if _begins_with_link(element) and self._is_one_of_many(element):
            return True
        for _ in range(_CLIMB):
            element = element.getparent()
            if element is None or element.tag in ("body", "html"):
                return False
            if self._prose[element] > _BESIDES * len(line.text):
                return False
            if _links_elsewhere(element, line.element) and self._is_one_of_many(element):
                return True
        return False

    def _is_one_of_many(self, card: Element) -> bool:
        """Whether others of the card's sort stand beside it, each with a link in it."""
        parent = card.getparent()
        key = (parent, card.tag)
        if key not in self._many:
            alike = (one for one in (parent if parent is not None else ()) if one.tag == card.tag)
            linking = (one for one in alike if one.tag == "a" or next(one.iter("a"), None) is not None)
            self._many[key] = sum(1 for _ in islice(linking, _CARDS)) == _CARDS
        return self._many[key]


def _begins_with_link(element: Element) -> bool:
    first = next(iter(element), None)
    return not (element.text or "").strip() and first is not None and first.tag == "a" and _is_headline(first)


def _links_elsewhere(card: Element, paragraph: Element) -> bool:
    links = [card] if card.tag == "a" else card.iter("a")
    return any(_is_headline(link) and paragraph not in link.iterancestors() for link in links)


def _is_headline(link: Element) -> bool:
    return bool(link.get("href")) and len("".join(link.itertext()).split()) >= _WORDS
