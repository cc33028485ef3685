"""The search cache: a file of lines that spares a search the briefings. Derived: losing it costs time, no answer."""

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path

from stores.errors import LibraryError
from stores.line_cache import LineCache, is_whole, key_in
from stores.search.lines import fits, key_of, line_of
from stores.search.query import Query
from stores.search.records import Json
from stores.search.sieve import Sieve

_LINES_AT_ONCE = 100
_MADE_IN_PASSING = 1_000
"""Lines that a search makes beside those it must: a lost cache is whole again after some searches of some tenths of a
second, not after one of many."""
_SMALL = 1 << 16
"""Bytes up to which a file is not worth rewriting."""


class SearchCache:
    """The lines of a library's briefings, in the file at `path`.

    The file may be missing, stale, damaged, or another process's to append to or to replace at any time: only a
    line that is whole and has the wanted stamp counts, and a briefing without one is read itself. Nothing is open
    or remembered between calls, so any thread may call. With `readonly` nothing is written, and where the file
    cannot be written nothing is said.
    """

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self._cache = LineCache(path, readonly=readonly)

    def find(
        self,
        query: Query,
        wanted: Mapping[str, str],
        read: Callable[[str], bytes | None],
        load: Callable[[str], tuple[Json, str]],
        limit: int | None = None,
    ) -> list[str]:
        """Return the first `limit` of those ids of `wanted`, in its order, that hold what `query` asks of texts.

        `wanted` are all briefings whose heads match the query, each with the stamp that its line must have. `read`
        returns of an id all that its line is made of as JSON in ascii, None where that does not tell; `load` what
        `line_of` needs, the briefing as JSON and the note. A briefing for which they raise LibraryError is left out.
        """
        if not query.of_texts:
            return list(islice(wanted, limit))
        fitting = self._fitting(query, wanted)
        made, sieve = _Lines(self._cache.append, wanted, load), Sieve(query)
        found: list[str] = []
        for id in wanted:
            if len(found) == limit:
                break
            if fitting[id] if id in fitting else _passes(sieve, read, id) and made.fits(id, query):
                found.append(id)
        made.finish(islice([id for id in wanted if id not in fitting and id not in made.tried], _MADE_IN_PASSING))
        return found

    def _fitting(self, query: Query, wanted: Mapping[str, str]) -> dict[str, bool]:
        """Return whether what is asked of texts holds, of those briefings that have a line."""
        missing = {key_of(id, stamp): id for id, stamp in wanted.items()}
        fitting: dict[str, bool] = {}
        size = used = 0
        for line in self._cache.lines():
            size += len(line)
            key = key_in(line)
            if key in missing and is_whole(line):
                used += len(line)
                fitting[missing.pop(key)] = fits(line, key, query)
        # Only a search that asks nothing of heads wants all briefings, and so knows which lines nobody wants.
        if not query.of_heads and size > _SMALL and used < size / 2:
            self._cache.rewrite({key_of(id, stamp) for id, stamp in wanted.items()})
        return fitting

    def add(self, line: bytes) -> None:
        """Append a briefing's line, as far as possible, to spare the next search making it."""
        self._cache.append([line])


class _Lines:
    """Lines that are made now. They go to the cache a hundred at a time."""

    def __init__(
        self,
        append: Callable[[list[bytes]], None],
        stamps: Mapping[str, str],
        load: Callable[[str], tuple[Json, str]],
    ) -> None:
        self._append, self._stamps, self._load = append, stamps, load
        self._waiting: list[bytes] = []
        self.tried: set[str] = set()
        """Ids of the briefings of which a line was made, or cannot be."""

    def fits(self, id: str, query: Query) -> bool:
        """Make the line of a briefing, and return whether what is asked of texts holds of it."""
        line = self._made(id)
        return line is not None and fits(line, key_of(id, self._stamps[id]), query)

    def finish(self, more: Iterable[str]) -> None:
        """Make the lines of `more` briefings, and leave none waiting."""
        for id in more:
            self._made(id)
        self._append(self._waiting)

    def _made(self, id: str) -> bytes | None:
        self.tried.add(id)
        try:
            line = line_of(id, self._stamps[id], *self._load(id))
        except LibraryError:
            return None
        self._waiting.append(line)
        if len(self._waiting) == _LINES_AT_ONCE:
            self._append(self._waiting)
            self._waiting.clear()
        return line


def _passes(sieve: Sieve, read: Callable[[str], bytes | None], id: str) -> bool:
    try:
        content = read(id)
    except LibraryError:
        return False
    return content is None or sieve.passes(content)
