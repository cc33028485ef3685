"""A library that is damaged, or an earlier Readout's: the commands say so once and read what can be read."""

import json
from pathlib import Path

import pytest
from briefings import a_briefing
from command_line import Call

from briefing.contract import to_json
from stores import Library

CHANGING = [
    ["add", "article.txt"],
    ["remove", "ID"],
    ["tag", "ID", "pier"],
    ["note", "ID", "--set", "Call"],
    ["follow-ups", "done", "ID", "f1", "f2"],
    ["correct", "ID", "headline", "Kept"],
    ["alias", "Port", "the port"],
    ["undo"],
    ["reanalyse", "--all"],
]
READING = [
    [],
    ["list"],
    ["show", "ID"],
    ["search", "harbour"],
    ["follow-ups"],
    ["follow-ups", "--all"],
    ["tag", "ID"],
    ["note", "ID"],
    ["correct", "ID", "statements"],
    ["alias"],
    ["history"],
]


def call_of(words: list[str], id: str) -> list[str]:
    return [id if word == "ID" else word for word in words]


def contents(library: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in library.rglob("*") if path.is_file() and path.suffix != ".cache"}


@pytest.fixture
def beside_the_article(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(article.parent)


@pytest.fixture
def damaged(library: Path, kept: list[str], beside_the_article: None) -> str:
    """The id of a briefing in a library in whose journal a byte of an earlier line was changed."""
    journal = library / "catalogue.log"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"Harbour", b"harbour", 1)
    journal.write_bytes(b"".join(lines))
    return kept[0]


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_a_damaged_journal_is_told_once_and_what_can_be_read_is_read(
    words: list[str], command: Call, damaged: str, library: Path
) -> None:
    before = contents(library)
    done = command(*call_of(words, damaged))
    assert done.status == 0
    assert done.err.count("open for reading only") == 1, done.err
    assert contents(library) == before
    if words in ([], ["list"], ["show", "ID"], ["search", "harbour"], ["history"]):
        assert "Harbour kept" in done.out


@pytest.mark.parametrize("words", CHANGING, ids=" ".join)
def test_with_a_damaged_journal_nothing_is_changed(
    words: list[str], command: Call, damaged: str, library: Path
) -> None:
    before = contents(library)
    done = command(*call_of(words, damaged))
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert "open for reading only" in done.err
    assert contents(library) == before


@pytest.mark.parametrize("words", READING + CHANGING, ids=" ".join)
def test_a_catalogue_that_cannot_be_read_is_one_line_that_says_what_to_do(
    words: list[str], command: Call, kept: list[str], library: Path, beside_the_article: None
) -> None:
    catalogue = library / "catalogue.json"
    catalogue.write_bytes(catalogue.read_bytes()[:-20])
    before = contents(library)
    done = command(*call_of(words, kept[0]))
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert str(catalogue) in done.err
    assert "readout doctor" in done.err
    assert contents(library) == before


def test_where_locks_may_not_hold_is_told_by_what_changes_the_library_and_by_the_doctor(
    command: Call, kept: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stores.filesystem.remark", lambda directory: "It lies on a network.")
    for call in (["tag", kept[0], "pier"], ["doctor"]):
        assert command(*call).err == "readout: It lies on a network.\n"
    assert command("list").err == ""


@pytest.fixture
def older(library: Path) -> str:
    """The id of the one briefing in a library as the first Readout wrote it."""
    briefing = a_briefing(title="Harbour kept")
    record = {"briefing": to_json(briefing), "added": "2026-03-01T12:00:00+00:00", "tags": ["pier"], "follow_ups": {}}
    mark = {"1": {"format": "readout.library", "schema": 0}}
    library.mkdir(mode=0o700)
    (library / "library.json").write_text(json.dumps({"_meta": mark, "briefings": {briefing.id: record}}))
    return briefing.id


@pytest.mark.parametrize("words", [["list"], ["show", "ID"], ["tag", "ID"], ["tag", "ID", "sea"]], ids=" ".join)
def test_an_earlier_library_is_brought_up_to_date_by_whatever_comes_first(
    words: list[str], command: Call, older: str, library: Path
) -> None:
    done = command(*call_of(words, older))
    assert (done.status, done.err) == (0, "")
    assert done.out
    assert list((library / "backups").rglob("library.json"))
    with Library.open(library, readonly=True) as opened:
        assert opened.entries()[0].headline == "Harbour kept"
