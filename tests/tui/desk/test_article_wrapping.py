"""The article wrapped for reading: every character once, in order, no line wider than the view."""

import time

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.desk.widgets.article_view import wrapped

TEXTS = st.text(alphabet=st.sampled_from("ab \n\té漢👩\u0301-“”"), max_size=200)


@given(TEXTS, st.integers(min_value=1, max_value=40))
def test_the_lines_cover_the_text_in_order_but_for_its_line_breaks(text: str, width: int) -> None:
    lines = wrapped(text, width)
    at = 0
    for start, end in lines:
        assert at <= start <= end
        assert text[at:start] in ("", "\n")
        at = end
    assert text[at:] in ("", "\n")
    assert "".join(text[start:end] for start, end in lines) == text.replace("\n", "")


@given(TEXTS, st.integers(min_value=2, max_value=40))
def test_no_line_is_wider_than_the_view_but_for_blanks_at_its_end(text: str, width: int) -> None:
    assert all(cell_len(text[start:end].rstrip()) <= width for start, end in wrapped(text, width))


def test_a_word_wider_than_a_line_is_cut_and_no_other() -> None:
    text = "A Donaudampfschifffahrtsgesellschaft sank."
    shown = [text[start:end].rstrip() for start, end in wrapped(text, 12)]
    assert shown == ["A", "Donaudampfsc", "hifffahrtsge", "sellschaft", "sank."]


def test_a_wide_letter_counts_as_two_cells() -> None:
    assert wrapped("漢字漢字", 4) == [(0, 2), (2, 4)]


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    def seconds(words: int) -> float:
        text = "word and words, " * words
        return min(_timed(text) for _ in range(3))

    def _timed(text: str) -> float:
        begin = time.perf_counter()
        wrapped(text, 80)
        return time.perf_counter() - begin

    assert seconds(40_000) < 40 * seconds(4_000)  # quadratic time would be a hundredfold
