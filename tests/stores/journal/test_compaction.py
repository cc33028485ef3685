"""Compaction folds the journal into the snapshot, keeps its lines in the history, and may be cut off at any moment."""

import errno
import os
import tempfile
from pathlib import Path

import pytest
from cutting_off import cut_off_at_each_call
from handles import Handle, Open
from hypothesis import given, settings
from hypothesis import strategies as st

from stores.errors import LibraryError
from stores.journal import compaction, layout
from stores.journal.commit import Commit
from stores.journal.framing import Record, framed, records
from stores.journal.layout import CATALOGUE, HISTORY, JOURNAL, PREVIOUS


def seqs(path: Path) -> list[int]:
    """The numbers of the commits whose lines stand in the file; anything that is no sound line fails."""
    found = list(records(path.read_bytes()))
    assert all(isinstance(piece, Record) for piece in found)
    return [Commit.of(piece.payload).seq for piece in found[1:] if isinstance(piece, Record)]


def test_it_empties_the_journal_and_changes_nothing_that_is_read(directory: Path, opened: Open) -> None:
    rows, other = opened(), opened()
    for n in range(3):
        rows.put(f"{n}", n=n)
    before = rows.all()
    rows.storage.compact()
    assert seqs(directory / JOURNAL) == []
    assert seqs(directory / HISTORY) == [1, 2, 3] == seqs(directory / (JOURNAL + PREVIOUS))
    assert rows.all() == other.all() == opened().all() == before
    other.put("x", n=9)
    assert seqs(directory / JOURNAL) == [4]
    assert rows.all() == opened().all() == before | {"x": {"n": 9}}


def test_the_generation_before_can_be_put_back_and_reads_the_same(directory: Path, opened: Open) -> None:
    rows = opened()
    for n in range(3):
        rows.put(f"{n}", n=n)
    rows.storage.compact()
    before = rows.all()
    for name in (CATALOGUE, JOURNAL):
        (directory / (name + PREVIOUS)).replace(directory / name)
    assert opened().all() == before


def test_on_a_disk_where_a_file_has_one_name_only_the_generation_before_is_a_copy(
    directory: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    rows = opened()
    rows.put("a", n=1)
    before = (directory / CATALOGUE).read_bytes(), (directory / JOURNAL).read_bytes()
    rows.storage.compact()
    rows.put("a", n=2)
    assert (
        (directory / (CATALOGUE + PREVIOUS)).read_bytes(),
        (directory / (JOURNAL + PREVIOUS)).read_bytes(),
    ) == before
    assert opened().all() == {"a": {"n": 2}}


def test_a_journal_that_has_grown_is_folded_by_itself(
    directory: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "_LEAST", 2000)
    rows = opened()
    for n in range(100):
        rows.put("a", n=n, note="x" * 50)
    assert (directory / JOURNAL).stat().st_size < 3000
    assert seqs(directory / HISTORY) + seqs(directory / JOURNAL) == list(range(1, 101))
    assert opened().all() == rows.all()


def test_a_journal_is_left_until_reading_it_would_take_longer_than_the_catalogue() -> None:
    assert not compaction.is_due(1 << 17, 0)
    assert compaction.is_due((1 << 17) + 1, 0)
    assert not compaction.is_due(3 << 20, 100 << 20)
    assert compaction.is_due(4 << 20, 100 << 20)


@settings(deadline=None)
@given(st.data())
def test_what_a_crash_left_in_the_history_costs_no_line_of_it(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        rows = Handle(Path(name))
        for n in range(3):
            rows.put("a", n=n)
        lines = (rows.storage.directory / JOURNAL).read_bytes().splitlines(keepends=True)[1:]
        history = rows.storage.directory / HISTORY
        whole = layout.history_header() + b"".join(lines)
        left = data.draw(st.integers(len(layout.history_header()), len(whole)))
        nulls = data.draw(st.sampled_from([0, 0, 1, 300]))
        history.write_bytes(whole[:left] + b"\0" * nulls)
        rows.storage.compact()
        assert seqs(history) == [1, 2, 3]
        rows.put("a", n=9)
        rows.storage.compact()
        assert seqs(history) == [1, 2, 3, 4]
        rows.storage.close()


def test_the_end_of_the_history_is_found_behind_lines_of_any_length(directory: Path, opened: Open) -> None:
    rows = opened()
    for n in range(1, 7):
        rows.put("a", n=n, note="x" * (70_000 * n))
        rows.storage.compact()
    assert seqs(directory / HISTORY) == list(range(1, 7))


def test_a_damaged_line_in_the_history_stays_what_it_is_and_the_others_are_kept(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", n=1)
    rows.put("a", n=2)
    rows.storage.compact()
    history = directory / HISTORY
    damaged = history.read_bytes().replace(b'"n":2', b'"n":7')
    history.write_bytes(damaged)
    rows.put("a", n=3)
    rows.storage.compact()
    assert history.read_bytes().startswith(damaged)
    kept = [piece.payload for piece in records(history.read_bytes()) if isinstance(piece, Record)]
    assert [Commit.of(payload).seq for payload in kept[1:]] == [1, 3]


def test_the_history_does_not_grow_while_a_compaction_fails_again_and_again(
    directory: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compaction, "_LEAST", 0)
    rows = opened()
    rows.put("a", n=0)
    monkeypatch.setattr(compaction, "linked", full)
    for n in range(20):
        rows.put("a", n=n)
    assert seqs(directory / HISTORY) == list(range(1, 21))
    monkeypatch.undo()
    rows.storage.compact()
    assert opened().all() == {"a": {"n": 19}}


def test_a_compaction_cut_off_at_any_call_of_the_system_loses_nothing(tmp_path: Path) -> None:
    def directory(number: int) -> Path:
        return tmp_path / f"{number}"

    def prepare(number: int) -> None:
        nonlocal rows
        rows = Handle(directory(number))
        rows.put("a", n=1)
        rows.storage.compact()
        rows.put("a", n=2)
        rows.put("b", n=3)

    def act() -> None:
        rows.storage.compact()
        rows.put("a", n=100)

    rows = Handle(tmp_path)
    for number in cut_off_at_each_call(act, prepare):
        again = Handle(directory(number))
        before = {"a": {"n": 2}, "b": {"n": 3}}
        assert rows.all() == again.all()
        assert again.all() in (before, before | {"a": {"n": 100}})
        again.storage.compact()
        again.put("c", n=4)
        again.storage.compact()
        assert seqs(directory(number) / HISTORY) == list(range(1, again.storage.seq + 1))
        assert rows.all() == again.all() == Handle(directory(number)).all()
    assert number > 20


def test_a_directory_with_files_of_others_is_no_place_to_begin(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_bytes(b"years of work")
    with pytest.raises(LibraryError, match=r"other files are \(thesis.odt\)"):
        Handle(tmp_path).put("a", n=1)
    assert {file.name for file in tmp_path.iterdir()} <= {"thesis.odt", "lock"}


@pytest.mark.parametrize("left", [(), (JOURNAL,), (JOURNAL, "lock", "tmp"), ("witness",)])
def test_what_a_creation_that_was_cut_off_left_is_no_library_yet(left: tuple[str, ...], tmp_path: Path) -> None:
    for name in left:
        if name == "tmp":
            (tmp_path / name).mkdir()
        else:
            (tmp_path / name).write_bytes(layout.journal_header(0) if name == JOURNAL else b"")
    rows = Handle(tmp_path)
    assert rows.all() == {}
    rows.put("a", n=1)
    assert Handle(tmp_path).all() == {"a": {"n": 1}}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (JOURNAL, framed(b"{}")),
        (JOURNAL, b""),
        (CATALOGUE + PREVIOUS, b"{}"),
        (JOURNAL + PREVIOUS, b"{}"),
        (HISTORY, b""),
        ("b/3f/3f9a.json", b"{}"),
        ("backups/2026-11-24/catalogue.json", b"{}"),
        ("witness", b"3 00000000\n"),
    ],
)
def test_a_library_whose_catalogue_is_gone_is_not_begun_anew(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(content)
    if name == "witness":
        from stores.journal.witness import testify

        testify(tmp_path, 3)
    with pytest.raises(LibraryError, match="is missing"):
        Handle(tmp_path)
