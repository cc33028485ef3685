"""Backups come by themselves, once a day, are libraries themselves, and never hold less than what was there."""

import os
import shutil
import stat
import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from worked_on import START, body, everything, files, flipped, ticking, without_backups, work

from stores import Library, LibraryError, backups, copying, library_copy
from stores.backups import Backup, kept
from stores.doctor import examine, repair

DAY = timedelta(days=1)


def names(directory: Path) -> list[str]:
    return [backup.path.name for backup in kept(directory)]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library", clock=ticking()) as library:
        work(library)
        library.compact()
        work(library, 10)
    without_backups(tmp_path / "library")
    return tmp_path / "library"


def at(library: Path, moment: datetime) -> Library:
    return Library.open(library, clock=lambda: moment)


def test_a_backup_is_a_library_with_all_that_was_there(library: Path) -> None:
    before = everything(library)
    with at(library, START) as opened:
        history = opened.history()
        made = opened.backup()
        opened.note(opened.entries()[0].id, "since")
        opened.remove(opened.entries()[1].id)
    assert made == library / "backups" / "2026-11-02"
    assert everything(made) == before
    with Library.open(made, readonly=True) as backup:
        assert backup.history() == history
    assert [finding for finding in examine(made) if finding.damage] == []
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [made, *made.rglob("*")]}
    assert {path for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == set()


def test_a_backup_of_a_day_shares_the_analyses_and_a_full_copy_shares_nothing(library: Path, tmp_path: Path) -> None:
    id = everything(library)["entries"][0].id
    with at(library, START) as opened:
        daily, full = opened.backup(), opened.backup(tmp_path / "elsewhere" / "copy")
    assert body(daily, id).stat().st_ino == body(library, id).stat().st_ino
    assert all(path.stat().st_nlink == 1 for path in full.rglob("*") if path.is_file())
    assert everything(full) == everything(daily) == everything(library)


def test_where_files_cannot_be_linked_they_are_copied(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with at(library, START) as opened:
        made = opened.backup()
    assert everything(made) == everything(library)


def test_the_first_chance_of_a_day_makes_its_backup_and_the_second_none(library: Path) -> None:
    with at(library, START) as opened:
        made = opened.backup_if_due()
        assert made is not None
        assert opened.backup_if_due() is None
        assert opened.backup() == library / "backups" / "2026-11-02"
    with at(library, START + DAY) as opened:
        assert opened.backup_if_due() == library / "backups" / "2026-11-03"
    assert names(library)[0] == "2026-11-03"


def test_the_day_is_that_of_the_world_and_not_of_the_place(library: Path) -> None:
    east = timezone(timedelta(hours=13))
    with at(library, datetime(2026, 11, 3, 1, 0, tzinfo=east)) as opened:
        made = opened.backup()
        assert opened.backup_if_due() is None
    assert made.name == "2026-11-02"
    assert kept(library)[0].at == "2026-11-02T12:00:00+00:00"


def test_seven_days_and_four_full_copies_are_kept_and_older_ones_go(library: Path) -> None:
    for day in range(40):
        with at(library, START + day * DAY) as opened:
            opened.backup_if_due()
    days = [f"{START + day * DAY:%Y-%m-%d}" for day in range(40)]
    fulls = [f"{days[day]}-full" for day in (14, 21, 28, 35)]
    assert sorted(names(library)) == sorted([*fulls, *[day for day in days[32:] if f"{day}-full" not in fulls]])
    assert [backup.full for backup in kept(library) if backup.path.name.endswith("full")] == [True] * 4
    assert list((library / "tmp").glob("copy-*")) == []


def test_closing_makes_the_backup_of_the_day_where_something_was_changed(tmp_path: Path) -> None:
    with at(tmp_path, START):
        pass
    assert not (tmp_path / "backups").exists()
    with at(tmp_path, START) as library:
        id = library.add(a_briefing())
    with at(tmp_path, START + DAY) as library:
        library.get(id)
    (made,) = kept(tmp_path)
    assert (made.path.name, made.briefings, made.kind) == ("2026-11-02-full", 1, "weekly")
    with at(tmp_path, START + DAY) as library:
        library.note(id, "changed")
    assert names(tmp_path) == ["2026-11-03", "2026-11-02-full"]


def test_closing_never_fails_for_want_of_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, "_file_system_written_out", full)
    with at(tmp_path, START) as library:
        id = library.add(a_briefing())
    assert kept(tmp_path) == []
    assert list((tmp_path / "tmp").glob("copy-*")) == []
    with Library.open(tmp_path, readonly=True) as library:
        assert library.get(id) == a_briefing()


def test_an_empty_library_needs_no_backup_and_one_that_is_not_there_has_none(tmp_path: Path) -> None:
    with at(tmp_path / "library", START) as library:
        id = library.add(a_briefing())
        assert library.undo() is not None
        assert library.backup_if_due() is None
        assert id not in [entry.id for entry in library.entries()]
    with at(tmp_path / "none", START) as library:
        assert library.backup_if_due() is None
        with pytest.raises(LibraryError, match="There is no library"):
            library.backup()
    assert not (tmp_path / "none").exists()


def test_a_copy_elsewhere_needs_a_place_of_its_own_outside(library: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("something of the user's")
    (tmp_path / "empty").mkdir()
    with at(library, START) as opened:
        assert opened.backup(tmp_path / "empty") == tmp_path / "empty"
        for place, complaint in (
            (tmp_path / "full", "not empty"),
            (tmp_path / "full" / "file", "not empty"),
            (library, "in the library itself"),
            (library / "backups" / "mine", "in the library itself"),
        ):
            with pytest.raises(LibraryError, match=complaint):
                opened.backup(place)
    assert files(tmp_path / "full") == {"file": b"something of the user's"}
    assert everything(tmp_path / "empty") == everything(library)


def test_a_disk_that_gives_back_something_else_is_found_out(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_out = copying._file_system_written_out

    def and_flipped(directory: Path) -> bool:
        done = written_out(directory)
        flipped(next(iter((directory / "b").rglob("*.json"))))
        return done

    monkeypatch.setattr(copying, "_file_system_written_out", and_flipped)
    with at(library, START) as opened, pytest.raises(LibraryError, match="cannot be trusted"):
        opened.backup(tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_a_copy_of_a_library_with_a_damaged_analysis_is_made_and_said_to_be_damaged(
    library: Path, tmp_path: Path
) -> None:
    ids = [entry.id for entry in everything(library)["entries"]]
    flipped(body(library, ids[0]))
    body(library, ids[1]).unlink()
    with at(library, START) as opened, pytest.raises(LibraryError, match=r"is made, but .* and 1 more are missing"):
        opened.backup(tmp_path / "copy")
    with Library.open(tmp_path / "copy", readonly=True) as copy:
        assert copy.get(ids[-1]).article.text


def test_a_damaged_library_keeps_its_older_backups(library: Path) -> None:
    for day in range(9):
        with at(library, START + day * DAY) as opened:
            opened.backup()
    body(library, everything(library)["entries"][0].id).unlink()
    with at(library, START + 9 * DAY) as opened:
        assert opened.backup_if_due() is not None
    assert len(kept(library)) == 10
    flipped(library / "catalogue.log")
    with at(library, START + 10 * DAY) as opened:
        assert opened.backup_if_due() is None
        with pytest.raises(LibraryError, match="doctor --repair"):
            opened.backup()


def test_what_was_put_aside_and_what_is_of_the_first_readout_is_listed_as_what_it_is(library: Path) -> None:
    with at(library, START) as opened:
        opened.backup()
    flipped(library / "catalogue.json")
    repair(library, clock=lambda: START + 2 * DAY)
    old = library / "backups" / "schema-0-2026-10-01"
    old.mkdir()
    (old / "library.json").write_text('{"_meta": {"1": {"format": "readout.library", "schema": 0}}, "briefings": {}}')
    (library / "backups" / "notes").mkdir()
    shutil.copytree(library / "backups" / "2026-11-02", library / "backups" / "by hand")
    (library / "backups" / "by hand" / "made").unlink()
    number = len(everything(library)["entries"])
    assert [(one.kind, one.full, one.briefings) for one in kept(library)] == [
        ("before repair", False, number + 2),
        ("daily", False, number),
        ("first Readout", True, 0),
        ("copy", True, number),
    ]
    assert kept(library)[0].at == "2026-11-04T09:00:00+00:00"


def test_backups_are_made_while_others_write_and_each_is_sound(tmp_path: Path) -> None:
    stop = threading.Event()
    with Library.open(tmp_path, clock=ticking()) as library:
        library.add(numbered(0))

        def write() -> None:
            with Library.open(tmp_path, clock=ticking()) as other:
                number = 0
                while not stop.is_set():
                    number += 1
                    other.tag(other.add(numbered(number)), "new")
                    other.compact()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = [library.backup() for _ in range(15)]
        finally:
            stop.set()
            writer.join()
    counts = []
    for backup in made:
        assert [finding for finding in examine(backup) if finding.damage] == []
        counts.append(len(everything(backup)["entries"]))
    assert counts == sorted(counts)
    assert isinstance(kept(tmp_path)[0], Backup)


def test_what_is_added_just_then_is_in_the_backup_whole_or_not_at_all(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = library_copy._tables
    with at(library, START) as other:
        adder = threading.Thread(target=lambda: other.add(numbered(90)))

        def and_added(directory: Path) -> object:
            tables = load(directory)
            adder.start()
            adder.join(0.2)  # it cannot end: the lock is held
            return tables

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(library_copy, "_tables", and_added)
            made = backups.made(library, START)
        adder.join()
    assert [finding for finding in examine(made) if finding.damage] == []
    assert len(everything(made)["entries"]) + 1 == len(everything(library)["entries"])


def test_a_thread_that_reads_does_not_wait_for_a_backup(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copying_now, go_on = threading.Event(), threading.Event()

    def waiting(directory: Path) -> bool:
        copying_now.set()
        assert go_on.wait(20)
        return True

    monkeypatch.setattr(copying, "_file_system_written_out", waiting)
    with at(library, START) as opened:
        worker = threading.Thread(target=opened.backup)
        worker.start()
        try:
            assert copying_now.wait(20)
            id = opened.entries()[0].id
            opened.note(id, "written while the backup is made")
            assert opened.note_of(id) == "written while the backup is made"
            assert opened.backup_if_due() is None, "another is at it"
        finally:
            go_on.set()
            worker.join()


def test_a_backup_that_is_cut_off_is_none_and_the_next_one_clears_it(library: Path) -> None:
    unfinished = library / "tmp" / "copy-2026-11-02"
    shutil.copytree(library / "b", unfinished / "b")
    assert kept(library) == []
    assert "tmp/copy-2026-11-02" in {finding.where for finding in examine(library)}
    with at(library, START) as opened:
        opened.backup()
    assert not unfinished.exists()
    assert names(library) == ["2026-11-02"]


def test_of_two_that_copy_or_mend_one_library_the_second_waits_and_then_says_so(library: Path) -> None:
    with (
        backups.alone(library),
        pytest.raises(LibraryError, match="Another Readout is copying or mending"),
        backups.alone(library, patience=0.05),
    ):
        pass
