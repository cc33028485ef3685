"""Text from outside, before it meets a terminal: nothing in it acts, and its length stays."""

import json
import unicodedata
from pathlib import Path

import pytest
from acting import ACTING
from hypothesis import given
from hypothesis import strategies as st

from tui.plain import line, visible

EVERYTHING = st.text(st.characters(exclude_categories=()) | st.sampled_from("\r\n\t\x1b\x9b\u202e\u0301\u200d"))


@given(EVERYTHING)
def test_nothing_acts_and_offsets_stay_true(text: str) -> None:
    shown = visible(text)
    assert not ACTING.search(shown)
    assert len(shown) == len(text)
    assert visible(shown) == shown
    shown.encode("utf-8")


@given(EVERYTHING)
def test_a_line_is_one_line(text: str) -> None:
    shown = line(text)
    assert "\n" not in shown
    assert not ACTING.search(shown)
    assert "  " not in shown
    assert line(shown) == shown


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_letters_digits_and_signs_of_every_script_stay(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("a\r\nb\rc", "a \nb␍c"),
        ("\x9b31m", "␦31m"),
        ("re\u202egnp.exe", "re⇄gnp.exe"),
        ("zero\u200bwidth", "zero·width"),
        ("soft\xadhyphen", "soft-hyphen"),
        ("a\tb", "a b"),
        ("\udcff", "\ufffd"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("नमस्ते", "नमस्ते"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "··"),
    ],
)
def test_each_sort_of_character_has_its_sign(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_no_letter_carries_more_than_three_marks() -> None:
    shown = visible("a\u0301\u0302\u0303\u0304\u0305b\u0301\u0302\u0303")
    assert [unicodedata.category(letter) for letter in shown].count("Mn") == 6


def test_every_hostile_string_becomes_harmless(shared: Path) -> None:
    for hostile in map(json.loads, (shared / "hostile.jsonl").read_text().splitlines()):
        assert not ACTING.search(visible(hostile))
