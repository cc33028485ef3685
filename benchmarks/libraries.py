"""Libraries to measure, as they are after years of use: all briefings kept, the last of them one by one."""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.briefings import RARE, briefings
from briefing.contract import to_json
from stores import Library, head
from stores.bodies import Bodies, checksum, encoded
from stores.catalogue import HEADS
from stores.journal import compaction
from stores.journal.replacing import private_directory
from stores.journal.rows import Rows

_ONE_BY_ONE = 1000
_FIRST_DAY = datetime(2020, 1, 1, tzinfo=UTC)


def built(folder: Path, count: int) -> Path:
    """Return the directory of a library with the first `count` briefings, built in `folder` if it is not there yet.

    The last 1,000 are added by the library, so that there are a history and a journal of some length. Those before
    are written to the same files by the same functions, but made durable once at the end: adding 100,000 one by one
    would wait for the disk 300,000 times. A search then makes the search cache.
    """
    directory = folder / f"of-{count}"
    if directory.exists():
        return directory
    begin = time.perf_counter()
    unfinished = folder / f"of-{count}-unfinished"
    unfinished.mkdir(parents=True, mode=0o700)
    at_once = max(0, count - _ONE_BY_ONE)
    if at_once:
        _write(unfinished, at_once)
    with Library.open(unfinished, clock=_clock(at_once)) as library:
        for briefing in briefings(count - at_once, first=at_once):
            library.add(briefing)
        library.search(RARE, limit=1)
    unfinished.rename(directory)
    print(f"built the library of {count:,} in {time.perf_counter() - begin:.1f} s", file=sys.stderr)
    return directory


def _write(directory: Path, count: int) -> None:
    bodies, heads, clock = Bodies(directory), Rows(), _clock(0)
    for briefing in briefings(count):
        plain = to_json(briefing)
        content = encoded(plain)
        path = bodies.path(briefing.id, 1)
        private_directory(path.parent)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        at = clock().isoformat(timespec="microseconds")
        heads.put(briefing.id, head.new(plain, at=at, number=1, crc=checksum(content)))
    os.sync()
    compaction.create(directory, {HEADS: heads})


def _clock(first: int) -> Callable[[], datetime]:
    """Return a clock on which a minute passes from one look to the next."""
    moments = (_FIRST_DAY + timedelta(minutes=minute) for minute in range(first, 10**9))
    return lambda: next(moments)
