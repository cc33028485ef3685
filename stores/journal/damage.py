"""What is wrong with the files of a library: an error where it cannot be read, a fault where it can in part."""

from pathlib import Path
from typing import NamedTuple

from stores.errors import LibraryError


class DamagedError(LibraryError):
    """The catalogue is missing, cut off or changed: nothing of it can be trusted, and nothing was changed."""

    def __init__(self, path: Path, what: str) -> None:
        """`path` is the file, `what` ends the sentence that begins with it: "is empty"."""
        super().__init__(
            f"The library file {path} {what}. Nothing was changed: 'readout doctor' says what can be done, "
            "'readout restore' brings back a backup."
        )
        self.path = path
        self.what = what


class LogFault(NamedTuple):
    """Bytes `start` to `end` of a journal that are damaged; `what` ends the sentence "The journal …"."""

    start: int
    end: int
    what: str
