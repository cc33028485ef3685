"""From briefing to briefing: the list on its own screen or beside the panes, and J and K."""

from pathlib import Path

from briefings import numbered
from driving import LARGE, SMALL, sitting_at
from harbour_news import HEADLINE

from stores.library import Library


async def test_b_lists_all_briefings_newest_first_and_enter_opens_one(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("b")
        assert "Briefings (3), newest first" in desk.lines[0]
        places = [desk.words.index(words) for words in (HEADLINE, "part 2", "part 1")]
        assert places == sorted(places)
        assert f"▶ {HEADLINE}" in desk.words
        assert "The Harbour Post · 2026-02-27 · 1 open · 4 suggested" in desk.words
        assert "added 2026-03-01 · 2 suggested" in desk.words
        await desk.press("j", "j", "enter")
        assert "Readout · Harbour kept, part 1" in desk.words
        assert "3/3" in desk.lines[0]


async def test_esc_leaves_the_list_and_the_briefing_as_it_was(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("4", "j")
        before = desk.screen
        await desk.press("b", "G", "escape")
        assert desk.screen == before


async def test_the_list_is_moved_through_like_a_pane(empty: Library) -> None:
    for number in range(30):
        empty.add(numbered(number))
    async with sitting_at(empty, SMALL) as desk:
        await desk.press("b")
        lines = []
        for key in (
            "G",
            "k",
            "up",
            "pagedown",
            "g",
            "pagedown",
            "pageup",
            "end",
            "home",
            "ctrl+d",
            "ctrl+u",
            "down",
            "j",
        ):
            await desk.press(key)
            lines.append(int(desk.line.split(",")[1].split()[1]))
            assert f"Harbour kept, part {lines[-1]} " in desk.words
        page = 29 - lines[5]
        assert 3 < page < 24
        assert lines == [0, 1, 2, 0, 29, 29 - page, 29, 0, 29, 29 - page, 29, 28, 27]


async def test_beside_the_panes_b_goes_to_the_list_and_enter_opens_there(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("b")
        assert desk.app.screen.focused is desk.widget("#rail")
        await desk.press("j", "enter")
        assert "Harbour kept, part 2" in desk.read("#pane-1")
        assert "“Not for 2 million,”" in desk.read("#article")
        assert "▶ Harbour kept, part 2" in desk.read("#rail")
        await desk.press("escape")
        assert desk.pane == 2


async def test_J_and_K_open_the_briefings_next_to_this_one_and_stop_at_the_ends(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("J")
        assert "Harbour kept, part 2" in desk.lines[0]
        assert "2/3" in desk.lines[0]
        await desk.press("J", "J")
        assert "Harbour kept, part 1" in desk.lines[0]
        assert "This is the last briefing." in desk.toast
        await desk.press("K", "K", "K")
        assert "1/3" in desk.lines[0]
        assert "This is the first briefing." in desk.toast


async def test_in_the_sample_J_says_how_to_get_a_briefing(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        for key in ("J", "K"):
            await desk.press(key)
            assert "There is only the sample; press a to add an article." in desk.toast


async def test_an_empty_list_says_what_to_do(empty: Library) -> None:
    async with sitting_at(empty) as desk:
        await desk.press("b")
        assert "Your library is empty: press a to add an article, w to keep the sample." in desk.words
        await desk.press("enter", "D", "escape")
        assert "SAMPLE" in desk.lines[0]


async def test_a_briefing_that_another_process_has_removed_is_said_to_be_gone(library: Library, tmp_path: Path) -> None:
    async with sitting_at(library) as desk:
        with Library.open(tmp_path / "library") as other:
            other.remove(other.entries()[1].id)
        await desk.press("J")
        assert "no briefing" in desk.toast.casefold()
        assert desk.running
