"""The remark that shows where a party stands, measured: is it one that readers chose (`benchmarks/gold/remarks.jsonl`)?

    python -m benchmarks.remarks

Of each party with several remarks a reader of the article said which shows best where it stands, which would do as
well, and which mislead. Beside what briefings show stand the party's first remark and one drawn at random.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks.standing import OUTLETS
from briefing import pipeline
from briefing.intake.articles import article_of_text
from briefing.intake.details import Details
from briefing.model import Briefing, Position, Span, Stance
from training.corpus import TRAIN, articles

GOLD = Path(__file__).parent / "gold" / "remarks.jsonl"
AT = datetime(2026, 1, 1, tzinfo=UTC)


class Choice(NamedTuple):
    """What a reader said of one party's remarks, by their numbers: `remarks` are stretches of the text."""

    remarks: list[list[tuple[int, int]]]
    best: int
    good: list[int]
    bad: list[int]
    stance: str


class Counts(NamedTuple):
    """Shares of parties: the best remark, one that would do as well or the best, one that misleads."""

    best: float
    fit: float
    bad: float


def main() -> None:
    """Print the shares."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    shown: list[tuple[Choice, int]] = []
    stances = 0
    texts = {article.id: article.text for article in reversed(articles(TRAIN))}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        briefing = _briefing(told["id"], texts[told["id"]])
        for one in told["parties"]:
            choice = Choice(**one)
            position = _position(briefing, choice)
            number = _shown(position, choice) if position is not None else None
            if position is not None and number is not None:
                shown.append((choice, number))
                stances += position.stance.value == choice.stance
    print(f"{len(shown)} parties with a line among the remarks that a reader saw\n")
    print(f"{'':30}  best  best or as good  misleads")
    for name, counts in (
        ("shown", _counts(shown)),
        ("the first remark", _counts([(choice, 0) for choice, _ in shown])),
        ("at random", _at_random([choice for choice, _ in shown])),
    ):
        print(f"{name:30}  {counts.best:.2f}  {counts.fit:15.2f}  {counts.bad:8.2f}")
    print(f"\nthe stance shown is the one the reader saw in the best: {stances / len(shown):.2f}")


def _briefing(id: str, text: str) -> Briefing:
    outlet, day, _ = id.split("_", 2)
    details = Details(outlet=OUTLETS[outlet], published=day)
    return pipeline.brief(article_of_text(text, source="-", at=AT, details=details), at=AT)


def _position(briefing: Briefing, choice: Choice) -> Position | None:
    """Return the position with most of the remarks for its evidence; None where no party has a line."""
    statements = {statement.id: statement for statement in briefing.statements}

    def held(position: Position) -> int:
        return sum(_number(statements[id].content, choice) is not None for id in position.statements)

    best = max(briefing.positions, key=held, default=None)
    return best if best is not None and best.stance is not Stance.NONE and held(best) else None


def _shown(position: Position, choice: Choice) -> int | None:
    return next((n for span in reversed(position.summary) if (n := _number((span,), choice)) is not None), None)


def _number(spans: Sequence[Span], choice: Choice) -> int | None:
    """Return which remark the spans stand in; None where in none."""
    found = (
        n
        for n, pieces in enumerate(choice.remarks)
        if any(span.start < end and start < span.end for start, end in pieces for span in spans)
    )
    return next(found, None)


def _counts(shown: Sequence[tuple[Choice, int]]) -> Counts:
    total = max(1, len(shown))
    best = sum(number == choice.best for choice, number in shown)
    fit = sum(number in (choice.best, *choice.good) for choice, number in shown)
    return Counts(best / total, fit / total, sum(number in choice.bad for choice, number in shown) / total)


def _at_random(choices: Sequence[Choice]) -> Counts:
    total = max(1, len(choices))

    def share(numbers: Iterator[float]) -> float:
        return sum(numbers) / total

    return Counts(
        share(1 / len(one.remarks) for one in choices),
        share((1 + len(one.good)) / len(one.remarks) for one in choices),
        share(len(one.bad) / len(one.remarks) for one in choices),
    )


if __name__ == "__main__":
    main()
