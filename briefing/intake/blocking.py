"""Work that blocks (reading files, parsing pages), done beside the event loop."""

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


async def beside(work: Callable[[], Result]) -> Result:
    """Return what `work()` returns or raise what it raises, computed in a thread of its own.

    Cancelling stops the waiting at once; the thread then ends by itself and its result is dropped. It is a daemon
    and not one of `asyncio.to_thread`'s, because `asyncio.run` waits for those before it ends: with one of them
    still reading standard input, Ctrl-C would not end the program.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def deliver(outcome: Callable[[], None]) -> None:
        if not done.done():
            outcome()

    def run() -> None:
        try:
            outcome = partial(done.set_result, work())
        except BaseException as fault:  # noqa: BLE001 - handed on whole to the caller, who awaits it
            outcome = partial(done.set_exception, fault)
        with contextlib.suppress(RuntimeError):  # the loop was closed, and with it went whoever waited
            loop.call_soon_threadsafe(deliver, outcome)

    Thread(target=run, name="readout-intake", daemon=True).start()
    return await done
