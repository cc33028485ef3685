"""What is kept of a text to compare it by: small, the same everywhere, packed and unpacked unchanged."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from near_copy_texts import QUOTES, WIRE

from briefing.near_copies import Fingerprint


def test_it_is_the_same_in_every_process() -> None:
    of = Fingerprint.of("The cranes of Port Amsel were sold.")
    assert list(of.shingles) == [3379781052, 2137732380, 1616656667, 1875550362]


def test_quotations_leave_nothing_behind() -> None:
    assert Fingerprint.of("\n\n".join(QUOTES)) == Fingerprint.of("")
    assert len(Fingerprint.of("He called the plan “bold” in Port Amsel today").shingles) == 6


def test_marks_capitals_and_composition_do_not_matter() -> None:
    one = Fingerprint.of("René Hopper's union, it said, won’t “bend” — ever again.")
    other = Fingerprint.of('Rene\u0301 Hopper’s UNION it said won\'t "bend" - ever\u00ad again')
    assert one.shingles == other.shingles
    assert Fingerprint.of("the har\u00adbour of Port Amsel") == Fingerprint.of("the harbour of Port Amsel")


def test_texts_with_seven_words_on_end_in_common_have_an_anchor_in_common() -> None:
    shared = "the ferry ran an hour late and"
    one = Fingerprint.of(f"When the fog came in {shared} the captain swore")
    other = Fingerprint.of(f"On Tuesday {shared} people waited in the rain for news")
    assert set(one.anchors) & set(other.anchors)


def test_scripts_without_spaces_are_compared_too() -> None:
    one, other = Fingerprint.of("港口的四台起重机已出售。"), Fingerprint.of("昨天港口的四台起重机已出售")
    assert len(set(one.shingles) & set(other.shingles)) == len(one.shingles) == 8


@given(st.text())
def test_what_is_packed_is_unpacked_unchanged(text: str) -> None:
    of = Fingerprint.of(text)
    assert Fingerprint.unpacked(of.packed()) == of
    assert set(of.anchors) <= set(of.shingles)


def test_a_lead_is_packed_into_some_hundred_bytes() -> None:
    assert len(Fingerprint.of(WIRE[:300]).packed()) < 400


@pytest.mark.parametrize("kept", [b"", b"123", b"\xff" * 12, Fingerprint.of(WIRE).packed()[:-1]])
def test_bytes_that_are_no_fingerprint_are_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match="no fingerprint"):
        Fingerprint.unpacked(kept)


def test_nothing_heavy_is_imported_before_texts_differ() -> None:
    run = "import sys, briefing.near_copies; print(*{'rapidfuzz', 'numpy', 'onnxruntime'} & sys.modules.keys())"
    assert subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True).stdout == "\n"
