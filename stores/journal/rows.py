"""The rows of a table as the JSON they are kept as, each parsed when it is asked for.

A catalogue of 10,000 briefings opens in the time its lines take to cut apart, a quarter of what parsing all takes, and
a document that was handed out can be changed by its reader without changing the table.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

Json = dict[str, Any]

_written = json.JSONEncoder(separators=(",", ":")).encode
_read = json.JSONDecoder().raw_decode


def compact(value: object) -> bytes:
    """Return `value` as JSON in ascii, without spaces and line ends; lone surrogates are escaped like the rest."""
    return _written(value).encode("ascii")


def parsed(raw: bytes) -> Any:
    """Return the value that `compact` made these bytes of. Raises ValueError when they are no JSON in ascii."""
    text = raw.decode("ascii")
    value, end = _read(text)  # json.loads guesses at encodings and looks for white space, which takes as long
    if end < len(text):
        raise ValueError(f"{end} of {len(text)} characters are JSON")
    return value


class Rows(Mapping[str, Json]):
    """Documents by their ids, in the order they were put in. Read only for all but the journal."""

    def __init__(self, raw: dict[str, bytes] | None = None) -> None:
        """`raw` are ids and documents as JSON."""
        self._raw = {} if raw is None else raw
        self._mark: re.Pattern[bytes] | None = None
        self._marked: dict[bytes, dict[str, None]] = {}

    def __getitem__(self, id: str) -> Json:
        document: Json = parsed(self._raw[id])
        return document

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, id: object) -> bool:
        return id in self._raw

    @property
    def raw(self) -> Mapping[str, bytes]:
        """Ids and documents as JSON in ascii."""
        return self._raw

    def marked(self, mark: re.Pattern[bytes], value: bytes) -> Collection[str]:
        """Return the ids of the documents in whose JSON the first group of `mark` first matches `value`.

        Always ask with the same `mark`: the first call looks through all documents, the others through none.
        """
        if self._mark is None:
            self._mark = mark
            for id in self._raw:
                self._note(id)
        return self._marked.get(value, {}).keys()

    def put(self, id: str, document: Mapping[str, Any]) -> None:
        """Keep `document` under `id`."""
        self._forget(id)
        self._raw[id] = compact(document)
        self._note(id)

    def take_out(self, id: str) -> None:
        """Keep nothing under `id`. Raises KeyError when nothing is."""
        self._forget(id)
        del self._raw[id]

    def _note(self, id: str) -> None:
        if self._mark and (found := self._mark.search(self._raw[id])):
            self._marked.setdefault(found[1], {})[id] = None

    def _forget(self, id: str) -> None:
        if self._mark and id in self._raw and (found := self._mark.search(self._raw[id])):
            self._marked[found[1]].pop(id)
