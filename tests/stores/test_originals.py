"""What an article was read from is kept beside it byte for byte, and is never taken for what it is not."""

import gzip
import os
import threading
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB
from worked_on import flipped

from briefing.intake import Original
from briefing.intake.raw import LIMIT
from stores import Library, LibraryError
from stores.originals import packed, unpacked

PAGE = Original(b"<html><p>" + bytes(range(256)) * 40 + b"</p></html>", "html", ("Behind a paywall.", "Cut off."))
OTHER = Original(b"%PDF-1.7 \x00\xff" * 300, "pdf")


def originals(directory: Path) -> list[Path]:
    """The files of the originals in a library."""
    return sorted((directory / "o").rglob("*.gz"))


@given(st.binary(max_size=3000), st.sampled_from(["html", "text", "mail", "pdf"]), st.lists(st.text(max_size=9)))
def test_any_bytes_come_back_as_they_came(data: bytes, kind: str, notices: list[str]) -> None:
    made = packed(Original(data, kind, tuple(notices)), "another text")  # type: ignore[arg-type]
    assert unpacked(made.content, made.entry["sha256"]) == data
    assert gzip.decompress(made.content) == data
    assert made.entry.get("notices", []) == notices


def test_it_is_read_again_as_it_came_with_what_was_told_of_it(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        first, second, third = (library.add(numbered(n), original) for n, original in enumerate((PAGE, OTHER, None)))
    with Library.open(tmp_path, readonly=True) as library:
        assert [library.original(id) for id in (first, second, third)] == [PAGE, OTHER, None]
        assert [library.told(id) for id in (first[:4], second, third)] == [PAGE.notices, (), ()]
        assert library.verify() == []
    assert {gzip.decompress(path.read_bytes()) for path in originals(tmp_path)} == {PAGE.data, OTHER.data}


def test_a_text_that_is_the_articles_own_has_no_file_and_is_there_all_the_same(tmp_path: Path) -> None:
    made = a_briefing(quote="“Größe\ud800,”")
    same = Original(made.article.text.encode("utf-8", "surrogatepass"), "text", ("Typed in.",))
    marked = Original(b"\xef\xbb\xbf" + numbered(1).article.text.encode(), "text")
    with Library.open(tmp_path) as library:
        id = library.add(made, same)
        assert not (tmp_path / "o").exists()
        other = library.add(numbered(1), marked)
        assert (library.original(id), library.original(other)) == (same, marked)
        assert library.told(id) == same.notices
    assert len(originals(tmp_path)) == 1


def test_a_further_analysis_is_of_the_same_original(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing(), PAGE)
        (path,) = originals(tmp_path)
        before = path.stat()
        library.reanalyse(id, a_briefing(question="What else?"))
        assert library.original(id) == PAGE
        library.note(id, "mine")
        library.compact()
        library.remove(id)
        assert library.undo() is not None
        assert library.original(id) == PAGE
        assert library.holds(a_briefing().article) == id, "the article's own checksum is the first in a head"
    assert originals(tmp_path) == [path]
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_briefings_of_the_same_page_share_its_file(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        ids = [library.add(numbered(n), PAGE) for n in range(2)]
        assert [library.original(id) for id in ids] == [PAGE] * 2
    assert len(originals(tmp_path)) == 1


def test_one_that_is_damaged_is_whole_again_when_the_same_comes_in(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        first = library.add(numbered(0), PAGE)
        flipped(*originals(tmp_path))
        with pytest.raises(LibraryError, match="is damaged"):
            library.original(first)
        library.add(numbered(1), PAGE)
        assert library.original(first) == PAGE


@pytest.mark.parametrize(
    ("harm", "what"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(b""), "is damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-30]), "is damaged"),
        (lambda path: path.write_bytes(gzip.compress(b"<html>of another page</html>")), "is damaged"),
        (lambda path: path.write_bytes(gzip.compress(bytes(3 * LIMIT), 1)), "is damaged"),
        (lambda path: path.write_bytes(os.urandom(2 * LIMIT)), "is damaged"),
    ],
)
def test_one_that_is_not_what_came_is_told_and_the_briefing_is_whole(tmp_path: Path, harm: object, what: str) -> None:
    with Library.open(tmp_path) as library:
        id, other = library.add(numbered(0), PAGE), library.add(numbered(1), OTHER)
        (path,) = (path for path in originals(tmp_path) if gzip.decompress(path.read_bytes()) == PAGE.data)
        harm(path)  # type: ignore[operator]
        with pytest.raises(LibraryError, match=rf"{path.name} .*{id} .*{what}.*'readout doctor --repair'") as told:
            library.original(id)
        assert "\n" not in str(told.value)
        assert library.told(id) == PAGE.notices
        assert library.get(id) == replace(numbered(0), id=id)
        assert library.original(other) == OTHER


def test_a_bomb_is_unpacked_no_further_than_an_original_may_be_large() -> None:
    bomb = gzip.compress(bytes(10 * LIMIT), 1)
    tracemalloc.start()
    try:
        assert unpacked(bomb, "0" * 64) is None
        assert tracemalloc.get_traced_memory()[1] < 3 * LIMIT
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("call", ["fdatasync", "replace"])
def test_a_briefing_whose_original_the_disk_does_not_take_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    called, there = getattr(os, call), threading.main_thread()

    def failing(*given: object) -> object:
        if threading.current_thread() is there:
            return called(*given)
        raise OSError(5, "Input/output error")

    with Library.open(tmp_path) as library:
        with monkeypatch.context() as broken:
            broken.setattr(os, call, failing)
            with pytest.raises(LibraryError, match="Input/output error"):
                library.add(numbered(0), PAGE)
        assert library.entries() == []
        assert originals(tmp_path) == []
        assert library.original(library.add(numbered(0), PAGE)) == PAGE


def test_of_a_file_no_more_is_read_than_it_can_have(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(numbered(0), PAGE)
        os.truncate(*originals(tmp_path), 20 * LIMIT)
        tracemalloc.start()
        try:
            assert library.original(id) == PAGE
            assert tracemalloc.get_traced_memory()[1] < 3 * LIMIT
        finally:
            tracemalloc.stop()


def test_what_is_larger_than_anything_that_is_read_is_not_kept(tmp_path: Path) -> None:
    largest = Original(os.urandom(LIMIT), "pdf")
    with Library.open(tmp_path) as library:
        id = library.add(numbered(0), largest)
        assert library.original(id) == largest
        with pytest.raises(LibraryError, match="larger than 10 MB"):
            library.add(numbered(1), Original(bytes(LIMIT + 1), "pdf"))
        assert library.count() == 1


def test_a_library_from_before_there_were_originals_opens_and_takes_them(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        old = library.add(numbered(0))
    assert not (tmp_path / "o").exists()
    assert b"original" not in (tmp_path / "catalogue.log").read_bytes()
    with Library.open(tmp_path) as library:
        assert (library.original(old), library.told(old)) == (None, ())
        library.reanalyse(old, numbered(0))
        assert library.original(old) is None
        new = library.add(numbered(1), PAGE)
        assert library.original(new) == PAGE


def test_stock_tinydb_opens_a_library_with_originals(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(numbered(0), PAGE)
        library.compact()
    (path,) = originals(tmp_path)
    with TinyDB(tmp_path / "catalogue.json") as stock:
        (analysis,) = (stock.storage.read() or {})["heads"][id]["analyses"]
    assert analysis["original"] == {"sha256": path.name[:-3], "kind": "html", "notices": list(PAGE.notices)}
    assert path.parent.name == path.name[:2]
    for place, mode in ((path, 0o600), (path.parent, 0o700), (tmp_path / "o", 0o700)):
        assert place.stat().st_mode & 0o777 == mode
