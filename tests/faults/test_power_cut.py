"""A power cut, as the file system takes one: what was acknowledged before it is there after its journal is replayed.

ext4's own shutdown call (EXT4_IOC_SHUTDOWN, without flushing its log) stops a mounted file system as if the power
went: nothing more reaches its disk. After it a call to make data durable may still succeed, so that what was
acknowledged after it began counts for nothing.
"""

import fcntl
import os
import random
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cutting_off import in_a_process
from library_model import Model
from specimens import files
from trials import trials
from working import Said, Work, first_acknowledgement, heard, is_as_modelled, work

from stores import Library

SHUTDOWN = 0x8004587D
WITHOUT_FLUSHING_ITS_LOG = struct.pack("I", 2)


class Disk:
    """An ext4 file system in a file, mounted at `place`."""

    def __init__(self, directory: Path) -> None:
        self.image, self.place = directory / "image", directory / "disk"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(64 << 20)
        self.run("mkfs.ext4", "-q", "-F", str(self.image))
        self.mount()

    def mount(self) -> None:
        """Mount it, its journal replayed."""
        self.run("mount", "-o", "loop", str(self.image), str(self.place))

    def unmount(self) -> None:
        """Unmount it."""
        self.run("umount", str(self.place))

    def cut_the_power(self) -> float:
        """Cut its power and return the moment before (seconds, monotonic)."""
        handle = os.open(self.place, os.O_RDONLY)
        try:
            before = time.monotonic()
            fcntl.ioctl(handle, SHUTDOWN, WITHOUT_FLUSHING_ITS_LOG)
        finally:
            os.close(handle)
        return before

    def run(self, *command: str) -> None:
        """Run a command of the system; what it cannot do skips the test."""
        try:
            subprocess.run(command, check=True, capture_output=True, text=True)
        except FileNotFoundError:
            pytest.skip(f"a power cut needs {command[0]}, which is not here")
        except subprocess.CalledProcessError as error:
            pytest.skip(f"a power cut needs a disk of its own: {error.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path)
    try:
        made.cut_the_power()
    except OSError as error:
        made.unmount()
        pytest.skip(f"this file system knows no power cut: {error.strerror}")
    made.unmount()
    made.mount()
    yield made
    subprocess.run(["umount", "--lazy", str(made.place)], check=False, capture_output=True)


def cut_off(disk: Disk, directory: Path, seed: int, number: int, seconds: float) -> tuple[list[Said], float]:
    """Let somebody work, cut the power `seconds` after the first acknowledgement; return what was said and when it was.

    The disk is mounted again when this returns.
    """
    ours, its = os.pipe()
    pid = in_a_process(lambda: work(directory, its, seed, number))
    os.close(its)
    said = first_acknowledgement(ours)
    time.sleep(seconds)
    when = disk.cut_the_power()
    time.sleep(0.002)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while more := os.read(ours, 1 << 16):
        said += more
    os.close(ours)
    disk.unmount()
    disk.mount()
    return heard(said), when


def test_what_was_acknowledged_before_a_power_cut_is_there_after_it(disk: Disk, counted: Callable[[str], None]) -> None:
    chance = random.Random(28)
    directory = disk.place / "library"
    model, number, acknowledged, further = Model(), 0, 0, 0
    count = trials(4, 60)
    for trial in range(count):
        said, when = cut_off(disk, directory, trial, number, chance.uniform(0, 0.2))
        worker, possible = Work(model), []
        for one in said:
            if one.acknowledged is None or one.acknowledged >= when:
                possible.append(model.copied())
            worker.do(one.operation, one.number)
            number = one.number
        possible.append(model)
        acknowledged += sum(one.acknowledged is not None and one.acknowledged < when for one in said)
        with Library.open(directory, readonly=True) as reader:
            assert reader.damage is None
            fitting = [n for n, state in enumerate(possible) if is_as_modelled(reader, state)]
            assert fitting, f"trial {trial}: none of {len(possible)} states, {[file.name for file in files(directory)]}"
        model = possible[fitting[0]]
        further += fitting[0]
    with Library.open(directory) as library:
        assert [finding for finding in library.verify() if finding.damage] == []
        library.compact()
        assert is_as_modelled(library, model)
    counted(
        f"power cut (ext4 shutdown): {count} trials, {acknowledged} operations acknowledged before it, lost 0, "
        f"unreadable 0 ({further} later ones kept)"
    )
