"""Texts are the same to a search when only capitals, accents, ligatures or kinds of spaces differ."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stores.search.folding import BETWEEN, folded, folded_apart, place

TRICKY = (
    "aA bB áÁ ßẞ ﬁﬃ İıI ŁłØø Σσς ’'‑–— \t\n\r\x0b\x1a\x1b\x1d\x1e\x1f\x85\xa0\u2028 \u200b\xad\u202e\ufe0f "
    "´¨ é\u0301\u0327 한\u1112 ½™ \ud800 😀"
)
TEXTS = st.text(st.sampled_from(TRICKY), max_size=40) | st.text(max_size=40)


def plainly_folded(text: str) -> str:
    """What `folded` promises, without its haste."""
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in text if not unicodedata.combining(letter)).casefold()
    for letters, typed in {"‘’‛ʼ′": "'", "‐‒–—―−": "-"}.items():
        text = "".join(typed if letter in letters else letter for letter in text)
    for letter, typed in {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}.items():
        text = text.replace(letter, typed)
    seen = (letter for letter in text if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf"})
    return " ".join("".join(letter for letter in seen if not "\ufe00" <= letter <= "\ufe0f").split())


@given(TEXTS)
@example("한국어 " + "".join(map(chr, range(0xAC00, 0xAC50))) + " A\tB")
def test_folding_is_what_it_says_it_is(text: str) -> None:
    plain = "".join(letter for letter in plainly_folded(text) if not "\U000e0100" <= letter <= "\U000e01ef")
    assert folded(text) == " ".join(plain.split()).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łódź", "lodz"),
        ("STRAẞE Straße", "strasse STRASSE"),
        ("ﬁnancial", "financial"),
        ("İstanbul", "istanbul"),
        ("Cafe\u0301", "café"),
        ("Don’t — 2019–2020", "don't - 2019-2020"),
        ("hu\u200bawei\xad", "Huawei"),
        ("one\n\n  two\xa0three", "one two three"),
        ("Ａｄａ　Ⅳ", "ada iv"),
        ("ΟΔΟΣ", "οδος"),
    ],
)
def test_what_is_written_one_way_is_found_typed_another(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)


def test_folded_text_holds_no_capital_and_no_control_character_and_folds_to_itself() -> None:
    for first in range(0, 0x20000, 64):
        text = "".join(map(chr, range(first, first + 64)))
        once = folded(text)
        assert folded(once.decode("utf-8", "surrogatepass")) == once
        assert not any(byte < 32 or byte == 127 or ord("A") <= byte <= ord("Z") for byte in once), hex(first)


@given(st.lists(TEXTS, max_size=4))
@example(["".join(map(chr, range(0xAC00, 0xAC50))), "a\x1ab", "c"])
def test_texts_folded_together_are_folded_as_each_alone(texts: list[str]) -> None:
    apart = folded_apart(texts).split(BETWEEN)
    assert [text.strip(b" ") for text in apart] == ([folded(text) for text in texts] or [b""])


@given(TEXTS, TEXTS)
@example("xx ﬁnd ŞİŞ", "nd sis")
@example("Cafe\u0301s", "cafe")
def test_the_place_of_a_hit_is_exact_in_the_original(text: str, words: str) -> None:
    wanted = folded(words)
    if not wanted:
        return
    found = place(text, wanted)
    assert (found is not None) == (wanted in folded(text))
    if found is not None:
        start, end = found
        hit = text[start:end]
        bare = hit.rstrip("".join(filter(unicodedata.combining, hit)))
        assert wanted in folded(hit)
        assert wanted not in folded(hit[1:])
        assert wanted not in folded(bare[:-1])
        assert wanted not in folded(text[: start + len(bare) - 1])
        assert end == len(text) or not unicodedata.combining(text[end]) or folded(text[end])


def test_a_hit_behind_letters_that_fold_to_more_or_less_is_where_it_stands() -> None:
    before = "ß ﬃ é e\u0301 \u200b\u202e½ 한 İ \n\n " * 100
    text = before + "Harbour\n sold" + before
    start, end = len(before), len(before) + len("Harbour\n sold")
    assert place(text, b"harbour sold") == (start, end)
