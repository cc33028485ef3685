"""JSON says the same value in letters that cannot act on a terminal."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from tui.commands.output import escaped
from tui.plain import visible

SIGNS = st.text(
    st.characters(exclude_categories=())
    | st.sampled_from("\x1b\x7f\x85\x9b\u061c\u202e\u2066\u2028\ufeff\udcff\U000e0041“é👩")
)


@given(SIGNS)
def test_the_value_stays_and_nothing_acts(text: str) -> None:
    written = escaped(json.dumps([text], ensure_ascii=False, indent=2))
    assert json.loads(written) == [text]
    assert all(visible(letter) == letter for letter in written)
    written.encode("utf-8")


@given(SIGNS)
def test_where_only_ascii_can_be_written_the_value_stays(text: str) -> None:
    written = escaped(json.dumps([text], ensure_ascii=False), only_ascii=True)
    assert json.loads(written) == [text]
    assert re.fullmatch(r"[ -~]*", written)


def test_letters_of_every_alphabet_stay_as_they_are() -> None:
    assert escaped('["“Größe” 大 👩\u200d👧"]') == '["“Größe” 大 👩\u200d👧"]'


def test_letters_beyond_the_first_plane_are_escaped_in_pairs() -> None:
    assert escaped('"\U000e0041\x9b"') == '"\\udb40\\udc41\\u009b"'
