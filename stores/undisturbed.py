"""Looking at a library while nobody writes to it, without writing to it oneself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from stores.errors import LibraryError
from stores.lock import NAME, writing_alone

PATIENCE = 2.0
"""Seconds to wait for a writer."""


@contextmanager
def undisturbed(directory: Path, patience: float = PATIENCE) -> Iterator[bool]:
    """Hold the library's lock inside, and say whether it could be had.

    It cannot where a writer keeps it for longer than `patience` seconds, where there is no lock file yet, and where
    the file may not be opened for writing: on such a disk nobody else writes either.
    """
    with ExitStack() as held:
        had = False
        if (directory / NAME).exists():
            try:
                held.enter_context(writing_alone(directory, patience))
                had = True
            except (OSError, LibraryError):
                pass
        yield had
