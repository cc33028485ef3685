"""`readout correct` and `readout alias`: what the user knows better than the analysis."""

import json
from pathlib import Path

import pytest
from analysed import analysed
from command_line import NEWS, Call

from briefing.contract import from_json
from briefing.model import Briefing
from stores import Library


@pytest.fixture
def id(library: Path) -> str:
    """The id of the one briefing in the library, of NEWS, as the analysis makes it."""
    with Library.open(library) as opened:
        return opened.add(analysed(NEWS))


@pytest.fixture
def shown(command: Call, id: str) -> "Shown":
    return Shown(command, id)


class Shown:
    """The briefing as `readout show` has it."""

    def __init__(self, command: Call, id: str) -> None:
        self._command = command
        self._id = id

    def now(self) -> Briefing:
        return from_json(json.loads(self._command("show", self._id, "--format", "json").out))


def test_statements_and_stakeholders_are_listed_with_their_ids(command: Call, id: str, shown: Shown) -> None:
    briefing = shown.now()
    rows = command("correct", id, "statements").out.splitlines()
    assert [row.split("  ")[0] for row in rows] == [statement.id for statement in briefing.statements]
    assert rows[0].endswith(f"Ada Byron  {briefing.statements[0].stance}  “We will not sell the harbour to anybody,”")
    listed = json.loads(command("correct", id, "statements", "--format", "json").out)
    assert listed == json.loads(command("show", id, "--format", "json").out)["statements"]
    parties = command("correct", id, "stakeholders").out.splitlines()
    assert [row.split("  ") for row in parties] == [[p.id, p.kind, p.name] for p in briefing.stakeholders]
    listed = json.loads(command("correct", id, "--format", "json", "stakeholders").out)
    assert listed == json.loads(command("show", id, "--format", "json").out)["stakeholders"]


def test_a_speaker_a_stance_and_a_headline_are_corrected(command: Call, id: str, shown: Shown) -> None:
    done = command("correct", id[:5], "speaker", "s1", "Charles", "Babbage")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("c1  ")
    assert "Charles Babbage (was: " in done.out
    assert command("correct", id, "stance", "s2", "Supports").status == 0
    assert command("correct", id, "headline", "The", "harbour stays").status == 0
    briefing = shown.now()
    first, second = briefing.statement("s1"), briefing.statement("s2")
    assert first.speaker is not None
    assert (first.speaker.name, first.origin, second.stance) == ("Charles Babbage", "user", "supports")
    assert (briefing.headline.text, briefing.headline.origin) == ("The harbour stays", "user")


def test_a_stakeholder_is_renamed_by_name_or_id(command: Call, id: str, shown: Shown) -> None:
    party = shown.now().stakeholders[0]
    assert command("correct", id, "stakeholder", party.name.upper(), "The", "council").status == 0
    assert "The council" in [one.name for one in shown.now().stakeholders]
    (renamed,) = [one for one in shown.now().stakeholders if one.name == "The council"]
    assert command("correct", id, "stakeholder", renamed.id, "The council of Port").status == 0
    assert "The council of Port" in [one.name for one in shown.now().stakeholders]


def test_statements_are_removed_and_added(command: Call, id: str, shown: Shown) -> None:
    before = shown.now().statements
    assert command("correct", id, "remove", "s1", "s2").out.count("\n") == 2
    assert len(shown.now().statements) == len(before) - 2
    added = command("correct", id, "add", "keeps the harbour", "--speaker", "The council", "--stance", "commits")
    assert added.status == 0
    (one,) = [it for it in shown.now().statements if it.content[0].exact == "keeps the harbour"]
    assert one.speaker is not None
    assert (one.speaker.name, one.stance, one.origin) == ("The council", "commits", "user")


def test_words_that_stand_in_several_places_need_to_be_told_apart(command: Call, id: str, shown: Shown) -> None:
    done = command("correct", id, "add", "the harbour")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert command("correct", id, "add", "--which", "2", "the harbour").status == 0
    (one,) = [it for it in shown.now().statements if it.content[0].exact == "the harbour"]
    assert one.content[0].start == NEWS.index("the harbour", NEWS.index("the harbour") + 1)


def test_corrections_are_listed_and_withdrawn(command: Call, id: str, shown: Shown) -> None:
    nothing = command("correct", id)
    assert (nothing.status, nothing.out, nothing.err.count("\n")) == (0, "", 1)
    before = shown.now()
    command("correct", id, "stance", "s1", "warns")
    command("correct", id, "headline", "Kept")
    rows = command("correct", id).out.splitlines()
    assert [row.split("  ")[0] for row in rows] == ["c1", "c2"]
    first, second = json.loads(command("correct", id, "list", "--format", "json").out)
    assert first.keys() == {"briefing", "id", "at", "orphaned", "what", "correction"}
    assert (first["briefing"], first["id"], first["orphaned"]) == (id, "c1", False)
    assert (first["correction"]["kind"], first["correction"]["value"]) == ("stance", "warns")
    assert second["what"] == f"Headline: Kept (was: {before.headline.text})"
    (withdrawn,) = json.loads(command("correct", id, "withdraw", "c2", "--format", "json").out)
    assert withdrawn == second
    assert shown.now().headline == before.headline
    assert command("correct", id, "withdraw", "c1").out == f"{rows[0]}\n"
    assert shown.now() == before


def test_what_is_wrong_with_several_changes_nothing(command: Call, id: str) -> None:
    done = command("correct", id, "remove", "s1", "s99")
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert command("correct", id, "--format", "json").out == "[]\n"


@pytest.mark.parametrize(
    ("call", "status", "names"),
    [
        (["speaker", "s99", "Ada"], 1, "s99"),
        (["speaker", "s1", " "], 1, "name"),
        (["stakeholder", "Nobody", "Ada"], 1, "Nobody"),
        (["add", "words that are not there"], 1, "do not stand in the article"),
        (["withdraw", "c1"], 1, "c1"),
        (["headline", " "], 1, "headline"),
        (["stance", "s1", "angry"], 2, "'angry' is no stance: asks, supports"),
        (["add", "harbour", "--stance", "angry"], 2, "'angry' is no stance"),
        (["add", "harbour", "--which", "0"], 2, "no whole number"),
        (["add"], 2, "required"),
        (["speaker", "s1"], 2, "required"),
        (["praise", "s1"], 2, "invalid choice"),
    ],
)
def test_what_cannot_be_corrected_is_one_line(call: list[str], status: int, names: str, command: Call, id: str) -> None:
    done = command("correct", id, *call)
    assert (done.status, done.out, done.err.count("\n")) == (status, "", 1)
    assert names in done.err
    assert command("correct", id, "--format", "json").out == "[]\n"


def test_other_names_stand_for_a_stakeholder_in_the_whole_library(command: Call, id: str, shown: Shown) -> None:
    party = shown.now().stakeholders[0].name
    nothing = command("alias")
    assert (nothing.status, nothing.out, nothing.err.count("\n")) == (0, "", 1)
    done = command("alias", "City of Port", party, "the town hall")
    assert (done.status, done.out) == (0, f"City of Port: {party}, the town hall\n")
    assert "City of Port" in [one.name for one in shown.now().stakeholders]
    command("alias", "Another", "the other")
    assert json.loads(command("alias", "--format", "json").out) == {
        "Another": ["the other"],
        "City of Port": [party, "the town hall"],
    }
    assert command("alias", "Another").out == "Another: the other\n"
    gone = command("alias", "City of Port", "--remove", party, "the town hall")
    assert (gone.status, gone.out, gone.err.count("\n")) == (0, "", 1)
    assert party in [one.name for one in shown.now().stakeholders]


def test_names_are_removed_of_somebody(command: Call, library: Path) -> None:
    done = command("alias", "--remove", "x")
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
