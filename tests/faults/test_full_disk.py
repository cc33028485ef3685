"""On a full disk what is refused was not done, what was done is there, and the same handle goes on afterwards."""

import os
import random
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from library_model import Model
from trials import trials
from working import Work, is_as_modelled, moment, operations

from stores import Library, LibraryError
from stores.journal import compaction


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file grows beyond `size` bytes inside."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m,mode=700", "none", str(disk)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip() or done.returncode}")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


class Persevering:
    """Somebody who goes on whatever is refused, and knows what was not."""

    def __init__(self, directory: Path, seed: int) -> None:
        self.directory = directory
        self.chance = random.Random(seed)
        self.number = self.refused = 0
        self.model = Model()
        self.worker = Work(self.model)
        self.library = Library.open(directory, clock=lambda: moment(self.number))
        self.operations = operations(self.library, self.chance)

    def go_on(self) -> bool:
        """Do one thing more, and return whether it was done. Refused is only what there is no room for."""
        self.number += 1
        operation = next(self.operations)
        try:
            Work(self.library).do(operation, self.number)
        except LibraryError as error:
            assert "no room left" in str(error), error
            self.refused += 1
            return False
        self.worker.do(operation, self.number)
        return True

    def check(self) -> None:
        """This handle and a new reader see exactly what was not refused."""
        assert is_as_modelled(self.library, self.model)
        with Library.open(self.directory, readonly=True) as reader:
            assert reader.damage is None
            assert is_as_modelled(reader, self.model)


@pytest.fixture(autouse=True)
def folding_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journals are folded into their catalogue every few changes: a full disk meets compactions too."""
    monkeypatch.setattr(compaction, "is_due", lambda journal, catalogue: journal > 3000)


def test_files_that_may_not_grow_cost_nothing_that_was_acknowledged(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    one = Persevering(tmp_path / "library", 1)
    count = trials(25, 400)
    for _ in range(count):
        room = one.chance.choice([0, one.chance.randrange(200), one.chance.randrange(8000)])
        with files_of_at_most(room):
            for _ in range(3):
                one.go_on()
            one.check()
        assert one.go_on()
        one.check()
    one.library.close()
    counted(f"files that may not grow: {count} trials, {one.refused} refused of {one.number}, state exact, lost 0")


def test_a_full_disk_costs_nothing_that_was_acknowledged(small_disk: Path, counted: Callable[[str], None]) -> None:
    directory, filler = small_disk / "library", small_disk / "filler"
    one = Persevering(directory, 2)
    while one.number < 20:
        one.go_on()
    count = trials(15, 200)
    for _ in range(count):
        with filler.open("wb", buffering=0) as file:
            file.write(b"x" * (room(small_disk) - one.chance.choice([0, 0, 0, 1, 2, 8]) * 4096))
        for _ in range(8):
            one.go_on()
        one.check()
        filler.unlink()
        assert one.go_on()
        one.check()
    one.library.close()
    assert one.refused > count / 5
    counted(f"full disk (tmpfs): {count} trials, {one.refused} refused of {one.number}, state exact, lost 0")


def room(disk: Path) -> int:
    """How many bytes are free."""
    found = os.statvfs(disk)
    return found.f_bavail * found.f_bsize
