"""What can always be reached: the palette, the help, the way out."""

import pytest
from driving import LARGE, MIDDLE, SMALL, Reader, sitting_at
from harbour_news import HEADLINE

from briefing.model import FollowUpState, Stance
from stores.library import Library
from tui.desk.command_table import COMMANDS


async def choose(desk: Reader, typed: str, shown: str) -> None:
    """Open the palette, type, wait for what is looked for, and take the first that fits."""
    await desk.press("ctrl+p")
    await desk.type(typed)
    await desk.until_seen(shown)
    await desk.settle()
    await desk.press("enter")
    await desk.settle()


async def test_the_palette_lists_every_command_that_makes_sense_there(library: Library) -> None:
    async with sitting_at(library, (120, 120)) as desk:
        await desk.press("ctrl+p")
        await desk.until_seen("Leave the desk; everything is already kept.")
        for command in COMMANDS:
            if command.palette and "on the desk" in [place.value for place in command.places]:
                assert f"{command.title} {command.help}" in desk.words
        before = desk.app.screen
        await desk.press("escape")
        assert desk.app.screen is not before


async def test_the_palette_finds_a_command_by_its_letters_and_runs_it(library: Library) -> None:
    async with sitting_at(library) as desk:
        await choose(desk, "allstat", "Key quotes or all statements")
        assert "to close the east pier to container ships" in desk.words
        await choose(desk, "follow-ups pa", "Go to the follow-ups.")
        assert desk.pane == 4


async def test_the_palette_finds_a_briefing_by_its_headline_and_opens_it(library: Library) -> None:
    async with sitting_at(library) as desk:
        await choose(desk, "part 1", "Open this briefing")
        assert "Readout · Harbour kept, part 1" in desk.words


@pytest.mark.parametrize("where", ["enter", "b", "question_mark", "a"])
async def test_a_briefing_opened_by_the_palette_is_seen_wherever_it_was_opened_from(
    where: str, library: Library
) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", where)
        await choose(desk, "part 1", "Open this briefing")
        await desk.until_seen("Readout · Harbour kept, part 1")


async def test_in_the_evidence_and_in_the_list_the_palette_runs_what_can_be_done_there(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("enter")
        await choose(desk, "copy the line", "ready to paste")
        assert desk.app.clipboard.startswith("“We will not sell the harbour")
        assert "Evidence" in desk.lines[0]
        await desk.press("escape", "b", "j")
        await choose(desk, "remove", "u brings it back")
        assert "Harbour kept, part 2" not in desk.widget("#briefings").parent.query_one("#briefings-title").content
    assert [entry.headline for entry in library.entries()] == [HEADLINE, "Harbour kept, part 1"]


@pytest.mark.parametrize("dialog", ["a", "question_mark"])
async def test_over_a_dialog_the_palette_offers_nothing_that_would_act_behind_it(dialog: str, library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press(dialog, "ctrl+p")
        await desk.until_seen("Show all keys.")
        for title in ("Remove the briefing", "Add an article Brief", "Drop the follow-up", "Zoom"):
            assert title not in desk.read("CommandList")
        await desk.press("escape", "escape")
        assert desk.pane == 2


async def test_another_theme_can_be_chosen(library: Library) -> None:
    async with sitting_at(library) as desk:
        background = desk.app.screen.styles.background
        await choose(desk, "colours", "Change the colours")
        await desk.type("textual-light")
        await desk.until_seen("textual-light")
        await desk.settle()
        await desk.press("enter")
        await desk.until(lambda: desk.app.theme == "textual-light", "the theme was another")
        await desk.until(lambda: desk.app.screen.styles.background != background, "the colours were others")


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_lists_every_command_with_its_keys_and_every_sign(key: str, library: Library) -> None:
    async with sitting_at(library, (120, 120)) as desk:
        before = desk.screen
        await desk.press(key)
        for command in COMMANDS:
            assert f"{command.shown} {command.help}" in desk.words
        for sign in (*Stance, *[f"follow-up {state.value}" for state in FollowUpState]):
            assert sign in desk.read("#help")
        await desk.press(key)
        assert desk.screen == before


@pytest.mark.parametrize("where", ["enter", "b"])
async def test_help_opens_over_the_other_screens_too_and_esc_comes_back(where: str, library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press(where)
        before = desk.screen
        await desk.press("question_mark")
        assert "Help" in desk.lines[1]
        await desk.press("escape")
        assert desk.screen == before


async def test_all_of_the_help_can_be_scrolled_to(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("f1")
        seen = desk.words
        top = desk.screen
        for _ in range(80):
            await desk.press("j")
            seen += " " + desk.words
            if "the speaker and the cue" in desk.words:
                break
        for command in COMMANDS:
            assert command.help.split(".")[0].split(",")[0] in seen
        await desk.press("g")
        assert desk.screen == top
        await desk.press("G")
        assert "the speaker and the cue" in desk.words
        await desk.press("k", "g")
        assert desk.screen == top


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
@pytest.mark.parametrize("where", ["tab", "enter", "b"])
async def test_q_leaves_from_everywhere(key: str, where: str, library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press(where, key)
        assert not desk.running
        assert desk.app.return_code == 0


async def test_q_in_the_help_only_closes_it(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        await desk.press("question_mark", "q")
        assert desk.running
        assert desk.pane == 2
