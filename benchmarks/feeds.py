"""The store of feeds: what 50,000 items cost whoever opens the library, and the inbox beside SQLite, in one run.

    python -m benchmarks.feeds --store [--items 50000] [--briefings 1000] [--rounds 15]

Two libraries with the same briefings, one of them with 200 feeds that hold the items, are opened and listed in fresh
processes that take turns; so are the inbox and a table in SQLite with an index, as newsboat keeps its items. Then both
do the same in one process: the next window, counts, a mark, a refresh that brings 30 items. Nothing is asserted.
"""

import argparse
import json
import os
import platform
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.children import environment
from benchmarks.timing import Call, in_turns, milliseconds, raw_append

if TYPE_CHECKING:  # the children measure without what they do not need
    from stores.feeds import Refresh

FEEDS, WINDOW, NEW = 200, 100, 30
UNREAD_SHARE = 10
"""One of so many items is unread."""

_TEXT = (
    "harbour council café budget bridge treaty river school night vote façade energy garden mine canal market ferry "
    "network border museum plan orchard said told keeps opens sells doubts moves rents old new northern public quiet"
)
_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_COLUMNS = "id, feed, state, at, title, link, published, lead, authors"

Row = tuple[str, str, str, str, str, str, str, str, str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", action="store_true", required=True, help="measure the store")
    parser.add_argument("--items", type=int, default=50_000)
    parser.add_argument("--briefings", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; load when it began: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        without, feeds, database = _built(folder, options.briefings, options.items)
        _library_beside_itself(folder, without, feeds, options)
        _opened(folder, feeds, database, options.rounds)
        _in_one_process(folder, feeds, database, options.rounds)


def _library_beside_itself(folder: Path, without: Path, feeds: Path, options: argparse.Namespace) -> None:
    calls = {
        "without feeds": lambda: _fresh(folder, "library", without),
        f"with {options.items:,} items": lambda: _fresh(folder, "library", feeds),
    }
    print(f"\nLibrary.open + entries, {options.briefings:,} briefings, {options.rounds} fresh processes each, in turns")
    _say_beside(_taken(calls, options.rounds))


def _opened(folder: Path, feeds: Path, database: Path, rounds: int) -> None:
    calls = {
        "SQLite": lambda: _fresh(folder, "sqlite", database),
        "inbox": lambda: _fresh(folder, "inbox", feeds),
    }
    print(f"\nopened, and the {WINDOW} newest that are unread, {rounds} fresh processes each, in turns")
    _say_beside(_taken(calls, rounds))


def _in_one_process(folder: Path, library: Path, path: Path, rounds: int) -> None:
    from stores.feeds import Feeds, State

    feeds, database = Feeds.open(library), _connected(path)
    feeds.inbox(WINDOW)
    ids = [item.id for item in feeds.inbox(1000)]
    rows = [id for (id,) in database.execute("SELECT id FROM items WHERE state = 'unread' ORDER BY at DESC LIMIT 1000")]
    mine, theirs, fresh, others = iter(ids), iter(rows), _refreshes(), _refreshes()
    raw = raw_append(folder / "raw")
    steps: list[tuple[str, dict[str, Call]]] = [
        (
            f"the next {WINDOW}",
            {"SQLite": lambda: _window(database, WINDOW), "inbox": lambda: feeds.inbox(WINDOW, WINDOW)},
        ),
        ("counted by feed and state", {"SQLite": lambda: _counted(database), "inbox": feeds.counts}),
        (
            "one marked as read",
            {
                "raw append": raw,
                "SQLite": lambda: _marked(database, next(theirs)),
                "inbox": lambda: feeds.mark([next(mine)], State.READ),
            },
        ),
        (
            f"a feed with {NEW} new items",
            {
                "raw append": raw,
                "SQLite": lambda: _inserted(database, next(others)),
                "inbox": lambda: feeds.refreshed(*_looked(next(fresh))),
            },
        ),
    ]
    for name, calls in steps:
        print(f"\n{name}, {rounds} rounds in one process, in turns")
        _say_beside(in_turns(calls, rounds))
    unread = feeds.counts().unread
    took = milliseconds(feeds.mark_all_read)
    print(f"\nall {unread:,} unread marked as read: {took:.0f} ms; taken back: {milliseconds(feeds.undo):.0f} ms")
    first, again = (milliseconds(lambda: feeds.inbox(WINDOW, words="xylophone", states=list(State))) for _ in range(2))
    print(f"a word that no item holds, first: {first:.0f} ms; again: {again:.0f} ms")
    for file in sorted((library / "feeds").iterdir()):
        if file.is_file():
            print(f"{file.name}: {file.stat().st_size:,} B")


def _say_beside(taken: dict[str, list[float]]) -> None:
    """Print medians, and the median of each to the first of the same round."""
    (first, values), *others = taken.items()
    print(f"  {first:24} {statistics.median(values):9.2f} ms")
    for name, those in others:
        ratio = statistics.median(one / other for one, other in zip(those, values, strict=True))
        print(f"  {name:24} {statistics.median(those):9.2f} ms   {ratio:.2f} x")


def _taken(calls: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Return what the calls say they took, in turns; the first round fills the caches and does not count."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(rounds + 1):
        for name in list(calls)[:: 1 if number % 2 else -1]:
            took = calls[name]()
            if number:
                taken[name].append(took)
    return taken


# Fresh processes


def _fresh(folder: Path, what: str, path: Path) -> float:
    env = environment(folder) | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    code = f"from benchmarks.feeds import {what}_opened; {what}_opened({os.fspath(path)!r})"
    done = subprocess.run([sys.executable, "-c", code], env=env, check=True, stdout=subprocess.PIPE, text=True)
    return float(json.loads(done.stdout))


def library_opened(path: str) -> None:
    """Open the library, list its briefings and print how many milliseconds that took."""
    from stores import Library

    begin = time.perf_counter()
    with Library.open(Path(path)) as library:
        found = library.entries()
    _print_since(begin, found)


def inbox_opened(path: str) -> None:
    """Open the inbox, read its first window and print how many milliseconds that took."""
    from stores.feeds import Feeds

    begin = time.perf_counter()
    _print_since(begin, Feeds.open(Path(path)).inbox(WINDOW))


def sqlite_opened(path: str) -> None:
    """Do the same with the table in SQLite."""
    begin = time.perf_counter()
    _print_since(begin, _window(_connected(Path(path)), 0))


def _print_since(begin: float, found: Sequence[object]) -> None:
    took = 1000 * (time.perf_counter() - begin)
    if not found:
        sys.exit("nothing was found")
    print(took)


# SQLite


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    return database


def _window(database: sqlite3.Connection, offset: int) -> list[Row]:
    asked = f"SELECT {_COLUMNS} FROM items WHERE state = 'unread' ORDER BY at DESC LIMIT ? OFFSET ?"
    return database.execute(asked, (WINDOW, offset)).fetchall()


def _counted(database: sqlite3.Connection) -> list[tuple[str, str, int]]:
    return database.execute("SELECT feed, state, count(*) FROM items GROUP BY feed, state").fetchall()


def _marked(database: sqlite3.Connection, id: str) -> None:
    with database:
        database.execute("UPDATE items SET state = 'read' WHERE id = ?", (id,))


def _inserted(database: sqlite3.Connection, listed: tuple[str, list[Row]]) -> None:
    with database:
        database.executemany(f"INSERT OR IGNORE INTO items ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?)", listed[1])


# What is kept


def _built(folder: Path, briefings: int, items: int) -> tuple[Path, Path, Path]:
    from benchmarks.briefings import briefings as made
    from stores import Library
    from stores.feeds import Feeds, Wanted

    places = folder / "without", folder / "with"
    for place in places:
        with Library.open(place) as library:
            for briefing in made(briefings):
                library.add(briefing)
    each = items // FEEDS
    listed = [_listed(feed, feed * each, each) for feed in range(FEEDS)]
    database = _connected(folder / "items.sqlite")
    database.execute(f"CREATE TABLE items ({_COLUMNS.replace('id', 'id PRIMARY KEY', 1)})")
    database.execute("CREATE INDEX listed ON items (state, at)")
    with Feeds.open(places[1]) as feeds:
        feeds.subscribe_all(Wanted(address) for address, _ in listed)
        dealt_with = FEEDS - FEEDS // UNREAD_SHARE
        for start in range(0, FEEDS, FEEDS // UNREAD_SHARE):
            if start == dealt_with:
                feeds.mark_all_read()
            feeds.refreshed_together(_looked(one) for one in listed[start : start + FEEDS // UNREAD_SHARE])
    for number, one in enumerate(listed):
        _inserted(database, one)
        if number + 1 == dealt_with:
            database.execute("UPDATE items SET state = 'read'")
    database.commit()
    database.close()
    return *places, folder / "items.sqlite"


def _refreshes() -> Iterator[tuple[str, list[Row]]]:
    return (_listed(number % FEEDS, 1_000_000 + number * NEW, NEW) for number in count())


def _listed(feed: int, first: int, number: int) -> tuple[str, list[Row]]:
    address = f"https://{feed}.example/feed.xml"
    return address, [_row(address, item) for item in range(first + number - 1, first - 1, -1)]


def _row(address: str, number: int) -> Row:
    chance = random.Random(number)
    words = chance.choices(_TEXT.split(), k=62)
    title, lead, who = " ".join(words[:10]), f"“{' '.join(words[10:60])}.”", " ".join(words[60:]).title()
    at = (_BEGIN + timedelta(minutes=chance.randrange(400_000))).isoformat()
    link = f"https://news.example/2026/{'-'.join(words[:6])}-{number}"
    return f"tag:news.example,2026:{number}", address, "unread", at, f"{title} {number}", link, at, lead, who


def _looked(listed: tuple[str, list[Row]]) -> "tuple[str, Refresh]":
    from stores.feeds import FreshItem, Refresh

    items = (FreshItem(id, title, link, at, lead, (who,)) for id, _, _, _, title, link, at, lead, who in listed[1])
    return listed[0], Refresh(tuple(items), title=listed[0][8:20])


if __name__ == "__main__":
    main()
