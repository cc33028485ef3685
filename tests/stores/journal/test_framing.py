"""Records, one a line: whole ones come back, what was cut off is torn, what was changed is a fault, never a record."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stores.journal.framing import Fault, Record, Torn, framed, records
from stores.journal.rows import compact

PAYLOADS = st.lists(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    ).map(compact),
    max_size=5,
)


def pieces(content: bytes) -> list[Record | Fault | Torn]:
    return list(records(content))


def payloads(content: bytes) -> list[bytes]:
    return [piece.payload for piece in records(content) if isinstance(piece, Record)]


@settings(deadline=None)
@given(PAYLOADS)
def test_records_come_back_as_they_were_framed_and_cover_the_file(written: list[bytes]) -> None:
    content = b"".join(map(framed, written))
    found = pieces(content)
    assert payloads(content) == written
    assert [piece.start for piece in found] == [0, *(piece.end for piece in found if isinstance(piece, Record))][:-1]
    assert b"".join(p.header + p.payload + b"\n" for p in found if isinstance(p, Record)) == content


@settings(deadline=None)
@given(PAYLOADS, st.integers(0, 10**6))
def test_offsets_count_from_where_the_content_begins_in_the_file(written: list[bytes], start: int) -> None:
    content = b"".join(map(framed, written))
    assert [piece.start for piece in records(content, start)] == [start + piece.start for piece in pieces(content)]


@settings(deadline=None)
@given(PAYLOADS.filter(bool), st.data())
def test_any_beginning_of_a_file_is_whole_records_and_a_torn_one(written: list[bytes], data: st.DataObject) -> None:
    content = b"".join(map(framed, written))
    cut = data.draw(st.integers(0, len(content) - 1))
    ends = [0]
    for payload in written:
        ends.append(ends[-1] + len(framed(payload)))
    whole = sum(end <= cut for end in ends) - 1
    found = pieces(content[:cut])
    assert payloads(content[:cut]) == written[:whole]
    assert found[whole:] == ([] if cut in ends else [Torn(ends[whole])])


@settings(deadline=None)
@given(PAYLOADS.filter(bool), st.data())
def test_a_flipped_bit_is_a_fault_and_costs_one_record_at_most(written: list[bytes], data: st.DataObject) -> None:
    content = bytearray(b"".join(map(framed, written)))
    at, bit = data.draw(st.integers(0, len(content) - 1)), data.draw(st.integers(0, 7))
    content[at] ^= 1 << bit
    found = pieces(bytes(content))
    assert any(isinstance(piece, Fault) for piece in found)
    assert not any(isinstance(piece, Torn) for piece in found)
    kept = payloads(bytes(content))
    assert kept == written or any(kept == written[:lost] + written[lost + 1 :] for lost in range(len(written)))


def test_the_last_line_end_turned_into_another_byte_is_a_fault_behind_a_sound_record() -> None:
    content = framed(b"{}")[:-1] + b"\x0b"
    record, fault = pieces(content)
    assert isinstance(record, Record)
    assert record.payload == b"{}"
    assert fault == Fault(len(content) - 1, len(content))


def test_what_a_power_cut_leaves_behind_the_last_line_is_torn() -> None:
    whole = framed(b"{}")
    for left in (b"\0", b"\0" * 4096, framed(b"[]")[:-1], framed(b"[]")[:-1] + b"\0", framed(b"[]")[:9] + b"\0" * 30):
        assert pieces(whole + left)[1:] == [Torn(len(whole))]


def test_junk_with_a_line_end_is_a_fault_and_what_follows_is_read() -> None:
    content = framed(b"1") + b"junk\n" + framed(b"2")
    assert payloads(content) == [b"1", b"2"]
    assert [type(piece) for piece in records(content)] == [Record, Fault, Record]
