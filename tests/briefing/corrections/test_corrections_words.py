"""Words found again: at their place, elsewhere, all pieces together, or not at all."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.corrections.words import APART, each_standing, moved, occurrences, standing, trimmed
from briefing.model import Span

TEXTS = st.text("ab “”\n", max_size=60)


def spans(text: str, *words: str) -> tuple[Span, ...]:
    """Return where these words stand in the text, one after the other."""
    found: list[Span] = []
    at = 0
    for one in words:
        at = text.index(one, at)
        found.append(Span(at, at + len(one), one))
        at += len(one)
    return tuple(found)


@st.composite
def pieces(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """A text and some of its spans, in order and apart."""
    text = draw(TEXTS.filter(lambda text: len(text) > 2))
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    pairs = list(zip(bounds[::2], bounds[1::2], strict=False))
    return text, tuple(Span.of(text, start, end) for start, end in pairs)


@given(taken=pieces(), other=TEXTS)
def test_what_is_found_stands_in_the_text_in_order_and_says_the_same(
    taken: tuple[str, tuple[Span, ...]], other: str
) -> None:
    _, words = taken
    found = standing(words, other)
    if found is None:
        return
    assert all(other[span.start : span.end] == span.exact for span in found)
    assert [span.exact.split() for span in found] == [span.exact.split() for span in words]
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(taken=pieces(), before=TEXTS, after=TEXTS)
def test_words_are_found_in_a_text_that_has_grown_around_them(
    taken: tuple[str, tuple[Span, ...]], before: str, after: str
) -> None:
    text, words = taken
    assert standing(words, text + after) == words
    assert standing(words, before + text + after) is not None


def test_the_nearest_of_several_places_is_taken() -> None:
    text = "No. Yes. Maybe. No. Yes."
    (last,) = spans(text[9:], "No.")
    assert standing((Span(last.start + 9, last.end + 9, "No."),), "x" + text) == (Span(17, 20, "No."),)


def test_the_place_beside_which_the_cue_stands_is_taken_before_the_nearest() -> None:
    words, cue = spans("“No,” she said. “No,” he wrote.", "“No,”", "said")
    again = "Again: “No,” he wrote. “No,” she said."
    found = standing((words,), again, (cue,))
    assert found is not None
    assert again[found[0].end :].startswith(" she said")


def test_words_that_stand_where_they_stood_are_those_whatever_stands_beside_them() -> None:
    words, cue = spans("“No,” she said. “No,” he wrote.", "“No,”", "said")
    changed = "“No,” she told. “No,” she said."
    assert standing((words,), changed, (cue,)) == (words,)


def test_pieces_are_found_where_they_are_as_far_apart_as_they_were() -> None:
    words = spans("“Yes,” she said. “No.”", "“Yes,”", "“No.”")
    again = ". “Yes,” she said to them. “No.” She left. “Yes,” she said. “No.”"
    found = standing(words, again)
    assert found is not None
    assert [span.start for span in found] == [again.rindex("“Yes,”"), again.rindex("“No.”")]


def test_pieces_are_not_put_together_from_two_ends_of_the_text() -> None:
    words = spans("“Yes,” she said. “No.”", "“Yes,”", "“No.”")
    near = "x “Yes,” she said " + "." * (APART - 10) + "“No.”"
    far = "x “Yes,” she said " + "." * (APART + 20) + "“No.”"
    assert standing(words, near) is not None
    assert standing(words, far) is None
    assert standing(words, "x “No.” “Yes,”") is None


def test_white_space_may_be_another_where_the_same_characters_are_gone() -> None:
    words = spans("We will\nnot sell", "We will\nnot")
    assert standing(words, "So: We  will not sell") == (Span(4, 16, "We  will not"),)
    assert standing(words, "So: We willnot sell") is None
    assert standing(words, "We will not, We will\nnot") == (Span(13, 24, "We will\nnot"),)


def test_a_cue_is_looked_for_where_its_statement_has_gone_and_not_far_from_there() -> None:
    text = "“Yes,” she said."
    words, said = spans(text, "“Yes,”"), spans(text, "said")[0]
    again = "He said so. " + text
    assert moved(said, words, spans(again, "“Yes,”"), again) == Span(23, 27, "said")
    changed = "“Yes,” the mayor of the town said."
    assert moved(said, words, words, changed) == Span(29, 33, "said")
    assert moved(said, words, words, "“Yes,” she " + "." * (2 * APART) + " said") is None


def test_each_mention_moves_as_most_of_them_did() -> None:
    text = "Acme sells. The firm grows. Acme buys. Acme falls."
    mentions = spans(text, "Acme", "The firm", "Acme", "Acme")
    prefix = "Acme and Acme again. "
    assert each_standing(mentions, prefix + text) == [
        Span(span.start + len(prefix), span.end + len(prefix), span.exact) for span in mentions
    ]
    assert each_standing(mentions, "Acmes are many. The firm") == [Span(16, 24, "The firm")]
    assert each_standing((), text) == []


def test_a_name_is_found_as_whole_words_and_in_another_case_only_if_not_in_its_own() -> None:
    text = "ada byron, Ada\n Byron, Ada Byrons"
    assert [span.start for span in occurrences("Ada Byron", text, any_case=True)] == [11]
    assert occurrences("ADA BYRON", text) == []
    assert [span.exact for span in occurrences("ADA BYRON", text, any_case=True)] == ["ada byron", "Ada\n Byron"]
    assert occurrences(" ", text) == []
    assert [span.start for span in occurrences("任正非", "创始人任正非表示")] == [3]
    assert [span.exact for span in occurrences("C++", "C++ and C++x")] == ["C++"]


def test_white_space_at_the_ends_is_no_content() -> None:
    text = " a b \n\n"
    assert trimmed((Span.of(text, 0, 5), Span.of(text, 5, 7)), text) == (Span(1, 4, "a b"),)
