"""Notices: what the reader must know of the whole: not English, cut off, behind a paywall."""

import re
from functools import cache

from briefing.analysis.document import Document
from briefing.analysis.lexicon import lines
from briefing.model import Article

_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.|\+\d+ chars)\s*\]|…|\.\.\.)\s*$")
# A last paragraph shorter than this is no beginning of one: "Tell us what you think..."
_BEGUN = 40


BEHIND_PAYWALL = "This looks like the free part of an article behind a paywall: the rest was not read."

# What a paywall says stands in a short paragraph at the end; in a text as short as this, anywhere.
_LAST, _SHORT, _SENTENCES = 3, 1500, 400
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"")


@cache
def wall() -> re.Pattern[str]:
    """Return the pattern of what a page says where its article goes on behind a paywall."""
    return re.compile("|".join(lines("paywalls.txt")), re.IGNORECASE)


def is_english(article: Article) -> bool:
    """Whether the article is to be read as English: it says so, or it says nothing."""
    return article.language is None or article.language.lower().replace("_", "-").split("-")[0] in ("en", "eng")


def notices(article: Article, document: Document) -> list[str]:
    """Return what the reader must know of the whole article, a sentence each."""
    found: list[str] = []
    if not any(token.is_word for token in document.tokens):
        found.append("There are no words in this text to make a briefing of.")
    if not is_english(article):
        found.append(
            f"The article is in another language ({article.language}): only what it puts in quotation marks is shown."
        )
    if _ends_at_wall(document):
        found.append(BEHIND_PAYWALL)
    if _breaks_off(document):
        found.append("The text looks cut off: it ends in an ellipsis.")
    return found


def _ends_at_wall(document: Document) -> bool:
    """Whether a paragraph at the end asks to subscribe, in the outlet's own words: an article may be on paywalls."""
    text = document.text
    last = document.paragraphs if len(text) <= _SHORT else document.paragraphs[-_LAST:]
    asks = (text[start:end].replace("’", "'") for start, end in last if end - start <= _SENTENCES)
    return any(wall().search(_QUOTED.sub(" ", ask)) for ask in asks)


def _breaks_off(document: Document) -> bool:
    last = document.text[slice(*document.paragraphs[-1])] if document.paragraphs else ""
    return _CUT.search(last) is not None and (
        len(last) >= _BEGUN or last.endswith("]") or len(document.paragraphs) == 1
    )
