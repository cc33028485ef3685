"""One story in many outlets: near-copies grouped under the first, and what each adds to it."""

from briefing.near_copies.adding import adds, in_short
from briefing.near_copies.fingerprints import Fingerprint
from briefing.near_copies.grouping import Group, Grouping, Pair, Under, groups
from briefing.near_copies.stories import Story, Why

__all__ = ["Fingerprint", "Group", "Grouping", "Pair", "Story", "Under", "Why", "adds", "groups", "in_short"]
