"""Names of stakeholders in the configuration: they hold in every command, and nowhere are they written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Call

from briefing import sample
from tui.configuration import configuration_file

NEWS = (
    "The council buys cranes.\n\n"
    "“We will build the cranes in a year,” Northline Cranes said on Friday.\n\n"
    "“Nobody else can build them,” Tideway Group said on Saturday.\n"
)

Configured = Callable[[str], Path]


@pytest.fixture
def configured() -> Configured:
    """Write the configuration and return where it lies."""

    def write(text: str) -> Path:
        file = configuration_file()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.fixture
def news(tmp_path: Path) -> str:
    """A file with an article in which two companies speak."""
    file = tmp_path / "news.txt"
    file.write_text(NEWS, encoding="utf-8")
    return str(file)


NAMES = {"Northline", "Northline Cranes", "Tideway Group", "The crane makers"}


def parties(command: Call, *call: str) -> set[str]:
    """The names under which a command shows the two companies."""
    made = json.loads(command(*call, "--format", "json").out)
    return NAMES & {party["name"] for party in made["stakeholders"]}


JOINED = '[stakeholders]\n"The crane makers" = ["northline  CRANES", "Tideway group"]\n'


def test_two_names_of_an_article_are_one_stakeholder_in_every_format(
    command: Call, configured: Configured, news: str, library: Path
) -> None:
    assert parties(command, "brief", news) == {"Northline Cranes", "Tideway Group"}
    configured(JOINED)
    for format in ("text", "markdown", "json", "jsonl"):
        done = command("brief", news, "--format", format)
        assert (done.status, done.err) == (0, "")
        if "json" in format:
            made = json.loads(done.out)
            (party,) = [party for party in made["stakeholders"] if party["name"] == "The crane makers"]
            said = [one["id"] for one in made["statements"] if one["kind"] == "direct"]
            (position,) = [one for one in made["positions"] if one["stakeholder"] == party["id"]]
            assert len(said) == 2
            assert {*said} <= {*position["statements"]}
            assert {mention["exact"] for mention in party["mentions"]} == {"Northline Cranes", "Tideway Group"}
        else:
            assert done.out.count("The crane makers") >= 3
    assert not library.exists()


def test_what_is_kept_is_shown_under_the_names_and_written_without_them(
    command: Call, configured: Configured, news: str, library: Path
) -> None:
    configured(JOINED)
    id = command("add", news).out.split()[0]
    assert parties(command, "show", id) == {"The crane makers"}
    assert parties(command, "export", id) == {"The crane makers"}
    assert "The crane makers" in command().out  # the newest, where there is no terminal
    assert command("search", 'stakeholder:"crane makers"').out.startswith(id)
    listed = json.loads(command("correct", id, "stakeholders", "--format", "json").out)
    assert NAMES & {party["name"] for party in listed} == {"The crane makers"}
    exported = command("export", "--all").out
    configuration_file().unlink()
    assert "crane makers" not in exported
    assert parties(command, "show", id) == {"Northline Cranes", "Tideway Group"}
    assert command("search", 'stakeholder:"crane makers"').out == ""
    assert not [file for file in library.rglob("*") if file.is_file() and b"crane makers" in file.read_bytes()]


def test_the_sample_too_has_the_users_names(command: Call, configured: Configured) -> None:
    name = sample.briefing().stakeholders[0].name
    configured(f'[stakeholders]\n"A party of my own" = ["{name}"]\n')
    assert "A party of my own" in command().out


def test_they_are_listed_with_the_librarys_own_and_marked(command: Call, configured: Configured) -> None:
    file = configured('[stakeholders]\n"Port" = ["the quay", "the pier"]\n"City" = ["the council"]\n')
    command("alias", "Port", "the harbour")
    assert command("alias").out == (
        "City: the council (configuration)\nPort: the harbour\nPort: the quay, the pier (configuration)\n"
    )
    assert command("alias", "City").out == "City: the council (configuration)\n"
    assert json.loads(command("alias", "--format", "json").out) == {
        "Port": ["the harbour", "the quay", "the pier"],
        "City": ["the council"],
    }
    kept = command("alias", "Port", "--remove", "the quay", "the harbour")
    assert (kept.status, kept.out) == (1, "Port: the quay, the pier (configuration)\n")
    assert kept.err == f"readout: Not removed: the quay. The configuration says so: change it in {file}.\n"
    assert command("alias", "--format", "json", "Port").out.count("harbour") == 0


def test_the_librarys_own_alias_wins(command: Call, configured: Configured, news: str) -> None:
    configured(JOINED)
    id = command("add", news).out.split()[0]
    command("alias", "Northline", "Northline Cranes")
    assert parties(command, "show", id) == {"Northline", "The crane makers"}
    assert command("alias").out == "Northline: Northline Cranes\nThe crane makers: Tideway group (configuration)\n"
    command("alias", "Northline", "--remove", "Northline Cranes")
    assert parties(command, "show", id) == {"The crane makers"}


def test_what_cannot_be_a_name_is_told_once_and_the_command_does_its_work(
    command: Call, configured: Configured, news: str
) -> None:
    file = configured(f'{JOINED}Port = 3\n"The quay" = ["tideway GROUP"]\n')
    told = [
        f'readout: {file}: stakeholders."Port" should be a list of names in quotation marks, not 3.',
        f"readout: {file}: stakeholders.\"The quay\": 'tideway GROUP' stands for 'The crane makers' already, "
        "so it is left out.",
    ]
    for call in (["brief", news, news], ["add", news], ["alias"], ["search", "stakeholder:cranes"]):
        done = command(*call)
        assert (done.status, done.err.splitlines()) == (0, told)
        assert done.out


def test_a_list_reads_no_configuration(command: Call, configured: Configured, kept: list[str]) -> None:
    configured("[stakeholders")
    assert command("list").err == ""
    assert "is no TOML" in command("show", kept[0]).err
