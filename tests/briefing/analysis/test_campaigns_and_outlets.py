"""Campaigns, teams and their aides; outlets and pollsters by their short names; who asks and who answers."""

import pytest
from analysed import analysed, party

from briefing.analysis import noun_phrases
from briefing.analysis.document import read
from briefing.model import FollowUpKind


def led(text: str) -> list[str | None]:
    """Return the name of the stakeholder whom each statement's speaker leads to."""
    briefing = analysed(text)
    parties = {stakeholder.id: stakeholder.name for stakeholder in briefing.stakeholders}
    return [parties.get(s.speaker.stakeholder or "") for s in briefing.statements if s.speaker is not None]


def test_his_campaign_may_be_his_whom_it_speaks_of() -> None:
    text = "Ben Lee raised more than Mary Cole had in May, his campaign announced on Saturday."
    assert led(text) == ["Lee campaign"]
    supporters = "Ben Lee's time is running out, according to even his own supporters. Mary Cole was not there."
    assert led(supporters) == ["Lee’s own supporters"]


@pytest.mark.parametrize(
    "said_by", ["Lee's campaign", "Mr. Lee's campaign", "The Lee team", "Ben Lee's political team", "the Lee camp"]
)
def test_a_campaign_a_camp_and_a_team_of_one_person_are_one(said_by: str) -> None:
    text = f"Ben Lee is a candidate. The Lee campaign said that it rained. On Monday {said_by} said that it snowed."
    assert led(text) == ["Lee campaign", "Lee campaign"]


def test_a_campaign_spokeswoman_speaks_for_the_campaign_and_its_aides_are_part_of_it() -> None:
    text = (
        "Ben Lee is a candidate. The Lee campaign said that it rained. “It snows,” a campaign spokeswoman said. "
        "Campaign aides said that it would stop."
    )
    briefing = analysed(text)
    assert led(text)[:2] == ["Lee campaign", "Lee campaign"]
    assert party(briefing, "Campaign aides").part_of == party(briefing, "Lee campaign").id


def test_figures_and_ads_of_a_campaign_are_its_own() -> None:
    text = "Mary Cole had a bigger balance, according to figures her campaign released on Friday."
    assert led(text) == ["Cole campaign"]
    ad = "The Lee campaign said that it rained. A campaign TV ad accuses Mary Cole of theft."
    assert led(ad) == ["Lee campaign", "Lee campaign"]


def test_a_headline_names_a_body_by_its_noun() -> None:
    text = "Super PAC blasts Lee for skipping debate\n\nThe Blue Harbour PAC blasted Ben Lee for skipping the debate."
    assert set(led(text)) == {"Blue Harbour PAC"}


def test_a_place_before_a_presidents_name_is_no_given_name() -> None:
    text = "A girl was hurt outside a Wisconsin Trump rally. Trump said that it was sad. Donald Trump left."
    assert led(text) == ["Donald Trump"]


def test_a_long_title_is_cut_and_not_the_name_behind_it() -> None:
    text = "National Republican Senatorial Committee Chairman Roger Wicker said that it would rain in the whole state."
    assert led(text) == ["Roger Wicker"]


def test_letters_with_stops_and_a_hyphen_are_one_name() -> None:
    assert led("The A.F.L.-C.I.O. said that it rained.") == ["A.F.L.-C.I.O."]


def test_the_times_is_the_paper_that_was_named_before() -> None:
    text = (
        "Newspaper: Mayor used own car\n\nLUND (AP) — The New York Times reported that the mayor used his own car. "
        "The Times said that he paid for it."
    )
    names = {stakeholder.name for stakeholder in analysed(text).stakeholders}
    assert "The New York Times" in names
    assert not names & {"The Times", "The Associated Press"}


def test_a_poll_goes_by_its_makers_name_short_or_long_and_without_its_month() -> None:
    text = (
        "A September Washington Post-ABC News poll found that 40 percent of voters like Ben Lee. "
        "The new Post-ABC poll found that 50 percent of voters like Mary Cole."
    )
    assert led(text) == ["Washington Post-ABC News"] * 2


def test_who_asks_in_an_interview_is_nobody_and_who_answers_is_the_one_interviewed() -> None:
    turns = "".join(
        f"Q: Will the harbour stay open in year {n}?\n\nA: It will. I promised everybody that it will stay open.\n\n"
        for n in range(3)
    )
    text = f"Mayor Ada Byron spent Thursday in Lund, where she spoke of the harbour.\n\n{turns}"
    found = set(led(text)) - {None}
    assert found <= {"Ada Byron"}
    assert "Ada Byron" in found


def test_what_an_outlet_thinks_is_nothing_to_confirm() -> None:
    report = "The harbour was sold in May for very little money, The Boston Globe reported on Monday."
    told = f"It rained in Lund. The mayor was there. Nobody came. It was late. {report}"
    assert any(one.kind is FollowUpKind.CONFIRM for one in analysed(told).follow_ups)
    thought = told.replace("reported on Monday", "wrote in an editorial")
    assert not any(one.kind is FollowUpKind.CONFIRM for one in analysed(thought).follow_ups)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Oscar-winner Cole said that it rained. Mary Cole was there, and Mary Cole left.", "Mary Cole"),
        ("Mary Cole was there.\n\nContinued Cole: “It will rain in the whole state.”", "Mary Cole"),
        ("Karl Smith was there. The Smith ad claims that it rained in the whole state.", "Karl Smith"),
        ("Our Principles PAC said that it rained.", "Our Principles PAC"),
        ("The Club for Growth was there. One Club for Growth ad argues that it rained.", "Club for Growth"),
    ],
)
def test_a_name_is_the_same_behind_a_prize_a_verb_and_before_an_ad(text: str, who: str) -> None:
    assert set(led(text)) == {who}


def test_one_more_of_whom_the_article_describes_alike_is_another() -> None:
    text = "“It rains,” said a Lund Democrat.\n\n“It snows all day,” said a Lund Democrat. A source said it would stop."
    assert led(text)[:2] == ["Lund Democrat", "Lund Democrat (2)"]


def test_who_held_an_office_once_or_serves_under_somebody_is_not_part_of_it() -> None:
    text = (
        "“It rains,” said Mary Cole, who was State Department spokeswoman in May. Ben Lee served at the State "
        "Department under President Karl Smith. Karl Smith said it snowed. The State Department said it would stop."
    )
    briefing = analysed(text)
    assert party(briefing, "Mary Cole").part_of is None
    assert party(briefing, "Karl Smith").part_of is None


def test_a_verb_behind_a_modal_is_no_part_of_a_phrase() -> None:
    document = read("On Monday they will confront voters who are sad.")
    who = next(i for i, token in enumerate(document.tokens) if token.low == "who")
    phrase = noun_phrases.before(document, who, 0)
    assert phrase is not None
    assert document.line(*phrase) == "voters"


def test_whom_an_article_only_compares_with_has_no_line() -> None:
    text = (
        "Mary Cole said that the mayor was like Abraham Lincoln. Abraham Lincoln was tall. The mayor is tall too. "
        "Abraham Lincoln was born in Kentucky. Abraham Lincoln read much."
    )
    briefing = analysed(text)
    names = {one.id: one.name for one in briefing.stakeholders}
    assert "Abraham Lincoln" not in {names[one.stakeholder] for one in briefing.positions}
