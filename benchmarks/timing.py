"""Times of calls that take turns: what else the machine does meets them all alike."""

import itertools
import os
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Call = Callable[[], object]


def milliseconds(call: Call) -> float:
    """Return how long `call` takes."""
    begin = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - begin)


def median(call: Call, rounds: int) -> float:
    """Return the median of so many rounds, in milliseconds."""
    return statistics.median(milliseconds(call) for _ in range(rounds))


def in_turns(calls: Mapping[str, Call], rounds: int) -> dict[str, list[float]]:
    """Return of each call how long it took in each round, in milliseconds; another one begins each round."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    names = itertools.cycle(calls)
    for _ in range(rounds):
        next(names)  # one more than a whole round, so that each is the first in its turn
        for name in itertools.islice(names, len(calls)):
            taken[name].append(milliseconds(calls[name]))
    return taken


def raw_append(path: Path) -> Call:
    """Return a call that appends 60 bytes to the file at `path` and waits for the disk: no change can cost less."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def append() -> None:
        os.write(handle, b"x" * 59 + b"\n")
        os.fdatasync(handle)

    return append
