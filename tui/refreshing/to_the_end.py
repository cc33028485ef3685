"""Work that changes what is kept, done beside the event loop and to its end, whoever is cancelled meanwhile."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from briefing.intake.blocking import beside

Result = TypeVar("Result")


async def to_the_end(work: Callable[[], Result]) -> Result:
    """Return what `work()` returns, done in a thread."""
    return await ended(asyncio.ensure_future(beside(work)))


async def ended(task: "asyncio.Future[Result]") -> Result:
    """Return what a task returns. One who is cancelled meanwhile waits for its end first, and the task goes on."""
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled():
            task.exception()  # looked at, for nobody is left to be told
        raise
