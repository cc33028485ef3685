"""Tags edited as one line, and the note in the user's own editor."""

import stat
import sys
from pathlib import Path

import pytest
from desk_in_a_terminal import DeskInATerminal
from driving import LARGE, SMALL, sitting_at
from harbour_news import HEADLINE, harbour_news
from libraries import keep
from programs import Program

from stores.library import Library


def tags(library: Library) -> list[tuple[str, ...]]:
    """The tags on the disk, of the newest briefing first."""
    with Library.open(library.directory, readonly=True) as fresh:
        return [entry.tags for entry in fresh.entries()]


async def test_t_edits_the_whole_list_in_one_line_with_the_librarys_own_offered(library: Library) -> None:
    library.tag(library.entries()[1].id, "foreign policy", "harbours")
    async with sitting_at(library, SMALL) as desk:
        await desk.press("t")
        assert HEADLINE in desk.words
        assert "In your library: foreign policy, harbours" in desk.words
        await desk.type("Quays,  for")
        assert "In your library: foreign policy Tags" in desk.words
        await desk.press("tab", "enter")
        assert "Tagged foreign policy, Quays; u takes it back." in desk.toast
        assert tags(library)[0] == ("foreign policy", "Quays")
        await desk.press("1", "G", "k")
        assert "Tags foreign policy, Quays" in desk.words
        await desk.press("b")
        assert "1 open · 4 suggested · tagged foreign policy, Quays" in desk.words
        await desk.press("escape", "t", *["backspace"] * len(", Quays, "), "enter")
        assert tags(library)[0] == ("foreign policy",)
        await desk.press("u", "u")
        assert tags(library)[0] == ()
        assert "Tags" not in desk.words


async def test_in_the_list_t_is_for_the_highlighted_briefing(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("b", "j", "t")
        assert "Harbour kept, part 2" in desk.read(".dialog")
        await desk.type("quays")
        await desk.press("enter")
        assert "tagged quays" in desk.read("#rail")
        assert desk.line.startswith("Harbour kept, part 2")
    assert tags(library) == [(), ("quays",), ()]


async def test_a_tag_that_another_gives_meanwhile_stays(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("t")
        await desk.type("quays")
        with Library.open(library.directory) as other:
            other.tag(harbour_news().id, "ships")
        await desk.until(lambda: desk.app.session.tags_of() == ("ships",), "the desk knew of it")
        await desk.press("enter")
    assert tags(library)[0] == ("quays", "ships")


def note(directory: Path) -> str:
    """The note on the harbour's briefing on the disk."""
    with Library.open(directory, readonly=True) as fresh:
        return fresh.note_of(harbour_news().id)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The directory of a library with the harbour's briefing."""
    keep(tmp_path / "library", harbour_news())
    return tmp_path / "library"


def test_e_writes_the_note_in_the_users_editor_and_the_desk_shows_it(directory: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    editor = Program(
        tmp_path / "bin",
        "editor",
        then=f'stat -c %a "$2" "$(dirname "$2")" > {said}; printf "%s.\\n" "Ask Reyes" "The mayor" Third Fourth > "$2"',
    )
    with DeskInATerminal(directory, VISUAL=f"{editor.path} -w", EDITOR="/nowhere") as desk:
        desk.until_open()
        desk.press("1e")
        desk.until_told("The note is kept; u takes it back.")
        assert editor.arguments[0] == "-w"
        assert said.read_text().split() == ["600", "700"]
        assert not Path(editor.arguments[1]).parent.exists()
        assert note(directory) == "Ask Reyes.\nThe mayor.\nThird.\nFourth."
        desk.until_seen("Note Ask Reyes. The mayor. Third. … Enter shows all")
        desk.press("G\r")
        desk.until_seen("Evidence")
        desk.until_seen("Third. Fourth.")
        desk.press("\x1b")
        desk.until_seen("1/1")
        desk.press("u")
        desk.until_told("The note as before")
        assert note(directory) == ""


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("true", ""),
        ("exit 3", "ended with status 3, so nothing was changed."),
        ('printf "half" > "$1"; exit 1', "What you wrote is in"),
        ('printf "\\377\\376" > "$1"', "is no UTF-8 text, so nothing was changed. What you wrote is in"),
        ('rm "$1"', "The editor left no file"),
    ],
)
def test_an_editor_that_changes_nothing_or_fails_leaves_the_note(
    then: str, told: str, directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    with Library.open(directory) as library:
        library.note(harbour_news().id, "As it was.")
    editor = Program(tmp_path / "bin", "editor", then=then)
    with DeskInATerminal(directory, size=(200, 60), VISUAL="", EDITOR=str(editor.path)) as desk:
        desk.until_seen("1 Headline")
        desk.press("e")
        desk.until(lambda: editor.was_run and desk.modes()["1049"], "the editor was run and left")
        desk.until_seen("Note As it was.")
        if told:
            desk.until_told(told)
        left = list((tmp_path / "temporary").rglob("note.txt"))
        assert len(left) == ("What you wrote" in told)
        assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in left)
    assert note(directory) == "As it was."


def test_a_note_that_another_changed_meanwhile_is_not_written_over(directory: Path, tmp_path: Path) -> None:
    change = (
        "import sys; from pathlib import Path; from stores.library import Library; "
        f"library = Library.open(Path({str(directory)!r})); library.note({harbour_news().id!r}, 'Theirs.')"
    )
    editor = Program(tmp_path / "bin", "editor", then=f'{sys.executable} -c "{change}"; printf "Mine." > "$1"')
    with DeskInATerminal(directory, size=(120, 36), EDITOR=str(editor.path), VISUAL="") as desk:
        desk.until_seen("1 Headline")
        desk.press("e")
        desk.until_told("Another Readout has changed the note meanwhile")
        desk.until_told("What you wrote is in")
    assert note(directory) == "Theirs."


async def test_where_the_terminal_cannot_be_lent_e_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with sitting_at(library, SMALL) as desk:
        await desk.press("e")
        assert "cannot be given to another program" in desk.toast
