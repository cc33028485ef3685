"""`readout backup`, `restore` and `doctor`: copies of the library, back from them, and whether it is sound."""

import contextlib
import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
from briefings import numbered
from command_line import COMMAND, Call

from stores import Library


def headlines(library: Path) -> list[str]:
    with Library.open(library, readonly=True) as opened:
        return [entry.headline for entry in opened.entries()]


@pytest.fixture
def backed_up(command: Call, kept: list[str]) -> str:
    """The name of a backup of the library of two."""
    return Path(command("backup").out.strip()).name


def test_a_backup_is_made_and_listed(command: Call, kept: list[str], library: Path) -> None:
    done = command("backup")
    made = Path(done.out.rstrip("\n"))
    assert (done.status, done.err, made.parent) == (0, "", library / "backups")
    listed = json.loads(command("backup", "--list", "--format", "json").out)
    assert listed[0].keys() == {"name", "path", "at", "kind", "full", "briefings"}
    (entry,) = [one for one in listed if one["name"] == made.name]
    assert (entry["path"], entry["briefings"]) == (str(made), 2)
    rows = command("backup", "--list").out
    assert rows.count("\n") == len(listed)
    (row,) = [row for row in rows.splitlines() if row.startswith(f"{made.name}  ")]
    assert "  2 briefings  " in row
    assert command("restore").out == rows


def test_a_library_that_is_not_there_has_no_backups(command: Call, library: Path) -> None:
    for call in (["backup", "--list"], ["restore"]):
        done = command(*call)
        assert (done.status, done.out, done.err.count("\n")) == (0, "", 1)
    done = command("backup")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert not library.exists()


def test_a_copy_elsewhere_shares_nothing_and_is_a_library(
    command: Call, kept: list[str], library: Path, tmp_path: Path
) -> None:
    done = command("backup", str(tmp_path / "copy"), "--format", "json")
    copy = Path(json.loads(done.out)["backup"])
    assert copy == tmp_path / "copy" or copy.parent == tmp_path / "copy"
    assert headlines(copy) == headlines(library)
    inodes = {path.stat().st_ino for path in library.rglob("*") if path.is_file()}
    assert not inodes & {path.stat().st_ino for path in copy.rglob("*") if path.is_file()}


def test_restoring_says_what_is_lost_and_keeps_what_was_there(
    command: Call, backed_up: str, kept: list[str], library: Path
) -> None:
    with Library.open(library) as opened:
        added = opened.add(numbered(7))
    command("tag", kept[0], "pier")
    before = headlines(library)
    refused = command("restore", backed_up)
    assert (refused.status, refused.out) == (2, "")
    assert f"No longer there: {added} Harbour kept, part 7" in refused.err
    assert "2 changes" in refused.err
    assert headlines(library) == before
    done = command("restore", backed_up, "--yes", "--format", "json")
    told = json.loads(done.out)
    assert (done.status, told["lost"]) == (0, [added])
    assert headlines(library) == before[1:]
    assert command("tag", kept[0]).out == ""
    assert headlines(Path(told["kept"])) == before
    assert command("restore", told["kept"], "--yes").status == 0
    assert headlines(library) == before


def answering(answer: str, *arguments: str) -> tuple[int, str]:
    """Run `readout` on a terminal at which this is answered to its question; return its status and all it said."""
    ours, its = pty.openpty()
    with subprocess.Popen([COMMAND, *arguments], stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        os.write(ours, answer.encode())
        said = b""
        with contextlib.suppress(OSError):  # Linux says the end of a terminal by EIO
            while piece := os.read(ours, 65536):
                said += piece
    os.close(ours)
    return process.returncode, said.decode()


def test_on_a_terminal_it_asks(command: Call, backed_up: str, kept: list[str], library: Path) -> None:
    command("remove", kept[0])
    for answer in ("n\n", "\n", "\x04"):
        status, said = answering(answer, "restore", backed_up)
        assert status == 1
        assert "[y/N]" in said
        assert "Nothing was changed" in said
        assert len(headlines(library)) == 1
    status, _ = answering("y\n", "restore", backed_up)
    assert status == 0
    assert len(headlines(library)) == 2


def test_a_library_that_does_not_open_is_restored(command: Call, backed_up: str, library: Path) -> None:
    (library / "catalogue.json").write_bytes(b"")
    assert command("list").status == 1
    done = command("restore", backed_up, "--yes")
    assert done.status == 0
    assert "cannot be told" in done.err
    assert "kept in" in done.out
    assert len(headlines(library)) == 2


def test_what_is_no_backup_is_refused(command: Call, backed_up: str, library: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    before = headlines(library)
    for name in ("2001-01-01", str(tmp_path / "folder"), ""):
        done = command("restore", name, "--yes")
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1), done
    assert headlines(library) == before


def test_a_sound_library_is_said_to_be_sound(command: Call, kept: list[str], library: Path) -> None:
    done = command("doctor")
    assert (done.status, done.out, done.err) == (0, f"The library at {library} is sound.\n", "")
    told = json.loads(command("doctor", "--format", "json").out)
    assert told == {"library": str(library), "sound": True, "findings": []}
    assert command("doctor", "--repair").out == done.out


def test_damage_is_told_and_repaired_on_a_copy(command: Call, kept: list[str], library: Path) -> None:
    catalogue = library / "catalogue.json"
    catalogue.write_bytes(catalogue.read_bytes()[:-20])
    before = {path: path.read_bytes() for path in library.rglob("*") if path.is_file()}
    done = command("doctor")
    assert done.status == 1
    assert "Damage: catalogue.json" in done.out
    assert "Repair: " in done.out
    assert done.out.endswith(f"The library at {library} is damaged.\n")
    told = json.loads(command("doctor", "--format", "json").out)
    assert (told["sound"], told["findings"][0].keys()) == (False, {"where", "what", "repair", "damage"})
    assert {path: path.read_bytes() for path in library.rglob("*") if path.is_file()} == before
    mended = command("doctor", "--repair", "--format", "json")
    told = json.loads(mended.out)
    assert (mended.status, told["sound"]) == (0, True)
    assert told["done"]
    assert (Path(told["copy"]) / "catalogue.json").read_bytes() == before[catalogue]
    assert len(headlines(library)) == 2


def test_a_library_that_is_not_there_is_sound(command: Call, library: Path) -> None:
    assert command("doctor").status == 0
    assert not library.exists()
