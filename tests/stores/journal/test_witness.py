"""The witness says which commit was acknowledged last, and where it is not sound it says nothing."""

from pathlib import Path

from handles import Open

from stores.journal import witness
from stores.journal.layout import JOURNAL
from stores.journal.witness import NAME


def test_it_says_what_was_testified_last(tmp_path: Path) -> None:
    assert witness.testified(tmp_path) == 0
    for seq in (1, 9, 10, 12345678901):
        witness.testify(tmp_path, seq)
        assert witness.testified(tmp_path) == seq


def test_a_flipped_bit_or_a_missing_end_makes_it_say_nothing(tmp_path: Path) -> None:
    witness.testify(tmp_path, 41)
    sound = (tmp_path / NAME).read_bytes()
    for at in range(len(sound) - 1):
        for bit in range(8):
            flipped = bytearray(sound)
            flipped[at] ^= 1 << bit
            (tmp_path / NAME).write_bytes(flipped)
            assert witness.testified(tmp_path) == 0
        (tmp_path / NAME).write_bytes(sound[:at])
        assert witness.testified(tmp_path) == 0


def test_each_acknowledged_change_is_testified(directory: Path, opened: Open) -> None:
    rows = opened()
    for n in range(3):
        rows.put("a", n=n)
        assert witness.testified(directory) == n + 1 == rows.storage.seq
    rows.storage.compact()
    assert witness.testified(directory) == 3


def test_a_library_goes_on_without_one_and_with_one_that_cannot_be_written(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", n=1)
    (directory / NAME).unlink()
    (directory / NAME).mkdir()
    try:
        rows.put("a", n=2)
    finally:
        (directory / NAME).rmdir()
    assert rows.all() == opened().all() == {"a": {"n": 2}}


def test_a_change_that_was_never_acknowledged_is_not_asked_for(directory: Path, opened: Open) -> None:
    rows = opened()
    rows.put("a", n=1)
    whole = (directory / JOURNAL).read_bytes()
    (directory / JOURNAL).write_bytes(whole + whole[-20:-1])
    assert opened().all() == {"a": {"n": 1}}
