"""The library of a call, opened, and what must be said of it once."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stores import Library, LibraryError, library_directory
from stores.migration import OlderError
from tui.commands import configured
from tui.commands.output import complain


@contextmanager
def to_read(options: argparse.Namespace) -> Iterator[Library]:
    """Open the library that the call names, for reading only."""
    with reading(library_directory(options.library)) as library:
        yield library


@contextmanager
def to_change(options: argparse.Namespace, *, by: str = "command") -> Iterator[Library]:
    """Open the library that the call names; the history will tell that `by` changed it.

    Raises LibraryError when it is damaged, for then nothing can be changed.
    """
    with Library.open(library_directory(options.library), by=by, aliases=configured.aliases) as library:
        if library.damage is not None:
            raise LibraryError(library.damage)
        if library.remark is not None:
            complain(library.remark)
        yield library


@contextmanager
def reading(directory: Path) -> Iterator[Library]:
    """Open the library in `directory` for reading only; of a damaged one say so on standard error, and read on.

    An earlier Readout's is brought up to date first.
    """
    with _opened(directory) as library:
        if library.damage is not None:
            complain(library.damage)
        yield library


def _opened(directory: Path) -> Library:
    try:
        return Library.open(directory, readonly=True, aliases=configured.aliases)
    except OlderError:
        Library.open(directory, by="command").close()
        return Library.open(directory, readonly=True, aliases=configured.aliases)
