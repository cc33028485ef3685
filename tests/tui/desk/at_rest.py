"""When an app has done what a key calls for: seen in its event loop, instead of guessed from the time it takes."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from threading import enumerate as running_threads
from unittest.mock import patch

from textual._context import active_app
from textual.pilot import Pilot
from textual.screen import Screen

from tui.desk.aside import aside

_PATIENCE = 0.02  # seconds, with what the desk does in threads


async def nothing_is_left(*_: object) -> bool:
    """Wait until the event loop has nothing to do but what waits for time, for others, or long for a thread."""
    loop, app = asyncio.get_running_loop(), active_app.get()
    end = time.monotonic() + _PATIENCE
    while True:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        # The app tells a new size to its screens by a timer of 8 ms.
        if not (app._resize_timer or any(map(_is_of_the_desk, running_threads()))) or time.monotonic() > end:
            return True
        await asyncio.sleep(0.001)


def _is_of_the_desk(thread: Thread) -> bool:
    return getattr(getattr(thread, "_target", None), "__module__", None) == aside.__module__


@contextmanager
def pilots_wait_no_longer_than_needed() -> Iterator[None]:
    """Let pilots wait until nothing is left to do.

    By themselves they wait until the process takes no time of the processor, for 20 ms or more, and send a message to
    each widget and back, some times a key: that was half of the processor's time and more of the clock's. And screens
    are drawn when a pilot has waited, not 60 times a second besides.
    """
    with (
        patch("textual.app.wait_for_idle", nothing_is_left),
        patch("textual.pilot.wait_for_idle", nothing_is_left),
        patch.object(Pilot, "_wait_for_screen", nothing_is_left),
        patch("textual.screen.UPDATE_PERIOD", 1 / 10),
    ):
        yield


def something_is_due(screen: Screen[object]) -> bool:
    """Return whether a screen has still to be laid out or drawn, or to call what waited for that."""
    due = ("_layout_required", "_scroll_required", "_repaint_required", "_recompose_required", "_dirty_widgets")
    return any(getattr(screen, name) for name in (*due, "_callbacks"))
