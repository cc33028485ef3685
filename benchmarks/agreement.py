"""Agreement: of clusters (B³), of labels (Cohen's κ), of the two annotators of the gold set with each other."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Sequence
from pathlib import Path
from typing import Any


def b_cubed(gold: Sequence[Hashable], made: Sequence[Hashable]) -> tuple[float, float]:
    """Return the sums over all items of B³ precision and recall (Bagga and Baldwin 1998); None is with nobody else."""
    one, other = _clusters(gold), _clusters(made)
    precision = sum(len(g & m) / len(m) for g, m in zip(one, other, strict=True))
    recall = sum(len(g & m) / len(g) for g, m in zip(one, other, strict=True))
    return precision, recall


def kappa(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return Cohen's κ of two raters' labels."""
    count = len(one)
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / count
    first, second = Counter(one), Counter(other)
    expected = sum(first[label] * second[label] for label in first) / count**2
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


def f_of(both: int, gold: int, made: int) -> float:
    """Return F of `both` right among `made`, where there are `gold`; 1 where there is nothing to find or found."""
    return 2 * both / (gold + made) if gold + made else 1.0


def agreement(folder: Path, ids: Collection[str] | None = None) -> dict[str, Any]:
    """Return the figures of one annotator against the other on the articles `ids` (all: None), and their κ as text."""
    first, second = (_annotated(folder / f"annotator_{name}.jsonl", ids) for name in "ab")
    a, b = ([s for article in part for s in article] for part in (first, second))
    cubes = [
        b_cubed([s["stakeholder"] for s in x], [s["stakeholder"] for s in y])
        for x, y in zip(first, second, strict=True)
    ]
    precision, recall = (sum(cube[i] for cube in cubes) / len(a) for i in (0, 1))
    pairs = [[_together(article) for article in part] for part in (first, second)]
    together = [[same for article in part for same in article] for part in pairs]
    links = [
        Counter(link for s in part for link in s["chain"] if link not in ("letter", "document", "post"))
        for part in (a, b)
    ]
    both = sum(
        (
            Counter(set(x["chain"]) & set(y["chain"]) - {"letter", "document", "post"})
            for x, y in zip(a, b, strict=True)
        ),
        Counter(),
    )
    kappas = {name: kappa([s[name] for s in a], [s[name] for s in b]) for name in ("stance", "named")} | {
        "stakeholder (pairs)": kappa(*together),
        "chain or none": kappa(*([bool(s["chain"]) for s in part] for part in (a, b))),
    }
    return {
        "stakeholders, B³ F": f"{2 * precision * recall / (precision + recall):.3f}",
        "named or not": f"{_share(a, b, 'named'):.3f}",
        "stance": f"{_share(a, b, 'stance'):.3f}",
        "chain, F": f"{f_of(both.total(), links[0].total(), links[1].total()):.3f}",
        "κ": ", ".join(f"{name} {value:.2f}" for name, value in kappas.items()),
    }


def _clusters(labels: Sequence[Hashable]) -> list[frozenset[int]]:
    members: dict[Hashable, set[int]] = defaultdict(set)
    for i, label in enumerate(labels):
        members[("nobody", i) if label is None else label].add(i)
    return [frozenset(members[("nobody", i) if label is None else label]) for i, label in enumerate(labels)]


def _annotated(file: Path, ids: Collection[str] | None) -> list[list[dict[str, Any]]]:
    articles = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [one["statements"] for one in articles if ids is None or one["id"] in ids]


def _together(statements: Sequence[dict[str, Any]]) -> list[bool]:
    who = [s["stakeholder"] for s in statements]
    return [who[i] is not None and who[i] == who[j] for i in range(len(who)) for j in range(i)]


def _share(a: Sequence[dict[str, Any]], b: Sequence[dict[str, Any]], field: str) -> float:
    return sum(bool(x[field] == y[field]) for x, y in zip(a, b, strict=True)) / len(a)
