"""Whom the article's words lead to: places, roles, lists, names with offices in them, works, what is told of a noun."""

import pytest
from analysed import analysed

from briefing.analysis.document import read
from briefing.analysis.leads import Leads
from briefing.analysis.outlets import Outlets


def led(text: str) -> list[str | None]:
    """Return the name of the stakeholder whom each statement's speaker leads to."""
    briefing = analysed(text)
    parties = {stakeholder.id: stakeholder.name for stakeholder in briefing.stakeholders}
    return [parties.get(s.speaker.stakeholder or "") for s in briefing.statements if s.speaker is not None]


@pytest.mark.parametrize(
    ("description", "who"),
    [
        ("The Utah Republican", "Jason Reed"),
        ("The Ohio senator", "Mary Cole"),
        ("The Ohio Republican", "Mary Cole"),
        ("The senator", "Mary Cole"),
    ],
)
def test_a_place_tells_whom_a_description_is_of(description: str, who: str) -> None:
    text = (
        "Rep. Jason Reed of Utah said that it rained. Sen. Mary Cole, R-Ohio, said that it snowed.\n\n"
        f"{description} said that it would stop."
    )
    assert led(text)[-1] == who


def test_a_person_from_elsewhere_is_not_meant_though_named_last() -> None:
    text = "John Moore was there. Florida Gov. Mary Cole argued with him. The Maine Republican said that it rained."
    assert led(text) == ["John Moore"]


@pytest.mark.parametrize(
    ("speaker", "who"),
    [
        ("RNC Chief of Staff Mary Cole", "Mary Cole"),
        ("Palm Beach County Supervisor of Elections Susan Moore", "Susan Moore"),
        ("Under Secretary for Management Patrick Reed", "Patrick Reed"),
        ("The Washington Free Beacon", "Washington Free Beacon"),
        ("Our Principles PAC", "Our Principles PAC"),
        ("A Morning Consult poll", "Morning Consult"),
        ("The left-leaning Brookings Institution", "Brookings Institution"),
        ("Among likely voters, Mary Cole", "Mary Cole"),
    ],
)
def test_a_name_is_whole_and_without_its_office(speaker: str, who: str) -> None:
    assert led(f"It rained, and {speaker} said that it snowed.") == [who]


def test_what_is_told_of_a_noun_is_not_who_speaks() -> None:
    for speaker in ("A pastor supporting Mary Cole", "A woman who has accused Mary Cole of theft"):
        (who,) = led(f"{speaker} said that it rained.")
        assert who is not None
        assert who.startswith(speaker.split()[1])


def test_she_is_the_woman_whom_the_article_only_describes() -> None:
    text = "A woman who has accused John Moore of theft said that it rained. She said that it snowed. Mary Cole left."
    found = led(text)
    assert found[-1] == found[-2] != "Mary Cole"


def test_a_list_of_persons_is_no_one_of_them() -> None:
    text = "John Moore, Mary Cole and Jason Reed said that it rained. Mary Cole said that it snowed."
    assert led(text) == ["John Moore, Mary Cole and Jason Reed", "Mary Cole"]


def test_a_description_behind_a_name_is_that_person() -> None:
    text = "John Moore, a conservative activist, backed the plan. He said that it rained."
    assert set(led(text)) == {"John Moore"}


def test_a_verb_before_a_name_gives_no_title() -> None:
    text = (
        "The inspector general found that Cole knew of it. Mary Cole left. The inspector general said that it rained."
    )
    assert "Mary Cole" not in led(text)


def test_a_papers_name_is_no_post_of_its_town() -> None:
    assert led("The Washington Post reported that it rained.") == ["The Washington Post"]


def test_records_are_not_whoevers_records_the_article_names_elsewhere() -> None:
    text = "Bergen County land records show that it rained. Campaign finance records show that it snowed."
    assert led(text)[0] == "Bergen County"
    assert led(text)[1] != "Bergen County"


def test_the_campaign_is_that_of_whom_the_text_spoke_of_last() -> None:
    assert led("Mary Cole met farmers. The campaign declined to comment on the sale.")[-1] == "Cole campaign"


def test_somebodys_advisers_are_called_theirs() -> None:
    text = "Mary Cole said that it rained. Her advisers said that it snowed."
    assert led(text) == ["Mary Cole", "Cole’s advisers"]


def test_who_held_an_office_before_speaks_for_no_government() -> None:
    briefing = analysed(
        "Robert Moore, a former US ambassador, said that it rained. Retired US officers said it snowed."
    )
    assert {stakeholder.name for stakeholder in briefing.stakeholders} >= {"Robert Moore"}
    assert "US officials" not in {stakeholder.name for stakeholder in briefing.stakeholders}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mary Cole is releasing a new 30-second ad on roads. The ad says that it rained.", "Mary Cole"),
        (
            "It was told in a report released on Friday by Acme Institute. The report said that it rained.",
            "Acme Institute",
        ),
        ("Emails of hers were released by the State Department. The emails said that it rained.", "emails"),
        ("A CNN/ORC poll said that it rained.", "CNN/ORC"),
        ("To Acme University science professor Mary Cole, it was late. “It rained,” she said.", "Mary Cole"),
        ("The Washington Post is old. The newspaper said that it rained.", "The Washington Post"),
        ("Actress Mary Cole said that it rained.", "Mary Cole"),
        ("Mary Cole left. Cole of Acme said that it rained.", "Mary Cole"),
        (
            "Mary Cole slept. Reed campaign signs were up. The campaign said that it rained. Paul Reed ran.",
            "Reed campaign",
        ),
    ],
)
def test_a_work_is_whose_it_is_and_a_name_who_bears_it(text: str, who: str) -> None:
    assert led(text)[-1] == who


@pytest.mark.parametrize(
    ("cut", "name"), [("some Democrats on the", "some Democrats"), ("a source who saw the", "source")]
)
def test_a_description_that_is_cut_ends_before_what_it_breaks_off_in(cut: str, name: str) -> None:
    document = read(f"It rained, and {cut} letter said so.")
    first = document.token_at(document.text.index(cut))
    found = Leads(document, Outlets(document), frozenset()).to(first, first + len(cut.split()))
    assert found is not None
    assert found.name == name


def test_a_place_of_two_words_is_no_candidate() -> None:
    assert led("Paul Reed, a candidate, spoke in San Jose. The candidate said that it rained.") == ["Paul Reed"]
