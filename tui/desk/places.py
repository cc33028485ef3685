"""A row of a pane, and the places in the article that prove it."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the first screen is painted before the model is needed
    from briefing.model import Span
    from stores.readable import HeldCorrection
    from tui.desk.hanging import Hanging

HEADLINE, QUOTES, POSITIONS, FOLLOW_UPS = 1, 2, 3, 4
"""The panes, by the numbers of their keys."""

# The classes below are tuples with names: a data class takes eight times as long to make, and the first paint waits.


class Fact(NamedTuple):
    """One thing said of a place in the evidence view: a name for it and words from the article or about it."""

    name: str
    words: str
    marked: str = ""


class Place(NamedTuple):
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


class Row(NamedTuple):
    """One line of a pane. `copied` is what `y` puts on the clipboard; `follow_up` its id on the follow-ups pane.

    `read` is what the evidence shows in the article's place: the whole of the user's note.
    """

    key: str
    shown: "Hanging"
    places: tuple[Place, ...]
    copied: str
    follow_up: str | None = None
    read: str | None = None


class Additions(NamedTuple):
    """What the user keeps beside a briefing."""

    note: str = ""
    tags: tuple[str, ...] = ()
    corrections: "tuple[HeldCorrection, ...]" = ()


class AtHand(NamedTuple):
    """The line that the user is at, and the pane it belongs to."""

    pane: int
    row: Row


class Seen(NamedTuple):
    """What a pane shows: the key of the highlighted row, and how many lines are scrolled away above the view."""

    key: str
    above: int
