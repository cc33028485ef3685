"""Which follow-ups are worth a line: events that are named, figures with what they count, claims nobody stands for."""

import pytest
from analysed import analysed

from briefing.analysis.suggestion import shortened
from briefing.model import FollowUpKind

PUBLISHED = "2026-11-27"


def texts(text: str, kind: FollowUpKind, **known: object) -> list[str]:
    return [one.text for one in analysed(text, **known).follow_ups if one.kind is kind]


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("She rallied voters ahead of the Dec. 8 primary in Ohio.", "See what came of “the Dec. 8 primary in Ohio”."),
        ("It comes before the town's vote on Dec. 3.", "See what came of “the town's vote on Dec. 3”."),
    ],
)
def test_an_event_is_told_by_its_name(sentence: str, text: str) -> None:
    assert texts(f"{sentence} It rained.", FollowUpKind.DATE, published=PUBLISHED) == [text]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mary Cole will win in December.",
        "Many voters are expected to support her in December.",
        "He will speak in the town on Dec. 8.",
        "The council will not vote on Dec. 8.",
        "Mary Cole spoke after a debate Monday.",
        "They like Mary Cole's chances in 2027.",
    ],
)
def test_a_prediction_or_what_cannot_be_told_without_the_text_is_no_event(sentence: str) -> None:
    assert texts(f"{sentence} It rained.", FollowUpKind.DATE, published=PUBLISHED) == []


@pytest.mark.parametrize(
    "asked", ["a woman", "the creation of an agency", "Europe through Greece", "the mayor last week"]
)
def test_who_is_asked_is_somebody_who_can_be(asked: str) -> None:
    assert texts(f"Mary Cole asked {asked} to stop the sale of it.", FollowUpKind.RESPONSE) == []


def test_a_spokesman_who_did_not_answer_is_asked_by_the_name_of_whom_he_speaks_for() -> None:
    found = texts("A spokesman for Acme did not respond to a request for comment. It rained.", FollowUpKind.RESPONSE)
    assert found == ["Ask Acme again: “did not respond to a request for comment”."]


def test_who_is_spoken_against_in_the_verbs_words_is_to_answer() -> None:
    text = "Mary Cole denounced John Moore for the sale of the harbour. John Moore left. John Moore slept."
    (found,) = texts(text, FollowUpKind.RESPONSE)
    assert found == "Ask John Moore to respond to Mary Cole: “denounced John Moore for the sale of the harbour”."


def test_a_lead_that_rests_on_somebody_unnamed_is_to_be_confirmed_in_its_words() -> None:
    text = "The harbour has been sold to a bank, two officials said. It rained. It snowed."
    assert texts(text, FollowUpKind.CONFIRM) == [
        "Confirm “The harbour has been sold to a bank”: it rests on “two officials”, unnamed."
    ]


def test_a_claim_of_another_outlet_is_to_be_confirmed_in_its_words() -> None:
    text = "The harbour has been sold to a bank, officials told Reuters. It rained. It snowed."
    assert texts(text, FollowUpKind.CONFIRM, outlet="Radio One") == [
        "Confirm with Reuters: “The harbour has been sold to a bank”."
    ]


def test_a_figure_that_the_article_gives_a_source_for_elsewhere_is_that_sources() -> None:
    text = (
        "About 42 million borrowers bear the loans. It rained. It snowed. It hailed. It thawed.\n\n"
        "About 42 million borrowers have debts, according to the Treasury Department."
    )
    (found,) = texts(text, FollowUpKind.FIGURE)
    assert found.startswith("Check “About 42 million borrowers have debts”")


def test_a_hundred_percent_is_no_figure() -> None:
    assert texts("Mary Cole said that she agreed 100 percent with it.", FollowUpKind.FIGURE) == []


def test_words_are_cut_only_where_a_clause_ends() -> None:
    said = "the harbour must be sold, because the town needs the money of the bank"
    assert shortened(said, 30) == "“the harbour must be sold”"
    assert shortened(said, 100) == f"“{said}”"
    assert shortened(said, 30, holding="bank") == ""
    assert shortened("the harbour of the town must be sold", 20) == ""


def test_who_speaks_under_a_shorter_name_is_not_asked_for_an_answer() -> None:
    text = "Mary Cole asked President Obama to stop the sale. It rained. Obama said that he would stop nothing."
    assert texts(text, FollowUpKind.RESPONSE) == []


def test_a_figure_whose_words_break_off_is_left_out() -> None:
    text = "The Bureau of Prisons said that of the inmates in the north, 40 percent of whom are old, few left the town."
    assert all("of whom”" not in told for told in texts(text, FollowUpKind.FIGURE))


def test_who_only_wants_something_is_not_heard_and_who_says_something_is() -> None:
    text = "Mary Cole denounced John Moore for the sale of the harbour. John Moore {}. John Moore slept."
    assert texts(text.format("wants a new bridge"), FollowUpKind.RESPONSE)
    assert texts(text.format("said that it rained"), FollowUpKind.RESPONSE) == []


def test_who_is_meant_by_he_in_a_remark_against_him_is_to_answer() -> None:
    text = "Mary Cole spoke of John Moore on Monday. “He has lied about the harbour,” Cole said. John Moore slept."
    assert texts(text, FollowUpKind.RESPONSE) == [
        "Ask John Moore to respond to Mary Cole: “He has lied about the harbour”."
    ]


def test_what_is_alleged_of_somebody_is_to_be_answered_and_a_plain_remark_is_not() -> None:
    text = "Mary Cole said that John Moore {}. John Moore left. John Moore slept."
    assert texts(text.format("lied about the harbour"), FollowUpKind.RESPONSE) == [
        "Ask John Moore to respond to Mary Cole: “John Moore lied about the harbour”."
    ]
    assert texts(text.format("lives in the harbour"), FollowUpKind.RESPONSE) == []


def test_quotations_inside_have_single_marks() -> None:
    text = "Mary Cole accused John Moore of “selling the old harbour.” John Moore left. John Moore slept."
    (found,) = texts(text, FollowUpKind.RESPONSE)
    assert found == "Ask John Moore to respond to Mary Cole: “accused John Moore of ‘selling the old harbour’”."


def test_a_figure_is_told_with_what_it_counts_where_its_clause_points_elsewhere() -> None:
    text = "Mary Cole said that it is a big firm, with more than $22 million in sales on the coast."
    assert texts(text, FollowUpKind.FIGURE) == [
        "Check “more than $22 million in sales on the coast”: the figure is Mary Cole’s."
    ]


def test_a_figure_nobody_gives_has_no_source_and_one_beside_a_survey_has() -> None:
    text = "It rained. The firm has reserved about $9.2 million in airtime."
    (found,) = texts(text, FollowUpKind.FIGURE)
    assert found == "Find the source of “The firm has reserved about $9.2 million in airtime”: the article names none."
    assert texts(f"{text} A survey was made.", FollowUpKind.FIGURE) == []


def test_who_is_heard_on_something_else_has_not_answered() -> None:
    before = "John Moore said that it rained. John Moore left.\n\n"
    attack = "Mary Cole denounced John Moore for the sale of the harbour."
    asked = ["Ask John Moore to respond to Mary Cole: “denounced John Moore for the sale of the harbour”."]
    assert texts(before + attack, FollowUpKind.RESPONSE) == asked
    assert texts(f"{before}{attack} Moore said that the price was good.", FollowUpKind.RESPONSE) == []
    naming = "John Moore said that Mary Cole is wrong. John Moore left.\n\n"
    assert texts(naming + attack, FollowUpKind.RESPONSE) == []
    much = before + "Moore said that it snowed. Moore said that it hailed. Moore said that it was late.\n\n"
    assert texts(much + attack, FollowUpKind.RESPONSE) == []


def test_a_month_and_day_far_off_without_a_year_was_the_last_one() -> None:
    text = "She won after the Feb. 8 primary in Ohio. He remembers the June 30 primary in Maine. It rained."
    assert texts(text, FollowUpKind.DATE, published=PUBLISHED) == ["See what came of “the Feb. 8 primary in Ohio”."]


def test_whose_campaign_answers_is_not_asked_to_respond() -> None:
    text = (
        "Ben Lee is a candidate. Ben Lee lives in Lund. “Ben Lee lied to the people of this town,” Mary Cole said on "
        "Monday.\n\n{answer}It rained in the evening. The harbour was closed. Nobody came. It was late."
    )
    asked = "Ask Ben Lee to respond to Mary Cole: “Ben Lee lied to the people of this town”."
    assert asked in [one.text for one in analysed(text.format(answer="")).follow_ups]
    answer = "“He has told the truth all his life,” the Lee campaign said. "
    assert asked not in [one.text for one in analysed(text.format(answer=answer)).follow_ups]
