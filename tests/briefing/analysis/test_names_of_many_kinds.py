"""Names with apostrophes, hyphens, accents, particles, suffixes, and headlines in capitals: one stakeholder each."""

import pytest
from analysed import analysed

SAID = "{full} said that the fleet was ready. {short} said that it would sail."


@pytest.mark.parametrize(
    ("full", "short", "name"),
    [
        ("Maureen O’Neill", "O’Neill", "Maureen O’Neill"),
        ("Maureen O'Neill", "Ms. O'Neill", "Maureen O'Neill"),
        ("Maureen O’Neill", "O'Neill", "Maureen O’Neill"),
        ("Sinéad D’Angelo", "D’Angelo", "Sinéad D’Angelo"),
        ("Jean-Claude Juncker", "Mr. Juncker", "Jean-Claude Juncker"),
        ("Alexandria Ocasio-Cortez", "Ocasio-Cortez", "Alexandria Ocasio-Cortez"),
        ("Enrique Peña Nieto", "Mr. Peña Nieto", "Enrique Peña Nieto"),
        ("Emmanuel Fréchette", "Fréchette", "Emmanuel Fréchette"),
        ("Łukasz Żółtowski", "Żółtowski", "Łukasz Żółtowski"),
        ("Ursula von der Leyen", "Von der Leyen", "Ursula von der Leyen"),
        ("Ursula von der Leyen", "Ms. von der Leyen", "Ursula von der Leyen"),
        ("Crown Prince Mohammed bin Salman", "Prince Mohammed", "Mohammed bin Salman"),
        ("Manuel de la Cruz", "De la Cruz", "Manuel de la Cruz"),
        ("Ludwig van Dyke", "Van Dyke", "Ludwig van Dyke"),
        ("Abdel Fattah al-Sisi", "Al-Sisi", "Abdel Fattah al-Sisi"),
        ("James P. Kennedy Jr.", "Kennedy", "James P. Kennedy Jr."),
        ("Robert Downing III", "Mr. Downing", "Robert Downing III"),
        ("Samuel L. Jackson Sr.", "Jackson", "Samuel L. Jackson Sr."),
        ("Senator J. D. Vance", "Vance", "J. D. Vance"),
        ("Sen. Bob Corker (R-Tenn.)", "Corker", "Bob Corker"),
    ],
)
def test_a_full_name_and_its_short_form_are_one_person(full: str, short: str, name: str) -> None:
    briefing = analysed(SAID.format(full=full, short=short))
    parties = {party.id: party.name for party in briefing.stakeholders}
    speakers = [parties[s.speaker.stakeholder or ""] for s in briefing.statements if s.speaker is not None]
    assert speakers == [name, name]


@pytest.mark.parametrize(
    ("headline", "body", "name"),
    [
        ("SMITH SAYS FLEET IS READY", "Ada Smith said that the fleet was ready.", "Ada Smith"),
        ("O’NEILL WARNS OF STORM", "Maureen O’Neill warned that a storm was near.", "Maureen O’Neill"),
        ("VON DER LEYEN URGES TALKS", "Ursula von der Leyen urged them to talk.", "Ursula von der Leyen"),
    ],
)
def test_a_headline_in_capitals_makes_no_stakeholder_of_its_own(headline: str, body: str, name: str) -> None:
    briefing = analysed(f"{headline}\n\n{body}")
    assert [party.name for party in briefing.stakeholders] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The Consumer Safety Bureau (CSB) said it rained. The CSB said it snowed. The bureau said it hailed.",
            ["Consumer Safety Bureau"],
        ),
        ("Acme Holdings, a maker of ships, said that it rained. The company said that it snowed.", ["Acme Holdings"]),
        ("The Wall Street Journal said that it rained. The Journal said it snowed.", ["The Wall Street Journal"]),
        ("The Clinton campaign said that it rained. The campaign said that it snowed.", ["Clinton campaign"]),
        ("Mayor Ada Smith said that it rained. The mayor said that it snowed.", ["Ada Smith"]),
        ("Ada Smith, the governor of Ohio, said that it rained. The governor said it snowed.", ["Ada Smith"]),
    ],
)
def test_what_leads_back_makes_no_stakeholder_of_its_own(text: str, names: list[str]) -> None:
    speaking = {s.speaker.stakeholder for s in analysed(text).statements if s.speaker is not None}
    found = [party.name for party in analysed(text).stakeholders if party.id in speaking]
    assert found == names


def test_she_is_not_the_man_who_spoke_last() -> None:
    text = (
        "Hillary Clinton said that the fleet was ready. Donald Trump said that it was not.\n\n"
        "She said that he knew nothing of fleets."
    )
    assert [s.speaker.name for s in analysed(text).statements if s.speaker is not None] == [
        "Hillary Clinton",
        "Donald Trump",
        "Hillary Clinton",
    ]


def test_mr_and_ms_of_one_surname_are_two() -> None:
    text = "Hillary Clinton met Bill Clinton. Mr. Clinton said the fleet was ready. Mrs. Clinton said it was not."
    assert [s.speaker.name for s in analysed(text).statements if s.speaker is not None] == [
        "Bill Clinton",
        "Hillary Clinton",
    ]


def test_i_is_who_speaks_in_quotation_marks_and_the_author_outside() -> None:
    briefing = analysed("I believe that the fleet is ready.")
    assert [party.name for party in briefing.stakeholders] == ["the author"]
    quoted = analysed("“I believe that the fleet is ready,” Ada Smith said.")
    assert [party.name for party in quoted.stakeholders] == ["Ada Smith"]


def test_a_report_speaks_for_who_made_it() -> None:
    briefing = analysed("A report by the Consumer Safety Bureau found that it rained. The report said that it snowed.")
    speaking = {s.speaker.stakeholder for s in briefing.statements if s.speaker is not None}
    assert [party.name for party in briefing.stakeholders if party.id in speaking] == ["Consumer Safety Bureau"]
    assert [link.name for link in briefing.statements[0].chain] == ["A report by the Consumer Safety Bureau"]


def test_an_administration_is_its_governments_officials() -> None:
    assert [party.name for party in analysed("The Obama administration said that it rained.").stakeholders] == [
        "US officials"
    ]


def test_a_person_with_an_office_is_part_of_its_government() -> None:
    briefing = analysed("White House press secretary Ada Smith said that it rained.")
    above = {party.name: party.part_of for party in briefing.stakeholders}
    ids = {party.name: party.id for party in briefing.stakeholders}
    assert above == {"Ada Smith": ids["White House"], "White House": ids["US officials"], "US officials": None}


def test_who_is_only_named_has_no_position() -> None:
    text = "Ada Smith said that it rained. Bob Jones was there. Bob Jones left."
    briefing = analysed(text)
    positions = {briefing.stakeholder(p.stakeholder).name: p for p in briefing.positions}
    assert list(positions) == ["Ada Smith", "Bob Jones"]
    assert positions["Bob Jones"].statements == ()
    assert positions["Bob Jones"].stance.value == "none"


def test_a_president_is_not_the_first_lady_of_that_surname() -> None:
    text = "Michelle Obama was there. President Obama said that it rained. Mr. Obama said that it snowed."
    assert {s.speaker.name for s in analysed(text).statements if s.speaker is not None} == {"Obama"}


def test_relatives_keep_their_given_names() -> None:
    text = "Ted Cruz said that it rained. Cruz left.\n\nHeidi Cruz said that it snowed.\n\nCruz said that it hailed."
    assert [s.speaker.name for s in analysed(text).statements if s.speaker is not None] == [
        "Ted Cruz",
        "Heidi Cruz",
        "Ted Cruz",
    ]


def test_a_surname_that_is_a_countrys_name_too_is_the_persons() -> None:
    text = "Jim Jordan said that it rained. Jordan said that it snowed."
    assert {s.speaker.name for s in analysed(text).statements if s.speaker is not None} == {"Jim Jordan"}
    assert [party.name for party in analysed("Jordan said that it snowed.").stakeholders] == ["Jordanian officials"]


@pytest.mark.parametrize(
    ("speaker", "named"), [("Millennials", False), ("Mexicans", False), ("RealClearPolitics", True), ("Reuters", True)]
)
def test_a_sort_of_people_is_nobody_named_and_a_firm_is(speaker: str, named: bool) -> None:
    (statement,) = analysed(f"{speaker} said that it rained.").statements
    assert statement.speaker is not None
    assert statement.speaker.named is named
