"""A backup comes back whole, whatever is left of the library, and what was there is kept."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import cutting_off
import pytest
from briefings import a_briefing, numbered
from worked_on import START, WRITING, body, everything, files, flipped, smudged, ticking, without_backups, work

from stores import Library, LibraryError
from stores.backups import kept
from stores.doctor import examine
from stores.restoring import restore

LATER = START + timedelta(days=3)


def restored(directory: Path, backup: Path) -> Path:
    """Restore the backup, and see that the library is sound and can be written."""
    aside = restore(directory, backup, clock=lambda: LATER)
    assert [finding for finding in examine(directory) if finding.damage] == []
    return aside


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def backup(library: Path) -> Path:
    """A backup of the library, in which much was done since."""
    with Library.open(library, clock=ticking()) as opened:
        work(opened)
        opened.compact()
        opened.note(opened.entries()[0].id, "as it was at the backup")
        made = opened.backup()
        for entry in opened.entries():
            opened.note(entry.id, "changed since")
        opened.remove(opened.entries()[0].id)
        opened.reanalyse(opened.entries()[0].id, a_briefing(question="Since?"))
        work(opened, 10)
    return made


def test_the_library_is_as_the_backup_holds_it(library: Path, backup: Path) -> None:
    wanted = everything(backup)
    before = everything(library)
    assert before != wanted
    aside = restored(library, backup)
    assert everything(library) == wanted
    assert {finding.where for finding in examine(library)} == {"b/"}, "what came since waits, as if it were removed"
    assert aside == library / "backups" / "before-restore-2026-11-05T09-00-00"
    assert everything(aside) == before
    assert ("before restore", aside) in [(one.kind, one.path) for one in kept(library)]


def test_what_was_there_can_be_restored_in_its_turn(library: Path, backup: Path) -> None:
    before = everything(library)
    aside = restored(library, backup)
    with Library.open(library, clock=ticking(LATER)) as opened:
        opened.add(numbered(80))
    restored(library, aside)
    assert everything(library) == before


def test_the_history_tells_of_it_and_nothing_before_it_is_taken_back(library: Path, backup: Path) -> None:
    with Library.open(library, readonly=True) as opened:
        before = opened.history()
    restored(library, backup)
    with Library.open(library, clock=ticking(LATER)) as opened:
        after = opened.history()
        assert [(change.number, change.at, change.id) for change in after[1:]] == [
            (change.number, change.at, change.id) for change in before
        ]
        assert after[0].what == f"Restored the backup {backup.name}"
        assert after[0].number > before[0].number
        assert opened.undo(anyones=True) is None
        with pytest.raises(LibraryError, match="cannot be taken back"):
            opened.undo(after[0].number)


def test_an_open_library_sees_what_came_back_and_goes_on_with_it(library: Path, backup: Path) -> None:
    wanted = everything(backup)
    with Library.open(library, clock=ticking(LATER)) as opened:
        opened.poll()
        restored(library, backup)
        assert opened.poll().everything
        assert opened.entries() == wanted["entries"]
        assert [hit.entry for hit in opened.search("harbour")] == wanted["entries"]
        id = opened.add(numbered(81))
    assert everything(library)["get"] == wanted["get"] | {id: numbered(81)}


@pytest.mark.parametrize(
    "harm",
    [
        lambda library: flipped(library / "catalogue.json"),
        lambda library: flipped(library / "catalogue.log"),
        lambda library: (library / "catalogue.log").unlink(),
        lambda library: (library / "catalogue.json").write_bytes(b""),
        lambda library: [(library / name).unlink() for name in ("catalogue.json", "catalogue.log", "witness")],
        lambda library: shutil.rmtree(library / "b"),
        lambda library: [flipped(path) for path in (library / "b").glob("*/*.json")],
        shutil.rmtree,
        lambda library: [shutil.rmtree(path) if path.is_dir() else path.unlink() for path in library.iterdir()],
    ],
)
def test_it_comes_back_into_a_library_that_is_damaged_empty_or_gone(
    library: Path, backup: Path, harm: Callable[[Path], object]
) -> None:
    elsewhere = library.parent / "elsewhere"
    shutil.copytree(backup, elsewhere)
    wanted = everything(elsewhere)
    harm(library)
    left = files(library) if library.exists() else {}
    aside = restored(library, elsewhere)
    assert everything(library) == wanted
    stays = {name: content for name, content in left.items() if not name.startswith(("lock", "tmp", "backups"))}
    assert files(aside) == stays


@pytest.mark.parametrize("damaged", ["catalogue.json", "catalogue.log", "analysis"])
def test_a_damaged_backup_is_refused_with_what_is_wrong_and_nothing_is_changed(
    library: Path, backup: Path, damaged: str
) -> None:
    elsewhere = library.parent / "elsewhere"
    shutil.copytree(backup, elsewhere)
    without_backups(library)
    if damaged == "analysis":
        id = everything(elsewhere)["entries"][0].id
        damaged = f"{id}.json"
        for place in (elsewhere, library):
            smudged(body(place, id))
    else:
        smudged(elsewhere / damaged)
    before = files(library)
    with pytest.raises(LibraryError, match=damaged):
        restore(library, elsewhere, clock=lambda: LATER)
    assert files(library) == before | {"backups/lock": b""}


def test_a_backup_that_is_not_there_is_refused(library: Path, backup: Path) -> None:
    with pytest.raises(LibraryError, match="There is no backup"):
        restore(library, library.parent / "none", clock=lambda: LATER)
    (library.parent / "empty").mkdir()
    with pytest.raises(LibraryError, match="There is no library in"):
        restore(library, library.parent / "empty", clock=lambda: LATER)
    assert everything(backup) != everything(library)


def test_what_the_backup_has_lost_is_taken_from_where_it_still_is(library: Path, backup: Path) -> None:
    wanted = everything(backup)
    id, other = (entry.id for entry in wanted["entries"][:2])
    smudged(body(backup, id))
    with Library.open(library) as opened:
        opened.backup()
    body(backup, other).unlink()
    body(library, other).unlink()
    restored(library, backup)
    assert everything(library) == wanted


def test_another_analysis_under_the_same_number_keeps_its_file(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with Library.open(here) as library:
        id = library.add(a_briefing(question="Here?"))
        library.note(id, "of another library")
    with Library.open(there) as library:
        assert library.add(a_briefing(question="There?")) == id
    before = body(here, id).read_bytes()
    wanted = everything(there)
    restored(here, there)
    assert everything(here) == wanted
    assert body(here, id).read_bytes() == before
    with Library.open(here, readonly=True) as library:
        assert [change.what for change in library.history(id)] == [f"Kept: {a_briefing().headline.text}"]


def test_the_first_readouts_library_comes_back_too(tmp_path: Path) -> None:
    from briefing.contract import to_json

    made = numbered(0)
    row = {"briefing": to_json(made), "added": "2026-03-01T12:00:00.000000+00:00", "tags": ["old"], "follow_ups": {}}
    old = {"_meta": {"1": {"format": "readout.library", "schema": 0}}, "briefings": {made.id: row}}
    (tmp_path / "library.json").write_text(json.dumps(old))
    with Library.open(tmp_path, clock=ticking()) as library:
        library.remove(made.id)
        library.add(numbered(1))
    (first,) = [one for one in kept(tmp_path) if one.kind == "first Readout"]
    assert first.briefings == 1
    restored(tmp_path, first.path)
    with Library.open(tmp_path) as library:
        assert [(entry.id, entry.tags) for entry in library.entries()] == [(made.id, ("old",))]
        assert library.get(made.id) == made


@pytest.mark.parametrize("state", ["sound", "damaged", "gone"])
def test_a_restore_that_is_cut_off_leaves_the_old_library_or_the_new_one(
    tmp_path: Path, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, backup = tmp_path / "start", tmp_path / "backup"
    with Library.open(start, clock=ticking()) as library:
        id = library.add(numbered(0))
        library.compact()
        library.backup(backup)
        library.note(id, "since")
        library.add(numbered(1))
    without_backups(start)
    if state == "damaged":
        flipped(start / "catalogue.log")
    old, new = everything(start), everything(backup)
    directory = tmp_path / "library"
    met = []

    def prepare(_: int) -> None:
        shutil.rmtree(directory, ignore_errors=True)
        if state != "gone":
            shutil.copytree(start, directory)

    monkeypatch.setattr(cutting_off, "CALLS", WRITING)
    for call in cutting_off.cut_off_at_each_call(lambda: restore(directory, backup, clock=lambda: LATER), prepare):
        try:
            now = everything(directory)
            assert now == new or (now["entries"] == [] if state == "gone" else now == old)
        except LibraryError:  # what was there did not open either
            assert state == "gone"
            now = {}
        met.append(now == new)
        if call % 5 == 0:
            restore(directory, backup, clock=lambda: LATER + timedelta(hours=1))
            assert everything(directory) == new
            assert [finding for finding in examine(directory) if finding.damage] == []
    assert met == sorted(met)
    assert met[-1]
    assert not met[0]
