"""A repair brings back what flipped bits took: all of the catalogue, and all but their own line of the journal."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from specimens import everything, reading, specimen
from trials import trials
from working import moment

from stores import Library
from stores.doctor import repair
from stores.journal import JournalStorage
from stores.journal.commit import Commit
from stores.journal.framing import Record, records
from stores.journal.layout import CATALOGUE, JOURNAL


def without_backups(directory: Path) -> Path:
    """Take the backup of the day away, of which a repair would have it easy."""
    shutil.rmtree(directory / "backups")
    return directory


def repaired_after_flips(sound: Path, name: str, copy: Path, chance: random.Random, number: int) -> int:
    """Copy the library, flip bits of one line of the file, repair it, and return a byte of that line."""
    shutil.copytree(sound, copy)
    content = bytearray((copy / name).read_bytes())
    at = chance.randrange(len(content))
    begin, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at) + 1
    for place in chance.sample(range(begin, end), number):
        content[place] ^= 1 << chance.randrange(8)
    (copy / name).write_bytes(content)
    assert isinstance(reading(copy), str), f"bytes {begin} to {end} of {name} are not missed"
    done = repair(copy, clock=lambda: moment(99))
    assert [finding for finding in done.left if finding.damage] == []
    assert (done.copy / name).read_bytes() == content
    return at


def rows(directory: Path) -> dict[tuple[str, str], Any]:
    """All rows of the catalogue, by table and id."""
    storage = JournalStorage(directory, readonly=True)
    try:
        assert storage.damage is None
        return {(table, id): found[id] for table, found in (storage.read() or {}).items() for id in found}
    finally:
        storage.close()


def test_a_catalogue_with_flipped_bits_comes_back_exactly(tmp_path: Path, counted: Callable[[str], None]) -> None:
    sound, chance = without_backups(specimen(tmp_path / "sound")), random.Random(300)
    with Library.open(sound, readonly=True) as library:
        before = everything(library)
    count = trials(10, 300)
    for trial in range(count):
        copy = tmp_path / f"{trial}"
        repaired_after_flips(sound, CATALOGUE, copy, chance, chance.choice([1, 2]))
        with Library.open(copy) as library:
            after = everything(library)
            library.undo(anyones=True)
        assert after.pop("history")[1:] == before["history"]
        assert after == {what: was for what, was in before.items() if what != "history"}
        shutil.rmtree(copy)
    counted(f"salvage of the catalogue: {count} times a bit or two flipped, {count} recovered exactly")


def test_flipped_bits_of_a_journal_cost_the_rows_of_their_line_at_most(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    sound, chance = without_backups(specimen(tmp_path / "sound")), random.Random(301)
    before = rows(sound)
    lines = [piece for piece in records((sound / JOURNAL).read_bytes()) if isinstance(piece, Record)]
    assert len(lines) > 10
    count = trials(10, 300)
    for bits in (1, 3):
        met: Counter[int] = Counter()
        for trial in range(count):
            copy = tmp_path / f"{trial}"
            at = repaired_after_flips(sound, JOURNAL, copy, chance, bits)
            (line,) = [line for line in lines if line.start <= at < line.end]
            touched = {tuple(op[1:3]) for op in Commit.of(line.payload).do} if line is not lines[0] else set()
            after = rows(copy)
            different = {row for row in before.keys() | after.keys() if before.get(row) != after.get(row)}
            assert different <= touched
            met[len(different)] += 1
            with Library.open(copy) as library:
                assert library.damage is None
                everything(library)
            shutil.rmtree(copy)
        figures = ", ".join(f"{number} x {rows} rows" for rows, number in sorted(met.items()))
        counted(
            f"salvage of the journal: {count} x {bits} bits of a line, rows of other lines lost 0 (differ: {figures})"
        )
