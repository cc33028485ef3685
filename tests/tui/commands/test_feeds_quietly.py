"""The commands of feeds import nothing heavy before they need it, and offline they make no connection."""

import os
from pathlib import Path

import pytest
from command_line import run
from test_import_hygiene import HEAVY, imported_by
from test_no_connections import GUARD

from stores.feeds import Feeds, FreshItem, Refresh, Wanted

URL = "http://127.0.0.1:9/feed"


@pytest.fixture
def item(library: Path) -> str:
    """The id of the one item in the inbox."""
    with Feeds.open(library) as feeds:
        feed = feeds.subscribe(Wanted(URL, "The Post", auto=True)).subscription.id
        return feeds.refreshed(feed, Refresh((FreshItem("1", "Harbour kept", URL),))).new[0]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a guard in every Python process that this test starts writes what it sees."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "guard"))
    monkeypatch.setenv("READOUT_GUARD", str(tmp_path / "guard.log"))
    return tmp_path / "guard.log"


QUICK = [
    ["feeds"],
    ["feeds", "list", "--format", "json"],
    ["feeds", "set", URL, "--tag", "harbour"],
    ["inbox"],
    ["inbox", "--all", "--format", "json"],
    ["inbox", "read", "--all"],
]


@pytest.mark.parametrize("call", QUICK)
def test_what_only_reads_or_marks_imports_nothing_heavy(call: list[str], item: str) -> None:
    modules = imported_by(*call)
    assert "tui.main" in modules
    assert not modules & {*HEAVY, "feedparser", "asyncio", "tui.desk", "briefing.pipeline"}


@pytest.mark.parametrize(
    "call",
    [
        ["feeds", "add", URL],
        ["feeds", "refresh"],
        ["feeds", "refresh", URL, "--force"],
        ["feeds", "watch"],
        ["inbox", "brief", "ITEM"],
    ],
)
def test_offline_what_needs_the_network_is_refused_before_any_connection(
    call: list[str], item: str, log: Path, tmp_path: Path
) -> None:
    done = run("--offline", *(item if word == "ITEM" else word for word in call), directory=tmp_path)
    assert (done.status, done.out) == (1, "")
    assert done.err.endswith(" is on the network and Readout is offline: nothing was asked.\n")
    assert log.read_text() == "on guard\n"


@pytest.mark.parametrize("call", [["feeds"], ["inbox"], ["inbox", "dismiss", "ITEM"], ["feeds", "export"]])
def test_what_needs_no_network_makes_no_connection(call: list[str], item: str, log: Path, tmp_path: Path) -> None:
    assert run(*(item if word == "ITEM" else word for word in call), directory=tmp_path).status == 0
    assert log.read_text() == "on guard\n"


def test_an_import_asks_nobody(library: Path, log: Path, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{URL}\nexec:touch {os.fspath(tmp_path)}/made\n")
    assert run("feeds", "import", "urls", directory=tmp_path).status == 0
    assert log.read_text() == "on guard\n"
    assert not (tmp_path / "made").exists()
