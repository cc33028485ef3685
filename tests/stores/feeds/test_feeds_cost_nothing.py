"""Whoever opens the library neither imports the feeds nor looks at their files, however many there are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from briefings import numbered
from inboxes import POST, look

from stores import Library
from stores.feeds import Feeds

LOOKING = """
import sys
touched = []
def look(event, given):
    if event.startswith(("open", "os.")) and given and isinstance(given[0], (str, bytes)):
        name = given[0] if isinstance(given[0], str) else given[0].decode()
        if "/feeds" in name and "/library/" in name:
            touched.append((event, name))
sys.addaudithook(look)
"""

CALLS = {
    "open": "from stores import Library; Library.open(Path(where)).entries()",
    "work": "from stores import Library; it = Library.open(Path(where)); it.alias('a', 'b'); it.search('harbour')",
    "list": "from tui.main import main; main(['list', '--library', where])",
    "show": "from tui.main import main; main(['search', 'harbour', '--library', where])",
    "inbox": "from stores.feeds import Feeds; Feeds.open(Path(where)).inbox()",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        library.add(numbered(0))
    with Feeds.open(tmp_path / "library") as feeds:
        feeds.subscribe(POST)
        feeds.refreshed(POST, look(1, 2))
    return tmp_path / "library"


@pytest.mark.parametrize("call", CALLS)
def test_only_who_asks_for_the_inbox_touches_it(library: Path, call: str) -> None:
    code = f"""{LOOKING}
from pathlib import Path
where = {os.fspath(library)!r}
{CALLS[call]}
print(len(touched), 'stores.feeds' in sys.modules)
"""
    root = Path(__file__).parents[3]
    env = os.environ | {"PYTHONPATH": os.pathsep.join([os.fspath(root), os.fspath(root / "tests")])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    number, is_imported = done.stdout.splitlines()[-1].split()
    assert (number != "0", is_imported == "True") == ((True, True) if call == "inbox" else (False, False))
