"""Rows whose parts hang under their beginnings, and the marks of a find in them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions

from tui.desk.hanging import Hanging, Part, row
from tui.desk.line_counts import line_count

OPTIONS = RenderOptions(lambda style: style if isinstance(style, Style) else Style.parse(style), {})


def lines(shown: Hanging, width: int) -> list[str]:
    """Return the row as it stands on the screen."""
    return [strip.text.rstrip() for strip in shown.render_strips(width, None, Style(), OPTIONS)]


def test_what_does_not_fit_goes_on_below_the_words_and_not_below_the_lead() -> None:
    assert lines(row(Content("the words that go on and on"), "? asks  "), 26) == [
        "? asks  the words that go",
        "        on and on",
    ]


def test_where_there_is_no_room_to_hang_the_words_wrap_at_the_edge() -> None:
    assert lines(row(Content("the words that go on"), "? asks  "), 14) == ["? asks  the", "words that go", "on"]


def test_parts_stand_below_each_other() -> None:
    assert lines(row(Content("one"), "", Part(Content("two"), Content("- "))), 40) == ["one", "- two"]


@given(st.text(alphabet="ab é漢", min_size=25, max_size=90), st.text(alphabet="?x", max_size=8), st.integers(4, 40))
def test_the_height_told_is_the_height_drawn(body: str, lead: str, width: int) -> None:
    shown = row(Content(body), lead)
    assert shown.get_height({}, width) == len(lines(shown, width))


WORDS = st.lists(st.text(alphabet="abc’é€…", min_size=1, max_size=9), max_size=20).map(" ".join)


@example("ab cd ef", 5)
@given(WORDS | st.text(alphabet="ab ’é漢\n\t\xa0\u2028-") | st.text(), st.integers(1, 30))
def test_the_lines_counted_are_the_lines_that_textual_makes(text: str, width: int) -> None:
    assert line_count(text, width) == Content(text).get_height({}, width)


@pytest.mark.parametrize("words", ["harbour", "HARBOUR".casefold()])
def test_every_occurrence_of_the_words_sought_is_marked(words: str) -> None:
    shown = row(Content("Harbour and harbour")).marked(words)
    assert [(span.start, span.end) for span in shown.parts[0].body.spans] == [(0, 7), (12, 19)]


def test_a_letter_that_changes_its_length_moves_no_mark() -> None:
    assert row(Content("İzmir harbour")).marked("harbour").parts[0].body.spans == []


def test_seeking_nothing_leaves_the_row_as_it_is() -> None:
    shown = row(Content("Harbour"))
    assert shown.marked("") is shown
