"""What another process changes is on the desk within a second, and the reader stays where they were."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from briefings import numbered
from desk_in_a_terminal import DeskInATerminal
from driving import LARGE, MIDDLE, SMALL, sitting_at
from harbour_news import HEADLINE, harbour_news
from libraries import keep

from briefing.corrections import headline_correction, removal, speaker_correction
from stores.errors import LibraryError
from stores.library import Library
from tui.desk.widgets.article_view import ArticleView

ID = harbour_news().id


@pytest.fixture
def elsewhere(library: Library) -> Library:
    """The same library, as another process has it open."""
    return Library.open(library.directory, by="another")


async def test_a_follow_up_changed_elsewhere_changes_where_it_stands(library: Library, elsewhere: Library) -> None:
    async with sitting_at(library, (80, 12)) as desk:
        await desk.press("4", "G", "z")
        line, scrolled = desk.line, desk.app.screen.focused.scroll_offset
        elsewhere.set_follow_up(ID, "f2", state="done")
        elsewhere.set_follow_up(ID, "f3", due="2026-05-01")
        await desk.until_seen("[x] confirm")
        assert "due 2026-05-01" in desk.words
        assert desk.line == line
        assert desk.app.screen.focused.scroll_offset == scrolled
        assert desk.app.screen.has_class("-zoomed")


async def test_an_open_find_and_its_match_stay(library: Library, elsewhere: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("4", "slash", *"the", "enter", "n")
        line = desk.line
        elsewhere.add_follow_up(ID, "Ask the pilots.")
        await desk.until_seen("Ask the pilots.")
        assert desk.line == line
        await desk.press("slash")
        assert desk.app.screen.query_one("FindBar Input").value == "the"
        elsewhere.add_follow_up(ID, "Ask the divers.")
        await desk.until_seen("Ask the divers.")
        await desk.type("q")  # still in the line
        assert desk.running
        marks = desk.styled("#pane-4", lambda style: bool(style.reverse))
        assert marks == ""
        assert "0 lines" in desk.lines[-1]


async def test_a_dialog_stays_and_does_what_it_was_opened_for(library: Library, elsewhere: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("4", "G", "d", *"1 d")
        elsewhere.set_follow_up(ID, "f2", state="open")
        await desk.until_seen("Follow-ups (3 suggested, 2 open)")
        await desk.press(*"ec", "enter")
        assert library.get(ID).follow_up("f4").due == "2026-12-01"


async def test_the_evidence_stays_open_and_says_what_is_so_now(library: Library, elsewhere: Library) -> None:
    async with sitting_at(library, (80, 14)) as desk:
        await desk.press("2", "enter", "j", "j")
        scrolled = desk.app.screen.query_one(ArticleView).scroll_offset
        elsewhere.correct(ID, speaker_correction(elsewhere.get(ID), "s2", "Jo March"))
        await desk.until_seen("Speaker Jo March")
        assert desk.app.screen.query_one(ArticleView).scroll_offset == scrolled
        elsewhere.correct(ID, removal(elsewhere.get(ID), "s2"))
        await desk.until(lambda: "s2" not in [row.key for row in desk.app.desk.pane(2).rows], "it was taken out")
        assert "Speaker Jo March" in desk.words  # what is being read is not taken away
        await desk.press("escape")
        assert "We will not sell the harbour" not in desk.words


async def test_a_briefing_added_elsewhere_comes_into_the_lists_and_no_line_moves(
    library: Library, elsewhere: Library
) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("b", "j", "j")
        elsewhere.add(numbered(3))
        elsewhere.tag(ID, "quays")
        await desk.until_seen("Harbour kept, part 3")
        await desk.until_seen("briefing 2 of 4")
        assert desk.line.startswith("Harbour kept, part 1")
        assert f"▶ {HEADLINE}" in " ".join(desk.read("#rail").split())
        assert "tagged quays" in desk.read("#rail")
        assert "Tags quays" in [" ".join(row.shown.plain.split()) for row in desk.app.desk.pane(1).rows]


async def test_in_a_long_list_the_view_stays_at_the_highlighted_line(empty: Library) -> None:
    for number in range(60):
        empty.add(numbered(number))
    other = Library.open(empty.directory)
    async with sitting_at(empty, SMALL) as desk:
        await desk.press("b", "pagedown", "pagedown", "k", "k")
        line = desk.line.partition(" added")[0]
        row = next(i for i, shown in enumerate(desk.lines) if f" {line} " in shown)
        other.add(numbered(60))
        other.remove(other.entries()[8].id)
        await desk.until(lambda: desk.app.session.shelf.entries[0].headline.endswith("60"), "it was taken in")
        await desk.settle()
        assert f" {line} " in desk.lines[row]
        assert desk.line.startswith(f"{line} ")


async def test_the_open_briefing_removed_elsewhere_is_told_and_the_next_one_opened(
    library: Library, elsewhere: Library
) -> None:
    async with sitting_at(library, SMALL) as desk:
        elsewhere.remove(ID)
        await desk.until_seen("Another Readout has removed this briefing")
        assert "Harbour kept, part 2" in desk.lines[0]
        assert "1/2" in desk.lines[0]
        for entry in elsewhere.entries():
            elsewhere.remove(entry.id)
        await desk.until(lambda: "SAMPLE" in desk.lines[0], "the sample was open")
        elsewhere.add(numbered(7))
        await desk.until_seen("Another Readout has kept a briefing")
        assert "SAMPLE" in desk.lines[0]
        await desk.press("J")
        assert "Harbour kept, part 7" in desk.lines[0]


async def test_a_headline_and_other_names_of_the_whole_library_come_too(library: Library, elsewhere: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("3", "j")
        elsewhere.correct(ID, headline_correction(elsewhere.get(ID), "The pier stays open"))
        elsewhere.alias("Northline Cranes", "Northline")
        await desk.until_seen("Northline Cranes")
        assert "The pier stays open" in desk.read("#pane-1")
        assert desk.line.startswith("× opposes Northline Cranes")


async def test_a_compaction_elsewhere_changes_nothing_to_be_seen(library: Library, elsewhere: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("4", "j")
        elsewhere.set_follow_up(ID, "f2", state="done")
        elsewhere.compact()
        await desk.until_seen("[x] confirm")
        picture = desk.picture
        elsewhere.compact()
        await desk.until(lambda: desk.app._watch._pending is None and not library.poll(), "it was taken in")
        await desk.settle()
        assert desk.picture == picture


async def test_what_cannot_be_read_at_one_look_is_read_at_the_next(
    library: Library, elsewhere: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting_at(library, SMALL) as desk:
        entries = library.entries

        def busy(query: str | None = None, limit: int | None = None) -> object:
            monkeypatch.setattr(library, "entries", entries)
            raise LibraryError("The library is busy.")

        monkeypatch.setattr(library, "entries", busy)
        elsewhere.add(numbered(3))
        await desk.until_seen("The library is busy.")
        await desk.until(lambda: "2/4" in desk.lines[0], "the change was taken in")


def test_where_nothing_changes_nothing_is_drawn(tmp_path: Path) -> None:
    keep(tmp_path / "library", numbered(1), harbour_news())
    with DeskInATerminal(tmp_path / "library", size=(200, 60)) as desk:
        desk.until_seen("1 Headline")
        desk.until_seen("Article: the words")
        desk.until_quiet(0.4)
        drawn = len(desk.bytes)
        desk.until_quiet(1.6)  # three looks at the library
        assert len(desk.bytes) == drawn


def test_two_desks_and_a_script_at_once(tmp_path: Path) -> None:
    library = tmp_path / "library"
    keep(library, numbered(1), harbour_news())
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.briefings import numbered; from stores.library import Library\n"
        "with Library.open(Path(sys.argv[1]), by='script') as library:\n"
        "    for number in range(2, 22): library.tag(library.add(numbered(number)), 'by script')\n"
    )
    with DeskInATerminal(library) as one, DeskInATerminal(library) as two:
        one.until_open()
        two.until_open()
        two.press("4")
        two.until_seen("[ ] own")
        with subprocess.Popen([sys.executable, "-c", script, str(library)], cwd=Path(__file__).parents[3]) as running:
            for state in ("open", "done", "open"):
                one.press("4")
                one.press("G")
                one.press(" ")
                one.until_seen("[x] figure" if state == "done" else "[ ] figure")
                begun = time.monotonic()
                two.until_seen("[x] figure" if state == "done" else "[ ] figure")
                assert time.monotonic() - begun < 5  # on a machine that does much else; half a second by itself
            assert running.wait(30) == 0
        for desk in (one, two):
            desk.until_seen("21/22")
        two.press("u")
        two.until_told("Nothing to undo")
        one.press("u")
        two.until_seen("[x] figure")
        for desk in (one, two):
            desk.press("q")
            assert desk.ended() == 0
    with Library.open(library, readonly=True) as fresh:
        assert fresh.count() == 22
        assert fresh.get(ID).follow_up("f4").state.value == "done"
        assert sum(entry.tags == ("by script",) for entry in fresh.entries()) == 20
        assert {change.by for change in fresh.history()} == {"library", "desk", "script"}
