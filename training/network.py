"""The network: MiniLM's encoder with letter case and quotation marks added, a head for cues, one for their parts."""

import json
import math
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, PLACES, WORDS = 384, 6, 12, 1536, 512, 30_522
PAIR = 192
"""Width of what a piece and a cue are compared in."""
ADDED = frozenset({"cases", "marks", "cues", "of_piece", "of_cue", "distance", "parts"})
"""What the pretrained encoder does not have."""
FAR = 32
"""Buckets of distance on each side of a cue."""


class Layer(nn.Module):
    """One layer of BERT: Devlin et al., 2019."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """`states` are batch x pieces x width; `mask` is True where there is a piece."""
        batch, length, _ = states.shape

        def heads(projected: Tensor) -> Tensor:
            return projected.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        mixed = functional.scaled_dot_product_attention(
            heads(self.query(states)),
            heads(self.key(states)),
            heads(self.value(states)),
            attn_mask=None if mask is None else mask[:, None, None, :],
        )
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        states = self.norm(states + self.dropout(self.out(mixed)))
        return self.last_norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Network(nn.Module):
    """From pieces to cues, and from a cue to its parts."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.cases = nn.Embedding(5, WIDTH)
        self.marks = nn.Embedding(3, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.cues = nn.Linear(WIDTH, 3)
        self.of_piece, self.of_cue = nn.Linear(WIDTH, 2 * PAIR), nn.Linear(WIDTH, 2 * PAIR)
        self.distance = nn.Embedding(2 * FAR + 1, PAIR)
        self.parts = nn.Linear(PAIR, 3)
        for added in (self.cases, self.marks, self.distance):
            nn.init.normal_(added.weight, std=0.02)

    def encoded(self, numbers: Tensor, cases: Tensor, marks: Tensor, mask: Tensor | None) -> Tensor:
        """Return the last layer's states."""
        places = torch.arange(numbers.shape[1], device=numbers.device)
        added = self.places(places)[None] + self.kind + self.cases(cases) + self.marks(marks)
        states = self.dropout(self.norm(self.words(numbers) + added))
        for layer in self.layers:
            states = layer(states, mask)
        return states

    def parts_of(self, states: Tensor, rows: Tensor, anchors: Tensor) -> Tensor:
        """Return anchors x pieces x 3 scores: of no part, speaker, content of the cue at `anchors` in window `rows`."""
        sum_of_piece, times_of_piece = self.of_piece(states).chunk(2, dim=-1)
        sum_of_cue, times_of_cue = self.of_cue(states[rows, anchors]).chunk(2, dim=-1)
        places = torch.arange(states.shape[1], device=states.device)
        near = self.distance(bucket(places[None] - anchors[:, None]))
        mixed = sum_of_piece[rows] + sum_of_cue[:, None] + near + times_of_piece[rows] * times_of_cue[:, None]
        return self.parts(functional.relu(self.dropout(mixed)))


def bucket(distance: Tensor) -> Tensor:
    """Return which bucket a distance in pieces falls into: each of the eight nearest has its own, then ever wider."""
    size = distance.abs().clamp(max=511)
    wide = 8 + (torch.log(size.clamp(min=8).float() / 8) / math.log(64) * (FAR - 8)).long()
    near = torch.where(size < 8, size, wide).clamp(max=FAR)
    return torch.where(distance < 0, FAR - near, FAR + near)


def pretrained(folder: Path, dropout: float = 0.1, layers: int = LAYERS) -> Network:
    """Return the network with the encoder's weights from the safetensors file in `folder`."""
    network = Network(dropout, layers)
    held = _tensors(folder / "model.safetensors")
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "last_norm": "output.LayerNorm",
    }
    for number in range(layers):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{number}.{ours}.{kind}"] = f"encoder.layer.{number}.{theirs}.{kind}"
    state = {ours: held[theirs] for ours, theirs in names.items()}
    state["kind"] = held["embeddings.token_type_embeddings.weight"][0]
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert not unexpected
    assert all(name.split(".")[0] in ADDED for name in missing)
    return network


def _tensors(path: Path) -> dict[str, Tensor]:
    """Read a safetensors file: the length of a JSON header, the header, then the numbers."""
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    found: dict[str, Tensor] = {}
    for name, one in header.items():
        if name != "__metadata__" and one["dtype"] == "F32":
            first, past = one["data_offsets"]
            numbers = torch.frombuffer(bytearray(content[8 + length + first : 8 + length + past]), dtype=torch.float32)
            found[name.removeprefix("bert.")] = numbers.reshape(one["shape"])
    return found
