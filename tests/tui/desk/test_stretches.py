"""Stretches of an article named by their words, or by their first and last ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.desk.stretches import NoStretch, stretch

TEXT = "“We will not\nsell it,” she said. “We’ll  see who isn't there.” It is not for sale (yet)."


@pytest.mark.parametrize(
    ("words", "exact"),
    [
        ("will not sell", "will not\nsell"),
        ('"we will not sell it,"', "“We will not\nsell it,”"),
        ("We'll see who isn’t th", "We’ll  see who isn't there"),
        ("(yet).", "(yet)."),
        ("“We will … it,”", "“We will not\nsell it,”"),
        ("we will...said", "We will not\nsell it,” she said"),
        ("  We’ll …  ", "We’ll"),
    ],
)
def test_what_the_words_name(words: str, exact: str) -> None:
    found = stretch(TEXT, words)
    assert found.exact == exact == TEXT[found.start : found.end]


@pytest.mark.parametrize(
    "words", ["", "…", "ill not sell", "we", "a lighthouse", "it … a lighthouse", "we will … it … said"]
)
def test_what_names_no_stretch_or_several_is_a_sentence(words: str) -> None:
    with pytest.raises(NoStretch, match=r"\.$"):
        stretch(TEXT, words)


@given(st.text(alphabet="ab “'.(\n…", max_size=30), st.text(alphabet="ab “'.(\n…", max_size=8))
def test_nothing_but_the_text_itself_comes_back(text: str, words: str) -> None:
    try:
        found = stretch(text, words)
    except NoStretch:
        return
    assert text[found.start : found.end] == found.exact
