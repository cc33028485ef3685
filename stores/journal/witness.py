"""The witness: a small file beside the journal with the number of the last acknowledged commit.

A journal that was cut at the end of a line, or put back from an earlier day, looks whole. The witness is written
after each commit is on the disk, and is never made durable itself: so it never says more than the journal holds, and
a journal that holds less than it says has lost something.
"""

import os
from contextlib import suppress
from pathlib import Path
from zlib import crc32

NAME = "witness"


def testified(directory: Path) -> int:
    """Return the number of the last acknowledged commit of the library, 0 where there is no sound witness."""
    try:
        said = (directory / NAME).read_bytes()
    except FileNotFoundError:
        return 0
    number, _, check = said.rstrip(b"\n").partition(b" ")
    return int(number) if number.isdigit() and _check(number) == check else 0


def testify(directory: Path, seq: int) -> None:
    """Write down that commit `seq` is on the disk. A witness that cannot be written is done without."""
    number = b"%d" % seq
    with suppress(OSError):
        handle = os.open(directory / NAME, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            os.write(handle, number + b" " + _check(number) + b"\n")
        finally:
            os.close(handle)


def _check(number: bytes) -> bytes:
    return b"%08x" % crc32(number)
