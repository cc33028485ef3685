"""What a list of briefings shows of each, without reading the briefing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept briefing. `published` and `added` are ISO 8601; `open` and `suggested` count its follow-ups."""

    id: str
    headline: str
    outlet: str | None
    published: str | None
    added: str
    tags: tuple[str, ...]
    open: int
    suggested: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in which all words of a search occur, and the line around the first of them."""

    entry: Entry
    excerpt: str
