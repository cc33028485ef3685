r"""A line of the search cache: all of one briefing that a search looks through.

    <crc32> \t id \t stamp \t form \t records of who said what \t texts \n

The checksum is of all between it and the line's end. Records and texts are folded, and so hold no control
characters but the separators.
"""

from collections.abc import Iterator

from stores.line_cache import line_of as whole_line
from stores.search.folding import FORM, folded_apart
from stores.search.query import Query
from stores.search.records import Json, records

_LAYOUT = "1"
_FORM = f"{_LAYOUT}-{FORM}"


def key_of(id: str, stamp: str) -> bytes:
    """Return the beginning, after the checksum, of the line that is of this briefing and not stale."""
    return f"{id}\t{stamp}\t{_FORM}\t".encode("utf-8", "surrogatepass")


def line_of(id: str, stamp: str, briefing: Json, note: str) -> bytes:
    """Return the line of a briefing.

    `stamp` changes whenever what is searched does. `briefing` is the JSON of the contract with the user's
    corrections and follow-ups laid over it; `note` what the user has written beside it: the note, and below it
    the tags, if plain words are to find them.
    """
    said = b"".join(dict.fromkeys(record for record, _ in records(briefing)))
    words = folded_apart(dict.fromkeys((*_writings(briefing, note), *_links(briefing))))
    content = key_of(id, stamp) + said + b"\t" + words
    return whole_line(content)


def texts(briefing: Json, note: str) -> Iterator[str]:
    """Yield all in which words are searched, the text of the article first."""
    yield from _writings(briefing, note)
    yield from _links(briefing)
    yield from (statement["speaker"]["name"] for statement in briefing["statements"] if statement["speaker"])
    yield from (stakeholder["name"] for stakeholder in briefing["stakeholders"])


def fits(line: bytes, key: bytes, query: Query) -> bool:
    """Whether what `query` asks of texts holds of a whole line with this key."""
    start = 9 + len(key)
    for word in query.words:
        if line.find(word, start) < 0:
            return False
    return all(asked.search(line, start, line.index(b"\t", start)) for asked in query.said)


def _writings(briefing: Json, note: str) -> Iterator[str]:
    article = briefing["article"]
    yield article["text"]
    for follow_up in briefing["follow_ups"]:
        yield follow_up["text"]
    yield briefing["headline"]["text"]
    yield from filter(None, (article["title"], article["outlet"], *article["authors"], note))


def _links(briefing: Json) -> Iterator[str]:
    for statement in briefing["statements"]:
        for link in statement["chain"]:
            yield link["name"]
