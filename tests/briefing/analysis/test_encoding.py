"""Windows hold every piece of a document once, however long its paragraphs are."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pieces import WORDPIECE

from briefing.analysis.document import read
from briefing.analysis.encoding import (
    CONTEXT,
    DIGIT,
    LOWER,
    MOST,
    NOWHERE,
    OTHER,
    OUTSIDE,
    QUOTED,
    SCARE,
    TITLE,
    UPPER,
    blocks,
    windows,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=12))
def test_each_piece_is_asked_about_once_and_no_window_is_too_long(paragraphs: list[int]) -> None:
    text = "\n\n".join(" ".join(["said it."] * (words // 2 + 1)) for words in paragraphs)
    made = list(windows(blocks(read(text), WORDPIECE), WORDPIECE))
    asked = [start for one in made for start in one.starts[one.own :] if start != NOWHERE]
    assert asked == [start for _, start, _ in WORDPIECE.pieces(text, 0, len(text))]
    for one in made:
        assert len(one.numbers) == len(one.cases) == len(one.marks) == len(one.starts) == len(one.ends) <= MOST
        assert one.own <= CONTEXT + 1


def test_a_long_paragraph_is_cut_where_a_sentence_begins() -> None:
    text = "The old said the new. " * 200
    _, second, *_ = windows(blocks(read(text), WORDPIECE), WORDPIECE, context=0)
    assert text[second.starts[1] :].startswith("The old said")


def test_a_window_with_room_begins_with_the_paragraphs_before() -> None:
    text = "The first.\n\n" + "said " * 310
    first, second = windows(blocks(read(text), WORDPIECE, 316), WORDPIECE, 316)
    assert text[first.starts[1] : first.ends[-2]] == "The first."
    assert second.own == 1
    text = "The first.\n\n" + "said " * 250 + "\n\n" + "said " * 250
    _, second = windows(blocks(read(text), WORDPIECE, 316), WORDPIECE, 316, context=300)
    assert second.own == 1


def test_each_piece_has_its_case_and_whether_it_is_quoted() -> None:
    text = "The US said 5 “the one and only cafe” and “a cafe”."
    (block,) = blocks(read(text), WORDPIECE)
    of = dict(zip((text[s:e] for s, e in zip(block.starts, block.ends, strict=True)), block.cases, strict=True))
    assert (of["The"], of["said"], of["5"], of["“"]) == (TITLE, LOWER, DIGIT, OTHER)
    assert UPPER not in block.cases  # the small vocabulary has no US
    marks = {text[s:e]: mark for s, e, mark in zip(block.starts, block.ends, block.marks, strict=True)}
    assert marks["The"] == OUTSIDE
    assert marks["the"] == QUOTED
    assert marks["cafe"] == SCARE
