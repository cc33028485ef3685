"""The attribution model at work: its session, loaded when the first article is analysed, and what it thinks of one."""

import json
import os
from functools import cache
from pathlib import Path

from briefing.analysis.acts import Acts, Heard
from briefing.analysis.attribution import Attribution
from briefing.analysis.decoding import Settings, Thought, attributions
from briefing.analysis.document import Document
from briefing.analysis.encoding import Window, blocks, windows
from briefing.analysis.wordpiece import WordPiece

FOLDER = Path(__file__).with_name("model")


class Encoder:
    """The encoder with its vocabulary, settings and name. Its memory is some 200 MB; any thread may use it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the model in `folder`. Raises what onnxruntime raises when the file is missing or damaged."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _cores()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that spin while they wait take the processors from the keys, and from whatever else runs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = onnxruntime.InferenceSession(
            folder / "attribution.onnx", options, providers=["CPUExecutionProvider"]
        )
        told = json.loads((folder / "settings.json").read_text("utf-8"))
        self.name: str = told["model"]
        self.settings = Settings(**told["settings"] | {"confidence": tuple(told["settings"]["confidence"])})
        self.acts = Acts(folder / "acts.npz")
        self.wordpiece = WordPiece((folder / "vocabulary.txt").read_text("utf-8").split("\n")[:-1])

    def read(self, document: Document) -> tuple[list[Attribution], Heard]:
        """Return the document's attributions that have a cue, in the order of their content, and what was heard."""
        heard = Heard()
        thoughts = (heard.noted(self.thought(window)) for window in self.windows(document))
        return attributions(document, thoughts, self.settings), heard

    def windows(self, document: Document) -> list[Window]:
        """Return the windows that the document is read in."""
        return list(windows(blocks(document, self.wordpiece), self.wordpiece))

    def thought(self, window: Window) -> Thought:
        """Return what the model thinks of a window."""
        import numpy

        given = (window.numbers, window.cases, window.marks)
        named = zip(("numbers", "cases", "marks"), given, strict=True)
        cues, anchors, parts, states = self.session.run(None, {name: numpy.array(row) for name, row in named})
        return Thought(window, cues, anchors.tolist(), parts, states if len(anchors) else None)


@cache
def encoder() -> Encoder:
    """Return the encoder that is shipped."""
    return Encoder()


def _cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
