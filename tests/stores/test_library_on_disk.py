"""What lies on the disk: whole files, for the user's eyes only, and damage is never taken for an empty library."""

import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from tinydb import TinyDB

from briefing.model import FollowUpState
from stores import Library, LibraryError

TESTS = Path(__file__).resolve().parents[1]


def test_the_directory_and_its_files_are_the_users_alone(tmp_path: Path) -> None:
    directory = tmp_path / "deep" / "library"
    old = os.umask(0)
    try:
        with Library.open(directory) as library:
            library.add(a_briefing())
    finally:
        os.umask(old)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {file.name: stat.S_IMODE(file.stat().st_mode) for file in directory.iterdir()} == {
        "library.json": 0o600,
        "lock": 0o600,
    }


def test_stock_tinydb_opens_the_file_and_finds_its_mark(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing(title="Harbour kept\ud800"))
    with TinyDB(tmp_path / "library.json") as stock:
        assert stock.tables() == {"_meta", "briefings"}
        assert stock.table("_meta").all() == [{"format": "readout.library", "schema": 0}]
        assert id in (stock.storage.read() or {})["briefings"]


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda content: b"", "is empty"),
        (lambda content: b"\0" * len(content), "is empty"),
        (lambda content: content[: len(content) // 2], "damaged"),
        (lambda content: content + b"x", "damaged"),
        (lambda content: content.replace(b"harbour", b"harb\xff\xfeur"), "damaged"),
        (lambda content: b"[" * 100_000, "damaged"),
        (lambda content: b"null", "no Readout library"),
        (lambda content: b"{}", "no Readout library"),
        (lambda content: b'{"_default": {"1": {"a": 1}}}', "no Readout library"),
        (lambda content: content.replace(b'"added"', b'"adde"'), "damaged"),
        (lambda content: content.replace(b'"schema":0', b'"schema":7'), "another version"),
    ],
)
def test_a_damaged_or_foreign_file_is_refused_and_left_as_it_is(
    tmp_path: Path, damage: Callable[[bytes], bytes], complaint: str
) -> None:
    with Library.open(tmp_path) as library:
        library.add(a_briefing())
    file = tmp_path / "library.json"
    file.write_bytes(damaged := damage(file.read_bytes()))
    for readonly in (True, False):
        with pytest.raises(LibraryError, match=complaint):
            Library.open(tmp_path, readonly=readonly)
    assert file.read_bytes() == damaged


def test_damage_that_comes_while_the_library_is_open_is_met_at_the_next_call(tmp_path: Path) -> None:
    file = tmp_path / "library.json"
    with Library.open(tmp_path) as library:
        library.add(a_briefing())
        sound = file.read_bytes()
        file.write_bytes(sound[:-3])
        with pytest.raises(LibraryError, match="damaged"):
            library.add(numbered(1))
        assert file.read_bytes() == sound[:-3]
        file.write_bytes(sound)
        library.add(numbered(1))
        assert len(library.entries()) == 2


def test_a_file_that_goes_while_the_library_is_open_is_not_begun_anew(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add(a_briefing())
        (tmp_path / "library.json").unlink()
        for _ in range(2):
            with pytest.raises(LibraryError, match="has gone"):
                library.add(numbered(1))
    assert not (tmp_path / "library.json").exists()


def test_a_library_that_cannot_be_written_says_so_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("something of the user's")
    with pytest.raises(LibraryError, match="cannot be used") as caught:
        Library.open(file)
    assert "\n" not in str(caught.value)
    with pytest.raises(LibraryError, match="cannot be used"):
        Library.open(file / "library")
    assert file.read_text() == "something of the user's"


READ_ONLY = """
import os, sys
from pathlib import Path
from briefings import a_briefing, numbered
from stores import Library, LibraryError
directory = Path(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
with Library.open(directory) as library:
    assert len(library.entries()) == 1
    try:
        library.add(numbered(1))
    except LibraryError as error:
        print(error)
"""


@pytest.fixture
def directory_for_all() -> Iterator[Path]:
    """Not tmp_path, whose parents are closed to other users."""
    directory = Path(tempfile.mkdtemp())
    yield directory
    directory.chmod(0o700)
    shutil.rmtree(directory)


def test_a_directory_of_somebody_else_can_be_read_but_not_written(directory_for_all: Path) -> None:
    with Library.open(directory_for_all) as library:
        library.add(a_briefing())
    file = directory_for_all / "library.json"
    before = file.read_bytes()
    file.chmod(0o644)
    (directory_for_all / "lock").unlink()
    directory_for_all.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(directory_for_all)],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert "cannot be used (Permission denied)" in done.stdout
    assert file.read_bytes() == before


def test_a_full_disk_loses_nothing_and_the_same_handle_goes_on(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing())
        size = (tmp_path / "library.json").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
        try:
            with pytest.raises(LibraryError, match="no room left") as caught:
                library.add(numbered(1))
            assert "\n" not in str(caught.value)
            assert [entry.id for entry in library.entries()] == [id]
            with pytest.raises(LibraryError, match="no room left"):
                library.set_follow_up(id, "f1", text="long " * 100)
            assert library.get(id) == a_briefing()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert sorted(file.name for file in tmp_path.iterdir()) == ["library.json", "lock"]
        library.add(numbered(1))
        library.set_follow_up(id, "f1", state=FollowUpState.OPEN)
        assert len(library.entries()) == 2
    with Library.open(tmp_path) as library:
        assert len(library.entries()) == 2


def test_a_disk_that_is_full_from_the_start_leaves_a_library_that_opens_empty(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with Library.open(tmp_path / "library") as library, pytest.raises(LibraryError, match="no room left"):
            library.add(a_briefing())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with Library.open(tmp_path / "library") as library:
        assert library.entries() == []
        assert library.add(a_briefing())


def test_a_link_to_a_file_elsewhere_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "synced").mkdir()
    link = tmp_path / "library" / "library.json"
    link.symlink_to(tmp_path / "synced" / "ours.json")
    with Library.open(tmp_path / "library") as library:
        library.add(a_briefing())
    assert link.is_symlink()
    assert "briefings" in json.loads((tmp_path / "synced" / "ours.json").read_bytes())
