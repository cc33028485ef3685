"""The doctor says what is wrong with the files of a library, where and what a repair would do; and changes nothing."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from worked_on import body, files, flipped, smudged, ticking, without_backups, work

from stores import Library, LibraryError
from stores.doctor import Finding, examine
from stores.journal.framing import framed
from stores.journal.layout import journal_header


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a generation before, a history, and changes since; without backups."""
    with Library.open(tmp_path / "library", clock=ticking()) as library:
        work(library)
        library.compact()
        work(library, 10)
        library.compact()
        work(library, 20)
        library.search("harbour")
    without_backups(tmp_path / "library")
    return tmp_path / "library"


def ids_in(directory: Path) -> list[str]:
    with Library.open(directory, readonly=True) as library:
        return [entry.id for entry in library.entries()]


def damage(findings: list[Finding]) -> dict[str, str]:
    return {finding.where: finding.what for finding in findings if finding.damage}


def remarks(findings: list[Finding]) -> dict[str, str]:
    return {finding.where: finding.what for finding in findings if not finding.damage}


def test_a_sound_library_has_nothing_but_what_waits_to_go(library: Path) -> None:
    (finding,) = examine(library)
    assert not finding.damage
    assert finding.where == "b/"
    assert "3 analyses of 3 removed briefings" in finding.what
    assert "after 2026-12-02" in finding.what


def test_where_there_is_no_library_yet_there_is_nothing_to_find(tmp_path: Path) -> None:
    assert examine(tmp_path / "none") == []
    assert examine(tmp_path) == []


@pytest.mark.parametrize(
    ("damaged", "what"),
    [
        (lambda content: b"", "is empty"),
        (lambda content: b"{}", "is damaged"),
        (lambda content: content[: len(content) // 2], "is damaged"),
        (lambda content: content.replace(b"Harbour", b"Harbor.", 1), "is damaged"),
        (None, "is missing"),
    ],
)
def test_a_catalogue_that_does_not_open_is_told_with_what_it_is_made_of_anew(
    library: Path, damaged: Callable[[bytes], bytes] | None, what: str
) -> None:
    path = library / "catalogue.json"
    path.unlink() if damaged is None else path.write_bytes(damaged(path.read_bytes()))
    (finding, *_) = examine(library)
    assert finding.damage
    assert finding.where == "catalogue.json"
    assert finding.what.startswith(what)
    assert finding.repair == "The catalogue is made anew from catalogue.json.prev and the journals, exactly as it was."


@pytest.mark.parametrize("content", [b"", b"{}", None])
def test_a_journal_that_is_gone_takes_its_changes_along_and_that_is_said(library: Path, content: bytes | None) -> None:
    path = library / "catalogue.log"
    path.unlink() if content is None else path.write_bytes(content)
    (finding, *_) = [finding for finding in examine(library) if finding.where.startswith("catalogue.log")]
    assert finding.damage
    assert "are lost" in finding.repair


def test_a_damaged_line_is_told_with_its_bytes_its_briefing_and_what_is_lost(library: Path) -> None:
    path = library / "catalogue.log"
    id = ids_in(library)[0]
    lines = path.read_bytes().splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if b'"P","heads","' + id.encode() in line)
    start = sum(map(len, lines[:number]))
    smudged(path, start + len(lines[number]) - 5)
    (finding,) = [finding for finding in examine(library) if finding.damage]
    assert finding.where == f"catalogue.log, bytes {start} to {start + len(lines[number])}"
    assert id in finding.what
    assert " is lost" in finding.repair
    assert id in finding.repair, "its briefing has its analysis still, and gets its entry from that"


def test_a_line_end_or_a_first_line_that_is_damaged_costs_nothing(library: Path) -> None:
    path = library / "catalogue.log"
    sound = path.read_bytes()
    for at in (sound.index(b"\n") - 3, len(sound) - 1, sound.index(b"\n", 200)):
        path.write_bytes(sound)
        flipped(path, at)
        with Library.open(library, readonly=True) as opened:
            assert opened.damage is not None
        (finding,) = [finding for finding in examine(library) if finding.damage]
        assert finding.repair == "It is written anew. Nothing is lost."


def test_a_journal_cut_at_a_line_end_lacks_what_the_witness_saw(library: Path) -> None:
    path = library / "catalogue.log"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-2]))
    assert damage(examine(library)) == {"catalogue.log": "lacks the last 2 changes"}


def test_older_files_put_back_by_hand_lack_what_the_history_knows(library: Path) -> None:
    older = {name: (library / name).read_bytes() for name in ("catalogue.json", "catalogue.log")}
    with Library.open(library) as opened:
        opened.note(opened.entries()[0].id, "since")
        opened.compact()
    without_backups(library)
    for name, content in older.items():
        (library / name).write_bytes(content)
    (library / "witness").unlink()
    (finding,) = [finding for finding in examine(library) if finding.damage]
    assert (finding.where, finding.what) == ("catalogue.log", "lacks the last change")
    assert "exactly as it was" in finding.repair


def test_lines_that_are_gone_or_out_of_order_are_told(library: Path) -> None:
    path = library / "catalogue.log"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], *lines[4:]]))
    assert "lacks what came before change" in damage(examine(library))["catalogue.log"]
    path.write_bytes(b"".join([*lines[:3], lines[4], lines[3], *lines[5:]]))
    assert "lacks what came before change" in damage(examine(library))["catalogue.log"]


def test_a_catalogue_from_before_its_journal_is_told(library: Path) -> None:
    shutil.copy(library / "catalogue.json.prev", library / "catalogue.json")
    assert "the journal begins after change" in damage(examine(library))["catalogue.json"]


def test_an_end_that_was_never_acknowledged_is_no_damage(library: Path) -> None:
    with (library / "catalogue.log").open("ab") as journal:
        journal.write(framed(b'{"seq":99}')[:20])
    assert remarks(examine(library))["catalogue.log"] == "ends in 20 bytes of a change that was never acknowledged"


@pytest.mark.parametrize("name", ["catalogue.json.prev", "catalogue.log.prev", "history.log"])
def test_a_flipped_bit_in_what_is_only_kept_in_reserve_is_found_too(library: Path, name: str) -> None:
    flipped(library / name)
    (where,) = damage(examine(library))
    assert where.startswith(name)


def test_a_history_that_is_gone_or_cut_is_told(library: Path) -> None:
    path = library / "history.log"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:4], *lines[5:]]))
    assert damage(examine(library)) == {"history.log": "lacks change 4: nothing else is missing for it"}
    path.unlink()
    assert "can no longer be told or taken back" in damage(examine(library))["history.log"]


def test_a_damaged_or_missing_analysis_is_told_with_its_briefing(library: Path) -> None:
    first, second, *_ = ids_in(library)
    smudged(body(library, first))
    body(library, second).unlink()
    found = examine(library)
    assert damage(found).keys() == {f"b/{id[:2]}/{id}.json" for id in (first, second)}
    for finding in found[:2]:
        assert first in finding.what or second in finding.what
        assert "It is in no backup" in finding.repair


def test_an_analysis_that_a_backup_holds_is_told_as_one_that_comes_back(library: Path) -> None:
    id = ids_in(library)[0]
    with Library.open(library, clock=ticking()) as opened:
        opened.backup()
    flipped(body(library, id))
    (finding,) = [finding for finding in examine(library) if finding.damage]
    assert finding.repair == "It is brought back from the backup 2026-11-02."


def test_what_a_cut_off_change_leaves_is_a_remark(library: Path) -> None:
    orphan = body(library, "00stray")
    orphan.parent.mkdir(exist_ok=True, mode=0o700)
    orphan.write_bytes(body(library, ids_in(library)[0]).read_bytes())
    orphan.chmod(0o600)
    (library / "tmp" / "new").write_bytes(b"half a catalo")
    (library / "tmp" / "new").chmod(0o600)
    with (library / "search.cache").open("ab") as cache:
        cache.write(b"00000000\thalf a line")
    (library / "witness").write_bytes(b"junk")
    found = examine(library)
    assert damage(found) == {}
    assert remarks(found).keys() == {"b/", "b/00/00stray.json", "tmp/new", "search.cache", "witness"}


def test_an_analysis_that_was_taken_back_stays_and_is_a_remark(library: Path) -> None:
    with Library.open(library, clock=ticking()) as opened:
        id = opened.entries()[0].id
        opened.reanalyse(id, a_briefing())
        opened.undo()
    without_backups(library)
    (_, finding) = sorted(examine(library), key=lambda finding: finding.where)
    assert finding.where == f"b/{id[:2]}/{id}.2.json"
    assert finding.repair == ""


def test_files_that_others_may_read_are_a_remark(library: Path) -> None:
    body(library, ids_in(library)[0]).chmod(0o644)
    (library / "catalogue.json").chmod(0o660)
    (library / "b").chmod(0o755)
    assert remarks(examine(library))["."] == "has 3 files and directories that others may read or change"


def test_a_newer_readouts_library_is_no_damage_and_nothing_is_said_of_its_files(library: Path) -> None:
    (library / "catalogue.log").write_bytes(journal_header(7).replace(b'"schema":1', b'"schema":2'))
    path = library / "catalogue.json"
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":2', 1))
    sealed = framed(b'{"format":"readout.journal","schema":2,"base":7}')
    (library / "catalogue.log").write_bytes(sealed)
    path.write_bytes(path.read_bytes()[:-2])
    (finding,) = examine(library)
    assert not finding.damage
    assert "newer Readout (schema 2" in finding.what


def test_the_digit_of_the_schema_flipped_is_damage_and_no_newer_readout(library: Path) -> None:
    path = library / "catalogue.json"
    flipped(path, path.read_bytes().index(b'"schema":1') + 9, bit=1)
    with pytest.raises(LibraryError, match="newer Readout"):
        Library.open(library)
    assert damage(examine(library)).keys() == {"catalogue.json"}


def test_the_first_readouts_file_is_told_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.json"
    path.write_text('{"_meta": {"1": {"format": "readout.library", "schema": 0}}, "briefings": {}}')
    (finding,) = examine(tmp_path)
    assert not finding.damage
    assert "earlier Readout" in finding.what
    path.write_text('{"_meta": ')
    assert damage(examine(tmp_path)).keys() == {"library.json"}


def test_nothing_is_written_whatever_is_found(library: Path) -> None:
    flipped(body(library, ids_in(library)[0]))
    flipped(library / "catalogue.json")
    (library / "catalogue.log").write_bytes((library / "catalogue.log").read_bytes()[:-3])
    before = {path: path.stat().st_mtime_ns for path in library.rglob("*")}, files(library)
    examine(library)
    assert ({path: path.stat().st_mtime_ns for path in library.rglob("*")}, files(library)) == before


def test_a_library_that_is_being_written_to_is_found_sound(tmp_path: Path) -> None:
    stop = threading.Event()
    with Library.open(tmp_path, clock=ticking()) as library:
        library.add(numbered(0))

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                id = library.add(numbered(number))
                library.tag(id, "new")
                library.compact()
                library.backup()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            found = [finding for _ in range(25) for finding in library.verify()]
        finally:
            stop.set()
            writer.join()
    assert found == []


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_directory_that_may_not_be_read_is_an_error(library: Path) -> None:
    library.chmod(0)
    try:
        with pytest.raises(LibraryError, match="cannot be used"):
            examine(library)
    finally:
        library.chmod(0o700)


def test_the_library_examines_itself(library: Path) -> None:
    with Library.open(library, readonly=True) as opened:
        assert opened.verify() == examine(library)
