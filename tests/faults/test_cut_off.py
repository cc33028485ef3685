"""Each operation, cut off at each of its calls of the system in turn, was done or was not, and the next goes on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from briefings import numbered
from cutting_off import cut_off_at_each_call
from library_model import Model
from trials import trials
from working import Clock, Operation, Work, is_as_modelled

from stores import Library

ID = numbered(0).id
BEGIN: list[Operation] = [
    ["add", 0],
    ["state", ID, "f1", "open"],
    ["add", 1],
    ["note", ID, "mine"],
    ["correct", ID, 0],
]
OPERATIONS: list[Operation] = [
    ["add", 2],
    ["remove", ID],
    ["due", ID, "f1", "2027"],
    ["own", ID, "Ring the mayor."],
    ["tag", ID, "harbour"],
    ["reanalyse", ID],
    ["withdraw", ID, "c1"],
    ["alias", "The Post", "the paper"],
    ["undo"],
    ["compact"],
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation[0])
def test_an_operation_cut_off_anywhere_was_done_or_was_not(
    operation: Operation, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    clock, model, copy = Clock(), Model(), tmp_path
    worker = Work(model)

    def prepare(number: int) -> None:
        nonlocal copy
        clock.number = 9
        copy = tmp_path / f"{number}"
        shutil.copytree(tmp_path / "sound", copy)

    def act() -> None:
        with Library.open(copy, clock=clock) as again:
            if operation == ["undo"]:
                again.undo(len(before.done))
            else:
                Work(again).do(operation, 9)

    with Library.open(tmp_path / "sound", clock=clock) as library:
        for number, earlier in enumerate(BEGIN):
            clock.number = number
            Work(library).do(earlier, number)
            worker.do(earlier, number)
            if number == 2:
                library.compact()
    before = model.copied()
    worker.do(operation, 9)
    met = [0, 0]
    for number in cut_off_at_each_call(act, prepare):
        with Library.open(copy, readonly=True) as reader:
            assert reader.damage is None
            was_done = is_as_modelled(reader, model)
            assert was_done or is_as_modelled(reader, before)
            met[was_done] += 1
        clock.number = 10
        then = (model if was_done else before).copied()
        with Library.open(copy, clock=clock) as again:
            for further in (["add", 3], ["note", numbered(1).id, "goes on"], ["compact"], ["alias", ":-)", "smile"]):
                Work(again).do(further, 10)
                Work(then).do(further, 10)
            assert is_as_modelled(again, then)
            if number % trials(20, 1) == 0:
                assert [finding for finding in again.verify() if finding.damage] == []
        shutil.rmtree(copy)
    assert met[1]
    counted(f"{operation[0]} cut off at each of {number} calls: {met[0]} times not done, {met[1]} times done, mixed 0")
