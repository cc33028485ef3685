"""Take the screenshots that the README shows, from the real app driven by keys: `make screenshots`."""

import asyncio
import re
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from stores import Library
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
    ("help-120x36", 120, 36, ("question_mark",)),
)

# Textual's SVG asks a host on the net for its font; a README should not.
_FONT = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"


async def take(columns: int, rows: int, keys: Iterable[str]) -> str:
    """Return the SVG of the desk on an empty library after `keys`."""
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library", clock=lambda: AT) as library:
        app = Desk(library, offline=True, clock=lambda: AT)
        async with app.run_test(size=(columns, rows)) as pilot:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
            await pilot.pause()
            app.clear_notifications()
            await pilot.pause()
            return without_net(app.export_screenshot(title="Readout"))


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
