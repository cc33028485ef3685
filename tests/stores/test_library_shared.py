"""Several processes and threads use one library at a time, and none loses what another has written."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from briefings import a_briefing, numbered

from briefing.model import FollowUpState
from stores import Library, LibraryError
from stores.lock import writing_alone

TESTS = Path(__file__).resolve().parents[1]

ADDER = """
import sys
from pathlib import Path
from briefings import numbered
from stores import Library
with Library.open(Path(sys.argv[1])) as library:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        print(library.add(numbered(number)), flush=True)
"""


def adding(directory: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADDER, str(directory), str(first), str(last)]
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_adding_never_lose_one(tmp_path: Path) -> None:
    adders = [adding(tmp_path, first, first + 25) for first in (0, 100)]
    acknowledged: list[str] = []
    for adder in adders:
        out, errors = adder.communicate(timeout=120)
        assert errors == ""
        acknowledged += out.split()
    with Library.open(tmp_path) as library:
        assert len(acknowledged) == 50
        assert {entry.id for entry in library.entries()} == set(acknowledged)


def test_what_was_acknowledged_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for trial in range(8):
        adder = adding(tmp_path, trial * 1000, trial * 1000 + 1000)
        assert adder.stdout is not None
        acknowledged.append(adder.stdout.readline().strip())
        time.sleep(0.003 * trial)
        adder.send_signal(signal.SIGKILL)
        out, _ = adder.communicate(timeout=60)
        acknowledged += [line for line in out.splitlines() if len(line) == len(acknowledged[0])]
        with Library.open(tmp_path) as library:
            assert set(acknowledged) <= {entry.id for entry in library.entries()}


def test_changes_of_two_handles_to_different_follow_ups_are_both_kept(tmp_path: Path) -> None:
    with Library.open(tmp_path) as mine, Library.open(tmp_path) as theirs:
        id = mine.add(a_briefing())
        theirs.get(id)
        mine.set_follow_up(id, "f1", state=FollowUpState.OPEN)
        theirs.set_follow_up(id, "f2", state=FollowUpState.DONE)
        assert [follow_up.state for follow_up in mine.get(id).follow_ups] == ["open", "done"]


def test_a_reader_sees_what_another_has_added_since(tmp_path: Path) -> None:
    with Library.open(tmp_path, readonly=True) as reader, Library.open(tmp_path) as writer:
        assert reader.entries() == []
        for number in range(20):
            writer.add(numbered(number))
            assert len(reader.entries()) == number + 1


def test_a_reader_never_waits_for_a_writer(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        library.add(a_briefing())
        with writing_alone(tmp_path):
            assert len(library.entries()) == 1


def test_a_lock_held_too_long_is_told_as_busy(tmp_path: Path) -> None:
    started = time.monotonic()
    with writing_alone(tmp_path), pytest.raises(LibraryError, match="is busy"), writing_alone(tmp_path, patience=0.05):
        pass
    assert time.monotonic() - started >= 0.05
    with writing_alone(tmp_path, patience=0.0):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from stores.lock import writing_alone\n"
            "with writing_alone(Path(sys.argv[1])):\n    print('held', flush=True); time.sleep(60)",
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(LibraryError, match="is busy"), writing_alone(tmp_path, patience=0.0):
        pass
    holder.kill()
    holder.communicate()
    with writing_alone(tmp_path, patience=5.0):
        pass


def test_threads_share_one_library(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def add(library: Library, first: int) -> None:
        try:
            for number in range(first, first + 10):
                library.set_follow_up(library.add(numbered(number)), "f1", state=FollowUpState.OPEN)
                library.entries()
        except Exception as error:  # noqa: BLE001
            errors.append(error)

    with Library.open(tmp_path) as library:
        threads = [threading.Thread(target=add, args=(library, first)) for first in (0, 100, 200)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        assert [entry.open for entry in library.entries()] == [1] * 30
