"""A flipped bit anywhere in a library is found, or changes nothing of what is read: never is it silent."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from briefings import numbered
from specimens import everything, files, is_told, reading, specimen
from trials import trials

from stores import Library


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return specimen(tmp_path_factory.mktemp("flipped") / "library")


def test_flipped_bits_are_detected_or_harmless(directory: Path, counted: Callable[[str], None]) -> None:
    chance = random.Random(4242)
    before = reading(directory)
    assert isinstance(before, dict)
    assert not is_told(directory)
    names = [file for file in files(directory) if file.stat().st_size]
    assert {file.name for file in names} >= {
        *("catalogue.json", "catalogue.log", "catalogue.json.prev", "catalogue.log.prev"),
        *("history.log", "witness", "search.cache"),
    }
    assert any(file.suffix == ".gz" for file in names)
    met: Counter[str] = Counter()
    count = trials(120, 2000)
    for trial in range(count):
        file = names[trial % len(names)]
        sound = file.read_bytes()
        at, bit = chance.randrange(len(sound)), chance.randrange(8)
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << bit]) + sound[at + 1 :])
        after = reading(directory)
        if isinstance(after, str):
            met["refused or told at once"] += 1
        elif is_told(directory):
            met["told by the doctor"] += 1
        else:
            assert after == before, f"bit {bit} of byte {at} of {file} is silent"
            met["harmless"] += 1
        file.write_bytes(sound)
    assert reading(directory) == before
    figures = ", ".join(f"{number} {what}" for what, number in sorted(met.items()))
    counted(f"bit flips: {count} over {len(names)} files: {figures}, silent 0")


@pytest.mark.parametrize(
    "name", ["history.log", "witness", "search.cache", "catalogue.json.prev", "catalogue.log.prev"]
)
def test_who_works_on_after_a_flip_that_does_not_matter_loses_nothing(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)
    for trial in range(trials(4, 40)):
        there = specimen(tmp_path / f"{trial}", seed=trial)
        file = there / name
        sound = file.read_bytes()
        at = chance.randrange(len(sound))
        with Library.open(there, readonly=True) as reader:
            before = everything(reader)
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 1 << chance.randrange(8)]) + sound[at + 1 :])
        with Library.open(there) as library:
            id = library.add(numbered(99))
            library.compact()
            library.note(id, "still here")
            library.remove(id)
            now = everything(library)
        for what, was in before.items():
            if what not in ("history", "of one"):  # which tells of one change less where its line is damaged
                assert now[what] == was
