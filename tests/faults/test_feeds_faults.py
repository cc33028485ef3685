"""Feeds lose nothing that was acknowledged, whatever becomes of the process, the disk, or who else is at it."""

import json
import os
import random
import resource
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cutting_off import cut_off_at_each_call, ended, in_a_process
from inboxes import GAZETTE, POST, WIRE, everything, fresh, inside, look
from trials import trials

from stores import LibraryError
from stores.doctor import examine
from stores.errors import ChangedSinceError
from stores.feeds import Feeds, Refresh, State, Wanted, kept, memory
from stores.journal import compaction

BEGIN = datetime(2026, 11, 24, tzinfo=UTC)
Operation = list[Any]


@pytest.fixture(autouse=True)
def folding_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journals are folded every few changes."""
    monkeypatch.setattr(compaction, "is_due", lambda journal, catalogue: journal > 6000)
    monkeypatch.setattr(kept, "FOLD_FROM", 0)


@pytest.fixture
def letting_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few items stay."""
    monkeypatch.setattr(memory, "KEPT", 3)


class Clock:
    """A clock that shows the moment of the operation under way."""

    number = 0

    def __call__(self) -> datetime:
        return BEGIN + timedelta(seconds=self.number)


class Worker:
    """Somebody who works on feeds: the same operations with the same numbers lead to the same feeds."""

    def __init__(self, directory: Path) -> None:
        self.clock = Clock()
        self.feeds = Feeds.open(directory, clock=self.clock)

    def do(self, operation: Operation, number: int) -> None:
        """Do it. Raises what the feeds raise."""
        self.clock.number = number
        what, *given = operation
        if what == "refreshed":
            self.feeds.refreshed_together([(feed, _look(numbers, number)) for feed, numbers in given])
        elif what == "subscribe":
            self.feeds.subscribe_all([Wanted(address, title=f"{number}", auto=True) for address in given])
        elif what == "unsubscribe":
            self.feeds.unsubscribe(*given)
        elif what == "change":
            self.feeds.change(given[0], title=given[1])
        elif what == "mark":
            self.feeds.mark(given[1:], State(given[0]))
        elif what == "read":
            self.feeds.mark_all_read()
        elif what == "briefed":
            self.feeds.briefed(given[0], "b1")
        elif what == "claim":
            self.feeds.claim(limit=2)
        elif what == "undo":
            with suppress(ChangedSinceError):  # of what a refresh has let go of since
                self.feeds.undo()
        else:
            assert what == "compact"
            self.feeds.compact()

    def operations(self, chance: random.Random) -> Iterator[Operation]:
        """Yield what one might do next to the feeds as they are then, without end."""
        self.feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])
        while True:
            what = chance.choice(
                ("refreshed",) * 4 + ("mark",) * 3 + ("read", "briefed", "claim", "undo", "change", "compact", "un")
            )
            there = [one.address for one in self.feeds.subscriptions()]
            items = [item.id for item in self.feeds.inbox(20, states=list(State))]
            if what == "refreshed" and there:
                chosen = chance.sample(there, chance.randint(1, len(there)))
                yield [what, *([feed, chance.sample(range(40), chance.randint(0, 9))] for feed in chosen)]
            elif what == "mark" and items:
                yield [what, chance.choice(["unread", "read", "dismissed"]), *chance.sample(items, min(len(items), 4))]
            elif what == "briefed" and items:
                yield [what, chance.choice(items)]
            elif what == "change" and there:
                yield [what, chance.choice(there), f"{chance.random()}"]
            elif what in ("read", "claim", "undo", "compact"):
                yield [what]
            elif what == "un" and len(there) > 2:
                yield ["unsubscribe", chance.choice(there)]
            else:
                yield ["subscribe", *chance.sample([POST, GAZETTE, WIRE], 2)]


def _look(numbers: list[int], at: int) -> Refresh:
    """Listed with titles that some operations change, and leads that make the journal long."""
    items = tuple(fresh(number, title=f"Part {at // 9}, {number}", lead="x" * 90) for number in numbers)
    return Refresh(items, etag=f"{at}")


def seen(feeds: Feeds) -> dict[str, Any]:
    """All that can be read, and who briefs what."""
    claims = {id: claim["until"] for id, claim in feeds._kept.rows("claims").items()}
    return inside(feeds) | {"claims": claims}


def is_sound(directory: Path) -> bool:
    """Whether the doctor finds nothing damaged."""
    return not any(finding.damage for finding in examine(directory))


# Cut off

BEFORE: list[Operation] = [
    ["subscribe", POST, GAZETTE],
    ["refreshed", [POST, [1, 2, 3, 4, 5, 6]], [GAZETTE, [7, 8]]],
    ["read"],
    ["refreshed", [POST, [6, 9]]],
    ["compact"],
    ["refreshed", [POST, [9, 10]], [GAZETTE, [11]]],
]
OPERATIONS: list[Operation] = [
    ["refreshed", [POST, [10, 12, 13]], [GAZETTE, [7, 20]]],
    ["refreshed", [POST, list(range(60, 120))]],  # so much that the journal is folded
    ["mark", "dismissed"],
    ["read"],
    ["claim"],
    ["unsubscribe", POST],
    ["subscribe", WIRE],
    ["change", GAZETTE, "Mine"],
    ["undo"],
    ["compact"],
]


@pytest.mark.usefixtures("letting_go")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: f"{operation[0]}{len(str(operation))}")
def test_an_operation_cut_off_anywhere_was_done_or_was_not(
    operation: Operation, tmp_path: Path, counted: Callable[[str], None]
) -> None:
    worker, copy = Worker(tmp_path / "sound"), tmp_path
    for number, earlier in enumerate(BEFORE):
        worker.do(earlier, number)
    if operation[0] == "mark":
        operation = [*operation, *(item.id for item in worker.feeds.inbox(states=list(State)))]

    def prepare(number: int) -> None:
        nonlocal copy
        copy = tmp_path / f"{number}"
        shutil.copytree(tmp_path / "sound", copy)

    def act() -> None:
        other = Worker(copy)
        if operation[0] == "undo":
            other.do(["change", POST, "To be taken back"], 8)
        other.do(operation, 9)
        other.feeds._kept.close()  # what a close does besides has tests of its own

    prepare(-1)
    states = [seen(worker.feeds)]
    if operation[0] == "undo":
        worker.do(["change", POST, "To be taken back"], 8)
        states.append(seen(worker.feeds))
    worker.do(operation, 9)
    states.append(seen(worker.feeds))
    shutil.rmtree(tmp_path / "sound")
    copy.rename(tmp_path / "sound")
    met = [0] * len(states)
    for number in cut_off_at_each_call(act, prepare):
        with Feeds.open(copy, readonly=True) as reader:
            assert reader.damage is None
            found = seen(reader)
            assert found in states, f"cut off at call {number}"
            met[states.index(found)] += 1
        if number % trials(5, 1) == 0:
            assert is_sound(copy)
            again = Worker(copy)
            again.do(["refreshed", [GAZETTE, [30]]], 10)
            again.do(["compact"], 10)
            assert [item.title[-2:] for item in again.feeds.inbox()].count("30") == 1
            again.feeds._kept.close()
        shutil.rmtree(copy)
    assert met[-1] or states[0] == states[-1]
    counted(f"feeds: {operation[0]} cut off at each of {number} calls: {sum(met[:-1])} times not done, mixed 0")


def test_the_first_subscription_cut_off_anywhere_was_made_or_was_not(tmp_path: Path) -> None:
    copy, met = tmp_path, set()

    def prepare(number: int) -> None:
        nonlocal copy
        copy = tmp_path / f"{number}"

    def act() -> None:
        worker = Worker(copy)
        worker.do(["subscribe", POST], 1)
        worker.feeds._kept.close()

    for _ in cut_off_at_each_call(act, prepare):
        with Feeds.open(copy, readonly=True) as reader:
            met.add(len(reader.subscriptions()))
        assert is_sound(copy)
        worker = Worker(copy)
        worker.do(["subscribe", POST, GAZETTE], 2)
        assert [one.address for one in worker.feeds.subscriptions()] == [POST, GAZETTE]
        worker.feeds.close()
        shutil.rmtree(copy)
    assert met == {0, 1}


# Killed


def _work(directory: Path, pipe: int, seed: int, number: int) -> None:
    """Work until the end of the world, saying what is tried and what was acknowledged."""
    worker = Worker(directory)
    worker.clock.number = number
    for operation in worker.operations(random.Random(seed)):
        number += 1
        os.write(pipe, json.dumps(["try", number, operation]).encode() + b"\n")
        worker.do(operation, number)
        os.write(pipe, json.dumps(["done", number]).encode() + b"\n")


def _killed(directory: Path, seed: int, number: int, seconds: float) -> list[list[Any]]:
    ours, its = os.pipe()
    pid = in_a_process(lambda: _work(directory, its, seed, number))
    os.close(its)
    said = b""
    while b"done" not in said:
        more = os.read(ours, 1 << 16)
        assert more, "it ended before anything was acknowledged: its traceback is on standard error"
        said += more
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    assert ended(pid) == [-signal.SIGKILL]
    while more := os.read(ours, 1 << 16):
        said += more
    os.close(ours)
    return [json.loads(line) for line in said.split(b"\n")[:-1]]


@pytest.mark.usefixtures("letting_go")
def test_what_was_acknowledged_is_there_after_a_kill_and_nothing_else(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    chance, number, acknowledged, unacknowledged = random.Random(7), 0, 0, 0
    directory, twin = tmp_path / "killed", tmp_path / "twin"
    count = trials(12, 300)
    for trial in range(count):
        said = _killed(directory, trial, number, chance.uniform(0, 0.12))
        worker = Worker(twin)  # a session of its own: undo goes back to its beginning
        worker.clock.number = number
        worker.feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])
        done = {line[1] for line in said if line[0] == "done"}
        for _, number, operation in (line for line in said if line[0] == "try"):
            if number not in done:
                with Feeds.open(directory, readonly=True) as reader:
                    if seen(reader) == seen(worker.feeds):
                        continue
                unacknowledged += 1
            worker.do(operation, number)
        acknowledged += len(done)
        with Feeds.open(directory, readonly=True) as reader:
            assert reader.damage is None
            assert seen(reader) == seen(worker.feeds), f"trial {trial}"
        worker.feeds._kept.close()
    assert is_sound(directory)
    counted(
        f"feeds: kill -9: {count} trials, {acknowledged} acknowledged operations, lost 0 "
        f"({unacknowledged} times the one under way was kept)"
    )


# A full disk


@pytest.mark.usefixtures("letting_go")
def test_files_that_may_not_grow_cost_nothing_that_was_acknowledged(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    worker, twin, chance, number, refused = Worker(tmp_path / "a"), Worker(tmp_path / "b"), random.Random(3), 0, 0
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    operations = worker.operations(chance)
    next(operations)
    twin.feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])
    count = trials(25, 300)
    for _ in range(count):
        for room in (chance.choice([0, chance.randrange(300), chance.randrange(9000)]),) * 3 + (soft,):
            number += 1
            operation = next(operations)
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
            try:
                worker.do(operation, number)
            except LibraryError as error:
                assert "no room left" in str(error), error
                assert room != soft
                refused += 1
                continue
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            twin.do(operation, number)
            assert seen(worker.feeds) == seen(twin.feeds)
        with Feeds.open(tmp_path / "a", readonly=True) as reader:
            assert reader.damage is None
            assert seen(reader) == seen(twin.feeds)
    assert refused > count
    counted(f"feeds: files that may not grow: {count} trials, {refused} refused of {number}, state exact, lost 0")


@pytest.mark.parametrize("seen_before", [False, True])
def test_what_was_refused_is_not_seen_where_it_was_tried_either(tmp_path: Path, seen_before: bool) -> None:
    with Feeds.open(tmp_path) as feeds:
        feeds.subscribe(POST)
        feeds.refreshed(POST, look(1, 2))
    expected = everything(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    acts: list[Callable[[Feeds], object]] = [
        lambda feeds: feeds.refreshed_together([(POST, look(3, 4, moved_to=WIRE)), (POST, look(5))]),
        lambda feeds: feeds.subscribe(GAZETTE),
        lambda feeds: feeds.unsubscribe(POST),
        lambda feeds: feeds.mark_all_read(),
        lambda feeds: feeds.claim([item.id for item in feeds.inbox()]),
    ]
    for act in acts:
        feeds = Feeds.open(tmp_path)
        if seen_before:
            assert inside(feeds) == expected
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        try:
            with pytest.raises(LibraryError, match="no room left"):
                act(feeds)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert inside(feeds) == expected
        assert feeds.undo() is None
        feeds.close()


# At once


def test_processes_that_refresh_the_same_feeds_double_and_lose_nothing(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    count = trials(20, 150)
    with Feeds.open(tmp_path) as feeds:
        feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])

    def refresh(who: int) -> None:
        new = 0
        with Feeds.open(tmp_path) as feeds:
            for n in range(count):
                for arrived in feeds.refreshed_together(
                    [(POST, look(n, n + 1, n + 2)), (GAZETTE, look(1000 * who + n))]
                ):
                    assert arrived is not None
                    new += len(arrived.new)
        (tmp_path / f"new-{who}").write_text(f"{new}")

    assert ended(*[in_a_process(lambda who=who: refresh(who)) for who in range(4)]) == [0] * 4
    with Feeds.open(tmp_path) as feeds:
        items = feeds.inbox()
        titles = [(item.feed, item.title) for item in items]
        assert len(items) == count + 2 + 4 * count
        assert len(set(titles)) == len({item.id for item in items}) == len(items)
        assert sum(int((tmp_path / f"new-{who}").read_text()) for who in range(4)) == len(items)
    assert is_sound(tmp_path)
    counted(f"feeds: 4 processes x {count} refreshes of the same two: each of {len(items)} items once, lost 0")


def test_one_who_reads_beside_who_refreshes_and_who_marks_never_errs_and_sees_what_was_acknowledged(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    count = trials(40, 400)
    ours, its = os.pipe()
    with Feeds.open(tmp_path) as feeds:
        feeds.subscribe_all([Wanted(POST), Wanted(GAZETTE)])

    def refresh() -> None:
        with Feeds.open(tmp_path) as feeds:
            for n in range(count):
                feeds.refreshed(POST, Refresh((fresh(n, published=None),)))
                os.write(its, b"%06d\n" % n)

    def mark() -> None:
        with Feeds.open(tmp_path) as feeds:
            for _ in range(count):
                feeds.mark([item.id for item in feeds.inbox(1)], State.READ)
                feeds.undo()

    writers = [in_a_process(refresh), in_a_process(mark)]
    os.close(its)
    reads, latest = 0, -1
    with os.fdopen(ours, "rb") as acknowledged, Feeds.open(tmp_path, readonly=True) as reader:
        while latest < count - 1:
            latest = int(acknowledged.readline() or b"%d" % (count - 1))
            reader.poll()
            there = reader.inbox(states=[State.UNREAD, State.READ])
            assert len(there) == len({item.id for item in there})
            assert len(there) >= latest + 1
            assert reader.damage is None
            reads += 1
    assert ended(*writers) == [0, 0]
    assert {state: len(items) for state, items in everything(tmp_path)["items"].items()}[State.UNREAD] == count
    counted(f"feeds: {reads} reads beside {count} refreshes and {2 * count} marks: errors 0")


def test_threads_of_one_object_lose_nothing(tmp_path: Path) -> None:
    each = trials(10, 60)
    errors: list[BaseException] = []
    with Feeds.open(tmp_path) as feeds:
        feeds.subscribe_all([Wanted(f"https://{who}.example/", auto=True) for who in range(4)])

        def guarded(act: Callable[[], None]) -> threading.Thread:
            def run() -> None:
                try:
                    act()
                except BaseException as error:  # noqa: BLE001
                    errors.append(error)

            thread = threading.Thread(target=run)
            thread.start()
            return thread

        def refresh(who: int) -> None:
            for number in range(each):
                feeds.refreshed(f"https://{who}.example/", look(number))
                for item in feeds.claim(limit=1):
                    feeds.briefed(item.id, f"{who}-{number}", by_user=False)
                feeds.inbox(5)
                feeds.poll()

        for thread in [guarded(lambda who=who: refresh(who)) for who in range(4)]:  # type: ignore[misc]
            thread.join()
        assert errors == []
        briefed = feeds.inbox(states=[State.BRIEFED])
        assert len(briefed) == len({item.briefing for item in briefed}) == 4 * each
        assert feeds.inbox() == []
