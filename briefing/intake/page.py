"""A web page becomes an article's text and what the page says of itself, by trafilatura."""

import logging
import re
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from briefing.errors import SourceError
from briefing.intake.articles import Told
from briefing.intake.json_ld import records
from briefing.intake.language import language_of
from briefing.intake.metadata import completed, record_of, told_by
from briefing.intake.page_kinds import notice, refusal, shown
from briefing.intake.paragraphs import drop_title, split_at_double_breaks, text_of_body
from briefing.intake.seen import without_invitations

# The largest of 90 real pages has 2,000 elements and shows 82,000 characters. Beyond these bounds a page is made to be
# slow: trafilatura takes up to half a millisecond for an element.
_MOST_ELEMENTS = 20_000
_MOST_CHARACTERS = 2_000_000

_DOCUMENT = re.compile(r"<(?:html|!doctype)[\s>]", re.IGNORECASE)

# Their warnings about a page's oddities would be written over the desk.
_TALKATIVE = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")


def read_page(html: str, *, url: str | None, name: str, today: date, digest: bool = False) -> tuple[str, Told]:
    """Return the text of the article in `html`, and what the page tells of it.

    `url` is where the page was found, as far as known; `name` is what an error calls it; a date of publication
    later than `today` (with a day's grace for time zones) is not believed. With `digest` a list of teasers is read as
    well: a newsletter may be nothing else. Raises SourceError, which says what the page is, when it has no article, is
    too large or cannot be taken apart.
    """
    for talkative in _TALKATIVE:
        logging.getLogger(talkative).setLevel(logging.CRITICAL + 1)
    from lxml.etree import LxmlError  # the three take 0.2 s
    from trafilatura import bare_extraction, extract_metadata
    from trafilatura.utils import load_html

    latest = today + timedelta(days=1)
    # load_html takes a lone fragment ("<table>…") for something else than HTML.
    tree = load_html(html if _DOCUMENT.search(html) else f"<html>{html}")
    if tree is None:
        raise SourceError(f"There is no article to read in {name}: the page is empty; give another.")
    _check_size(tree, name)
    found = records(tree)
    record = record_of(found, tree, url)
    told = told_by(tree, record, url=url, latest=latest)
    as_it_came = deepcopy(tree)
    page = shown(as_it_came, found, url)
    # trafilatura takes all JSON-LD of a page for the article's own.
    for script in as_it_came.getroottree().xpath('//script[contains(@type, "ld+json")]'):
        script.drop_tree()
    split_at_double_breaks(tree)
    try:
        dates = {"original_date": True, "extensive_search": False, "max_date": latest.isoformat()}
        told = completed(told, extract_metadata(as_it_came, url, dates), as_it_came)
        # Without tables: in the news they hold figures; an article laid out in one is read all the same.
        document: Any = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=False,
        )
    except (LxmlError, AssertionError) as fault:
        # Documented of lxml; and seen in 7 of 19,000 pages broken at random: a page that begins with <math> or <svg>.
        raise SourceError(
            f"The page in {name} is too broken to be read: open it in a browser, copy the text, and give that."
        ) from fault
    text = ""
    if document is not None:
        drop_title(document.body, told.title or "")
        text = without_invitations(text_of_body(document.body), page.lines)
    if (sentence := refusal(page, text, record, name, digest=digest)) is not None:
        raise SourceError(sentence)
    in_part = notice(page, text, record)
    # A text tells its language more surely than its page: 1 of the 60 test pages declares English and is German.
    language = language_of(text) or told.language
    return text, replace(told, language=language, notices=(in_part,) if in_part else ())


def _check_size(tree: Any, name: str) -> None:
    elements = int(tree.xpath("count(//*)"))
    characters = sum(map(len, tree.xpath("//body//text()[not(parent::script or parent::style)]")))
    for count, most, what in (elements, _MOST_ELEMENTS, "elements"), (characters, _MOST_CHARACTERS, "characters"):
        if count > most:
            raise SourceError(
                f"The page in {name} is too large to be an article, with {count:,} {what}: "
                "open it in a browser, copy the article's text, and give that."
            )
