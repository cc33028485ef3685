"""`readout feeds watch`: one line for each event, round after round, and a clean end at every way to stop it."""

import argparse
import asyncio
import json
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import COMMAND, Call
from feed_server import Answer, FeedServer, item, page, rss, until

from stores import Library
from stores.feeds import Feeds, State, Wanted
from tui.commands import feeds, feeds_watching
from tui.commands.feeds_watching import Watch


@pytest.fixture
def server() -> Iterator[FeedServer]:
    running = FeedServer()
    running.answers |= {f"/{number}": page(number) for number in range(1, 9)}
    running.answers["/feed"] = rss(item(2, running.url("/2")), item(1, running.url("/1")))
    yield running
    running.stop()


def subscribed(library: Path, *addresses: str, auto: bool = False) -> list[str]:
    """The ids of new subscriptions."""
    with Feeds.open(library) as opened:
        return [
            one.subscription.id for one in opened.subscribe_all(Wanted(address, auto=auto) for address in addresses)
        ]


class Watching:
    """The command at work, and what it has said so far."""

    def __init__(self, library: Path, *options: str) -> None:
        call = [COMMAND, "feeds", "watch", "--library", str(library), *options]
        self.process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines: list[str] = []
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)

    def until(self, words: str) -> None:
        until(lambda: any(words in line for line in self.lines) or self.process.poll() is not None, 30)
        assert any(words in line for line in self.lines), self.lines

    def stop(self, by: signal.Signals) -> tuple[int, str, float]:
        """Send a signal, and return the exit status, what was said on standard error, and how long it took."""
        begin = time.monotonic()
        self.process.send_signal(by)
        status = self.process.wait(20)
        took = time.monotonic() - begin
        self._reading.join()
        assert self.process.stderr is not None
        said = self.process.stderr.read()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return status, said, took


def test_it_refreshes_and_briefs_at_once_with_a_line_for_each_event(server: FeedServer, library: Path) -> None:
    subscribed(library, server.url("/feed"), auto=True)
    subscribed(library, server.url("/nothing"))
    watch = Watching(library)
    watch.until("  round  ")
    status, said, took = watch.stop(signal.SIGTERM)
    assert (status, said) == (143, "readout: Stopped.\n")
    assert took < 10  # less than the server takes; two seconds, on a machine that is not full
    events = [line[18:].rstrip("\n") for line in watch.lines]  # after the moment, "2026-11-24 12:40  "
    assert events[-1].startswith("round  2 feeds asked  2 new  next 20")
    assert "new  The Harbour Post  2 items" in events
    assert any(event.startswith("failed  http://127.0.0.1") and "404" in event for event in events)
    assert sorted(event[19:] for event in events if event.startswith("briefed")) == [
        "The council keeps pier 1",
        "The council keeps pier 2",
    ]
    with Library.open(library, readonly=True) as opened:
        assert opened.count() == 2


def test_as_lines_of_json_each_event_says_when_what_and_to_what(server: FeedServer, library: Path) -> None:
    (id,) = subscribed(library, server.url("/feed"), auto=True)
    watch = Watching(library, "--format", "jsonl")
    watch.until('"round"')
    assert watch.stop(signal.SIGINT)[:2] == (130, "readout: Stopped.\n")
    new, *briefed, last = [json.loads(line) for line in watch.lines]
    assert {one["event"] for one in briefed} == {"briefed"}
    with Feeds.open(library, readonly=True) as opened:
        items = {one.id: one for one in opened.inbox(states=[State.BRIEFED])}
    assert new == {"at": new["at"], "event": "new", "feed": id, "title": "The Harbour Post", "items": new["items"]}
    assert set(new["items"]) == set(items) == {one["item"] for one in briefed}
    assert all(items[one["item"]].briefing == one["briefing"] for one in briefed)
    assert {one["link"] for one in briefed} == {server.url("/1"), server.url("/2")}
    assert (last["asked"], last["new"]) == (1, 2)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_while_a_server_keeps_it_waiting(server: FeedServer, library: Path, by: signal.Signals) -> None:
    never = threading.Event()
    server.answers["/hangs"] = Answer(until=lambda: never.wait(30))
    subscribed(library, server.url("/feed"), server.url("/hangs"))
    watch = Watching(library)
    watch.until("new  The Harbour Post  2 items")
    status, said, took = watch.stop(by)
    never.set()
    assert (status, said) == (128 + by, "readout: Stopped.\n")
    assert took < 10  # less than the server takes; two seconds, on a machine that is not full
    with Feeds.open(library, readonly=True) as opened:
        assert len(opened.inbox()) == 2


def test_stopped_while_it_briefs_it_lets_go_of_what_it_has_not_briefed(server: FeedServer, library: Path) -> None:
    never = threading.Event()
    server.answers["/1"] = Answer(until=lambda: never.wait(30))
    subscribed(library, server.url("/feed"), auto=True)
    watch = Watching(library)
    watch.until("briefed  ")
    assert watch.stop(signal.SIGTERM)[2] < 10
    never.set()
    with Feeds.open(library) as opened:
        assert [one.title for one in opened.claim()] == ["The council keeps pier 1"]


def test_it_ends_without_a_word_as_soon_as_nobody_reads(server: FeedServer, library: Path) -> None:
    subscribed(library, server.url("/feed"))
    call = [COMMAND, "feeds", "watch", "--library", str(library)]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    while b"round" not in process.stdout.readline():
        pass
    process.stdout.close()
    assert process.wait(20) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


def test_between_two_rounds_it_sleeps_without_waking(server: FeedServer, library: Path) -> None:
    subscribed(library, server.url("/feed"))
    watch = Watching(library)
    watch.until("  round  ")
    time.sleep(0.5)
    before = _switches(watch.process.pid)
    time.sleep(2)
    after = _switches(watch.process.pid)
    watch.stop(signal.SIGTERM)
    assert after == before


def _switches(pid: int) -> list[str]:
    try:
        tasks = sorted(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        pytest.skip("needs /proc")
    status = [line for task in tasks for line in (task / "status").read_text().splitlines()]
    return [line for line in status if line.startswith("voluntary_ctxt_switches")]


async def test_round_follows_round_and_a_fault_is_told_once(
    server: FeedServer, library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.refreshing.pace.AT_MOST_EVERY", 0 * feeds_watching.datetime.resolution)
    subscribed(library, server.url("/feed"), server.url("/nothing"))
    options = argparse.Namespace(library=str(library), format="text", every=0.2, offline=False)
    with Feeds.open(library) as opened:
        watching = asyncio.create_task(Watch(options, opened).until_stopped())
        await asyncio.to_thread(until, lambda: server.paths().count("/feed") == 2)
        server.answers["/feed"] = rss(item(3), item(2), item(1))
        seen = len(server.asked)
        await asyncio.to_thread(until, lambda: len(server.asked) >= seen + 4)
        signal.raise_signal(signal.SIGTERM)
        assert await watching == 143
    lines = capsys.readouterr().out.splitlines()
    assert sum("  failed  " in line for line in lines) == 1
    assert [line.partition("  new  ")[2] for line in lines if "  new  " in line] == [
        "The Harbour Post  2 items",
        "The Harbour Post  one item",
    ]
    assert sum("  round  " in line for line in lines) >= 3


@pytest.mark.parametrize(
    ("said", "seconds"), [("15m", 900), ("2h", 7200), ("1h30m", 5400), ("300s", 300), (" 10 m ", 600)]
)
def test_how_often_is_said_in_hours_and_minutes(said: str, seconds: float) -> None:
    assert feeds._duration(said) == seconds


@pytest.mark.parametrize("said", ["", "4m", "15", "m", "1d", "-5m", "99999999999h"])
def test_what_is_no_time_or_too_often_is_a_wrong_call(command: Call, said: str) -> None:
    done = command("feeds", "watch", f"--every={said}")
    assert (done.status, done.out) == (2, "")
    assert "Argument --every" in done.err
