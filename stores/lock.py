"""The one lock of a library: whoever writes holds it from its read to its write, so no change is lost."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stores.errors import LibraryError

PATIENCE = 30.0
"""Seconds to wait for another writer."""

NAME = "lock"
"""The file that is locked. It is never deleted: two would then hold locks of two files of one name."""

_PAUSE = 0.002


def _busy(directory: Path, kind: str) -> LibraryError:
    return LibraryError(f"The {kind} at {directory} is busy: another Readout is writing to it. Try again.")


if sys.platform == "win32":  # untested: no machine of ours runs it

    @contextmanager
    def writing_alone(directory: Path, patience: float = PATIENCE, kind: str = "library") -> Iterator[None]:
        """Hold the library's lock inside, by filelock's native lock."""
        import filelock

        try:
            with filelock.FileLock(directory / NAME, timeout=patience):
                yield
        except filelock.Timeout:
            raise _busy(directory, kind) from None

else:
    import fcntl

    @contextmanager
    def writing_alone(directory: Path, patience: float = PATIENCE, kind: str = "library") -> Iterator[None]:
        """Hold the library's lock inside; the kernel frees it when the process ends, however it ends.

        Raises LibraryError, which says what `kind` of thing it is, when another process holds it for longer than
        `patience` seconds, OSError when the lock file cannot be made.
        """
        lock = os.open(directory / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            deadline = time.monotonic() + patience
            while not _locked(lock):
                if time.monotonic() > deadline:
                    raise _busy(directory, kind)
                time.sleep(_PAUSE)
            yield
        finally:
            os.close(lock)

    def _locked(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
