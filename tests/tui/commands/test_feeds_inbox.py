"""`readout inbox`: what waits, of which feeds, and what is done with it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Call
from feed_server import FeedServer, item, page, rss

from stores import Library
from stores.feeds import Feeds, FreshItem, Refresh, State, Wanted


@pytest.fixture
def server() -> Iterator[FeedServer]:
    running = FeedServer()
    running.answers |= {"/1": page(1), "/2": page(2)}
    yield running
    running.stop()


@pytest.fixture
def items(library: Path) -> list[str]:
    """The ids of four items, the newest first: two of a feed with the tag harbour, one of another, one of a hidden."""
    with Feeds.open(library) as feeds:
        post, gazette, hidden = [
            one.subscription.id
            for one in feeds.subscribe_all(
                [
                    Wanted("https://post.example/", "The Post", tags=("harbour",)),
                    Wanted("https://gazette.example/", "The Gazette"),
                    Wanted("https://hidden.example/", hidden=True),
                ]
            )
        ]
        for feed, days in ((post, (9, 7)), (gazette, (8,)), (hidden, (6,))):
            fresh = [FreshItem(f"{day}", f"Pier {day} kept", None, f"2026-03-0{day}T10:00:00Z") for day in days]
            feeds.refreshed(feed, Refresh(tuple(fresh)))
        return [one.id for one in feeds.inbox(hidden=True)]


def shown(command: Call, *options: str) -> list[str]:
    return [line.partition("  ")[2] for line in command("inbox", *options).out.splitlines()]


def test_what_waits_is_listed_newest_first(command: Call, items: list[str]) -> None:
    assert command("inbox").out.splitlines()[0] == f"{items[0]}  Pier 9 kept — The Post · 2026-03-09"
    assert shown(command) == [
        "Pier 9 kept — The Post · 2026-03-09",
        "Pier 8 kept — The Gazette · 2026-03-08",
        "Pier 7 kept — The Post · 2026-03-07",
    ]
    assert shown(command, "list", "--limit", "1") == ["Pier 9 kept — The Post · 2026-03-09"]


def test_of_one_feed_or_tag_or_with_words(command: Call, items: list[str]) -> None:
    assert len(shown(command, "--tag", "HARBOUR")) == 2
    assert shown(command, "--feed", "gazette.example/") == ["Pier 8 kept — The Gazette · 2026-03-08"]
    assert shown(command, "--feed", "https://hidden.example/") == ["Pier 6 kept — https://hidden.example/ · 2026-03-06"]
    assert shown(command, "--query", "post 7") == ["Pier 7 kept — The Post · 2026-03-07"]
    assert command("inbox", "--feed", "nobody").status == 1


def test_as_json_an_item_says_all_that_is_known_of_it(command: Call, items: list[str]) -> None:
    first = json.loads(command("inbox", "--format", "json").out)[0]
    assert first["id"] == items[0]
    assert (first["outlet"], first["title"], first["state"]) == ("The Post", "Pier 9 kept", "unread")
    assert (first["published"], first["briefing"], first["authors"]) == ("2026-03-09T10:00:00Z", None, [])


def test_items_are_read_dismissed_and_wait_again(command: Call, items: list[str]) -> None:
    assert command("inbox", "read", items[0][:8]).out == "one item read now\n"
    assert command("inbox", "dismiss", items[1], items[2]).out == "2 items dismissed now\n"
    done = command("inbox")
    assert (done.status, done.out, done.err) == (0, "", "readout: Nothing waits in the inbox.\n")
    assert shown(command, "--all") == [
        "Pier 9 kept — The Post · 2026-03-09 · read",
        "Pier 8 kept — The Gazette · 2026-03-08 · dismissed",
        "Pier 7 kept — The Post · 2026-03-07 · dismissed",
    ]
    assert json.loads(command("inbox", "unread", items[1], "--format", "json").out) == {"changed": 1}
    assert shown(command) == ["Pier 8 kept — The Gazette · 2026-03-08"]


def test_all_are_read_or_all_of_a_feed_or_tag(command: Call, items: list[str]) -> None:
    assert command("inbox", "read", "--all", "--tag", "harbour").out == "2 items read now\n"
    assert command("inbox", "read", "--all", "--feed", "gazette.example/").out == "one item read now\n"
    assert command("inbox", "read", "--all").out == "0 items read now\n"


@pytest.mark.parametrize("call", [["read"], ["read", "3f", "--all"], ["read", "3f", "--tag", "x"], ["dismiss"]])
def test_which_items_must_be_said(command: Call, items: list[str], call: list[str]) -> None:
    assert command("inbox", *call).status == 2


def test_an_item_that_there_is_not_is_said(command: Call, items: list[str]) -> None:
    done = command("inbox", "read", "zzz")
    assert (done.status, done.err.startswith("readout: There is no item zzz in the inbox")) == (1, True)


def test_items_are_briefed_and_kept(command: Call, server: FeedServer, library: Path) -> None:
    server.answers["/feed"] = rss(item(9, server.url("/9")), item(2, server.url("/2")), item(1, server.url("/1")))
    command("feeds", "add", server.url("/feed"))
    ids = [line.split()[0] for line in command("inbox").out.splitlines()]
    done = command("inbox", "brief", ids[1])
    with Library.open(library, readonly=True) as opened:
        (entry,) = opened.entries()
    assert (done.status, done.out, done.err) == (0, f"{entry.id}  The council keeps pier 2\n", "")
    with Feeds.open(library, readonly=True) as feeds:
        assert (feeds.get(ids[1]).state, feeds.get(ids[1]).briefing) == (State.BRIEFED, entry.id)
    told = command("inbox", "brief", ids[0], ids[1], ids[2], "--format", "json")
    assert told.status == 1
    assert [one["headline"] for one in json.loads(told.out)] == ["The council keeps pier 1"]
    assert "/9 answered 404 Not Found" in told.err
    assert f"It was briefed already, as {entry.id}." in told.err
    assert shown(command) == ["The council keeps pier 9 — The Harbour Post · " + told_day(library, ids[0])]


def told_day(library: Path, id: str) -> str:
    with Feeds.open(library, readonly=True) as feeds:
        return feeds.get(id).seen.partition("T")[0] + " · not briefed"
