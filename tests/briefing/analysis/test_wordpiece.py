"""Pieces are those of uncased BERT, and each stands in the text where it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pieces import LETTERS, WORDPIECE, WORDS

NAMES = [*WORDS, *LETTERS]


def pieces(text: str) -> list[tuple[str, str]]:
    """Return the name of each piece that the small vocabulary holds whole, and its words in the text."""
    found = []
    for number, start, end in WORDPIECE.pieces(text, 0, len(text)):
        found.append((NAMES[number] if number < len(NAMES) else "##", text[start:end]))
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The SAID", [("the", "The"), ("said", "SAID")]),
        ("unfriendly", [("un", "un"), ("##friend", "friend"), ("##ly", "ly")]),
        ("Unfriendly!", [("un", "Un"), ("##friend", "friend"), ("##ly", "ly"), ("!", "!")]),
        ("Café", [("cafe", "Café")]),
        ("Cafe\u0301 the", [("cafe", "Cafe\u0301"), ("the", "the")]),
        ("sa\u200bid", [("said", "sa\u200bid")]),
        ("sa\x07id", [("said", "sa\x07id")]),
        ("日本", [("[UNK]", "日"), ("[UNK]", "本")]),
        ("“said”", [("[UNK]", "“"), ("said", "said"), ("[UNK]", "”")]),
        ("said\u00a0the", [("said", "said"), ("the", "the")]),
        ("ΩΩ said", [("[UNK]", "ΩΩ"), ("said", "said")]),
        ("x" * 101, [("[UNK]", "x" * 101)]),
        ("", []),
        (" \n\t", []),
        ("\u0301", []),
    ],
)
def test_the_pieces_of_a_text_and_where_they_stand(text: str, found: list[tuple[str, str]]) -> None:
    assert pieces(text) == found
    assert pieces(text) == found  # once more, from what was kept of the first time


def test_only_what_lies_between_start_and_end_is_read() -> None:
    text = "said the said"
    assert [text[start:end] for _, start, end in WORDPIECE.pieces(text, 5, 8)] == ["the"]


@given(st.text())
def test_the_pieces_of_any_text_are_in_order_and_hold_all_that_can_be_seen(text: str) -> None:
    found = list(WORDPIECE.pieces(text, 0, len(text)))
    places = [0, *(place for _, start, end in found for place in (start, end)), len(text)]
    assert places == sorted(places)
    assert all(start < end for _, start, end in found)
    held = {at for _, start, end in found for at in range(start, end)}
    assert all(at in held for at, character in enumerate(text) if character.isascii() and character.isalnum())
