"""Processes and threads that write and read one library at once lose nothing and never see less than there is."""

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from briefings import numbered
from cutting_off import ended, in_a_process
from trials import trials

from stores import Library, searching
from stores.catalogue import Catalogue
from stores.errors import ChangedSinceError
from stores.journal import compaction
from stores.journal.rows import Json


def test_eight_processes_that_add_are_all_served(tmp_path: Path, counted: Callable[[str], None]) -> None:
    each = trials(12, 100)
    times = tmp_path / "times"
    times.mkdir()

    def add(who: int) -> None:
        waits = []
        with Library.open(tmp_path / "library") as library:
            for number in range(who * 1000, who * 1000 + each):
                started = time.monotonic()
                library.add(numbered(number))
                waits.append(time.monotonic() - started)
        (times / f"{who}").write_text(" ".join(map(str, waits)))

    assert ended(*[in_a_process(lambda who=who: add(who)) for who in range(8)]) == [0] * 8
    waits = sorted(float(wait) for file in times.iterdir() for wait in file.read_text().split())
    with Library.open(tmp_path / "library") as library:
        assert {entry.id for entry in library.entries()} == {
            numbered(who * 1000 + n).id for who in range(8) for n in range(each)
        }
        assert [library.get(entry.id).id for entry in library.entries()] == [entry.id for entry in library.entries()]
        assert len(library.history()) == 8 * each
        assert [finding for finding in library.verify() if finding.damage] == []
    counted(
        f"8 processes x {each} briefings: {len(waits)} of {8 * each} present, an add took "
        f"{waits[len(waits) // 2] * 1000:.1f} ms (median), {waits[-1] * 1000:.0f} ms at most"
    )


@pytest.fixture
def folding_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Journals are folded into their catalogue every few changes."""
    monkeypatch.setattr(compaction, "is_due", lambda journal, catalogue: journal > 2000)


@pytest.mark.usefixtures("folding_often")
def test_a_reader_never_errs_and_never_sees_less_than_was_acknowledged_before(
    tmp_path: Path, counted: Callable[[str], None]
) -> None:
    count = trials(60, 1000)
    ours, its = os.pipe()

    def write() -> None:
        with Library.open(tmp_path) as library:
            ids = [library.add(numbered(n)) for n in range(3)]
            for n in range(count):
                library.note(ids[n % 3], f"note {n:06}")
                os.write(its, b"%06d\n" % n)

    writer = in_a_process(write)
    os.close(its)
    reads = reopened = 0
    kept_open: Library | None = None
    with os.fdopen(ours, "rb") as acknowledged:
        latest = int(acknowledged.readline())
        os.set_blocking(ours, False)
        while latest < count - 1:
            while line := acknowledged.readline():
                latest = int(line)
            known = latest
            if reads % 7 == 0 or kept_open is None:
                if kept_open is not None:
                    kept_open.close()
                kept_open = Library.open(tmp_path, readonly=True)
                reopened += 1
            kept_open.poll()
            notes = [kept_open.note_of(entry.id) for entry in kept_open.entries()]
            assert max(int(note[5:] or 0) for note in notes) >= known
            assert len(notes) == 3
            assert len({change.number for change in kept_open.history()}) >= known + 1 + 3
            assert kept_open.damage is None
            reads += 1
    assert kept_open is not None
    kept_open.close()
    assert ended(writer) == [0]
    generations = (tmp_path / "history.log").read_bytes().count(b"\n")
    counted(f"readers: {reads} reads ({reopened} anew) beside {count} changes, {generations} of them folded: errors 0")


@pytest.mark.usefixtures("folding_often")
def test_two_who_write_and_one_who_polls_agree_at_any_time(tmp_path: Path, counted: Callable[[str], None]) -> None:
    count = trials(60, 600)
    with Library.open(tmp_path) as library:
        shared = library.add(numbered(0))

    def write(who: str) -> None:
        with Library.open(tmp_path, by=who) as library:
            own = library.add(numbered(1 if who == "a" else 2))
            for n in range(count):
                library.tag(shared, f"{who}{n}", remove=[f"{who}{n - 1}"])
                library.set_follow_up(own, "f1", state=("open", "done")[n % 2])
                if n % 10 == 9:
                    library.note(shared, f"by {who}")
                    with suppress(ChangedSinceError):  # where the other has written a note since
                        library.undo()

    writers = [in_a_process(lambda who=who: write(who)) for who in "ab"]
    polls = seen = 0
    with Library.open(tmp_path, readonly=True) as reader:
        counts = {"a": -1, "b": -1}
        until = time.monotonic() + 300
        while min(counts.values()) < count - 1:
            assert time.monotonic() < until, f"no more than {counts} is seen"
            changes = reader.poll()
            polls += 1
            if not changes:
                time.sleep(0.001)
                continue
            seen += 1
            (entry,) = [entry for entry in reader.entries() if entry.id == shared]
            tags = {tag[0]: int(tag[1:]) for tag in entry.tags}
            assert len(tags) == len(entry.tags)
            assert all(tags.get(who, -1) >= known for who, known in counts.items())
            counts |= tags
    assert ended(*writers) == [0, 0]
    with Library.open(tmp_path) as library:
        assert library.entries("") == library.entries()
        assert {entry.tags for entry in library.entries() if entry.id == shared} == {(f"a{count - 1}", f"b{count - 1}")}
        assert library.count() == 3
        numbers = [change.number for change in library.history()]
        assert sorted(numbers) == list(range(1, max(numbers) + 1))
    counted(f"two who write and one who polls: {max(numbers)} changes, {polls} polls, {seen} with changes: lost 0")


@pytest.mark.usefixtures("folding_often")
def test_threads_of_one_process_lose_nothing(tmp_path: Path, counted: Callable[[str], None]) -> None:
    each = trials(10, 50)
    errors: list[BaseException] = []
    done = threading.Event()

    def guarded(act: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001
                errors.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    with Library.open(tmp_path) as library:

        def write(who: int) -> None:
            for number in range(who * 1000, who * 1000 + each):
                library.set_follow_up(library.add(numbered(number)), "f1", state="open")

        def read() -> None:
            least = 0
            while not done.is_set():
                entries = library.entries()
                assert len(entries) >= least
                least = len(entries)
                for entry in entries[:3]:
                    assert library.get(entry.id).id == entry.id
                library.poll()

        reader = guarded(read)
        writers = [guarded(lambda who=who: write(who)) for who in range(4)]  # type: ignore[misc]
        for writer in writers:
            writer.join()
        done.set()
        reader.join()
        assert errors == []
        assert [entry.open for entry in library.entries()] == [1] * 4 * each
    counted(f"threads: 4 x {each} briefings added and worked on beside a reader: all there, errors 0")


def test_a_briefing_that_another_removes_at_once_was_added_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library.open(tmp_path) as library, Library.open(tmp_path) as other:
        keep_line = searching.keep_line

        def too_late(catalogue: Catalogue, id: str, plain: Json) -> None:
            other.remove(id)
            keep_line(catalogue, id, plain)

        monkeypatch.setattr(searching, "keep_line", too_late)
        assert library.add(numbered(0)) == numbered(0).id
        assert library.entries() == []
        assert library.search("harbour") == []


def test_one_who_is_killed_while_others_wait_for_the_lock_keeps_nobody_waiting(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        id = library.add(numbered(0))
    ours, its = os.pipe()

    def stuck() -> None:
        with Library.open(tmp_path) as library, library._catalogue.storage.transaction():
            os.write(its, b"held")
            signal.pause()

    def wait() -> None:
        with Library.open(tmp_path) as library:
            library.tag(id, f"{os.getpid()}")

    holder = in_a_process(stuck)
    assert os.read(ours, 4) == b"held"
    waiting = [in_a_process(wait) for _ in range(4)]
    os.kill(holder, signal.SIGKILL)
    assert ended(holder, *waiting) == [-signal.SIGKILL, 0, 0, 0, 0]
    with Library.open(tmp_path) as library:
        assert len(library.entries()[0].tags) == 4
