"""Real libraries for the desk, in tmp_path, and surroundings without a clipboard or browser of the user."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from at_rest import pilots_wait_no_longer_than_needed
from briefings import numbered
from harbour_news import harbour_news
from libraries import keep

from stores.library import Library
from tests.briefing.intake.conftest import no_proxy, serve

__all__ = ["no_proxy", "serve"]


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal like xterm, no clipboard, no browser, no pager but what a test puts there."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME", "TERM_PROGRAM", "BROWSER", "PAGER", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def quick_pilots() -> Iterator[None]:
    """Pilots that wait for the app to be done, and no longer."""
    with pilots_wait_no_longer_than_needed():
        yield


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    """A library with nothing in it."""
    with Library.open(tmp_path / "library") as library:
        yield library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three briefings; the newest is the harbour's, then "Harbour kept, part 2" and "part 1"."""
    keep(tmp_path / "library", numbered(1), numbered(2), harbour_news())
    with Library.open(tmp_path / "library") as library:
        yield library
