"""How sure a statement is: a logistic regression on what its decoding tells, and the table that shows it holds."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

Numbers = np.ndarray
BINS = 10


class Judged(NamedTuple):
    """A statement's evidence, and whether its content and speaker are right."""

    evidence: tuple[float, ...]
    right: bool


def fitted(judged: Sequence[Judged], ridge: float = 1.0, rounds: int = 50) -> tuple[float, ...]:
    """Return the weights of the evidence and what is added, by Newton's method with a ridge."""
    given = np.array([[*one.evidence, 1.0] for one in judged])
    right = np.array([one.right for one in judged], dtype=float)
    weights = np.zeros(given.shape[1])
    for _ in range(rounds):
        chances = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (right - chances) - ridge * weights
        bend = (given * (chances * (1 - chances))[:, None]).T @ given + ridge * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return tuple(round(float(weight), 4) for weight in weights)


def table(chances: Sequence[float], right: Sequence[bool]) -> list[tuple[str, int, float, float]]:
    """Return for each tenth of confidence: its limits, how many statements, their mean confidence, the share right."""
    rows = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        chosen = [(c, r) for c, r in zip(chances, right, strict=True) if low <= c < high or (c == high == 1.0)]
        if chosen:
            mean = sum(c for c, _ in chosen) / len(chosen)
            rows.append((f"{low:.1f}–{high:.1f}", len(chosen), mean, sum(r for _, r in chosen) / len(chosen)))
        else:
            rows.append((f"{low:.1f}–{high:.1f}", 0, 0.0, 0.0))
    return rows
