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
from contextlib import contextmanager
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from tinydb import TinyDB

from briefing.model import FollowUpState
from stores import Library, LibraryError
from stores.journal.damage import DamagedError
from stores.journal.framing import HEADER, framed

TESTS = Path(__file__).resolve().parents[1]


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes inside, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files(directory: Path) -> dict[Path, bytes]:
    """All files in the directory and what is in them."""
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def body(directory: Path, id: str) -> Path:
    return directory / "b" / id[:2] / f"{id}.json"


def test_the_directory_and_its_files_are_the_users_alone(tmp_path: Path) -> None:
    directory = tmp_path / "deep" / "library"
    old = os.umask(0)
    try:
        with Library.open(directory) as library:
            id = library.add(a_briefing())
            library.compact()
            library.search("harbour")
    finally:
        os.umask(old)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in [directory, *directory.rglob("*")]}
    assert {path.name for path, mode in modes.items() if path.is_dir() and mode != 0o700} == set()
    assert {path.name for path, mode in modes.items() if path.is_file() and mode != 0o600} == set()
    assert {str(path.relative_to(directory)) for path in modes if path.is_file()} >= {
        "catalogue.json",
        "catalogue.log",
        "catalogue.json.prev",
        "catalogue.log.prev",
        "history.log",
        "lock",
        "witness",
        "search.cache",
        f"b/{id[:2]}/{id}.json",
    }


def test_a_directory_that_was_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with Library.open(tmp_path) as library:
        library.add(a_briefing())
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_stock_tinydb_opens_the_catalogue_and_every_analysis(tmp_path: Path) -> None:
    made = a_briefing(title="Harbour kept\ud800")
    with Library.open(tmp_path) as library:
        id = library.add(made)
        library.tag(id, "harbour")
        library.compact()
    with TinyDB(tmp_path / "catalogue.json") as stock:
        assert stock.tables() >= {"_meta", "heads"}
        (mark,) = stock.table("_meta").all()
        assert (mark["format"], mark["schema"], mark["seq"]) == ("readout.library", 1, 2)
        assert (stock.storage.read() or {})["heads"][id]["tags"] == ["harbour"]
    with TinyDB(body(tmp_path, id)) as stock:
        (analysis,) = stock.table("briefing").all()
        assert analysis["headline"]["text"] == "Harbour kept\ud800"


def test_the_file_of_an_analysis_is_never_touched_again(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing())
        before = body(tmp_path, id).read_bytes(), body(tmp_path, id).stat()
        library.set_follow_up(id, "f1", state=FollowUpState.DONE, due="2027", text="Ring.")
        library.note(id, "years of work")
        library.reanalyse(id, a_briefing(question="What else?"))
        library.remove(id)
        library.compact()
        library.undo()
    after = body(tmp_path, id).read_bytes(), body(tmp_path, id).stat()
    assert after[0] == before[0]
    assert (after[1].st_ino, after[1].st_mtime_ns) == (before[1].st_ino, before[1].st_mtime_ns)


@pytest.mark.parametrize("name", ["catalogue.json", "catalogue.log"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: b"\0" * len(content),
        lambda content: content[: len(content) // 2],
        lambda content: content[: content.rindex(b"\n", 0, -1) + 1],
        lambda content: content[content.index(b"\n") + 1 :],
        lambda content: b"{}",
        lambda content: b"null",
        lambda content: b"[" * 100_000,
        lambda content: b'{"_default": {"1": {"a": 1}}}',
    ],
)
def test_a_damaged_or_foreign_file_is_refused_and_left_as_it_is(
    tmp_path: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    with Library.open(tmp_path) as library:
        for number in range(3):
            library.note(library.add(numbered(number)), "mine")
        library.compact()
        for number in range(3, 6):
            library.note(library.add(numbered(number)), "mine")
    file = tmp_path / name
    file.write_bytes(damage(file.read_bytes()))
    before = files(tmp_path)
    for readonly in (True, False):
        with pytest.raises(DamagedError, match=rf"{name} .*'readout doctor'.*'readout restore'") as caught:
            Library.open(tmp_path, readonly=readonly)
        assert "\n" not in str(caught.value)
    assert files(tmp_path) == before


@pytest.mark.parametrize("name", ["catalogue.json", "catalogue.log"])
def test_a_library_of_a_newer_readout_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    with Library.open(tmp_path) as library:
        library.add(a_briefing())
    first, _, rest = (tmp_path / name).read_bytes().partition(b"\n")
    newer = first.replace(b'"schema":1', b'"schema":2')
    (tmp_path / name).write_bytes((framed(newer[HEADER:]) if name == "catalogue.log" else newer + b"\n") + rest)
    with pytest.raises(
        LibraryError, match=r"newer Readout \(schema 2, this one knows 1\): open it with that one"
    ) as told:
        Library.open(tmp_path)
    assert "\n" not in str(told.value)


def test_damage_of_the_journal_is_told_and_everything_else_can_be_read(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        ids = [library.add(numbered(number)) for number in range(3)]
        assert library.damage is None
    journal = tmp_path / "catalogue.log"
    journal.write_bytes(journal.read_bytes().replace(b"part 1", b"part 9"))
    before = journal.read_bytes()
    with Library.open(tmp_path) as library:
        assert library.damage is not None
        assert "\n" not in library.damage
        assert "'readout doctor --repair'" in library.damage
        assert {entry.id for entry in library.entries()} == {ids[0], ids[2]}
        assert library.get(ids[2]).headline.text == "Harbour kept, part 2"
        assert [hit.entry.id for hit in library.search("million")] == [ids[2], ids[0]]
        for change in (
            lambda: library.add(numbered(4)),
            lambda: library.note(ids[0], "x"),
            lambda: library.remove(ids[0]),
            library.compact,
        ):
            with pytest.raises(LibraryError, match="for reading only"):
                change()
    assert journal.read_bytes() == before


def test_damage_that_comes_while_the_library_is_open_is_met_at_the_next_call(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library, Library.open(tmp_path) as other:
        library.add(a_briefing())
        assert len(other.entries()) == 1
        other.compact()
        file = tmp_path / "catalogue.json"
        sound = file.read_bytes()
        file.write_bytes(damaged := sound[:-3])
        with pytest.raises(LibraryError, match="damaged"):
            library.add(numbered(1))
        assert file.read_bytes() == damaged
        file.write_bytes(sound)
        library.add(numbered(1))
        assert len(library.entries()) == len(other.entries()) == 2


@pytest.mark.parametrize("gone", [["catalogue.json"], ["catalogue.log"], ["catalogue.json", "catalogue.log"]])
def test_files_that_go_while_the_library_is_open_are_not_begun_anew(tmp_path: Path, gone: list[str]) -> None:
    with Library.open(tmp_path) as library:
        acknowledged = {library.add(a_briefing())}
        for name in gone:
            (tmp_path / name).rename(tmp_path / f"{name}.away")
        for number in range(3):
            with pytest.raises(LibraryError, match="is missing"):
                acknowledged.add(library.add(numbered(number)))
                library.compact()
        with pytest.raises(DamagedError, match="is missing"):
            Library.open(tmp_path)
        for name in gone:
            (tmp_path / f"{name}.away").rename(tmp_path / name)
        acknowledged.add(library.add(numbered(9)))
        assert {entry.id for entry in library.entries()} == acknowledged
    with Library.open(tmp_path) as library:
        assert {entry.id for entry in library.entries()} == acknowledged


def test_a_directory_that_goes_while_the_library_is_open_is_not_begun_anew(tmp_path: Path) -> None:
    directory = tmp_path / "library"
    with Library.open(directory) as library:
        library.add(a_briefing())
        directory.rename(tmp_path / "elsewhere")
        for _ in range(2):
            with pytest.raises(LibraryError, match=r"has gone|missing"):
                library.add(numbered(1))
        shutil.rmtree(directory, ignore_errors=True)
        (tmp_path / "elsewhere").rename(directory)
        library.add(numbered(1))
        assert library.count() == 2


def test_an_analysis_that_is_damaged_or_gone_is_told_and_costs_no_other(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        damaged, gone, sound = (library.add(numbered(number)) for number in range(3))
        content = body(tmp_path, damaged).read_bytes()
        body(tmp_path, damaged).write_bytes(content.replace(b"0 million", b"9 million"))
        body(tmp_path, gone).unlink()
        for id, what in ((damaged, "is damaged"), (gone, "is missing")):
            with pytest.raises(LibraryError, match=rf"{id}\.json .*{what}.*'readout doctor --repair'") as caught:
                library.get(id)
            assert "\n" not in str(caught.value)
        assert library.get(sound).headline.text == "Harbour kept, part 2"
        assert [entry.id for entry in library.entries()] == [sound, gone, damaged]
        assert library.search("2 million")[0].entry.id == sound
        library.note(gone, "what I knew of it")
        assert library.note_of(gone) == "what I knew of it"


def test_an_analysis_that_was_kept_before_a_crash_is_not_taken_for_another(tmp_path: Path) -> None:
    made = a_briefing()
    with Library.open(tmp_path) as library:
        library.add(numbered(1))
    body(tmp_path, made.id).parent.mkdir(exist_ok=True)
    body(tmp_path, made.id).write_bytes(left := b'{"briefing":{"1":{"left":"by an add that was cut off"}}}')
    with Library.open(tmp_path) as library:
        assert library.get(library.add(made)) == made
    assert body(tmp_path, made.id).read_bytes() == left


def test_a_library_that_cannot_be_written_says_so_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("something of the user's")
    with pytest.raises(LibraryError, match="cannot be used") as caught:
        Library.open(file)
    assert "\n" not in str(caught.value)
    with pytest.raises(LibraryError, match="cannot be used"):
        Library.open(file / "library")
    assert file.read_text() == "something of the user's"


def test_a_directory_with_other_files_is_no_place_for_a_new_library(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_bytes(b"years of work")
    with (
        Library.open(tmp_path) as library,
        pytest.raises(LibraryError, match=r"other files are \(thesis\.odt\)"),
    ):
        library.add(a_briefing())
    assert (tmp_path / "thesis.odt").read_bytes() == b"years of work"


READ_ONLY = """
import os, sys
from pathlib import Path
from briefings import a_briefing, numbered
from stores import Library, LibraryError

def read(library):
    (entry,) = library.entries()
    assert library.get(entry.id) == a_briefing()
    assert len(library.search("harbour")) == 1

directory = Path(sys.argv[1])
with Library.open(directory, readonly=True) as library:
    read(library)  # imports what it needs, from where the other user may not
if os.getuid() == 0:
    os.setuid(65534)
with Library.open(directory) as library:
    read(library)
    for change in (lambda: library.add(numbered(1)), lambda: library.note(a_briefing().id, "x"), library.compact):
        try:
            change()
        except LibraryError as error:
            print(error)
    read(library)
"""


@pytest.fixture
def directory_for_all() -> Iterator[Path]:
    """Not tmp_path, whose parents are closed to other users."""
    directory = Path(tempfile.mkdtemp())
    yield directory
    for path in (directory, *directory.rglob("*")):
        if path.is_dir():
            path.chmod(0o700)
    shutil.rmtree(directory)


def test_a_directory_of_somebody_else_can_be_read_but_not_written(directory_for_all: Path) -> None:
    with Library.open(directory_for_all) as library:
        library.add(a_briefing())
    (directory_for_all / "lock").unlink()
    for path in (directory_for_all, *directory_for_all.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = files(directory_for_all)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(directory_for_all)],
        env=os.environ | {"PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.count("cannot be used (Permission denied)") == 3
    assert files(directory_for_all) == before


def test_a_full_disk_loses_nothing_and_the_same_handle_goes_on(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing())
        size = (tmp_path / "catalogue.log").stat().st_size
        with files_of_at_most(size + 100):
            with pytest.raises(LibraryError, match="no room left") as caught:
                library.add(numbered(1))
            assert "\n" not in str(caught.value)
            assert [entry.id for entry in library.entries()] == [id]
            with pytest.raises(LibraryError, match="no room left"):
                library.set_follow_up(id, "f1", text="long " * 100)
            assert library.get(id) == a_briefing()
        library.add(numbered(1))
        library.set_follow_up(id, "f1", state=FollowUpState.OPEN)
        assert len(library.entries()) == 2
    with Library.open(tmp_path) as library:
        assert len(library.entries()) == 2
        assert library.get(id).follow_up("f1").state is FollowUpState.OPEN


def test_what_could_not_be_taken_back_on_a_full_disk_can_be_once_there_is_room(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(a_briefing())
        library.remove(id)
        with (
            files_of_at_most((tmp_path / "catalogue.log").stat().st_size),
            pytest.raises(LibraryError, match="no room"),
        ):
            library.undo()
        assert library.entries() == []
        assert library.undo() == "Kept again: The council keeps the harbour."
        assert library.get(id) == a_briefing()


def test_a_disk_that_is_full_from_the_start_leaves_a_library_that_opens_empty(tmp_path: Path) -> None:
    for room in (0, 60, 100, 200):
        directory = tmp_path / f"{room}"
        with (
            files_of_at_most(room),
            Library.open(directory) as library,
            pytest.raises(LibraryError, match="no room left"),
        ):
            library.add(a_briefing())
        with Library.open(directory) as library:
            assert library.entries() == []
            assert library.add(a_briefing())


def test_a_link_to_a_directory_elsewhere_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    link = tmp_path / "library"
    link.symlink_to(tmp_path / "synced")
    with Library.open(link) as library:
        library.add(a_briefing())
        library.compact()
    assert link.is_symlink()
    assert "heads" in json.loads((tmp_path / "synced" / "catalogue.json").read_bytes())
