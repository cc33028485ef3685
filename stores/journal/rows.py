"""The rows of a table as the JSON they are kept as, each parsed when it is asked for.

A catalogue of 10,000 briefings opens in the time its lines take to cut apart, a quarter of what parsing all takes, and
a document that was handed out can be changed by its reader without changing the table.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

Json = dict[str, Any]


def compact(value: object) -> bytes:
    """Return `value` as JSON in ascii, without spaces and line ends; lone surrogates are escaped like the rest."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


class Rows(Mapping[str, Json]):
    """Documents by their ids, in the order they were put in. Read only for all but the journal."""

    def __init__(self, raw: dict[str, bytes] | None = None) -> None:
        """`raw` are ids and documents as JSON."""
        self._raw = {} if raw is None else raw

    def __getitem__(self, id: str) -> Json:
        document: Json = json.loads(self._raw[id])
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

    def put(self, id: str, document: Mapping[str, Any]) -> None:
        """Keep `document` under `id`."""
        self._raw[id] = compact(document)

    def take_out(self, id: str) -> None:
        """Keep nothing under `id`. Raises KeyError when nothing is."""
        del self._raw[id]
