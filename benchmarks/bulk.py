"""`readout add FOLDER` beside the analysis alone: how much of the time of many articles is not the analysis.

    python -m benchmarks.bulk [--articles 1000] [--chunks 5]

The articles are the texts of PolNeAR's train split as local text files. They are taken in chunks: of each chunk, one
process makes the briefings and keeps nothing, then the command adds the files to a library that grows. Both are timed
from the end of the first article to the end of the last, so that neither start nor model counts. Then the command is
killed in the middle of another folder and called again, and what is in the library is counted.
"""

import argparse
import gzip
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from stores import Library
from training.corpus import CORPUS

TRAIN = CORPUS / "polnear" / "train.jsonl.gz"

_ALONE = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from briefing.intake import article_of_text
from briefing.pipeline import brief
at, times = datetime.now(UTC), []
for file in sorted(Path(sys.argv[1]).iterdir()):
    brief(article_of_text(file.read_text("utf-8"), source=str(file), at=at), at=at)
    times.append(time.monotonic())
print((len(times) - 1) / (times[-1] - times[0]))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--chunks", type=int, default=5)
    options = parser.parse_args()
    if not TRAIN.exists():
        sys.exit("The corpus is not here: it lies in shared/ beside the checkout.")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folders = _folders(place, options.articles, options.chunks)
        ratios = []
        print(f"{options.articles} articles in {options.chunks} chunks, articles a second from the first to the last:")
        print("  analysis alone  readout add  ratio")
        for folder in folders:
            alone, added = _alone(folder), _added(place / "library", folder)
            ratios.append(added / alone)
            print(f"  {alone:14.2f}  {added:11.2f}  {added / alone:5.2f}")
        print(f"median ratio {statistics.median(ratios):.2f} (asked: 0.90 or more)")
        _killed(place, folders)


def _folders(place: Path, number: int, chunks: int) -> list[Path]:
    with gzip.open(TRAIN, "rt", encoding="utf-8", newline="") as lines:
        ids = {record["text"]: record["id"] for record in map(json.loads, lines)}
    texts = {id: text for text, id in ids.items()}  # a text that is there twice would be kept once
    chosen = random.Random(1).sample(sorted(texts), min(number, len(texts)))
    written = [(f"{at:04}-{id}", texts[id]) for at, id in enumerate(chosen)]
    more = (f"{texts[id]}\n\nThis is another edition." for id in chosen)
    written += [
        (f"{len(chosen) + at:04}-again", text) for at, text in zip(range(number - len(chosen)), more, strict=False)
    ]
    folders = [place / f"chunk-{at}" for at in range(chunks)]
    for folder in folders:
        folder.mkdir()
    for at, (name, text) in enumerate(written):
        (folders[at % chunks] / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    return folders


def _alone(folder: Path) -> float:
    done = subprocess.run([sys.executable, "-c", _ALONE, str(folder)], capture_output=True, text=True, check=True)
    return float(done.stdout)


def _added(library: Path, folder: Path) -> float:
    with Library.open(library) as opened:
        before = {entry.id for entry in opened.entries()}
    _command(library, folder)
    with Library.open(library, readonly=True) as opened:
        moments = sorted(datetime.fromisoformat(e.added) for e in opened.entries() if e.id not in before)
    assert len(moments) == len(list(folder.iterdir())), "not all were kept"
    return (len(moments) - 1) / (moments[-1] - moments[0]).total_seconds()


def _command(library: Path, folder: Path) -> None:
    command = [str(Path(sys.executable).with_name("readout")), "add", "--library", str(library), str(folder)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _killed(place: Path, folders: list[Path]) -> None:
    """Add the first folder to a new library, killed again and again on the way, and say what is in it at the end."""
    library, files = place / "killed", list(folders[0].iterdir())
    chance, kills = random.Random(2), 0
    command = [str(Path(sys.executable).with_name("readout")), "add", "--library", str(library), str(folders[0])]
    for _ in range(5):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert process.stdout is not None
        process.stdout.readline()  # one is kept
        time.sleep(chance.uniform(0.1, 3.0))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    _command(library, folders[0])
    with Library.open(library, readonly=True) as opened:
        sources = [opened.get(entry.id).article.source for entry in opened.entries()]
        damage = [finding for finding in opened.verify() if finding.damage]
    print(
        f"killed {kills} times on the way through {len(files)} files: {len(sources)} kept, "
        f"{len(sources) - len(set(sources))} twice, {len(set(map(str, files)) - set(sources))} lost, "
        f"{len(damage)} damaged"
    )


if __name__ == "__main__":
    main()
