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


def test_the_first_figure_of_the_lead_that_nobody_gives_is_to_be_checked() -> None:
    text = "The harbour cost $30 billion and pleased 46 percent. The sale pleased 51 percent. It rained."
    assert [follow_up.spans[0].exact for follow_up in suggested(text, FollowUpKind.FIGURE)] == ["$30 billion"]


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


def test_a_date_is_resolved_against_the_day_of_publication_and_told_in_the_articles_words() -> None:
    text = "The council will vote on the harbour next Tuesday. It rained last Tuesday."
    (follow_up,) = suggested(text, FollowUpKind.DATE, published="2026-11-27")
    assert follow_up.due == "2026-12-01"
    assert follow_up.text == "See what came of it: “The council will vote on the harbour next Tuesday”."


@pytest.mark.parametrize(
    "text",
    [
        "The council will vote on the harbour on Nov. 20.",
        "If the council were asked, it would vote on the harbour next Tuesday.",
        "The council said on Tuesday that it rained.",
        "The harbour will be gone by 2090.",
    ],
)
def test_what_is_past_supposed_or_far_away_is_no_date_to_come(text: str) -> None:
    assert suggested(text, FollowUpKind.DATE, published="2026-11-27") == []


def test_a_figure_has_its_source_or_the_lack_of_one() -> None:
    given = "Ada Smith said that the harbour had cost $30 billion."
    assert [f.text for f in suggested(given, FollowUpKind.FIGURE)] == [
        "Check “the harbour had cost $30 billion”: the figure is Ada Smith’s."
    ]
    lacking = "The harbour cost $30 billion. It rained on it."
    assert [f.text for f in suggested(lacking, FollowUpKind.FIGURE)] == [
        "Find the source of “The harbour cost $30 billion”: the article names none."
    ]


def test_who_is_spoken_against_by_name_and_has_no_voice_is_to_answer() -> None:
    text = "Ada Smith said Bob Jones should not be king. Bob Jones was there, and Bob Jones left."
    assert [f.text for f in suggested(text, FollowUpKind.RESPONSE)] == [
        "Ask Bob Jones to respond to Ada Smith: “Bob Jones should not be king”."
    ]
    answered = f"{text} Bob Jones said that he would be."
    assert suggested(answered, FollowUpKind.RESPONSE) == []


def test_who_did_not_comment_is_asked_again() -> None:
    text = "Ada Smith declined to comment on the sale. The harbour was sold."
    assert [f.text for f in suggested(text, FollowUpKind.RESPONSE)] == [
        "Ask Ada Smith again: “declined to comment on the sale”."
    ]


def test_the_party_of_a_spokeswoman_is_asked_for_her_name() -> None:
    text = "“We are ready to leave this harbour now,” an Acme spokeswoman said."
    assert [f.text for f in suggested(text, FollowUpKind.IDENTIFY)] == [
        "Ask Acme who “an Acme spokeswoman” is: quoted without a name."
    ]


def test_what_is_done_is_asked_for_in_the_articles_words() -> None:
    text = "The minister asked foreign allies to stop the war."
    assert [f.text for f in suggested(text, FollowUpKind.RESPONSE)] == [
        "Ask foreign allies whether they will “stop the war”, as asked by the minister."
    ]


def test_a_named_speaker_on_record_needs_no_confirmation() -> None:
    text = "Ada Smith told CNN that the harbour was sold. It rained. It snowed."
    assert suggested(text, FollowUpKind.CONFIRM, outlet="Reuters") == []
