"""The desk inside a real tmux: what y copies can be pasted there."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import COMMAND
from harbour_news import STATEMENTS, harbour_news
from libraries import keep

from briefing.export.quotation import quotation

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux, which is not installed here")


class Tmux:
    """A tmux server of its own, with one window that runs the desk."""

    def __init__(self, folder: Path, library: Path) -> None:
        """Start the server with its socket in `folder` and `readout` on the library in it."""
        self._socket = str(folder / "tmux")
        environment = [f"-e{name}={os.environ[name]}" for name in ("HOME", "PATH")]
        size = ("-x", "80", "-y", "24")
        self("-f", "/dev/null", "new-session", "-d", *size, *environment, f"{COMMAND} --library {library}")

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(["tmux", "-S", self._socket, *arguments], capture_output=True, text=True, check=True)
        return done.stdout

    def until_seen(self, words: str) -> None:
        """Wait until `words` stand in the window."""
        end = time.monotonic() + 20
        while words not in (screen := " ".join(self("capture-pane", "-p").split())):
            assert time.monotonic() < end, f"waited for {words!r}; in the window: {screen}"
            time.sleep(0.02)


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """A tmux that runs the desk on the harbour's briefing."""
    keep(tmp_path / "library", harbour_news())
    tmux = Tmux(tmp_path, tmp_path / "library")
    yield tmux
    tmux("kill-server")


def test_y_fills_tmuxs_buffer(tmux: Tmux) -> None:
    tmux.until_seen("“We will not sell the harbour, and we will not close it either,”")
    tmux("send-keys", "y")
    tmux.until_seen("▌ Copied")
    assert tmux("show-buffer") == quotation(harbour_news(), STATEMENTS[1])
