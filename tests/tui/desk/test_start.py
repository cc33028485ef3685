"""What the desk does when it opens: it reads one entry, says what must be known, and backs the library up in time."""

from pathlib import Path

import pytest
from briefings import numbered
from driving import LARGE, SMALL, sitting_at

from stores.library import Library


async def test_a_network_file_system_is_told_of(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stores.filesystem.network", lambda path: "nfs4")
    async with sitting_at(library, SMALL) as desk:
        assert "lies on a network file system (nfs4)" in desk.toast


async def test_the_backup_of_the_day_is_made_beside_the_keys(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.desk.app._BACKUP_AFTER", 0.01)
    for backup in (library.directory / "backups").glob("*"):
        backup.rename(library.directory.with_name(backup.name))
    async with sitting_at(library, SMALL) as desk:
        await desk.until(lambda: list((library.directory / "backups").glob("20*")), "there was a backup")
        await desk.until(lambda: not any(w.is_running for w in desk.app.workers), "it was whole")
        assert not desk.toast


async def test_a_backup_that_cannot_be_made_is_told(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.desk.app._BACKUP_AFTER", 0.01)
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
