"""Open the installed desk once without a terminal and see that it shows the sample: a new user's first start."""

import asyncio
import os
from pathlib import Path

from stores import Library
from tui.desk.desk import Desk


async def main() -> None:
    """Start, look, read the evidence of a quote, leave."""
    with Library.open(Path(os.environ["READOUT_LIBRARY"])) as library:
        app = Desk(library)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("2", "enter")
            await pilot.pause()
            shown = app.export_screenshot()
            assert "Evidence" in shown.replace("&#160;", " "), "the evidence of a key quote did not open"
            await pilot.press("escape", "q")
    print("The desk opens on a fresh install.")


asyncio.run(main())
