"""Web pages, measured: the article's text, its paragraphs and what the page tells, beside trafilatura as it comes.

    python -m benchmarks.pages [--errors] [--quick]

On the 60 pages in shared/corpus, whose text a person marked; what they tell was marked for `gold/pages.tsv`. Every
difference stands with its 95 % interval from a paired bootstrap over the pages. The last table gives the time that the
worst pages of 10 MB take.
"""

import argparse
import gzip
import hashlib
import importlib.util
import json
import random
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from trafilatura import bare_extraction

from benchmarks.breaks import Breaks, breaks
from benchmarks.hostile_pages import HOSTILE
from briefing.errors import SourceError
from briefing.intake.articles import Told
from briefing.intake.bylines import key_of
from briefing.intake.decoding import declared_in, text_of
from briefing.intake.page import read_page
from training.corpus import CORPUS

GOLD = Path(__file__).parent / "gold" / "pages.tsv"
TODAY = date(2026, 1, 1)
LARGEST = 10_000_000
TOO_LARGE = "is too large"
RESAMPLED = 10_000
TOLD = ("title", "outlet", "authors", "date")

Score = tuple[float, float]
"""Precision and recall of one page."""


class Page(NamedTuple):
    """A page: its id, where it was found, the bytes, and the article that a person marked in it."""

    id: str
    url: str
    data: bytes
    truth: str

    @property
    def html(self) -> str:
        """The page, decoded as Readout decodes one."""
        declared = declared_in(self.data)
        return text_of(self.data, [declared] if declared else [])


class Gold(NamedTuple):
    """What a page tells, as a careful reader finds it: any of the titles, outlets and days; all authors, and perhaps
    the others that it names."""

    titles: frozenset[str]
    outlets: frozenset[str]
    authors: frozenset[str]
    perhaps: frozenset[str]
    days: frozenset[str]


class Made(NamedTuple):
    """What one contender makes of a page; `text` is empty where it finds no article."""

    text: str
    told: Told


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print what is wrong in what the pages tell")
    parser.add_argument("--quick", action="store_true", help="leave the pages of 10 MB out")
    options = parser.parse_args()
    if not (CORPUS / "pages").is_dir():
        sys.exit("The corpus is not here: it lies in shared/ beside the checkout.")
    pages = pages_of_corpus(CORPUS)
    contenders: dict[str, Callable[[Page], Made]] = {
        "Readout": read_by_readout,
        "trafilatura, no tables": lambda page: _by_trafilatura(page, include_comments=False, include_tables=False),
        "trafilatura, defaults": _by_trafilatura,
    }
    made = {name: {page.id: contender(page) for page in pages} for name, contender in contenders.items()}
    _print_text(pages, made)
    _print_breaks(pages, made)
    _print_told(pages, made, errors=options.errors)
    if not options.quick:
        _print_times()


def pages_of_corpus(corpus: Path) -> list[Page]:
    """Return the pages in the corpus that lies in the folder `corpus`."""
    truth = json.loads((corpus / "pages" / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Page(id, one["url"], gzip.decompress((corpus / "pages" / f"{id}.html.gz").read_bytes()), one["articleBody"])
        for id, one in truth.items()
    ]


def read_by_readout(page: Page) -> Made:
    """Return what Readout makes of the page."""
    try:
        return Made(*read_page(page.html, url=page.url, name=page.id, today=TODAY))
    except SourceError:
        return Made("", Told())


def f_of_texts(pages: Sequence[Page], made: Mapping[str, Made]) -> float:
    """Return the F that score_pages.py gives the texts."""
    scorer = _scorer()
    return _means([_score(scorer, page, made[page.id].text) for page in pages])[2]


def right_of_told(pages: Sequence[Page], made: Mapping[str, Made]) -> dict[str, list[bool]]:
    """Return of title, outlet, authors and date for each page whether they are right."""
    gold = _gold()
    rows = [_right(gold[page.id[:8]], made[page.id].told) for page in pages]
    return {name: [row[i] for row in rows] for i, name in enumerate(TOLD)}


def _by_trafilatura(page: Page, **options: Any) -> Made:
    document: Any = bare_extraction(page.data, url=page.url, with_metadata=True, **options)
    if document is None:
        return Made("", Told())
    authors = tuple(author for author in (document.author or "").split("; ") if author)
    told = Told(title=document.title, outlet=document.sitename, authors=authors, published=document.date)
    # Its output has a line to a paragraph.
    return Made("\n\n".join((document.text or "").split("\n")), told)


def _print_text(pages: Sequence[Page], made: Mapping[str, Mapping[str, Made]]) -> None:
    scorer = _scorer()
    scores = {name: {page.id: _score(scorer, page, of[page.id].text) for page in pages} for name, of in made.items()}
    print(f"the article's text, {len(pages)} pages, as score_pages.py measures it")
    print(f"{'':24} {'read':>5} {'P':>6} {'R':>6} {'F':>6}   Readout's F less this one, 95 %")
    for name, of in scores.items():
        read = sum(bool(one.text) for one in made[name].values())
        p, r, f = _means(list(of.values()))
        print(f"{name:24} {read:5} {p:6.3f} {r:6.3f} {f:6.3f}   {_interval(scores['Readout'], of)}")


def _scorer() -> ModuleType:
    found = importlib.util.spec_from_file_location("score_pages", CORPUS / "score_pages.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def _score(scorer: ModuleType, page: Page, text: str) -> Score:
    gold, got = scorer.shingles(page.truth), scorer.shingles(text)
    both = sum((gold & got).values())
    return (both / sum(got.values()) if got else 0.0), (both / sum(gold.values()) if gold else 1.0)


def _means(scores: Sequence[Score]) -> tuple[float, float, float]:
    p, r = (sum(score[i] for score in scores) / len(scores) for i in (0, 1))
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _interval(one: Mapping[str, Score], other: Mapping[str, Score]) -> str:
    """Return the difference of the F's and its 95 % interval over pages drawn anew."""
    if one is other:
        return ""
    ids, dice = list(one), random.Random(0)
    drawn = sorted(_difference(one, other, dice.choices(ids, k=len(ids))) for _ in range(RESAMPLED))
    low, high = drawn[RESAMPLED // 40], drawn[-RESAMPLED // 40]
    return f"{_difference(one, other, ids):+.4f} [{low:+.4f}, {high:+.4f}]"


def _difference(one: Mapping[str, Score], other: Mapping[str, Score], ids: Sequence[str]) -> float:
    return _means([one[id] for id in ids])[2] - _means([other[id] for id in ids])[2]


def _print_breaks(pages: Sequence[Page], made: Mapping[str, Mapping[str, Made]]) -> None:
    print("\nparagraph breaks: of the true ones found, of the missed ones in text that was not taken, and false ones")
    print(f"{'':24} {'true':>5} {'found':>6} {'':>6} {'lost':>6} {'false':>6}")
    for name, of in made.items():
        total = Breaks(0, 0, 0, 0)
        for page in pages:
            total += breaks(page.truth, of[page.id].text)
        share = total.found / total.true
        print(f"{name:24} {total.true:5} {total.found:6} {share:6.1%} {total.lost:6} {total.beside:6}")


def _print_told(pages: Sequence[Page], made: Mapping[str, Mapping[str, Made]], *, errors: bool) -> None:
    print(f"\nwhat the page tells, right of {len(pages)} pages")
    print(f"{'':24} " + " ".join(f"{name:>8}" for name in TOLD))
    for name, of in made.items():
        right = right_of_told(pages, of)
        print(f"{name:24} " + " ".join(f"{sum(right[told]):8}" for told in TOLD))
        if errors and name == "Readout":
            for i, page in enumerate(pages):
                told = of[page.id].told
                values = dict(zip(TOLD, (told.title, told.outlet, told.authors, told.published), strict=True))
                wrong = [f"{n}: {value}" for n, value in values.items() if not right[n][i]]
                if wrong:
                    print(f"    {page.id[:8]} {'; '.join(wrong)}")


def _gold() -> dict[str, Gold]:
    rows = (line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {id: _gold_of(*columns) for id, *columns in rows}


def _gold_of(titles: str, outlets: str, authors: str, days: str) -> Gold:
    named = [one for one in authors.split("; ") if one]
    return Gold(
        frozenset(titles.split("|")),
        frozenset(map(key_of, outlets.split("|"))),
        frozenset(key_of(one) for one in named if not one.startswith("?")),
        frozenset(key_of(one[1:]) for one in named if one.startswith("?")),
        frozenset(days.split("|")),
    )


def _right(gold: Gold, told: Told) -> tuple[bool, bool, bool, bool]:
    authors = {key_of(author) for author in told.authors}
    return (
        title_hash(told.title or "") in gold.titles,
        key_of(told.outlet or "") in gold.outlets,
        gold.authors <= authors <= gold.authors | gold.perhaps,
        (told.published or "")[:10] in gold.days,
    )


def title_hash(title: str) -> str:
    """Return the hash that stands for a title in the gold file: of its letters and digits, without case."""
    words = "".join(re.findall(r"\w+", title.casefold()))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _print_times() -> None:
    print(
        "\npages made to be slow, in seconds: of 10 MB, and of the largest half, quarter, … of it that is read at all"
    )
    for name, make in HOSTILE.items():
        size, taken, came = LARGEST, [], ""
        while size > 1000:
            seconds, came = _timed(make(size))
            taken.append((size, seconds))
            if TOO_LARGE not in came:
                break
            size //= 2
        first, last = taken[0], taken[-1]
        print(f"{name:40} {first[1]:6.1f} {last[1]:6.1f} of {last[0] / 1e6:5.2f} MB   {came[:50]}")


def _timed(html: str) -> tuple[float, str]:
    begin = time.perf_counter()
    try:
        text, _ = read_page(html, url=None, name="it", today=TODAY)
        came = f"{len(text)} characters"
    except SourceError as refusal:
        came = str(refusal)
    return time.perf_counter() - begin, came


if __name__ == "__main__":
    main()
