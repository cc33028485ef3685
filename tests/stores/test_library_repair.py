"""A repair brings back all there is, says what is lost, and keeps the library as it was."""

import errno
import json
import os
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cutting_off
import pytest
from briefings import a_briefing, numbered
from worked_on import (
    START,
    WRITING,
    body,
    everything,
    files,
    flipped,
    readable,
    smudged,
    ticking,
    without_backups,
    work,
)

from stores import Library, LibraryError, copying
from stores.doctor import Repaired, examine, repair
from stores.journal import snapshot
from stores.journal.layout import BACKUPS, BODIES

LATER = START + timedelta(days=3)


def repaired(directory: Path) -> Repaired:
    """Repair the library, and see that it opens, can be written and has no damage any more."""
    done = repair(directory, clock=lambda: LATER)
    assert [finding for finding in done.left if finding.damage] == []
    with Library.open(directory) as library:
        assert library.damage is None
        library.tag(library.add(numbered(77)), "after the repair")
        library.undo()
        library.undo()
    return done


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a generation before, a history, and changes since; without backups."""
    with Library.open(tmp_path / "library", clock=ticking()) as library:
        work(library)
        library.compact()
        work(library, 10)
        library.compact()
        work(library, 20)
    without_backups(tmp_path / "library")
    return tmp_path / "library"


def test_the_library_as_it_was_is_kept_first_and_shares_nothing_but_the_analyses(library: Path) -> None:
    flipped(library / "catalogue.json")
    before = files(library)
    done = repaired(library)
    assert done.copy == library / BACKUPS / "before-repair-2026-11-05T09-00-00"
    there = files(done.copy)
    assert there == {name: content for name, content in before.items() if not name.startswith(("lock", "backups"))}
    shared = [path for path in done.copy.rglob("*") if path.is_file() and path.stat().st_nlink > 1]
    assert shared
    assert all((done.copy / BODIES) in path.parents for path in shared)


@pytest.mark.parametrize("compactions", [0, 1, 2])
def test_a_catalogue_with_any_flipped_bit_comes_back_exactly(tmp_path: Path, compactions: int) -> None:
    with Library.open(tmp_path / "library", clock=ticking()) as library:
        for number in range(compactions):
            work(library, 10 * number, briefings=3)
            library.compact()
        work(library, 30, briefings=3)
    without_backups(tmp_path / "library")
    before = everything(tmp_path / "library")
    flips = random.Random(compactions)
    size = (tmp_path / "library" / "catalogue.json").stat().st_size
    for trial in range(12):
        directory = tmp_path / f"trial-{trial}"
        shutil.copytree(tmp_path / "library", directory)
        flipped(directory / "catalogue.json", flips.randrange(size), flips.randrange(8))
        with pytest.raises(LibraryError):
            Library.open(directory)
        repair(directory, clock=lambda: LATER)
        assert everything(directory) == before
        assert [finding for finding in examine(directory) if finding.damage] == []


@pytest.mark.parametrize("name", ["catalogue.log", "history.log", "catalogue.log.prev", "body"])
def test_what_has_one_flipped_bit_is_known_by_its_checksum_and_nothing_is_lost(library: Path, name: str) -> None:
    before = everything(library)
    with Library.open(library, readonly=True) as opened:
        history = opened.history()
    path = body(library, next(iter(before["get"]))) if name == "body" else library / name
    sound = path.read_bytes()
    flips = random.Random(name)
    for _ in range(8):
        flipped(path, flips.randrange(len(sound)), flips.randrange(8))
        repair(library, clock=lambda: LATER)
        without_backups(library)
        assert everything(library) == before
        assert [finding for finding in examine(library) if finding.damage] == []
        with Library.open(library, readonly=True) as opened:
            assert [change for change in opened.history() if not change.what.startswith("Repaired")] == history
        sound = path.read_bytes()


def test_of_a_damaged_line_only_its_change_is_lost(library: Path) -> None:
    path = library / "catalogue.log"
    with Library.open(library) as opened:
        id = opened.entries()[0].id
        opened.note(id, "lost")
        opened.tag(id, "kept")
    without_backups(library)
    before = everything(library)
    smudged(path, path.read_bytes().index(b'"note":"lost"') + 10)
    done = repaired(library)
    after = everything(library)
    assert after["note_of"][id] == ""
    assert after | {"note_of": before["note_of"]} == before
    assert any("is lost" in line for line in done.done)


def test_a_briefing_whose_adding_is_lost_is_taken_from_its_analysis(library: Path) -> None:
    with Library.open(library) as opened:
        id = opened.add(numbered(50))
        opened.tag(id, "kept")
    without_backups(library)
    path = library / "catalogue.log"
    smudged(path, path.read_bytes().index(b"part 50"))
    repaired(library)
    with Library.open(library) as opened:
        assert opened.get(id) == numbered(50)
        assert [entry.tags for entry in opened.entries() if entry.id == id] == [("kept",)]


def test_what_was_taken_back_or_removed_does_not_come_back_with_what_is_lost(library: Path) -> None:
    with Library.open(library) as opened:
        taken_back = opened.add(numbered(51))
        opened.undo()
        removed = opened.add(numbered(52))
        opened.remove(removed)
        opened.note(opened.entries()[0].id, "to be lost")
        opened.tag(opened.entries()[0].id, "kept")
    without_backups(library)
    path = library / "catalogue.log"
    smudged(path, path.read_bytes().index(b"to be lost"))
    done = repaired(library)
    assert not {taken_back, removed} & readable(library).keys()
    assert f"b/{taken_back[:2]}/{taken_back}.json: it is put aside as lost+found/{taken_back}.json." in done.done
    assert body(library, removed).exists()


def test_a_damaged_line_that_a_backup_holds_is_not_lost(library: Path) -> None:
    with Library.open(library) as opened:
        opened.note(opened.entries()[0].id, "held by the backup that is made now")
    before = everything(library)
    path = library / "catalogue.log"
    smudged(path, path.read_bytes().index(b"held by"))
    done = repaired(library)
    assert everything(library) == before
    assert any("exactly as it was" in line for line in done.done)


def test_a_line_that_is_in_the_history_too_is_not_lost(library: Path) -> None:
    before = everything(library)
    for name in ("catalogue.json", "catalogue.log.prev"):
        smudged(library / name)
    repaired(library)
    assert everything(library) == before


@pytest.mark.parametrize("gone", [("catalogue.log",), ("catalogue.log", "witness")])
def test_without_a_journal_what_the_catalogue_and_the_analyses_hold_is_there(
    library: Path, gone: tuple[str, ...]
) -> None:
    before = everything(library)
    for name in gone:
        (library / name).unlink()
    done = repaired(library)
    after = everything(library)
    assert after["get"].keys() >= before["get"].keys() - {None}
    assert any("lost" in line for line in done.done)


def test_with_both_files_gone_states_come_from_the_backup_and_what_is_newer_from_the_history(library: Path) -> None:
    with Library.open(library, clock=ticking(LATER)) as opened:
        opened.backup()
        newer = opened.add(numbered(60))
        opened.note(newer, "after the backup")
        opened.compact()
    before = everything(library)
    for name in ("catalogue.json", "catalogue.log", "catalogue.json.prev", "catalogue.log.prev"):
        (library / name).unlink()
    repaired(library)
    after = everything(library)
    assert after["get"] == before["get"]
    assert after["note_of"] == before["note_of"]
    assert after["aliases"] == before["aliases"]


def test_with_nothing_but_the_analyses_each_briefing_has_an_entry_again(library: Path) -> None:
    before = everything(library)
    for path in library.iterdir():
        if path.name != "b":
            path.unlink() if path.is_file() else shutil.rmtree(path)
    repair(library, clock=lambda: LATER)
    after = everything(library)
    assert before["get"].keys() <= after["get"].keys()
    for id, briefing in after["get"].items():
        if id in before["get"]:
            assert briefing.article == before["get"][id].article
            assert briefing.headline == before["get"][id].headline
    assert [finding for finding in examine(library) if finding.damage] == []


def test_a_migrated_library_comes_back_by_way_of_the_first_readouts_file(tmp_path: Path) -> None:
    from briefing.contract import to_json

    rows = {
        made.id: {
            "briefing": to_json(made),
            "added": f"2026-03-0{number + 1}T12:00:00.000000+00:00",
            "tags": ["old"],
            "follow_ups": {"f1": {"state": "done", "at": "2026-03-02T12:00:00+00:00"}},
        }
        for number, made in enumerate((numbered(0), numbered(1)))
    }
    old = {"_meta": {"1": {"format": "readout.library", "schema": 0}}, "briefings": rows}
    (tmp_path / "library.json").write_text(json.dumps(old))
    with Library.open(tmp_path) as library:
        library.tag(numbered(0).id, "new")
    before = everything(tmp_path)
    (tmp_path / "catalogue.json").unlink()
    done = repaired(tmp_path)
    assert everything(tmp_path) == before
    assert any("exactly as it was" in line for line in done.done)


def test_a_damaged_analysis_comes_back_from_the_newest_backup_that_has_it_whole(library: Path) -> None:
    before = everything(library)
    id, other = list(before["get"])[:2]
    clock = ticking(LATER, timedelta(days=1))
    with Library.open(library, clock=clock) as opened:
        full = opened.backup(library.parent / "elsewhere")
        first, second = opened.backup(), opened.backup()
    shutil.move(full, library / BACKUPS / "2026-11-04-full")
    smudged(body(library, id))
    smudged(body(second, id))
    for place in (library, first, second):
        body(place, other).unlink()
    done = repaired(library)
    assert everything(library) == before
    assert f"b/{id[:2]}/{id}.json: it is brought back from the backup {first.name}." in done.done
    assert f"b/{other[:2]}/{other}.json: it is brought back from the backup 2026-11-04-full." in done.done


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells which file is read")
def test_an_analysis_that_the_disk_no_longer_gives_out_is_brought_back(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(library)
    path = body(library, next(iter(before["get"])))
    with Library.open(library, clock=ticking(LATER)) as opened:
        shutil.move(opened.backup(library.parent / "elsewhere"), library / BACKUPS / "2026-11-05-full")
    read, bad = os.read, path.stat().st_ino

    def failing(handle: int, size: int) -> bytes:
        if os.fstat(handle).st_ino == bad:
            raise OSError(errno.EIO, "Input/output error")
        return read(handle, size)

    monkeypatch.setattr(os, "read", failing)
    (finding,) = [finding for finding in examine(library) if finding.damage]
    assert finding.what.startswith("cannot be read (Input/output error)")
    done = repaired(library)
    name = str(path.relative_to(library))
    assert f"{name}: it is brought back from the backup 2026-11-05-full." in done.done
    assert (done.copy / name).stat().st_ino == bad
    assert everything(library) == before


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells which file is read")
def test_a_file_that_the_disk_no_longer_gives_out_is_left_out_of_the_copy(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(library)
    flipped(library / "catalogue.json")
    read, bad = os.read, (library / "catalogue.json.prev").stat().st_ino

    def failing(handle: int, size: int) -> bytes:
        if os.fstat(handle).st_ino == bad:
            raise OSError(errno.EIO, "Input/output error")
        return read(handle, size)

    monkeypatch.setattr(os, "read", failing)
    done = repaired(library)
    assert "catalogue.json.prev: the disk no longer gives it out, so it is not in the copy." in done.done
    assert not (done.copy / "catalogue.json.prev").exists()
    assert everything(library) == before


def test_without_room_for_the_copy_nothing_is_mended(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    flipped(library / "catalogue.json")
    before = files(library)
    monkeypatch.setattr(copying, "written", full)
    with pytest.raises(LibraryError, match="no room left"):
        repair(library, clock=lambda: LATER)
    assert files(library) == before | {"backups/lock": b""}


def test_a_briefing_without_any_analysis_goes_unless_the_user_has_worked_on_it(library: Path) -> None:
    with Library.open(library) as opened:
        untouched = opened.add(a_briefing("“Gone,”", url="https://a.example/gone"))
        noted = opened.add(a_briefing("“Noted,”"))
        opened.note(noted, "years of work")
    without_backups(library)
    for id in (untouched, noted):
        smudged(body(library, id))
    done = repair(library, clock=lambda: LATER)
    (left,) = [finding for finding in done.left if finding.damage]
    assert noted in left.what
    assert any(untouched in line and "https://a.example/gone" in line for line in done.done)
    found = readable(library)
    assert untouched not in found
    assert found[noted][1] == "years of work"
    assert {path.name for path in (library / "lost+found").iterdir()} == {f"{untouched}.json", f"{noted}.json"}


def test_where_the_newest_analysis_is_lost_the_one_before_is_shown_with_what_was_done(library: Path) -> None:
    made = a_briefing("“Twice,”", title="The first title", outlet="The Post")
    with Library.open(library) as opened:
        id = opened.add(made)
        opened.set_follow_up(id, "f1", state="done")
        opened.note(id, "stays")
        opened.reanalyse(id, a_briefing("“Twice,”", question="Who told them?", title="The second title"))
    without_backups(library)
    body(library, id, 2).unlink()
    repaired(library)
    with Library.open(library) as opened:
        assert [analysis.number for analysis in opened.analyses(id)] == [1]
        assert opened.note_of(id) == "stays"
        assert opened.get(id).follow_up("f1").state == "done"
        (entry,) = [entry for entry in opened.entries() if entry.id == id]
        assert (entry.headline, entry.outlet, entry.suggested) == ("The first title", "The Post", 1)


def test_what_cut_off_changes_left_is_put_aside_or_cleared_and_modes_are_set(library: Path) -> None:
    before = everything(library)
    id = next(iter(before["get"]))
    stray = body(library, "00stray")
    stray.parent.mkdir(exist_ok=True, mode=0o755)
    stray.write_bytes(body(library, id).read_bytes())
    (library / "tmp" / "new").write_bytes(b"half")
    (library / "tmp" / "copy-2026-11-05").mkdir()
    (library / "search.cache").write_bytes(b"junk\n")
    (library / "witness").write_bytes(b"junk")
    body(library, id).chmod(0o644)
    done = repair(library, clock=lambda: LATER)
    assert {finding.where for finding in done.left} == {"b/"}
    assert everything(library) == before
    assert (library / "lost+found" / "00stray.json").exists()
    assert list((library / "tmp").iterdir()) == []
    assert body(library, id).stat().st_mode & 0o777 == 0o600


def test_a_damaged_history_is_filled_up_from_the_generation_before(library: Path) -> None:
    with Library.open(library, readonly=True) as opened:
        before = opened.history()
    path = library / "history.log"
    in_both = (library / "catalogue.log.prev").read_bytes().splitlines()[3]
    smudged(path, path.read_bytes().index(in_both) + 30)
    done = repair(library, clock=lambda: LATER)
    assert any("Nothing is lost" in line for line in done.done)
    with Library.open(library, readonly=True) as opened:
        after = opened.history()
    assert after[1:] == before
    assert after[0].what.startswith("Repaired: ")
    assert after[0].by == "repair"


def test_a_line_of_the_history_that_is_nowhere_else_is_done_without(library: Path) -> None:
    with Library.open(library, readonly=True) as opened:
        before = opened.history()
    now = everything(library)
    path = library / "history.log"
    smudged(path, path.read_bytes().index(b'{"seq":3,') + 30)
    repaired(library)
    assert everything(library) == now
    with Library.open(library, readonly=True) as opened:
        assert [change for change in before if change.number != 3] == [
            change for change in opened.history() if change.number <= before[0].number
        ]
    without_backups(library)
    smudged(library / "catalogue.json")
    repaired(library)
    assert everything(library) == now


def test_an_open_library_goes_on_with_the_repaired_one(library: Path) -> None:
    with Library.open(library) as opened:
        entries = opened.entries()
        flipped(library / "catalogue.json")
        repair(library, clock=lambda: LATER)
        assert opened.poll().everything
        assert opened.entries() == entries
        opened.note(entries[0].id, "goes on")
    with Library.open(library) as opened:
        assert opened.note_of(entries[0].id) == "goes on"


def test_a_repaired_library_can_be_repaired_again(library: Path) -> None:
    flipped(library / "catalogue.json")
    repair(library, clock=lambda: LATER)
    with Library.open(library) as opened:
        opened.note(opened.entries()[0].id, "since")
    without_backups(library)
    before = everything(library)
    flipped(library / "catalogue.json")
    repaired(library)
    assert everything(library) == before


def test_a_repair_that_is_cut_off_leaves_what_another_repair_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound, directory = tmp_path / "sound", tmp_path / "library"
    with Library.open(sound, clock=ticking()) as library:
        library.add(a_briefing())
        library.compact()
        library.note(library.entries()[0].id, "since")
    without_backups(sound)
    before = everything(sound)
    flipped(sound / "catalogue.json")

    def prepare(_: int) -> None:
        shutil.rmtree(directory, ignore_errors=True)
        shutil.copytree(sound, directory)

    monkeypatch.setattr(cutting_off, "CALLS", WRITING)
    for _ in cutting_off.cut_off_at_each_call(lambda: repair(directory, clock=lambda: LATER), prepare):
        repair(directory, clock=lambda: LATER + timedelta(hours=1))
        assert everything(directory) == before
        assert [finding for finding in examine(directory) if finding.damage] == []


@pytest.mark.parametrize("schema", [0, 2])
def test_another_readouts_library_is_left_alone(tmp_path: Path, schema: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if schema == 0:
        (tmp_path / "library.json").write_text('{"_meta": {"1": {"format": "readout.library", "schema": 0}}')
    else:
        with monkeypatch.context() as newer, Library.open(tmp_path) as library:
            library.add(a_briefing())
            newer.setattr(snapshot, "SCHEMA", schema)
            library.compact()
    before = files(tmp_path)
    with pytest.raises(LibraryError):
        repair(tmp_path, clock=lambda: LATER)
    assert before.items() <= files(tmp_path).items()


def test_where_there_is_no_library_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="There is no library"):
        repair(tmp_path / "none", clock=lambda: datetime.now(UTC))
    assert list(tmp_path.iterdir()) == []
