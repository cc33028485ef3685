"""The desk beside a Textual app with one Static: start, memory and keys, as ratios within one run.

    python -m benchmarks.desk [--runs 7] [--size 120x36]

Each round runs the floor, the desk on an empty library and the desk on one of 100 briefings, one after the other in
a pseudo-terminal. Printed are the medians over the rounds and the median of the ratios to the floor of the same
round, beside the budgets of the design. Nothing is asserted: machines are shared and noisy.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.terminal import Terminal
from briefing import sample
from briefing.model import Briefing
from stores.library import Library

KEYS = 12
QUIET_START, QUIET_KEY = 0.6, 0.12

BUDGETS = {"first": "1.5", "settled": "2.5", "memory": "1.35", "key": "4"}


@dataclass(frozen=True)
class Figures:
    """One run: first headline and settled (s after the start), memory (MiB), key to last byte (ms)."""

    first: float
    settled: float
    memory: float
    key: float


def briefings(count: int) -> Iterator[Briefing]:
    """Yield `count` briefings of the sample article's size, each with an id and a headline of its own."""
    original = sample.briefing()
    for i in range(count):
        sha = f"{i:08x}{original.article.sha256[8:]}"
        article = replace(original.article, id=sha[:8], sha256=sha, url=f"https://example.org/{i}")
        headline = replace(original.headline, text=f"Number {i}: {original.headline.text}")
        yield replace(original, id=sha[:8], article=article, headline=headline)


def measured(command: list[str], words: str, size: tuple[int, int], library: Path) -> Figures:
    """Run `command` once; `words` are the headline that is waited for."""
    env = {"READOUT_LIBRARY": str(library)}
    with Terminal(command, columns=size[0], lines=size[1], env=env) as terminal:
        settled = terminal.until_quiet(QUIET_START, first=20)
        first = terminal.first_seen(words)
        if first is None:
            sys.exit(f"{' '.join(command)} never showed {words!r}")
        latencies = []
        for i in range(KEYS):
            before = len(terminal.chunks)
            pressed = time.perf_counter()
            terminal.press("j" if i % 2 == 0 or "benchmarks.floor" in command else "k")
            last = terminal.until_quiet(QUIET_KEY)
            if len(terminal.chunks) > before:
                latencies.append(1000 * (last - pressed))
        key = statistics.median(latencies) if latencies else float("nan")
        return Figures(first - terminal.begin, settled - terminal.begin, terminal.memory() / 1024, key)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--size", default="120x36", help="columns x lines")
    options = parser.parse_args()
    columns, lines = map(int, options.size.split("x"))
    desk = [str(Path(sys.executable).with_name("readout"))]
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full"
        with Library.open(full) as library:
            for briefing in briefings(100):
                library.add(briefing)
        subjects = {
            "floor": ([sys.executable, "-m", "benchmarks.floor"], "The floor", Path(folder) / "none"),
            "desk, empty library": (desk, "The United States", Path(folder) / "empty"),
            "desk, 100 briefings": (desk, "Number 99", full),
        }
        rounds = []
        for i in range(options.runs + 1):
            taken = {name: measured(c, w, (columns, lines), lib) for name, (c, w, lib) in subjects.items()}
            if i:  # the first round fills the caches
                rounds.append(taken)
            print(f"\rround {i} of {options.runs}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    report(rounds, options.size)


def report(rounds: list[dict[str, Figures]], size: str) -> None:
    """Print medians and ratios."""
    print(f"{size}, medians of {len(rounds)} rounds, {os.cpu_count()} cores; in brackets the ratio to the floor")
    print(f"{'':22}{'first headline':>18}{'settled':>18}{'memory':>18}{'key to last byte':>20}")
    for name in rounds[0]:
        cells = []
        for figure, unit, scale in (
            ("first", "ms", 1000),
            ("settled", "ms", 1000),
            ("memory", "MiB", 1),
            ("key", "ms", 1),
        ):
            values = [getattr(taken[name], figure) for taken in rounds]
            ratios = [getattr(taken[name], figure) / getattr(taken["floor"], figure) for taken in rounds]
            cells.append(f"{scale * statistics.median(values):.1f} {unit} ({statistics.median(ratios):.2f})")
        print(f"{name:22}" + "".join(f"{cell:>18}" for cell in cells[:3]) + f"{cells[3]:>20}")
    print(
        f"{'budget (empty)':22}"
        + "".join(f"{'≤ ' + b + ' ×':>18}" for b in list(BUDGETS.values())[:3])
        + f"{'≤ 4 ×':>20}"
    )


if __name__ == "__main__":
    main()
