"""Originals are backed up, brought back, mended, put aside and let go as the analyses beside them are."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from worked_on import START, body, everything, files, flipped, ticking, without_backups

from briefing.intake import Original
from stores import Library, LibraryError, backups, copying
from stores.doctor import examine, repair
from stores.restoring import restore

DAY = timedelta(days=1)
LATER = START + 3 * DAY

PAGE = Original(b"<html><p>" + bytes(range(256)) * 9 + b"</p></html>", "html", ("Behind a paywall.",))
OTHER = Original(b"%PDF-1.7 \x00\xff" * 90, "pdf")


def on_day(directory: Path, day: int) -> Library:
    return Library.open(directory, clock=lambda: START + day * DAY)


def originals(directory: Path) -> list[Path]:
    """The files of the originals in a library."""
    return sorted((directory / "o").rglob("*.gz"))


def of(directory: Path, id: str) -> Path:
    """The file of the original that the briefing was read from."""
    with Library.open(directory, readonly=True) as library:
        (kept,) = library._catalogue.heads()[id]["analyses"]
    return directory / "o" / kept["original"]["sha256"][:2] / f"{kept['original']['sha256']}.gz"


def read(directory: Path) -> dict[str, Original | None]:
    """The originals of all briefings, by id."""
    with Library.open(directory, readonly=True) as library:
        return {entry.id: library.original(entry.id) for entry in library.entries()}


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    """Three briefings in a library without backups, the last two of the same page."""
    with Library.open(tmp_path / "library", clock=ticking()) as library:
        ids = [library.add(numbered(n), original) for n, original in enumerate((OTHER, PAGE, PAGE))]
    without_backups(tmp_path / "library")
    return ids


@pytest.fixture
def library(tmp_path: Path, ids: list[str]) -> Path:
    return tmp_path / "library"


# Removed briefings


def test_an_original_goes_with_its_removed_briefing_after_thirty_days_and_until_then_comes_back(
    tmp_path: Path,
) -> None:
    with on_day(tmp_path, 0) as library:
        id = library.add(numbered(0), PAGE)
        library.remove(id)
    assert [finding.where for finding in examine(tmp_path)] == ["b/"]
    with on_day(tmp_path, 30) as library:
        library.backup_if_due()
        assert library.undo(anyones=True) is not None
        assert library.original(id) == PAGE
        library.remove(id)
    with on_day(tmp_path, 61) as library:
        library.backup_if_due()
    assert originals(tmp_path) == []
    assert not body(tmp_path, id).exists()
    assert examine(tmp_path) == []


@pytest.mark.parametrize("other", ["kept", "removed later"])
def test_one_that_another_briefing_was_read_from_too_stays(tmp_path: Path, other: str) -> None:
    with on_day(tmp_path, 0) as library:
        library.remove(library.add(numbered(0), PAGE))
    with on_day(tmp_path, 20) as library:
        id = library.add(numbered(1), PAGE)
        if other == "removed later":
            library.remove(id)
    with on_day(tmp_path, 40) as library:
        library.backup_if_due()
        assert library.history()[0].what.startswith("Removed briefings gone for good")
        if other == "removed later":
            library.undo(2 + 1 + 1)
        assert library.original(id) == PAGE
    with on_day(tmp_path, 90) as library:
        library.remove(id)
    with on_day(tmp_path, 130) as library:
        library.backup_if_due()
    assert originals(tmp_path) == []


def test_all_originals_of_a_briefing_wait_whatever_was_removed_before(tmp_path: Path) -> None:
    with on_day(tmp_path, 0) as library:
        id = library.add(numbered(0), PAGE)
        library.remove(id)
        assert library.add(numbered(0), OTHER) == id
        library.remove(id)
    assert len(originals(tmp_path)) == 2
    assert [finding.where for finding in examine(tmp_path)] == ["b/"]
    with on_day(tmp_path, 31) as library:
        library.backup_if_due()
    assert originals(tmp_path) == []


# Backups


def test_a_backup_of_a_day_shares_them_and_a_full_copy_shares_nothing(library: Path, tmp_path: Path) -> None:
    with on_day(library, 0) as opened:
        opened.remove(opened.add(numbered(7), Original(b"of a removed briefing", "mail")))
        daily, full = opened.backup(), opened.backup(tmp_path / "copy")
    names = [path.relative_to(library) for path in originals(library)]
    assert len(names) == 3
    for place, shared in ((daily, True), (full, False)):
        assert [path.relative_to(place) for path in originals(place)] == names
        assert read(place) == read(library)
        assert [finding for finding in examine(place) if finding.damage] == []
        for name in names:
            assert ((place / name).stat().st_ino == (library / name).stat().st_ino) is shared
            assert (place / name).stat().st_mode & 0o777 == 0o600


def test_a_full_copy_is_made_and_says_which_original_is_damaged_or_missing(
    library: Path, ids: list[str], tmp_path: Path
) -> None:
    flipped(of(library, ids[0]))
    with on_day(library, 0) as opened:
        with pytest.raises(LibraryError, match=rf"is made, but .*o/.*{of(library, ids[0]).name} is missing or damaged"):
            opened.backup(tmp_path / "copy")
        of(library, ids[1]).unlink()
        with pytest.raises(LibraryError, match="and 1 more are missing or damaged"):
            opened.backup(tmp_path / "second")
    assert everything(tmp_path / "copy") == everything(library)
    assert [len(originals(tmp_path / name)) for name in ("copy", "second")] == [2, 1]


def test_a_full_copy_whose_original_the_disk_gives_back_otherwise_is_taken_away(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_out = copying._file_system_written_out

    def and_flipped(directory: Path) -> bool:
        done = written_out(directory)
        flipped(originals(directory)[0], at=4)  # in the time that a gzip file may tell: the page itself is whole
        return done

    monkeypatch.setattr(copying, "_file_system_written_out", and_flipped)
    with on_day(library, 0) as opened, pytest.raises(LibraryError, match="cannot be trusted"):
        opened.backup(tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_while_one_is_missing_no_older_backup_goes(library: Path, ids: list[str]) -> None:
    for day in range(9):
        with on_day(library, day) as opened:
            opened.backup()
    of(library, ids[0]).unlink()
    with on_day(library, 9) as opened:
        assert opened.backup_if_due() is not None
    assert len(backups.kept(library)) == 10


# The doctor

HARMS: list[Callable[[Path], object]] = [
    lambda path: path.unlink(),
    flipped,
    lambda path: path.write_bytes(path.read_bytes()[:-30]),
    lambda path: path.write_bytes(b""),
]


@pytest.mark.parametrize("harm", HARMS)
def test_one_that_a_backup_holds_comes_back_as_was_announced(
    library: Path, ids: list[str], harm: Callable[[Path], object]
) -> None:
    before = read(library)
    backups.made(library, START, full=True)
    name = str(of(library, ids[1]).relative_to(library))
    harm(library / name)
    (finding,) = examine(library)
    assert finding.damage
    assert finding.where == name
    assert f"it is what {ids[1]} (Harbour kept, part 1) and 1 more was read from" in finding.what
    assert finding.repair == "It is brought back from the backup 2026-11-02-full."
    done = repair(library, clock=lambda: LATER)
    assert done.done == (f"{name}: it is brought back from the backup 2026-11-02-full.",)
    assert done.left == ()
    assert read(library) == before


@pytest.mark.parametrize("harm", HARMS)
def test_one_that_no_backup_holds_is_lost_as_was_announced_and_the_briefings_are_whole(
    library: Path, ids: list[str], harm: Callable[[Path], object]
) -> None:
    before, name = everything(library), of(library, ids[1]).relative_to(library)
    harm(library / name)
    left = (library / name).read_bytes() if (library / name).exists() else None
    (finding,) = examine(library)
    assert (finding.where, finding.damage) == (str(name), True)
    assert finding.repair == "It is in no backup: the page it was read from is lost; the briefing is whole."
    done = repair(library, clock=lambda: LATER)
    said = [f"{id} (Harbour kept, part {n}): the page it was read from is lost; the briefing is whole."
            for n, id in enumerate(ids) if n]  # fmt: skip
    assert {line for line in done.done if "put aside" not in line} >= set(said)
    assert done.left == ()
    assert everything(library) == before
    assert read(library) == {ids[0]: OTHER, ids[1]: None, ids[2]: None}
    with Library.open(library) as opened:
        assert opened.told(ids[1]) == PAGE.notices, "they hold of a further analysis too"
        assert opened.history()[0].what.endswith(said[-1])
        opened.reanalyse(ids[1], a_briefing(question="Again?"))
        assert opened.told(ids[1]) == PAGE.notices
    if left is not None:
        assert (library / "lost+found" / name.name).read_bytes() == left


def test_one_that_nobody_names_is_a_remark_and_is_put_aside(library: Path) -> None:
    before = read(library)
    with on_day(library, 0) as opened:
        name = str(
            of(library, opened.add(numbered(9), Original(b"of what is taken back", "mail"))).relative_to(library)
        )
        opened.undo()
    without_backups(library)
    (analysis, finding) = sorted(examine(library), key=lambda finding: finding.where)
    assert (analysis.damage, finding.where, finding.damage) == (False, name, False)
    assert finding.repair == "It is put aside in lost+found."
    done = repair(library, clock=lambda: LATER)
    assert f"{name}: it is put aside as lost+found/{Path(name).name}." in done.done
    assert done.left == ()
    assert not (library / name).exists()
    assert read(library) == before


def test_one_that_was_put_aside_is_found_there_again(library: Path, ids: list[str]) -> None:
    before = read(library)
    (library / "lost+found").mkdir(mode=0o700)
    of(library, ids[0]).rename(library / "lost+found" / f"{of(library, ids[0]).name}.3")
    (finding,) = [finding for finding in examine(library) if finding.damage]
    assert finding.repair == "It is brought back from lost+found."
    repair(library, clock=lambda: LATER)
    assert read(library) == before


def test_the_original_of_a_briefing_whose_analysis_is_lost_is_put_aside_in_the_same_repair(
    library: Path, ids: list[str]
) -> None:
    name = of(library, ids[0]).name
    body(library, ids[0]).unlink()
    done = repair(library, clock=lambda: LATER)
    assert ids[0] not in read(library)
    assert (library / "lost+found" / name).exists()
    assert done.left == ()


def test_no_briefing_is_said_to_be_whole_whose_analysis_is_lost_too(library: Path, ids: list[str]) -> None:
    with on_day(library, 0) as opened:
        opened.note(ids[0], "years of work")
    without_backups(library)
    of(library, ids[0]).unlink()
    body(library, ids[0]).unlink()
    told = [finding.repair for finding in examine(library) if finding.damage]
    done = repair(library, clock=lambda: LATER).done
    assert len(told) == len(done) == 2
    assert not any("is whole" in line for line in (*told, *done))


def test_what_others_may_read_is_a_remark_and_is_closed_to_them(library: Path, ids: list[str]) -> None:
    of(library, ids[0]).chmod(0o644)
    of(library, ids[0]).parent.chmod(0o755)
    (library / "o").chmod(0o750)
    (finding,) = examine(library)
    assert (finding.where, finding.what) == (".", "has 3 files and directories that others may read or change")
    done = repair(library, clock=lambda: LATER)
    assert done.done == ("3 files and directories are now for you alone.",)
    assert done.left == ()


def test_the_copy_before_a_repair_shares_them(library: Path, ids: list[str]) -> None:
    flipped(library / "catalogue.json")
    copy = repair(library, clock=lambda: LATER).copy
    assert read(copy.parent.parent) == {ids[0]: OTHER, ids[1]: PAGE, ids[2]: PAGE}
    assert [path.stat().st_ino for path in originals(copy)] == [path.stat().st_ino for path in originals(library)]


def test_files_that_are_none_of_ours_are_left_alone(library: Path) -> None:
    (library / "o" / "zz").mkdir(mode=0o700)
    for strange in ("notes.txt", f"{'0' * 64}.gz"):
        (library / "o" / "zz" / strange).write_text("of the user's")
        (library / "o" / "zz" / strange).chmod(0o600)
    before = files(library)
    assert examine(library) == []
    repair(library, clock=lambda: LATER)
    assert before.keys() <= files(library).keys()


# Restoring


@pytest.fixture
def backup(library: Path, ids: list[str]) -> Path:
    """A backup of the library, to which something was added since, and from which something was removed."""
    with on_day(library, 1) as opened:
        made = opened.backup()
        opened.add(numbered(8), Original(b"since", "text"))
        opened.remove(ids[0])
    return made


def test_what_came_since_waits_thirty_days_with_its_original(library: Path, backup: Path) -> None:
    before = read(library)
    aside = restore(library, backup, clock=lambda: LATER)
    assert read(library) == read(backup)
    assert [finding.where for finding in examine(library)] == ["b/"]
    assert read(aside) == before
    assert {path.stat().st_nlink for path in originals(aside)} >= {2}
    without_backups(library)
    with on_day(library, 40) as opened:
        opened.backup_if_due()
    assert len(originals(library)) == 2
    assert examine(library) == []


@pytest.mark.parametrize("harm", [*HARMS, lambda path: shutil.rmtree(path.parent.parent)])
def test_what_is_missing_comes_back_from_the_backup(
    library: Path, backup: Path, ids: list[str], harm: Callable[[Path], object]
) -> None:
    elsewhere = library.parent / "elsewhere"
    shutil.copytree(backup, elsewhere)
    name = of(library, ids[1]).relative_to(library)
    without_backups(library)
    harm(library / name)
    restore(library, elsewhere, clock=lambda: LATER)
    assert read(library) == {ids[0]: OTHER, ids[1]: PAGE, ids[2]: PAGE}
    assert [finding for finding in examine(library) if finding.damage] == []


@pytest.mark.parametrize("place", ["another backup", "lost+found"])
def test_what_the_backup_has_lost_is_taken_from_where_it_still_is(
    library: Path, backup: Path, ids: list[str], place: str
) -> None:
    name = of(library, ids[1]).relative_to(library)
    if place == "another backup":
        with on_day(library, 2) as opened:
            opened.backup()
    else:
        (library / "lost+found").mkdir(mode=0o700)
        shutil.copy(library / name, library / "lost+found" / f"{name.name}.2")
    (library / name).unlink()
    (backup / name).unlink()
    restore(library, backup, clock=lambda: LATER)
    assert read(library) == {ids[0]: OTHER, ids[1]: PAGE, ids[2]: PAGE}


def test_one_that_is_nowhere_keeps_no_backup_from_coming_back_and_is_told(
    library: Path, backup: Path, ids: list[str]
) -> None:
    wanted = everything(backup)
    name = of(library, ids[1]).relative_to(library)
    (library / name).unlink()
    flipped(backup / name)
    restore(library, backup, clock=lambda: LATER)
    assert everything(library) == wanted
    assert [finding.where for finding in examine(library) if finding.damage] == [str(name)]
    repair(library, clock=lambda: LATER)
    assert read(library) == {ids[0]: OTHER, ids[1]: None, ids[2]: None}


def test_a_library_made_anew_by_a_restore_is_for_the_user_alone(library: Path, backup: Path) -> None:
    elsewhere = library.parent / "elsewhere"
    shutil.copytree(backup, elsewhere)
    restore(library.parent / "new", elsewhere, clock=lambda: LATER)
    assert read(library.parent / "new") == read(elsewhere)
    assert examine(library.parent / "new") == []
