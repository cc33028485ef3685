"""The second stage: what a statement does and whether its speaker is named, learnt together with the encoder.

The labels are those of `benchmarks/gold` that are there to learn from. What the network knew of attributions before is
kept: it is asked to answer as its former self does, on the same windows (Hinton et al. 2015, "Distilling the knowledge
in a neural network"; Li and Hoiem 2016, "Learning without forgetting").
"""

import copy
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from briefing.analysis import chains, stances
from briefing.analysis.acts import STANCES, By, Shown
from briefing.analysis.attribution import Attribution
from briefing.analysis.document import read
from briefing.analysis.speakers import noun_phrase
from briefing.analysis.wordpiece import WordPiece
from briefing.model import Origin, Stance
from training.corpus import CONTENT, CUE, SPEAKER, TRAIN, Annotated, Encoded, Example, articles, split
from training.network import WIDTH, Network
from training.train import Batch, Recipe, batch, chunks, follow

GOLD = Path(__file__).resolve().parents[1] / "benchmarks" / "gold"
LABELS = ("train.jsonl", "train_acts.jsonl")
ENCODER_RATE, HEAD_RATE, DECAY = 1e-4, 1e-3, 0.01
WARM_UP, LEAST_RATE = 50, 0.02
KEPT = 0.99
"""Of the mean of the weights, at each step."""
AS_BEFORE = (20.0, 40.0)
"""What an answer about cues, and about their parts, weighs that differs from the former one."""
NAMED_WEIGHT, SMOOTHED = 0.3, 0.05
MIXED, DROPPED = 192, 0.2


class Label(NamedTuple):
    """What an annotator said of a statement."""

    stance: int
    named: bool


class Asked(NamedTuple):
    """A statement in a window: its label and the places of its pieces."""

    number: int
    label: Label
    cue: list[int]
    content: list[int]
    speaker: list[int]


class Acts(nn.Module):
    """The head: `briefing.analysis.acts` works it out in numpy."""

    def __init__(self) -> None:
        super().__init__()
        self.question, self.mix = nn.Linear(WIDTH, WIDTH), nn.Linear(4 * WIDTH, MIXED)
        self.out = nn.Linear(MIXED, len(STANCES) + 1)
        self.no_cue, self.no_speaker = nn.Parameter(torch.zeros(WIDTH)), nn.Parameter(torch.zeros(WIDTH))
        self.dropout = nn.Dropout(DROPPED)

    def forward(self, states: Tensor, asked: Sequence[tuple[int, Asked]]) -> tuple[Tensor, Tensor]:
        """Return the scores of stances, and that the speaker is named, of statements with the rows of their windows."""
        pooled = []
        for row, one in asked:
            held = states[row]
            cue = held[one.cue].mean(0) if one.cue else self.no_cue
            speaker = held[one.speaker].mean(0) if one.speaker else self.no_speaker
            content = held[one.content]
            weights = (content @ self.question(cue) / math.sqrt(WIDTH)).softmax(0)
            pooled.append(torch.cat([cue, content.mean(0), weights @ content, speaker]))
        mixed = self.dropout(functional.relu(self.mix(self.dropout(torch.stack(pooled)))))
        scores = self.out(mixed)
        return scores[:, :-1], scores[:, -1]

    def arrays(self) -> dict[str, np.ndarray[Any, Any]]:
        """Return what the head is, as it is kept."""
        named = {
            "question": self.question.weight,  # the question is multiplied from the left: cue @ weight.T
            "question_bias": self.question.bias,
            "mix": self.mix.weight,
            "mix_bias": self.mix.bias,
            "out": self.out.weight,
            "out_bias": self.out.bias,
            "no_cue": self.no_cue,
            "no_speaker": self.no_speaker,
        }
        held = {name: value.detach().cpu().numpy() for name, value in named.items()}
        return {name: (value.T if value.ndim == 2 else value).astype(np.float16) for name, value in held.items()}


class Labelled(Encoded):
    """An annotated article whose statements have labels, by their numbers in it."""

    def __init__(self, article: Annotated, labels: dict[int, Label], wordpiece: WordPiece, most: int) -> None:
        super().__init__(article, wordpiece, most)
        self.article, self.labels = article, labels

    def asked(self, example: Example) -> Iterator[Asked]:
        """Yield the statements of a window that stand in it with their cue and some of their content."""
        parts: dict[int, dict[int, list[int]]] = defaultdict(lambda: {CUE: [], CONTENT: [], SPEAKER: []})
        for place, start in enumerate(example.window.starts):
            for number, part in self.owner.get(start, ()) if start >= 0 else ():
                if number in self.labels:
                    parts[number][part].append(place)
        for number, found in parts.items():
            if found[CONTENT] and (found[CUE] or not self.article.attributions[number].cue):
                yield Asked(number, self.labels[number], found[CUE], found[CONTENT], found[SPEAKER])


def labelled(wordpiece: WordPiece, most: int) -> tuple[list[Labelled], list[Labelled]]:
    """Return the articles with labels to train on, and those of the tenth that choices are made by."""
    by_id = {article.id: article for article in reversed(articles(TRAIN))}
    kept_out = {article.id for article in split(articles(TRAIN))[1]}
    made: tuple[list[Labelled], list[Labelled]] = [], []
    for name in LABELS:
        for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            article = by_id[told["id"]]
            numbers = [n for n, one in enumerate(article.attributions) if one.content]
            assert len(numbers) == len(told["statements"])
            labels = {
                number: Label(STANCES.index(Stance(one["stance"])), bool(one["named"]))
                for number, one in zip(numbers, told["statements"], strict=True)
            }
            made[told["id"] in kept_out].append(Labelled(article, labels, wordpiece, most))
    return made


def taught(
    network: Network, wordpiece: WordPiece, recipe: Recipe, out: Path, say: Callable[[str], None]
) -> tuple[Network, Acts]:
    """Return the network and the head, the running means; they are written to `out` after each epoch."""
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    to_train, kept_out = labelled(wordpiece, recipe.most)
    say(f"{len(to_train)} articles with labels of acts, {len(kept_out)} kept out, on {device}")
    network, head = copy.deepcopy(network).to(device), Acts().to(device)
    before = copy.deepcopy(network).eval()
    means: tuple[Network, Acts] = copy.deepcopy(network).eval(), copy.deepcopy(head).eval()
    groups = [{"params": network.parameters(), "lr": ENCODER_RATE}, {"params": head.parameters(), "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = recipe.acts * len(chunks([e for one in to_train for e in one.examples(None)], None))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / WARM_UP) * max(LEAST_RATE, 1 - step / steps)
    )
    step = 0
    for epoch in range(recipe.acts):
        network.train()
        head.train()
        began, sums, number = time.time(), torch.zeros(3), 0
        of = {id(e): (one, e) for one in to_train for e in one.examples(chance)}
        for group in chunks([e for _, e in of.values()], chance):
            given = batch(group, wordpiece.padding, device)
            asked = [(row, one) for row, e in enumerate(group) for one in of[id(e)][0].asked(e)]
            states = network.encoded(given.numbers, given.cases, given.marks, given.mask)
            all_three = torch.stack([*_unlike(network, states, before, given), _of_acts(head, states, asked)])
            optimiser.zero_grad(set_to_none=True)
            all_three.sum().backward()
            torch.nn.utils.clip_grad_norm_([*network.parameters(), *head.parameters()], 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            number += 1
            for mean, now in zip(means, (network, head), strict=True):
                follow(mean, now, min(KEPT, step / (step + 10)))
            sums += all_three.detach().cpu()
            if number % 40 == 0:
                say(f"  {epoch + 1}.{number}: cues, parts, acts {(sums / number).tolist()}")
        answers = answered(*means, kept_out)
        right = sum(int(np.argmax(one.scores)) == one.label.stance for one in answers) / len(answers)
        named = sum((one.named > 0) == one.label.named for one in answers) / len(answers)
        say(
            f"epoch {epoch + 1}: cues, parts, acts {(sums / number).tolist()}; kept out: {len(answers)} statements, "
            f"stance {right:.3f}, named {named:.3f}; {time.time() - began:.0f} s"
        )
        torch.save({"network": means[0].state_dict(), "acts": means[1].state_dict()}, out)
    return means[0].cpu(), means[1].cpu()


class Answer(NamedTuple):
    """What the head says of a statement kept out: its article and number there, the log-probabilities, the log-odds."""

    article: Annotated
    number: int
    label: Label
    scores: list[float]
    named: float


@torch.no_grad()
def answered(network: Network, head: Acts, kept_out: Iterable[Labelled]) -> list[Answer]:
    """Return what the head says of the statements of articles."""
    device = next(network.parameters()).device
    found: list[Answer] = []
    for article in kept_out:
        for example in article.examples(None):
            asked = [(0, one) for one in article.asked(example)]
            if asked:
                window = example.window
                given = (torch.tensor(row, device=device)[None] for row in (window.numbers, window.cases, window.marks))
                scores, named = head(network.encoded(*given, None), asked)
                rows = zip(asked, scores.log_softmax(1).tolist(), named.tolist(), strict=True)
                found += [Answer(article.article, one.number, one.label, row, odds) for (_, one), row, odds in rows]
    return found


def by_words(article: Annotated) -> dict[int, Shown]:
    """Return what the rules say of the article's statements, by their numbers."""
    document = read(article.text)
    found = {
        number: Attribution(
            tuple(one.content),
            one.cue[0] if one.cue else None,
            one.speaker[0] if one.speaker else None,
            1.0,
            Origin.MODEL,
        )
        for number, one in enumerate(article.attributions)
        if one.content
    }
    cut = {number: one._replace(speaker=noun_phrase(document, one)) for number, one in found.items()}
    places = {number: document.token_at((one.cue or one.content[0])[0]) for number, one in cut.items()}
    sentences = {number: document.sentence_of(place).first for number, place in places.items()}
    return {
        number: stances.by_words(
            document,
            one,
            [
                other
                for n, other in cut.items()
                if n != number and sentences[n] == sentences[number] and chains.holds(one, other)
            ],
        )
        for number, one in cut.items()
    }


NAMED_FROM = 3.5
"""Log-odds from which a speaker is named though the rules find no name."""
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
FEW = 5.0
"""Cases of a stance that are added to those counted, spread as all are."""


def write(
    head: Acts, trained: Iterable[Labelled], answers: Sequence[Answer], out: Path, say: Callable[[str], None]
) -> None:
    """Write the head, with what the rules' word weighs beside its own."""
    of_rules = beside_rules(trained, answers, say).astype(np.float32)
    np.savez(out, **head.arrays(), of_rules=of_rules, named_from=np.float32(NAMED_FROM))


def beside_rules(
    trained: Iterable[Labelled], answers: Sequence[Answer], say: Callable[[str], None]
) -> np.ndarray[Any, Any]:
    """Return what is added to the log-probabilities where words show a stance: by which words, by that stance.

    It is how often they do so in statements of each stance (naive Bayes), counted where the rules were not made up, and
    of that the largest share that does within half a hundredth of the best on what was kept out: words can be shown.
    """
    counts = np.zeros((len(STANCES), len(By), len(STANCES)))
    for one in trained:
        for number, shown in by_words(one.article).items():
            counts[one.labels[number].stance, shown.by, STANCES.index(shown.stance)] += 1
    of_all = counts.sum(0) / counts.sum()
    shares = (counts + FEW * of_all + 1e-3) / (counts.sum((1, 2), keepdims=True) + FEW)
    weights = np.moveaxis(np.log(shares), 0, -1)
    rules = {id(article): by_words(article) for article in {id(one.article): one.article for one in answers}.values()}
    said = [rules[id(one.article)][one.number] for one in answers]
    right = np.array([one.label.stance for one in answers])
    added = np.stack([weights[shown.by, STANCES.index(shown.stance)] for shown in said])
    scores = np.array([one.scores for one in answers])
    alone = float(np.mean([STANCES.index(shown.stance) == stance for shown, stance in zip(said, right, strict=True)]))
    tried = {share: round(float(((scores + share * added).argmax(1) == right).mean()), 3) for share in SHARES}
    say(f"stance, kept out: rules {alone:.3f}; model with this share of the rules' word {tried}")
    share = max(share for share, right_ones in tried.items() if right_ones >= max(tried.values()) - 0.005)
    return np.asarray(share * weights)


def _unlike(network: Network, states: Tensor, before: Network, given: Batch) -> tuple[Tensor, Tensor]:
    """Return how much the answers about attributions differ from the former ones."""
    with torch.no_grad():
        former = before.encoded(given.numbers, given.cases, given.marks, given.mask)
    cues = _divergence(network.cues(network.dropout(states)), before.cues(former), given.mask)
    if not len(given.rows):
        return AS_BEFORE[0] * cues, cues.new_zeros(())
    parts = _divergence(
        network.parts_of(states, given.rows, given.anchors),
        before.parts_of(former, given.rows, given.anchors).detach(),
        given.mask[given.rows],
    )
    return AS_BEFORE[0] * cues, AS_BEFORE[1] * parts


def _divergence(scores: Tensor, former: Tensor, mask: Tensor) -> Tensor:
    now, was = scores.log_softmax(-1)[mask], former.detach().log_softmax(-1)[mask]
    return functional.kl_div(now, was, log_target=True, reduction="sum") / mask.sum().clamp(min=1)


def _of_acts(head: Acts, states: Tensor, asked: Sequence[tuple[int, Asked]]) -> Tensor:
    if not asked:
        return states.new_zeros(())
    scores, named = head(states, asked)
    right = torch.tensor([one.label.stance for _, one in asked], device=scores.device)
    is_named = torch.tensor([float(one.label.named) for _, one in asked], device=scores.device)
    of_stances = functional.cross_entropy(scores, right, label_smoothing=SMOOTHED)
    return of_stances + NAMED_WEIGHT * functional.binary_cross_entropy_with_logits(named, is_named)
