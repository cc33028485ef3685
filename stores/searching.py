"""Searching the library: heads first, then the cached lines, and the words around each hit."""

from collections.abc import Mapping, Sequence

from stores import head as heads
from stores import overlay
from stores.catalogue import Catalogue
from stores.entry import Hit
from stores.errors import LibraryError
from stores.journal.rows import Json, Rows
from stores.search import Query, SearchCache, excerpt, line_of, parse

FILE = "search.cache"


def hits(catalogue: Catalogue, words: str, limit: int | None, names: Mapping[str, Sequence[str]]) -> list[Hit]:
    """Return the briefings that fit `words`, the one added last first, at most `limit`.

    `names` are the other names of stakeholders, by the name that each leads to in the end.

    Raises LibraryError when nothing is asked or a value cannot be.
    """
    query, rows = parse(words, names), catalogue.heads()
    wanted = _wanted(rows, catalogue.newest_first(), query)
    found = _cache(catalogue).find(
        query,
        wanted,
        read=lambda id: _unparsed(catalogue, id, rows),
        load=lambda id: _searched(catalogue, id, rows[id]),
        limit=limit,
    )
    return [_hit(catalogue, query, id, rows[id]) for id in found]


def keep_line(catalogue: Catalogue, id: str, briefing: Json) -> None:
    """Add the line of a briefing that was just added to the cache, which spares the next search making it."""
    raw = catalogue.heads().raw.get(id)
    if raw is not None:  # else another has removed it already
        _cache(catalogue).add(line_of(id, heads.stamp(raw), briefing, ""))


def _cache(catalogue: Catalogue) -> SearchCache:
    storage = catalogue.storage
    readonly = storage.readonly or storage.damage is not None
    return SearchCache(storage.directory / FILE, readonly=readonly or not storage.directory.is_dir())


def _wanted(rows: Rows, ids: list[str], query: Query) -> dict[str, str]:
    raw = rows.raw
    if query.of_heads:
        ids = [id for id in ids if query.matches_head(rows[id])]
    return {id: heads.stamp(raw[id]) for id in ids}


def _searched(catalogue: Catalogue, id: str, head: Json) -> tuple[Json, str]:
    beside = "\n".join([head.get("note", ""), *head.get("tags", ())])  # what the user wrote about the whole
    return overlay.plain(id, head, catalogue.analysis(id, head=head)), beside


def _unparsed(catalogue: Catalogue, id: str, rows: Rows) -> bytes | None:
    """Return all that is searched of a briefing as JSON; None where corrections make other texts of it."""
    head = rows[id]
    return None if head["corrections"] else catalogue.content(id, head) + rows.raw[id]


def _hit(catalogue: Catalogue, query: Query, id: str, head: Json) -> Hit:
    entry = heads.entry(id, head)
    try:
        return Hit(entry, excerpt(query, *_searched(catalogue, id, head)))
    except LibraryError as error:
        return Hit(entry, str(error))
