"""What a publisher changed in an article between two readings of it: in its quotes, their speakers, its text."""

from briefing.versions.comparing import Change, ChangeKind, Changes, changes
from briefing.versions.paragraphs import ParagraphChange, Piece, is_same_text
from briefing.versions.telling import SIGNS, Told, newer, summary, told, which

__all__ = [
    "SIGNS",
    "Change",
    "ChangeKind",
    "Changes",
    "ParagraphChange",
    "Piece",
    "Told",
    "changes",
    "is_same_text",
    "newer",
    "summary",
    "told",
    "which",
]
