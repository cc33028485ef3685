"""Feeds are backed up, brought back, examined and mended with the library that they are in."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from briefings import numbered
from cutting_off import ended, in_a_process
from inboxes import GAZETTE, POST, START, WIRE, everything, fresh, ids_by_number, look, numbers, ticking

from stores import Library, LibraryError, backups, lock
from stores.doctor import examine, repair
from stores.feeds import Feeds, Refresh, State, Wanted
from stores.journal.damage import DamagedError
from stores.lock import writing_alone
from stores.restoring import restore

DAY = timedelta(days=1)
LATER = START + 3 * DAY
CATALOGUE, JOURNAL = "feeds/catalogue.json", "feeds/catalogue.log"


def cut_off_here_and_there(act: Callable[[], object], prepare: Callable[[], object]) -> Iterator[None]:
    """Do `act` in processes that end before one of its calls, before every one where all faults are tried."""
    for number in range(0, 10_000, 1 if os.environ.get("READOUT_FAULTS") == "full" else 8):
        prepare()
        (status,) = ended(in_a_process(act, cut_off_before=number))
        yield
        if status == 0:
            return


def on_day(directory: Path, day: int) -> Library:
    return Library.open(directory, clock=lambda: START + day * DAY)


def worked(directory: Path, first: int = 0) -> None:
    """Refresh feeds and work on what came."""
    with Feeds.open(directory, clock=ticking(START + timedelta(seconds=first))) as feeds:
        feeds.subscribe_all([Wanted(POST, title="Mine", tags=("a",)), Wanted(GAZETTE)])
        feeds.refreshed(POST, look(*range(first + 9, first, -1)))
        feeds.refreshed(GAZETTE, look(first + 20, first + 10))
        ids = ids_by_number(feeds)
        feeds.mark([ids[first + 1], ids[first + 2]], State.READ)
        feeds.briefed(ids[first + 3], "b3")


def without_backups(directory: Path) -> None:
    shutil.rmtree(directory / "backups", ignore_errors=True)


def harmed(path: Path, at: float = 0.5, what: bytes = b"?!?!") -> None:
    """Put other bytes into a file: more than a checksum can tell."""
    content = bytearray(path.read_bytes())
    start = int(len(content) * at)
    content[start : start + len(what)] = what
    path.unlink()
    path.write_bytes(content)
    path.chmod(0o600)


def flipped(path: Path, at: float = 0.5) -> None:
    """Flip one bit of a file."""
    content = path.read_bytes()
    harmed(path, at, bytes([content[int(len(content) * at)] ^ 1]))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a briefing and feeds, folded once and worked on since, without backups."""
    directory = tmp_path / "library"
    with on_day(directory, 0) as opened:
        opened.add(numbered(0))
    worked(directory)
    with Feeds.open(directory) as feeds:
        feeds.compact()
    worked(directory, 30)
    without_backups(directory)
    assert examine(directory) == []
    return directory


# Backups


def test_a_backup_of_a_day_and_a_full_copy_hold_the_feeds(library: Path, tmp_path: Path) -> None:
    with on_day(library, 0) as opened:
        places = [opened.backup(), opened.backup(tmp_path / "copy")]
    for place in places:
        assert everything(place) == everything(library)
        assert [finding for finding in examine(place) if finding.damage] == []
        for file in (place / "feeds").iterdir():
            assert file.stat().st_mode & 0o777 == 0o600
            assert file.stat().st_nlink == 1
        with Feeds.open(place, clock=ticking()) as copy:
            copy.refreshed(POST, look(99))
    assert 99 not in ids_by_number(Feeds.open(library, readonly=True))


def test_a_library_without_feeds_has_backups_without(tmp_path: Path) -> None:
    with on_day(tmp_path / "library", 0) as opened:
        opened.add(numbered(0))
        place = opened.backup()
    assert not (place / "feeds").exists()
    assert not (tmp_path / "library" / "feeds").exists()


def test_closing_changed_feeds_makes_the_backup_of_the_day_and_reading_them_none(tmp_path: Path) -> None:
    with Feeds.open(tmp_path, clock=lambda: START) as feeds:
        feeds.subscribe(POST)
    (made,) = backups.kept(tmp_path)
    assert (made.at, made.briefings) == (f"{START.isoformat()}", 0)
    assert [one.address for one in Feeds.open(made.path, readonly=True).subscriptions()] == [POST]
    with Feeds.open(tmp_path, clock=lambda: START + DAY) as feeds:
        assert feeds.inbox() == []
    assert len(backups.kept(tmp_path)) == 1
    for _ in range(2):
        with Feeds.open(tmp_path, clock=lambda: START + DAY) as feeds:
            feeds.refreshed(POST, look(1))
    assert len(backups.kept(tmp_path)) == 2
    with Feeds.open(tmp_path, clock=lambda: START + 2 * DAY) as feeds:
        assert feeds.backup_if_due() is not None
        assert feeds.backup_if_due() is None


def test_removed_briefings_go_after_thirty_days_though_feeds_make_all_backups(tmp_path: Path) -> None:
    with on_day(tmp_path, 0) as opened:
        opened.remove(opened.add(numbered(0)))
    for day in range(1, 33):
        with Feeds.open(tmp_path, clock=lambda day=day: START + day * DAY) as feeds:  # type: ignore[misc]
            feeds.subscribe(f"https://{day}.example/")
    with on_day(tmp_path, 33) as opened:
        assert opened.history()[0].what.startswith("Removed briefings gone for good")


@pytest.mark.parametrize("name", [CATALOGUE, JOURNAL])
@pytest.mark.parametrize("harm", [harmed, lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_damaged_feeds_keep_no_backup_of_the_briefings_from_being_made_and_older_ones_stay(
    library: Path, tmp_path: Path, name: str, harm: Callable[[Path], object]
) -> None:
    for day in range(9):
        with on_day(library, day) as opened:
            opened.backup()
    harm(library / name)
    with on_day(library, 9) as opened:
        place = opened.backup_if_due()
        assert place is not None
        assert Library.open(place, readonly=True).entries() == opened.entries()
        with pytest.raises(LibraryError, match=rf"is made, but in the library itself {name} is missing or damaged"):
            opened.backup(tmp_path / "copy")
    assert len(backups.kept(library)) == 10
    assert not (place / "feeds").exists()


def test_a_backup_made_while_feeds_are_refreshed_is_whole(library: Path) -> None:
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        for number in range(40, 60):
            feeds.refreshed(POST, look(number))
            place = backups.made(library, LATER)
            assert numbers(Feeds.open(place, readonly=True))[0] == numbers(feeds)[0]


def test_feeds_keep_no_history(library: Path) -> None:
    """A year of looks at 200 feeds would be gigabytes of it."""
    with Feeds.open(library) as feeds:
        feeds.compact()
    assert {file.name for file in (library / "feeds").iterdir() if file.is_file()} == {
        *("catalogue.json", "catalogue.log", "catalogue.json.prev", "catalogue.log.prev", "lock", "witness")
    }


# Restoring


@pytest.fixture
def backup(library: Path) -> Path:
    """A backup of the library, in which much was done since."""
    with on_day(library, 1) as opened:
        made = opened.backup()
    worked(library, 60)
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        feeds.unsubscribe(GAZETTE)
        feeds.subscribe(WIRE)
    return made


def test_the_feeds_are_as_the_backup_holds_them_and_what_was_there_is_kept(library: Path, backup: Path) -> None:
    before, wanted = everything(library), everything(backup)
    assert before != wanted
    with Feeds.open(library, clock=ticking(LATER)) as opened:
        assert numbers(opened) != []
        before_it = opened._kept.storage.seq
        aside = restore(library, backup, clock=lambda: LATER)
        assert opened.poll().everything
        assert opened._kept.storage.seq == before_it + 1, "what is brought back is not less than was acknowledged"
        assert everything(library) == wanted
        opened.refreshed(POST, look(200))
        assert 200 in numbers(opened)
    assert everything(aside) == before
    assert [finding for finding in examine(library) if finding.damage] == []
    restore(library, aside, clock=lambda: LATER)
    assert everything(library) == before


def test_feeds_that_are_gone_or_damaged_come_back(library: Path, backup: Path) -> None:
    wanted = everything(backup)
    for harm in (lambda: shutil.rmtree(library / "feeds"), lambda: harmed(library / CATALOGUE)):
        harm()
        restore(library, backup, clock=lambda: LATER)
        assert everything(library) == wanted
        assert [finding for finding in examine(library) if finding.damage] == []


def test_a_backup_without_feeds_says_nothing_of_them(library: Path, backup: Path) -> None:
    before = everything(library)
    shutil.rmtree(backup / "feeds")
    restore(library, backup, clock=lambda: LATER)
    assert everything(library) == before


def test_a_library_comes_back_with_its_feeds_where_there_was_none(library: Path, backup: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new", backup, clock=lambda: LATER)
    assert everything(tmp_path / "new") == everything(backup)
    assert (tmp_path / "new" / "feeds").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", [CATALOGUE, JOURNAL])
def test_a_backup_whose_feeds_are_damaged_is_refused_mended_and_brought_back(
    library: Path, backup: Path, name: str
) -> None:
    before = everything(library)
    flipped(backup / name)
    with pytest.raises(LibraryError, match=rf"cannot be brought back, its file {name} .*Nothing was changed"):
        restore(library, backup, clock=lambda: LATER)
    assert everything(library) == before
    repair(backup, clock=lambda: LATER)
    restore(library, backup, clock=lambda: LATER)
    assert everything(library) == everything(backup)


def test_a_restoring_cut_off_anywhere_leaves_feeds_that_were_there_or_are_brought_back(
    library: Path, backup: Path, tmp_path: Path
) -> None:
    states, copy, met = [everything(library), everything(backup)], tmp_path / "copy", set()

    def prepare() -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(library, copy)

    def act() -> None:
        restore(copy, copy / "backups" / backup.name, clock=lambda: LATER)

    for _ in cut_off_here_and_there(act, prepare):
        found = everything(copy)
        assert found in states
        met.add(states.index(found))
    assert met == {0, 1}


# The doctor

CAN_BE_TOLD: list[tuple[str, Callable[[Path], object], str]] = [
    (CATALOGUE, flipped, "is damaged or was changed by another program: the inbox cannot be opened"),
    (CATALOGUE, harmed, "is damaged or was changed by another program: the inbox cannot be opened"),
    (CATALOGUE, lambda path: path.unlink(), "is missing: the inbox cannot be opened"),
    (CATALOGUE, lambda path: path.write_bytes(b""), "is empty: the inbox cannot be opened"),
    (JOURNAL, flipped, "is damaged in one bit, which its checksum tells: the inbox is open for reading only"),
    (JOURNAL, lambda path: flipped(path, 0.01), "is damaged in its first line: the inbox is open for reading only"),
]


@pytest.mark.parametrize(("name", "harm", "told"), CAN_BE_TOLD)
def test_what_can_be_made_anew_is_told_and_made_anew_exactly(
    library: Path, name: str, harm: Callable[[Path], object], told: str
) -> None:
    before = everything(library)
    harm(library / name)
    (finding,) = examine(library)
    assert finding.damage
    assert finding.where.startswith(name)
    assert finding.what == told
    with Library.open(library) as opened:
        assert opened.damage is None, "the briefings are none the worse"
        assert opened.verify() == [finding]
    done = repair(library, clock=lambda: LATER)
    assert done.left == ()
    assert len(done.done) == 1
    assert done.done[0].startswith("feeds/")
    assert everything(library) == before
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        feeds.refreshed(POST, look(100))


def test_the_copy_before_a_repair_holds_the_feeds_as_they_were(library: Path) -> None:
    harmed(library / CATALOGUE)
    before = {path.name: path.read_bytes() for path in (library / "feeds").iterdir() if path.is_file()}
    copy = repair(library, clock=lambda: LATER).copy
    assert {path.name: path.read_bytes() for path in (copy / "feeds").iterdir() if path.is_file()} == before


def test_damaged_feeds_do_not_open_or_are_read_only_and_say_what_to_do(library: Path) -> None:
    harmed(library / JOURNAL)
    with Feeds.open(library) as feeds:
        assert "the inbox is open for reading only. 'readout doctor'" in (feeds.damage or "")
        assert feeds.subscriptions() != []
        with pytest.raises(LibraryError, match="Nothing was changed"):
            feeds.mark([feeds.inbox()[0].id], State.READ)
    harmed(library / CATALOGUE)
    with pytest.raises(DamagedError, match=r"feeds/catalogue.json is damaged .*'readout doctor' says what can be done"):
        Feeds.open(library)


def test_of_a_damaged_line_only_its_change_is_lost_and_that_is_said(library: Path) -> None:
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        feeds.refreshed(POST, Refresh((fresh(300, title="A" * 300 + " 300", published=None),)))
        feeds.refreshed(POST, Refresh((fresh(301, published=None),)))
    without_backups(library)
    content = (library / JOURNAL).read_bytes()
    harmed(library / JOURNAL, content.index(b"A" * 300) / len(content) + 0.001)
    (finding,) = examine(library)
    assert finding.what == "holds a change that can no longer be read: the inbox is open for reading only."
    assert "is lost" in finding.repair
    done = repair(library, clock=lambda: LATER)
    assert done.done == (f"feeds/: {finding.repair}",)
    assert numbers(Feeds.open(library, readonly=True), feed=POST)[0] == 301
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        assert numbers(feeds, words="A" * 300) == []
        assert len(feeds.refreshed(POST, look(300, 301)).new) == 1, "what is lost comes again with the next refresh"


def test_what_a_backup_holds_is_taken_from_there_where_nothing_else_is_left(library: Path) -> None:
    before = everything(library)
    with Feeds.open(library) as feeds:
        feeds.compact()
        feeds.compact()
    without_backups(library)
    with on_day(library, 1) as opened:
        opened.backup()
    for file in (library / "feeds").iterdir():
        if file.name.startswith("catalogue.json"):
            harmed(file)
    (finding, _) = examine(library)
    assert finding.repair == (
        "The catalogue is made anew from the backup 2026-11-25 and the journals, exactly as it was."
    )
    repair(library, clock=lambda: LATER)
    assert everything(library) == before


def test_a_library_that_feeds_have_begun_is_missed_when_its_catalogue_is_gone(tmp_path: Path) -> None:
    with Feeds.open(tmp_path, clock=lambda: START) as feeds:
        feeds.subscribe(POST)
    without_backups(tmp_path)
    (tmp_path / "catalogue.json").unlink()
    with pytest.raises(DamagedError, match=r"catalogue.json is missing"):
        Library.open(tmp_path)
    repair(tmp_path, clock=lambda: LATER)
    with Library.open(tmp_path) as library:
        library.add(numbered(0))
    assert [one.address for one in Feeds.open(tmp_path).subscriptions()] == [POST]


def test_where_nothing_is_left_that_is_said_and_the_inbox_begins_anew(library: Path) -> None:
    for file in (library / "feeds").iterdir():
        if file.name.startswith("catalogue"):
            file.write_bytes(b"?")
    told = next(finding for finding in examine(library) if finding.where == CATALOGUE)
    assert told.repair.startswith("The catalogue is made anew from the changes that are left. Changes 1 to ")
    assert "are lost" in told.repair
    assert repair(library, clock=lambda: LATER).left == ()
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        assert (feeds.subscriptions(), feeds.inbox()) == ([], [])
        feeds.subscribe(POST)
    assert len(Library.open(library, readonly=True).entries()) == 1


def test_items_whose_subscription_is_lost_can_be_read_and_dealt_with(library: Path) -> None:
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        feeds.subscribe(WIRE)
        feeds.refreshed(WIRE, look(500))
        with feeds._kept.changing() as transaction:
            transaction.take_out("feeds", feeds.subscription(WIRE).id)
        (item,) = [item for item in feeds.inbox() if item.title == fresh(500).title]
        assert item.outlet == ""
        assert numbers(feeds, words="500") == [500]
        feeds.mark([item.id], State.READ)
        assert feeds.counts().all[State.UNREAD] == len(feeds.inbox())


def test_what_cut_off_changes_left_is_a_remark_and_is_cleared(library: Path) -> None:
    (library / "feeds" / "tmp").mkdir(exist_ok=True)
    (library / "feeds" / "tmp" / "new").write_bytes(b"half")
    with (library / JOURNAL).open("ab") as journal:
        journal.write(b"0123abcd 00000")
    (library / CATALOGUE).chmod(0o644)
    (library / "feeds" / "witness").write_bytes(b"?!")
    findings = examine(library)
    assert [finding.damage for finding in findings] == [False] * 4
    assert {finding.where for finding in findings} == {".", JOURNAL, "feeds/tmp/new", "feeds/witness"}
    before = everything(library)
    assert repair(library, clock=lambda: LATER).left == ()
    assert everything(library) == before
    assert not (library / "feeds" / "tmp" / "new").exists()


def test_feeds_of_a_newer_readout_are_left_alone(library: Path) -> None:
    path = library / CATALOGUE
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":2', 1))
    from zlib import crc32

    first, end, rest = path.read_bytes().partition(b"\n")
    start = first.index(b'"crc":"') + 7
    zeros = first[:start] + b"00000000" + first[start + 8 :]
    crc = b"%08x" % crc32(zeros + end + rest)
    path.write_bytes(zeros[:start] + crc + zeros[start + 8 :] + end + rest)
    (finding,) = examine(library)
    assert (finding.where, finding.damage, finding.repair) == (CATALOGUE, False, "")
    before = path.read_bytes()
    repair(library, clock=lambda: LATER)
    assert path.read_bytes() == before


def test_a_repair_cut_off_anywhere_is_mended_by_the_next(library: Path, tmp_path: Path) -> None:
    before, copy = everything(library), tmp_path / "copy"
    flipped(library / CATALOGUE)

    def prepare() -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(library, copy)

    for _ in cut_off_here_and_there(lambda: repair(copy, clock=lambda: LATER), prepare):
        repair(copy, clock=lambda: LATER)
        assert everything(copy) == before
        assert [finding for finding in examine(copy) if finding.damage] == []


def test_who_repairs_or_restores_waits_for_who_refreshes(
    library: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flipped(library / CATALOGUE)
    monkeypatch.setattr(lock.writing_alone.__wrapped__, "__defaults__", (0.05, "library"))  # type: ignore[attr-defined]
    with writing_alone(library / "feeds"):
        for act in (
            lambda: repair(library, clock=lambda: LATER),
            lambda: restore(library, backup, clock=lambda: LATER),
        ):
            with pytest.raises(LibraryError, match=r"The inbox at .*feeds is busy"):
                act()
    repair(library, clock=lambda: LATER)


def test_a_library_is_examined_while_feeds_are_refreshed(library: Path) -> None:
    with Feeds.open(library, clock=ticking(LATER)) as feeds:
        for number in range(20):
            feeds.refreshed(POST, replace(look(100 + number), title="é"))
            assert [finding for finding in examine(library) if finding.damage] == []
