"""Somebody who works on a library without a pause: what is done, as lists that can be written into a pipe."""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from briefings import numbered
from library_model import Model, seen
from read_from import original_of

from briefing.corrections import headline_correction, removal, stance_correction
from briefing.model import Briefing
from stores import Library
from stores.journal import compaction

BEGIN = datetime(2026, 11, 24, tzinfo=UTC)
BRIEFINGS = 8
ARTICLES = {numbered(n).id: n for n in range(BRIEFINGS)}
CORRECTIONS: tuple[Callable[[Briefing], Any], ...] = (
    lambda made: headline_correction(made, f"The harbour stays, {len(made.follow_ups)}"),
    lambda made: stance_correction(made, "s1", "warns"),
    lambda made: removal(made, "s1"),
)

WHAT = (
    *("add", "add", "remove", "state", "state", "due", "text", "own", "tag", "note", "correct", "withdraw"),
    *("reanalyse", "alias", "undo", "undo", "compact"),
)
"""What is done, the more often it stands here the oftener."""

Operation = list[Any]
"""A name and what it is given: `["state", id, follow-up, state]`."""


class Said(NamedTuple):
    """What was said of one operation: which it is in the order, what it is, and when it was acknowledged, if it was."""

    number: int
    operation: Operation
    acknowledged: float | None


class Work:
    """Operations on one library, done there or said of the model. Each has its second, by its number."""

    def __init__(self, target: Library | Model) -> None:
        self.target = target
        self.steps: list[int] = []

    def do(self, operation: Operation, number: int) -> None:
        """Do the operation, or let the model do it. Raises what the library raises."""
        if isinstance(self.target, Library):
            _done(self.target, operation)
        else:
            self._modelled(self.target, operation, moment(number))

    def _modelled(self, model: Model, operation: Operation, at: datetime) -> None:
        what, *given = operation
        before = len(model.done)
        if what == "undo":
            if self.steps:
                assert model.undo(self.steps.pop())
            return
        if what == "compact":
            return
        if what in ("add", "remove"):
            stamp = at.isoformat(timespec="microseconds")
            model.add(numbered(given[0]), stamp) if what == "add" else model.remove(given[0], stamp)
        else:
            _done(model, operation)
        self.steps += [done.number for done in model.done[before:]]


def moment(number: int) -> datetime:
    """The moment of an operation."""
    return BEGIN + timedelta(seconds=number)


class Clock:
    """A clock that shows the moment of the operation under way."""

    number = 0

    def __call__(self) -> datetime:
        """The moment it is."""
        return moment(self.number)


def _done(target: Any, operation: Operation) -> None:
    what, *given = operation
    if what == "add":
        target.add(numbered(given[0]), original_of(given[0]))
    elif what == "remove":
        target.remove(given[0])
    elif what in ("state", "due", "text"):
        target.set_follow_up(given[0], given[1], **{what: given[2]})
    elif what == "own":
        target.add_follow_up(given[0], given[1], due=None, spans=())
    elif what == "tag":
        target.tag(given[0], (given[1],), ()) if isinstance(target, Model) else target.tag(given[0], given[1])
    elif what == "note":
        target.note(given[0], given[1])
    elif what == "correct":
        made = numbered(ARTICLES[given[0]])
        target.correct(given[0], CORRECTIONS[given[1]](made))
    elif what == "withdraw":
        target.withdraw(given[0], given[1])
    elif what == "reanalyse":
        target.reanalyse(given[0], numbered(ARTICLES[given[0]]))
    elif what == "alias":
        target.alias(given[0], given[1])
    elif what == "undo":
        target.undo()
    else:
        assert what == "compact"
        target.compact()


def operations(library: Library, chance: random.Random) -> Iterator[Operation]:
    """Yield what one might do next to the library as it is then, without end."""
    while True:
        ids = [entry.id for entry in library.entries()]
        what = chance.choice(WHAT)
        if what == "add" or not ids:
            yield ["add", chance.randrange(BRIEFINGS)]
        elif what in ("undo", "compact"):
            yield [what]
        elif what == "alias":
            yield [what, chance.choice(["The Post", ":-)"]), f"paper {chance.randrange(9)}"]
        else:
            yield _of_one(library, chance, what, chance.choice(ids))


def _of_one(library: Library, chance: random.Random, what: str, id: str) -> Operation:
    words = f"é\ud800 {chance.randrange(10**6)} " + "long " * chance.choice([0, 0, 3, 300])
    if what in ("state", "due", "text"):
        follow_ups = library.get(id).follow_ups
        values = {"state": ["suggested", "open", "done", "dropped"], "due": ["", "2027", "2026-12"], "text": [words]}
        return [what, id, chance.choice(follow_ups).id, chance.choice(values[what])]
    if what == "correct":
        return [what, id, chance.randrange(len(CORRECTIONS))]
    if what == "withdraw":
        held = library.corrections(id)
        return [what, id, chance.choice(held).id] if held else ["note", id, words]
    if what in ("remove", "reanalyse"):
        return [what, id]
    return [what, id, words.strip()]


def work(directory: Path, pipe: int, seed: int, number: int, fold_at: int = 3000) -> None:
    """Work until the end of the world, saying what is tried and what was acknowledged; fold the journal often."""
    compaction.is_due = lambda journal, catalogue: journal > fold_at  # type: ignore[assignment]
    chance = random.Random(seed)
    with Library.open(directory, clock=lambda: moment(number)) as library:
        for operation in operations(library, chance):
            number += 1
            say(pipe, {"try": operation, "number": number})
            Work(library).do(operation, number)
            say(pipe, {"done": number, "when": time.monotonic()})


def say(pipe: int, what: dict[str, Any]) -> None:
    """Write one line into the pipe, whole."""
    os.write(pipe, json.dumps(what).encode("ascii") + b"\n")


def first_acknowledgement(pipe: int) -> bytes:
    """Return what is said in the pipe up to the first acknowledgement at least."""
    said = b""
    while b"done" not in said:
        more = os.read(pipe, 1 << 16)
        assert more, "it ended before anything was acknowledged: its traceback is on standard error"
        said += more
    return said


def heard(lines: bytes) -> list[Said]:
    """Return what was said in the pipe, in its order; a line that was cut off was not said."""
    found: list[Said] = []
    for line in lines.split(b"\n")[:-1]:
        what = json.loads(line)
        if "try" in what:
            found.append(Said(what["number"], what["try"], None))
        else:
            assert found[-1].number == what["done"]
            found[-1] = found[-1]._replace(acknowledged=what["when"])
    return found


def is_as_modelled(library: Library, model: Model) -> bool:
    """Whether the library holds what the model says, whatever it is asked, and what each article was read from."""
    return seen(library) == model.seen() and all(
        library.original(entry.id) == original_of(ARTICLES[entry.id]) for entry in library.entries()
    )
