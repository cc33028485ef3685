"""Which items of a feed stay, and which that went are remembered, so that they do not come back as new.

Nothing that is unread goes, and nothing that the feed still lists. Of the rest the newest stay. Those that go leave
their ids in a row of the feed's own, a hundred in one text, so that a commit writes one such text and not all:

    {"7": "3f9a12bc77c0…", "8": "…"}
"""

from collections.abc import Collection, Iterable

from stores.journal.rows import Json

KEPT = 250
"""Items that a feed no longer lists and that are dealt with, at most: with 200 feeds, 50,000, at which the inbox is
measured. Of a feed of three a day they reach back a quarter of a year, of one of a hundred a day beyond what it lists
by two days. What was briefed is in the library anyhow.
"""

REMEMBERED = 5_000
"""Ids of each feed, at most, 12 bytes each: a feed of a hundred items a day may show one again after seven weeks."""

ID = 12
"""Letters of an item's id."""

_AT_ONCE = 100


def remembered(row: Json) -> set[str]:
    """Return the ids in the row of a feed."""
    return {id for text in row.values() for id in _ids(text)}


def with_more(row: Json, gone: Iterable[str], listed: Collection[str]) -> Json:
    """Return the row with the ids of items that go now, without the oldest where they are too many.

    One that the feed lists again is never forgotten: it would come as new at the next refresh.
    """
    texts = {int(number): str(text) for number, text in row.items()}
    for id in gone:
        _append(texts, id)
    for number in sorted(texts):
        if sum(map(len, texts.values())) - len(texts[number]) < REMEMBERED * ID:
            break
        for id in _ids(texts.pop(number)):
            if id in listed:
                _append(texts, id)
    return {str(number): text for number, text in texts.items()}


def _append(texts: dict[int, str], id: str) -> None:
    last = max(texts, default=0)
    if last not in texts or len(texts[last]) >= _AT_ONCE * ID:
        last += 1
    texts[last] = texts.get(last, "") + id


def _ids(text: str) -> list[str]:
    return [text[at : at + ID] for at in range(0, len(text), ID)]
