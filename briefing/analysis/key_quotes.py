"""Key quotes: the quotations a reader would copy, whole ones before fragments, many voices before one."""

from collections.abc import Sequence

from briefing.model import Kind, Stance, Statement

_FEW = 5
"""Words that a quotation has which says something by itself, at least."""
_SURE = 0.6
"""Confidence from which a statement is more likely right than wrong (`briefing/analysis/MODEL.md`)."""
_MARKS = "“”\"'‘’«»„` "
MOST = 8
"""Key quotes of one briefing, at most."""


def key_quotes(statements: Sequence[Statement]) -> list[str]:
    """Return the ids of the key quotes in the article's order."""
    heard: dict[str | None, int] = {}
    ranked: list[tuple[float, int]] = []
    for n, statement in enumerate(statements):
        if statement.kind is Kind.INDIRECT:
            continue
        who = statement.speaker.stakeholder or statement.speaker.name if statement.speaker else None
        heard[who] = heard.get(who, 0) + 1
        ranked.append((_weight(statement) - 1.5 * (heard[who] - 1) - n / max(1, len(statements)), n))
    best = sorted(ranked, key=lambda r: (-r[0], r[1]))[:MOST]
    return [statements[n].id for n in sorted(n for _, n in best)]


def _weight(statement: Statement) -> float:
    count = sum(len(span.exact.split()) for span in statement.content)
    weight = 3.0 if statement.kind is Kind.DIRECT else 0.0
    weight += 1.0 if 8 <= count <= 90 else 0.0
    weight -= 2.0 if count < _FEW else 0.0
    weight += 1.0 if statement.stance not in (Stance.ASSERTS, Stance.NONE) else 0.0
    weight += 1.0 if _is_whole(statement) else 0.0
    weight -= 2.0 if statement.confidence < _SURE else 0.0
    return weight + (1.0 if statement.speaker is not None else -2.0)


def _is_whole(statement: Statement) -> bool:
    """Whether the quotation begins like a sentence and ends like one."""
    first, last = statement.content[0].exact.lstrip(_MARKS), statement.content[-1].exact.rstrip(_MARKS)
    return first[:1].isupper() and last[-1:] in (".", "!", "?", ",")
