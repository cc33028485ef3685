"""Items of the inbox briefed and kept from the desk, one by one by Enter, and taken back by u."""

import asyncio
from pathlib import Path

import pytest
from driving import MIDDLE, SMALL, sitting_at
from inbox_items import feed, in_the_inbox, numbered, read, rows

from stores.feeds import Feeds, FreshItem, State
from stores.library import Library
from tests.briefing.intake.serving import Serve, page, response
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.inbox import InboxScreen

QUOTE = "“We cannot wait any longer,”"
FEED = response(b"<rss version='2.0'><channel><title>Post</title></channel></rss>", Content_Type="text/xml")


def linked(address: str, *names: str) -> list[FreshItem]:
    """Items with links to pages, the first one newest."""
    return [
        numbered(hours, id=name, title=f"Of the {name}", link=f"{address}/{name}")
        for hours, name in enumerate(names, 1)
    ]


def states(directory: Path) -> dict[str, str]:
    """The states of all items, by what they are of."""
    with Feeds.open(directory, readonly=True) as feeds:
        return {item.title.rpartition(" ")[2]: item.state.value for item in feeds.inbox(states=State)}


@pytest.fixture
async def bridge(empty: Library, serve: Serve) -> Library:
    """An inbox with the items bridge, ferry and pier, and pages of the first two. The feed lives on this computer."""
    pages = {
        "/bridge": response(page().encode()),
        "/ferry": response(page(head="<title>Ferry to run at night</title>").encode()),
        "/feed": FEED,
    }
    address = await serve(pages)
    feed(empty.directory, linked(address, "bridge", "ferry", "pier"), address=f"{address}/feed")
    return empty


async def test_enter_briefs_keeps_and_opens_and_i_leads_back_to_the_next(bridge: Library) -> None:
    async with sitting_at(bridge, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")
        assert type(desk.app.screen) is DeskScreen
        assert QUOTE in desk.words
        assert states(bridge.directory) == {"bridge": "briefed", "ferry": "unread", "pier": "unread"}
        (entry,) = bridge.entries()
        assert bridge.original(entry.id) is not None
        await in_the_inbox(desk)
        assert "Of the ferry" in desk.line
        await desk.press("v")
        await read(desk)
        assert rows(desk)[0].startswith("✓ Of the bridge The Harbour Post · 1 h · in your library")


async def test_while_one_is_briefed_others_are_read_and_its_end_is_told(empty: Library, serve: Serve) -> None:
    free = asyncio.Event()

    async def slowly(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b"/feed" not in request:
            await free.wait()
        writer.write(FEED if b"/feed" in request else response(page().encode()))

    address = await serve(slowly)
    feed(empty.directory, linked(address, "bridge", "ferry"), address=f"{address}/feed")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until(lambda: "briefing … Esc stops" in rows(desk)[0], "it was under way")
        await desk.press("j", "x")
        free.set()
        await desk.until(lambda: "Kept: Bridge to be closed" in desk.toast, "it was told")
        assert isinstance(desk.app.screen, InboxScreen)
        assert rows(desk)[0].startswith("✓ Of the bridge The Harbour Post · 1 h · in your library")
        assert states(empty.directory) == {"bridge": "briefed", "ferry": "dismissed"}
        await desk.press("g", "enter")
        assert QUOTE in desk.words  # it is there, so it opens at once


async def test_esc_stops_a_slow_server_keeps_nothing_and_it_can_be_tried_again(empty: Library, serve: Serve) -> None:
    asked: list[bytes] = []

    async def never_first(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if b"/feed" not in request:
            asked.append(request)
            if len(asked) == 1:
                await reader.read()
        writer.write(FEED if b"/feed" in request else response(page().encode()))

    address = await serve(never_first)
    feed(empty.directory, linked(address, "bridge"), address=f"{address}/feed")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until(lambda: len(asked) > 0, "the server was asked")
        await desk.press("escape")
        assert "Stopped." in desk.toast
        assert isinstance(desk.app.screen, InboxScreen)
        await desk.until(lambda: not any(w.is_running for w in desk.app.workers), "it had stopped")
        assert rows(desk)[0].startswith("● Of the bridge The Harbour Post · 1 h · Number 1")
        assert empty.entries() == []
        assert states(empty.directory) == {"bridge": "unread"}
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")


async def test_what_cannot_be_briefed_says_why_and_stays(bridge: Library) -> None:
    async with sitting_at(bridge, MIDDLE) as desk:
        await in_the_inbox(desk)
        await desk.press("G", "enter")
        await desk.until(lambda: "404" in desk.toast, "it was told")
        assert rows(desk)[2].startswith("●! Of the pier The Harbour Post · 3 h · could not be briefed")
        assert "404" in desk.read("#inbox-item")
        assert states(bridge.directory)["pier"] == "unread"


async def test_u_in_the_inbox_takes_the_briefing_out_again_and_the_item_waits(bridge: Library) -> None:
    async with sitting_at(bridge, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")
        await in_the_inbox(desk)
        await desk.press("x", "u")
        assert "Unread again: Of the ferry" in desk.toast
        await desk.press("u")
        await read(desk)
        assert "No longer kept: Bridge to be closed. Unread again: Of the bridge" in desk.toast
        assert "Of the bridge" in desk.line
        assert bridge.entries() == []
        assert set(states(bridge.directory).values()) == {"unread"}
        await desk.press("escape")
        assert "SAMPLE" in desk.words


async def test_u_on_the_desk_lets_the_item_wait_again_too(bridge: Library) -> None:
    async with sitting_at(bridge, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")
        await desk.press("u")
        assert "No longer kept: Bridge to be closed" in desk.toast
        assert states(bridge.directory)["bridge"] == "unread"


async def test_u_on_the_desk_leaves_the_item_where_it_takes_back_something_else(bridge: Library) -> None:
    async with sitting_at(bridge, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")
        await desk.press("D", "w", "u")
        assert "No longer kept" in desk.toast  # the sample
        assert states(bridge.directory)["bridge"] == "briefed"


async def test_what_was_worked_on_since_stays_briefed_when_it_cannot_be_taken_back(bridge: Library) -> None:
    async with sitting_at(bridge, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")
        with Library.open(bridge.directory) as others:
            others.tag(others.entries()[0].id, "quays")
        await in_the_inbox(desk)
        await desk.press("u")
        await read(desk)
        assert len(bridge.entries()) == 1
        assert states(bridge.directory)["bridge"] == "briefed"
        await desk.press("u")
        assert "Nothing to undo here" in desk.toast


async def test_an_article_that_is_in_the_library_already_opens_at_once(empty: Library, serve: Serve) -> None:
    asked: list[bytes] = []

    async def noted(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(request)
        writer.write(response(page().encode()))

    address = await serve(noted)
    feed(empty.directory, [numbered(1, title="Of the bridge", link=f"{address}/bridge?utm_source=rss")])
    async with sitting_at(empty, SMALL) as desk:
        await desk.press("a")
        await desk.paste(f"{address}/bridge")
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")
        asked.clear()
        await in_the_inbox(desk)
        await desk.until(lambda: rows(desk)[0].startswith("●✓ Of the bridge"), "it was found in the library")
        await desk.press("enter")
        assert QUOTE in desk.words
        assert states(empty.directory) == {"bridge": "briefed"}
        assert not asked
        assert len(empty.entries()) == 1


async def test_an_item_whose_briefing_was_removed_can_be_briefed_again(bridge: Library) -> None:
    async with sitting_at(bridge, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until_seen("Kept: Bridge to be closed")
        await desk.press("D")
        await in_the_inbox(desk)
        await desk.press("v", "g")
        await read(desk)
        assert rows(desk)[0].startswith("Of the bridge The Harbour Post · 1 h · Number 1")
        await desk.press("g", "enter")
        await desk.until(lambda: len(bridge.entries()) == 1, "it was kept again")
        await desk.until_seen(QUOTE)


async def test_a_link_into_a_private_network_is_not_followed_for_a_feed_of_the_internet(
    empty: Library, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    async def noted(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(request)
        writer.write(response(page().encode()))

    address = await serve(noted)
    feed(empty.directory, linked(address, "bridge"), address="https://127.0.0.1:1/feed")  # nobody is there
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("enter")
        await desk.until(lambda: "could not be briefed" in rows(desk)[0], "it was refused")
        assert not asked


async def test_nothing_is_fetched_offline(bridge: Library) -> None:
    async with sitting_at(bridge, SMALL, offline=True) as desk:
        await in_the_inbox(desk)
        for key in ("enter", "r"):
            desk.app.clear_notifications()
            await desk.press(key)
            assert "Readout is offline, so nothing can be fetched." in desk.toast
        assert desk.app.screen._work.is_idle
    assert set(states(bridge.directory).values()) == {"unread"}
