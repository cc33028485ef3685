"""Whom pronouns lead to: by who is spoken of, who acts, who is quoted; plurals; who says "I" in what they signed."""

import pytest
from analysed import analysed


def last(text: str) -> str | None:
    """Return the name of the stakeholder whom the last statement's speaker leads to."""
    briefing = analysed(text)
    parties = {stakeholder.id: stakeholder.name for stakeholder in briefing.stakeholders}
    speaker = briefing.statements[-1].speaker
    assert speaker is not None
    return parties.get(speaker.stakeholder or "")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Jason Reed met John Moore on Monday. Moore is wrong about the road, he said.", "Jason Reed"),
        ("Jason Reed spoke for Paul Cole. John Moore was there. He said Moore had no plan.", "Jason Reed"),
        ("Jason Reed said that it rained. “It is late. John Moore has no plan for the town,” he said.", "Jason Reed"),
    ],
)
def test_nobody_is_meant_whom_the_pronoun_s_bearer_speaks_of(text: str, who: str) -> None:
    assert last(text) == who


def test_the_one_who_acts_is_meant_and_not_whose_spokesman_he_is() -> None:
    assert (
        last("Moore spokesman Jason Reed would not say when it will open. John Moore was away. He said so.") != "Reed"
    )
    assert (
        last("John Moore was away. Moore spokesman Jason Reed stayed. “We have no news yet,” he said.") == "Jason Reed"
    )


def test_him_and_his_keep_somebody_in_mind() -> None:
    text = (
        "John Moore said that it rained. Paul Reed’s role was hard. Nobody trusted him, because he said taxes are low."
    )
    assert last(text) == "Paul Reed"


def test_quoted_sentences_are_no_distance() -> None:
    text = (
        "Mary Cole opened the meeting with Susan Reed’s letter. “It rains. It snows. It hails. It is dark,” she said. "
        "“It is cold. It is late,” she added."
    )
    assert last(text) == "Mary Cole"


def test_a_relative_with_a_given_name_is_a_person() -> None:
    text = "Jason Reed stayed at home. His wife, Jane, called for a new road. “The old one is full of holes,” she said."
    assert last(text) == "Jane"


def test_she_is_no_father() -> None:
    text = "Mary Cole was there. Her father said that it rained. She said that it snowed."
    assert last(text) == "Mary Cole"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The committee said no. Jason Reed and John Moore had asked. They said they would go on.",
            "Jason Reed and John Moore",
        ),
        ("Take Sens. Jason Reed and John Moore. Last week, they endorsed the new judge.", "Jason Reed and John Moore"),
        ("The mayor was late. Democrats met on Monday. They said that the plan is wrong.", "Democrats"),
    ],
)
def test_they_are_those_who_act(text: str, who: str) -> None:
    assert last(text) == who


def test_they_are_the_two_whom_another_order_names_too() -> None:
    briefing = analysed(
        "Jason Reed and John Moore said that it rained. John Moore and Jason Reed said that it snowed, too."
    )
    assert len({s.speaker.stakeholder for s in briefing.statements if s.speaker is not None}) == 1


@pytest.mark.parametrize("told", ["Mary Cole, 61, of Bath, Md., who", "It is no surprise for Mary Cole, who"])
def test_who_is_the_person_and_not_the_place_or_the_thing(told: str) -> None:
    assert last(f"{told} said the road is closed, left.") == "Mary Cole"


def test_a_title_of_several_ends_no_sentence() -> None:
    text = "Mary Cole met her rivals, particularly Govs. Jane Reed and Susan Moore. She said that it rained."
    assert last(text) == "Mary Cole"


@pytest.mark.parametrize(
    "signature",
    ["Jason Reed is a farmer in Iowa.", "Rep. Jason Reed, D-Ariz., was an early backer of the road."],
)
def test_who_signs_as_a_contributor_says_i(signature: str) -> None:
    text = "I believe that the road is needed.\n\nI think that the bridge is safe.\n\n"
    assert last(text + signature) == "Jason Reed"
    assert last(text + "The road is a farmer’s joy.") == "the author"
    assert last(f"Jason Reed was there.\n\n{text}{signature}") == "the author"
