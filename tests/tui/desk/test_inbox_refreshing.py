"""Feeds looked at from the desk, beside the keys, and items of some briefed at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from driving import LARGE, SMALL, sitting_at
from inbox_items import feed, in_the_inbox, numbered, read, rows, titles

from stores.feeds import Feeds, State
from stores.library import Library
from tests.briefing.intake.serving import Serve, page, response
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.inbox import InboxScreen


def rss(address: str, *numbers: int) -> bytes:
    """A feed with the items of these numbers, as `numbered` makes them, with links to pages."""
    items = "".join(
        f"<item><title>{item.title}</title><guid>{item.id}</guid><link>{address}/{number}</link>"
        f"<pubDate>{item.published}</pubDate><description>{item.lead}</description></item>"
        for number in numbers
        for item in [numbered(number)]
    )
    text = f"<rss version='2.0'><channel><title>The Harbour Post</title>{items}</channel></rss>"
    return response(text.encode(), Content_Type="application/rss+xml")


@pytest.fixture
async def held_back(serve: Serve) -> AsyncIterator[tuple[str, asyncio.Event]]:
    """The address of a server whose feeds /a and /b list items 1 to 3, and what it waits for with /b and page 3."""
    free = asyncio.Event()

    async def answer(request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = request.split(b" ", 2)[1]
        if path in (b"/b", b"/3"):
            await free.wait()
        if path in (b"/a", b"/b"):
            writer.write(rss(address, 1, 2, 3))
        else:
            number = path.decode().strip("/")
            writer.write(response(page(head=f"<title>Bridge to be closed, part {number}</title>").encode()))

    address = await serve(answer)
    yield address, free
    free.set()


async def test_r_looks_for_new_items_tells_how_far_it_is_and_keeps_the_place(
    empty: Library, serve: Serve, held_back: tuple[str, asyncio.Event]
) -> None:
    address, free = held_back
    elsewhere = await serve({})  # one feed of a host is asked at a time
    feed(empty.directory, [numbered(3)], address=f"{address}/a")
    feed(empty.directory, [numbered(9)], address=f"{elsewhere}/gone", title="Gone")
    feed(empty.directory, [], address=f"{address}/b", title="Slow")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("j", "r")
        await desk.until(lambda: "feed 2 of 3, 2 new; r stops" in desk.lines[0], "two were done")
        assert titles(desk) == ["The harbour stays, part 3", "The harbour stays, part 9"]  # nothing moves yet
        await desk.press("k", "j")
        free.set()
        await desk.until(lambda: "new items in" in desk.toast, "it was done")
        await read(desk)
        assert "5 new items in 2 feeds; one feed could not be read: 'readout feeds list' says why." in desk.toast
        assert "Inbox (7 unread)" in desk.lines[0]
        assert "r stops" not in desk.lines[0]
        assert "part 9" in desk.line
        assert "! One feed could not be read" in desk.read("#inbox-status")
        await desk.press("r")
        await desk.until(lambda: "asked a short while ago" in desk.toast, "they were left alone")


async def test_r_again_stops_it_and_what_has_come_is_there(
    empty: Library, held_back: tuple[str, asyncio.Event]
) -> None:
    address, _ = held_back
    feed(empty.directory, [], address=f"{address}/a")
    feed(empty.directory, [], address=f"{address}/b", title="Slow")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("r")
        await desk.until(lambda: "feed 1 of 2, 3 new" in desk.lines[0], "one was done")
        await desk.press("r")
        assert "Stopped looking for new items" in desk.toast
        await desk.until(lambda: "Inbox (3 unread)" in desk.lines[0], "it was read")
        await read(desk)
        assert len(rows(desk)) == 3


async def test_it_goes_on_when_one_leaves_and_is_told_on_the_desk(
    empty: Library, held_back: tuple[str, asyncio.Event]
) -> None:
    address, free = held_back
    feed(empty.directory, [], address=f"{address}/b")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("r")
        await desk.until(lambda: "feed 0 of 1" in desk.lines[0], "it had begun")
        await desk.press("escape")
        assert type(desk.app.screen) is DeskScreen
        free.set()
        await desk.until(lambda: "3 new items in one feed." in desk.toast, "it was told")
        await in_the_inbox(desk)
        assert len(rows(desk)) == 3


async def test_one_can_quit_while_feeds_are_looked_at(empty: Library, held_back: tuple[str, asyncio.Event]) -> None:
    address, _ = held_back
    feed(empty.directory, [], address=f"{address}/b")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("r")
        await desk.until(lambda: "feed 0 of 1" in desk.lines[0], "it had begun")
        await desk.press("q")
        assert not desk.running
    assert desk.app.return_code == 0


async def test_a_feed_with_auto_is_briefed_after_it_was_looked_at_and_nothing_is_opened(
    library: Library, held_back: tuple[str, asyncio.Event]
) -> None:
    address, free = held_back
    feed(library.directory, [], address=f"{address}/a", auto=True)
    async with sitting_at(library, LARGE) as desk:
        await in_the_inbox(desk)
        await desk.press("r")
        await desk.until(lambda: "briefing 2 of 3; r stops" in desk.lines[0], "two were briefed")
        free.set()
        await desk.until(lambda: "3 new items in one feed; 3 items briefed." in desk.toast, "it was done")
        await read(desk)
        assert isinstance(desk.app.screen, InboxScreen)
        assert "Inbox (0 unread)" in desk.lines[0]
        await desk.press("u")
        assert "Nothing to undo here" in desk.toast  # the user has done nothing
        await desk.press("escape")
        await desk.until(lambda: "Briefings (6)" in desk.read("#rail"), "the list had them")
        assert "1 Headline" in desk.words
    with Feeds.open(library.directory) as feeds:
        assert {item.state for item in feeds.inbox(states=State)} == {State.BRIEFED}


async def test_what_a_feed_with_auto_cannot_have_briefed_is_counted(empty: Library, serve: Serve) -> None:
    answers: dict[str, bytes] = {}
    address = await serve(answers)
    answers["/a"] = rss(address, 1, 2)
    answers["/1"] = response(page().encode())
    feed(empty.directory, [], address=f"{address}/a", auto=True)
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("r")
        await desk.until(lambda: "one item briefed; one item could not be briefed" in desk.toast, "it was done")
        await read(desk)
        assert [row[:2] for row in rows(desk)] == ["●!"]
        await desk.press("escape")
        assert "SAMPLE" in desk.words
        await desk.press("J")
        await desk.until_seen("“We cannot wait any longer,”")
