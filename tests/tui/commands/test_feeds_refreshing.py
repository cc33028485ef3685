"""`readout feeds refresh`: what is told, the bar, Ctrl-C, and kill -9, which costs no item and briefs none twice."""

import json
import random
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from command_line import COMMAND, Call
from feed_server import Answer, FeedServer, item, page, redirect, rss, until

from stores import Library
from stores.feeds import Feeds, State, Wanted


@pytest.fixture
def server() -> Iterator[FeedServer]:
    running = FeedServer()
    running.answers |= {f"/{number}": page(number) for number in range(40)}
    running.answers["/feed"] = rss(item(2, running.url("/2")), item(1, running.url("/1")))
    yield running
    running.stop()


def subscribed(library: Path, *addresses: str, auto: bool = False) -> list[str]:
    """The ids of new subscriptions."""
    with Feeds.open(library) as feeds:
        return [one.subscription.id for one in feeds.subscribe_all(Wanted(address, auto=auto) for address in addresses)]


def test_feeds_with_new_items_are_results_and_all_else_is_told(
    command: Call, server: FeedServer, library: Path
) -> None:
    server.answers |= {"/moved": redirect("/there", 301), "/there": rss(item(3)), "/gone": Answer("", 410)}
    server.answers["/none"] = rss(title="Nothing")
    subscribed(library, *(server.url(path) for path in ("/feed", "/moved", "/gone", "/nothing", "/none")))
    done = command("feeds", "refresh")
    assert done.status == 1
    assert sorted(done.out.splitlines()) == ["new  The Harbour Post  2 items", "new  The Harbour Post  one item"]
    told = done.err.splitlines()
    assert told[-1] == ("readout: Of 5 feeds 2 have new items (3), 1 has none, 1 could not be read, 1 has ended.")
    assert (
        f"readout: {server.url('/moved')} has moved to {server.url('/there')}, where it is asked from now on." in told
    )
    assert any("/gone answered 410 Gone: its publisher has ended this feed" in line for line in told)
    assert any("/nothing answered 404 Not Found" in line for line in told)


def test_as_json_all_feeds_are_told_with_what_became_of_them(command: Call, server: FeedServer, library: Path) -> None:
    server.answers |= {"/moved": redirect("/there", 301), "/there": rss(item(3)), "/gone": Answer("", 410)}
    ids = subscribed(library, *(server.url(path) for path in ("/feed", "/moved", "/gone", "/nothing")))
    done = command("feeds", "refresh", "--format", "json")
    feed, moved, gone, nothing = json.loads(done.out)["feeds"]
    assert feed == {
        "id": ids[0],
        "title": "The Harbour Post",
        "address": server.url("/feed"),
        "asked": True,
        "new": 2,
        "moved_to": None,
        "ended": False,
        "fault": None,
    }
    assert moved["moved_to"] == server.url("/there")
    assert gone["ended"] is True
    assert "404" in nothing["fault"]


def test_feeds_are_left_alone_for_a_while_unless_they_are_named(
    command: Call, server: FeedServer, library: Path
) -> None:
    (id,) = subscribed(library, server.url("/feed"))
    command("feeds", "refresh")
    done = command("feeds", "refresh")
    assert (done.status, done.err) == (0, "readout: Of one feed 1 is left alone for now.\n")
    assert len(server.asked) == 1
    assert command("feeds", "refresh", id[:6]).err == "readout: Of one feed 1 has none.\n"
    assert command("feeds", "refresh", "--force").status == 0
    assert len(server.asked) == 3


def test_what_other_readers_run_is_passed_over(command: Call, library: Path) -> None:
    (id,) = subscribed(library, "exec:touch here")
    assert command("feeds", "refresh").err.startswith("readout: There are no feeds to refresh")
    done = command("feeds", "refresh", id)
    assert "kept for the reader that it came from, and never run or opened" in done.err
    assert not (library.parent / "here").exists()


def test_items_of_feeds_with_auto_are_briefed_after_the_refresh(
    command: Call, server: FeedServer, library: Path
) -> None:
    server.answers["/feed"] = rss(item(1, server.url("/1")), item(99, server.url("/99")))
    subscribed(library, server.url("/feed"), auto=True)
    done = command("feeds", "refresh")
    assert done.status == 1
    new, briefed = done.out.splitlines()
    assert new == "new  The Harbour Post  2 items"
    assert briefed.startswith("briefed  ")
    assert briefed.endswith("  The council keeps pier 1")
    assert "readout: The council keeps pier 99: " in done.err
    assert done.err.endswith("readout: One item briefed, 1 could not be.\n")
    with Library.open(library, readonly=True) as opened:
        assert [entry.headline for entry in opened.entries()] == ["The council keeps pier 1"]


def test_on_a_terminal_there_is_a_bar(on_a_terminal: Call, server: FeedServer, library: Path) -> None:
    server.answers |= {f"/feed/{number}": rss(item(number)) for number in range(8)}
    subscribed(library, *(server.url(f"/feed/{number}") for number in range(8)))
    shown = on_a_terminal("feeds", "refresh").out
    assert "8/8" in shown
    assert "Of 8 feeds 8 have new items (8)." in shown


# Cut off


def begun(library: Path) -> subprocess.Popen[bytes]:
    """The command at work."""
    call = [COMMAND, "feeds", "refresh", "--force", "--library", str(library)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(server: FeedServer, library: Path) -> None:
    never = threading.Event()
    server.answers["/hangs"] = Answer(until=lambda: never.wait(30))
    subscribed(library, server.url("/feed"), server.url("/hangs"))
    process = begun(library)
    assert process.stdout is not None
    assert process.stdout.readline() == b"new  The Harbour Post  2 items\n"
    until(lambda: "/hangs" in server.paths())
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    never.set()
    assert process.returncode == 130
    assert said.decode() == ("readout: 1 of 2 feeds done and kept: the same call goes on.\nreadout: Stopped.\n")
    with Feeds.open(library, readonly=True) as feeds:
        assert len(feeds.inbox()) == 2


def killed(process: subprocess.Popen[bytes], after: float) -> None:
    """Kill the command some seconds from now, while it is at work."""
    time.sleep(after)
    assert process.poll() is None
    process.kill()
    process.communicate()


def test_killed_while_it_refreshes_it_loses_no_item_and_gives_none_twice(
    readout: Call, server: FeedServer, library: Path
) -> None:
    numbers = range(24)
    for number in numbers:
        listed = [item(100 * number + at) for at in range(5)]
        server.answers[f"/feed/{number}"] = Answer(rss(*listed).body, until=lambda: time.sleep(0.02))
    subscribed(library, *(server.url(f"/feed/{number}") for number in numbers))
    chance, seen = random.Random(7), 0
    for _ in range(5):
        server.asked.clear()
        process, some = begun(library), chance.randrange(20)
        until(lambda some=some: len(server.asked) > some)  # type: ignore[misc]
        killed(process, chance.uniform(0, 0.02))
        with Feeds.open(library, readonly=True) as feeds:
            assert feeds.damage is None
            items = feeds.inbox()
            assert len({one.title for one in items}) == len(items) >= seen  # what was there is there, and once
            seen = len(items)
            whole = {one.id for one in feeds.subscriptions() if one.checked is not None}
            assert all(sum(one.feed == id for one in items) == 5 for id in whole)
            assert {one.feed for one in items} == whole
    assert 0 < seen < 120
    assert readout("feeds", "refresh", "--force").status == 0
    with Feeds.open(library, readonly=True) as feeds:
        assert sorted(one.title for one in feeds.inbox()) == sorted(
            f"The council keeps pier {100 * number + at}" for number in numbers for at in range(5)
        )
    assert readout("doctor").status == 0


def test_killed_while_it_briefs_it_loses_no_item_and_briefs_none_twice(
    readout: Call, server: FeedServer, library: Path
) -> None:
    count = 8
    server.answers["/feed"] = rss(*(item(number, server.url(f"/{number}")) for number in range(count)))
    subscribed(library, server.url("/feed"), auto=True)
    chance = random.Random(8)
    for _ in range(3):
        process = begun(library)
        assert process.stdout is not None
        while not process.stdout.readline().startswith(b"briefed"):
            assert process.poll() is None
        killed(process, chance.uniform(0, 0.1))
        with Library.open(library, readonly=True) as opened, Feeds.open(library, readonly=True) as feeds:
            kept = [entry.headline for entry in opened.entries()]
            assert len(set(kept)) == len(kept)
            noted = feeds.inbox(states=[State.BRIEFED])
            assert {one.briefing for one in noted} <= {entry.id for entry in opened.entries()}
            assert len(kept) - len(noted) in (0, 1)  # one may have been kept, and not yet noted
        _let_lapse(library)
    assert 3 <= len(kept) < count
    assert readout("feeds", "refresh", "--force").status == 0
    with Library.open(library, readonly=True) as opened, Feeds.open(library, readonly=True) as feeds:
        entries = opened.entries()
        assert sorted(entry.headline for entry in entries) == sorted(
            f"The council keeps pier {number}" for number in range(count)
        )
        assert all(opened.version(entry.id) == 1 for entry in entries)
        assert len(feeds.inbox(states=[State.BRIEFED])) == count
    assert readout("doctor").status == 0


def _let_lapse(library: Path) -> None:
    """Let the claims of the killed lapse, as they do by themselves after ten minutes."""
    later = datetime.now(UTC) + timedelta(minutes=11)
    with Feeds.open(library, clock=lambda: later) as feeds:
        feeds.release([one.id for one in feeds.claim(limit=1)])
