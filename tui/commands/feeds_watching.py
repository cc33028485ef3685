"""`readout feeds watch`: refresh and brief again and again without a screen, one line for each event."""

import argparse
import asyncio
import json
import os
import signal
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import Any

from briefing.intake.blocking import beside
from stores import LibraryError, library_directory
from stores.feeds import Feeds
from stores.library import Library
from tui.commands import configured, feeds_opening, feeds_told, moments
from tui.commands.output import complain, say_json, say_rows, stop_output
from tui.refreshing import Briefer, Ended, Event, Failed, Looked, Refresher, waiting_to_be_briefed
from tui.refreshing.to_the_end import to_the_end

_STOPS = (signal.SIGINT, signal.SIGTERM)


def run(options: argparse.Namespace) -> int:
    """Refresh at once, then every so often, until a signal comes; return 128 and its number, as a shell would say.

    A line is `MOMENT  WHAT  …`; as JSON lines `feeds_told.plain` with "at" (ISO 8601), and {"event": "round", "feeds",
    "asked", "new", "next"} at the end of each round.
    """
    feeds = feeds_opening.for_good(options)
    feeds_opening.refuse_offline(options, "What is watched")
    return asyncio.run(Watch(options, feeds).until_stopped())


class Watch:
    """One watch over the feeds of a library."""

    def __init__(self, options: argparse.Namespace, feeds: Feeds) -> None:
        self._library = library_directory(options.library)
        self._as_json = options.format == "jsonl"
        self._every: float = options.every
        self._feeds = feeds
        self._briefer: Briefer | None = None
        self._asked = self._new = 0

    async def until_stopped(self) -> int:
        """Go on until a signal comes, and return the exit status. What is under way is cancelled, what is done is kept.

        Nothing is closed then: all there is to it is letting go of files, and the backup of the day can wait.
        """
        loop, watching = asyncio.get_running_loop(), asyncio.create_task(self._watch())
        stopped: list[signal.Signals] = []

        def stop(by: signal.Signals) -> None:
            stopped.append(by)
            watching.cancel()
            for one in _STOPS:  # a second one ends it as it would any program
                loop.remove_signal_handler(one)

        for one in _STOPS:
            loop.add_signal_handler(one, stop, one)
        _when_nobody_reads(lambda: stop(signal.SIGPIPE))
        with suppress(asyncio.CancelledError):
            await watching
        status = 128 + stopped[0]
        if stopped[0] is signal.SIGPIPE:
            stop_output()
        else:
            complain("Stopped.")
        if self._briefer is not None and self._briefer.is_analysing:  # a very long article: nobody waits for it
            os._exit(status)
        return status

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        refresher = Refresher(self._feeds)
        begun, rounds = loop.time(), 0
        while True:
            self._asked = self._new = 0
            await self._round(refresher)
            # The next of the moments that are not past: what takes longer than the time between them skips some.
            rounds = max(rounds + 1, int((loop.time() - begun) / self._every) + 1)
            wait = begun + rounds * self._every - loop.time()
            self._tell_round(wait)
            await asyncio.sleep(wait)

    async def _round(self, refresher: Refresher) -> None:
        try:
            await refresher.refresh(self._tell)
            if await beside(partial(waiting_to_be_briefed, self._feeds)):
                await self._brief(refresher)
            await beside(self._feeds.backup_if_due)
        except LibraryError as error:  # a full disk may have room again by the next round
            complain(str(error))

    async def _brief(self, refresher: Refresher) -> None:
        library = await beside(partial(Library.open, self._library, by="feeds", aliases=configured.aliases))
        self._briefer = Briefer(self._feeds, library, refresher)
        await self._briefer.brief(self._tell)
        await to_the_end(library.close)

    def _tell(self, event: Event) -> None:
        if isinstance(event, Looked):
            self._new += len(event.new)
        self._asked += isinstance(event, Looked | Failed | Ended)
        if self._as_json:
            self._say(feeds_told.plain(event))
        elif (row := feeds_told.row(event)) is not None:
            say_rows((_now(), *row))

    def _tell_round(self, wait: float) -> None:
        then = datetime.fromtimestamp(datetime.now(UTC).timestamp() + wait, UTC)
        if self._as_json:
            self._say({"event": "round", "asked": self._asked, "new": self._new, "next": then.isoformat()})
        else:
            asked = feeds_told.feeds(self._asked)
            say_rows(
                (_now(), "round", f"{asked} asked", f"{self._new:,} new", f"next {moments.local(then.isoformat())}")
            )

    def _say(self, what: dict[str, Any] | None) -> None:
        if what is not None:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            say_json(json.dumps({"at": at, **what}, ensure_ascii=False))


def _when_nobody_reads(do: Callable[[], None]) -> None:
    """Call `do` as soon as the pipe that standard output is has no reader any more; the next line may be hours away.

    The writing end of a pipe is never ready to be read, but its error is told to whoever waits for that.
    """
    loop = asyncio.get_running_loop()
    with suppress(AttributeError, OSError, ValueError):  # no standard output, or none that can be waited for
        out = sys.stdout.fileno()
        if stat.S_ISFIFO(os.fstat(out).st_mode):

            def gone() -> None:
                loop.remove_reader(out)
                do()

            loop.add_reader(out, gone)


def _now() -> str:
    return moments.local(datetime.now(UTC).isoformat())
