"""A process killed with -9 at any moment loses nothing that was acknowledged."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from cutting_off import in_a_process
from library_model import Model
from trials import trials
from working import Said, Work, first_acknowledgement, heard, is_as_modelled, work

from stores import Library
from stores.lock import writing_alone


def killed(directory: Path, seed: int, number: int, seconds: float) -> list[Said]:
    """Let somebody work, kill them `seconds` after the first acknowledgement, and return what was said."""
    ours, its = os.pipe()
    pid = in_a_process(lambda: work(directory, its, seed, number))
    os.close(its)
    said = first_acknowledgement(ours)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL
    while more := os.read(ours, 1 << 16):
        said += more
    os.close(ours)
    return heard(said)


def test_what_was_acknowledged_is_there_after_a_kill_and_nothing_else(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    chance = random.Random(20261124)
    model, number, acknowledged, unacknowledged = Model(), 0, 0, 0
    count = trials(20, 600)
    for trial in range(count):
        worker = Work(model)
        for said in killed(tmp_path, trial, number, chance.uniform(0, 0.12)):
            number = said.number
            acknowledged += said.acknowledged is not None
            before = model.copied()
            worker.do(said.operation, said.number)
        with Library.open(tmp_path, readonly=True) as reader:
            assert reader.damage is None
            if said.acknowledged is None and is_as_modelled(reader, before):
                model = before
            else:
                unacknowledged += said.acknowledged is None
                assert is_as_modelled(reader, model), f"trial {trial}, operation {said}"
    with Library.open(tmp_path) as library:
        assert [finding for finding in library.verify() if finding.damage] == []
        library.compact()
        assert is_as_modelled(library, model)
    counted(
        f"kill -9: {count} trials, {acknowledged} acknowledged operations, lost 0, unreadable 0 "
        f"({unacknowledged} times the one under way was kept)"
    )


def test_the_lock_of_one_who_was_killed_is_free_at_once(tmp_path: Path, counted: Callable[[str], None]) -> None:
    waits = []
    for _ in range(trials(5, 50)):
        ours, its = os.pipe()

        def hold(its: int = its) -> None:
            with writing_alone(tmp_path):
                os.write(its, b"held")
                signal.pause()

        pid = in_a_process(hold)
        assert os.read(ours, 4) == b"held"
        os.kill(pid, signal.SIGKILL)
        started = time.monotonic()
        with writing_alone(tmp_path):
            waits.append(time.monotonic() - started)
        os.waitpid(pid, 0)
        os.close(ours)
        os.close(its)
    assert max(waits) < 5
    counted(f"stale lock: {len(waits)} holders killed, free after {max(waits) * 1000:.1f} ms at most")
