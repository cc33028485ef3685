"""What the user has taken apart: of two that look like near-copies, the one has the other's id beside it."""

from collections.abc import Iterable


def parted(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return, by the lesser id of each pair, the others: where both are kept, one of them needs to know."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        least, other = sorted(pair)
        found.setdefault(least, set()).add(other)
    return found
