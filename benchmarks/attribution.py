"""Who said what, measured with the model that is shipped: how right, how fast, how big, beside what is asked.

    python -m benchmarks.attribution [--float FILE] [--quick]

How right: the briefings of the dev articles in shared/corpus beside the checkout, by its own scorer, beside what is
asked and what annotators reach with each other; how sure, in ten bins. How fast: whole briefings beside the bare
session over the same windows, in turns, with the share of each step; a first briefing in a fresh process beside
importing onnxruntime and loading the session. Other windows, and the model in float (`--float build/model/float.onnx`),
are measured on `tune`. Nothing is asserted: machines are shared and noisy.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.children import READOUT, environment
from benchmarks.terminal import Terminal
from briefing import pipeline
from briefing.analysis import encoder as encoders
from briefing.analysis import reading
from briefing.analysis.decoding import attributions
from briefing.analysis.document import Document, read
from briefing.analysis.encoder import FOLDER, Encoder, encoder
from briefing.analysis.encoding import CONTEXT, MOST, blocks, windows
from briefing.contract import to_json
from briefing.intake.articles import article_of_text
from briefing.model import Article, Briefing
from training.calibrate import table
from training.corpus import CORPUS, TRAIN, articles, split
from training.measure import measured, report, scorer

AT = datetime(2026, 1, 1, tzinfo=UTC)
DEV = CORPUS / "polnear" / "dev.jsonl.gz"
ASKED = {
    "attributed": (0.617, 0.68, 0.749),
    "direct_attributed": (0.826, 0.91, 0.951),
    "detected": (0.742, 0.77, 0.794),
    "exact": (0.476, 0.56, 0.688),
    "speaker": (0.845, 0.88, 0.956),
}
"""F of the prototype that was there before, what is asked, what annotators reach (`shared/research/attribution.md`)."""
OTHER_WINDOWS = ((MOST, CONTEXT), (256, CONTEXT), (384, CONTEXT), (MOST, 96), (MOST, 160))
ROUNDS, FRESH, KEYS_PRESSED = 3, 5, 20

_FIRST = """
import sys, time
begin = time.perf_counter()
from datetime import UTC, datetime
if sys.argv[1] == "brief":
    from briefing.intake.articles import article_of_text
    from briefing.pipeline import brief
    at = datetime.now(UTC)
    brief(article_of_text(open(sys.argv[2], encoding="utf-8").read(), source="-", at=at), at=at)
else:
    from briefing.analysis.encoder import Encoder
    import onnxruntime
    Encoder()
print(time.perf_counter() - begin)
"""
_PEAK = """
import json, sys
from datetime import UTC, datetime
from briefing.intake.articles import article_of_text
from briefing.pipeline import brief
for text in json.load(open(sys.argv[1], encoding="utf-8")):
    brief(article_of_text(text, source="-", at=datetime.now(UTC)), at=datetime.now(UTC))
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--float", type=Path, help="the model in float, as `make model` leaves it")
    parser.add_argument("--quick", action="store_true", help="without the rows measured on tune")
    options = parser.parse_args()
    if not DEV.exists():
        sys.exit("The corpus is not here: it lies in shared/ beside the checkout.")
    score = scorer()
    gold = list(score.articles(DEV))
    given = [article_of_text(one["text"], source="-", at=AT) for one in gold]
    size = sum(file.stat().st_size for file in FOLDER.iterdir())
    print(f"{encoder().name}: {size / 1e6:.1f} MB on the disk (asked: 32)\n")
    _how_right(score, gold, [pipeline.brief(article, at=AT) for article in given])
    _how_fast(given)
    with tempfile.TemporaryDirectory() as folder:
        _how_soon(given, Path(folder))
        _how_ready(given, Path(folder))
    if not options.quick:
        _other_windows(options.float)


def _how_right(score: ModuleType, gold: Sequence[Any], briefings: Sequence[Briefing]) -> None:
    scored = []
    judged: list[tuple[float, bool]] = []
    for one, briefing in zip(gold, briefings, strict=True):
        expected = list(score.gold_statements(one))
        found = list(score.predicted_statements(to_json(briefing)))
        scored.append((expected, found))
        numbered = [(*statement, number) for number, statement in enumerate(found)]
        pairs = score.pair(expected, numbered)
        right = {p[3] for overlap, g, p in pairs if overlap >= 0.5 and score.same_speaker(g[1], p[1])}
        judged += [(s.confidence, number in right) for number, s in enumerate(briefing.statements)]
    rows = score.score(scored)[0]
    print(f"F of the briefings of {len(gold)} dev articles   precision  recall      F   before   asked   annotators")
    for name, (precision, recall, f) in rows.items():
        before, asked, agreed = ASKED.get(name, ("", "", ""))
        print(f"  {name:34} {precision:12.3f} {recall:7.3f} {f:6.3f} {before!s:>8} {asked!s:>7} {agreed!s:>12}")
    print("\nconfidence   statements   mean   right")
    for limits, count, mean, share in table(*zip(*judged, strict=True)):
        print(f"  {limits:10} {count:10} {mean:7.2f} {share:7.2f}")
    origins = Counter(s.origin.value for briefing in briefings for s in briefing.statements)
    print(f"found by: {dict(origins)}\n")


def _how_fast(given: Sequence[Article]) -> None:
    texts = [read(article.text) for article in given]
    all_windows = [encoder().windows(document) for document in texts]
    totals: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        with _timed() as taken:
            for article in given:
                pipeline.brief(article, at=AT)
        whole = time.perf_counter() - begin
        begin = time.perf_counter()
        for some in all_windows:
            for window in some:
                encoder().thought(window)
        bare = time.perf_counter() - begin
        taken["decoding"] -= taken["session"]  # the session runs while its answers are decoded
        taken["the rest of the briefing"] = whole - taken.total()
        for name, value in {"whole": whole, "bare session": bare, "ratio": whole / bare, **taken}.items():
            totals.setdefault(name, []).append(value)
    middle = {name: statistics.median(values) for name, values in totals.items()}
    count = len(given)
    print(f"{count} articles, {ROUNDS} rounds, medians: {count / middle['whole']:.1f} articles/s (asked: 5, aim 10)")
    print(
        f"  bare session: {count / middle['bare session']:.1f} articles/s; "
        f"the whole takes {middle['ratio']:.2f} of its time (asked: 1.3)"
    )
    for name in list(middle)[3:]:
        print(
            f"  {name:28} {1000 * middle[name] / count:7.1f} ms an article "
            f"{100 * middle[name] / middle['whole']:5.1f} %"
        )


@contextmanager
def _timed() -> Iterator[Counter[str]]:
    """Time the steps of `brief` while the block runs: what is yielded holds the seconds of each."""
    taken: Any = Counter()
    steps: list[tuple[Any, str, str]] = [
        (pipeline, "read", "reading the text"),
        (Encoder, "windows", "pieces and windows"),
        (Encoder, "thought", "session"),
        (encoders, "attributions", "decoding"),
        (reading, "made_exact", "rules"),
    ]
    kept = [(owner, name, getattr(owner, name)) for owner, name, _ in steps]

    def timed(call: Callable[..., Any], label: str) -> Callable[..., Any]:
        def run(*given: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            done = call(*given, **named)
            taken[label] += time.perf_counter() - begin
            return done

        return run

    for (owner, name, label), (_, _, call) in zip(steps, kept, strict=True):
        setattr(owner, name, timed(call, label))
    try:
        yield taken
    finally:
        for owner, name, call in kept:
            setattr(owner, name, call)


def _how_soon(given: Sequence[Article], folder: Path) -> None:
    env = environment(folder)
    sample, all = folder / "article.txt", folder / "articles.json"
    sample.write_text(given[0].text, encoding="utf-8")
    all.write_text(json.dumps([article.text for article in given]), encoding="utf-8")

    def seconds(what: str) -> float:
        command = [sys.executable, "-c", _FIRST, what, str(sample)]
        return float(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)

    pairs = [(seconds("brief"), seconds("load")) for _ in range(FRESH + 1)][1:]
    ratio = statistics.median(whole / load for whole, load in pairs)
    first, load = (1000 * statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"\nfirst briefing in a fresh process: {first:.0f} ms, "
        f"importing onnxruntime and loading {load:.0f} ms: {ratio:.2f} (asked: 3)"
    )
    peak = subprocess.run(
        [sys.executable, "-c", _PEAK, str(all)], env=env, check=True, capture_output=True, text=True
    ).stdout
    print(f"most memory over the dev articles: {int(peak) / 1024:.0f} MiB (asked: 300 MB = 286 MiB)\n")


def _how_ready(given: Sequence[Article], folder: Path) -> None:
    """Press keys in the desk while it analyses a long article."""
    long = folder / "long.txt"
    long.write_text("\n\n".join(article.text for article in given[:30]), encoding="utf-8")
    env = environment(folder, READOUT_LIBRARY=str(folder / "library"))
    with Terminal([READOUT], columns=120, lines=36, env=env) as terminal:
        terminal.until_quiet(0.6, first=20)
        terminal.press("a")
        terminal.until_quiet(0.3)
        terminal.press(f"{long}\r")
        terminal.until_quiet(0.05, first=0.5)
        taken: list[float] = []
        while len(taken) < KEYS_PRESSED:
            pressed = time.perf_counter()
            terminal.press("j" if len(taken) % 2 == 0 else "k")
            last = terminal.until_quiet(0.04, first=1.0)
            taken.append(1000 * (last - pressed))
            time.sleep(0.05)
        count = terminal.until_quiet(2.0, first=30)
        whole = count - terminal.begin
    words = sum(len(article.text.split()) for article in given[:30])
    print(
        f"a key in the desk while it analyses {words:,} words: median {statistics.median(taken):.0f} ms, "
        f"longest of {len(taken)} {max(taken):.0f} ms (asked: 100); added after {whole:.1f} s\n"
    )


def _other_windows(in_float: Path | None) -> None:
    kept_out = [(article, read(article.text)) for article in split(articles(TRAIN))[1]]
    print(f"F on tune ({len(kept_out)} articles), by pieces of a window and of its context")
    for most, context in OTHER_WINDOWS:
        _row(f"{most}, {context}", encoder(), kept_out, most, context)
    if in_float is not None:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("vocabulary.txt", "settings.json"):
                shutil.copy(FOLDER / name, folder)
            shutil.copy(in_float, Path(folder) / "attribution.onnx")
            _row(f"{MOST}, {CONTEXT}, in float", Encoder(Path(folder)), kept_out, MOST, CONTEXT)


def _row(name: str, model: Encoder, given: Iterable[tuple[Any, Document]], most: int, context: int) -> None:
    begin = time.perf_counter()
    found = []
    for article, document in given:
        some = windows(blocks(document, model.wordpiece, most), model.wordpiece, most, context)
        thoughts = [model.thought(window) for window in some]
        found.append((article, reading.made_exact(document, attributions(document, thoughts, model.settings))))
    rate = len(found) / (time.perf_counter() - begin)
    print(f"  {name:20} {report(measured(found))}  {rate:.1f} articles/s")


if __name__ == "__main__":
    main()
