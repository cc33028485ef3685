"""The evidence: the article at the place that proves a line, with the very words marked."""

import pytest
from driving import LARGE, SMALL, Reader, sitting_at, words_of
from harbour_news import NOTICE, STATEMENTS, TEXT

from briefing.model import Span
from stores.library import Library

ARTICLE = "#evidence-article"


def pieces(*spans: Span) -> str:
    return " ".join(" ".join(span.exact for span in spans).split())


def content(desk: Reader) -> str:
    return desk.dressed(ARTICLE, "bold")


def speaker(desk: Reader) -> str:
    return desk.dressed(ARTICLE, "bold", "underline")


def cue(desk: Reader) -> str:
    return desk.dressed(ARTICLE, "bold", "italic")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_every_statement_is_marked_letter_for_letter(size: tuple[int, int], library: Library) -> None:
    async with sitting_at(library, size) as desk:
        await desk.press("v", "g")
        for statement in STATEMENTS:
            await desk.press("enter")
            assert content(desk) == pieces(*statement.content)
            assert statement.speaker is not None
            assert statement.speaker.span is not None
            assert speaker(desk) == statement.speaker.span.exact
            assert statement.cue is not None
            assert cue(desk) == statement.cue.exact
            assert_bars_beside_the_content_alone(desk)
            await desk.press("escape", "j")


def assert_bars_beside_the_content_alone(desk: Reader) -> None:
    lines = desk.drawn(desk.widget(ARTICLE).region)
    bold = desk.styled_lines(ARTICLE, lambda style: bool(style.bold and not style.italic and not style.underline))
    barred = [line.startswith(" ▌ ") for line in lines]
    assert any(barred)
    assert barred == [bool(line.strip()) for line in bold]


async def test_what_is_known_of_the_statement_stands_above_the_article(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("j", "enter")
        facts = desk.read("#facts")
        for words in (
            "Statement direct, – declines",
            "Speaker unnamed official at the ministry of transport",
            "Not named asked not to be named because the talks are confidential",
            "Cue said",
        ):
            assert words in facts
        assert desk.dressed("#facts", "bold", "underline").endswith("official at the ministry of transport")
        assert desk.dressed("#facts", "bold", "italic") == "said"


async def test_hedges_addressee_and_the_way_a_statement_took_are_told(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("v", "g", "enter")
        facts = desk.read("#facts")
        assert "To the city" in facts
        assert "Hedged reportedly" in facts
        assert "Through Coastal Radio ← The Harbour Post ← three people familiar with the talks" in facts


async def test_esc_goes_back_to_the_line_it_came_from(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j", "j")
        before = desk.screen
        await desk.press("enter")
        assert "Evidence" in desk.lines[0]
        assert desk.screen != before
        await desk.press("escape")
        assert desk.screen == before


async def test_n_and_N_go_through_all_places_that_prove_a_position(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("3", "j", "enter")
        first, second = (pieces(*statement.content) for statement in STATEMENTS[2:4])
        assert "Evidence 1 of 2" in desk.lines[0]
        assert content(desk) == first
        await desk.press("n")
        assert "Evidence 2 of 2" in desk.lines[0]
        assert content(desk) == second
        await desk.press("n")
        assert content(desk) == first
        await desk.press("N")
        assert content(desk) == second


async def test_n_says_so_where_there_is_only_one_place(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("enter", "n")
        assert "This is the only place that proves the line." in desk.toast


async def test_a_position_opens_at_the_words_that_show_it(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("3", "G", "k", "enter")
        assert pieces(*STATEMENTS[4].content) == content(desk)


async def test_a_stakeholder_without_a_statement_is_shown_where_it_is_mentioned(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("3", "G", "enter")
        assert "Mention of Islands Association" in desk.read("#facts")
        assert content(desk) == "Islands Association"


async def test_a_follow_up_shows_the_words_it_comes_from_one_after_the_other(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j", "enter")
        assert content(desk) == "the city"
        await desk.press("n")
        assert content(desk) == "to close the east pier to container ships"


async def test_N_goes_back_through_three_places(library: Library) -> None:
    async with sitting_at(library) as desk:
        await desk.press("4", "j", "j", "enter")
        seen = [content(desk)]
        for key in ("n", "n", "N", "N", "N"):
            await desk.press(key)
            seen.append(content(desk))
        first, second, third = "reportedly", "The Harbour Post", "Coastal Radio"
        assert seen == [first, second, third, second, first, third]


async def test_a_line_that_no_words_prove_says_so(library: Library) -> None:
    async with sitting_at(library) as desk:
        for keys, words in {("1",): "the page's title, which is not in its text", ("G",): NOTICE}.items():
            await desk.press(*keys, "enter")
            assert words in desk.read("#facts")
            assert "No words of the article are marked for this line." in desk.read("#facts")
            assert content(desk) == ""
            await desk.press("escape")


async def test_the_whole_article_can_be_read_from_there(library: Library) -> None:
    async with sitting_at(library, (80, 14)) as desk:
        await desk.press("enter", "g")
        read: list[str] = []
        last = None
        while desk.screen != last:
            last = desk.screen
            lines = [words_of([line]) for line in desk.drawn(desk.widget(ARTICLE).region)]
            read += [line for line in lines if line not in read]
            await desk.press("pagedown")
        words = " ".join(read)
        for paragraph in filter(None, TEXT.split("\n")):
            assert paragraph[:60] in words
            assert paragraph[-60:] in words
        for keys in (("g", "j"), ("g", "down")):
            await desk.press("g")
            top = desk.screen
            await desk.press(*keys)
            assert desk.screen != top
        await desk.press("up")
        assert desk.screen == top
        await desk.press("j", "k")
        assert desk.screen == top
        await desk.press("G", "ctrl+u")
        before = desk.screen
        await desk.press("ctrl+d", "pageup")
        assert desk.screen == before


async def test_what_is_not_the_article_is_shown_but_dimmed(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        await desk.press("enter")
        assert "Read more: Ten photographs of the old lighthouse" in desk.read(ARTICLE)
        plain = desk.styled(ARTICLE, lambda style: style.color == desk.widget(ARTICLE).rich_style.color)
        assert "The east pier was built in 1931" in plain
        assert "Read more" not in plain
        dimmed = desk.styled(ARTICLE, lambda style: style.color is not None and max(style.color.triplet) < 0xB0)
        assert dimmed == "Read more: Ten photographs of the old lighthouse"


async def test_beside_the_panes_the_article_follows_the_highlighted_line(library: Library) -> None:
    async with sitting_at(library, LARGE) as desk:
        for key, statement in (("g", 1), ("j", 4), ("j", 6)):
            await desk.press(key)
            assert desk.dressed("#article", "bold").endswith(pieces(*STATEMENTS[statement].content))
        await desk.press("3", "j")
        assert desk.dressed("#article", "bold").endswith(pieces(*STATEMENTS[2].content))


async def test_a_long_place_is_shown_from_its_beginning(library: Library) -> None:
    async with sitting_at(library, (40, 12)) as desk:
        await desk.press("enter")
        assert "“We will not sell the harbour" in desk.read(ARTICLE)
