"""From what the model thinks of each piece to attributions, where quotation marks have the last word."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document, Stretch
from briefing.analysis.encoding import Window
from briefing.analysis.lexicon import words
from briefing.analysis.quotations import WHOLE, Quotation

Numbers = np.ndarray[Any, np.dtype[np.float32]]
Tokens = tuple[int, int]
"""Tokens of a document, as (first, past the last)."""

_LEAST = 0.05
"""Probability up to which a piece is not looked at."""
_SUREST = 0.998


@dataclass(frozen=True, slots=True)
class Settings:
    """What is chosen by articles that were kept out of the training.

    `cue`, `content`, `speaker` are probabilities from which on a word is one; `weak` that from which on a word is the
    cue of a quotation that no other cue claims; `quoted` the mean probability over a quotation from which on it is a
    statement's; `piece` the log-odds that a run of content must gain to be a piece of its own. `confidence` are the
    weights of `evidence` and, last, what is added, of a logistic regression.
    """

    cue: float = 0.35
    weak: float = 0.2
    content: float = 0.5
    speaker: float = 0.35
    quoted: float = 0.2
    piece: float = 2.0
    confidence: tuple[float, ...] = (0.31, 0.36, 0.31, 0.22, -1.49)


class Thought(NamedTuple):
    """What the model thinks of one window.

    `cues` are, of each piece, the probabilities that it is of no cue, the first of one, more of one. `anchors` are
    pieces that may begin a cue, and `parts` of each anchor, of each piece, the probabilities that it is no part of the
    statement, of its speaker, of its content. `states` are what it made of each piece, where there are anchors.
    """

    window: Window
    cues: Numbers
    anchors: Sequence[int]
    parts: Numbers
    states: Numbers | None = None


class Candidate(NamedTuple):
    """A cue and how surely it is one; of each token from `first` on, how surely it is its speaker, its content."""

    cue: Tokens
    chance: float
    first: int
    speaker: Numbers
    content: Numbers

    @property
    def past(self) -> int:
        """The token after the last one it knows of."""
        return self.first + len(self.content)

    def within(self, tokens: Tokens) -> slice:
        """Return where the tokens lie among those from `first` on, as far as they do."""
        return slice(max(0, tokens[0] - self.first), max(0, tokens[1] - self.first))


def attributions(document: Document, thoughts: Iterable[Thought], settings: Settings) -> list[Attribution]:
    """Return the attributions, in the order of their content."""
    return [one for one, _ in with_evidence(document, thoughts, settings)]


def with_evidence(
    document: Document, thoughts: Iterable[Thought], settings: Settings
) -> list[tuple[Attribution, tuple[float, ...]]]:
    """Return the attributions, in the order of their content, with what their confidence is made of."""
    every = [one for thought in thoughts for one in _candidates(document, thought, settings)]
    found = _apart(one for one in every if one.chance >= settings.cue)
    weak = [one for one in every if one.chance < settings.cue]
    if weak:
        claimed = [*_of_quotations(document, found, weak, settings), *_of_reports(document, found, weak)]
        found = _apart(sorted([*found, *claimed], key=lambda one: one.cue))
    made = []
    for one, content in zip(found, _contents(document, found, settings), strict=True):
        speaker = _in_one_paragraph(document, _best_run(one, settings))
        tokens = content.difference(range(*one.cue), range(*speaker) if speaker else ())
        pieces = _pieces(document, tokens)
        if pieces:
            evidence = _evidence(document, one, sorted(tokens), speaker)
            cue, who = document.stretch(*one.cue), document.stretch(*speaker) if speaker else None
            made.append((Attribution(tuple(pieces), cue, who, _confidence(evidence, settings)), evidence))
    return sorted(made, key=lambda pair: (pair[0].content[0], pair[0].content[-1][1], pair[0].cue or (0, 0)))


def _candidates(document: Document, thought: Thought, settings: Settings) -> list[Candidate]:
    """Return the cues of a window, in order."""
    tokens = np.array([document.token_at(start) if start >= 0 else -1 for start in thought.window.starts])
    known = tokens >= 0
    if not known.any():
        return []
    first = int(tokens[known][0])
    counts = np.maximum(np.bincount(tokens[known] - first), 1)

    def of_tokens(values: Numbers) -> Numbers:
        sums = np.bincount(tokens[known] - first, weights=values[known])
        return (sums / counts).astype(np.float32)

    found: list[Candidate] = []
    past = thought.window.own
    for number, anchor in enumerate(thought.anchors):
        chance = float(thought.cues[anchor, 1])
        if anchor < past or chance < settings.weak or tokens[anchor] < 0:
            continue
        past = anchor + 1
        while past < len(tokens) and tokens[past] >= 0 and thought.cues[past].argmax() == 2:
            past += 1
        cue = int(tokens[anchor]), int(tokens[past - 1]) + 1
        one = Candidate(cue, chance, first, *(of_tokens(thought.parts[number, :, part]) for part in (1, 2)))
        one.speaker[one.within(cue)] = 0
        one.content[one.within(cue)] = 0
        found.append(one)
    return found


def _apart(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates, of two whose cues share a token only the surer one."""
    kept: list[Candidate] = []
    for one in found:
        if kept and kept[-1].cue[1] > one.cue[0]:
            if kept[-1].chance >= one.chance:
                continue
            kept.pop()
        kept.append(one)
    return kept


def _of_quotations(
    document: Document, found: Sequence[Candidate], weak: Sequence[Candidate], settings: Settings
) -> list[Candidate]:
    """Return the weak candidates that want a quotation most which none of those `found` does."""
    chosen: dict[Tokens, Candidate] = {}
    for quotation in document.quotations:
        tokens = _tokens_of(document, quotation)
        if quotation.words < WHOLE or not tokens or _best(tokens, found)[1] >= settings.quoted:
            continue
        one, chance = _best(tokens, weak)
        if one is not None and chance >= settings.content:
            chosen[one.cue] = one
    return list(chosen.values())


def _of_reports(document: Document, found: Sequence[Candidate], weak: Sequence[Candidate]) -> list[Candidate]:
    """Return the surest weak candidate of each sentence that only reports ("Reportedly, …") and has no other."""
    taken = {document.sentence_of(one.cue[0]).first for one in found}
    surest: dict[int, Candidate] = {}
    for one in weak:
        sentence = document.sentence_of(one.cue[0])
        if sentence.first in taken or one.chance <= surest.get(sentence.first, one._replace(chance=0.0)).chance:
            continue
        if any(token.low in words("reporting") for token in document.tokens[sentence.first : sentence.end]):
            surest[sentence.first] = one
    return list(surest.values())


def _contents(document: Document, found: Sequence[Candidate], settings: Settings) -> list[set[int]]:
    """Return the tokens of each candidate's content.

    A token that several want is only the one's that wants it most, unless one holds the other's cue: then that is a
    statement in a statement.
    """
    alone = [_runs(one.first, one.content, settings) for one in found]
    rivals: list[list[Candidate]] = [[] for _ in found]
    for number, (one, content) in enumerate(zip(found, alone, strict=True)):
        for later in range(number + 1, len(found)):
            other = found[later]
            if other.first >= one.past:
                break
            if content.isdisjoint(alone[later]):
                continue
            if not (content.issuperset(range(*other.cue)) or alone[later].issuperset(range(*one.cue))):
                rivals[number].append(other)
                rivals[later].append(one)
    contents = [
        _runs(one.first, _own(one, against), settings) if against else content
        for one, against, content in zip(found, rivals, alone, strict=True)
    ]
    for quotation in document.quotations:
        if quotation.words >= WHOLE:
            _give_whole(document, quotation, found, contents, settings)
    return contents


def _own(one: Candidate, rivals: Sequence[Candidate]) -> Numbers:
    """Return the probabilities of the candidate's content, 0 where a rival wants the token more or first."""
    own = one.content.copy()
    for rival in rivals:
        first, past = max(one.first, rival.first), min(one.past, rival.past)
        if first < past:
            here, theirs = (
                own[first - one.first : past - one.first],
                rival.content[first - rival.first : past - rival.first],
            )
            here[(here < theirs) | ((here == theirs) & (rival.cue < one.cue))] = 0
    return own


def _runs(first: int, content: Numbers, settings: Settings) -> set[int]:
    """Return the tokens, from `first` on, of the runs that together are most probable; each costs `settings.piece`."""
    looked_at = np.nonzero(content > _LEAST)[0]
    if not len(looked_at):
        return set()
    low, high = int(looked_at[0]), int(looked_at[-1]) + 1
    chances = content[low:high].clip(1 - _SUREST, _SUREST)
    gains = (np.log(chances / (1 - chances)) - _log_odds(settings.content)).tolist()
    out, inside = 0.0, -math.inf
    came_from: list[tuple[bool, bool]] = []  # whether the best way to be out, and to be inside, was inside before
    for gain in gains:
        opened = out - settings.piece
        came_from.append((inside > out, inside >= opened))
        out, inside = max(out, inside), max(inside, opened) + gain
    tokens: set[int] = set()
    is_inside = inside > out
    for at in range(len(gains) - 1, -1, -1):
        if is_inside:
            tokens.add(first + low + at)
        is_inside = came_from[at][is_inside]
    return tokens


def _give_whole(
    document: Document,
    quotation: Quotation,
    found: Sequence[Candidate],
    contents: Sequence[set[int]],
    settings: Settings,
) -> None:
    """Let a quotation be one statement's content up to its marks: of the one that its words fit best."""
    tokens = _tokens_of(document, quotation)
    if not tokens:
        return
    best, chance = _best(tokens, found)
    if best is not None and chance < settings.quoted:
        best = None
    best = _before(document, tokens, best, found, contents) or best
    if best is None:
        return
    whole = contents[bisect_left(found, best.cue, key=lambda one: one.cue)]
    whole.update(tokens)
    for number in _near(tokens, found):
        reported = whole.issuperset(range(*found[number].cue))  # “…,” Smith said, the prosecutors said
        if found[number] is not best and not (reported and contents[number].issuperset(tokens)):
            contents[number].difference_update(tokens)


def _before(
    document: Document,
    tokens: Sequence[int],
    best: Candidate | None,
    found: Sequence[Candidate],
    contents: Sequence[set[int]],
) -> Candidate | None:
    """Return who said the quotation in the sentence before, with whom this one goes on: “…,” Smith said. “…”

    None where the quotation is no sentence, or where the cue that its words fit best stands in its own.
    """
    own, last = document.sentence_of(tokens[0]), document.sentence_of(tokens[-1])
    if own.first != tokens[0] or not tokens[0] or (best is not None and own.first <= best.cue[0] < last.end):
        return None
    before = document.sentence_of(own.first - 1)
    at = bisect_left(found, before.first, key=lambda one: one.cue[0])
    while before.paragraph == own.paragraph and at < len(found) and found[at].cue[0] < before.end:
        one = found[at]
        if any(before.first <= token < one.cue[0] and document.quoted[token] >= 0 for token in contents[at]):
            return one
        at += 1
    return None


def _tokens_of(document: Document, quotation: Quotation) -> list[int]:
    return [token for piece in quotation.pieces for token in range(*document.range_of(piece))]


def _near(tokens: Sequence[int], found: Sequence[Candidate]) -> range:
    """Return which candidates know of the tokens."""
    first = bisect_right(found, tokens[0], key=lambda one: one.past)
    return range(first, bisect_left(found, tokens[-1] + 1, key=lambda one: one.first))


def _best(tokens: Sequence[int], found: Sequence[Candidate]) -> tuple[Candidate | None, float]:
    """Return the candidate whose content the tokens are most surely, and how surely."""
    whole = tokens[0], tokens[-1] + 1
    chances = [
        (float(one.content[one.within(whole)].sum()) / len(tokens), one)
        for one in (found[number] for number in _near(tokens, found))
    ]
    chance, best = max(chances, key=lambda pair: pair[0], default=(0.0, None))
    return best, chance


def _best_run(one: Candidate, settings: Settings) -> Tokens | None:
    """Return the tokens that are most surely the speaker: the run with the greatest sum over what is asked of each."""
    sums = np.concatenate([[0.0], np.cumsum(one.speaker - settings.speaker)])
    gains = sums[1:] - np.minimum.accumulate(sums)[:-1]
    last = int(gains.argmax())
    return None if gains[last] <= 0 else (one.first + int(sums[: last + 1].argmin()), one.first + last + 1)


def _in_one_paragraph(document: Document, run: Tokens | None) -> Tokens | None:
    """Return the run up to where another paragraph begins."""
    if run is None:
        return None
    return run[0], next((token for token in range(run[0] + 1, run[1]) if document.opens_paragraph(token)), run[1])


def _pieces(document: Document, tokens: set[int]) -> list[Stretch]:
    """Return the runs of the tokens as stretches, none over two paragraphs; a run without a word is none."""
    runs: list[list[int]] = []
    for token in sorted(tokens):
        if runs and token == runs[-1][1] and not document.opens_paragraph(token):
            runs[-1][1] = token + 1
        else:
            runs.append([token, token + 1])
    with_words = (run for run in runs if any(document.tokens[i].is_word for i in range(*run)))
    return [document.stretch(first, past) for first, past in with_words]


def _evidence(document: Document, one: Candidate, tokens: Sequence[int], speaker: Tokens | None) -> tuple[float, ...]:
    """Return the log-odds of cue, content and speaker, and how much of the content stands in quotation marks."""
    here = [float(one.content[t - one.first]) for t in tokens if 0 <= t - one.first < len(one.content)]
    content = sum(here) / len(here) if here else 0.0
    who = float(one.speaker[one.within(speaker)].mean()) if speaker else 1 - float(one.speaker.max())
    quoted = sum(document.quoted[token] >= 0 for token in tokens) / len(tokens)
    return _log_odds(one.chance), _log_odds(content), _log_odds(who), quoted


def _confidence(evidence: Sequence[float], settings: Settings) -> float:
    weighed = sum(weight * one for weight, one in zip(settings.confidence, (*evidence, 1.0), strict=True))
    return round(1 / (1 + math.exp(-weighed)), 2)


def _log_odds(chance: float) -> float:
    held = min(max(chance, 1 - _SUREST), _SUREST)
    return math.log(held / (1 - held))
