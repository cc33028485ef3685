"""The storage: what was acknowledged is read by whoever opens it, and nothing else is taken for it."""

import os
import threading
from pathlib import Path

import pytest
from handles import Open

from stores.errors import LibraryError
from stores.journal import JournalStorage, compaction
from stores.journal.commit import reversed_ops
from stores.journal.damage import DamagedError
from stores.journal.framing import framed
from stores.journal.layout import CATALOGUE, HISTORY, JOURNAL, PREVIOUS


def lines(directory: Path) -> list[bytes]:
    return (directory / JOURNAL).read_bytes().splitlines(keepends=True)


def test_a_change_is_one_line_of_the_journal_and_another_reads_it(directory: Path, opened: Open) -> None:
    mine, theirs = opened(), opened()
    mine.put("a", state="open", note="long" * 100)
    before = (directory / JOURNAL).stat().st_size
    mine.put("a", state="done", note="long" * 100)
    assert len(lines(directory)) == 3
    assert (directory / JOURNAL).stat().st_size - before < 200
    assert theirs.all() == {"a": {"state": "done", "note": "long" * 100}} == opened().all()


def test_what_changes_nothing_writes_nothing(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", state="open")
    before = lines(directory)
    rows.put("a", state="open")
    assert lines(directory) == before


def test_an_unfinished_line_of_another_is_no_change_and_is_cut_off_by_the_next(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", n=1)
    whole = lines(directory)
    with (directory / JOURNAL).open("ab") as journal:
        journal.write(framed(b'{"seq":2,"do":[]}')[:-4])
    assert rows.all() == opened().all() == {"a": {"n": 1}}
    opened().put("b", n=2)
    assert lines(directory)[: len(whole)] == whole
    assert rows.all() == opened().all() == {"a": {"n": 1}, "b": {"n": 2}}


def test_a_line_as_long_as_the_unfinished_one_before_it_is_seen_and_kept(directory: Path, opened: Open) -> None:
    rows, other, third = opened(), opened(), opened()
    rows.put("a", n=1)
    size = (directory / JOURNAL).stat().st_size
    third.put("a", n=2)
    line = (directory / JOURNAL).read_bytes()[size:]
    os.truncate(directory / JOURNAL, size)
    (directory / "witness").unlink()
    with (directory / JOURNAL).open("ab") as journal:
        journal.write(b"0" * len(line))
    assert other.all() == {"a": {"n": 1}}
    rows.put("a", n=2)
    assert (directory / JOURNAL).read_bytes()[size:] == line
    assert other.all() == {"a": {"n": 2}}
    other.put("b", n=3)
    assert opened().all() == {"a": {"n": 2}, "b": {"n": 3}}


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_journal_without_its_beginning_is_damaged(gone: int, directory: Path, opened: Open) -> None:
    rows = opened()
    for n in range(4):
        rows.put("a", n=n)
    kept = lines(directory)
    (directory / JOURNAL).write_bytes(b"".join(kept[gone:]))
    with pytest.raises(DamagedError, match="lacks its beginning"):
        opened()


def test_a_missing_line_within_is_damage_and_nothing_is_written(directory: Path, opened: Open) -> None:
    rows = opened()
    for n in range(4):
        rows.put(f"{n}", n=n)
    kept = lines(directory)
    (directory / JOURNAL).write_bytes(b"".join(kept[:2] + kept[3:]))
    damaged = opened()
    assert damaged.storage.damage is not None
    assert "lacks what came before change 3" in damaged.storage.damage
    assert damaged.all().keys() == {"0", "2", "3"}
    before = (directory / JOURNAL).read_bytes()
    for change in (lambda: damaged.put("x", n=1), damaged.storage.compact):
        with pytest.raises(LibraryError, match="Nothing was changed"):
            change()
    assert (directory / JOURNAL).read_bytes() == before


def test_a_damaged_line_costs_its_own_change_only(directory: Path, opened: Open) -> None:
    rows = opened()
    for n in range(4):
        rows.put(f"{n}", n=n)
    kept = lines(directory)
    kept[2] = kept[2].replace(b'"n":1', b'"n":9')
    (directory / JOURNAL).write_bytes(b"".join(kept))
    damaged = opened()
    assert damaged.storage.damage is not None
    assert "has a damaged line" in damaged.storage.damage
    assert damaged.all().keys() == {"0", "2", "3"}


def test_damage_that_comes_while_it_is_open_is_met_and_what_is_mended_is_read_again(
    directory: Path, opened: Open
) -> None:
    rows = opened()
    rows.put("a", n=1)
    sound = (directory / JOURNAL).read_bytes()
    (directory / JOURNAL).write_bytes(sound + b"junk\n")
    with pytest.raises(LibraryError, match="damaged line"):
        rows.put("a", n=2)
    assert rows.all() == {"a": {"n": 1}}
    (directory / JOURNAL).write_bytes(sound)
    rows.put("a", n=2)
    assert opened().all() == {"a": {"n": 2}}


def test_a_journal_put_back_from_an_earlier_day_is_not_opened_as_if_nothing_was_since(
    directory: Path, opened: Open
) -> None:
    rows = opened()
    rows.put("a", n=1)
    earlier = (directory / JOURNAL).read_bytes()
    rows.put("a", n=2)
    rows.put("a", n=3)
    (directory / JOURNAL).write_bytes(earlier)
    with pytest.raises(DamagedError, match="lacks the last 2 changes"):
        opened()
    with pytest.raises(DamagedError):
        rows.put("a", n=4)
    assert (directory / JOURNAL).read_bytes() == earlier


def test_files_of_different_generations_are_not_taken_for_one_library(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", n=1)
    rows.storage.compact()
    rows.put("a", n=2)
    rows.storage.compact()
    old_snapshot, old_journal = ((directory / (name + PREVIOUS)).read_bytes() for name in (CATALOGUE, JOURNAL))
    snapshot, journal = ((directory / name).read_bytes() for name in (CATALOGUE, JOURNAL))
    (directory / CATALOGUE).write_bytes(old_snapshot)
    with pytest.raises(DamagedError, match="older than its journal"):
        opened()
    (directory / JOURNAL).write_bytes(old_journal)
    assert opened().all() == {"a": {"n": 2}}  # the generation before, with all its commits, is what the new one holds
    (directory / CATALOGUE).write_bytes(snapshot)
    assert opened().all() == {"a": {"n": 2}}
    (directory / JOURNAL).write_bytes(journal)
    rows.put("a", n=3)
    assert opened().all() == {"a": {"n": 3}}


def test_an_error_inside_a_transaction_takes_all_of_it_back(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", n=1)
    before = lines(directory)
    with pytest.raises(ZeroDivisionError), rows.storage.transaction():
        rows.put("a", n=2)
        rows.put("b", n=2)
        assert rows.all() == {"a": {"n": 2}, "b": {"n": 2}}
        raise ZeroDivisionError
    assert rows.all() == {"a": {"n": 1}}
    assert lines(directory) == before


def test_a_transaction_is_one_commit_that_others_see_whole(directory: Path, opened: Open) -> None:
    rows, other = opened(), opened()
    rows.put("a", n=1)
    with rows.storage.transaction():
        rows.put("a", n=2)
        rows.put("b", n=2)
        assert other.all() == {"a": {"n": 1}}
    assert other.all() == {"a": {"n": 2}, "b": {"n": 2}}


@pytest.mark.parametrize("name", ["testify", "made_durable", "written"])
def test_an_interrupt_at_any_moment_of_a_commit_leaves_memory_as_the_disk_is(
    name: str, directory: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stores.journal import storage

    done = getattr(storage, name)

    def interrupted(*given: object) -> None:
        done(*given)
        raise KeyboardInterrupt

    rows = opened()
    rows.put("a", n=1, m=1)
    with monkeypatch.context() as patched:
        patched.setattr(storage, name, interrupted)
        with pytest.raises(KeyboardInterrupt):
            rows.put("a", n=2)
    assert rows.all() == opened().all()
    assert rows.all()["a"]["n"] in (1, 2)
    if name != "made_durable":
        rows.put("a", m=2)
        rows.storage.compact()
        assert rows.all() == opened().all()
        assert opened().storage.damage is None


def test_what_the_disk_does_not_confirm_is_said_and_nothing_more_is_written_until_it_is_opened_again(
    directory: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from stores.journal import storage

    def failing(handle: int) -> None:
        raise OSError(5, "Input/output error")

    rows = opened()
    rows.put("a", n=1)
    with monkeypatch.context() as patched:
        patched.setattr(storage, "made_durable", failing)
        with pytest.raises(LibraryError, match=r"did not confirm .*\(Input/output error\)"):
            rows.put("a", n=2)
    before = lines(directory)
    for change in (lambda: rows.put("a", n=3), rows.storage.compact):
        with pytest.raises(LibraryError, match="did not confirm"):
            change()
    assert lines(directory) == before
    assert rows.all() == opened().all()
    again = opened()
    again.put("a", n=4)
    assert opened().all() == {"a": {"n": 4}}


def test_poll_names_the_rows_that_others_touched_and_none_of_its_own(opened: Open) -> None:
    mine, theirs = opened(), opened()
    mine.put("a", n=1)
    assert mine.storage.touched_by_others() == set()
    theirs.put("b", n=1)
    theirs.put("a", n=2)
    assert mine.storage.touched_by_others() == {("heads", "a"), ("heads", "b")}
    assert mine.storage.touched_by_others() == set()
    theirs.storage.compact()
    assert mine.storage.touched_by_others() is None
    assert mine.storage.touched_by_others() == set()


def test_threads_of_one_storage_never_see_half_a_transaction(opened: Open) -> None:
    rows = opened()
    rows.put("a", n=0)
    rows.put("b", n=0)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            with rows.storage.alone:
                found = rows.all()
            if found["a"] != found["b"]:
                wrong.append(found)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(1, 100):
        with rows.storage.transaction():
            rows.put("a", n=n)
            rows.put("b", n=n)
    done.set()
    reader.join()
    assert wrong == []


def test_a_closed_storage_says_so(opened: Open) -> None:
    rows = opened()
    rows.put("a", n=1)
    rows.storage.close()
    rows.storage.close()
    for call in (rows.all, lambda: rows.put("a", n=2), rows.storage.compact):
        with pytest.raises(LibraryError, match="closed"):
            call()


def test_fields_that_are_set_are_taken_back_by_an_error_and_by_their_commit(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", state="briefed", briefing="b1", n=1)
    before = rows.all()
    fields = {"state": "read", "briefing": None, "fault": {"times": 1}}
    with pytest.raises(ZeroDivisionError), rows.storage.transaction() as transaction:
        transaction.set_fields("heads", "a", fields)
        assert rows.all() == {"a": {"state": "read", "n": 1, "fault": {"times": 1}}}
        raise ZeroDivisionError
    assert rows.all() == before
    with rows.storage.transaction() as transaction:
        transaction.set_fields("heads", "a", fields)
    assert rows.all() == opened().all() == {"a": {"state": "read", "n": 1, "fault": {"times": 1}}}
    with rows.storage.transaction() as back:
        assert transaction.commit is not None
        back.carry_out(reversed_ops(transaction.commit, back.tables))
    assert rows.all() == opened().all() == before


def test_a_storage_without_a_history_folds_its_commits_away_from_a_size_on(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compaction, "is_due", lambda journal, catalogue: True)
    storage = JournalStorage(directory, kind="inbox", history=False, fold_from=600)
    longest = 0
    for n in range(12):
        with storage.transaction() as transaction:
            transaction.put("heads", f"{n}", {"n": n})
        if not (directory / (CATALOGUE + PREVIOUS)).exists():
            longest = (directory / JOURNAL).stat().st_size
    assert 500 < longest < 600
    assert (directory / (CATALOGUE + PREVIOUS)).exists()
    assert not (directory / HISTORY).exists()
    assert list((storage.read() or {})["heads"]) == [f"{n}" for n in range(12)]
    storage.close()
    with pytest.raises(LibraryError, match="The inbox is closed"):
        storage.read()
