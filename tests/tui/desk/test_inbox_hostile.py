"""Every hostile string, wherever a feed can put it into the inbox, is shown as text, and nothing acts."""

import json
from pathlib import Path

import pytest
from driving import LARGE, SMALL, sitting_at
from inbox_items import feed, in_the_inbox, numbered, read
from test_hostile_desk import seen, squeezed, unharmed

from stores.feeds import Feeds
from stores.library import Library
from tui.desk.screens.choosing import ChooseScreen
from tui.desk.screens.inbox import InboxScreen
from tui.plain import line


@pytest.fixture(scope="session")
def hostile(shared: Path) -> list[str]:
    """The strings of `hostile.jsonl`."""
    return [json.loads(string) for string in (shared / "hostile.jsonl").read_text().splitlines()]


@pytest.fixture
def inbox(empty: Library, hostile: list[str]) -> Library:
    """An inbox with a feed for each hostile string, with one item: title, lead, author, feed and tag have it."""
    for number, string in enumerate(hostile):
        item = numbered(
            number, title=f"T {string} ends", lead=f"L {string} ends", authors=(f"A {string} ends",), link=None
        )
        address = f"exec:{number}"
        feed(empty.directory, [item], address=address, title=f"F{number} {string} ends", tags=(f"g{number} {string}",))
    return empty


async def test_in_the_list_and_in_full_below_it(inbox: Library, hostile: list[str]) -> None:
    async with sitting_at(inbox, LARGE) as desk:
        await in_the_inbox(desk)
        for number, string in enumerate(hostile):
            if number:
                await desk.press("j")
            unharmed(desk, InboxScreen)
            beginning = f"T {line(string)}"[:100]
            assert squeezed(beginning) in squeezed(desk.read("#inbox"))
            if len(string) < 200:
                seen(desk, "#inbox", f"F{number} {string} ends")
                seen(desk, "#inbox-item", f"T {string} ends", f"A {string} ends", f"L {string} ends")


async def test_in_what_is_told_copied_and_taken_back(inbox: Library, hostile: list[str]) -> None:
    async with sitting_at(inbox, SMALL) as desk:
        await in_the_inbox(desk)
        for number in range(len(hostile)):
            desk.app.clear_notifications()
            for key, told in {
                "y": "Copied",
                "enter": "The feed gives no page",
                "x": "",
                "u": "Unread again: T ",
            }.items():
                await desk.press(key)
                await desk.until(lambda told=told: told in desk.toast, f"{told} was told of {number}")
                unharmed(desk, InboxScreen)


async def test_in_the_choice_of_feeds_and_in_the_title(inbox: Library, hostile: list[str]) -> None:
    with Feeds.open(inbox.directory) as feeds:
        titles = sorted((one.title for one in feeds.subscriptions()), key=str.casefold)
    async with sitting_at(inbox, SMALL) as desk:
        await in_the_inbox(desk)
        for number, title in enumerate(titles):
            await desk.press("f", "g") if number == 0 else await desk.press("f")
            unharmed(desk, ChooseScreen)
            for _ in range(len(hostile) + 1 if number == 0 else 1):
                await desk.press("j")
            unharmed(desk, ChooseScreen)
            await desk.press("enter")
            await read(desk)
            unharmed(desk, InboxScreen)
            assert squeezed(f"Inbox: {line(title)}"[:60]) in squeezed(desk.lines[0])


async def test_in_what_is_typed_to_find(inbox: Library, hostile: list[str]) -> None:
    async with sitting_at(inbox, SMALL) as desk:
        await in_the_inbox(desk)
        for string in filter(str.strip, hostile):
            await desk.press("slash")
            await desk.paste(string)
            await desk.until(lambda: " with " in desk.lines[0], "it was looked for")
            unharmed(desk, InboxScreen)
            await desk.press("escape")
            await desk.until(lambda: " unread)" in desk.lines[0], "all was shown again")
            unharmed(desk, InboxScreen)
