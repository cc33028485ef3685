"""The search cache spares a search the briefings and never changes its answer, whatever becomes of its file."""

import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_of_briefings import Json, a_record

from stores.errors import LibraryError
from stores.journal.rows import compact
from stores.search import SearchCache, line_of, parse

TESTS = Path(__file__).resolve().parents[2]
Load = Callable[[str], tuple[Json, str]]


class Shelf:
    """Briefings by id, and which of them a search has read."""

    def __init__(self, *texts: str) -> None:
        self.texts = {f"id{number}": text for number, text in enumerate(texts)}
        self.stamps = dict.fromkeys(self.texts, "1")
        self.read: list[str] = []

    def load(self, id: str) -> tuple[Json, str]:
        self.read.append(id)
        if self.texts[id] == "damaged":
            raise LibraryError("It is damaged.")
        return a_record(self.texts[id], said=[("Ada", None, "asks")]), "a note"

    def unparsed(self, id: str) -> bytes:
        """All that `load` returns, as JSON."""
        if self.texts[id] == "damaged":
            raise LibraryError("It is damaged.")
        return compact([a_record(self.texts[id], said=[("Ada", None, "asks")]), "a note"])

    def change(self, id: str, text: str) -> None:
        self.texts[id] = text
        self.stamps[id] += "1"

    def found(self, words: str, path: Path, readonly: bool = False, limit: int | None = None) -> list[str]:
        self.read.clear()
        cache = SearchCache(path, readonly=readonly)
        return cache.find(parse(words), self.stamps, self.unparsed, self.load, limit)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "search.cache"


def test_the_first_search_reads_the_briefings_and_the_next_only_the_cache(path: Path) -> None:
    shelf = Shelf("harbour", "bridge", "harbour bridge")
    assert shelf.found("harbour", path) == ["id0", "id2"]
    assert sorted(shelf.read) == ["id0", "id1", "id2"]
    assert shelf.found("bridge speaker:ada note", path) == ["id1", "id2"]
    assert shelf.read == []


def test_a_search_reads_what_may_fit_and_some_of_the_others_until_the_cache_is_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stores.search.cache._MADE_IN_PASSING", 3)
    shelf = Shelf(*(f"{'quarry' if number in (4, 7) else 'bridge'} {number}" for number in range(10)))
    assert shelf.found("quarry", path) == ["id4", "id7"]
    assert shelf.read == ["id4", "id7", "id0", "id1", "id2"]
    assert shelf.found("quarry", path) == ["id4", "id7"]
    assert shelf.read == ["id3", "id5", "id6"]
    assert shelf.found("quarry", path) == ["id4", "id7"]
    assert shelf.found("quarry", path) == ["id4", "id7"]
    assert shelf.read == []


def test_no_more_is_read_than_is_asked_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stores.search.cache._MADE_IN_PASSING", 0)
    shelf = Shelf(*(f"harbour {number}" for number in range(10)))
    assert shelf.found("harbour", path, limit=2) == ["id0", "id1"]
    assert shelf.read == ["id0", "id1"]
    assert shelf.found("harbour", path, limit=3) == ["id0", "id1", "id2"]
    assert shelf.read == ["id2"]
    assert shelf.found("harbour", path, limit=2) == ["id0", "id1"]
    assert shelf.found("tag:eu", path, limit=2) == ["id0", "id1"]


def test_the_answer_comes_in_the_order_of_what_was_wanted(path: Path) -> None:
    shelf = Shelf("harbour", "harbour", "harbour")
    shelf.found("harbour", path)
    shelf.stamps = {"id2": "1", "id0": "1"}
    assert shelf.found("harbour", path) == ["id2", "id0"]


def test_a_search_of_heads_alone_reads_nothing(path: Path) -> None:
    shelf = Shelf("harbour", "damaged")
    assert shelf.found("tag:eu", path) == ["id0", "id1"]
    assert shelf.read == []
    assert not path.exists()


def test_a_changed_briefing_is_read_again_and_its_old_line_never_counts(path: Path) -> None:
    shelf = Shelf("harbour", "bridge")
    shelf.found("harbour", path)
    shelf.change("id0", "road")
    assert shelf.found("harbour", path) == []
    assert shelf.read == ["id0"]
    assert shelf.found("road", path) == ["id0"]
    assert shelf.read == []


def test_a_line_added_when_a_briefing_is_kept_spares_reading_it(path: Path) -> None:
    shelf = Shelf("harbour")
    SearchCache(path, readonly=False).add(line_of("id0", "1", *shelf.load("id0")))
    assert shelf.found("harbour", path) == ["id0"]
    assert shelf.read == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_briefing_that_cannot_be_read_is_left_out(path: Path) -> None:
    shelf = Shelf("damaged", "harbour")
    assert shelf.found("harbour", path) == ["id1"]
    assert shelf.found("harbour", path) == ["id1"]
    assert shelf.read == ["id0"]


def test_a_line_of_another_folding_does_not_count(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf("harbour")
    monkeypatch.setattr("stores.search.lines._FORM", "older")
    shelf.found("harbour", path)
    monkeypatch.undo()
    assert shelf.found("harbour", path) == ["id0"]
    assert shelf.read == ["id0"]


def test_a_reader_uses_the_cache_and_writes_nothing(path: Path) -> None:
    shelf = Shelf("harbour", "bridge")
    assert shelf.found("harbour", path, readonly=True) == ["id0"]
    assert not path.exists()
    shelf.found("harbour", path)
    before = path.read_bytes()
    shelf.change("id1", "harbour " * 100_000)
    assert shelf.found("harbour", path, readonly=True) == ["id0", "id1"]
    SearchCache(path, readonly=True).add(before)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_cannot_be_read_or_written_costs_only_time(tmp_path: Path) -> None:
    shelf = Shelf("harbour", "bridge")
    (tmp_path / "directory").mkdir()
    for path in (tmp_path / "none" / "search.cache", tmp_path / "directory"):
        assert shelf.found("harbour", path) == ["id0"]
        SearchCache(path, readonly=False).add(b"line\n")
    assert not (tmp_path / "none").exists()


def test_a_full_disk_costs_only_time_and_the_half_line_on_it_never_counts(path: Path) -> None:
    shelf = Shelf("harbour " * 10, "bridge " * 10)
    shelf.found("harbour", path)
    size = path.stat().st_size
    shelf.change("id0", "road " * 100)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
    try:
        assert shelf.found("road", path) == ["id0"]
        assert shelf.found("road", path) == ["id0"]
        assert path.stat().st_size == size + 100
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    for _ in range(2):
        assert shelf.found("road", path) == ["id0"]
        assert shelf.found("harbour", path) == []
    assert shelf.found("bridge", path) == ["id1"]
    assert shelf.read == []


def test_a_file_that_is_mostly_stale_is_replaced_by_one_that_is_not(path: Path) -> None:
    shelf = Shelf(*(f"harbour {number} " + "bridge " * 5000 for number in range(4)))
    shelf.found("harbour", path)
    size = path.stat().st_size
    for id in ("id0", "id1", "id2"):
        shelf.change(id, shelf.texts[id])
        shelf.found("harbour outlet:post", path)
    assert path.stat().st_size > 1.7 * size
    shelf.stamps.pop("id3")
    before = path.read_bytes()
    assert shelf.found("harbour", path, readonly=True) == ["id0", "id1", "id2"]
    assert path.read_bytes() == before
    assert shelf.found("harbour", path) == ["id0", "id1", "id2"]
    assert path.stat().st_size < size
    assert shelf.read == []
    assert path.stat().st_mode & 0o777 == 0o600
    assert list((path.parent / "tmp").iterdir()) == []
    assert shelf.found("harbour", path) == ["id0", "id1", "id2"]
    assert shelf.read == []


def test_lines_of_briefings_whose_heads_do_not_match_are_not_stale(path: Path) -> None:
    shelf = Shelf(*("harbour " * 5000 for _ in range(4)))
    shelf.found("harbour", path)
    size = path.stat().st_size
    shelf.stamps = {"id0": "1"}
    assert shelf.found("harbour tag:eu", path) == ["id0"]
    assert path.stat().st_size == size


ADDER = """
import sys
from pathlib import Path
from records_of_briefings import a_record
from stores.journal.rows import compact
from stores.search import SearchCache, line_of
cache = SearchCache(Path(sys.argv[1]), readonly=False)
for number in range(200):
    id = f"{sys.argv[2]}-{number}"
    cache.add(line_of(id, "1", a_record(f"harbour {id} " * 300), ""))
"""


def test_lines_that_several_processes_append_at_once_are_all_there(path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*map(str, (TESTS, Path(__file__).parent)), *sys.path])}
    adders = [subprocess.Popen([sys.executable, "-c", ADDER, str(path), name], env=environment) for name in "abc"]
    assert [adder.wait(timeout=60) for adder in adders] == [0, 0, 0]
    shelf = Shelf()
    shelf.stamps = {f"{name}-{number}": "1" for name in "abc" for number in range(200)}
    assert len(shelf.found("harbour", path)) == 600
    assert shelf.read == []


WORDS = ["harbour", "Ｈárbour bridge", '"the bridge"', "ﬁsh", "speaker:ada road", "note", "nowhere"]
TEXTS = st.lists(
    st.sampled_from(["harbour", "hárbour\u0301", "the\n\nbridge", "bridge the", "Fish", "road"]), max_size=4
)
SHELVES = st.lists(TEXTS.map(" ".join), min_size=1, max_size=5).map(lambda texts: Shelf(*texts))


@settings(max_examples=30, deadline=None)
@given(shelf=SHELVES, data=st.data())
def test_no_flipped_bit_cut_or_junk_changes_an_answer(
    shelf: Shelf, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("library") / "search.cache"
    answers = {words: shelf.found(words, path.with_name("none"), readonly=True) for words in WORDS}
    shelf.found("harbour", path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        damage = data.draw(st.sampled_from(["flip", "cut", "drop", "junk", "twice"]))
        if damage == "flip":
            content[place] ^= 1 << data.draw(st.integers(0, 7))
        elif damage == "cut" and place:
            del content[place:]
        elif damage == "drop":
            del content[place : place + 5]
        elif damage == "junk":
            content[place:place] = data.draw(st.binary(max_size=20))
        elif damage == "twice":
            content += content[place:]
        path.write_bytes(content)
        content = content or bytearray(b"\n")
        for words in WORDS:
            assert shelf.found(words, path, readonly=data.draw(st.booleans())) == answers[words]
        content = bytearray(path.read_bytes()) or bytearray(b"\n")


def test_every_single_bit_of_a_line_counts(path: Path) -> None:
    shelf = Shelf("harbour")
    shelf.found("harbour", path)
    content = path.read_bytes()
    for bit in random.Random(1).sample(range(8 * len(content)), 200):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        assert shelf.found("harbour", path, readonly=True) == ["id0"]
        assert shelf.read == ["id0"]


@settings(max_examples=30, deadline=None)
@given(
    shelf=SHELVES,
    changes=st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["harbour", "ﬁsh road", "the bridge"])), max_size=8),
)
def test_after_any_changes_the_cached_answer_is_that_of_the_briefings(
    shelf: Shelf, changes: list[tuple[int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("library") / "search.cache"
    for number, text in changes:
        id = f"id{number % len(shelf.texts)}"
        shelf.change(id, text)
        if number % 2:
            SearchCache(path, readonly=False).add(line_of(id, shelf.stamps[id], *shelf.load(id)))
        for words in WORDS:
            assert shelf.found(words, path) == shelf.found(words, path.with_name("none"), readonly=True)
