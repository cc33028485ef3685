"""Take the screenshots that the README shows, from the real app driven by keys: `make screenshots`."""

import asyncio
import re
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stores import Library
from stores.feeds import Feeds, FreshItem, Refresh
from tui.desk.desk import Desk

HERE = Path(__file__).parent
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

# name, columns, rows, keys
SHOTS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("desk-120x36", 120, 36, ()),
    ("desk-80x24", 80, 24, ()),
    ("desk-200x60", 200, 60, ("w", "3", "j")),
    ("evidence-120x36", 120, 36, ("2", "enter")),
    ("all-statements-80x24", 80, 24, ("v", "j", "j")),
    ("positions-80x24", 80, 24, ("3",)),
    ("follow-ups-80x24", 80, 24, ("w", "4", "space", "j", "j", "x")),
    ("add-80x24", 80, 24, ("a",)),
    ("correcting-80x24", 80, 24, ("w", "j", "c")),
    ("agenda-80x24", 80, 24, ("w", "4", "space", "j", "space", "F", "s")),
    ("searching-80x24", 80, 24, ("w", "S", *"stance:opposes", "space", *"huawei", "enter")),
    ("inbox-80x24", 80, 24, ("i", "j", "m", "j")),
    ("help-120x36", 120, 36, ("question_mark",)),
)

_VOTE = (
    "The city council voted on Tuesday to keep the east harbour in public hands, after a long night of debate, and "
    "asked Mayor Ada Byron to publish the contract with Quay Holdings before the end of March."
)

# outlet, hours before, title, lead
ITEMS = (
    ("The Harbour Post", 1, "Ferry to the islands runs at night from April", "The company says it hired eleven crews."),
    ("The Harbour Post", 5, "Council keeps the harbour", _VOTE),
    ("The Courier", 3, "No sale of the harbour", f"{_VOTE} In Port Sand 3,400 people had signed against the sale."),
    ("Port Authority", 8, "Notice to mariners: east pier closed until May", "Vessels over 20 m use berths 4 to 9."),
    ("The Courier", 27, "What the pier costs, and who has paid for it so far", "Three mayors, two audits, one crane."),
    ("Islands Today", 50, "Islanders ask for a seat on the harbour board", "A letter of 212 names went to the mayor."),
)

# Textual's SVG asks a host on the net for its font; a README should not.
_FONT = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


async def take(columns: int, rows: int, keys: Iterable[str]) -> str:
    """Return the SVG of the desk after `keys`, on a library without briefings and with some items in the inbox."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library", clock=lambda: AT) as library:
        fill_inbox(library.directory)
        app = Desk(library, offline=True, clock=lambda: AT)
        async with app.run_test(size=(columns, rows)) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
            await pilot.pause()
            app.clear_notifications()
            await pilot.pause()
            return without_net(app.export_screenshot(title="Readout"))


def fill_inbox(directory: Path) -> None:
    """Have `ITEMS` come in."""
    with Feeds.open(directory, clock=lambda: AT) as feeds:
        for outlet in dict.fromkeys(outlet for outlet, *_ in ITEMS):
            address = f"https://{outlet.replace(' ', '').lower()}.example/feed"
            items = tuple(
                FreshItem(title, title, published=(AT - timedelta(hours=hours)).isoformat(), lead=lead)
                for its, hours, title, lead in ITEMS
                if its == outlet
            )
            feeds.subscribe(address)
            feeds.refreshed(address, Refresh(items, title=outlet))


def without_net(svg: str) -> str:
    """Return the SVG with fonts that every machine has, and with ids that do not change from run to run."""
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: Fira Code, monospace", f"font-family: {_FONT}", svg)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return "\n".join(line.rstrip() for line in svg.splitlines() if line.strip()) + "\n"


def main() -> None:
    """Write all screenshots beside this file."""
    for name, columns, rows, keys in SHOTS:
        svg = asyncio.run(take(columns, rows, keys))
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"screenshots/{name}.svg")


if __name__ == "__main__":
    main()
