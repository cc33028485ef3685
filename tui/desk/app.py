"""Opening the desk: its library is read while what draws it is imported, and nothing is collected meanwhile."""

import functools
import gc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stores.aliases import Given
    from stores.library import Library
    from tui.configuration import Configuration


def run(library: Path, *, offline: bool) -> int:
    """Open the desk on the library in the directory `library` and return the exit code.

    Where the library is damaged, a screen offers what can be done for it. Raises stores.errors.LibraryError when it
    cannot be opened for another reason.
    """
    gc.disable()  # all that is made until the desk is drawn stays: looking for garbage in it costs a tenth of the start
    told, settings = None, functools.cache(_settings)
    while True:
        opened = _opened_beside(library, lambda: settings().stakeholders)
        from tui.desk.desk import Desk

        try:
            kept = opened()
        except _damaged() as error:
            from tui.desk.rescue import Rescue

            told = Rescue(library, str(error), clock=lambda: datetime.now(UTC)).run()
            if told is None:
                return 1
            continue
        said = settings()
        gc.freeze()
        with kept:
            return Desk(kept, offline=offline, settings=said, told=told).run() or 0


def _opened_beside(directory: Path, aliases: "Given") -> "Callable[[], Library]":
    """Begin to open the library in a thread, and return what waits for it and raises what that raises."""
    done: list[Library | BaseException] = []

    def opening() -> None:
        try:
            from stores.library import Library

            done.append(Library.open(directory, by="desk", aliases=aliases))
        except BaseException as error:  # noqa: BLE001 - it is raised where it is waited for
            done.append(error)

    thread = Thread(target=opening)
    thread.start()

    def opened() -> "Library":
        thread.join()
        if isinstance(done[0], BaseException):
            raise done[0]
        return done[0]

    return opened


def _settings() -> "Configuration":
    from tui import configuration

    return configuration.read(configuration.configuration_file())


def _damaged() -> type[Exception]:
    from stores.journal.damage import DamagedError

    return DamagedError
