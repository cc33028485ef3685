"""Finding words: in a pane, in the evidence, in the list of briefings."""

from driving import LARGE, SMALL, Reader, sitting_at

from stores.library import Library


def marked(desk: Reader, selector: str) -> str:
    return desk.styled(selector, lambda style: bool(style.reverse))


async def test_while_typing_the_pane_goes_to_the_first_match_and_marks_all(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "slash")
        assert "Find" in desk.lines[-1]
        await desk.type("THE c")
        assert "Ask the city for its answer" in desk.words
        assert "2 lines" in desk.lines[-1]
        assert marked(desk, "#pane-4").casefold().replace(" ", "") == "thecthec"
        await desk.press("enter")
        assert desk.pane == 4
        assert "Ask the city" in desk.line


async def test_n_and_N_go_round_the_matches_of_the_pane(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "slash")
        await desk.type("city")
        await desk.press("enter")
        lines = []
        for key in ("n", "n", "N", "N"):
            await desk.press(key)
            lines.append(desk.line)
        assert "The city council is to vote." in lines[0]
        assert "Ask the city" in lines[1]
        assert lines[2] == lines[0]
        assert lines[3] == lines[1]


async def test_esc_ends_a_find_its_marks_and_n(library: Library) -> None:
    async with sitting_at(library) as desk:
        before = desk.screen
        await desk.press("slash")
        await desk.type("harbour")
        assert marked(desk, "#pane-2") == "harbour"
        await desk.press("escape")
        assert marked(desk, "#pane-2") == ""
        assert desk.screen == before
        assert desk.pane == 2
        await desk.press("n")
        assert "press / and type what to find" in desk.toast


async def test_words_that_are_not_there_leave_the_line_where_it_is(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("3", "j")
        line = desk.line
        await desk.press("slash")
        await desk.type("lighthouse")
        assert "0 lines" in desk.lines[-1]
        await desk.press("enter", "n")
        assert desk.line == line
        assert "Nothing to go to" in desk.toast


async def test_letters_that_are_keys_elsewhere_are_typed_into_the_find(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("slash")
        await desk.type("q1 z?")
        assert desk.running
        assert "q1 z?" in desk.lines[-1]
        await desk.press("escape", "slash")
        await desk.type("we load")
        assert "q1" not in desk.lines[-1]
        assert "1 line" in desk.lines[-1]


async def test_in_the_evidence_n_goes_from_match_to_match_through_the_article(library: Library) -> None:
    async with sitting_at(library, (80, 14)) as desk:
        await desk.press("enter", "g", "slash")
        await desk.type("east PIER")
        assert "4 places" in desk.lines[-1]
        await desk.press("enter")
        seen = [desk.read("#evidence-article")]
        for _ in range(3):
            await desk.press("n")
            seen.append(desk.read("#evidence-article"))
            assert "east pier" in marked(desk, "#evidence-article")
        assert "The port authority has reportedly" in seen[0]
        assert "deep water of the east pier at low tide" in seen[-1]
        await desk.press("n")
        assert "The port authority has reportedly" in desk.words
        await desk.press("N")
        assert "deep water of the east pier at low tide" in desk.words
        await desk.press("escape")
        assert marked(desk, "#evidence-article") == ""
        assert "Evidence" in desk.lines[0]
        await desk.press("escape")
        assert "Readout" in desk.lines[0]


async def test_in_the_list_of_briefings(library: Library) -> None:
    async with sitting_at(library, SMALL) as desk:
        await desk.press("b", "slash")
        await desk.type("part")
        assert "2 lines" in desk.lines[-1]
        await desk.press("enter")
        assert desk.line.startswith("Harbour kept, part 2")
        await desk.press("n")
        assert desk.line.startswith("Harbour kept, part 1")
        await desk.press("N", "enter")
        assert "Readout · Harbour kept, part 2" in desk.words


async def test_in_the_list_beside_the_panes(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("b", "slash")
        await desk.type("part 1")
        assert marked(desk, "#rail") == "part 1"
        await desk.press("enter", "enter")
        assert "Harbour kept, part 1" in desk.read("#pane-1")


async def test_in_the_article_beside_the_panes(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("4", "tab", "slash")
        await desk.type("lighthouse")
        assert marked(desk, "#article") == "lighthouse"


async def test_another_briefing_ends_the_find(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "slash")
        await desk.type("Confirm")
        await desk.press("enter", "J")
        assert "Find" not in desk.lines[-1].replace("/ Find", "")
        assert marked(desk, "#pane-4") == ""
        await desk.press("n")
        assert "Nothing to go to" in desk.toast
