"""The trained network as ONNX: cues, which pieces may begin one, the parts of those, and states, in one graph."""

from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import Network

OPSET = 17
LEAST = 0.2
"""Probability from which on a piece is asked about as the beginning of a cue."""


class Shipped(nn.Module):
    """The network as it answers about one window, without padding."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, numbers: Tensor, cases: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the probabilities of the cues, the anchors, the probabilities of their parts, and the states."""
        states = self.network.encoded(numbers[None], cases[None], marks[None], None)
        cues = self.network.cues(states)[0].softmax(-1)
        anchors = torch.nonzero(cues[:, 1] > LEAST)[:, 0]
        parts = self.network.parts_of(states, torch.zeros_like(anchors), anchors).softmax(-1)
        return cues, anchors, parts, states[0]


def export(network: Network, out: Path) -> None:
    """Write the network as ONNX with weights in float."""
    given = tuple(torch.ones(16, dtype=torch.long) for _ in range(3))
    torch.onnx.export(
        Shipped(network).eval(),
        given,
        str(out),
        input_names=["numbers", "cases", "marks"],
        output_names=["cues", "anchors", "parts", "states"],
        dynamic_axes={n: {0: "pieces"} for n in ("numbers", "cases", "marks", "cues", "states")}
        | {"anchors": {0: "anchors"}, "parts": {0: "anchors", 1: "pieces"}},
        opset_version=OPSET,
        dynamo=False,
    )
