"""`readout export` and `readout import`: the library in a form that outlives it, and back."""

import json
from pathlib import Path

import pytest
from command_line import Call

from briefing.contract import from_json
from stores import Library


@pytest.fixture
def changed(command: Call, kept: list[str]) -> list[str]:
    """The library of two, with something of all that a user can put beside a briefing."""
    command("tag", kept[1], "pier")
    command("note", kept[1], "--set", "Call “her”")
    command("follow-ups", "add", kept[1], "Call the mayor", "--due", "2027-03")
    command("correct", kept[1], "stance", "s1", "warns")
    return kept


def test_all_is_exported_a_line_each_and_imported_elsewhere_as_it_was(
    command: Call, changed: list[str], tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "export.jsonl", str(tmp_path / "elsewhere")
    done = command("export", "--all", "--to", str(file))
    assert (done.status, done.out, done.err) == (0, "", "")
    assert file.stat().st_mode & 0o777 == 0o600
    assert command("export", "--all").out == file.read_text(encoding="utf-8")
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(records) == 2
    taken = command("import", str(file), "--library", elsewhere)
    assert (taken.status, taken.err) == (0, "")
    assert sorted(row.split("  ")[:2] for row in taken.out.splitlines()) == sorted(["added", id] for id in changed)
    for id in changed:
        for call in (["show", id, "--format", "json"], ["tag", id], ["note", id], ["correct", id, "--format", "json"]):
            assert command(*call, "--library", elsewhere).out == command(*call).out
    with Library.open(tmp_path / "elsewhere", readonly=True) as opened:
        assert opened.history(limit=1)[0].by == "import"


def test_what_is_held_already_is_told_and_stays(command: Call, changed: list[str], tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    command("export", "--all", "--to", str(file))
    command("tag", changed[1], "sea")
    done = command("import", str(file))
    assert (done.status, done.err) == (0, "")
    assert sorted(row.split("  ")[:2] for row in done.out.splitlines()) == sorted(
        ["held already", id] for id in changed
    )
    assert command("tag", changed[1]).out == "pier\nsea\n"


def test_lines_that_are_no_briefing_are_refused_by_number_and_the_others_are_taken_in(
    readout: Call, command: Call, changed: list[str], tmp_path: Path
) -> None:
    first, second = command("export", "--all").out.encode().splitlines(keepends=True)
    file = tmp_path / "export.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + first + b"no JSON\n" + second.replace(b'"pier"', b'"p\xffer"') + second)
    elsewhere = str(tmp_path / "elsewhere")
    done = command("import", str(file), "--library", elsewhere, "--format", "json")
    told = json.loads(done.out)
    assert done.status == 1
    assert sorted(told["added"]) == sorted(changed)
    assert (told["held"], len(told["refused"])) == ([], 2)
    assert done.err.count("\n") == 2
    assert "2" in told["refused"][0]
    assert "3" in told["refused"][1]
    again = readout("import", "-", "--library", elsewhere, stdin=first)
    assert (again.status, again.out.split("  ")[0]) == (0, "held already")


def test_a_file_that_cannot_be_read_is_one_line(command: Call, library: Path, tmp_path: Path) -> None:
    for source in ("missing.jsonl", str(tmp_path)):
        done = command("import", source)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
        assert source in done.err


@pytest.mark.parametrize("format", ["json", "markdown", "text"])
def test_briefings_are_exported_to_read_as_they_are_shown(
    format: str, command: Call, changed: list[str], tmp_path: Path
) -> None:
    assert command("export", changed[1][:5], "--format", format).out == (
        command("show", changed[1], "--format", format).out
    )
    file = tmp_path / "export"
    command("export", "--all", "--format", format, "--to", str(file))
    said = file.read_text(encoding="utf-8")
    assert said == command("export", "--all", "--format", format).out
    assert "Harbour kept, part 1" in said
    if format == "json":
        assert [from_json(made).id for made in json.loads(said)] == changed[::-1]


def test_an_empty_library_exports_nothing(command: Call, library: Path) -> None:
    assert command("export", "--all").out == ""
    assert command("export", "--all", "--format", "json").out == "[]\n"
    assert not library.exists()


def test_what_is_not_there_writes_no_file(command: Call, changed: list[str], tmp_path: Path) -> None:
    file = tmp_path / "export"
    for format in ("jsonl", "json", "markdown", "text"):
        done = command("export", changed[0], "nothing", "--to", str(file), "--format", format)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
        assert not file.exists()


@pytest.mark.parametrize("format", ["jsonl", "json", "markdown", "text"])
def test_a_briefing_whose_analysis_is_damaged_does_not_keep_the_others_in(
    format: str, command: Call, changed: list[str], library: Path, tmp_path: Path
) -> None:
    (library / "b" / changed[0][:2] / f"{changed[0]}.json").write_bytes(b"{}")
    file = tmp_path / "export"
    done = command("export", "--all", "--format", format, "--to", str(file))
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert changed[0] in done.err
    assert "Harbour kept" in file.read_text(encoding="utf-8")
    alone = command("export", changed[0], "--format", format, "--to", str(tmp_path / "alone"))
    assert (alone.status, alone.err.count("\n")) == (1, 1)
    assert not (tmp_path / "alone").exists()


def test_a_file_that_cannot_be_written_is_one_line(command: Call, changed: list[str]) -> None:
    done = command("export", "--all", "--to", "/dev/null")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
