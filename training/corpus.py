"""The annotated articles as windows with what the model is to answer about them."""

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from briefing.analysis.document import Stretch, read
from briefing.analysis.encoding import Block, Window, blocks, window
from briefing.analysis.wordpiece import WordPiece

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
TRAIN = CORPUS / "polnear" / "train.jsonl.gz"
TUNE_SEED, TUNE_SHARE = 1, 10
CUE_OUT, CUE_FIRST, CUE_MORE = range(3)
NO_PART, SPEAKER, CONTENT, CUE = range(4)
UNKNOWN = -100
"""No answer is known: separators, context, what the annotators left out."""


class Annotated(NamedTuple):
    """An article as one annotator saw it: stretches of each attribution, and what was left out."""

    id: str
    annotator: str
    text: str
    attributions: list["Attribution"]
    left_out: list[Stretch]


class Attribution(NamedTuple):
    """Stretches of the text, any of which may be missing."""

    speaker: list[Stretch]
    cue: list[Stretch]
    content: list[Stretch]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with its answers: the cue label of each piece, and for each cue the part of each piece in it."""

    window: Window
    cues: list[int]
    anchors: list[int]
    parts: list[list[int]]


def articles(path: Path) -> list[Annotated]:
    """Return all annotations in a file of the corpus, several of an article that several people annotated."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [_annotated(json.loads(line)) for line in lines]


def split(all: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """Return what is trained on, and the seeded tenth of the articles, each once, that choices are made by."""
    ids = sorted({article.id for article in all})
    random.Random(TUNE_SEED).shuffle(ids)
    kept_out = set(ids[: len(ids) // TUNE_SHARE])
    first = {article.id: article for article in reversed(all)}
    return [a for a in all if a.id not in kept_out], [first[id] for id in sorted(kept_out)]


class Encoded:
    """An annotated article as blocks, which are packed into windows anew as often as is wanted."""

    def __init__(self, article: Annotated, wordpiece: WordPiece, most: int) -> None:
        self._article, self._wordpiece, self._most = article, wordpiece, most
        self._blocks = blocks(read(article.text), wordpiece, most)
        self.owner = _owners(article)
        """For each code point, the attributions that it has a part in, by their numbers, and which part."""

    def examples(self, chance: random.Random | None) -> Iterator[Example]:
        """Yield the article's windows; with `chance` the first is cut short, so that the others fall differently."""
        at, first = 0, True
        while at < len(self._blocks):
            most = chance.randrange(self._most // 4, self._most + 1) if chance and first else self._most
            past, size = at + 1, 2 + len(self._blocks[at].numbers)
            while past < len(self._blocks) and size + len(self._blocks[past].numbers) + 1 <= most:
                size += len(self._blocks[past].numbers) + 1
                past += 1
            yield self._example(self._blocks[at:past])
            at, first = past, False

    def _example(self, parts: Sequence[Block]) -> Example:
        made = window(parts, 0, self._wordpiece)
        cues: list[int] = []
        owners: list[list[tuple[int, int]]] = []
        for start in made.starts:
            held = self.owner.get(start, []) if start >= 0 else []
            owners.append(held)
            if start < 0 or _LEFT_OUT in held:
                cues.append(UNKNOWN)
                continue
            of_cue = [number for number, part in held if part == CUE]
            before = owners[-2] if len(owners) > 1 else []
            cues.append(CUE_OUT if not of_cue else CUE_MORE if (of_cue[0], CUE) in before else CUE_FIRST)
        anchors: list[int] = []
        labels: list[list[int]] = []
        for at, label in enumerate(cues):
            if label == CUE_FIRST:
                number = next(number for number, part in owners[at] if part == CUE)
                anchors.append(at)
                labels.append(
                    [
                        UNKNOWN
                        if start < 0 or _LEFT_OUT in held
                        else CONTENT
                        if (number, CONTENT) in held
                        else SPEAKER
                        if (number, SPEAKER) in held
                        else NO_PART
                        for start, held in zip(made.starts, owners, strict=True)
                    ]
                )
        return Example(made, cues, anchors, labels)


_LEFT_OUT = (-1, 0)


def _owners(article: Annotated) -> dict[int, list[tuple[int, int]]]:
    """Return, for each code point, the attributions it has a part in, and which part."""
    owners: dict[int, list[tuple[int, int]]] = {}
    for number, one in enumerate(article.attributions):
        for part, stretches in ((SPEAKER, one.speaker), (CUE, one.cue), (CONTENT, one.content)):
            for start, end in stretches:
                for at in range(start, end):
                    owners.setdefault(at, []).append((number, part))
    for start, end in article.left_out:
        for at in range(start, end):
            owners.setdefault(at, []).append(_LEFT_OUT)
    return owners


def _annotated(record: dict[str, Any]) -> Annotated:
    found = [
        Attribution(*([tuple(s) for s in a[k]] for k in ("source", "cue", "content"))) for a in record["attributions"]
    ]
    return Annotated(record["id"], record["annotator"], record["text"], found, [tuple(s) for s in record["discard"]])
