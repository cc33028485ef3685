"""What a change passes to the kernel: bytes to write() and calls that wait for the disk, per toggle and per add.

    python -m benchmarks.counting CONTENDER PATH   is the child that makes the changes.

Its parent counts with strace. Where there is none, the child counts itself: the bytes with /proc/self/io, and the
waiting where Python does it (sqlite3 does its own, which is then not known).
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

CHANGES = 20
_MARK = "counting: "
_CALLS = "write,writev,pwrite64,pwritev,fsync,fdatasync,msync,sync_file_range"
_WRITTEN = re.compile(r"\bp?writev?(?:64)?\((\d+), .*\)\s+= (\d+)$")
_WAITED = re.compile(r"\b(?:fsync|fdatasync|msync|sync_file_range)\(.*\)\s+= 0$")


class Cost(NamedTuple):
    """Of one change: bytes written, and calls that waited for the disk, None where nobody could count them."""

    written: float
    waited: float | None


def counted(name: str, path: Path, folder: Path, env: dict[str, str]) -> dict[str, Cost]:
    """Return what a toggle and an add cost the contender `name` at `path`, which they change."""
    child = [sys.executable, "-m", "benchmarks.counting", name, str(path)]
    trace = folder / "trace"
    strace = shutil.which("strace")
    command = [strace, "-f", "-qq", "-s", "40", "-e", f"trace={_CALLS}", "-o", str(trace), *child] if strace else child
    done = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
    if strace:
        return _traced(trace.read_text(encoding="utf-8", errors="replace"))
    return {what: Cost(*cost) for what, cost in json.loads(done.stdout.splitlines()[-1]).items()}


def _traced(lines: str) -> dict[str, Cost]:
    what, written, waited = "", 0, 0
    costs: dict[str, Cost] = {}
    for line in lines.splitlines():
        if f'write(1, "{_MARK}' in line:
            costs[what] = Cost(written / CHANGES, waited / CHANGES)
            what, written, waited = line.split(_MARK)[1].split("\\n")[0], 0, 0
        elif found := _WRITTEN.search(line):
            written += int(found[2])
        elif _WAITED.search(line):
            waited += 1
    return {what: cost for what, cost in costs.items() if what not in ("", "end")}


def main() -> None:
    """Make the changes, each kind after a mark."""
    from benchmarks.briefings import briefings
    from benchmarks.contenders import named, toggles

    name, path = sys.argv[1:]
    contender = named(name)(Path(path))
    next_toggle = toggles([id for id, _ in contender.newest(CHANGES // 2)])
    new = briefings(CHANGES + 1, first=2_000_000)
    calls: dict[str, Callable[[], None]] = {
        "toggle": lambda: contender.toggle(*next(next_toggle)),
        "add": lambda: contender.add(next(new)),
    }
    costs = {}
    for what, call in calls.items():
        call()  # what is done once only
        os.write(1, f"{_MARK}{what}\n".encode())
        costs[what] = _own_count(call)
        os.write(1, f"{_MARK}end\n".encode())
    os.write(1, json.dumps(costs).encode() + b"\n")


def _own_count(call: Callable[[], None]) -> Cost:
    waited = 0

    def counting(wait: Callable[[int], None], handle: int) -> None:
        nonlocal waited
        waited += 1
        wait(handle)

    originals = os.fsync, os.fdatasync
    os.fsync, os.fdatasync = (partial(counting, wait) for wait in originals)
    before = _passed_to_write()
    try:
        for _ in range(CHANGES):
            call()
    finally:
        os.fsync, os.fdatasync = originals
    return Cost((_passed_to_write() - before) / CHANGES, waited / CHANGES or None)


def _passed_to_write() -> int:
    said = Path("/proc/self/io").read_text(encoding="ascii")
    return int(next(line for line in said.splitlines() if line.startswith("wchar")).split()[1])


if __name__ == "__main__":
    main()
