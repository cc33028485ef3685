"""One call of a contender in a process of its own: python -m benchmarks.fresh CONTENDER PATH newest | search WORD.

Prints milliseconds and MiB as JSON: of the imports, of the call (with the opening before it, where it is `newest`), and
the most memory that the process ever held. Linux only.
"""

import json
import sys
import time
from pathlib import Path

SHOWN = 50


def main() -> None:
    """Open, call and print."""
    begin = time.perf_counter()
    from benchmarks.contenders import named

    name, path, what, *words = sys.argv[1:]
    kind = named(name)
    imported = time.perf_counter()
    contender = kind(Path(path))
    opened = time.perf_counter()
    found = contender.newest(SHOWN) if what == "newest" else contender.search(words[0], SHOWN)
    called = time.perf_counter()
    if not found:
        sys.exit(f"{name} found nothing")
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage would tell the parent's peak too
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
    figures = {
        "imports": 1000 * (imported - begin),
        "call": 1000 * (called - (imported if what == "newest" else opened)),
        "peak": int(peak) / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
