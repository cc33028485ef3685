"""A library and an article of its own for each test, and the command that works on them."""

from functools import partial
from pathlib import Path

import pytest
from briefings import a_briefing, numbered
from command_line import NEWS, Call, Done, run, run_here, run_on_a_terminal

from stores import Library
from tui.main import main


@pytest.fixture(autouse=True)
def buffers_as_users_have_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that holds output back, as it does by default: what is held back can still go wrong at the end."""
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory, not there yet, that the commands of this test take for the library."""
    directory = tmp_path / "library"
    monkeypatch.setenv("READOUT_LIBRARY", str(directory))
    return directory


@pytest.fixture
def readout(library: Path, tmp_path: Path) -> Call:
    """Run the command line with these arguments, in this process, in tmp_path."""
    return partial(run_here, directory=tmp_path)


@pytest.fixture
def apart(library: Path, tmp_path: Path) -> Call:
    """Run `readout` with these arguments, as a process of its own, in tmp_path."""
    return partial(run, directory=tmp_path)


@pytest.fixture
def on_a_terminal(library: Path, tmp_path: Path) -> Call:
    """Run `readout` with these arguments on a terminal, in tmp_path."""
    return partial(run_on_a_terminal, directory=tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small article in a text file."""
    file = tmp_path / "article.txt"
    file.write_text(NEWS)
    return file


@pytest.fixture
def command(library: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run the command line in this process, where nothing depends on a process of its own."""

    def call(*arguments: str) -> Done:
        try:
            status = main(arguments)
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return Done(status, said.out, said.err)

    return call


@pytest.fixture
def kept(library: Path) -> list[str]:
    """Ids in a library of two, the older first; of the newer one follow-up is open."""
    with Library.open(library, by="test") as opened:
        ids = [
            opened.add(numbered(1)),
            opened.add(a_briefing(title="Harbour kept", outlet="The Post", published="2026-03-01T09:00:00Z")),
        ]
        opened.set_follow_up(ids[1], "f1", state="open")
        return ids
