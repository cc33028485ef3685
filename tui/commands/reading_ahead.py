"""Many sources read a few ahead of where they are used, in their order; of one host one page at a time."""

import asyncio
import queue
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import SourceError

if TYPE_CHECKING:
    from briefing.intake import Details, Incoming

AHEAD = 6
"""Sources that are being read or wait to be used, at most."""

_LAST_WORDS = 2.0  # seconds that the thread is given to close its connections
_LOOK = 0.2


class Read(NamedTuple):
    """What a source gave, when it was read: an article, or the error in its place."""

    source: str
    at: datetime
    incoming: "Incoming | None"
    error: SourceError | None = None


class Call(NamedTuple):
    """What the sources of a call are read with."""

    details: "Details"
    offline: bool
    stdin: Callable[[], bytes]


def read_ahead(sources: Sequence[str], call: Call, waiting: Callable[[], None]) -> Generator[Read, None, None]:
    """Yield what the sources give, in their order; `waiting` is called several times a second while one is awaited.

    Closing the generator, Ctrl-C too, ends what is still being read.
    """
    reader = _Reader(sources, call)
    reader.start()
    try:
        while True:
            try:
                read = reader.results.get(timeout=_LOOK)
            except queue.Empty:
                waiting()
                continue
            if read is None:
                return
            if isinstance(read, BaseException):
                raise read
            yield read
            reader.go_on()
    finally:
        reader.stop()


class _Reader:
    """The thread that reads, with an event loop of its own."""

    def __init__(self, sources: Sequence[str], call: Call) -> None:
        self._sources, self._call = sources, call
        self.results: queue.Queue[Read | BaseException | None] = queue.Queue()
        self._thread = Thread(target=self._run, name="readout-sources", daemon=True)
        self._stopped = Event()
        self._room = asyncio.Semaphore(AHEAD)
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        self._thread.start()

    def go_on(self) -> None:
        """One of the results was used: there is room for another."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._room.release)

    def stop(self) -> None:
        """Read no more."""
        self._stopped.set()
        self.go_on()
        self._thread.join(_LAST_WORDS)

    def _run(self) -> None:
        try:
            asyncio.run(self._read_all())
            self.results.put(None)
        except BaseException as error:  # noqa: BLE001 - handed on whole to the thread that uses the sources
            self.results.put(error)

    async def _read_all(self) -> None:
        from briefing.intake.hosts import Hosts

        self._loop = asyncio.get_running_loop()
        hosts = Hosts()
        reading: asyncio.Queue[asyncio.Task[Read] | None] = asyncio.Queue()
        giving = asyncio.create_task(self._give(reading))
        tasks: list[asyncio.Task[Read]] = []
        try:
            for source in self._sources:
                await self._room.acquire()
                if self._stopped.is_set():
                    return
                tasks = [task for task in tasks if not task.done()]
                tasks.append(asyncio.create_task(self._read(source, hosts)))
                await reading.put(tasks[-1])
            await reading.put(None)
            await giving
        finally:
            for task in (*tasks, giving):
                task.cancel()

    async def _give(self, reading: "asyncio.Queue[asyncio.Task[Read] | None]") -> None:
        """Hand on what was read, in the order of the sources."""
        while (task := await reading.get()) is not None:
            self.results.put(await task)

    async def _read(self, source: str, hosts: "Hosts") -> Read:
        from briefing.intake import take

        at, (details, offline, stdin) = datetime.now(UTC), self._call
        try:
            incoming = await take(source, at=at, details=details, offline=offline, stdin=stdin, hosts=hosts)
        except SourceError as error:
            return Read(source, at, None, error)
        return Read(source, at, incoming)


if TYPE_CHECKING:
    from briefing.intake.hosts import Hosts
