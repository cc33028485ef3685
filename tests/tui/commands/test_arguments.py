"""The command line as a whole: every command says what it does, options stand anywhere, wrong calls are one line."""

import re
import subprocess
import sys
from importlib import import_module

import pytest
from command_line import Call

from tui.commands.arguments import MODULES

COMMANDS = list(MODULES)


def test_the_help_of_the_whole_names_every_command_with_its_summary(command: Call) -> None:
    done = command("--help")
    assert (done.status, done.err) == (0, "")
    said = " ".join(done.out.split())
    for name, module in MODULES.items():
        assert f" {name} {import_module(f'tui.commands.{module}').SUMMARY}" in said


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_own_help_and_takes_what_all_take(name: str, command: Call) -> None:
    done = command(name, "--help")
    assert (done.status, done.err) == (0, "")
    assert {"--library", "--offline", "--help"} <= set(re.findall(r"--\w+", done.out))
    assert max(map(len, done.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("follow-ups", ["list", "done", "open", "drop", "due", "text", "add"]),
        ("correct", ["list", "withdraw", "statements", "stakeholders", "speaker", "stance", "stakeholder", "remove",
                     "add", "headline"]),
    ],
)  # fmt: skip
def test_commands_within_a_command_have_their_own_help(name: str, within: list[str], command: Call) -> None:
    said = " ".join(command(name, "--help").out.split())
    for one in within:
        done = command(name, *(["ID"] if name == "correct" else []), one, "--help")
        assert (done.status, done.err) == (0, "")
        assert {"--library", "--format"} <= set(re.findall(r"--\w+", done.out))
        assert f" {one} " in said


def test_a_library_named_like_a_command_is_a_library(command: Call) -> None:
    done = command("--library", "show", "list")
    assert (done.status, done.out) == (0, "")
    assert "library at show" in done.err


def test_options_stand_before_between_and_after(command: Call, kept: list[str]) -> None:
    for call in (
        ["tag", kept[0], "a", "b", "--format", "json"],
        ["tag", "--format", "json", kept[0], "a", "b"],
        ["tag", kept[0], "--format", "json", "a", "b"],
        ["tag", kept[0], "a", "--format", "json", "b"],
        ["tag", kept[0], "--format=json", "--", "a", "b"],
    ):
        assert '"tags"' in command(*call).out
    assert command("tag", kept[0], "--", "--odd").out == "--odd\na\nb\n"


@pytest.mark.parametrize(
    "call",
    [
        ["reticulate"],
        ["tag"],
        ["list", "harbour"],
        ["list", "--limit", "none"],
        ["search", "--limit", "-1", "x"],
        ["export"],
        ["export", "--all", "x"],
        ["reanalyse"],
        ["reanalyse", "--all", "x"],
        ["import"],
        ["backup", "--list", "elsewhere"],
        ["doctor", "--heal"],
        ["remove"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_one_line_and_leaves_with_2(call: list[str], command: Call, kept: list[str]) -> None:
    done = command(*call)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert done.err.startswith("readout: ")


RUN = "import sys; from tui.main import main; main(sys.argv[1:]); print(*sys.modules)"


def imported_by(*call: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", RUN, *call], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "call",
    [["list"], ["search", "harbour"], ["tag", "ID"], ["note", "ID"], ["history"], ["alias"], ["backup", "--list"]],
    ids=" ".join,
)
def test_what_shows_no_briefing_builds_none_and_imports_no_other_command(call: list[str], kept: list[str]) -> None:
    modules = imported_by(*(kept[0] if word == "ID" else word for word in call))
    assert not modules & {"briefing.model", "briefing.contract", "briefing.pipeline", "asyncio", "tui.due_dates"}
    assert not modules & {"textual", "rich", "httpx", "trafilatura", "dateparser", "tui.desk"}
    others = {f"tui.commands.{module}" for name, module in MODULES.items() if name not in (call[0], "list")}
    assert not modules & others
