"""The HTML of a mail, which is laid out in tables, made a page that can be read as one."""

import re
from datetime import date
from typing import Any

from briefing.intake.articles import Told
from briefing.intake.page import read_page

_TABLES = ("table", "thead", "tbody", "tfoot", "tr")
_CELLS = ("td", "th", "caption")
_BLOCKS = ("p", "div", "blockquote", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "pre")
# What the inbox shows after the subject, and what is for phones or for Outlook alone.
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


def read_mail_html(html: str, *, name: str, today: date) -> tuple[str, Told]:
    """Return the text of the article in the HTML of a mail, and what it tells of itself, as `read_page` does."""
    from lxml.etree import strip_elements
    from lxml.html import tostring
    from trafilatura.utils import load_html

    tree: Any = load_html(f"<html>{html}")
    if tree is None:
        return read_page(html, url=None, name=name, today=today)
    for element in tree.iter("*"):
        if _HIDDEN.search(element.get("style", "")):
            element.tag = "script"
    strip_elements(tree, "script", with_tail=False)
    for cell in list(tree.iter(*_CELLS)):
        cell.tag = "div" if next(cell.iter(*_BLOCKS, *_TABLES), None) is not None else "p"
    for element in list(tree.iter(*_TABLES)):
        element.tag = "div"
    return read_page(tostring(tree, encoding="unicode"), url=None, name=name, today=today)
