"""What is to be confirmed: claims of other outlets beyond the lead, what is only reported, and no more."""

from analysed import analysed

from briefing.model import FollowUpKind

LEAD = "It rained in the town. It snowed on the hill. It was cold in the valley.\n\n"


def confirmed(text: str, **known: object) -> list[str]:
    found = analysed(LEAD + text, **known).follow_ups
    return [one.text for one in found if one.kind is FollowUpKind.CONFIRM]


def test_a_claim_of_another_outlet_is_told_wherever_it_stands() -> None:
    text = "The Washington Post reported that the council was closing the harbour."
    assert confirmed(text) == ["Confirm with The Washington Post: “the council was closing the harbour”."]


def test_the_articles_own_outlet_confirms_nothing() -> None:
    text = "The Washington Post reported that the council was closing the harbour."
    assert confirmed(text, outlet="The Washington Post") == []


def test_what_an_outlet_thinks_and_its_polls_are_no_claims_to_confirm() -> None:
    assert confirmed("The Washington Post praised the new harbour.") == []
    assert confirmed("A CNN poll found that the mayor was leading by six points.") == []


def test_what_cannot_be_read_alone_is_left_out() -> None:
    assert confirmed("CNN reported that it was closing.") == []


def test_what_is_only_reported_is_told_where_nobody_stands_for_it() -> None:
    text = "The council has reportedly closed the harbour for all ships."
    expected = f"Confirm “{text[:-1]}”: the article does not say who reports it."
    assert confirmed(text) == [expected]
    assert confirmed(f"Mary Cole said that the {text[4:]}") == []


def test_a_hedged_lead_is_to_be_confirmed_from_its_hedge_on() -> None:
    text = "The council has reportedly asked all captains to leave the old harbour of the town."
    found = [one.text for one in analysed(text).follow_ups if one.kind is FollowUpKind.CONFIRM]
    said = "“reportedly asked all captains to leave the old harbour of the town”"
    assert found == [f"Confirm {said}: the article does not say who reports it."]
