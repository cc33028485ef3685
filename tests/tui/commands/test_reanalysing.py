"""`readout reanalyse`: kept articles through today's analysis, with the user's changes kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from analysed import analysed
from command_line import NEWS, Call

from briefing.model import Span, Stakeholder, StakeholderKind
from stores import Library


@pytest.fixture
def ids(library: Path) -> list[str]:
    """Ids of two briefings, the second as today's analysis makes it.

    The first is as an earlier one made it: without the last statement, and taking the pier for a stakeholder.
    """
    today = analysed(NEWS)
    at = NEWS.index("the new pier")
    pier = Stakeholder("p9", "Pier", StakeholderKind.PERSON, None, (Span.of(NEWS, at, at + len("the new pier")),))
    parties = (*today.stakeholders, pier)
    earlier = replace(today, statements=today.statements[:1], positions=today.positions[:1], stakeholders=parties)
    with Library.open(library) as opened:
        return [opened.add(earlier), opened.add(analysed(NEWS.replace("harbour", "market")))]


def test_what_is_otherwise_is_kept_as_a_further_analysis(command: Call, ids: list[str], library: Path) -> None:
    command("tag", ids[0], "pier")
    done = command("reanalyse", ids[0][:5])
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{ids[0]}  analysis 2  The council keeps the harbour.\n"
    with Library.open(library, readonly=True) as opened:
        assert opened.get(ids[0]).statements == analysed(NEWS).statements
        assert len(opened.analyses(ids[0])) == 2
    assert command("tag", ids[0]).out == "pier\n"


def test_what_is_the_same_is_not_kept_again(command: Call, ids: list[str], library: Path) -> None:
    command("correct", ids[1], "stance", "s1", "warns")
    command("follow-ups", "add", ids[1], "Call")
    command("alias", "Port", "The council")
    before = command("history").out
    told = json.loads(command("reanalyse", ids[1], "--format", "json").out)
    assert told == [
        {
            "id": ids[1], "headline": "The council keeps the market.", "analysis": 1, "changed": False, "orphaned": []
        }
    ]  # fmt: skip
    assert command("reanalyse", ids[1]).out == f"{ids[1]}  as before  The council keeps the market.\n"
    assert command("history").out == before


def test_a_correction_whose_words_are_no_longer_found_is_told_and_kept(command: Call, ids: list[str]) -> None:
    command("correct", ids[0], "stakeholder", "Pier", "The pier company")
    done = command("reanalyse", ids[0], "--format", "json")
    assert (done.status, done.err.count("\n")) == (0, 1)
    assert "Stakeholder: The pier company (was: Pier)" in done.err
    assert json.loads(done.out)[0]["orphaned"] == ["c1"]
    assert "[not applied" in command("correct", ids[0]).out
    assert json.loads(command("correct", ids[0], "--format", "json").out)[0]["orphaned"]


def test_all_are_analysed_again(command: Call, ids: list[str]) -> None:
    told = json.loads(command("reanalyse", "--all", "--format", "json").out)
    assert {one["id"]: one["changed"] for one in told} == {ids[0]: True, ids[1]: False}
    told = json.loads(command("reanalyse", "--all", "--format", "json").out)
    assert {one["id"]: one["analysis"] for one in told} == {ids[0]: 2, ids[1]: 1}


def test_one_that_is_not_there_does_not_stop_the_others(command: Call, ids: list[str]) -> None:
    done = command("reanalyse", "nothing", ids[0])
    assert (done.status, done.out.count("\n"), done.err.count("\n")) == (1, 1, 1)


def test_a_further_analysis_is_taken_back(command: Call, ids: list[str], library: Path) -> None:
    before = command("show", ids[0], "--format", "json").out
    command("reanalyse", ids[0])
    assert command("undo").out.startswith("The earlier analysis again: ")
    assert command("show", ids[0], "--format", "json").out == before
