"""Moving on the desk: from pane to pane, from line to line, and what a pane shows when it is zoomed."""

import pytest
from driving import LARGE, MIDDLE, SMALL, sitting_at
from harbour_news import HEADLINE

from stores.library import Library

PANES = {
    1: "harbourpost.example",
    2: "“We load here or we do not load,”",
    3: "Islands Association",
    4: "Check the 400 jobs.",
}


async def test_the_desk_opens_on_the_newest_briefing_and_its_key_quotes(library: Library) -> None:
    async with sitting_at(library) as desk:
        assert desk.pane == 2
        assert desk.words.startswith("Readout · Port authority wants the east pier closed to container ships")
        assert "1/3" in desk.lines[0]
        assert "▶2 Quotes" in desk.lines[1]
        assert "“We will not sell the harbour, and we will not close it either,” … “What we will do" in desk.words
        assert "— Mayor Ada Byron, to reporters" in desk.words
        assert "to close the east pier to container ships" not in desk.words


async def test_1_to_4_go_to_their_panes(library: Library) -> None:
    async with sitting_at(library) as desk:
        for number in (4, 3, 1, 2):
            await desk.press(str(number))
            assert desk.pane == number
            assert f"▶{number}" in desk.lines[1]
            seen = [pane for pane, words in PANES.items() if words in desk.words]
            assert seen == [number]


async def test_with_room_all_four_panes_are_seen_at_once(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        for number, words in {**PANES, 3: "Dock workers' union"}.items():
            assert words in desk.read(f"#pane-{number}")
            await desk.press(str(number))
            assert desk.pane == number


@pytest.mark.parametrize(("there", "back"), [("tab", "shift+tab"), ("l", "h"), ("right", "left")])
async def test_tab_l_and_right_go_round_the_panes_and_their_opposites_back(
    there: str, back: str, library: Library
) -> None:
    async with sitting_at(library) as desk:
        visited = []
        for _ in range(4):
            await desk.press(there)
            visited.append(desk.pane)
        assert visited == [3, 4, 1, 2]
        for _ in range(4):
            await desk.press(back)
            visited.append(desk.pane)
        assert visited[4:] == [1, 4, 3, 2]


async def test_with_much_room_tab_also_goes_to_the_article_and_to_the_list(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        visited = []
        for _ in range(6):
            await desk.press("tab")
            visited.append(desk.app.screen.focused.id)
        assert visited == ["pane-3", "pane-4", "article", "rail", "pane-1", "pane-2"]


async def test_a_key_right_after_a_panes_number_is_meant_for_that_pane(library: Library) -> None:
    async with sitting_at(library) as desk:
        for key in ("4", "G", "k", "3", "1", "4", "k"):  # faster than the screen is drawn
            desk.app.simulate_key(key)
        await desk.settle()
        assert "Confirm the lead claim" in desk.line


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up")])
async def test_j_and_k_move_line_by_line_and_stay_at_the_ends(down: str, up: str, library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4")
        lines = [desk.line]
        for _ in range(5):
            await desk.press(down)
            lines.append(desk.line)
        assert "Ask the islanders." in lines[0]
        assert "Check the 400 jobs." in lines[4]
        assert lines[5] == lines[4]
        for line in (lines[3], lines[2], lines[1], lines[0], lines[0]):
            await desk.press(up)
            assert desk.line == line


@pytest.mark.parametrize(("first", "last"), [("g", "G"), ("home", "end")])
async def test_g_goes_to_the_first_and_G_to_the_last_line(first: str, last: str, library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("3", last)
        assert desk.line.startswith("○ none Islands Association")
        await desk.press(first)
        assert desk.line.startswith("× opposes Mayor Ada Byron")


@pytest.mark.parametrize(("down", "up"), [("pagedown", "pageup"), ("ctrl+d", "ctrl+u")])
async def test_page_keys_move_by_a_screenful(down: str, up: str, library: Library) -> None:
    async with sitting_at(library, (80, 12)) as desk:
        await desk.press("v", "g")
        first = desk.line
        await desk.press(down)
        second = desk.line
        assert second != first
        assert second in desk.words
        await desk.press(*[down] * 4)
        assert "“We load here or we do not load,”" in desk.line
        await desk.press(*[up] * 6)
        assert desk.line == first


async def test_a_row_taller_than_the_screen_is_scrolled_through_before_the_next(library: Library) -> None:
    async with sitting_at(library, (30, 8)) as desk:
        row = desk.line
        seen = desk.words
        while desk.line == row:
            assert len(seen) < 10_000
            await desk.press("j")
            seen += " " + desk.words
        for words in ("“We will not sell", "every one of them", "Mayor Ada Byron"):
            assert words in seen


async def test_zoom_gives_the_pane_the_whole_screen_and_takes_it_back(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        before = desk.screen
        await desk.press("3", "z")
        assert PANES[3] in desk.words
        assert PANES[4] not in desk.words
        assert HEADLINE not in desk.words
        await desk.press("2")
        assert PANES[2] in desk.words
        await desk.press("z")
        assert desk.screen == before
        await desk.press("z", "escape")
        assert desk.screen == before


async def test_zoom_leaves_nothing_but_the_pane_on_a_small_screen(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("z")
        assert len(desk.drawn(desk.widget("#pane-2").region)) == SMALL[1]
        assert "Readout" not in desk.words
        await desk.press("z")
        assert "Readout" in desk.words


async def test_v_shows_all_statements_in_the_order_of_the_article_and_the_key_quotes_again(library: Library) -> None:
    async with sitting_at(library, MIDDLE) as desk:
        assert "Key quotes (3 of 7)" in desk.read("#pane-2")
        await desk.press("4", "v")
        assert desk.pane == 2
        assert "All statements (7)" in desk.read("#pane-2")
        assert "to close the east pier to container ships" in desk.words
        await desk.press("g")
        assert desk.line.startswith("to close the east pier")
        await desk.press("v")
        assert "Key quotes (3 of 7)" in desk.read("#pane-2")
        assert "to close the east pier to container ships" not in desk.read("#pane-2")


async def test_v_keeps_the_quote_highlighted_that_is_in_both(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("j")
        quote = desk.line
        assert quote.startswith("“Nobody has asked us,”")
        await desk.press("v")
        assert desk.line == quote
        await desk.press("v")
        assert desk.line == quote
