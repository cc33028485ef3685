"""A stretch of an article that the user names: by all of its words, or by its first and its last ones."""

import re

from briefing.errors import ReadoutError
from briefing.model import Span

_ELLIPSIS = re.compile(r"\s*(?:…|\.{3,})\s*")
_MARKS = ("'‘’‚", '"“”„«»')  # typed as one, printed as another


class NoStretch(ReadoutError):
    """The words do not name one stretch of the text."""


def stretch(text: str, words: str) -> Span:
    """Return the stretch of `text` that `words` name, as it stands there.

    "We will … for sale" is all from "We will" to the first "for sale" after it. White space, capitals and the shape of
    quotation marks do not matter, and of the last word its beginning will do. Raises NoStretch when the words do not
    stand in the text, or more than once.
    """
    first, *rest = [piece for piece in _ELLIPSIS.split(words) if piece.strip()] or [""]
    if not first.strip():
        raise NoStretch("Give the words as they stand in the article; of a long one its first … its last ones.")
    if len(rest) > 1:
        raise NoStretch("Give the first words and the last ones, with one … between them.")
    begin = _only(text, first)
    if not rest:
        return Span.of(text, *begin)
    end = _pattern(rest[0]).search(text, begin[1])
    if end is None:
        raise NoStretch(f"After the first words the article has no “{rest[0]}”.")
    return Span.of(text, begin[0], end.end())


def _only(text: str, words: str) -> tuple[int, int]:
    found = [match.span() for match in _pattern(words).finditer(text)]
    if not found:
        raise NoStretch("These words do not stand in the article. Give them as they stand there.")
    if len(found) > 1:
        raise NoStretch(f"These words stand {len(found)} times in the article: give more of them.")
    return found[0]


def _pattern(words: str) -> re.Pattern[str]:
    """Return what matches `words` from the beginning of a word to the end of one."""
    spelt = r"\s+".join(re.escape(word) for word in words.split())
    for marks in _MARKS:
        spelt = re.sub(f"[{marks}]", f"[{marks}]", spelt)
    return re.compile((r"(?<!\w)" if words.lstrip()[0].isalnum() else "") + spelt + r"\w*", re.IGNORECASE)
