"""Pairs of stories, copies and others, made by a seeded hand from the articles in shared/corpus.

Copies are an article and what desks make of wire stories: cut, sentences dropped, paragraphs in another order, the
first sentence rewritten, a local paragraph put in, the agency's line and the typography changed, words edited. What is
no copy: articles of two outlets on one topic and day; one outlet's articles of following days; a following story that
repeats the older one's paragraphs; an article that prints all the other's quotations; two articles in one frame (title,
opening, closing); a robot's story with all names and figures changed. No text of the corpus is kept here.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from math import log, sqrt
from typing import NamedTuple

from briefing.analysis.document import read
from briefing.analysis.quotations import quotations
from briefing.analysis.sentences import paragraphs
from training.corpus import TRAIN, articles

SEED = 2026
EDITED = {
    "said": "says", "percent": "per cent", "however": "but", "because": "as", "while": "although", "more": "further",
    "told": "informed", "about": "around", "during": "in", "also": "", "that": "", "many": "several", "but": "yet",
    "before": "ahead of", "would": "will", "after": "following", "has": "had", "have": "had", "just": "only",
    "which": "that", "such": "these", "get": "obtain", "like": "as", "since": "because", "really": "", "big": "large",
    "called": "described as", "show": "indicate", "against": "opposed to", "now": "at present", "over": "above",
}  # fmt: skip
"""What a desk's own house style makes of words: a good tenth of running text."""
FRAMES = (
    (
        "Morning briefing: what you need to know today",
        "Good morning. Here is what you need to know before you start your day.",
        "Sign up to have this briefing in your inbox every weekday before seven. Read the latest on our site.",
    ),
    (
        "Live updates: the latest from the campaign",
        "This page is no longer being updated. Follow all the latest developments here.",
        "This is a developing story and will be updated as more information becomes available. Check back for more.",
    ),
    (
        "Market report",
        "A look at how the day went and at what moved it.",
        "All prices are delayed by at least fifteen minutes.",
    ),
    (
        "Obituary: a life in politics",
        "The family confirmed the news in a short statement.",
        "A memorial service will be held later.",
    ),
)
TAILS = (
    "",
    "",
    " Continue reading…",
    " Read the full story at our site.",
    " The post appeared first on the News Desk.",
)


class Piece(NamedTuple):
    """An article: its outlet and day, its title, its text without it."""

    id: str
    outlet: str
    day: date
    title: str
    text: str


class Pair(NamedTuple):
    """Two texts with their titles, the older first, how they were made, and whether they are copies."""

    kind: str
    copy: bool
    one: tuple[str, str]
    other: tuple[str, str]


def pieces() -> list[Piece]:
    """Return the articles of the train split, each once, in the order of their ids."""
    found = {}
    for article in articles(TRAIN):
        outlet, day, _ = article.id.split("_", 2)
        title, *text = paragraphs_of(article.text)
        found.setdefault(article.id, Piece(article.id, outlet, date.fromisoformat(day), title, "\n\n".join(text)))
    return [found[id] for id in sorted(found)]


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of `text`."""
    return [text[start:end] for start, end in paragraphs(text)]


def sentences_of(text: str) -> list[str]:
    """Return the sentences of `text`."""
    document = read(text)
    return [text[slice(*document.stretch(s.first, s.end))] for s in document.sentences]


class Editor:
    """Makes of an article what a desk would, by a seeded hand."""

    def __init__(self, all: Sequence[Piece], chance: random.Random) -> None:
        self._all, self.chance = all, chance

    def paragraph(self, fewest: int = 25) -> str:
        """Return a paragraph of some other article."""
        while True:
            found = [p for p in paragraphs_of(self.chance.choice(self._all).text) if len(p.split()) >= fewest]
            if found:
                return self.chance.choice(found)

    def dropped(self, text: str) -> str:
        """Leave out every third sentence, of those after the first."""
        kept = []
        for paragraph in paragraphs_of(text):
            said = [s for s in sentences_of(paragraph) if not kept or self.chance.random() > 0.33]
            kept.append(" ".join(said))
        return "\n\n".join(p for p in kept if p)

    def cut(self, text: str, *, to: float = 0.0) -> str:
        """Keep the first three paragraphs, four where these are short, or the share `to` of all."""
        all = paragraphs_of(text)
        kept = max(1, round(to * len(all))) if to else 3 + (len(" ".join(all[:3]).split()) < 60)
        return "\n\n".join(all[:kept])

    def moved(self, text: str) -> str:
        """Put the paragraphs after the second in another order, without some of them."""
        first, rest = paragraphs_of(text)[:2], paragraphs_of(text)[2:]
        rest = self.chance.sample(rest, max(1, round(0.8 * len(rest)))) if rest else []
        return "\n\n".join(first + rest)

    def rewritten(self, text: str) -> str:
        """Say the first sentence in other words: these in another order, a third of them others."""
        first = sentences_of(text)[0]
        said, strange = first.split(), self.paragraph().split()
        said = [self.chance.choice(strange) if self.chance.random() < 0.33 else word for word in said]
        self.chance.shuffle(said)
        return text.replace(first, " ".join(said).capitalize().rstrip(".,") + ".", 1)

    def local(self, text: str, at: int | None = None) -> str:
        """Put in one or two paragraphs of one's own."""
        all = paragraphs_of(text)
        at = self.chance.choice((1, len(all))) if at is None else at
        return "\n\n".join([*all[:at], *(self.paragraph() for _ in range(self.chance.choice((1, 1, 2)))), *all[at:]])

    def agency(self, text: str) -> str:
        """Change the agency's line: a dateline, a byline, a credit at the end."""
        line = self.chance.choice(
            ("WASHINGTON (AP) — ", "(Reuters) - ", "By the Wire Desk, Example Press\n\nLONDON — ")
        )
        return (
            line + re.sub(r"^[A-Z ,.]+\(\w+\) ?[—–-]+ ?", "", text) + "\n\nAll rights reserved. May not be republished."
        )

    def typographic(self, text: str) -> str:
        """Spell marks, dashes and spaces another way."""
        table = str.maketrans(
            {"“": '"', "”": '"', "’": "'", "‘": "'", "—": " -- ", "–": "-", "\u00a0": " ", "…": "..."}
        )
        return text.translate(table).replace(". ", ".  ")

    def edited(self, text: str) -> str:
        """Edit words as a house style asks for, most times that one occurs outside quotation marks."""

        def word(found: re.Match[str]) -> str:
            change = EDITED.get(found[0])
            return found[0] if change is None or self.chance.random() < 0.2 else change

        parts = re.split(r"(“[^”]*”|\"[^\"\n]*\")", text)
        return "".join(part if i % 2 else re.sub(r"[a-z]+", word, part) for i, part in enumerate(parts))

    def robot(self, text: str) -> str:
        """Return a robot's next story: every figure and every name within a sentence another."""
        strange = re.findall(r"(?<=[a-z,] )[A-Z][a-z]+", self.chance.choice(self._all).text) or ["Smith"]
        names: dict[str, str] = {}

        def changed(found: re.Match[str]) -> str:
            return names.setdefault(found[0], self.chance.choice(strange))

        text = re.sub(r"\d", lambda _: str(self.chance.randrange(1, 10)), text)
        return re.sub(r"(?<=[\w,] )[A-Z][\w’'-]+", changed, text)


COPIES: dict[str, Callable[[Editor, str], str]] = {
    "cut to three paragraphs": lambda by, text: by.cut(text),
    "cut to half": lambda by, text: by.cut(text, to=0.5),
    "sentences dropped": lambda by, text: by.dropped(text),
    "paragraphs moved": lambda by, text: by.moved(text),
    "first sentence rewritten": lambda by, text: by.rewritten(text),
    "local paragraph": lambda by, text: by.local(text),
    "agency's line": lambda by, text: by.agency(text),
    "typography": lambda by, text: by.typographic(text),
    "words edited": lambda by, text: by.edited(text),
    "all of it": lambda by, text: by.agency(by.typographic(by.local(by.rewritten(by.edited(by.cut(text, to=0.6))), 1))),
}
UNSEEN = ("cut to half", "paragraphs moved", "all of it")
"""What a lead cannot show: it is the same, or shares no sentence."""


def topical(all: Sequence[Piece], days: int) -> Iterator[tuple[float, Piece, Piece]]:
    """Yield the pairs of articles at most so many days apart with how much alike their words are, the older first."""
    bags = {piece.id: Counter(re.findall(r"[a-z]{3,}", f"{piece.title} {piece.text}".lower())) for piece in all}
    of = Counter(word for bag in bags.values() for word in bag)
    weighed = {id: {w: (1 + log(n)) * log(len(all) / of[w]) for w, n in bag.items()} for id, bag in bags.items()}
    lengths = {id: sqrt(sum(weight**2 for weight in bag.values())) or 1.0 for id, bag in weighed.items()}
    order = sorted(all, key=lambda piece: (piece.day, piece.id))
    for i, one in enumerate(order):
        for other in order[i + 1 :]:
            if other.day - one.day > timedelta(days):
                break
            first, second = weighed[one.id], weighed[other.id]
            common = sum(weight * second[word] for word, weight in first.items() if word in second)
            yield common / lengths[one.id] / lengths[other.id], one, other


def is_version(one: Piece, other: Piece) -> bool:
    """Whether one outlet's article is its other one again: a fifth of the shorter one's sentences are the same."""
    first, second = set(sentences_of(one.text)), set(sentences_of(other.text))
    return len(first & second) > 0.2 * min(len(first), len(second))


def quoted(text: str) -> list[str]:
    """Return the quotations of `text` of eight words or more."""
    found = quotations(text, paragraphs(text))
    return [text[quote.start : quote.end] for quote in found if quote.words >= 8]


def with_quotes(one: Piece, other: Piece, chance: random.Random) -> str:
    """Return the other's text with all that is quoted in the one, each where the other has a paragraph of its own."""
    all = paragraphs_of(other.text)[:8]
    said = quoted(one.text)
    for quote in said:
        cue = chance.choice(
            ("she told reporters.", "he said on Tuesday.", "according to the statement.", "they wrote.")
        )
        all.insert(chance.randrange(len(all)), f"{quote} {cue}")
    return "\n\n".join(all)


def following(one: Piece, other: Piece, chance: random.Random, share: float) -> str:
    """Return the next day's story: paragraphs of the other, then some of the one's, `share` of all the words."""
    new, old = paragraphs_of(other.text), paragraphs_of(one.text)
    start = chance.choice((0, 1, 2, len(old) // 2))
    background = old[start : start + max(2, len(old) // 3)]
    words = len(" ".join(background).split()) * (1 - share) / share
    kept = [p for i, p in enumerate(new) if i == 0 or len(" ".join(new[:i]).split()) < words]
    return "\n\n".join(kept + background)


def pairs(all: Sequence[Piece], each: int) -> list[Pair]:
    """Return so many pairs of each kind, whole texts."""
    chance = random.Random(SEED)
    by = Editor(all, chance)
    long = [piece for piece in all if len(paragraphs_of(piece.text)) >= 7 and len(piece.text.split()) >= 200]
    found = []
    for kind, edit in COPIES.items():
        for piece in chance.sample(long, each):
            title = piece.title if chance.random() < 0.5 else by.rewritten(piece.title)
            found.append(Pair(kind, True, (piece.title, piece.text), (title, edit(by, piece.text))))
    near = sorted(topical(long, 3), key=lambda found: (-found[0], found[1].id, found[2].id))
    rivals = [(a, b) for _, a, b in near if a.outlet != b.outlet and (b.day - a.day).days <= 1][: 2 * each]
    later = [(a, b) for _, a, b in near[: 20 * each] if a.outlet == b.outlet and a.day < b.day and not is_version(a, b)]
    quoting = [(a, b) for a, b in rivals + later if len(quoted(a.text)) >= 3]
    made: dict[str, Iterable[tuple[Piece, Piece, str, str]]] = {
        "two outlets, one topic": ((a, b, b.title, b.text) for a, b in rivals),
        "one outlet, next days": ((a, b, b.title, b.text) for a, b in later),
        "followed up, a third old": ((a, b, b.title, following(a, b, chance, 0.33)) for a, b in rivals),
        "followed up, half old": ((a, b, b.title, following(a, b, chance, 0.5)) for a, b in rivals[::-1]),
        "all quotations": ((a, b, b.title, with_quotes(a, b, chance)) for a, b in quoting),
        "a robot's next": ((a, a, by.robot(a.title), by.robot(a.text)) for a in chance.sample(long, each)),
    }
    for kind, cases in made.items():
        found += [Pair(kind, False, (a.title, a.text), (title, text)) for a, _, title, text in [*cases][:each]]
    for a, b in (chance.sample(long, 2) for _ in range(each)):
        title, opening, closing = chance.choice(FRAMES)
        framed = [(title, f"{opening}\n\n{by.cut(piece.text, to=0.4)}\n\n{closing}") for piece in (a, b)]
        found.append(Pair("one frame", False, framed[0], framed[1]))
    return found


def leads(all: Sequence[Piece], each: int) -> list[Pair]:
    """Return so many pairs of each kind as feeds give them: a title and a lead of 150 to 400 characters."""
    chance = random.Random(SEED + 1)
    by = Editor(all, chance)
    opening = {p.id: "\n\n".join(paragraphs_of(p.text)[:5]) for p in all}
    fit = [p for p in all if len(opening[p.id]) > 500]

    def lead(text: str, most: int | None = None) -> str:
        most = most or chance.choice((150, 200, 250, 300, 400))
        line = " ".join(text.split())
        if chance.random() < 0.5:  # whole sentences
            said = sentences_of(line)
            kept = [
                s for i, s in enumerate(said) if len(" ".join(said[:i])) < 80 or len(" ".join(said[: i + 1])) <= most
            ]
            return " ".join(kept) + chance.choice(TAILS)
        return line[:most].rsplit(" ", 1)[0] + chance.choice(("…", "...", " [...]", "")) + chance.choice(TAILS)

    found = []
    for kind, edit in COPIES.items():
        if kind in UNSEEN:
            continue
        for piece in chance.sample(fit, each):
            title = piece.title if chance.random() < 0.5 else by.rewritten(piece.title)
            text, most = opening[piece.id], 600 if kind in ("first sentence rewritten", "local paragraph") else None
            found.append(Pair(kind, True, (piece.title, lead(text, most)), (title, lead(edit(by, text), most))))
    near = sorted(topical(fit, 3), key=lambda found: (-found[0], found[1].id, found[2].id))
    rivals = [(a, b) for _, a, b in near if a.outlet != b.outlet and (b.day - a.day).days <= 1][: 3 * each]
    later = [(a, b) for _, a, b in near[: 20 * each] if a.outlet == b.outlet and a.day < b.day and not is_version(a, b)]
    for a, b in rivals[:each]:
        found.append(Pair("two outlets, one topic", False, (a.title, lead(a.text)), (b.title, lead(b.text))))
    for a, b in later[:each]:
        found.append(Pair("one outlet, next days", False, (a.title, lead(a.text)), (b.title, lead(b.text))))
    for a, b in rivals[each : 2 * each]:
        old = chance.choice(sentences_of(opening[a.id])[:3])
        text = " ".join([*sentences_of(opening[b.id])[:2], old])
        found.append(Pair("new with one old sentence", False, (a.title, lead(a.text, 400)), (b.title, lead(text, 400))))
    for a, b in [(a, b) for a, b in rivals if quoted(a.text)][:each]:
        said = quoted(a.text)[0]
        texts = [f"{sentences_of(p.text)[0]} {said} {chance.choice(('he said.', 'she told them.'))}" for p in (a, b)]
        found.append(Pair("one quotation", False, (a.title, texts[0]), (b.title, texts[1])))
    for piece in chance.sample(fit, each):
        text = lead(piece.text)
        found.append(Pair("a robot's next", False, (piece.title, text), (by.robot(piece.title), by.robot(text))))
    for a, b in (chance.sample(fit, 2) for _ in range(each)):
        title, said, _ = chance.choice(FRAMES)
        found.append(Pair("one frame", False, (title, f"{said} {lead(a.text)}"), (title, f"{said} {lead(b.text)}")))
    for a, b in (chance.sample(fit, 2) for _ in range(each)):
        title, said, _ = chance.choice(FRAMES)
        found.append(Pair("one title", False, (title, lead(a.text)), (title, lead(b.text))))
    return found
