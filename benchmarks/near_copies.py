"""Near-copies, measured: which of two stories says the other's words, and what it adds to them.

    python -m benchmarks.near_copies [--each 80] [--errors] [--quick]

On pairs made from the train articles of shared/corpus beside the checkout (`near_copy_pairs` says how), whole texts and
leads. Every threshold is chosen on the pairs with even numbers and reported on the others. The last table is the time
that an inbox takes to group. Times are of the processor, in one run.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from benchmarks.near_copy_pairs import SEED, Editor, Pair, Piece, leads, pairs, paragraphs_of, pieces, sentences_of
from briefing.near_copies import Fingerprint, Grouping, Story, adds
from briefing.near_copies.fingerprints import plain, words
from briefing.near_copies.likeness import COPIED, copied, shared
from training.corpus import CORPUS

Words = tuple[str, ...]
Scorer = Callable[[str, str], float]
READOUT = "… and names and figures: Readout"
SLOW = ("rapidfuzz partial_ratio", "rapidfuzz partial_token_sort_ratio", "rapidfuzz WRatio", "difflib ratio of words")
"""What takes seconds for two whole texts, and is compared on leads alone."""


def words_of(text: str) -> list[str]:
    """Return the words of a text as Readout compares them."""
    return words(plain(text))


def ratio_of(scorer: Callable[..., float]) -> Scorer:
    """Return one of rapidfuzz's scorers of two texts, over words in lower case without their marks."""

    def score(one: str, other: str) -> float:
        return scorer(" ".join(words_of(one)), " ".join(words_of(other))) / 100

    return score


def in_common(one: str, other: str) -> float:
    """Return the share of the shorter one's words that both have, in one order."""
    first, second = words_of(one), words_of(other)
    return LCSseq.similarity(first, second) / (min(len(first), len(second)) or 1)


def difflib(one: Sequence[str], other: Sequence[str]) -> float:
    """Return what the standard library takes for the likeness of two rows of words, or of letters."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def sentences_found(one: str, other: str) -> float:
    """Return the share of the shorter one's letters in sentences that the longer one has, edited at most."""
    shorter, longer = sorted((one, other), key=len)
    lines = [" ".join(words_of(said)) for said in sentences_of(longer)]
    said = [line for line in (" ".join(words_of(said)) for said in sentences_of(shorter)) if line]
    found = sum(len(s) for s in said if process.extractOne(s, lines, scorer=fuzz.ratio, score_cutoff=80))
    return found / (sum(map(len, said)) or 1)


def shingles_of(size: int, share: Callable[[set[Words], set[Words]], float]) -> Scorer:
    """Return a scorer over the runs of so many words, quotations and all."""

    def score(one: str, other: str) -> float:
        first, second = (
            {*zip(*(said[i:] for i in range(size)), strict=False)} for said in (words_of(one), words_of(other))
        )
        return share(first, second) if first and second else 0.0

    return score


def jaccard(one: set[Words], other: set[Words]) -> float:
    """Return what both have of what either has."""
    return len(one & other) / len(one | other)


def contained(one: set[Words], other: set[Words]) -> float:
    """Return what both have of what the smaller one has."""
    return len(one & other) / min(len(one), len(other))


def unquoted(one: str, other: str) -> float:
    """Return what both have of what the shorter one has, of shingles as Readout takes them."""
    first, second = set(Fingerprint.of(one).shingles), set(Fingerprint.of(other).shingles)
    return len(first & second) / (min(len(first), len(second)) or 1)


SCORERS: dict[str, Scorer] = {
    "rapidfuzz ratio": ratio_of(fuzz.ratio),
    "rapidfuzz partial_ratio": ratio_of(fuzz.partial_ratio),
    "rapidfuzz token_sort_ratio": ratio_of(fuzz.token_sort_ratio),
    "rapidfuzz token_set_ratio": ratio_of(fuzz.token_set_ratio),
    "rapidfuzz partial_token_sort_ratio": ratio_of(fuzz.partial_token_sort_ratio),
    "rapidfuzz WRatio": ratio_of(fuzz.WRatio),
    "rapidfuzz LCSseq of words, of the shorter": in_common,
    "rapidfuzz ratio, sentence by sentence": sentences_found,
    "difflib ratio of words": lambda one, other: difflib(words_of(one), words_of(other)),
    "shingles of 4, Jaccard": shingles_of(4, jaccard),
    "shingles of 3, contained": shingles_of(3, contained),
    "shingles of 4, contained": shingles_of(4, contained),
    "shingles of 5, contained": shingles_of(5, contained),
    "… of 4, outside quotations": unquoted,
    READOUT: lambda a, b: shared(Fingerprint.of(a), Fingerprint.of(b)),
}


class Judged(NamedTuple):
    """How a scorer does from a threshold on: precision, recall."""

    precision: float
    recall: float

    def f(self, beta: float) -> float:
        """Return F, recall weighing `beta` times what precision does."""
        p, r = self
        return (1 + beta**2) * p * r / (beta**2 * p + r) if p + r else 0.0


def judged(scores: Sequence[tuple[float, bool]], threshold: float) -> Judged:
    """Return how right it is to take for copies what scores the threshold or more; each score with the truth."""
    right = sum(copy for score, copy in scores if score >= threshold)
    found, all = sum(score >= threshold for score, _ in scores), sum(copy for _, copy in scores)
    return Judged(right / found if found else 1.0, right / all if all else 1.0)


def chosen(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the threshold with the best F0.5: a copy that is none costs more than one not found."""
    return max((step / 100 for step in range(5, 100)), key=lambda threshold: judged(scores, threshold).f(0.5))


def compared(made: Sequence[Pair], scorers: Iterable[str]) -> None:
    """Print how each scorer does on the pairs with odd numbers, from the threshold that the others choose."""
    print(f"  {'':44} from  precision  recall   F1    ms a pair")
    for name in scorers:
        begin = time.process_time()
        scores = [(SCORERS[name](pair.one[1], pair.other[1]), pair.copy) for pair in made]
        each = 1000 * (time.process_time() - begin) / len(made)
        for threshold in (chosen(scores[::2]), *([COPIED] if name == READOUT else ())):
            p, r = found = judged(scores[1::2], threshold)
            print(f"  {name:44} {threshold:.2f}   {p:.3f}    {r:.3f}   {found.f(1):.3f} {each:8.2f}", flush=True)
    print()


def errors(made: Sequence[Pair]) -> None:
    """Print of each kind how many pairs Readout takes for what they are not, of those reported on."""
    wrong = Counter(
        p.kind for p in made[1::2] if (copied(*(Fingerprint.of(t) for _, t in (p.one, p.other))) > 0) != p.copy
    )
    of = Counter(pair.kind for pair in made[1::2])
    print("  wrong: " + ", ".join(f"{kind} {n} of {of[kind]}" for kind, n in wrong.most_common()) + "\n")


def told(all: Sequence[Piece], each: int) -> None:
    """Print how well what a story adds is found: sentences put into articles that are cut and edited as well."""
    chance = random.Random(SEED + 2)
    by = Editor(all, chance)
    cases: list[tuple[str, str, list[str]]] = []
    for piece in chance.sample([p for p in all if len(paragraphs_of(p.text)) >= 7], each):
        kept = paragraphs_of(by.edited(by.cut(piece.text, to=0.6)))
        strange = [by.paragraph() for _ in range(chance.choice((1, 2)))]
        for paragraph in strange:
            kept.insert(chance.randrange(1, len(kept) + 1), paragraph)
        cases.append(
            (piece.text, "\n\n".join(kept), [said for paragraph in strange for said in sentences_of(paragraph)])
        )
    print(
        f"What is added: sentences of {each} texts, best likeness to a sentence of the first text, below the threshold"
    )
    print(f"  {'':44} from  precision  recall   F1    ms a text")
    for name, scorer in {"rapidfuzz ratio": fuzz.ratio, "rapidfuzz token_set_ratio": fuzz.token_set_ratio}.items():
        begin = time.process_time()
        scores = []
        for first, other, strange in cases:
            lines = [" ".join(words_of(said)) for said in sentences_of(first)]
            for said in sentences_of(other):
                best = process.extractOne(" ".join(words_of(said)), lines, scorer=scorer)
                scores.append((1 - best[1] / 100, said in strange))
        took = 1000 * (time.process_time() - begin) / each
        threshold = chosen(scores[::2])
        p, r = found = judged(scores[1::2], threshold)
        print(f"  {name:44} {1 - threshold:.2f}   {p:.3f}    {r:.3f}   {found.f(1):.3f} {took:8.2f}", flush=True)
    begin = time.process_time()
    answers = []
    for first, other, strange in cases:
        spans = adds(first, other)
        at = 0
        for said in sentences_of(other):
            at = other.index(said, at)
            answers.append((float(any(s.start <= at < s.end for s in spans)), said in strange))
    took = 1000 * (time.process_time() - begin) / each
    p, r = found = judged(answers, 0.5)
    print(f"  {'Readout: runs of words, else rapidfuzz ratio':50} {p:.3f}    {r:.3f}   {found.f(1):.3f} {took:8.2f}\n")


def timed(all: Sequence[Piece], sizes: Iterable[int]) -> None:
    """Print how long inboxes take to group."""
    print("An inbox, seconds: grouped the first time; again with 20 new items; from fingerprints that were kept")
    for size in sizes:
        stories = inbox(all, size + 20)
        grouping = Grouping()
        first, again = seconds(partial(grouping.groups, stories[:size])), seconds(partial(grouping.groups, stories))
        kept = [replace(story, text=Fingerprint.of(str(story.text))) for story in stories]
        from_kept = seconds(partial(Grouping().groups, kept))
        found = len(grouping.groups(stories))
        print(f"  {size:6} items: {first:7.3f} {again:7.3f} {from_kept:7.3f}   {found} groups")


def inbox(all: Sequence[Piece], size: int) -> list[Story]:
    """Return leads of 300 characters, 500 a day of 40 outlets, one in twenty a copy of another of that day."""
    chance = random.Random(SEED + 3)
    by = Editor(all, chance)
    said = [p[:300] for piece in all for p in paragraphs_of(piece.text) if len(p) > 150]
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    texts: list[str] = []
    stories = []
    for i in range(size):
        copy = i > 200 and i % 20 == 0
        texts.append(by.edited(texts[-chance.randrange(1, 200)]) if copy else mixed(chance.choice(said), chance))
        at = (begin + timedelta(days=i / 500)).isoformat()
        stories.append(Story(str(i), "A title", texts[i], f"Outlet {chance.randrange(40)}", at, at, f"example.org/{i}"))
    return stories


def mixed(text: str, chance: random.Random) -> str:
    """Return the words of a text in another order, so that each text is another one."""
    said = text.split()
    chance.shuffle(said)
    return " ".join(said)


def seconds(call: Callable[[], object]) -> float:
    """Return how long the processor takes for `call`."""
    begin = time.process_time()
    call()
    return time.process_time() - begin


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=80, help="pairs of each kind (80)")
    parser.add_argument("--errors", action="store_true", help="print which kinds Readout is wrong about")
    parser.add_argument("--quick", action="store_true", help="only Readout's rows, and no inbox of 50,000 items")
    arguments = parser.parse_args()
    if not CORPUS.exists():
        sys.exit("The corpus is not here: it lies in shared/ beside the checkout.")
    all = pieces()
    for name, made in (("Whole texts", pairs(all, arguments.each)), ("Leads", leads(all, arguments.each))):
        of = Counter(pair.copy for pair in made[1::2])
        print(f"{name}: {of[True]} copies and {of[False]} others reported on, as many to choose by")
        scorers = [READOUT] if arguments.quick else [s for s in SCORERS if name == "Leads" or s not in SLOW]
        compared(made, scorers)
        if arguments.errors:
            errors(made)
    told(all, 2 * arguments.each)
    timed(all, (2_000,) if arguments.quick else (2_000, 50_000))


if __name__ == "__main__":
    main()
