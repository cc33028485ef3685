"""What a list of briefings shows of each, without reading the briefing."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept briefing. `published` and `added` are ISO 8601; `open` and `suggested` count its follow-ups.

    `apart` are ids of briefings whose articles are no near-copies of its own, by the user's word.
    """

    id: str
    headline: str
    outlet: str | None
    published: str | None
    added: str
    tags: tuple[str, ...]
    open: int
    suggested: int
    apart: tuple[str, ...] = ()

    def is_named_by(self, query: str) -> bool:
        """Whether each word of `query` occurs in headline, outlet or tags, capitals or not."""
        named = "\n".join([self.headline, self.outlet or "", *self.tags]).casefold()
        return all(word in named for word in query.casefold().split())


class Hit(NamedTuple):  # its class is made in an eighth of the time of a dataclass, and the desk waits for it
    """An entry in which all words of a search occur, and the line around the first of them."""

    entry: Entry
    excerpt: str


class Analysis(NamedTuple):
    """One of the analyses of a briefing: its number from 1, which Readout and model made it, and when (ISO 8601)."""

    number: int
    readout: str
    model: str | None
    at: str
