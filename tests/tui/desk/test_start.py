"""What the desk does when it opens: it reads one entry, says what must be known, and backs the library up in time."""

import subprocess
import sys
from pathlib import Path

import pytest
from briefings import numbered
from driving import LARGE, SMALL, sitting_at
from libraries import keep

from benchmarks.terminal import Terminal
from stores.library import Library


async def test_a_network_file_system_is_told_of(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stores.filesystem.network", lambda path: "nfs4")
    async with sitting_at(library, SMALL) as desk:
        assert "lies on a network file system (nfs4)" in desk.toast


async def test_the_backup_of_the_day_is_made_beside_the_keys(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.desk.desk._BACKUP_AFTER", 0.01)
    for backup in (library.directory / "backups").glob("*"):
        backup.rename(library.directory.with_name(backup.name))
    async with sitting_at(library, SMALL) as desk:
        await desk.until(lambda: list((library.directory / "backups").glob("20*")), "there was a backup")
        await desk.until(lambda: not any(w.is_running for w in desk.app.workers), "it was whole")
        assert not desk.toast


async def test_a_backup_that_cannot_be_made_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.desk.desk._BACKUP_AFTER", 0.01)
    for backup in (library.directory / "backups").glob("*"):
        backup.rename(library.directory.with_name(backup.name))
    (library.directory / "backups").rmdir()
    (library.directory / "backups").touch()
    async with sitting_at(library, SMALL) as desk:
        await desk.until(lambda: "There is no backup of today:" in desk.toast, "it was told")


async def test_of_a_long_list_one_entry_is_read_before_the_first_paint_and_the_rest_after(
    empty: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.watching._FEW", 3)
    for number in range(12):
        empty.add(numbered(number))
    read: list[int | None] = []
    entries = empty.entries

    def noted(query: str | None = None, limit: int | None = None) -> object:
        read.append(limit)
        return entries(query, limit)

    monkeypatch.setattr(empty, "entries", noted)
    async with sitting_at(empty, LARGE) as desk:
        await desk.until(lambda: desk.app.session.shelf.is_whole, "the list was read")
        await desk.settle()
        assert read == [1, None]
        assert "Briefings (12)" in desk.read("#rail")
        assert "Harbour kept, part 0 " in desk.words
        await desk.press("4", "space", "t", *"quays", "enter")
        assert "tagged quays" in desk.read("#rail")
        assert "1 open" in desk.read("#rail")
        assert read == [1, None]  # a change renews its own entry, and reads no list


async def test_keys_before_the_list_is_there_find_what_they_need(
    empty: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tui.desk.watching.Watch.begin", lambda self: None)  # as if it were still on its way
    for number in range(4):
        empty.add(numbered(number))
    async with sitting_at(empty, SMALL) as desk:
        assert "1/4" in desk.lines[0]
        await desk.press("J")
        assert "2/4" in desk.lines[0]
        await desk.press("b")
        assert "Briefings (4)" in desk.lines[0]


FIRST_FRAME = """
import sys
from tui.desk.screens.desk_screen import DeskScreen
from tui.main import main

def told(self):
    print(*sorted(sys.modules), file=open(sys.argv[1], "w"))
    self.app.exit(0)

DeskScreen._fill = told
sys.exit(main([]))
"""


def test_the_first_frame_needs_no_model_and_no_dialog(tmp_path: Path) -> None:
    keep(tmp_path / "library", numbered(1))
    said = tmp_path / "modules"
    command = [sys.executable, "-c", FIRST_FRAME, str(said)]
    env = {"READOUT_LIBRARY": str(tmp_path / "library"), "PYTHONPATH": str(Path(__file__).parents[3])}
    with Terminal(command, columns=80, lines=24, env=env) as terminal:
        terminal.until_quiet(0.3, first=20)
    modules = said.read_text().split()
    assert "tui.desk.desk" in modules
    heavy = ("briefing.model", "briefing.contract", "briefing.corrections", "httpx", "trafilatura", "dateparser")
    dialogs = ("tui.desk.asking", "tui.desk.correcting", "tui.desk.screens.asking", "tui.desk.screens.agenda")
    assert not {*heavy, *dialogs, "tui.desk.rescue", "stores.doctor", "stores.search"} & {*modules}


ONCE_FILLED = """
import gc, sys
from tui.desk.watching import Watch
from tui.main import main

def told(self):
    print(gc.isenabled(), gc.get_freeze_count() > 10000, file=open(sys.argv[1], "w"))
    self._desk.exit(0)

Watch.begin = told
sys.exit(main([]))
"""


def test_garbage_is_looked_for_again_once_the_desk_is_filled_but_not_in_what_stays(tmp_path: Path) -> None:
    said = tmp_path / "collecting"
    command = [sys.executable, "-c", ONCE_FILLED, str(said)]
    env = {"READOUT_LIBRARY": str(tmp_path / "library"), "PYTHONPATH": str(Path(__file__).parents[3])}
    with Terminal(command, columns=80, lines=24, env=env) as terminal:
        terminal.until_quiet(0.3, first=20)
    assert said.read_text().split() == ["True", "True"]


def test_a_session_is_opened_without_a_model_or_a_screen(tmp_path: Path) -> None:
    keep(tmp_path / "library", numbered(1), numbered(2))
    script = (
        "import sys; from pathlib import Path\n"
        "from stores.library import Library; from tui.desk.session import Session\n"
        "session = Session(Library.open(Path(sys.argv[1])))\n"
        "print(session.headline, session.position, len(session.shelf), session.shelf.entries[1].headline)\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "library")], capture_output=True, text=True, check=True
    )
    first, modules = done.stdout.splitlines()
    assert first == "Harbour kept, part 2 0 2 Harbour kept, part 1"
    assert not {"briefing.model", "rich", "textual.app"} & {*modules.split()}
