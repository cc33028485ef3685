"""Readout's WordPiece beside the reference implementation, on all articles of the corpus and the hostile strings.

    python -m training.same_pieces

Exits with 1 where a text has other pieces. A piece's place may differ in one way: ours holds the accents and control
characters that follow it.
"""

import json
import sys

from tokenizers import Tokenizer

from briefing.analysis.wordpiece import WordPiece
from training.corpus import CORPUS, TRAIN, articles
from training.measure import folder_of_encoder


def main() -> None:
    """Compare."""
    folder = folder_of_encoder()
    reference = Tokenizer.from_file(str(folder / "tokenizer.json"))
    reference.no_truncation()
    reference.no_padding()
    ours = WordPiece((folder / "vocab.txt").read_text("utf-8").split("\n")[:-1])
    texts = [article.text for path in (TRAIN, TRAIN.with_name("dev.jsonl.gz")) for article in articles(path)]
    with (CORPUS.parent / "hostile.jsonl").open(encoding="utf-8") as lines:
        texts += [line if isinstance(line := json.loads(raw), str) else str(line) for raw in lines]
    number = other = shifted = 0
    for text in texts:
        found, wanted = list(ours.pieces(text, 0, len(text))), reference.encode(text, add_special_tokens=False)
        number += len(found)
        other += [piece for piece, _, _ in found] != wanted.ids
        for (_, start, end), (first, past) in zip(found, wanted.offsets, strict=False):
            shifted += start != first or not past <= end
    print(f"{len(texts)} texts, {number} pieces: {other} texts with other pieces, {shifted} pieces elsewhere")
    sys.exit(other + shifted > 0)


if __name__ == "__main__":
    main()
