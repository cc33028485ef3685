"""Follow-ups: suggestions with a reason, few, short, each with the words that gave it."""

import pytest
from analysed import analysed

from briefing.analysis.follow_ups import LONGEST, MOST
from briefing.model import FollowUp, FollowUpKind, FollowUpState


def suggested(text: str, kind: FollowUpKind, **known: object) -> list[FollowUp]:
    return [follow_up for follow_up in analysed(text, **known).follow_ups if follow_up.kind is kind]


def test_an_ask_without_an_answer_is_to_be_answered() -> None:
    (follow_up,) = suggested("The minister asked foreign allies to stop the war.", FollowUpKind.RESPONSE)
    assert "foreign allies" in follow_up.text
    assert follow_up.spans[0].exact == "foreign allies"
    assert follow_up.state is FollowUpState.SUGGESTED


def test_an_ask_whose_addressee_speaks_in_the_article_needs_none() -> None:
    text = "The minister asked Ada Smith to stop the war. Ada Smith said that she would not."
    assert suggested(text, FollowUpKind.RESPONSE) == []


def test_things_are_not_asked_for_an_answer() -> None:
    assert suggested("The report urged new rules to stop the war.", FollowUpKind.RESPONSE) == []


def test_who_was_only_told_is_not_asked() -> None:
    text = "“The king should go at once,” the minister told the crowd."
    assert suggested(text, FollowUpKind.RESPONSE) == []


def test_a_hedged_or_second_hand_lead_is_to_be_confirmed() -> None:
    hedged = suggested("The minister has reportedly asked allies to stop the war.", FollowUpKind.CONFIRM)
    assert ["reportedly" in follow_up.text for follow_up in hedged] == [True]
    second_hand = suggested(
        "According to the Wall Street Journal, officials suggested that it was over.", FollowUpKind.CONFIRM
    )
    assert ["The Wall Street Journal" in follow_up.text for follow_up in second_hand] == [True]
    assert suggested("The minister asked allies to stop the war.", FollowUpKind.CONFIRM) == []


def test_an_unnamed_person_in_a_key_quote_is_to_be_identified_but_a_paper_is_not() -> None:
    (follow_up,) = suggested("“We are ready to leave now,” an unnamed official said.", FollowUpKind.IDENTIFY)
    assert follow_up.spans[0].exact == "an unnamed official"
    assert suggested("“We are ready to leave now,” a report said.", FollowUpKind.IDENTIFY) == []
    assert suggested("“We are ready to leave now,” Ada Smith said.", FollowUpKind.IDENTIFY) == []


@pytest.mark.parametrize(
    ("date", "due"),
    [("March 3, 2027", "2027-03-03"), ("March 2027", "2027-03"), ("February 31, 2027", None), ("next week", None)],
)
def test_a_date_to_come_is_due_as_exactly_as_it_is_told(date: str, due: str | None) -> None:
    (follow_up,) = suggested(f"The court will rule on {date}.".replace("on next", "next"), FollowUpKind.DATE)
    assert (follow_up.spans[0].exact, follow_up.due) == (date, due)


def test_a_date_that_is_past_is_no_follow_up() -> None:
    assert suggested("The court ruled on March 3, 2020.", FollowUpKind.DATE) == []


def test_a_figure_of_the_lead_is_to_be_checked() -> None:
    text = "The harbour cost $30 billion and pleased 46 percent. It rained. It snowed. It cost 5 million."
    assert [follow_up.spans[0].exact for follow_up in suggested(text, FollowUpKind.FIGURE)] == [
        "$30 billion",
        "46 percent",
    ]


def test_there_are_at_most_eight_each_its_own_and_short() -> None:
    asks = " ".join(
        f"The minister asked the {name} company of the far north to stop the war." for name in "abcdefghijklm"
    )
    long = "The minister asked the " + "very " * 60 + "old king to go."
    follow_ups = analysed(f"{asks} {long}").follow_ups
    assert len(follow_ups) == MOST
    assert len({follow_up.text for follow_up in follow_ups}) == MOST
    assert all(len(follow_up.text) <= LONGEST and follow_up.spans for follow_up in follow_ups)
    assert [follow_up.id for follow_up in follow_ups] == [f"f{n}" for n in range(1, MOST + 1)]
