"""What y and Y copy, and by which way: the terminal, tmux, the platform's clipboard, or a file."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
from briefings import a_briefing
from desk_in_a_terminal import DeskInATerminal
from driving import sitting_at
from harbour_news import HEADLINE, STATEMENTS, URL, harbour_news
from libraries import keep
from programs import Program

from briefing.export import as_markdown
from briefing.export.quotation import quotation
from stores.library import Library

FIRST = quotation(harbour_news(), STATEMENTS[1])


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "bin"
    monkeypatch.setenv("PATH", str(folder))
    return folder


async def test_y_copies_the_whole_quote_with_all_that_is_needed_to_print_it(library: Library) -> None:
    async with sitting_at(library, (40, 12)) as desk:
        await desk.press("y")
        copied = desk.app.clipboard
        assert copied.startswith(
            "“We will not sell the harbour, and we will not close it either,” … “What we will do is count the ships, "
            "every one of them, before anybody signs anything.” — Mayor Ada Byron, to reporters"
        )
        for part in ("The Harbour Post", "2026-02-27", URL):
            assert part in copied
        assert f"Copied {len(copied)} characters to the terminal's clipboard (OSC 52)." in desk.toast


async def test_y_says_what_is_second_hand_and_what_is_the_articles_words(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("v", "g", "y")
        assert desk.app.clipboard == quotation(harbour_news(), STATEMENTS[0])
        for part in ("second-hand via three people familiar with the talks", "Coastal Radio", "reportedly"):
            assert part in desk.app.clipboard


async def test_y_copies_the_line_of_every_pane_and_in_the_evidence(library: Library) -> None:
    async with sitting_at(library) as desk:
        for keys, copied in {
            ("1",): HEADLINE,
            ("3", "j"): "Northline: opposes — the plan “a mistake that the whole coast would pay for”",
            ("4", "j", "j", "j"): "The city council is to vote. (due 2026-04-14)",
            ("2", "enter"): FIRST,
        }.items():
            await desk.press(*keys, "y")
            assert desk.app.clipboard == copied


async def test_y_where_there_is_nothing_says_so(empty: Library) -> None:
    empty.add(replace(a_briefing(), key_quotes=(), follow_ups=()))
    async with sitting_at(empty) as desk:
        for pane, words in {"2": "No quotation found", "4": "Nothing to follow up was found."}.items():
            await desk.press(pane)
            assert words in desk.words
            await desk.press("y")
            assert "There is nothing to copy in this line." in desk.toast
        assert desk.app.clipboard == ""


@pytest.mark.parametrize("pane", [1, 2, 3, 4])
async def test_Y_copies_the_pane_as_markdown(pane: int, library: Library) -> None:
    news = harbour_news()
    sections = {
        1: as_markdown.headline_section(news),
        2: as_markdown.quotes_section(news, [news.statement(id) for id in news.key_quotes]),
        3: as_markdown.positions_section(news),
        4: as_markdown.follow_ups_section(news),
    }
    async with sitting_at(library) as desk:
        await desk.press(str(pane), "Y")
        assert desk.app.clipboard == sections[pane]
        assert "Copied" in desk.toast


async def test_Y_copies_all_statements_where_they_are_shown(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("v", "Y")
        for statement in STATEMENTS:
            assert statement.content[0].exact.strip("“”,") in desk.app.clipboard


async def test_in_tmux_it_goes_to_tmuxs_buffer_alone(
    library: Library, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmux = Program(programs, "tmux", reads=True)
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    async with sitting_at(library) as desk:
        await desk.press("y")
        assert (tmux.arguments, tmux.input) == (["load-buffer", "-w", "-"], FIRST)
        assert "characters to tmux's buffer (prefix ] pastes it)." in desk.toast
        assert desk.app.clipboard == ""


@pytest.mark.parametrize(
    ("clipboard", "arguments"),
    [(("xclip", "DISPLAY"), ["-selection", "clipboard"]), (("wl-copy", "WAYLAND_DISPLAY"), [""])],
    ids=["xclip", "wl-copy"],
)
async def test_a_graphical_clipboard_is_filled_beside_the_terminals(
    clipboard: tuple[str, str],
    arguments: list[str],
    library: Library,
    programs: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, variable = clipboard
    program = Program(programs, name, reads=True)
    monkeypatch.setenv(variable, ":0")
    async with sitting_at(library) as desk:
        await desk.press("y")
        assert (program.arguments, program.input) == (arguments, FIRST)
        assert f"to the clipboard ({name}) and the terminal's clipboard (OSC 52)." in desk.toast
        assert desk.app.clipboard == FIRST


async def test_a_clipboard_that_fails_is_not_said_to_have_been_filled(
    library: Library, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tmux", "xclip"):
        Program(programs, name, reads=True, then="exit 1")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setenv("DISPLAY", ":0")
    async with sitting_at(library) as desk:
        await desk.press("y")
        assert "characters to the terminal's clipboard (OSC 52)." in desk.toast
        assert desk.app.clipboard == FIRST


async def test_where_the_terminal_has_no_clipboard_it_goes_to_a_file_of_ones_own(
    library: Library, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with sitting_at(library, (200, 30)) as desk:
        await desk.press("y")
        file = Path.home() / ".local/state/readout/copied.txt"
        assert file.read_text() == FIRST
        assert file.stat().st_mode & 0o777 == 0o600
        assert f"to the file {file}".replace(" ", "") in desk.toast.replace(" ", "")
        assert desk.app.clipboard == ""


async def test_what_is_too_long_for_the_terminal_goes_to_a_file_whole(empty: Library, programs: Path) -> None:
    quote = f"“{'We will not sell it, ' * 4000}”"
    empty.add(a_briefing(quote=quote))
    async with sitting_at(empty) as desk:
        await desk.press("y")
        assert "to the file" in desk.toast
        assert desk.app.clipboard == ""
    file = Path.home() / ".local/state/readout/copied.txt"
    assert file.read_text().startswith(quote)


async def test_where_no_way_is_left_it_says_that_nothing_was_copied(
    library: Library, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    (Path.home() / ".local").write_text("a file where the directory should be")
    async with sitting_at(library) as desk:
        await desk.press("y")
        assert "Nothing was copied: no clipboard was found" in desk.toast


def test_a_real_terminal_gets_the_quote_by_osc_52(tmp_path: Path) -> None:
    keep(tmp_path / "library", harbour_news())
    with DeskInATerminal(tmp_path / "library") as desk:
        desk.until_open()
        desk.press("y")
        desk.until_seen("▌ Copied")
        assert b"\x1b]52;c;" + base64.b64encode(FIRST.encode()) + b"\x07" in desk.bytes
