"""The user's corrections of a briefing: made, written as JSON, told, and laid over any analysis of the article.

A correction is tied to the words it corrects and never to an id, so that it outlives a new analysis. What is
exported here is imported where it is used: importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.corrections.applying import Corrected, corrected
    from briefing.corrections.correction import Correction, CorrectionError, CorrectionKind
    from briefing.corrections.making import (
        addition,
        addition_of_words,
        headline_correction,
        removal,
        speaker_correction,
        stakeholder_correction,
        stance_correction,
    )
    from briefing.corrections.record import from_json, to_json
    from briefing.corrections.telling import told

__all__ = [
    "Corrected",
    "Correction",
    "CorrectionError",
    "CorrectionKind",
    "addition",
    "addition_of_words",
    "corrected",
    "from_json",
    "headline_correction",
    "removal",
    "speaker_correction",
    "stakeholder_correction",
    "stance_correction",
    "to_json",
    "told",
]

_ELSEWHERE = {
    "Corrected": "applying",
    "corrected": "applying",
    "Correction": "correction",
    "CorrectionError": "correction",
    "CorrectionKind": "correction",
    "from_json": "record",
    "to_json": "record",
    "told": "telling",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'making')}"), name)
