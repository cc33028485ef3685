"""Whether one story is made of another one's words. The figures behind each number: benchmarks/near_copies.py."""

from collections.abc import Collection, Sequence

from briefing.near_copies.fingerprints import Fingerprint

COPIED = 0.55
"""Share of the shorter one's words that the longer one has too, from which they are one text."""
_OPENING = 100
"""Shingles that are a text's opening: a first sentence that was rewritten and a local paragraph are shorter."""
_BEGUN = 0.1
"""Share of the openings that must be in the other text, of each: a following story repeats old paragraphs further down,
and few of those that a story begins with."""
_FEWEST = 8
"""Shingles in common that are needed at all: eleven words in a row."""
_FRAMED = 20
"""Shingles in common that are needed where no name and no figure is: an opening can be every morning's."""
_SAME_FACTS = 0.5
"""Share of the names and figures of the one with fewer that the other has too: a robot's next story has others."""
_AGAIN = 0.8
"""Share of both, facts too, from which a story is its own outlet's other one again: its frames are in all it writes."""
_FEWEST_FACTS = 3
"""Names and figures that an outlet's story must have to be known again."""


def copied(one: Fingerprint, other: Fingerprint) -> float:
    """Return the share of the shorter one's words that both have, where they are one text, and otherwise 0."""
    share = shared(one, other)
    return share if share >= COPIED else 0.0


def shared(one: Fingerprint, other: Fingerprint) -> float:
    """Return the share of the shorter one's words that both have; 0 where there is no question of one text.

    That is where these are few, where either begins with nothing of the other, where names and figures differ.
    """
    first, second = set(one.shingles), set(other.shingles)
    alike = len(first & second)
    facts = _in_common(one.facts, other.facts)
    if alike < (_FEWEST if facts else _FRAMED) or facts < _SAME_FACTS * min(len(one.facts), len(other.facts)):
        return 0.0
    if not (_begins(one.shingles, second) and _begins(other.shingles, first)):
        return 0.0
    return alike / min(len(first), len(second))


def repeated(one: Fingerprint, other: Fingerprint) -> float:
    """Return the share of the longer one's words that both have, where one outlet printed one text twice; else 0."""
    alike, facts = _in_common(one.shingles, other.shingles), _in_common(one.facts, other.facts)
    longer, more = max(len(one.shingles), len(other.shingles)), max(len(one.facts), len(other.facts))
    same = alike >= max(_FRAMED, _AGAIN * longer) and facts >= max(_FEWEST_FACTS, _AGAIN * more)
    return alike / longer if same else 0.0


def _in_common(one: Sequence[int], other: Sequence[int]) -> int:
    return len(set(one).intersection(other))


def _begins(text: Sequence[int], other: Collection[int]) -> bool:
    opening = text[:_OPENING]
    return sum(shingle in other for shingle in opening) >= _BEGUN * len(opening)
