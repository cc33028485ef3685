"""`readout tag` and `readout note`: what the user puts beside a briefing, in one's own editor too."""

import json
import shlex
import sys
from pathlib import Path

import pytest
from command_line import Call

from stores import Library

NOTE = "Call the mayor.\n\nAsk about the pier.\n"


def note_of(library: Path, id: str) -> str:
    with Library.open(library, readonly=True) as opened:
        return opened.note_of(id)


def test_tags_are_given_and_taken_away_and_shown(command: Call, kept: list[str]) -> None:
    done = command("tag", kept[1][:5], "Pier", "town  hall")
    assert (done.status, done.out, done.err) == (0, "Pier\ntown hall\n", "")
    assert command("tag", kept[1]).out == command("tag", kept[1], "pier").out == done.out
    now = json.loads(command("tag", kept[1], "sea", "--remove", "PIER", "nothing", "--format", "json").out)
    assert now == {"id": kept[1], "tags": ["sea", "town hall"]}
    assert json.loads(command("tag", kept[1], "--format", "json").out) == now
    assert json.loads(command("tag", "--format", "json", kept[0]).out) == {"id": kept[0], "tags": []}


def test_a_briefing_without_tags_is_no_error(command: Call, kept: list[str]) -> None:
    done = command("tag", kept[0])
    assert (done.status, done.out, done.err.count("\n")) == (0, "", 1)


def test_tags_stand_in_the_list_and_are_found_there(command: Call, kept: list[str]) -> None:
    command("tag", kept[0], "town hall", "sea")
    rows = command("list").out.splitlines()
    assert rows[1] == f"{kept[0]}  Harbour kept, part 1 — 2 suggested · #sea, #town hall"
    assert command("list", "--query", "HALL part").out == f"{rows[1]}\n"
    assert command("list", "--limit", "1").out == f"{rows[0]}\n"
    nothing = command("list", "--query", "submarine")
    assert (nothing.status, nothing.out, nothing.err.count("\n")) == (0, "", 1)


def test_a_note_is_written_printed_and_taken_away(command: Call, kept: list[str], library: Path) -> None:
    done = command("note", kept[1][:5], "--set", NOTE)
    assert (done.status, done.out, done.err) == (0, NOTE, "")
    assert command("note", kept[1]).out == NOTE
    assert json.loads(command("note", kept[1], "--format", "json").out) == {"id": kept[1], "note": NOTE.strip()}
    done = command("note", kept[1], "--set", "")
    assert (done.status, done.out, note_of(library, kept[1])) == (0, "", "")
    assert done.err.count("\n") == 1


def test_a_note_comes_from_standard_input(readout: Call, kept: list[str], library: Path) -> None:
    assert readout("note", kept[1], "--format", "json", "-", stdin="\ufeff“Größe”\n").status == 0
    assert note_of(library, kept[1]) == "“Größe”"
    done = readout("note", kept[1], "-", stdin=b"\xff\xfe\x00")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert note_of(library, kept[1]) == "“Größe”"


@pytest.mark.parametrize("call", [["--set", "x", "--edit"], ["-", "--set", "x"], ["-", "--edit"], ["--set"], ["+"]])
def test_a_note_is_written_in_one_way_at_a_time(call: list[str], command: Call, kept: list[str], library: Path) -> None:
    done = command("note", kept[1], *call)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert note_of(library, kept[1]) == ""


@pytest.mark.parametrize("call", [["tag", "nothing"], ["tag", "nothing", "x"], ["note", "nothing"], ["tag", "ID", " "]])
def test_what_cannot_be_done_is_one_line(call: list[str], command: Call, kept: list[str]) -> None:
    done = command(*(kept[1] if word == "ID" else word for word in call))
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)


class Editor:
    """An editor that the user has named: a program that does something with the file it is given."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.script = directory / "my editor.py"
        self.seen = directory / "seen"
        self.places = directory / "places"
        self.places.mkdir()
        monkeypatch.setenv("TMPDIR", str(self.places))
        monkeypatch.setattr("tempfile.tempdir", None)
        monkeypatch.setenv("EDITOR", "false")
        monkeypatch.setenv("VISUAL", f"{sys.executable} {shlex.quote(str(self.script))} --wait")

    def does(self, *lines: str) -> None:
        """Let it do this with `file`, a path; first it notes the file's mode, its folder's and what is in it."""
        noted = "print(oct(file.stat().st_mode), oct(file.parent.stat().st_mode), file.read_text(), file=seen)"
        opened = f"import sys, pathlib; file = pathlib.Path(sys.argv[2]); seen = open({str(self.seen)!r}, 'w')"
        self.script.write_text("\n".join([opened, noted, *lines]))

    def left(self) -> list[Path]:
        """The files that are still there."""
        return [path for path in self.places.rglob("*") if path.is_file()]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    return Editor(tmp_path, monkeypatch)


def test_a_note_is_edited_on_a_private_file_that_goes(
    command: Call, kept: list[str], library: Path, editor: Editor
) -> None:
    command("note", kept[1], "--set", "Before")
    editor.does("file.write_bytes('Größe\\r\\nAfter\\n\\n'.encode()); file.with_suffix('.bak').touch()")
    done = command("note", kept[1], "--edit")
    assert (done.status, done.out, done.err) == (0, "Größe\nAfter\n", "")
    assert note_of(library, kept[1]) == "Größe\nAfter"
    assert editor.seen.read_text() == "0o100600 0o40700 Before\n\n"
    assert editor.left() == []


def test_an_unchanged_note_is_no_change(command: Call, kept: list[str], library: Path, editor: Editor) -> None:
    command("note", kept[1], "--set", "Before")
    with Library.open(library, readonly=True) as opened:
        before = opened.history()
    editor.does("pass")
    done = command("note", kept[1], "--edit")
    assert (done.status, done.out, done.err.count("\n")) == (0, "Before\n", 1)
    with Library.open(library, readonly=True) as opened:
        assert opened.history() == before
    assert editor.left() == []


def test_what_was_written_is_never_lost(command: Call, kept: list[str], library: Path, editor: Editor) -> None:
    for failing, said in (("sys.exit(3)", "ended with status 3"), ("file.write_bytes(b'\\xff')", "no UTF-8")):
        editor.does("file.write_text('Hours of work')", failing)
        done = command("note", kept[1], "--edit")
        (file,) = editor.left()
        assert (done.status, done.out) == (1, "")
        assert str(file) in done.err
        assert said in done.err
        assert note_of(library, kept[1]) == ""
        file.unlink()


def test_a_note_changed_elsewhere_meanwhile_is_not_overwritten(
    command: Call, kept: list[str], library: Path, editor: Editor
) -> None:
    editor.does(
        "file.write_text('Mine')",
        "from stores import Library",
        f"Library.open(pathlib.Path({str(library)!r})).note({kept[1]!r}, 'Theirs')",
    )
    done = command("note", kept[1], "--edit")
    (file,) = editor.left()
    assert (done.status, done.out, file.read_text()) == (1, "", "Mine")
    assert "changed elsewhere" in done.err
    assert note_of(library, kept[1]) == "Theirs"


def test_ctrl_c_is_the_editors(readout: Call, kept: list[str], library: Path, editor: Editor) -> None:
    editor.does("import os, signal", "os.kill(os.getppid(), signal.SIGINT)", "file.write_text('Still here')")
    done = readout("note", kept[1], "--edit")
    assert (done.status, done.out, done.err) == (0, "Still here\n", "")
    assert note_of(library, kept[1]) == "Still here"


def test_an_editor_that_is_not_there_is_one_line(
    command: Call, kept: list[str], editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "")
    monkeypatch.setenv("PATH", "")  # where the usual ones would be looked for
    for named, said in (("", "There is no editor"), ("no-such-editor", "no-such-editor"), ("'unclosed", "'unclosed")):
        monkeypatch.setenv("VISUAL", named)
        done = command("note", kept[1], "--edit")
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
        assert said in done.err
    assert editor.left() == []
