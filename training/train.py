"""The training: windows in batches, the losses, and the running mean of the weights, which is what is kept."""

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from briefing.analysis.encoding import LOWER, MOST, OTHER, OUTSIDE, TITLE, UPPER
from briefing.analysis.wordpiece import WordPiece
from training.corpus import TRAIN, UNKNOWN, Encoded, Example, articles, split
from training.network import ADDED, Network, pretrained

ENCODER_RATE, HEAD_RATE, DECAY = 1.5e-4, 1e-3, 0.01
WARM_UP = 100
PIECES = 2_600
"""Of a batch, padding included."""
KEPT = 0.998
"""Of the mean of the weights, at each step."""
PART_WEIGHT = 2.0


@dataclass(frozen=True)
class Recipe:
    """What may be tried otherwise.

    Passes over the corpus, then over what has labels of acts, layers of the encoder, pieces of a window, the share of
    pieces that are hidden while it learns, the share of windows in capitals, the seed.
    """

    epochs: int = 5
    acts: int = 4
    layers: int = 6
    most: int = MOST
    hidden: float = 0.0
    capitals: float = 0.0
    seed: int = 1


class Batch(NamedTuple):
    """Windows side by side, padded; for each anchor its window, its place and the labels of the pieces."""

    numbers: Tensor
    cases: Tensor
    marks: Tensor
    mask: Tensor
    cues: Tensor
    rows: Tensor
    anchors: Tensor
    parts: Tensor


def batch(examples: Sequence[Example], padding: int, device: torch.device) -> Batch:
    """Return the examples as one batch."""
    length = max(len(e.window.numbers) for e in examples)

    def padded(rows: Sequence[Sequence[int]], value: int) -> Tensor:
        return torch.tensor([[*row, *[value] * (length - len(row))] for row in rows], device=device)

    rows = [row for row, e in enumerate(examples) for _ in e.anchors]
    parts = [labels for e in examples for labels in e.parts]
    return Batch(
        padded([e.window.numbers for e in examples], padding),
        padded([e.window.cases for e in examples], OTHER),
        padded([e.window.marks for e in examples], OUTSIDE),
        padded([[1] * len(e.window.numbers) for e in examples], 0).bool(),
        padded([e.cues for e in examples], UNKNOWN),
        torch.tensor(rows, device=device, dtype=torch.long),
        torch.tensor([a for e in examples for a in e.anchors], device=device, dtype=torch.long),
        padded(parts, UNKNOWN) if parts else torch.zeros(0, length, dtype=torch.long, device=device),
    )


def batches(
    examples: list[Example], chance: random.Random | None, padding: int, device: torch.device
) -> Iterator[Batch]:
    """Yield batches of windows of about the same length, in any order."""
    yield from (batch(one, padding, device) for one in chunks(examples, chance))


def chunks(examples: list[Example], chance: random.Random | None) -> list[list[Example]]:
    """Return the windows in groups of about the same length, each a batch, in any order."""

    def length(example: Example) -> float:
        return len(example.window.numbers) + (chance.random() * 40 if chance else 0)

    made: list[list[Example]] = [[]]
    widest = 0
    for example in sorted(examples, key=length):
        widest = max(widest, len(example.window.numbers))
        if made[-1] and (len(made[-1]) + 1) * widest > PIECES:
            made.append([])
            widest = len(example.window.numbers)
        made[-1].append(example)
    if chance:
        chance.shuffle(made)
    return made


def disturbed(given: Batch, recipe: Recipe, wordpiece: WordPiece) -> Batch:
    """Return the batch with some pieces as unknown ones and some windows in capitals: less is learnt by heart."""
    hidden = (torch.rand_like(given.numbers, dtype=torch.float) < recipe.hidden) & (
        given.numbers != wordpiece.separator
    )
    in_capitals = torch.rand(len(given.cases), 1, device=given.cases.device) < recipe.capitals
    letters = (given.cases == LOWER) | (given.cases == TITLE)
    return given._replace(
        numbers=given.numbers.masked_fill(hidden, wordpiece.unknown),
        cases=given.cases.masked_fill(letters & in_capitals, UPPER),
    )


def losses(network: Network, given: Batch) -> tuple[Tensor, Tensor]:
    """Return the mean losses of the cues and of their parts."""
    states = network.encoded(given.numbers, given.cases, given.marks, given.mask)
    of_cues = functional.cross_entropy(network.cues(network.dropout(states)).flatten(0, 1), given.cues.flatten())
    if not len(given.rows):
        return of_cues, of_cues.new_zeros(())
    scores = network.parts_of(states, given.rows, given.anchors)
    return of_cues, functional.cross_entropy(scores.flatten(0, 1), given.parts.flatten())


def trained(recipe: Recipe, encoder: Path, out: Path, say: Callable[[str], None]) -> Network:
    """Return the trained network: the running mean of its weights, which is written to `out` after each epoch."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    wordpiece = WordPiece((encoder / "vocab.txt").read_text("utf-8").split("\n")[:-1])
    to_train, kept_out = split(articles(TRAIN))
    texts = [Encoded(article, wordpiece, recipe.most) for article in to_train]
    windows_kept_out = [e for article in kept_out for e in Encoded(article, wordpiece, recipe.most).examples(None)]
    say(f"{len(texts)} annotated articles, {len(kept_out)} kept out, on {device}")
    network = pretrained(encoder, layers=recipe.layers).to(device)
    mean = copy.deepcopy(network).eval()
    optimiser = _optimiser(network)
    per_epoch = sum(1 for _ in chunks([e for text in texts for e in text.examples(None)], None))
    steps = recipe.epochs * per_epoch
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / WARM_UP, max(0.0, (steps - step) / max(1, steps - WARM_UP)))
    )
    step = 0
    for epoch in range(recipe.epochs):
        network.train()
        began = time.time()
        sums = torch.zeros(2)
        number = 0
        for given in batches([e for text in texts for e in text.examples(chance)], chance, wordpiece.padding, device):
            both = losses(network, disturbed(given, recipe, wordpiece))
            optimiser.zero_grad(set_to_none=True)
            (both[0] + PART_WEIGHT * both[1]).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            number += 1
            follow(mean, network, min(KEPT, step / (step + 10)))
            sums += torch.stack(both).detach().cpu()
            if number % 100 == 0:
                say(f"  {epoch + 1}.{number}: cues {sums[0] / number:.4f}, parts {sums[1] / number:.4f}")
        with torch.no_grad():
            rest = [
                torch.stack(losses(mean, one)) for one in batches(windows_kept_out, None, wordpiece.padding, device)
            ]
        cues, parts = torch.stack(rest).mean(0).tolist()
        say(
            f"epoch {epoch + 1}: cues {sums[0] / number:.4f}, parts {sums[1] / number:.4f}; "
            f"kept out: cues {cues:.4f}, parts {parts:.4f}; {time.time() - began:.0f} s"
        )
        torch.save(mean.state_dict(), out)
    return mean.cpu()


def _optimiser(network: Network) -> torch.optim.Optimizer:
    named = list(network.named_parameters())

    def group(in_heads: bool, decays: bool) -> dict[str, object]:
        chosen = [p for n, p in named if (n.split(".")[0] in ADDED) == in_heads and (p.dim() > 1) == decays]
        return {"params": chosen, "lr": HEAD_RATE if in_heads else ENCODER_RATE, "weight_decay": DECAY * decays}

    return torch.optim.AdamW([group(heads, decays) for heads in (False, True) for decays in (False, True)])


@torch.no_grad()
def follow(mean: nn.Module, network: nn.Module, kept: float) -> None:
    """Let the running mean follow by one step."""
    for ours, theirs in zip(mean.parameters(), network.parameters(), strict=True):
        ours.lerp_(theirs, 1 - kept)
