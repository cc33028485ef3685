"""The sieve lets every briefing through that holds what is asked for, and few others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stores.journal.rows import compact
from stores.search.folding import folded
from stores.search.query import Query
from stores.search.sieve import Sieve

LETTERS = (
    "aAu0eE9\u00e9\u00c9\u0301\ufb01\u200b\u2019'-\u2013\uff3c\u0130\u03a3\ud800"
    '\U0001d51e\U0001f600\u201c"\\/ \n\t\b\f\x01\x7f'
)
TEXTS = st.text(LETTERS, max_size=14)


@settings(max_examples=700, deadline=None)
@given(st.data(), st.lists(TEXTS, min_size=1, max_size=3))
def test_no_text_that_holds_what_is_asked_for_is_held_back(data: st.DataObject, texts: list[str]) -> None:
    words = []
    for _ in range(data.draw(st.integers(1, 2))):
        whole = folded(data.draw(st.sampled_from(texts)))
        start = data.draw(st.integers(0, len(whole)))
        words.append(whole[start : data.draw(st.integers(start, len(whole)))])
    assert Sieve(Query(words=tuple(filter(None, words)))).passes(compact({"texts": texts}))


@pytest.mark.parametrize(
    ("text", "word", "passes"),
    [
        ("The harbour", "bridge", False),
        ("The HARBOUR", "harbour", True),
        ("The h\u00e1rbour", "harbour", True),
        ("The h\u00e1rbour", "bridge", False),
        ("caf\u00e9s and th\u00e9s", "these", False),
        ("the\u00adse", "these", True),
        ("the\x7fse", "these", True),
        (r"a \u00e9 b", "u00e9", True),
        (r"\u00e9" + "\u00e9", "u00e9e", True),
        (r"a \\ b \u00e9", "e", True),
        ("the old bridge", "old bridge", True),
        ("the old harbour", "old bridge", False),
        ("\U0001d51e\U0001d51f", "ab", True),
        ("\u0410\u0411", "\u0430\u0431", True),
        ("\u0410\u0411", "\u0431\u0430", False),
    ],
)
def test_what_is_let_through(text: str, word: str, passes: bool) -> None:
    assert Sieve(Query(words=(folded(word),))).passes(compact({"text": text})) is passes
    assert Sieve(Query(names=(folded(word),))).passes(compact({"text": text})) is passes


def test_where_nothing_is_asked_of_texts_all_pass() -> None:
    assert Sieve(Query()).passes(b"{}")
    assert Sieve(Query(words=(b'"',))).passes(b"{}")
