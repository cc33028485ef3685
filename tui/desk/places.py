"""A row of a pane, and the places in the article that prove it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.desk.hanging import Hanging

if TYPE_CHECKING:  # the first screen is painted before the model is needed
    from briefing.model import Span
    from stores.readable import HeldCorrection

HEADLINE, QUOTES, POSITIONS, FOLLOW_UPS = 1, 2, 3, 4
"""The panes, by the numbers of their keys."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a place in the evidence view: a name for it and words from the article or about it."""

    name: str
    words: str
    marked: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the article that proves a line, and what is to be known there.

    `content`, `speaker` and `cue` are spans of the article's text, and so is `found`, what a search of the library
    has led to; all may be missing.
    """

    facts: tuple[Fact, ...] = ()
    content: "tuple[Span, ...]" = ()
    speaker: "Span | None" = None
    cue: "Span | None" = None
    found: "Span | None" = None

    @property
    def start(self) -> int:
        """The offset to show first, in code points; 0 where nothing is marked."""
        if self.found:
            return self.found.start
        return min((span.start for span in self.content), default=self.speaker.start if self.speaker else 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a pane. `copied` is what `y` puts on the clipboard; `follow_up` its id on the follow-ups pane.

    `read` is what the evidence shows in the article's place: the whole of the user's note.
    """

    key: str
    shown: Hanging
    places: tuple[Place, ...]
    copied: str
    follow_up: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Additions:
    """What the user keeps beside a briefing."""

    note: str = ""
    tags: tuple[str, ...] = ()
    corrections: "tuple[HeldCorrection, ...]" = ()


@dataclass(frozen=True, slots=True)
class AtHand:
    """The line that the user is at, and the pane it belongs to."""

    pane: int
    row: Row
