"""Finding among the kept: by id, by article, by words."""

import re
from pathlib import Path

from stores.errors import LibraryError
from stores.records import Kept, Record, follow_ups, headline

_AROUND = 60
"""Characters of the text shown on either side of a word that was searched for."""

_NAMED_AT_MOST = 5


def by_id(kept: Kept, beginning: str, directory: Path) -> str:
    """Return the one id that is `beginning` or begins with it.

    Raises LibraryError when there is none or more than one.
    """
    if beginning in kept:
        return beginning
    fitting = [id for id in kept if id.startswith(beginning)]
    if not fitting:
        raise LibraryError(f"There is no briefing {beginning} in the library at {directory}: 'readout list' shows all.")
    if not beginning or len(fitting) > 1:
        named = ", ".join(fitting[:_NAMED_AT_MOST]) + (", …" if len(fitting) > _NAMED_AT_MOST else "")
        raise LibraryError(f"Several briefings begin with '{beginning}' ({named}): give more of the id.")
    return fitting[0]


def by_article(kept: Kept, sha256: str, address: str | None) -> str | None:
    """Return the id of the record with this text and this address (URL); a missing address fits any."""
    for id, record in kept.items():
        article = record["briefing"]["article"]
        if article["sha256"] == sha256:
            other = article["canonical_url"] or article["url"]
            if address is None or other is None or address == other:
                return id
    return None


def free_id(kept: Kept, wanted: str) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3` … where another article has that id."""
    id, number = wanted, 1
    while id in kept:
        number += 1
        id = f"{wanted}-{number}"
    return id


def newest_first(kept: Kept) -> list[tuple[str, Record]]:
    """Return ids and records, the one added last first."""
    return sorted(kept.items(), key=lambda item: item[1]["added"])[::-1]


def is_named_by(query: str, record: Record) -> bool:
    """Whether each word of `query` occurs in headline, outlet or tags, capitals or not."""
    named = [headline(record), record["briefing"]["article"]["outlet"] or "", *record["tags"]]
    return all(word.search("\n".join(named)) for word in _words(query))


def excerpt(query: str, record: Record) -> str | None:
    """Return the words around the first hit if each word of `query` occurs in the record, capitals or not; else None.

    Raises LibraryError when there is no word in `query`.
    """
    words = _words(query)
    if not words:
        raise LibraryError("There is nothing to search for: give a word.")
    article = record["briefing"]["article"]
    about = [headline(record), article["title"], article["outlet"], *article["authors"], *record["tags"]]
    places = [article["text"], *(follow_up["text"] for follow_up in follow_ups(record)), *filter(None, about)]
    if not all(any(word.search(place) for place in places) for word in words):
        return None
    place, hit = next((place, hit) for place in places if (hit := words[0].search(place)))
    return _around(place, hit)


def _words(query: str) -> list[re.Pattern[str]]:
    return [re.compile(re.escape(word), re.IGNORECASE) for word in query.split()]


def _around(place: str, hit: re.Match[str]) -> str:
    start, end = max(0, hit.start() - _AROUND), min(len(place), hit.end() + _AROUND)
    before = place[start : hit.start()]
    after = place[hit.end() : end]
    if start > 0:
        before = "…" + before[before.find(" ") + 1 :]
    if end < len(place):
        after = after[: after.rfind(" ")] + "…" if " " in after else after + "…"
    return " ".join((before + hit[0] + after).split())
