"""What became of the library: what others changed while it was open, and what was ever done to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What others changed since it was asked last: the briefings' ids, or everything. False when nothing."""

    ids: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return self.everything or bool(self.ids)


@dataclass(frozen=True, slots=True)
class Change:
    """One change as the history tells it.

    `number` names it for undo; `at` is ISO 8601; `by` who made it ("desk", "command", …); `id` the briefing, None for
    the whole library; `what` is in words; `undone` whether a later change took it back.
    """

    number: int
    at: str
    by: str
    id: str | None
    what: str
    undone: bool
