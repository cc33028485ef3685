"""Notices: what the reader must know of the whole: not English, cut off, behind a paywall."""

import re

from briefing.analysis.document import Document
from briefing.model import Article

_PAYWALL = re.compile(
    r"\b(?:subscribe|sign in|log in|register|become a member)\b[^.\n]{0,40}\b(?:to (?:continue|keep|read|unlock|access)|for full access)\b"
    r"|\b(?:this (?:article|content|story) is (?:for|available to|reserved for) (?:subscribers|members)|already a subscriber)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:\[\s*(?:…|\.\.\.|\+\d+ chars)\s*\]|…|\.\.\.)\s*$")


def is_english(article: Article) -> bool:
    """Whether the article is to be read as English: it says so, or it says nothing."""
    return article.language is None or article.language.lower().split("-")[0].split("_")[0] == "en"


def notices(article: Article, document: Document) -> list[str]:
    """Return what the reader must know of the whole article, a sentence each."""
    found: list[str] = []
    if not any(token.is_word for token in document.tokens):
        found.append("There are no words in this text to make a briefing of.")
    if not is_english(article):
        found.append(
            f"The article is not in English (language: {article.language}), so only what stands in quotation marks is shown."
        )
    if _PAYWALL.search(article.text):
        found.append("This looks like the free part of an article behind a paywall; the rest was not read.")
    if document.paragraphs and _CUT.search(document.text[slice(*document.paragraphs[-1])]):
        found.append("The text looks cut off: it ends in an ellipsis.")
    return found
