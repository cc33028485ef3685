"""The texts of a feed as plain text: markup taken off, entities resolved once, white space folded."""

import re
from functools import cache
from html.entities import html5
from typing import Any

from briefing.intake.feeds.shielding import shielded, unshielded

LEAD = 400
"""The most code points of a lead."""
TITLE = 1000
"""The most code points of a title."""

# White space is what HTML and Unicode's space separators call so; a control character other than these stays.
_SPACE = re.compile("[\t\n\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_UNFIT = re.compile("[\x00\ud800-\udfff]")

# Enough of an article to take a lead from.
_MOST_MARKUP = 20_000

# A title in RSS may be text or HTML and does not say which. The rule is feedparser's (mixin.py, looks_like_html):
# HTML is what has an end tag or a reference, and no tag or reference that HTML does not know.
_SIGN = re.compile(r"</\w+>|<[bh]r ?/?>|<img\s|&#?\w{1,32};")
_TAG = re.compile(r"</?(\w+)")
_REFERENCE = re.compile(r"&(\w{1,32};)")
_KNOWN_TAG = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|blockquote|br|cite|code|dd|del|dfn|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i"
    r"|img|ins|kbd|li|mark|nobr|ol|p|pre|q|s|samp|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|time|tr|tt"
    r"|u|ul|var|wbr",
    re.IGNORECASE,
)

# Where these begin and end, words end too.
_BLOCK = re.compile(
    r"(?=</?(?:p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|hr|tr|td|th|table|blockquote|pre|section|article|header|footer|aside"
    r"|figure|figcaption|img)[\s/>])",
    re.IGNORECASE,
)
_UNSEEN = ("script", "style", "template", "iframe", "object", "svg", "math", "noscript", "head")


def folded(text: str) -> str:
    """Return `text` on one line, single spaces between its words, with nothing in it that UTF-8 cannot write."""
    return _SPACE.sub(" ", _UNFIT.sub(lambda found: "" if found[0] == "\0" else "\ufffd", text)).strip(" ")


def of_markup(markup: str) -> str:
    """Return the text that HTML shows, folded. Its references are resolved; what then looks like a tag is text."""
    if "<" not in markup and "&" not in markup:
        return folded(markup)
    from lxml import etree

    spaced = _BLOCK.sub(" ", shielded(markup[:_MOST_MARKUP]))
    tree: Any = etree.fromstring(f"<html><body>{spaced}".encode(), _parser())
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    return folded(unshielded("".join(tree.itertext())))


def of_either(text: str) -> str:
    """Return text of which nobody says whether it is plain or HTML as plain text."""
    return of_markup(text) if _looks_like_markup(text) else folded(text)


def cut(text: str, most: int) -> str:
    """Return `text`, or what of it fits into `most` code points with an ellipsis, parted between words."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    words = kept if text[most - 1] == " " else kept.rpartition(" ")[0]
    # Without spaces, as in Chinese, anywhere.
    return (words if len(words) > most // 2 else kept).rstrip(" ,;:") + "…"


def _looks_like_markup(text: str) -> bool:
    return (
        _SIGN.search(text) is not None
        and all(_KNOWN_TAG.fullmatch(tag) for tag in _TAG.findall(text))
        and all(name in html5 for name in _REFERENCE.findall(text))
    )


@cache
def _parser() -> Any:
    from lxml import etree

    return etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
