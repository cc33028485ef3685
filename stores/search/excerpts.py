"""The words that show a hit in a list: the original ones, around what was found first."""

from stores.search.folding import place
from stores.search.lines import texts
from stores.search.query import Query
from stores.search.records import Json, records

_AROUND = 60
"""Characters of the text shown on either side of what was searched for."""

_AT_MOST = 200
"""Characters shown of a statement, or of a text in which nothing was searched for."""


def excerpt(query: Query, briefing: Json, note: str) -> str:
    """Return the words around the first word of `query` as they stand there, apart from white space.

    `briefing` and `note` are as for `line_of`. A hit in the statement that was asked for goes before one elsewhere.
    Without a word it is that statement; without both, the beginning of the article. "…" stands where it is cut.
    """
    said = _said(query, briefing)
    for word in query.words[:1]:
        for text in (*said, *texts(briefing, note)):
            found = place(text, word)
            if found is not None:
                return _around(text, *found)
    return _beginning(" … ".join(said) or briefing["article"]["text"])


def _said(query: Query, briefing: Json) -> list[str]:
    """Return the pieces of the first statement, position or mention that holds the first thing asked of them."""
    for asked in query.said[:1]:
        for record, spans in records(briefing):
            if asked.search(record):
                return [span["exact"] for span in spans]
    return []


def _around(text: str, first: int, past: int) -> str:
    start, end = max(0, first - _AROUND), min(len(text), past + _AROUND)
    before, after = text[start:first], text[past:end]
    if start > 0:
        before = "…" + before[before.find(" ") + 1 :]
    if end < len(text):
        after = after[: after.rfind(" ")] + "…" if " " in after else after + "…"
    return " ".join((before + text[first:past] + after).split())


def _beginning(text: str) -> str:
    shown = " ".join(text.split())
    if len(shown) <= _AT_MOST:
        return shown
    return (shown[:_AT_MOST].rpartition(" ")[0] or shown[:_AT_MOST]) + "…"
