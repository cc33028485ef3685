"""The one lock of a library: whoever writes holds it from its read to its write, so no change is lost."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stores.errors import LibraryError

PATIENCE = 30.0
"""Seconds to wait for another writer."""

_PAUSE = 0.005


@contextmanager
def writing_alone(directory: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the library's lock inside; the kernel frees it when the process ends, however it ends.

    Raises LibraryError when another process holds it for longer than `patience` seconds, OSError when the lock
    file cannot be made.
    """
    lock = os.open(directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _wait(lock, directory, time.monotonic() + patience)
        yield
    finally:
        os.close(lock)


def _wait(lock: int, directory: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise LibraryError(
                    f"The library at {directory} is busy: another Readout is writing to it. Try again."
                ) from None
            time.sleep(_PAUSE)
        else:
            return
