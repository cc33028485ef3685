"""The library beside TinyDB as it comes, sqlite3 and the bare disk: every figure in one run.

    python -m benchmarks.library [--large] [--sizes 100 1000 10000] [--rounds 60] [--libraries DIR]

The same briefings made from seeds, 12.6 KB of JSON each, are kept three ways; TinyDB takes part up to 1,000. Opening
and searching happen in fresh processes, changes in one process that does them in turns with appends of 60 bytes to a
file on the same disk. Medians are printed, then the demands of the design beside what was measured. Nothing is
asserted: machines are shared and noisy, and no two disks alike. `--large` goes on to 100,000 and takes some minutes.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks import acceptance
from benchmarks.briefings import RARE, briefings
from benchmarks.children import environment
from benchmarks.contenders import NAMES, Contender, named, toggles
from benchmarks.contenders.readout import Readout
from benchmarks.counting import counted
from benchmarks.timing import in_turns, median, milliseconds, raw_append
from stores.doctor import repair

SIZES = (100, 1000, 10_000)
FRESH_ROUNDS, SLOW_ROUNDS = 9, 3
MOST_COPIED = 10_000
"""Briefings up to which whole libraries are copied, which is what a repair begins with."""

Figures = dict[str, dict[str, float]]
"""By figure, then by contender."""

UNITS = {
    "open, warm": "ms",
    "open, evicted": "ms",
    "imports before": "ms",
    "peak memory": "MiB",
    "toggle": "ms",
    "toggle, more than raw": "ms",
    "add": "ms",
    "bytes per toggle": "B",
    "syncs per toggle": "",
    "bytes per add": "B",
    "syncs per add": "",
    "get": "ms",
    "search, cache present": "ms",
    "search, cache missing": "ms",
    "poll": "µs",
    "foreign change": "µs",
    "verify": "ms",
    "backup": "ms",
    "backup, full copy": "ms",
    "compaction": "ms",
    "repair, catalogue lost": "ms",
    "repair, nothing but analyses left": "ms",
    "files": "",
    "on disk": "MB",
}


class Run:
    """The measurements of one size."""

    def __init__(self, count: int, libraries: Path, folder: Path, rounds: int) -> None:
        """Measure with `count` briefings in `libraries`; copies that are changed go into `folder`."""
        self._count, self._libraries, self._folder, self._rounds = count, libraries, folder, rounds
        self._env = environment(folder) | {"PYTHONPATH": str(Path(__file__).parent.parent)}
        kinds = [named(name) for name in NAMES]
        self._kinds = {k.name: k for k in kinds if k.at_most is None or count <= k.at_most}
        self._places = {name: kind.place(libraries, count) for name, kind in self._kinds.items()}
        self.figures: Figures = {name: {} for name in UNITS}

    def measure(self) -> None:
        """Take all figures."""
        steps = (self._open, self._search, self._change, self._count_calls, self._care, self._size)
        for step in steps:
            print(f"\r{self._count:,}: {step.__name__.strip('_')} …" + " " * 20, end="", file=sys.stderr, flush=True)
            step()
        print("\r" + " " * 40, end="\r", file=sys.stderr)

    def _open(self) -> None:
        os.sync()  # what is not yet on the disk cannot be evicted
        taken: dict[str, dict[str, list[float]]] = {name: {} for name in self._kinds}
        for at in range(FRESH_ROUNDS + 1):  # the first fills the caches
            for name, kind in self._kinds.items():
                warm = self._fresh(name, "newest")
                kind.evict(self._places[name])
                evicted = self._fresh(name, "newest")
                if at:
                    for figure, value in (
                        ("open, warm", warm["call"]),
                        ("open, evicted", evicted["call"]),
                        ("imports before", warm["imports"]),
                        ("peak memory", warm["peak"]),
                    ):
                        taken[name].setdefault(figure, []).append(value)
        for name, figures in taken.items():
            for figure, values in figures.items():
                self.figures[figure][name] = statistics.median(values)

    def _search(self) -> None:
        cache = self._places["Readout"] / "search.cache"
        size = -1
        while size < (size := cache.stat().st_size if cache.exists() else 0):  # each search makes some more of it
            self._fresh("Readout", "search", RARE)
        kept = self._folder / "search.cache"
        shutil.copy(cache, kept)
        present: dict[str, list[float]] = {name: [] for name in self._kinds}
        missing = []
        for _ in range(SLOW_ROUNDS):
            for name in self._kinds:
                present[name].append(self._fresh(name, "search", RARE)["call"])
            cache.unlink()
            missing.append(self._fresh("Readout", "search", RARE)["call"])
            shutil.copy(kept, cache)
        self.figures["search, cache present"] = {name: statistics.median(v) for name, v in present.items()}
        self.figures["search, cache missing"]["Readout"] = statistics.median(missing)

    def _change(self) -> None:
        with ExitStack() as opened:
            folder = Path(opened.enter_context(tempfile.TemporaryDirectory(dir=self._folder)))
            contenders: dict[str, Contender] = {}
            for name, kind in self._kinds.items():
                contenders[name] = kind(kind.copied(self._places[name], folder))
                opened.callback(contenders[name].close)
            ids = [id for id, _ in contenders["Readout"].newest(100)]
            self._figure("toggle", {name: _toggle(contender, ids) for name, contender in contenders.items()}, folder)
            self._figure("add", {name: _add(contender) for name, contender in contenders.items()}, folder)
            taken = in_turns({name: _get(contender, ids) for name, contender in contenders.items()}, self._rounds)
            self.figures["get"] = {name: statistics.median(values) for name, values in taken.items()}
            self._others(contenders["Readout"], ids)

    def _figure(self, figure: str, calls: Mapping[str, Callable[[], object]], folder: Path) -> None:
        for call in calls.values():
            call()  # imports, and what is done once
        taken = in_turns({"raw": raw_append(folder / "raw"), **calls}, self._rounds)
        self.figures[figure] = {name: statistics.median(values) for name, values in taken.items()}
        if figure == "toggle":
            self.figures["toggle, more than raw"] = {
                name: statistics.median(mine - raw for mine, raw in zip(values, taken["raw"], strict=True))
                for name, values in taken.items()
            }

    def _others(self, contender: Contender, ids: list[str]) -> None:
        assert isinstance(contender, Readout)
        library = contender.library
        self.figures["poll"]["Readout"] = 1000 * median(library.poll, 1000)
        other = Readout(library.directory)
        change, waits = _toggle(other, ids), []
        for _ in range(self._rounds):
            change()
            waits.append(milliseconds(library.poll))
        self.figures["foreign change"]["Readout"] = 1000 * statistics.median(waits)
        other.library.close()

    def _count_calls(self) -> None:
        for name, kind in self._kinds.items():
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                path = kind.copied(self._places[name], Path(folder))
                for what, cost in counted(name, path, Path(folder), self._env).items():
                    self.figures[f"bytes per {what}"][name] = cost.written
                    if cost.waited is not None:
                        self.figures[f"syncs per {what}"][name] = cost.waited

    def _care(self) -> None:
        """Verify, back up, fold together and repair."""
        care: dict[str, list[float]] = {}
        for _ in range(SLOW_ROUNDS):
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                contender = Readout(Readout.copied(self._places["Readout"], Path(folder)))
                library = contender.library
                care.setdefault("verify", []).append(milliseconds(library.verify))
                care.setdefault("backup", []).append(milliseconds(library.backup))
                if self._count <= MOST_COPIED:
                    copy = partial(library.backup, Path(folder) / "copy")
                    care.setdefault("backup, full copy", []).append(milliseconds(copy))
                _toggle(contender, [contender.newest(1)[0][0]])()
                care.setdefault("compaction", []).append(milliseconds(library.compact))
                library.close()
        self.figures |= {name: {"Readout": statistics.median(values)} for name, values in care.items()}
        for figure, lost in _LOST.items() if self._count <= MOST_COPIED else ():
            taken = [self._repaired(lost) for _ in range(SLOW_ROUNDS)]
            self.figures[figure]["Readout"] = statistics.median(taken)

    def _repaired(self, lost: tuple[str, ...]) -> float:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            path = Readout.copied(self._places["Readout"], Path(folder))
            for name in lost:
                (path / name).unlink(missing_ok=True)
            took = milliseconds(lambda: repair(path, clock=lambda: datetime.now(UTC)))
            contender = Readout(path)
            if contender.library.count() != self._count:
                sys.exit(f"the repaired library has {contender.library.count()} briefings")
            contender.close()
            return took

    def _size(self) -> None:
        for name, path in self._places.items():
            files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
            files = [file for file in files if "backups" not in file.parts]
            self.figures["files"][name] = len(files)
            self.figures["on disk"][name] = sum(512 * file.stat().st_blocks for file in files) / 1e6

    def _fresh(self, name: str, *what: str) -> dict[str, float]:
        child = [sys.executable, "-m", "benchmarks.fresh", name, str(self._places[name]), *what]
        done = subprocess.run(child, env=self._env, check=True, stdout=subprocess.PIPE, text=True)
        figures: dict[str, float] = json.loads(done.stdout)
        return figures


_LOST = {
    "repair, catalogue lost": ("catalogue.json",),
    "repair, nothing but analyses left": (
        "catalogue.json",
        "catalogue.log",
        "catalogue.json.prev",
        "catalogue.log.prev",
        "history.log",
        "witness",
        "search.cache",
    ),
}


def _toggle(contender: Contender, ids: list[str]) -> Callable[[], None]:
    endless = toggles(ids)
    return lambda: contender.toggle(*next(endless))


def _add(contender: Contender) -> Callable[[], None]:
    new = iter(list(briefings(300, first=1_000_000)))
    return lambda: contender.add(next(new))


def _get(contender: Contender, ids: list[str]) -> Callable[[], object]:
    wanted = iter(ids * 10)
    return lambda: contender.get(next(wanted))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="go on to 100,000")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="briefings (default: 100 1000 10000)")
    parser.add_argument("--rounds", type=int, default=60, help="of changes, each after the other (default: 60)")
    parser.add_argument("--libraries", type=Path, help="where the libraries are built, and left for the next run")
    options = parser.parse_args()
    taken: dict[int, acceptance.Taken] = {}
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; load when it began: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.libraries or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for count in (*options.sizes, *([100_000] if options.large else [])):
            with tempfile.TemporaryDirectory(dir=folder) as workplace:
                run = Run(count, folder, Path(workplace), options.rounds)
                run.measure()
            report(run.figures, count, options.rounds)
            taken[count] = {name: values["Readout"] for name, values in run.figures.items() if "Readout" in values}
            for figure in ("toggle", "add"):
                taken[count] = {**taken[count], f"{figure}, raw": run.figures[figure]["raw"]}
    print("\nThe design's demands, of a library of 10,000 where nothing else is said")
    table = [("", "demand", "Readout", "prototype", "met"), *acceptance.rows(taken)]
    widths = [max(len(row[at]) for row in table) for at in range(5)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def report(figures: Figures, count: int, rounds: int) -> None:
    """Print the figures of one size."""
    columns = [*NAMES, "raw"]
    print(
        f"\n{count:,} briefings; medians of {FRESH_ROUNDS} processes, of {rounds} changes in turns, else of some rounds"
    )
    print(f"{'':36}" + "".join(f"{name:>14}" for name in [*NAMES, "raw append"]))
    for figure, unit in UNITS.items():
        cells = [_said(figures[figure][name], unit) if name in figures[figure] else "" for name in columns]
        print(f"{figure:36}" + "".join(f"{cell:>14}" for cell in cells).rstrip())


def _said(value: float, unit: str) -> str:
    if unit in ("B", ""):
        return f"{value:,.0f} {unit}".strip() if value >= 100 else f"{value:.4g} {unit}".strip()
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}" if value >= 10 else f"{value:.2f} {unit}"


if __name__ == "__main__":
    main()
