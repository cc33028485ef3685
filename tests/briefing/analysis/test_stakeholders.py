"""Stakeholders: one per party, however the article calls it."""

import pytest
from analysed import analysed, only, party

from briefing.model import Briefing, StakeholderKind


def names(briefing: Briefing) -> list[str]:
    return [stakeholder.name for stakeholder in briefing.stakeholders]


def speakers(text: str) -> list[tuple[str, bool, str | None]]:
    """Return name, named and stakeholder of each statement's speaker."""
    briefing = analysed(text)
    parties = {stakeholder.id: stakeholder.name for stakeholder in briefing.stakeholders}
    return [
        (s.speaker.name, s.speaker.named, parties.get(s.speaker.stakeholder or ""))
        for s in briefing.statements
        if s.speaker is not None
    ]


def test_a_surname_and_a_pronoun_lead_to_the_full_name() -> None:
    text = "Senator Ada Smith said the fleet was ready. Ms. Smith said it would sail. She said the army would not."
    assert speakers(text) == [("Ada Smith", True, "Ada Smith")] * 3
    person = party(analysed(text), "Ada Smith")
    assert person.kind is StakeholderKind.PERSON
    assert [mention.exact for mention in person.mentions] == ["Senator Ada Smith", "Ms. Smith", "She"]


def test_junior_is_no_surname() -> None:
    text = "James P. Kennedy Jr. said that it rained. Kennedy said that it snowed."
    assert {name for _, _, name in speakers(text)} == {"James P. Kennedy Jr."}


def test_a_surname_may_stand_before_the_full_name() -> None:
    assert names(analysed("Smith says the fleet is ready.\n\nAda Smith, a lawyer, said she would sail.")) == [
        "Ada Smith"
    ]


def test_two_people_with_one_surname_stay_two() -> None:
    text = (
        "Ada Smith said the fleet was ready. Smith said it would sail.\n\n"
        "Bob Smith said no fleet would. Smith said the army would not."
    )
    assert [stakeholder for _, _, stakeholder in speakers(text)] == ["Ada Smith", "Ada Smith", "Bob Smith", "Bob Smith"]


@pytest.mark.parametrize(
    ("speaker", "stakeholder", "named"),
    [
        ("US officials", "US officials", False),
        ("The United States government", "US officials", True),
        ("A senior American official", "US officials", False),
        ("Washington", "US officials", True),
        ("German officials", "German officials", False),
        ("Berlin", "German officials", True),
        ("The Chinese government", "Chinese officials", True),
        ("French senators", "French senators", False),
        ("The Pentagon", "Pentagon", True),
        ("People familiar with the talks", "People familiar with the talks", False),
        ("A spokesman for Acme", "Acme", False),
        ("An Acme spokeswoman", "Acme", False),
        ("The Boston Globe", "The Boston Globe", True),
        ("Secretary of State Ada Smith", "Ada Smith", True),
        ("The chairman of the Conservative Party", "chairman of the Conservative Party", False),
        ("China’s ambassador to Britain Liu Xiaoming", "Liu Xiaoming", True),
        ("A professor at Harvard", "professor at Harvard", False),
        ("The High Commissioner for Human Rights", "High Commissioner for Human Rights", True),
        ("Ada Smith and Bob Jones", "Ada Smith and Bob Jones", True),
        ("The Clinton campaign", "Clinton campaign", True),
        ("Trump supporters", "Trump supporters", False),
        ("White House aides", "US officials", False),
    ],
)
def test_a_role_leads_to_the_party_it_stands_for(speaker: str, stakeholder: str, named: bool) -> None:
    found = speakers(f"{speaker} said that the talks had failed.")
    assert [(is_named, name) for _, is_named, name in found] == [(named, stakeholder)]


def test_an_agency_that_speaks_for_itself_is_part_of_its_government() -> None:
    briefing = analysed("The Kremlin said that the talks had failed.")
    assert party(briefing, "Kremlin").part_of == party(briefing, "Russian officials").id
    assert party(briefing, "Kremlin").kind is StakeholderKind.GOVERNMENT
    briefing = analysed("China’s commerce ministry said that the talks had failed.")
    assert party(briefing, "China’s commerce ministry").part_of == party(briefing, "Chinese officials").id


def test_a_role_leads_back_to_the_person_who_has_it() -> None:
    text = "President Ada Smith said it rained. Bob Jones said it snowed. The president said it did both."
    assert [name for _, _, name in speakers(text)] == ["Ada Smith", "Bob Jones", "Ada Smith"]


def test_what_is_no_company_is_not_called_one() -> None:
    text = "Smith is the final decision-maker. Ada Smith said it rained. Acme, a maker of ships, said it snowed."
    briefing = analysed(text)
    assert party(briefing, "Ada Smith").kind is StakeholderKind.PERSON
    assert party(briefing, "Acme").kind is StakeholderKind.COMPANY


def test_the_government_and_the_company_lead_back_where_it_is_clear() -> None:
    text = (
        "The Norwegian government has asked Acme to leave. The government said that it was sorry.\n\n"
        "Acme is one of the largest shipping companies of the world. The Dutch company said that it would stay."
    )
    assert [name for _, _, name in speakers(text)] == ["Norwegian officials", "Norwegian officials", "Acme"]
    assert party(analysed(text), "Acme").kind is StakeholderKind.COMPANY


def test_a_party_is_mentioned_where_it_does_not_speak_too() -> None:
    text = (
        "US officials said that it rained. Acme, a firm, sued the US government. "
        "It sued American officials near the American military base."
    )
    assert [mention.exact for mention in party(analysed(text), "US officials").mentions] == [
        "US officials",
        "the US government",
        "American officials",
    ]


def test_who_is_the_noun_before_it() -> None:
    assert speakers("He met Ada Smith, who said that the fleet was ready.") == [("Ada Smith", True, "Ada Smith")]


def test_why_a_speaker_is_unnamed_is_kept() -> None:
    text = "“The talks have failed for good,” said an official, who spoke on condition of anonymity."
    speaker = only(text).speaker
    assert speaker is not None
    assert speaker.anonymity is not None
    assert speaker.anonymity.exact == "who spoke on condition of anonymity"


def test_everybody_and_a_stray_it_are_nobody() -> None:
    assert [name for _, _, name in speakers("Everybody said that the talks had failed. It said so.")] == [None]


def test_no_two_stakeholders_share_a_name() -> None:
    text = (
        "ACME said it was ready. Acme said it was not ready. The White House said so. The White House official said it."
    )
    found = [name.lower() for name in names(analysed(text))]
    assert len(found) == len(set(found))
