"""A disk that does not confirm a write is believed: what is not known to be there is not acknowledged."""

import os
import random
from collections.abc import Callable
from pathlib import Path
from threading import Lock

import pytest
from library_model import Model
from trials import trials
from working import Clock, Work, is_as_modelled, operations

from stores import Library, LibraryError
from stores.journal import compaction


class Unsure:
    """The calls that make data durable, the one after `left` others of which fails as a broken disk makes it fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left: int | None = None
        self._counting = Lock()  # an analysis and its original are written at once
        for name in ("fsync", "fdatasync"):
            monkeypatch.setattr(os, name, self._unsure(getattr(os, name)))

    def _unsure(self, call: Callable[[int], None]) -> Callable[[int], None]:
        def confirmed(handle: int) -> None:
            with self._counting:
                if self.left is not None:
                    self.left -= 1
                    if self.left < 0:
                        self.left = None
                        raise OSError(5, "Input/output error")
            call(handle)

        return confirmed


def test_what_is_not_confirmed_is_not_acknowledged_and_ends_the_writing_of_that_handle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: Callable[[str], None]
) -> None:
    monkeypatch.setattr(compaction, "is_due", lambda journal, catalogue: journal > 2000)
    disk, chance = Unsure(monkeypatch), random.Random(3)
    model, clock, ended, refused = Model(), Clock(), 0, 0
    count = trials(40, 600)
    for _ in range(count):
        with Library.open(tmp_path, clock=clock) as library:
            worker, possible = Work(model), [model]
            disk.left = chance.randrange(12)
            for operation in operations(library, chance):
                clock.number += 1
                before = model.copied()
                worker.do(operation, clock.number)
                try:
                    Work(library).do(operation, clock.number)
                except LibraryError as error:
                    refused += 1
                    assert "Input/output error" in str(error)
                    assert "\n" not in str(error)
                    possible = [before]
                    if "did not confirm this change" in str(error):
                        ended += 1
                        possible = [before, model]
                        with pytest.raises(LibraryError, match="nothing more is written"):
                            library.alias("The Post", "the paper")
                if disk.left is None:
                    break
            (model, *_) = [state for state in possible if is_as_modelled(library, state)]
        with Library.open(tmp_path, readonly=True) as reader:
            assert reader.damage is None
            assert is_as_modelled(reader, model)
    assert ended
    counted(
        f"a disk that does not confirm: {count} trials, {refused} refused, {ended} of them ended the writing of their "
        "handle; acknowledged and lost 0"
    )
