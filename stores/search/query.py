"""A search as it was understood: what must be so of a briefing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stores.search.folding import folded, folded_name
from stores.search.records import Name


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, folded. All of it must hold.

    `words` (phrases too) occur in the briefing's texts; for each of `said` it has a statement that fits, which it
    cannot without holding all `names`. The others are asked of the briefing's head: names in its outlet, its tags,
    and the first day that it may be of (`since`) and the first that it may not (`until`), in ISO 8601.
    """

    words: tuple[bytes, ...] = ()
    said: tuple[re.Pattern[bytes], ...] = ()
    names: tuple[bytes, ...] = ()
    outlets: tuple[Name, ...] = ()
    tags: tuple[bytes, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def of_texts(self) -> bool:
        """Whether anything is asked that the head of a briefing cannot tell."""
        return bool(self.words or self.said)

    @property
    def needed(self) -> tuple[bytes, ...]:
        """What must occur in the briefing's texts and names."""
        return self.words + self.names

    @property
    def of_heads(self) -> bool:
        """Whether anything is asked of the head of a briefing."""
        return bool(self.outlets or self.tags or self.since or self.until)

    def matches_head(self, head: Mapping[str, Any]) -> bool:
        """Whether `outlet:`, `tag:`, `after:` and `before:` hold of a catalogue's head.

        Of the head are read "outlet", "tags", "published" and "added"; what is empty may be absent.
        """
        if not self.of_heads:
            return True
        outlet = folded_name(head.get("outlet") or "")
        day = _first_day(head.get("published") or head.get("added") or "")
        return (
            all(asked.fits(outlet) for asked in self.outlets)
            and set(self.tags) <= {folded(tag) for tag in head.get("tags") or ()}
            and (self.since is None or self.since <= day)
            and (self.until is None or day < self.until)
        )


def _first_day(moment: str) -> str:
    """Return the day of a moment in ISO 8601, or of less (2026, 2026-03) the first day."""
    return (moment[:10] + "-01-01")[:10]
