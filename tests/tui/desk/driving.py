"""Someone at the desk: presses keys, and reads the screen as it is drawn."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from unittest.mock import patch

from at_rest import nothing_is_left, something_is_due
from rich.style import Style
from textual import events
from textual._compositor import Compositor
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget

from stores.library import Library
from tui.desk.desk import Desk
from tui.desk.widgets.row_list import RowList

NOW = datetime(2026, 3, 4, 12).astimezone()
"""A Wednesday."""

SMALL, MIDDLE, LARGE = (80, 24), (120, 36), (200, 60)

_PATIENCE = 10.0  # seconds
_MOST_FRAMES = 10


class Reader:
    """Presses keys and reads. What it reads are the characters on the screen, borders left out of `words`."""

    def __init__(self, pilot: Pilot[int], app: Desk) -> None:
        """Sit down at `app`, which `pilot` drives."""
        self.pilot, self.app = pilot, app

    async def press(self, *keys: str) -> None:
        """Press keys by their Textual names, and let the desk draw what comes of it.

        Of several keys only the last is drawn: nobody could look between them.
        """
        with patch.object(Compositor, "render_update", return_value=None):
            for key in keys[:-1]:
                await self.pilot.press(key)
                await self.pilot.pause(0)
        await self.pilot.press(*keys[-1:])
        await self.settle()

    async def settle(self) -> None:
        """Let the desk draw what there is to draw, and what that calls for in turn."""
        for _ in range(_MOST_FRAMES):
            await self.pilot.pause()
            await nothing_is_left()
            if not something_is_due(self.app.screen):
                return

    async def type(self, text: str) -> None:
        """Type letters, one by one."""
        await self.press(*text)

    async def paste(self, text: str) -> None:
        """Paste, as a terminal with bracketed paste tells it."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def until(self, holds: Callable[[], object], what: str = "it was so") -> None:
        """Wait until something holds; fail when it has not after ten seconds."""
        end = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < end, f"waited {_PATIENCE:g} s until {what}; on the screen:\n{self.screen}"
            await self.pilot.pause(0.01)

    async def until_seen(self, words: str) -> None:
        """Wait until `words` stand on the screen."""
        await self.until(lambda: words in self.words, f"{words!r} was seen")

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        # Textual has no public way to the drawn characters but an SVG of them.
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def screen(self) -> str:
        """The whole screen, for messages of tests."""
        return "\n".join(self.lines)

    @property
    def picture(self) -> list[str]:
        """The screen with its colours, to see whether anything changed."""
        return [repr(list(strip)) for strip in self.app.screen._compositor.render_strips()]

    @property
    def words(self) -> str:
        """All words on the screen, white space between them as single spaces."""
        return words_of(self.lines)

    def drawn(self, where: Region) -> list[str]:
        """Return the lines of a region of the screen."""
        strips = self.app.screen._compositor.render_strips()[where.y : where.bottom]
        return [strip.crop(where.x, where.right).text for strip in strips]

    def read(self, selector: str) -> str:
        """Return the words inside the widget that `selector` names, with its border."""
        return words_of(self.drawn(self.app.screen.query_one(selector).region))

    def widget(self, selector: str) -> Widget:
        """Return the widget that `selector` names, on the screen on top."""
        return self.app.screen.query_one(selector)

    def dressed(self, selector: str, *attributes: str) -> str:
        """Return the words in a widget drawn with exactly these of bold, italic and underline: what needs no colour."""

        def fits(style: Style) -> bool:
            return {name for name in ("bold", "italic", "underline") if getattr(style, name)} == set(attributes)

        return self.styled(selector, fits)

    def styled(self, selector: str, fits: Callable[[Style], bool]) -> str:
        """Return the words in a widget whose style fits."""
        return words_of(self.styled_lines(selector, fits))

    def styled_lines(self, selector: str, fits: Callable[[Style], bool]) -> list[str]:
        """Return the lines of a widget with spaces in place of what has a style that does not fit."""
        where = self.app.screen.query_one(selector).region
        strips = self.app.screen._compositor.render_strips()[where.y : where.bottom]
        return [
            "".join(
                text if style and fits(style) else " " * len(text) for text, style, _ in s.crop(where.x, where.right)
            )
            for s in strips
        ]

    @property
    def toast(self) -> str:
        """The words of all messages on the screen."""
        return " ".join(words_of(self.drawn(toast.region)) for toast in self.app.screen.query("Toast"))

    @property
    def pane(self) -> int:
        """The number of the pane that has the focus; 0 when none has."""
        focused = self.app.screen.focused
        return int(focused.id[5:]) if focused and focused.id and focused.id.startswith("pane-") else 0

    @property
    def line(self) -> str:
        """The words of the highlighted row, all of it, also what is scrolled away."""
        rows = self.app.screen.focused
        assert isinstance(rows, RowList)
        assert rows.highlighted is not None
        return words_of([rows.words(rows.highlighted)])

    @property
    def running(self) -> bool:
        """Whether the app has not been quit."""
        return self.app.is_running


def words_of(lines: list[str]) -> str:
    """Return the words of lines as one, without frames."""
    frameless = "\n".join(lines).translate(dict.fromkeys(map(ord, "╭╮╰╯│─┃▏▎▌▊▐▕▔▁▂▃▄▅▆▇█"), " "))
    return " ".join(frameless.split())


@asynccontextmanager
async def sitting_at(
    library: Library, size: tuple[int, int] = SMALL, *, offline: bool = False
) -> AsyncIterator[Reader]:
    """Open the desk on `library` in a terminal of `size` (columns, lines) and wait until it has settled.

    On its clock it is always the noon of `NOW`.
    """
    app = Desk(library, offline=offline, clock=lambda: NOW)
    async with app.run_test(size=size, notifications=True) as pilot:
        reader = Reader(pilot, app)
        await reader.until(lambda: app.screen.focused is not None, "the desk had its focus")
        await reader.settle()
        yield reader
