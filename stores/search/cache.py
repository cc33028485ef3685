"""The search cache: a file of lines that spares a search the briefings. Derived: losing it costs time, no answer."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import FileIO
from pathlib import Path

from stores.errors import LibraryError
from stores.journal.layout import TEMPORARY
from stores.search.lines import fits, is_whole, key_in, key_of, line_of
from stores.search.query import Query
from stores.search.records import Json

_BYTES_AT_ONCE = 1 << 20
_LINES_AT_ONCE = 100
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
        self._path = path
        self._readonly = readonly

    def find(self, query: Query, wanted: Mapping[str, str], load: Callable[[str], tuple[Json, str]]) -> list[str]:
        """Return those ids of `wanted`, in its order, of whose briefings holds what `query` asks of texts.

        `wanted` are all briefings whose heads match the query, each with the stamp that its line must have. `load`
        returns of an id what `line_of` needs, the briefing as JSON and the note; a briefing for which it raises
        LibraryError is left out.
        """
        if not query.of_texts:
            return list(wanted)
        missing = {key_of(id, stamp): id for id, stamp in wanted.items()}
        found: set[str] = set()
        size = used = 0
        for line in self._lines():
            size += len(line)
            key = key_in(line)
            if key in missing and is_whole(line):
                used += len(line)
                id = missing.pop(key)
                if fits(line, key, query):
                    found.add(id)
        # Only a search that asks nothing of heads wants all briefings, and so knows which lines nobody wants.
        if not query.of_heads and size > _SMALL and used < size / 2:
            self._rewrite({key_of(id, stamp) for id, stamp in wanted.items()})
        made: list[bytes] = []
        for key, id in missing.items():
            try:
                line = line_of(id, wanted[id], *load(id))
            except LibraryError:
                continue
            if fits(line, key, query):
                found.add(id)
            made.append(line)
            if len(made) == _LINES_AT_ONCE:
                self._append(made)
                made.clear()
        self._append(made)
        return [id for id in wanted if id in found]

    def add(self, line: bytes) -> None:
        """Append a briefing's line, as far as possible, to spare the next search making it."""
        self._append([line])

    def _lines(self) -> Iterator[bytes]:
        with suppress(OSError), self._path.open("rb", buffering=_BYTES_AT_ONCE) as file:
            yield from file

    def _append(self, lines: list[bytes]) -> None:
        # One write: lines of several processes do not mix, and what a full disk or a kill cuts off is one bad line.
        if lines and not self._readonly:
            with suppress(OSError), FileIO(self._path, "ab", opener=_private) as file:
                file.write(b"".join(lines))

    def _rewrite(self, current: set[bytes]) -> None:
        """Replace the file by one of the whole lines with these keys, each once."""
        if self._readonly:
            return
        from tempfile import NamedTemporaryFile  # its import costs more than the search of a small library

        with suppress(OSError):
            directory = self._path.parent / TEMPORARY
            directory.mkdir(mode=0o700, exist_ok=True)
            with NamedTemporaryFile(dir=directory, delete=False) as file:
                temporary = Path(file.name)
                try:
                    for line in self._lines():
                        if (key := key_in(line)) in current and is_whole(line):
                            current.discard(key)
                            file.write(line)
                    file.flush()
                    temporary.replace(self._path)
                except OSError:
                    temporary.unlink(missing_ok=True)
                    raise


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
