"""The library of the first Readout, one file `library.json` of schema 0, becomes one of today, and nothing is lost."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from briefings import a_briefing, numbered
from cutting_off import cut_off_at_each_call, ended, in_a_process
from tinydb import TinyDB

from briefing.contract import to_json
from briefing.model import Briefing, FollowUpState
from stores import Library, LibraryError
from stores.journal.damage import DamagedError
from stores.migration import OlderError

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def row(briefing: Briefing, minute: int, **done: Any) -> dict[str, Any]:
    """One row as the first Readout wrote it, with what the user had done to it."""
    added = f"2026-03-01T12:{minute:02}:00.000000+00:00"
    return {"briefing": to_json(briefing), "added": added, "tags": [], "follow_ups": {}} | done


def written(file: Path, rows: dict[str, dict[str, Any]], schema: int = 0) -> bytes:
    """Write the file as the first Readout did, and return its bytes."""
    mark = {"1": {"format": "readout.library", "schema": schema}}
    tables: dict[str, Any] = {"_meta": mark, "briefings": rows}
    content = json.dumps(tables, separators=(",", ":")).encode("ascii")
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_bytes(content)
    file.chmod(0o600)
    return content


def readable_by_the_first_readout(content: bytes) -> bool:
    """Whether the check of the first Readout lets the file through."""
    mark = json.loads(content)["_meta"]["1"]
    return bool(mark["format"] == "readout.library" and mark["schema"] == 0)


HOSTILE = a_briefing(title="Harbour\x1b[2J kept\ud800", outlet="The Post", authors=("Ada\u202e",))
CHANGES = {
    "f1": {"state": "open", "text": "Ring \udfff the mayor.", "at": "2026-03-02T08:00:00.000000+00:00"},
    "f2": {"due": None, "at": "2026-03-02T08:00:00.000000+00:00"},
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a library with three briefings: one untouched, one worked on, one at a second address."""
    file = tmp_path / "library" / "library.json"
    plain, there = numbered(7), a_briefing(url="https://b.example/1")
    written(
        file,
        {
            plain.id: row(plain, 1),
            HOSTILE.id: row(HOSTILE, 2, tags=["Harbour", "\ud800"], follow_ups=CHANGES),
            HOSTILE.id + "-2": row(there, 3),
        },
    )
    return file


def opened(file: Path, readonly: bool = False) -> Library:
    return Library.open(file.parent, readonly, clock=lambda: NOW)


def check_that_all_is_there(library: Library) -> None:
    first, worked_on, plain = library.entries()
    assert [entry.id for entry in (first, worked_on, plain)] == [HOSTILE.id + "-2", HOSTILE.id, numbered(7).id]
    assert library.get(plain.id) == numbered(7)
    assert (worked_on.tags, worked_on.open, worked_on.suggested) == (("Harbour", "\ud800"), 1, 1)
    assert worked_on.added == "2026-03-01T12:02:00.000000+00:00"
    assert worked_on.headline == "Harbour\x1b[2J kept\ud800"
    briefing = library.get(worked_on.id)
    one, two = briefing.follow_ups
    assert (one.state, one.due, one.text) == (FollowUpState.OPEN, None, "Ring \udfff the mayor.")
    assert (two.state, two.due, two.text) == (FollowUpState.SUGGESTED, None, "Ask who would buy.")
    assert briefing.article == HOSTILE.article
    assert briefing.statements == HOSTILE.statements
    assert library.get(first.id).article.url == "https://b.example/1"
    assert library.damage is None


def test_everything_is_there_after_the_first_open_and_after_the_next(file: Path) -> None:
    for _ in range(2):
        with opened(file) as library:
            check_that_all_is_there(library)
    with opened(file, readonly=True) as library:
        check_that_all_is_there(library)


def test_what_was_migrated_can_be_changed_undone_and_compacted(file: Path) -> None:
    with opened(file) as library:
        library.set_follow_up(HOSTILE.id, "f2", state=FollowUpState.DONE)
        library.compact()
        library.undo()
        check_that_all_is_there(library)
        assert library.add(numbered(7)) == numbered(7).id
        assert library.undo() is None


def test_the_old_file_is_backed_up_for_the_users_eyes_only(file: Path) -> None:
    content = file.read_bytes()
    opened(file).close()
    backup = file.parent / "backups" / "schema-0-2026-11-24" / "library.json"
    assert backup.read_bytes() == content
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (backup.parent, backup.parent.parent)} == {0o700}
    with TinyDB(backup) as stock:
        assert stock.tables() == {"_meta", "briefings"}


def test_a_backup_of_the_same_day_with_other_briefings_stays_beside_it(file: Path) -> None:
    earlier = file.parent / "backups" / "schema-0-2026-11-24"
    earlier.mkdir(parents=True)
    (earlier / "library.json").write_bytes(b"another")
    content = file.read_bytes()
    opened(file).close()
    assert (earlier / "library.json").read_bytes() == b"another"
    assert (file.parent / "backups" / "schema-0-2026-11-24-2" / "library.json").read_bytes() == content


def test_the_first_readout_refuses_what_is_left(file: Path) -> None:
    assert readable_by_the_first_readout(file.read_bytes())
    opened(file).close()
    assert not readable_by_the_first_readout(file.read_bytes())


def test_an_empty_library_migrates_too(tmp_path: Path) -> None:
    file = tmp_path / "library.json"
    written(file, {})
    with opened(file) as library:
        assert library.entries() == []
        library.add(numbered(1))
    with opened(file) as library:
        assert library.count() == 1


def test_a_reader_is_told_in_one_sentence_and_changes_nothing(file: Path) -> None:
    before = {path: path.read_bytes() for path in file.parent.iterdir()}
    with pytest.raises(OlderError, match="written by an earlier Readout") as caught:
        opened(file, readonly=True)
    assert "\n" not in str(caught.value)
    assert {path: path.read_bytes() for path in file.parent.iterdir()} == before


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
        (lambda content: content.replace(b'"headline"', b'"headlime"'), "damaged in the briefing"),
        (lambda content: content.replace(b'"schema":0', b'"schema":7'), "another version"),
    ],
)
def test_a_damaged_or_foreign_old_file_is_refused_and_left_as_it_is(
    file: Path, damage: Callable[[bytes], bytes], complaint: str
) -> None:
    file.write_bytes(damaged := damage(file.read_bytes()))
    for readonly in (False, True, False):
        with pytest.raises(LibraryError) as caught:
            opened(file, readonly)
        assert isinstance(caught.value, OlderError) or complaint in str(caught.value)
        assert "\n" not in str(caught.value)
    assert file.read_bytes() == damaged
    assert not (file.parent / "catalogue.json").exists()


def test_an_old_file_that_says_its_briefings_went_elsewhere_is_no_empty_library(file: Path) -> None:
    opened(file).close()
    for path in file.parent.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path != file:
            path.unlink()
    for readonly in (False, True):
        with pytest.raises(DamagedError, match=r"catalogue\.json is missing"):
            opened(file, readonly)


def test_a_crash_at_any_moment_leaves_the_old_library_or_the_new_one(file: Path, tmp_path: Path) -> None:
    def prepare(number: int) -> None:
        nonlocal copy
        copy = tmp_path / f"{number}" / "library.json"
        shutil.copytree(file.parent, copy.parent)

    copy = file
    for _ in cut_off_at_each_call(lambda: opened(copy).close(), prepare):
        if readable_by_the_first_readout(copy.read_bytes()):
            assert copy.read_bytes() == file.read_bytes()
        if (copy.parent / "catalogue.json").exists():
            with opened(copy, readonly=True) as library:
                check_that_all_is_there(library)
        with opened(copy) as library:
            check_that_all_is_there(library)
        assert not readable_by_the_first_readout(copy.read_bytes())
        backups = list((copy.parent / "backups").glob("*/library.json"))
        assert [backup.read_bytes() for backup in backups] == [file.read_bytes()]


def test_an_old_file_put_beside_a_library_of_today_is_left_alone(file: Path) -> None:
    content = file.read_bytes()
    opened(file).close()
    file.write_bytes(content.replace(b"Harbour kept", b"Harbour sold"))
    with opened(file) as library:
        check_that_all_is_there(library)
    assert b"Harbour sold" in file.read_bytes()


def test_two_that_open_at_once_migrate_once(file: Path) -> None:
    def open_and_change() -> None:
        with opened(file) as library:
            check_that_all_is_there(library)
            library.note(numbered(7).id, f"of {os.getpid()}")

    assert ended(*(in_a_process(open_and_change) for _ in range(4))) == [0] * 4
    with opened(file) as library:
        check_that_all_is_there(library)
        assert len(library.history()) == 4


def test_the_target_of_a_link_stays_as_it_was(file: Path, tmp_path: Path) -> None:
    content = file.read_bytes()
    elsewhere = tmp_path / "synced.json"
    file.replace(elsewhere)
    file.symlink_to(elsewhere)
    with opened(file) as library:
        check_that_all_is_there(library)
    assert elsewhere.read_bytes() == content
    assert not readable_by_the_first_readout(file.read_bytes())
