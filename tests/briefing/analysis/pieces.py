"""A small vocabulary, and what a model that knows the answer would think of a text."""

import string

import numpy as np

from briefing.analysis.decoding import Thought
from briefing.analysis.document import Document
from briefing.analysis.encoding import blocks, windows
from briefing.analysis.wordpiece import WordPiece

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "said", "un", "##friend", "##ly", "cafe", "ss", "##s"]
LETTERS = [*string.ascii_lowercase, *string.digits, *string.punctuation]
WORDPIECE = WordPiece([*WORDS, *LETTERS, *("##" + letter for letter in string.ascii_lowercase + string.digits)])

Statement = tuple[str | None, str, list[str]]
"""Speaker, cue and pieces of content, each a part of the text that occurs in it once, or None."""


def thoughts(document: Document, *statements: Statement, sure: float = 0.95) -> list[Thought]:
    """Return what a model thinks that is `sure` of these statements, and as sure of nothing else."""
    found = []
    for window in windows(blocks(document, WORDPIECE), WORDPIECE):
        length = len(window.starts)

        def held(part: str | None, window=window) -> list[int]:  # type: ignore[no-untyped-def]
            if part is None:
                return []
            start = document.text.index(part)
            return [i for i, at in enumerate(window.starts) if start <= at < start + len(part)]

        cues = np.full((length, 3), (1 - sure) / 2, np.float32)
        cues[:, 0] = sure
        anchors, parts = [], []
        for speaker, cue, content in statements:
            pieces = held(cue)
            if not pieces:
                continue
            for number, piece in enumerate(pieces):
                cues[piece] = (1 - sure) / 2
                cues[piece, 2 if number else 1] = sure
            answer = np.full((length, 3), (1 - sure) / 2, np.float32)
            answer[:, 0] = sure
            for part, places in ((1, held(speaker)), (2, [i for piece in content for i in held(piece)])):
                answer[places] = (1 - sure) / 2
                answer[places, part] = sure
            anchors.append(pieces[0])
            parts.append(answer)
        order = sorted(range(len(anchors)), key=anchors.__getitem__)
        found.append(
            Thought(
                window,
                cues,
                [anchors[i] for i in order],
                np.array([parts[i] for i in order]).reshape(-1, length, 3).astype(np.float32),
            )
        )
    return found
