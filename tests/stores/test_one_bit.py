"""A checksum tells which bit of a file or a line is flipped, and takes no other damage for that."""

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from stores.doctor.one_bit import mended, mended_line
from stores.journal.framing import framed
from stores.journal.rows import compact


def with_flipped(content: bytes, bits: list[int]) -> bytes:
    flipped = bytearray(content)
    for bit in bits:
        flipped[bit // 8 % len(content)] ^= 1 << bit % 8
    return bytes(flipped)


@given(content=st.binary(min_size=1, max_size=300), bit=st.integers(0, 10_000))
def test_any_flipped_bit_is_found(content: bytes, bit: int) -> None:
    assert mended(with_flipped(content, [bit]), crc32(content)) == content


@given(text=st.text(), bit=st.integers(0, 10_000))
def test_any_flipped_bit_of_a_line_is_found_but_one_in_its_end(text: str, bit: int) -> None:
    line = framed(compact({"seq": 7, "text": text}))
    assert mended_line(with_flipped(line[:-1], [bit]) + b"\n") == line


@given(content=st.binary(min_size=1, max_size=300), bits=st.sets(st.integers(0, 2399), min_size=2, max_size=3))
def test_two_or_three_are_not_taken_for_one(content: bytes, bits: set[int]) -> None:
    damaged = with_flipped(content, [bit % (8 * len(content)) for bit in bits])
    found = mended(damaged, crc32(content))
    assert found in (None, content)


@given(junk=st.binary(max_size=60))
def test_what_was_never_a_line_is_none(junk: bytes) -> None:
    line = mended_line(junk + b"\n")
    assert line is None or crc32(line[9:-1]) == int(line[:8], 16)
