"""The desk beside a Textual app with one Static, the quick commands beside `python -c pass`: ratios within one run.

    python -m benchmarks.desk [--runs 7] [--size 120x36] [--libraries DIR]

Each round runs the floor and the desk on an empty library, one of 100 and one of 10,000 briefings, one after the other
in a pseudo-terminal, then `python -c pass`, `readout --version` and `readout list` of the 10,000. Printed are the
medians over the rounds and the median of the ratios to the floor of the same round, beside the budgets of the design.
Nothing is asserted: machines are shared and noisy. The libraries are built in half a minute, or once in DIR.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.children import READOUT, environment, seconds
from benchmarks.libraries import built
from benchmarks.terminal import Terminal

SIZES = (100, 10_000)
KEYS = 12
QUIET_START, QUIET_KEY = 0.6, 0.12

FLOOR, PASS = "floor", "python -c pass"


class Figures(NamedTuple):
    """One run: first headline and settled (ms after the start), memory (MiB), key to last byte (ms)."""

    first: float
    settled: float
    memory: float
    key: float


UNITS = Figures("ms", "ms", "MiB", "ms")  # type: ignore[arg-type]
BUDGETS = {
    "desk, empty library": ("1.5", "2.5", "1.35", "4"),
    "desk, 100 briefings": ("1.5", "2.5", "", "4"),
    "desk, 10,000 briefings": ("1.5", "2.5", "2.3", "4"),
    "readout --version": ("6",),
    "readout list of 10,000": ("20",),
}

Round = Mapping[str, Sequence[float]]


class Subject(NamedTuple):
    """A program in a terminal: its command, the words that are waited for, the library it opens."""

    command: list[str]
    words: str
    library: Path


def measured(subject: Subject, size: tuple[int, int], env: dict[str, str]) -> Figures:
    """Run a subject once in a terminal of `size` (columns, lines)."""
    env = env | {"READOUT_LIBRARY": str(subject.library)}
    with Terminal(subject.command, columns=size[0], lines=size[1], env=env) as terminal:
        settled = terminal.until_quiet(QUIET_START, first=20)
        first = terminal.first_seen(subject.words)
        if first is None:
            sys.exit(f"{' '.join(subject.command)} never showed {subject.words!r}")
        latencies = []
        for i in range(KEYS):
            before = len(terminal.chunks)
            pressed = time.perf_counter()
            terminal.press("j" if i % 2 == 0 or "benchmarks.floor" in subject.command else "k")
            last = terminal.until_quiet(QUIET_KEY)
            if len(terminal.chunks) > before:
                latencies.append(1000 * (last - pressed))
        key = statistics.median(latencies) if latencies else float("nan")
        began = terminal.begin
        return Figures(1000 * (first - began), 1000 * (settled - began), terminal.memory() / 1024, key)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--size", default="120x36", help="columns x lines")
    parser.add_argument("--libraries", type=Path, help="where the libraries are built, and left for the next run")
    options = parser.parse_args()
    columns, lines = map(int, options.size.split("x"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        libraries = {count: built(options.libraries or folder, count) for count in SIZES}
        env = environment(folder)
        desks = {
            FLOOR: Subject([sys.executable, "-m", "benchmarks.floor"], "The floor", folder / "none"),
            "desk, empty library": Subject([READOUT], "The United States", folder / "empty"),
        } | {f"desk, {n:,} briefings": Subject([READOUT], f"Number {n - 1}", at) for n, at in libraries.items()}
        commands = {
            PASS: [sys.executable, "-c", "pass"],
            "readout --version": [READOUT, "--version"],
            "readout list of 10,000": [READOUT, "--library", str(libraries[10_000]), "list"],
        }
        rounds: list[Round] = []
        for i in range(options.runs + 1):
            taken: Round = {name: measured(subject, (columns, lines), env) for name, subject in desks.items()}
            taken = {**taken, **{name: (1000 * seconds(command, env),) for name, command in commands.items()}}
            if i:  # the first round fills the caches
                rounds.append(taken)
            print(f"\rround {i} of {options.runs}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    report(rounds, list(desks), list(commands), options.size)


def report(rounds: Sequence[Round], desks: Sequence[str], commands: Sequence[str], size: str) -> None:
    """Print medians, ratios and budgets."""
    print(f"{size}, medians of {len(rounds)} rounds, {os.cpu_count()} cores")
    print("in brackets the ratio to the floor, and the budget\n")
    print(f"{'':24}{'first headline':>25}{'settled':>25}{'memory':>25}{'key to last byte':>25}")
    for name in desks:
        print(f"{name:24}" + "".join(_cells(rounds, name, FLOOR, UNITS)))
    print(f"\n{'':24}{'start to end':>25}")
    for name in commands:
        print(f"{name:24}" + "".join(_cells(rounds, name, PASS, ("ms",))))


def _cells(rounds: Sequence[Round], name: str, floor: str, units: Sequence[object]) -> list[str]:
    cells = []
    for at, unit in enumerate(units):
        median = statistics.median(taken[name][at] for taken in rounds)
        ratio = statistics.median(taken[name][at] / taken[floor][at] for taken in rounds)
        budget = BUDGETS.get(name, ("", "", "", ""))[at]
        beside = f" ({ratio:.2f}{' ≤ ' + budget if budget else ''})" if name != floor else " " * 13
        cells.append(f"{f'{median:.1f} {unit}{beside:<14}':>25}")
    return cells


if __name__ == "__main__":
    main()
