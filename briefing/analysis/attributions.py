"""The attribution: what is said, by which cue, by whom, as stretches of the text."""

from dataclasses import dataclass

from briefing.analysis.document import Stretch


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution. `content` is in order and without overlap; `confidence` is from 0 to 1."""

    content: tuple[Stretch, ...]
    cue: Stretch | None
    speaker: Stretch | None
    confidence: float


def overlap(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def without(content: list[Stretch], taken: list[Stretch]) -> list[Stretch]:
    """Return the pieces of `content` that are left when the stretches `taken` are cut out of them."""
    pieces = content
    for start, end in taken:
        pieces = [
            piece
            for a, b in pieces
            for piece in ([(a, b)] if b <= start or end <= a else [(a, start), (end, b)])
            if piece[0] < piece[1]
        ]
    return pieces
