"""The inbox costs the desk nothing before it is asked for: nothing of it is imported, no file of it opened."""

import sys
from pathlib import Path

import pytest
from briefings import numbered as briefing
from inbox_items import feed, numbered
from libraries import keep

from benchmarks.terminal import Terminal

OPENED = """
import sys
touched = []

def look(event, given):
    if event.startswith(("open", "os.")) and given and isinstance(given[0], (str, bytes)):
        name = given[0] if isinstance(given[0], str) else given[0].decode()
        if "/library/feeds" in name:
            touched.append(name)

sys.addaudithook(look)
from tui.desk.watching import Watch
from tui.main import main

looks, as_it_is = [], Watch.look

def counted(self):
    as_it_is(self)
    looks.append(None)
    if len(looks) == 1:
        print(*touched, "|", *sys.modules, file=open(sys.argv[1], "w"))
        if sys.argv[2] == "i":
            self._desk.action_inbox()
    if len(looks) == 4:
        print(*touched, "|", *sys.modules, file=open(sys.argv[1], "a"))
        self._desk.exit(0)

Watch.look = counted
sys.exit(main([]))
"""


@pytest.mark.parametrize("key", ["", "i"], ids=["not asked for", "asked for"])
def test_nothing_of_feeds_is_imported_or_opened_until_i_is_pressed(key: str, tmp_path: Path) -> None:
    keep(tmp_path / "library", briefing(1))
    feed(tmp_path / "library", [numbered(1)])
    said = tmp_path / "said"
    env = {"READOUT_LIBRARY": str(tmp_path / "library"), "PYTHONPATH": str(Path(__file__).parents[3])}
    command = [sys.executable, "-c", OPENED, str(said), key]
    with Terminal(command, columns=80, lines=24, env=env) as terminal:
        terminal.until_quiet(3, first=20)
    before, after = said.read_text().splitlines()
    assert not feeds_in(before)
    assert bool(feeds_in(after)) == bool(key)


def feeds_in(said: str) -> list[str]:
    """What is of feeds in what was opened and imported."""
    opened, _, modules = said.partition("|")
    ours = ("stores.feeds", "tui.refreshing", "tui.desk.inbox", "tui.desk.screens.inbox", "briefing.near_copies")
    return opened.split() + [module for module in modules.split() if module.startswith(ours)]
