"""How the inbox looks at the desk's three sizes. `pytest --snapshot-update` takes the pictures anew."""

import pytest
from driving import NOW
from inbox_items import feed, numbered
from test_snapshots import IDS, SIZES, Snap, pytestmark, read
from textual.pilot import Pilot

from stores.library import Library
from tui.desk.desk import Desk

__all__ = ["pytestmark"]

LEAD = (
    "The city council voted on Tuesday to keep the east harbour in public hands, after a long night of debate, and "
    "asked Mayor Ada Byron to publish the contract with Quay Holdings before the end of March."
)


@pytest.fixture
def inbox(library: Library) -> Library:
    """Items of three feeds, one of which could not be read; one item has a near-copy."""
    post = [
        numbered(1, title="Port authority wants the east pier closed before the winter storms", lead="It says so."),
        numbered(5, title="Council keeps the harbour", lead=LEAD, authors=("Jo March",)),
        numbered(30, title="Ferry to run at night", lead="From April on, says the company."),
    ]
    feed(library.directory, post, address="exec:post", title="The Harbour Post")
    copy = numbered(3, title="No sale of the harbour", lead=f"{LEAD} In Port Sand 3,400 people had signed against it.")
    feed(library.directory, [copy], address="exec:courier", title="The Courier")
    others = [
        numbered(n, title=f"Of boats, part {n}", lead=f"Part {n}: boats and what they carry.") for n in (6, 7, 400)
    ]
    feed(library.directory, others, address="exec:boats", title="Boats", fault="It is down.")
    return library


@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_inbox(snap_compare: Snap, inbox: Library, size: tuple[int, int]) -> None:
    async def opened(pilot: Pilot[int]) -> None:
        for key in ("", "i", "m", "j", "x"):
            await pilot.press(*key)
            await read(pilot)

    assert snap_compare(Desk(inbox, clock=lambda: NOW), terminal_size=size, run_before=opened)


def test_inbox_below_the_three_sizes(snap_compare: Snap, inbox: Library) -> None:
    async def opened(pilot: Pilot[int]) -> None:
        await read(pilot)
        await pilot.press("i")
        await read(pilot)

    assert snap_compare(Desk(inbox, clock=lambda: NOW), terminal_size=(40, 12), run_before=opened)


def test_inbox_without_feeds(snap_compare: Snap, library: Library) -> None:
    async def opened(pilot: Pilot[int]) -> None:
        await read(pilot)
        await pilot.press("i")
        await read(pilot)

    assert snap_compare(Desk(library, clock=lambda: NOW), terminal_size=(80, 24), run_before=opened)
