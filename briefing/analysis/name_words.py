"""Words of names: what is a title, what keeps a name together, what makes it an organisation's."""

from briefing.analysis.document import Document
from briefing.analysis.lexicon import words

SMALL = frozenset(
    {"of", "de", "la", "von", "van", "der", "den", "al", "el", "bin", "ibn", "bint", "du", "da", "di", "del", "&"}
)
"""Small words that stand in names."""
_BODY = 3
"""Words of a body behind an "and", at most: "Securities and *Exchange Commission*"."""
_WINNERS = ("-winner", "-winning")
"""How a word ends that tells of somebody as a title does: "Oscar-winner"."""


def is_organisation(document: Document, first: int, end: int) -> bool:
    """Whether the name at tokens `first` to `end` is an organisation's by one of its words."""
    low = {token.low for token in document.tokens[first:end]}
    return bool(low & (words("organisation_words") | words("company_endings") | {"of", "for"}))


def is_article_name(text: str) -> bool:
    """Whether the word is a name with its Arabic article: al-Sisi, el-Baradei."""
    return text[:3] in ("al-", "el-", "ul-") and text[3:4].isupper()


def is_seat(text: str) -> bool:
    """Whether the word is a party and a place behind a legislator's name: "D-Md", "R-Tenn.", "I-Vt"."""
    return text[:2] in ("D-", "R-", "I-") and text[2:3].isupper()


def is_title(low: str) -> bool:
    """Whether the word, in lower case, tells of somebody before their name: "Sen.", "mayor", "Oscar-winner"."""
    if low.endswith("s") and any(low[:-1] in words(section) for section in ("roles", "labels")):
        return True
    return low.endswith(_WINNERS) or any(low in words(section) for section in ("titles", "roles", "labels"))


def joins(document: Document, first: int, i: int, end: int) -> bool:
    """Whether a small word keeps a name together: Ursula von der Leyen, Bank of England, Center for Policy Research."""
    word = document.tokens[i].low
    if is_article_name(document.tokens[i].text):
        return True
    if i + 1 >= end:
        return False
    following = document.tokens[i + 1]
    if word in SMALL:
        return following.capital or following.low in SMALL
    the = first > 0 and document.tokens[first - 1].low == "the"
    if word == "and" and the and _ends_as_body(document, i + 1, end):
        return True
    return word in ("for", "and", "on") and following.capital and is_organisation(document, first, i)


def _ends_as_body(document: Document, first: int, end: int) -> bool:
    """Whether capitals go on to a body's noun: "(Securities and) *Exchange Commission*"."""
    past = next((i for i in range(first, end) if not document.tokens[i].capital), end)
    return 1 < past - first <= _BODY and document.tokens[past - 1].low in words("joined_bodies")
