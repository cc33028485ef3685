"""`readout history` and `readout undo`: what was done, by whom, and that it can be taken back."""

import json
from pathlib import Path

import pytest
from command_line import Call

from stores import Library


def test_the_history_is_newest_first_and_says_by_whom(command: Call, kept: list[str]) -> None:
    command("tag", kept[0], "pier")
    done = command("history")
    assert (done.status, done.err) == (0, "")
    rows = [row.split("  ") for row in done.out.splitlines()]
    assert [(row[0], *row[2:]) for row in rows] == [
        ("4", "command", kept[0], "Tags: pier"),
        ("3", "test", kept[1], "Follow-up open: Confirm the price of the harbour."),
        ("2", "test", kept[1], "Kept: Harbour kept"),
        ("1", "test", kept[0], "Kept: Harbour kept, part 1"),
    ]
    two = command("history", "--limit", "2")
    assert (two.out.splitlines(), two.err.count("\n")) == (done.out.splitlines()[:2], 1)
    assert command("history", "--limit", "9" * 30).out == done.out
    assert command("history", "--limit", "9", kept[0][:5]).out.splitlines() == done.out.splitlines()[::3]


def test_as_json_each_change_is_an_object(command: Call, kept: list[str]) -> None:
    command("alias", "Port", "the port")
    library_wide, newest, *_ = json.loads(command("history", "--format", "json").out)
    assert newest.keys() == {"number", "at", "by", "id", "what", "undone"}
    assert (newest["number"], newest["by"], newest["id"], newest["undone"]) == (3, "test", kept[1], False)
    assert library_wide["id"] is None
    assert command("history", "--limit", "1").out.split("  ")[3] == "library"


def test_the_last_change_is_taken_back_whoever_made_it(command: Call, kept: list[str], library: Path) -> None:
    done = command("undo")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(
        "Follow-up suggested again: Confirm the price of the harbour.  (change 3, made by test, "
    )
    with Library.open(library, readonly=True) as opened:
        assert opened.entries()[0].open == 0
    assert "[taken back]" in command("history").out
    again = json.loads(command("undo", "--format", "json").out)
    assert again["again"] == "No longer kept: Harbour kept"
    assert (again["change"]["number"], again["change"]["by"], again["change"]["undone"]) == (2, "test", True)


def test_a_change_is_taken_back_by_its_number(command: Call, kept: list[str]) -> None:
    command("tag", kept[0], "pier")
    command("note", kept[0], "--set", "Call")
    assert "(change 4, made by command, " in command("undo", "4").out
    assert command("tag", kept[0]).out == ""
    assert command("note", kept[0]).out == "Call\n"


def test_a_change_of_long_ago_is_taken_back_and_told_too(command: Call, kept: list[str], library: Path) -> None:
    with Library.open(library, by="script") as opened:
        for number in range(220):
            opened.tag(kept[1], f"tag {number}")
    assert command("undo").out.endswith("\n")
    told = json.loads(command("undo", "3", "--format", "json").out)
    assert (told["change"]["number"], told["change"]["by"]) == (3, "test")


def test_what_was_removed_comes_back_whole(command: Call, kept: list[str]) -> None:
    command("tag", kept[1], "pier")
    before = command("show", kept[1], "--format", "json").out
    command("remove", kept[1])
    assert command("show", kept[1]).status == 1
    assert command("undo").out.startswith("Kept again: Harbour kept")
    assert command("show", kept[1], "--format", "json").out == before
    assert command("tag", kept[1]).out == "pier\n"


def test_what_was_changed_since_stays(command: Call, kept: list[str]) -> None:
    command("note", kept[0], "--set", "First")
    command("note", kept[0], "--set", "Second")
    done = command("undo", "4")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert command("note", kept[0]).out == "Second\n"


def test_nothing_to_take_back_is_one_line(command: Call, kept: list[str], library: Path) -> None:
    for _ in range(3):
        assert command("undo").status == 0
    for call in (["undo"], ["undo", "--format", "json"], ["undo", "99"]):
        done = command(*call)
        assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)


def test_a_library_to_which_nothing_was_done_has_no_history(command: Call, library: Path) -> None:
    done = command("history")
    assert (done.status, done.out, done.err.count("\n")) == (0, "", 1)
    assert command("history", "--format", "json").out == "[]\n"
    assert not library.exists()


@pytest.mark.parametrize(
    "call", [["undo", "0"], ["undo", "last"], ["undo", "-1"], ["history", "--limit", "0"], ["history", "--limit", "x"]]
)
def test_a_wrong_call_is_one_line(call: list[str], command: Call, kept: list[str]) -> None:
    done = command(*call)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
