"""A library and an article of its own for each test, and the command that works on them."""

from functools import partial
from pathlib import Path

import pytest
from command_line import NEWS, Call, run, run_on_a_terminal


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
    """Run `readout` with these arguments, in tmp_path."""
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
