"""A file that is written whole or not at all, for its owner alone to read."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from tui.commands.errors import OutputError
from tui.commands.output import escaped
from tui.plain import visible


class Written:
    """What `tui.commands.output` says on standard output, into a file: the same words in the same bytes."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def say(self, text: str) -> None:
        """Write text as it is, with whatever could act on a terminal as visible signs."""
        self._file.write(visible(text))

    def say_json(self, text: str) -> None:
        """Write JSON text: the same value, with whatever could act on a terminal escaped."""
        self._file.write(escaped(text) + "\n")


@contextmanager
def whole_file(path: Path) -> Iterator[Written]:
    """Yield what writes the file `path`, which is there, in place of an earlier one, once the block ends well.

    The file is of mode 0600. Raises OutputError when it cannot be written: what was there before stays.
    """
    path = Path(os.path.realpath(path))  # a link goes on leading where it led
    try:
        if path.exists() and not path.is_file():
            raise OutputError(f"{path} is no file, so nothing was written: name another.")
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", dir=path.parent)  # of mode 0600
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield Written(file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
        _make_durable(path.parent)
    except OSError as error:
        raise _not_written(path, error) from error
    finally:
        with suppress(FileNotFoundError):  # it was put in place
            Path(name).unlink()


def _make_durable(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_written(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} could not be written ({error.strerror}): what was there before is untouched.")
