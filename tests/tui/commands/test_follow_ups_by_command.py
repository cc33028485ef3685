"""`readout follow-ups`: what is due of all briefings, and each follow-up on its way."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from briefings import numbered
from command_line import Call

from stores import Library

TODAY = date.today()
YESTERDAY, IN_A_WEEK, IN_A_MONTH = ((TODAY + timedelta(days=days)).isoformat() for days in (-1, 7, 30))


def follow_up(library: Path, id: str, follow_up_id: str) -> tuple[str, str, str | None]:
    """State, text and due date of a follow-up as they are kept."""
    with Library.open(library, readonly=True) as opened:
        found = opened.get(id).follow_up(follow_up_id)
        return found.state, found.text, found.due


@pytest.fixture
def dated(library: Path, kept: list[str]) -> list[str]:
    """The library of two, with open follow-ups that are overdue, due in a week, due in a month and undated."""
    with Library.open(library) as opened:
        opened.set_follow_up(kept[1], "f1", due=IN_A_WEEK)
        opened.set_follow_up(kept[0], "f1", state="open", due=IN_A_MONTH)
        opened.add_follow_up(kept[0], "Call the mayor", due=YESTERDAY)
        opened.add_follow_up(kept[1], "Read the budget")
        opened.set_follow_up(kept[1], "f2", state="dropped")
    return kept


def texts(done_out: str) -> list[str]:
    return [item["follow_up"]["text"] for item in json.loads(done_out)]


def test_open_ones_of_all_briefings_stand_by_due_date_overdue_first_and_marked(command: Call, dated: list[str]) -> None:
    done = command("follow-ups")
    assert (done.status, done.err) == (0, "")
    rows = [row.split("  ") for row in done.out.splitlines()]
    weekday = date.fromisoformat(YESTERDAY).strftime("%a")
    assert rows[0] == [
        dated[0],
        "o1",
        f"overdue {weekday} {YESTERDAY}",
        "open",
        "Call the mayor — Harbour kept, part 1",
    ]
    assert [row[0] for row in rows] == [dated[0], dated[1], dated[0], dated[1]]
    assert [row[2].split()[0] for row in rows] == ["overdue", "due", "due", "no"]
    assert command("follow-ups", "list").out == done.out


def test_as_json_each_is_an_object_with_the_contracts_follow_up(command: Call, dated: list[str]) -> None:
    items = json.loads(command("follow-ups", "--format", "json").out)
    assert items[0] == {
        "briefing": dated[0],
        "headline": "Harbour kept, part 1",
        "overdue": True,
        "follow_up": {
            "id": "o1", "kind": "own", "text": "Call the mayor", "due": YESTERDAY, "state": "open", "spans": []
        },
    }  # fmt: skip
    assert [item["overdue"] for item in items] == [True, False, False, False]
    assert items[1]["follow_up"]["spans"][0]["exact"] == "“We will not sell it,”"
    assert json.loads(command("follow-ups", "list", "--format", "json").out) == items


def test_all_has_the_suggested_done_and_dropped_ones_too(command: Call, dated: list[str]) -> None:
    items = json.loads(command("follow-ups", "--all", "--format", "json").out)
    assert [item["follow_up"]["state"] for item in items] == ["open"] * 4 + ["suggested", "dropped"]
    assert command("follow-ups", "--all").out == command("follow-ups", "list", "--all").out


def test_what_is_overdue_or_due_by_a_day(command: Call, dated: list[str]) -> None:
    assert texts(command("follow-ups", "--overdue", "--format", "json").out) == ["Call the mayor"]
    by = command("follow-ups", "list", "--by", "in 2 weeks", "--format", "json").out
    assert texts(by) == ["Call the mayor", "Confirm the price of the harbour."]
    assert command("follow-ups", "--by", IN_A_WEEK, "--format", "json").out == by
    assert texts(command("follow-ups", "--by", "yesterday", "--format", "json").out) == ["Call the mayor"]


def test_one_that_is_done_or_only_suggested_is_not_overdue(command: Call, dated: list[str], library: Path) -> None:
    command("follow-ups", "done", dated[0], "o1")
    assert command("follow-ups", "--overdue").out == ""
    items = json.loads(command("follow-ups", "list", dated[0], "--format", "json").out)
    assert [item["overdue"] for item in items] == [False] * 3


def test_of_one_briefing_all_are_listed_with_their_ids(command: Call, dated: list[str]) -> None:
    done = command("follow-ups", "list", dated[1][:5])
    assert [row.split("  ")[:2] for row in done.out.splitlines()] == [[dated[1], id] for id in ("f1", "f2", "o1")]
    assert "Harbour kept" not in done.out
    assert "f2  due 2026-04  dropped  Ask who would buy." in done.out
    overdue_first = command("follow-ups", "list", dated[0]).out.splitlines()
    assert [row.split("  ")[1] for row in overdue_first] == ["o1", "f1", "f2"]


def test_nothing_to_follow_up_is_no_error(command: Call, library: Path) -> None:
    done = command("follow-ups")
    assert (done.status, done.out, done.err.count("\n")) == (0, "", 1)
    assert json.loads(command("follow-ups", "--format", "json").out) == []
    assert not library.exists()


def test_states_change_and_what_is_so_now_is_told(command: Call, kept: list[str], library: Path) -> None:
    done = command("follow-ups", "done", kept[1][:5], "f1", "f2")
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        f"{kept[1]}  f1  no date  done  Confirm the price of the harbour.\n"
        f"{kept[1]}  f2  due 2026-04  done  Ask who would buy.\n"
    )
    assert [follow_up(library, kept[1], id)[0] for id in ("f1", "f2")] == ["done", "done"]
    command("follow-ups", "open", kept[1], "f2")
    (dropped,) = json.loads(command("follow-ups", "drop", kept[1], "f1", "--format", "json").out)
    assert (dropped["briefing"], dropped["follow_up"]["state"]) == (kept[1], "dropped")
    assert [follow_up(library, kept[1], id)[0] for id in ("f1", "f2")] == ["dropped", "open"]


def test_one_that_is_not_there_does_not_stop_the_others(command: Call, kept: list[str], library: Path) -> None:
    done = command("follow-ups", "done", kept[1], "f9", "f1")
    assert (done.status, done.out.count("\n"), done.err.count("\n")) == (1, 1, 1)
    assert "f9" in done.err
    assert follow_up(library, kept[1], "f1")[0] == "done"


def test_a_due_date_is_typed_as_people_write_it(command: Call, kept: list[str], library: Path) -> None:
    for words, due in ((["in", "2", "weeks"], TODAY + timedelta(days=14)), (["tomorrow"], TODAY + timedelta(days=1))):
        done = command("follow-ups", "due", kept[1], "f1", *words)
        assert done.out == f"{kept[1]}  f1  due {due:%a} {due}  open  Confirm the price of the harbour.\n"
        assert follow_up(library, kept[1], "f1")[2] == due.isoformat()
    command("follow-ups", "due", kept[1], "f1", "2027-03")
    assert follow_up(library, kept[1], "f1")[2] == "2027-03"
    command("follow-ups", "due", kept[1], "f1", "none")
    assert follow_up(library, kept[1], "f1")[2] is None


def test_ones_own_is_added_open_and_worded_anew(command: Call, kept: list[str], library: Path) -> None:
    done = command("follow-ups", "add", kept[0], "Call", "the", "mayor", "--due", "2027-01-02")
    assert done.out == f"{kept[0]}  o1  due Sat 2027-01-02  open  Call the mayor\n"
    command("follow-ups", "text", kept[0], "o1", "Call the new mayor")
    assert follow_up(library, kept[0], "o1") == ("open", "Call the new mayor", "2027-01-02")
    (added,) = json.loads(command("follow-ups", "add", "--format", "json", kept[0], "--", "--really?").out)
    assert (added["follow_up"]["id"], added["follow_up"]["text"]) == ("o2", "--really?")


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (["due", "ID", "f1", "soon"], "'soon' is no date"),
        (["due", "ID", "f1", "1/12/2026"], "may be 1 December 2026 or 12 January 2026"),
        (["due", "ID", "f1", "30", "feb"], "no day '30 feb'"),
        (["add", "ID", "Call", "--due", "soon"], "'soon' is no date"),
        (["--by", "soon"], "'soon' is no date"),
        (["list", "--by", "none"], "it needs a date"),
        (["done", "ID"], "required"),
        (["add", "ID"], "required"),
        (["finish", "ID", "f1"], "invalid choice"),
    ],
)
def test_a_wrong_call_is_one_line_and_changes_nothing(
    call: list[str], names: str, command: Call, kept: list[str], library: Path
) -> None:
    before = command("follow-ups", "--all").out
    done = command("follow-ups", *(kept[1] if word == "ID" else word for word in call))
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert names in done.err
    assert command("follow-ups", "--all").out == before


@pytest.mark.parametrize(
    "call",
    [["done", "nothing", "f1"], ["due", "ID", "f9", "fri"], ["text", "ID", "f1", " "], ["add", "nothing", "Call"]],
)
def test_what_cannot_be_done_is_one_line(call: list[str], command: Call, kept: list[str]) -> None:
    done = command("follow-ups", *(kept[1] if word == "ID" else word for word in call))
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)


def test_what_changes_is_told_in_the_history_as_done_by_command(command: Call, kept: list[str], library: Path) -> None:
    command("follow-ups", "done", kept[1], "f1")
    with Library.open(library, readonly=True) as opened:
        assert opened.history(limit=1)[0].by == "command"


def test_the_agenda_of_many_is_read_once(command: Call, library: Path) -> None:
    with Library.open(library) as opened:
        ids = [opened.add(numbered(number)) for number in range(20)]
        for id in ids:
            opened.set_follow_up(id, "f1", state="open")
    assert command("follow-ups").out.count("\n") == 20
    assert command("follow-ups", "--all").out.count("\n") == 40
