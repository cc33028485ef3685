"""A damaged library: a banner and no change where its journal is, a screen with ways out where it does not open."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from acting import ACTING
from briefings import numbered
from desk_in_a_terminal import DeskInATerminal
from driving import MIDDLE, NOW, SMALL, sitting_at, words_of
from harbour_news import HEADLINE, harbour_news
from libraries import keep

from stores.doctor import repair
from stores.library import Library
from tui.desk.rescue import Rescue, finding_row

ID = harbour_news().id


def files(directory: Path) -> dict[Path, bytes]:
    """All that lies in a library."""
    return {file: file.read_bytes() for file in directory.rglob("*") if file.is_file()}


@contextmanager
def with_a_damaged_journal(directory: Path) -> Iterator[Library]:
    """Open the library with a bit of its journal turned."""
    with Library.open(directory) as library:
        library.set_follow_up(ID, "f1", state="open")
        library.set_follow_up(ID, "f2", state="open")
    journal = directory / "catalogue.log"
    content = bytearray(journal.read_bytes())
    content[content.index(b"f1") + 1] ^= 1
    journal.write_bytes(content)
    with Library.open(directory) as library:
        yield library


async def test_a_damaged_journal_is_a_banner_that_stays_and_nothing_can_be_changed(tmp_path: Path) -> None:
    directory = tmp_path / "library"
    keep(directory, numbered(1), harbour_news())
    with with_a_damaged_journal(directory) as library:
        before = files(directory)
        async with sitting_at(library, MIDDLE) as desk:
            banner = desk.read("#damage")
            assert banner.startswith("Nothing can be changed. The journal")
            assert "has a damaged line" in banner
            assert banner.endswith("'readout doctor --repair' mends it.")
            for keys in ("4 ", "4x", "4d", "2A", "t", "e", "2c", "a", "D"):
                desk.app.clear_notifications()
                await desk.press(*keys)
                assert "has a damaged line" in desk.toast, keys
                assert desk.app.screen is desk.app.desk, keys
            await desk.press("F")
            await desk.until_seen("Agenda (3 open)")
            await desk.press("escape", "J")
            assert desk.read("#damage") == banner
            assert files(directory) == before
            repair(directory, clock=lambda: datetime.now(UTC))
            await desk.until(lambda: not desk.app.screen.query_one("#damage").display, "the banner had gone")
            await desk.press("K", "t", *"mended", "enter")
            assert "Tagged mended" in desk.toast


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The directory of a library of two with a backup of both, and then a catalogue that is empty."""
    directory = tmp_path / "library"
    keep(directory, numbered(1), harbour_news())
    with Library.open(directory) as library:
        library.backup()
        library.tag(ID, "since")
    (directory / "catalogue.json").write_bytes(b"")
    return directory


class Helper:
    """Someone who sits before the screen of a library that does not open."""

    def __init__(self, pilot: object, app: Rescue) -> None:
        self.pilot, self.app = pilot, app

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until what they begin is done."""
        for key in keys:
            await self.pilot.press(key)  # type: ignore[attr-defined]
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()  # type: ignore[attr-defined]

    @property
    def words(self) -> str:
        """The words on the screen."""
        shown = words_of([strip.text for strip in self.app.screen._compositor.render_strips()])
        assert not ACTING.findall(shown)
        return shown


async def test_the_doctor_says_what_is_wrong_and_changes_nothing(broken: Path) -> None:
    before = files(broken)
    app = Rescue(broken, f"The library file {broken}/catalogue.json is empty.", clock=lambda: NOW)
    async with app.run_test(size=(120, 36)) as pilot:
        helper = Helper(pilot, app)
        await helper.press("d")
        assert "catalogue.json is empty." in helper.words
        assert "Damage catalogue.json is empty" in helper.words
        assert "Repair: The catalogue is made anew" in helper.words
        await helper.press("escape", "j", "j", "enter", "q")
    assert app.return_value is None
    assert files(broken) == before


async def test_m_mends_after_asking_and_keeps_a_copy(broken: Path) -> None:
    app = Rescue(broken, "It is empty.", clock=lambda: NOW)
    async with app.run_test(size=SMALL) as pilot:
        helper = Helper(pilot, app)
        await helper.press("m", "escape", "m", "2", "m", "1")
        assert "The library was mended." in helper.words
        assert "Enter opens the library." in helper.words
        await helper.press("r", "d", "m", "enter")
    assert app.return_value is not None
    with Library.open(broken) as library:
        assert [entry.tags for entry in library.entries()] == [("since",), ()]
    assert len(list((broken / "backups").glob("before-repair-*"))) == 1


async def test_r_restores_the_backup_that_is_chosen_and_keeps_what_was_there(broken: Path) -> None:
    app = Rescue(broken, "It is empty.", clock=lambda: NOW)
    async with app.run_test(size=SMALL) as pilot:
        helper = Helper(pilot, app)
        await helper.press("r")
        assert "2 briefings" in helper.words
        assert "shares nothing with the library" in helper.words
        await helper.press("enter")
        assert "Restore it; what is there now is kept" in helper.words
        await helper.press("escape", "enter", "1")
        assert "was restored. What was there before is in" in helper.words
        await helper.press("enter")
    with Library.open(broken) as library:
        assert [entry.tags for entry in library.entries()] == [(), ()]
    (kept,) = (broken / "backups").glob("before-restore-*")
    assert (kept / "catalogue.json").read_bytes() == b""


async def test_without_a_backup_r_says_so_and_a_failure_is_a_sentence(tmp_path: Path) -> None:
    directory = tmp_path / "library"
    keep(directory, harbour_news())
    for name in ("catalogue.json", "catalogue.log"):
        (directory / name).write_bytes(b"")
    app = Rescue(directory, "It is empty.", clock=lambda: NOW)
    async with app.run_test(size=SMALL) as pilot:
        helper = Helper(pilot, app)
        for backup in (directory / "backups").glob("*"):
            backup.rename(tmp_path / backup.name)
        await helper.press("r")
        assert "There are no backups here." in helper.words
        lock = directory / "lock"
        lock.unlink()
        lock.mkdir()
        await pilot.press("m", "1")
        await pilot.pause()
        while app._at_work:
            await pilot.pause(0.01)
        assert "cannot be used" in helper.words
        await helper.press("q")
    assert app.return_value is None


def test_what_a_finding_says_is_text() -> None:
    from stores.doctor import Finding

    shown = finding_row(Finding("b/\x1b[2Jgone", "holds [red]x", "\u202eback", True)).plain
    assert not ACTING.findall(shown.replace("\n", ""))


def test_from_the_damaged_library_to_the_open_desk_in_a_terminal(broken: Path) -> None:
    with DeskInATerminal(broken) as desk:
        desk.until_seen("the library cannot be opened")
        desk.until_seen("Restore a backup.")
        desk.press("r")
        desk.until_seen("2 briefings")
        desk.press("\r")
        desk.until_seen("Restore it;")
        desk.press("1")
        desk.until_seen("Enter opens the library.")
        desk.press("\r")
        desk.until_open()
        desk.until_told("was restored")
        assert HEADLINE[:30] in desk.screen
        desk.press("q")
        assert desk.ended() == 0
        assert {mode for mode, is_set in desk.modes().items() if is_set} == {"7", "25"}


def test_leaving_the_damaged_library_is_exit_status_1_and_changes_nothing(broken: Path) -> None:
    before = files(broken)
    with DeskInATerminal(broken) as desk:
        desk.until_seen("Leave; nothing is changed.")
        desk.press("q")
        assert desk.ended() == 1
        assert {mode for mode, is_set in desk.modes().items() if is_set} == {"7", "25"}
    assert files(broken) == before
