"""What is heavy is imported where it is used: a version or a list must not wait for the network, HTML or the desk."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from briefings import a_briefing

from stores import Library

HEAVY = {"textual", "rich", "httpx", "trafilatura", "lxml", "numpy", "onnxruntime"}

RUN = """
import sys
from tui.main import main
status = main(sys.argv[1:])
print(*sorted(sys.modules))
sys.exit(status)
"""


def imported_by(*arguments: str) -> set[str]:
    """The modules that a fresh process has imported after this call."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of the one briefing in the library that READOUT_LIBRARY names."""
    monkeypatch.setenv("READOUT_LIBRARY", os.fspath(tmp_path / "library"))
    with Library.open(tmp_path / "library") as library:
        return library.add(a_briefing())


@pytest.mark.parametrize("call", [["--version"], ["list"], ["list", "--format", "json"], ["search", "harbour"], []])
def test_the_quick_commands_import_nothing_heavy(call: list[str], library: str) -> None:
    modules = imported_by(*call)
    assert "tui.main" in modules
    assert not modules & {*HEAVY, "tui.desk"}


@pytest.mark.parametrize("format", ["text", "markdown", "json", "jsonl"])
def test_showing_a_kept_briefing_imports_nothing_heavy(format: str, library: str) -> None:
    assert not imported_by("show", library, "--format", format) & {*HEAVY, "tui.desk"}


def test_briefing_a_plain_text_imports_neither_the_desk_nor_the_network(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("“We will not sell the harbour to anybody,” Mayor Ada Byron told The Harbour Post on Friday.\n")
    assert not imported_by("brief", str(article)) & {"textual", "httpx", "trafilatura", "tui.desk"}


def test_a_version_needs_no_library_and_no_parser() -> None:
    assert not imported_by("--version") & {"argparse", "tinydb", "platformdirs", "stores", "briefing.model"}


def test_a_list_builds_no_briefing(library: str) -> None:
    modules = imported_by("list")
    assert "stores" in modules
    assert not modules & {"briefing.model", "briefing.contract", "briefing.pipeline", "asyncio"}
