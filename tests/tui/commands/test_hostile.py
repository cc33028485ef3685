"""Every hostile string, in every place a text from outside can stand, comes out as text: nothing acts on a terminal."""

import json
import os
import re
from pathlib import Path

import pytest
from acting import ACTING
from analysed import analysed
from command_line import NEWS, Call, Done

from briefing.export.wording import one_line
from stores import Library
from tui.commands.sources import MOST_TOLD
from tui.plain import line, visible

SUMMED_UP = range(1 + MOST_TOLD + 1)
"""The lines at the end that tell of the failures again: how many, some of them, how many more."""

BAR = re.compile(r"\r|\x1b\[(?:\?25[lh]|[\d;]*m|1A|2K)|[^\n]* \d+/\d+(?:\x1b\[0m)? [^\n]*\n")
"""What the bar of a command with many sources draws: colours, the cursor hidden and moved, its own line."""


@pytest.fixture(scope="session")
def hostile(shared: Path) -> list[str]:
    """The strings of `hostile.jsonl`."""
    return [json.loads(string) for string in (shared / "hostile.jsonl").read_text().splitlines()]


def harmless(done: Done, status: int | None = 0) -> Done:
    """Return `done` after checking that it ended as it should and that nothing in what it said acts on a terminal."""
    assert status in (None, done.status), done
    done = Done(done.status, BAR.sub("", done.out), done.err)
    assert not ACTING.findall(done.out + done.err)
    return done


def an_article(said: str) -> str:
    return f"The mayor spoke.\n\n“We {said} will not sell the harbour to anybody,” Mayor {said} told The {said} Post.\n"


def told(hostile: list[str]) -> tuple[str, list[str]]:
    """All strings in one, and as all that can be told of an article."""
    everything = " / ".join(hostile)
    return everything, ["--title", everything, "--outlet", everything, "--author", everything]


@pytest.fixture
def articles(hostile: list[str], tmp_path: Path) -> list[str]:
    """An article for each string, which is its speaker, in its quote and, as far as it can be, its file's name."""
    names = []
    for number, string in enumerate(hostile):
        name = f"{number} {string.replace('/', '∕')}.txt"
        (tmp_path / name).write_bytes(an_article(string).encode())
        names.append(name)
    return names


@pytest.mark.parametrize("format", ["text", "markdown", "jsonl"])
def test_in_text_and_file_name_of_what_is_briefed(format: str, readout: Call, articles: list[str]) -> None:
    done = harmless(readout("brief", *articles, "--format", format))
    assert done.out.count("will not sell the harbour") >= len(articles)
    assert done.err == ""


def test_in_all_that_is_told_of_an_article(readout: Call, hostile: list[str], tmp_path: Path) -> None:
    everything, options = told(hostile)
    (tmp_path / "article.txt").write_bytes(an_article(everything).encode())
    assert visible(one_line(everything)) in harmless(readout("brief", "article.txt", *options)).out
    harmless(readout("brief", "article.txt", *options, "--format", "markdown"))
    for format in ("json", "jsonl"):
        made = json.loads(harmless(readout("brief", "article.txt", *options, "--format", format)).out)
        assert made["article"]["title"] == made["article"]["outlet"] == made["headline"]["text"] == everything
        assert made["article"]["authors"] == [everything]
        assert made["article"]["text"] == an_article(everything)


def test_in_what_is_kept_listed_shown_found_and_removed(
    readout: Call, on_a_terminal: Call, hostile: list[str], articles: list[str], tmp_path: Path
) -> None:
    everything, options = told(hostile)
    (tmp_path / "article.txt").write_bytes(an_article(everything).encode())
    first = harmless(on_a_terminal("add", "article.txt", *options))
    assert first.out == f"{first.out.split()[0]}  {line(everything)}\n"
    added = harmless(readout("add", *articles))
    ids = [row.split()[0] for row in added.out.splitlines()]
    assert len(set(ids)) == len(articles)
    again = harmless(on_a_terminal("add", "article.txt", *articles))
    assert f"{len(articles) + 1} were in the library already" in again.out

    listed = harmless(on_a_terminal("list"))
    assert listed.out.count("\n") == len(articles) + 1
    entries = json.loads(harmless(on_a_terminal("list", "--format", "json")).out)
    assert entries[-1]["headline"] == entries[-1]["outlet"] == everything

    for number, id in enumerate(ids):
        format = ("text", "markdown", "json", "jsonl")[number % 4]
        assert "will not sell the harbour" in harmless(on_a_terminal("show", id, "--format", format)).out
    for format in ("text", "markdown", "json", "jsonl"):
        harmless(on_a_terminal("show", entries[-1]["id"], "--format", format))
    assert harmless(readout()).out == harmless(readout("show", ids[-1])).out

    for words in (["harbour"], [everything], ["anybody", "title"]):
        for format in ("text", "json"):
            harmless(on_a_terminal("search", *words, "--format", format))
    assert harmless(readout("search", hostile[0])).out
    harmless(on_a_terminal("remove", *ids))
    assert harmless(readout("list")).out.count("\n") == 1


def test_as_what_is_not_there(readout: Call, on_a_terminal: Call, hostile: list[str], tmp_path: Path) -> None:
    done = harmless(readout("brief", *hostile), status=1)
    assert done.err.count("\n") == len(hostile) + len(SUMMED_UP)
    assert all(row.startswith("readout: ") for row in done.err.splitlines())
    addresses = [f"http://127.0.0.1:1/{string}" for string in hostile]
    addresses += [f"https://{string}/" for string in hostile]
    done = harmless(on_a_terminal("brief", *addresses, "--offline"), status=1)
    assert done.out.count("is on the network and Readout is offline") == len(addresses) + MOST_TOLD
    assert harmless(readout("brief", *addresses[:3]), status=1).err.count("\n") == 3
    assert harmless(on_a_terminal("remove", *hostile), status=1).out.count("\n") == len(hostile)
    for string in hostile:
        assert harmless(readout("show", string), status=1).err.count("\n") == 1


def test_as_a_wrong_call(readout: Call, on_a_terminal: Call, hostile: list[str]) -> None:
    everything = " / ".join(hostile)
    for call in (
        [everything],
        ["list", everything],
        ["list", f"--{everything}"],
        ["brief", "article.txt", "--date", everything],
        ["brief", "article.txt", "--format", everything],
    ):
        assert harmless(on_a_terminal(*call), status=2).out.count("\n") == 1
        assert harmless(readout(*call), status=2).err.count("\n") == 1


def test_as_the_library(readout: Call, hostile: list[str], tmp_path: Path) -> None:
    everything = " - ".join(hostile).replace("/", "∕")[:80]
    (tmp_path / "article.txt").write_text(an_article("today"))
    assert everything[:5] in harmless(readout("list", "--library", everything)).err
    harmless(readout("add", "article.txt", "--library", everything))
    (tmp_path / everything / "catalogue.json").write_bytes(b"")
    assert harmless(readout("list", "--library", everything), status=1).err.count("\n") == 1


def test_a_file_name_that_is_no_text_at_all(apart: Call, on_a_terminal: Call, tmp_path: Path) -> None:
    name = b"\xff\xfe\x1b[2J\x9b.txt"
    (tmp_path / os.fsdecode(name)).write_text(an_article("today"))
    harmless(on_a_terminal("brief", name))
    made = json.loads(harmless(on_a_terminal("brief", name, "--format", "json")).out)
    assert made["article"]["source"] == "\ufffd\ufffd\x1b[2J\ufffd.txt"
    id = harmless(apart("add", name)).out.split()[0]
    harmless(apart("show", id, "--format", "json"))
    assert harmless(apart("brief", b"no" + name), status=1).err.count("\n") == 1


def test_in_all_that_the_user_puts_beside_a_briefing(command: Call, hostile: list[str], library: Path) -> None:
    everything = " / ".join(hostile)
    shown = line(everything)
    with Library.open(library) as opened:
        id = opened.add(analysed(NEWS))

    tags = harmless(command("tag", id, "--", *hostile)).out
    assert json.loads(harmless(command("tag", id, "--format", "json")).out)["tags"][0] in map(one_line, hostile)
    assert tags.count("\n") == harmless(command("tag", id)).out.count("\n") > len(hostile) // 2
    harmless(command("list"))
    harmless(command("list", f"--query={everything}"))

    assert harmless(command("note", id, f"--set={everything}")).out == f"{visible(everything)}\n"
    assert json.loads(harmless(command("note", id, "--format", "json")).out)["note"] == everything

    added = harmless(command("follow-ups", "add", id, "--", everything)).out
    assert added.endswith(f"{shown}\n")
    harmless(command("follow-ups", "text", id, "f1", "--", everything))
    (first, *_) = json.loads(harmless(command("follow-ups", "--format", "json")).out)
    assert first["follow_up"]["text"] == everything
    assert shown in harmless(command("follow-ups")).out
    harmless(command("follow-ups", "--all"))

    harmless(command("correct", id, "headline", "--", everything))
    harmless(command("correct", id, "speaker", "s1", "--", everything))
    harmless(command("correct", id, "stakeholder", "Ada Byron", "--", everything), status=None)
    harmless(command("alias", "--", everything, *hostile))
    for call in (
        ["correct", id],
        ["correct", id, "statements"],
        ["correct", id, "stakeholders"],
        ["alias"],
        ["history"],
        ["show", id],
        ["search", "harbour"],
    ):
        assert shown[:3] in harmless(command(*call)).out
        harmless(command(*call, "--format", "json"))
    assert list(json.loads(command("alias", "--format", "json").out)) == [everything]
    while (done := command("undo")).status == 0:
        harmless(done)
    harmless(command("history"))


def test_as_what_the_user_cannot_mean(command: Call, hostile: list[str], library: Path) -> None:
    with Library.open(library) as opened:
        id = opened.add(analysed(NEWS))
    for string in (*hostile, " / ".join(hostile)):
        for status, call in (
            (2, ["follow-ups", "due", id, "f1", "--", string]),
            (1, ["follow-ups", "done", id, "--", string]),
            (2, ["follow-ups", "--by", f"={string}"]),
            (2, ["correct", id, "stance", "s1", "--", string]),
            (1, ["correct", id, "speaker", "--", string, "Ada"]),
            (1, ["correct", id, "add", "--", f"not there {string}"]),
            (1, ["correct", id, "withdraw", "--", string]),
            (2, ["undo", "--", string]),
            (1, ["history", "--", string or "?"]),
            (1, ["import", "--", f"not there {string}"]),
        ):
            done = harmless(command(*call), status=status)
            assert (done.out, done.err.count("\n")) == ("", 1), (call, done)
