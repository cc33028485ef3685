"""What a statement does, and whether the article names its speaker, as the model reads it: a small head on its states.

The head is trained together with the encoder, on labels of people's acts (`training/acts.py`); what the rules of
`stances` and `parties` say stands beside what it says, each with the weight that it has shown to deserve.
"""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from briefing.analysis.attribution import Attribution, Told
from briefing.analysis.decoding import Numbers, Thought
from briefing.analysis.document import Stretch
from briefing.model import Stance

STANCES = tuple(Stance)
"""The order in which the model knows the stances."""
_MOST = 200
"""Windows whose states are kept, a book's: some 50 MB. What stands behind them is left to the rules."""

Pieces = np.ndarray[Any, np.dtype[np.int64]]


class By(IntEnum):
    """What words show a stance.

    A cue that is known, or another one; the content's own words, the article's or quoted ones; or none, so that the
    statement asserts, by a cue that is known, or by another one or none.
    """

    CUE, OTHER_CUE, CONTENT, QUOTED, NOTHING, NOTHING_OTHER_CUE = range(6)


class Shown(NamedTuple):
    """The stance that words show by the rules of `stances`, and which words do."""

    stance: Stance
    by: By


class Heard:
    """The states of a document's pieces, as far as they may be asked for again."""

    def __init__(self) -> None:
        """Nothing is heard yet."""
        self._windows: list[tuple[Pieces, Numbers]] = []

    def noted(self, thought: Thought) -> Thought:
        """Keep the states of a window that may hold a statement, and return what was given."""
        if thought.states is not None and len(self._windows) < _MOST:
            starts = np.array(thought.window.starts)
            pieces = starts >= 0
            self._windows.append((starts[pieces], thought.states[pieces].astype(np.float16)))
        return thought

    def around(self, place: int) -> tuple[Pieces, Numbers] | None:
        """Return the starts of the pieces in the window with this place of the text, and their states."""
        for starts, states in self._windows:
            if place <= starts[-1]:
                return (starts, states) if place >= starts[0] else None
        return None


class Acts:
    """The head: from the states of cue, content and speaker to what the statement does."""

    def __init__(self, file: Path) -> None:
        """Load it. Raises OSError or ValueError when the file is missing or damaged."""
        with np.load(file) as held:
            kept = {name: held[name].astype(np.float32) for name in held.files}
        self._question, self._question_bias = kept["question"], kept["question_bias"]
        self._mix, self._mix_bias = kept["mix"], kept["mix_bias"]
        self._out, self._out_bias = kept["out"], kept["out_bias"]
        self._no_cue, self._no_speaker = kept["no_cue"], kept["no_speaker"]
        self._of_rules = kept["of_rules"]
        self._named_from = float(kept["named_from"])

    def told(self, found: Sequence[Attribution], heard: Heard) -> list[Attribution]:
        """Return the attributions with what the model says of each, where it has heard of it."""
        pooled = [self._pooled(one, heard) for one in found]
        asked = [row for row in pooled if row is not None]
        if not asked:
            return list(found)
        mixed = np.maximum(np.stack(asked) @ self._mix + self._mix_bias, 0)
        scores = mixed @ self._out + self._out_bias
        stances = scores[:, :-1] - np.logaddexp.reduce(scores[:, :-1], axis=1, keepdims=True)
        answers = iter(
            [Told(tuple(row), named) for row, named in zip(stances.tolist(), scores[:, -1].tolist(), strict=True)]
        )
        return [
            one if row is None else one._replace(told=next(answers)) for one, row in zip(found, pooled, strict=True)
        ]

    def stance(self, told: Told, shown: Shown) -> Stance:
        """Return the likeliest stance, where the words show this one."""
        return STANCES[int(np.argmax(told.stances + self._of_rules[shown.by, STANCES.index(shown.stance)]))]

    def is_named(self, told: Told) -> bool:
        """Return whether the article names the speaker, though the rules did not find where."""
        return told.named > self._named_from

    def _pooled(self, one: Attribution, heard: Heard) -> Numbers | None:
        window = heard.around((one.cue or one.content[0])[0])
        if window is None:
            return None
        content = _of(one.content, *window)
        if not len(content):
            return None
        cue = self._mean(one.cue, window, self._no_cue)
        speaker = self._mean(one.speaker, window, self._no_speaker)
        asked = content @ (cue @ self._question + self._question_bias) / np.sqrt(np.float32(len(cue)))
        weights = np.exp(asked - asked.max())
        return np.concatenate([cue, content.mean(0), weights @ content / weights.sum(), speaker])

    def _mean(self, stretch: Stretch | None, window: tuple[Pieces, Numbers], missing: Numbers) -> Numbers:
        states = _of(() if stretch is None else (stretch,), *window)
        return states.mean(0) if len(states) else missing


def _of(stretches: Sequence[Stretch], starts: Pieces, states: Numbers) -> Numbers:
    """Return the states of the pieces that begin in the stretches."""
    parts = [states[starts.searchsorted(start) : starts.searchsorted(end)] for start, end in stretches]
    return np.concatenate(parts or [states[:0]]).astype(np.float32)
