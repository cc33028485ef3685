"""Where they stand, measured: stakeholders, stances, named or not, chains, against the gold set in `benchmarks/gold`.

    python -m benchmarks.standing [--part train|develop|report] [--errors]

Two rows for each figure: of whole briefings, over the gold statements that the model found (content overlaps by half
or more); and of the gold statements themselves, given as if the model had found each, so that its errors do not count.
The annotators' agreement stands beside them. The part to report on is there to report: look at no error of it.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.agreement import agreement, b_cubed, f_of
from briefing import pipeline
from briefing.analysis.assembly import assemble
from briefing.analysis.attribution import Attribution
from briefing.analysis.document import Document, read
from briefing.analysis.encoder import encoder
from briefing.analysis.outlets import Outlets
from briefing.analysis.speakers import noun_phrase
from briefing.contract import to_json
from briefing.intake.articles import article_of_text
from briefing.intake.details import Details
from briefing.model import Origin, Stakeholder, Stance, Statement
from training.corpus import CORPUS
from training.measure import scorer

AT = datetime(2026, 1, 1, tzinfo=UTC)
GOLD = Path(__file__).parent / "gold"
OUTLETS = {
    "breitbart": "Breitbart",
    "huff-post": "The Huffington Post",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}
"""The article's own outlet, by the first word of its id in the corpus."""
ASKED = {"stakeholders, B³ F": 0.88, "named or not": 0.96, "stance": 0.80, "stance, macro-F": 0.65, "chain, F": 0.80}
ENOUGH = 10
"""Cases of a stance from which it counts in the macro-F."""


class Decided(NamedTuple):
    """What is decided of one statement: `who` is a stakeholder's number or id within the article, None for nobody."""

    who: Hashable
    stance: str
    named: bool
    chain: tuple[str, ...]


class Pair(NamedTuple):
    """A gold statement and what Readout made of it; `exact` is what is said, to look at errors by."""

    gold: Decided
    made: Decided
    exact: str


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["train", "develop", "report"], default="report")
    parser.add_argument("--errors", action="store_true", help="print what went wrong, in the parts to develop on")
    options = parser.parse_args()
    split = CORPUS / "polnear" / ("train.jsonl.gz" if options.part == "train" else "dev.jsonl.gz")
    if not split.exists():
        sys.exit("The corpus is not here: it lies in shared/ beside the checkout.")
    score = scorer()
    texts = {one["id"]: one for one in score.articles(split)}
    labels = GOLD / ("train.jsonl" if options.part == "train" else "settled.jsonl")
    gold = [json.loads(line) for line in labels.read_text(encoding="utf-8").splitlines()]
    chosen = [one for one in gold if one["part"] == options.part]
    briefed = [_briefed(score, texts[one["id"]], one) for one in chosen]
    given = [_given(texts[one["id"]], one) for one in chosen]
    total = sum(len(one["statements"]) for one in chosen)
    found = sum(map(len, briefed))
    print(f"{options.part}: {len(chosen)} articles, {total} gold statements, {found} found by the model\n")
    print(f"{'':24} {'asked':>6} {'briefings':>10} {'statements given':>17} {'annotators':>11}")
    agreed = agreement(GOLD, [one["id"] for one in chosen]) if options.part != "train" else {}
    rows, ideal = _figures(briefed), _figures(given)
    for name, value in rows.items():
        print(f"{name:24} {ASKED.get(name, ''):>6} {value:10.3f} {ideal[name]:17.3f} {agreed.get(name, ''):>11}")
    print("\nκ of the annotators on all 24 articles:", agreement(GOLD)["κ"])
    pairs = [pair for article in briefed for pair in article]
    _by_stance(pairs)
    chained = Counter(link for pair in pairs for link in pair.gold.chain)
    print(f"\nlinks of the gold chains: {dict(chained)}")
    if options.errors and options.part != "report":
        for one, article in zip(chosen, given, strict=True):
            _errors(one["id"], article)


def _briefed(score: Any, article: Any, gold: Any) -> list[Pair]:
    """Return the gold statements that a whole briefing found, with what it made of them."""
    outlet, day, _ = article["id"].split("_", 2)
    details = Details(outlet=OUTLETS[outlet], published=day)
    briefing = pipeline.brief(article_of_text(article["text"], source="-", at=AT, details=details), at=AT)
    expected = [(*one, number) for number, one in _numbered(score, article)]
    predicted = [(*one, number) for number, one in enumerate(score.predicted_statements(to_json(briefing)))]
    pairs = [(g[-1], p[-1]) for overlap, g, p in score.pair(expected, predicted) if overlap >= 0.5]
    return [_pair(gold["statements"][g], briefing.statements[p], briefing.stakeholders) for g, p in sorted(pairs)]


def _numbered(score: Any, article: Any) -> Iterable[tuple[int, Any]]:
    for number, one in enumerate(article["attributions"]):
        alone = dict(article, attributions=[one])
        yield from ((number, statement) for statement in score.gold_statements(alone))


def _given(article: Any, gold: Any) -> list[Pair]:
    """Return all gold statements with what is made of them where the corpus' own attributions are given."""
    document = read(article["text"])
    at = {}
    for number, one in enumerate(article["attributions"]):
        content = tuple((a, b) for a, b in one["content"])
        cue = tuple(one["cue"][0]) if one["cue"] else None
        speaker = tuple(one["source"][0]) if one["source"] else None
        at[number] = noun_phrased(document, Attribution(content, cue, speaker, 1.0, Origin.MODEL))
    outlet = OUTLETS[article["id"].split("_")[0]]
    told = encoder().acts.told(list(at.values()), encoder().read(document)[1])
    statements, stakeholders = assemble(document, Outlets(document), told, outlet)
    by_content = {tuple((s.start, s.end) for s in statement.content): statement for statement in statements}
    pairs = ((gold["statements"][n], by_content.get(one.content)) for n, one in at.items())
    return [_pair(g, statement, stakeholders) for g, statement in pairs if statement is not None]


def noun_phrased(document: Document, one: Attribution) -> Attribution:
    """Return the attribution with its speaker as Readout cuts it: the corpus' has its apposition in it."""
    return one if one.speaker is None else one._replace(speaker=noun_phrase(document, one) or one.speaker)


def _pair(gold: Any, statement: Statement, stakeholders: Sequence[Stakeholder]) -> Pair:
    speaker = statement.speaker
    chain = tuple(map(_link, (link.name for link in statement.chain)))
    who = speaker.stakeholder if speaker is not None else None
    made = Decided(who, statement.stance.value, speaker is not None and speaker.named, chain)
    names = {one.id: one.name for one in stakeholders}
    said = " … ".join(" ".join(span.exact.split()) for span in statement.content)[:160]
    by = f"{speaker.name} → {names.get(str(who))}" if speaker is not None else "-"
    return Pair(_decided(gold), made, f"{by} | {statement.cue.exact if statement.cue else '-'} | {said}")


def _decided(gold: Any) -> Decided:
    return Decided(gold["stakeholder"], gold["stance"], gold["named"], tuple(map(_link, gold["chain"])))


def _link(name: str) -> str:
    return name.casefold().removeprefix("the ").removesuffix(" news")


def _figures(articles: Sequence[Sequence[Pair]]) -> dict[str, float]:
    pairs = [pair for article in articles for pair in article]
    cubes = [b_cubed([p.gold.who for p in article], [p.made.who for p in article]) for article in articles]
    precision, recall = (sum(cube[i] for cube in cubes) / len(pairs) for i in (0, 1))
    stances = {p.gold.stance for p in pairs}
    counted = [s for s in stances if sum(p.gold.stance == s for p in pairs) >= ENOUGH]
    return {
        "stakeholders, B³ F": 2 * precision * recall / (precision + recall),
        "named or not": sum(p.gold.named == p.made.named for p in pairs) / len(pairs),
        "stance": sum(p.gold.stance == p.made.stance for p in pairs) / len(pairs),
        "stance, macro-F": sum(_stance_f(pairs, stance) for stance in counted) / max(1, len(counted)),
        "chain, F": _chain_f(pairs, outlets_only=True),
        "chain with documents, F": _chain_f(pairs, outlets_only=False),
    }


def _stance_f(pairs: Sequence[Pair], stance: str) -> float:
    gold = sum(p.gold.stance == stance for p in pairs)
    made = sum(p.made.stance == stance for p in pairs)
    return f_of(sum(p.gold.stance == p.made.stance == stance for p in pairs), gold, made)


_THINGS = {"letter", "document", "post"}


def _chain_f(pairs: Sequence[Pair], *, outlets_only: bool) -> float:
    """Return F over the links; a letter, a document, a post is right where the made link is of that sort."""
    both = gold = made = 0
    for pair in pairs:
        wanted = {link for link in pair.gold.chain if not (outlets_only and link in _THINGS)}
        got = {_sort(link) for link in pair.made.chain}
        got = got - _THINGS if outlets_only else got
        both += len(wanted & got)
        gold += len(wanted)
        made += len(got)
    return f_of(both, gold, made)


_SORTS = {
    "letter": ("letter", "letters"),
    "post": ("tweet", "tweets", "twitter", "facebook", "instagram", "post", "posts", "blog"),
    "document": (
        *("report", "memo", "email", "e-mail", "emails", "book", "document", "documents", "filing", "filings", "study"),
        *("slide", "analysis", "autobiography", "transcript", "complaint", "petition", "regulations", "opinion"),
    ),
}


def _sort(link: str) -> str:
    words = link.split()
    return next((sort for word in reversed(words) for sort, known in _SORTS.items() if word in known), link)


def _by_stance(pairs: Sequence[Pair]) -> None:
    print(f"\nstance: gold down, made across\n{'':10}" + "".join(f"{s.value:>10}" for s in Stance) + f"{'F':>8}")
    for gold in Stance:
        counts = Counter(p.made.stance for p in pairs if p.gold.stance == gold.value)
        if counts:
            cells = "".join(f"{counts.get(s.value, 0) or '·':>10}" for s in Stance)
            print(f"{gold.value:10}{cells}{_stance_f(pairs, gold.value):8.2f}")


def _errors(id: str, pairs: Sequence[Pair]) -> None:
    """Print what is wrong: of a stakeholder, what stands with others than most of its statements in gold or in made."""
    print(f"\n{id}")
    made_of = {
        g: Counter(p.made.who for p in pairs if p.gold.who == g).most_common(1)[0][0]
        for g in {p.gold.who for p in pairs}
    }
    gold_of = {
        m: Counter(p.gold.who for p in pairs if p.made.who == m).most_common(1)[0][0]
        for m in {p.made.who for p in pairs}
    }
    for pair in pairs:
        gold, made = pair.gold, pair.made
        wrong = [
            f"{name} {g}/{m}" for name, g, m in zip(Decided._fields[1:], gold[1:], made[1:], strict=True) if g != m
        ]
        if gold.who is not None and (made_of[gold.who] != made.who or gold_of[made.who] != gold.who):
            wrong.insert(0, f"WHO {gold.who}/{made.who} ({gold_of[made.who]})")
        if wrong:
            print(f"   {'; '.join(wrong)}  |  {pair.exact}")


if __name__ == "__main__":
    main()
