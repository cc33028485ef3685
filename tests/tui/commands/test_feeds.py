"""`readout feeds`: subscribing, what pages offer, what is told of each feed, changing and ending subscriptions."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Call
from feed_server import Answer, FeedServer, item, offering, redirect, rss

from stores.feeds import Feeds, Refresh, Wanted


@pytest.fixture
def server() -> Iterator[FeedServer]:
    running = FeedServer()
    running.answers["/feed"] = rss(item(2), item(1))
    yield running
    running.stop()


@pytest.fixture
def two(library: Path) -> list[str]:
    """The ids of two feeds, the one with a fault, the other ended."""
    with Feeds.open(library) as feeds:
        ids = [
            one.subscription.id
            for one in feeds.subscribe_all(
                [
                    Wanted("https://one.example/feed", "One", tags=("harbour",), auto=True),
                    Wanted("https://ada:secret@two.example/feed"),
                ]
            )
        ]
        feeds.refreshed(ids[0], Refresh(fault="one.example is asleep: wake it."))
        feeds.refreshed(ids[1], Refresh(fault="It is over.", gone=True))
        return ids


# Adding


def test_a_feed_is_looked_at_and_its_items_are_there(command: Call, server: FeedServer, library: Path) -> None:
    done = command("feeds", "add", server.url("/feed"), "--tag", "harbour", "--tag", "Post", "--auto")
    with Feeds.open(library, readonly=True) as feeds:
        (one,) = feeds.subscriptions()
        assert len(feeds.inbox()) == 2
    assert (done.status, done.out) == (0, f"{one.id}  The Harbour Post\n")
    assert done.err == "readout: Its 2 items are briefed at the next 'readout feeds refresh' or 'watch'.\n"
    assert (one.tags, one.auto, one.own_title) == (("harbour", "Post"), True, None)


def test_a_page_that_offers_one_feed_stands_for_it(command: Call, server: FeedServer, library: Path) -> None:
    server.answers["/"] = offering(("/feed", "Main"))
    done = command("feeds", "add", server.url("/"), "--title", "My post", "--format", "json")
    (told,) = json.loads(done.out)
    assert told == {
        "id": told["id"],
        "title": "My post",
        "address": server.url("/feed"),
        "added": True,
        "items": 2,
    }
    assert done.err == (
        f"readout: {server.url('/')} is a web page; it offers the feed {server.url('/feed')}, which is taken.\n"
    )


def test_of_a_page_that_offers_several_the_user_chooses(command: Call, server: FeedServer, library: Path) -> None:
    server.answers["/"] = offering(("/feed", "Main"), ("/local", "Local\x1b[31m news"))
    done = command("feeds", "add", server.url("/"))
    assert done.status == 1
    assert done.out == f"{server.url('/feed')}  Main\n{server.url('/local')}  Local␛[31m news\n"
    assert done.err == (
        f"readout: {server.url('/')} is a web page that offers 2 feeds: give 'readout feeds add' one of them.\n"
    )
    told = json.loads(command("feeds", "add", server.url("/"), "--format", "json").out)
    assert [one["address"] for one in told[0]["offers"]] == [server.url("/feed"), server.url("/local")]
    assert not library.exists()


def test_a_page_that_offers_none_says_so(command: Call, server: FeedServer) -> None:
    server.answers["/"] = offering()
    done = command("feeds", "add", server.url("/"))
    assert done.status == 1
    assert "is a web page, not a feed, and offers none" in done.err


def test_one_that_fails_does_not_stop_the_others(command: Call, server: FeedServer) -> None:
    done = command("feeds", "add", server.url("/nothing"), server.url("/feed"))
    assert done.status == 1
    assert done.out.endswith("The Harbour Post\n")
    assert "/nothing answered 404 Not Found: there is no such feed" in done.err


def test_a_feed_is_subscribed_to_once_by_whatever_address_it_has(command: Call, server: FeedServer) -> None:
    server.answers["/old"] = redirect("/feed", 301)
    first = command("feeds", "add", server.url("/old"))
    again = command("feeds", "add", server.url("/feed"), "--format", "json")
    assert first.out.split()[0] == json.loads(again.out)[0]["id"]
    assert (again.status, json.loads(again.out)[0]["added"]) == (0, False)
    assert "is subscribed to already" in again.err


def test_as_in_a_browser_the_scheme_need_not_be_said(command: Call) -> None:
    done = command("feeds", "add", "127.0.0.1:9/feed")
    assert done.err.startswith("readout: 127.0.0.1:9 refused the connection")
    assert command("feeds", "add", "feed://127.0.0.1:9/").err.startswith("readout: 127.0.0.1:9 refused")


def test_a_title_is_of_one_feed(command: Call) -> None:
    done = command("feeds", "add", "a.example", "b.example", "--title", "Both")
    assert done.status == 2
    assert "--title is of one feed" in done.err


def test_a_password_in_an_address_is_used_and_not_shown(command: Call, server: FeedServer) -> None:
    server.answers["/broken"] = Answer("x")
    host = f"127.0.0.1:{server.port}"
    done = command("feeds", "add", f"http://ada:secret@{host}/feed", f"http://ada:secret@{host}/broken")
    assert server.asked[0].headers["authorization"].startswith("Basic ")
    everything = command("feeds", "list", "--format", "json").out + command("feeds").out + done.out + done.err
    assert "secret" not in everything


# Listing


def test_the_list_tells_of_each_feed_what_is_unread_and_what_is_wrong(command: Call, two: list[str]) -> None:
    first, second = command("feeds").out.splitlines()
    assert first.startswith(f"{two[0]}  One — #harbour · briefed at once · not well since 20")
    assert first.endswith(": one.example is asleep: wake it.")
    assert second.startswith(f"{two[1]}  https://two.example/feed — ended by its publisher, as it said 20")
    first, second = json.loads(command("feeds", "list", "--format", "json").out)
    assert (first["title"], first["auto"], first["unread"], first["tags"]) == ("One", True, 0, ["harbour"])
    assert (first["fault"]["what"], first["fault"]["times"]) == ("one.example is asleep: wake it.", 1)
    assert second["gone"] is not None


def test_without_feeds_the_list_says_what_to_do(command: Call, library: Path) -> None:
    done = command("feeds")
    assert (done.status, done.out) == (0, "")
    assert "'readout feeds add URL' subscribes to one" in done.err
    assert not library.exists()


def test_what_a_feed_calls_itself_cannot_act_on_a_terminal(command: Call, server: FeedServer) -> None:
    server.answers["/feed"] = rss(item(1), title="Po\u009b31mst\u202e")
    assert "Po␦31mst⇄" in command("feeds", "add", server.url("/feed")).out
    assert "Po␦31mst⇄" in command("feeds").out


# Changing


def test_a_subscription_is_changed_by_its_address_or_the_beginning_of_its_id(command: Call, two: list[str]) -> None:
    done = command("feeds", "set", two[0][:5], "--title", "First", "--no-auto", "--tag", "pier", "--untag", "HARBOUR")
    assert done.status == 0
    assert done.out.startswith(f"{two[0]}  First — #pier · not well since")
    told = json.loads(command("feeds", "set", "one.example/feed", "--hidden", "--title", "", "--format", "json").out)
    assert (told["hidden"], told["title"], told["tags"]) == (True, "https://one.example/feed", ["pier"])


def test_a_change_needs_something_to_change(command: Call, two: list[str]) -> None:
    assert command("feeds", "set", two[0]).status == 2


def test_a_feed_that_there_is_not_is_said(command: Call, two: list[str]) -> None:
    done = command("feeds", "set", "three.example", "--auto")
    assert done.status == 1
    assert done.err == "readout: There is no subscription to three.example: 'readout feeds list' shows all.\n"


def test_subscriptions_are_ended_all_or_none(command: Call, two: list[str], library: Path) -> None:
    assert command("feeds", "remove", two[0], "three.example").status == 1
    assert len(command("feeds").out.splitlines()) == 2
    done = command("feeds", "remove", *two)
    assert (done.status, len(done.out.splitlines())) == (0, 2)
    assert command("feeds").out == ""
