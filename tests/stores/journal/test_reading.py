"""A reader needs no lock: what it meets in the middle of a change it reads again."""

from pathlib import Path

import pytest
from handles import Open

from stores.journal import reading
from stores.journal.layout import CATALOGUE, JOURNAL


def test_a_compaction_between_the_two_files_is_no_damage(
    directory: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = opened()
    for n in range(3):
        rows.put("a", n=n)
    taken, met = reading._opened, 0

    def interrupted(place: Path) -> tuple[bytes, int]:
        nonlocal met
        content = (place / CATALOGUE).read_bytes()
        if met < 5:
            met += 1
            with monkeypatch.context() as others:
                others.setattr(reading, "_opened", taken)
                rows.put("a", n=10 + met)
                rows.storage.compact()
        return content, taken(place)[1]

    monkeypatch.setattr(reading, "_opened", interrupted)
    assert opened().all() == {"a": {"n": 15}}
    assert met == 5


def test_files_that_are_gone_for_a_moment_are_waited_for(
    directory: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().put("a", n=1)
    (directory / JOURNAL).rename(directory / "away")
    taken = reading._opened

    def restoring(place: Path) -> tuple[bytes, int]:
        try:
            return taken(place)
        finally:
            if (directory / "away").exists():
                (directory / "away").rename(directory / JOURNAL)

    monkeypatch.setattr(reading, "_opened", restoring)
    assert opened().all() == {"a": {"n": 1}}


def test_a_reader_between_the_two_renames_of_a_compaction_sees_all_and_goes_on(directory: Path, opened: Open) -> None:
    rows = opened()
    for n in range(3):
        rows.put("a", n=n)
    before = (directory / JOURNAL).read_bytes()
    rows.storage.compact()
    after = (directory / JOURNAL).read_bytes()
    (directory / JOURNAL).write_bytes(before)
    reader = opened()
    assert reader.all() == {"a": {"n": 2}}
    (directory / "new").write_bytes(after)
    (directory / "new").replace(directory / JOURNAL)
    rows.put("a", n=3)
    assert reader.all() == opened().all() == {"a": {"n": 3}}
