"""From the corpus to the model that is shipped.

    python -m training OUT [--epochs 5] [--acts 4] [--layers 6] [--seed 1] [--shipped FOLDER]

Trains attributions, then acts, exports, quantises, chooses the settings by the articles kept out of the training, and
writes to the folder OUT the model, its head, its vocabulary and its settings, as briefing/analysis/model has them, and
the log beside it. With `--shipped` the first stage is what the model in that folder is, read back from its 8 bits.
"""

import argparse
import hashlib
import itertools
import json
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from briefing.analysis.decoding import Settings, Thought
from briefing.analysis.document import Document
from briefing.analysis.encoder import Encoder
from briefing.analysis.wordpiece import WordPiece
from training.acts import answered, labelled, taught, write
from training.calibrate import fitted, table
from training.corpus import TRAIN, articles, split
from training.export import export
from training.measure import Rows, decoded, folder_of_encoder, judged, report, thought_of
from training.quantise import quantised
from training.shipped import network_of
from training.train import Recipe, trained

GRID = {"cue": (0.4, 0.45, 0.5, 0.55), "content": (0.45, 0.5), "piece": (0.5, 1.0, 1.5), "quoted": (0.2, 0.3)}


def main() -> None:
    """Make the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    for name, value in asdict(Recipe()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    parser.add_argument("--shipped", type=Path)
    options = parser.parse_args()
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(**{name: getattr(options, name) for name in asdict(Recipe())})
    with (out / "log.txt").open("w", encoding="utf-8", buffering=1) as log:
        began = time.time()

        def say(line: str) -> None:
            print(line, flush=True)
            print(line, file=log)

        say(f"{' '.join(sys.argv[1:])}: {recipe}")
        vocabulary = options.shipped / "vocabulary.txt" if options.shipped else folder_of_encoder() / "vocab.txt"
        shutil.copy(vocabulary, out / "vocabulary.txt")
        wordpiece = WordPiece((out / "vocabulary.txt").read_text("utf-8").split("\n")[:-1])
        if options.shipped:
            network = network_of(options.shipped)
        else:
            network = trained(recipe, folder_of_encoder(), out / "weights.pt", say)
        network, acts = taught(network, wordpiece, recipe, out / "acts.pt", say)
        export(network, out / "float.onnx")
        quantised(out / "float.onnx", out / "attribution.onnx")
        learnt, kept_out = labelled(wordpiece, recipe.most)
        write(acts, learnt, answered(network, acts, kept_out), out / "acts.npz", say)
        _write_settings(out, Settings())
        _write_settings(out, _chosen(out, say))
        say(f"made in {(time.time() - began) / 60:.0f} minutes")


def _worth(rows: Rows) -> float:
    """Return what settings are chosen by: whose statement it is, and that its words are exactly the right ones."""
    return rows["attributed"][2] + rows["exact"][2]


def _write_settings(out: Path, settings: Settings) -> None:
    """Write the settings and the model's name, which its own bytes give it."""
    digest = hashlib.sha256((out / "attribution.onnx").read_bytes() + (out / "acts.npz").read_bytes()).hexdigest()
    told = {"model": f"attribution-{digest[:8]}", "settings": asdict(settings)}
    (out / "settings.json").write_text(json.dumps(told, indent=1) + "\n")


def _chosen(out: Path, say: Callable[[str], None]) -> Settings:
    """Return the best settings, and how sure a statement then is."""
    encoder = Encoder(out)

    def think(document: Document) -> list[Thought]:
        return [encoder.thought(window) for window in encoder.windows(document)]

    kept_out = thought_of(split(articles(TRAIN))[1], think)
    say(f"as it is: {report(decoded(kept_out, Settings()))}")
    tried = [Settings(**dict(zip(GRID, values, strict=True))) for values in itertools.product(*GRID.values())]
    best = max(tried, key=lambda settings: _worth(decoded(kept_out, settings)))
    best = replace(best, confidence=fitted(judged(kept_out, best)[0]))
    say(f"{best}: {report(decoded(kept_out, best))}")
    found, confidence = judged(kept_out, best)
    for row in table(confidence, [one.right for one in found]):
        say("  {}  {:4}  {:.2f}  {:.2f}".format(*row))
    return best


if __name__ == "__main__":
    main()
