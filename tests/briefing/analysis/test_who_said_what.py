"""Who says what: speaker, cue and content in the words of the text."""

import pytest
from analysed import Told, analysed, as_told, only, told

from briefing.model import Kind, Stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are ready to leave,” Ada Smith said.", ("Ada Smith", "said", ["“We are ready to leave,”"])),
        ("“We are ready to leave,” said Ada Smith, a lawyer.", ("Ada Smith", "said", ["“We are ready to leave,”"])),
        ("Ada Smith said, “We are ready to leave.”", ("Ada Smith", "said", ["“We are ready to leave.”"])),
        ("Ada Smith said: “We are ready to leave.”", ("Ada Smith", "said", ["“We are ready to leave.”"])),
        (
            "In a speech, Ada Smith declared:\n\n“We are ready to leave.”",
            ("Ada Smith", "declared", ["“We are ready to leave.”"]),
        ),
        (
            "“We are ready to leave,” a spokesman told the Journal.",
            ("a spokesman", "told", ["“We are ready to leave,”"]),
        ),
        ("“Are we ready to leave?” Ada Smith asked.", ("Ada Smith", "asked", ["“Are we ready to leave?”"])),
        (
            "“We are ready to leave,” Ada Smith, who leads the party, said.",
            ("Ada Smith", "said", ["“We are ready to leave,”"]),
        ),
        (
            "“We are ready to leave,” Sen. Ada Smith (D-Ore.) said.",
            ("Sen. Ada Smith", "said", ["“We are ready to leave,”"]),
        ),
        (
            "“We are ready to leave,” according to Ada Smith.",
            ("Ada Smith", "according to", ["“We are ready to leave,”"]),
        ),
        ("Kasich: ‘We are ready to leave’", ("Kasich", None, ["‘We are ready to leave’"])),
        (
            "The plan “is dead on arrival here,” Ada Smith said.",
            ("Ada Smith", "said", ["The plan “is dead on arrival here,”"]),
        ),
    ],
)
def test_a_quotation_finds_its_speaker_before_or_after(text: str, expected: Told) -> None:
    assert told(text) == [expected]


def test_a_split_quotation_is_one_statement() -> None:
    text = "“We are ready,” Ada Smith said on Friday, “and we will leave.” The room was silent."
    assert told(text) == [("Ada Smith", "said", ["“We are ready,”", "“and we will leave.”"])]


def test_a_second_quoted_sentence_goes_on_with_its_speaker() -> None:
    text = "“We are ready to go,” Ada Smith said. “We leave at dawn.”"
    assert told(text) == [("Ada Smith", "said", ["“We are ready to go,”", "“We leave at dawn.”"])]


def test_a_second_quoted_paragraph_goes_on_with_its_speaker() -> None:
    text = "Ada Smith said: “We are ready to go.”\n\n“We leave at dawn tomorrow.”\n\nNobody came."
    assert told(text) == [("Ada Smith", "said", ["“We are ready to go.”", "“We leave at dawn tomorrow.”"])]


def test_a_quotation_with_a_cue_of_its_own_is_a_statement_of_its_own() -> None:
    text = "“We are ready to go,” Ada Smith said. “You are not ready,” Bob Jones replied."
    assert told(text) == [
        ("Ada Smith", "said", ["“We are ready to go,”"]),
        ("Bob Jones", "replied", ["“You are not ready,”"]),
    ]


def test_the_sentence_after_a_quotation_does_not_take_it_over() -> None:
    text = "Ada Smith said: “We are ready.” Bob Jones said the fleet would wait."
    assert told(text) == [
        ("Ada Smith", "said", ["“We are ready.”"]),
        ("Bob Jones", "said", ["the fleet would wait"]),
    ]


def test_no_content_is_cut_inside_a_quotation() -> None:
    text = "Ada Smith said that “we are ready. We leave at dawn.” Nobody came."
    assert told(text) == [("Ada Smith", "said", ["that “we are ready. We leave at dawn.”"])]


def test_words_in_scare_quotes_make_no_quotation() -> None:
    assert told("The “green” plan is a “new deal” for the town.") == []


def test_a_quotation_without_a_speaker_is_kept_without_one() -> None:
    text = "It was late.\n\n“The ships will be closed until the end of days.”\n\nIt rained."
    assert told(text) == [(None, None, ["“The ships will be closed until the end of days.”"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Smith said that the fleet was ready.", ("Ada Smith", "said", ["that the fleet was ready"])),
        ("Ada Smith said Tuesday the fleet was ready.", ("Ada Smith", "said", ["the fleet was ready"])),
        (
            "The minister told reporters that the fleet was ready.",
            ("The minister", "told", ["that the fleet was ready"]),
        ),
        ("The minister asked allies to stop the war.", ("The minister", "asked", ["allies to stop the war"])),
        (
            "The minister has repeatedly urged them to leave.",
            ("The minister", "has repeatedly urged", ["them to leave"]),
        ),
        ("Officials are concerned that prices will rise.", ("Officials", "are concerned", ["that prices will rise"])),
        ("Officials are worried about rising prices.", ("Officials", "are worried about", ["rising prices"])),
        ("The fleet was ready, Ada Smith said.", ("Ada Smith", "said", ["The fleet was ready"])),
        ("The fleet left when she said that it was ready.", ("she", "said", ["that it was ready"])),
        ("The fleet was ready, said Ada Smith, a lawyer.", ("Ada Smith", "said", ["The fleet was ready"])),
        ("The fleet, Ada Smith says, is ready to go.", ("Ada Smith", "says", ["The fleet", "is ready to go"])),
        ("According to the report, the fleet was ready.", ("the report", "According to", ["the fleet was ready"])),
        ("The fleet was ready, according to the report.", ("the report", "according to", ["The fleet was ready"])),
        ("As per the report, the fleet was ready.", ("the report", "per", ["the fleet was ready"])),
        ("Ada Smith has endorsed Bob Jones for president.", ("Ada Smith", "has endorsed", ["Bob Jones for president"])),
        (
            "Last month, senators sent a letter to the king, suggesting that he should act.",
            ("senators", "suggesting", ["that he should act"]),
        ),
        ("In a long speech to the party, Ada Smith called for new taxes.", ("Ada Smith", "called for", ["new taxes"])),
        (
            "Her campaign manager, Robby Lee, suggested that it was over.",
            ("Robby Lee", "suggested", ["that it was over"]),
        ),
    ],
)
def test_what_is_reported_in_the_articles_words_finds_its_speaker(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The proposed plan and its stated goals are old.",
        "The claims, the reports and the demands piled up.",
        "The pledged delegates went home.",
        "An interview with the attacked driver is online.",
        "The firm’s listing ceremony is due.",
    ],
)
def test_nouns_adjectives_and_passives_are_no_cues(text: str) -> None:
    assert told(text) == []


def test_what_a_paper_passes_on_is_the_statement_of_who_said_it() -> None:
    text = "According to the Wall Street Journal, ministers have warned that the firm is a threat."
    assert told(text) == [("ministers", "have warned", ["that the firm is a threat"])]


def test_what_somebody_is_said_to_think_is_theirs() -> None:
    text = "The minister is said to be concerned over the threats."
    assert told(text) == [("The minister", "be concerned", ["over the threats"])]


def test_the_verb_that_leads_to_the_content_is_the_cue() -> None:
    text = "Reportedly, ministers held meetings to urge them to leave."
    assert told(text) == [("ministers", "urge", ["them to leave"])]


def test_a_second_cue_takes_over_where_its_clause_begins() -> None:
    text = "Ada Smith said the fleet was ready, adding that the army was not."
    assert told(text) == [
        ("Ada Smith", "said", ["the fleet was ready"]),
        ("Ada Smith", "adding", ["that the army was not"]),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We are ready to leave,” Ada Smith said.", Kind.DIRECT),
        ("Ada Smith said the plan is “dead on arrival here”.", Kind.MIXED),
        ("Ada Smith said the plan is “dead”.", Kind.INDIRECT),
    ],
)
def test_the_kind_is_how_much_stands_in_marks(text: str, kind: Kind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("The minister has reportedly asked allies to stop the war.", ["reportedly"]),
        ("Reportedly, ministers held meetings to urge them to leave.", ["Reportedly"]),
        ("The minister is said to be concerned over the threats.", ["is said to be"]),
        ("The minister asked allies to stop the war.", []),
    ],
)
def test_hedging_words_colour_the_statement_they_stand_in(text: str, hedges: list[str]) -> None:
    assert [span.exact for span in only(text).hedges] == hedges


def test_a_hedge_colours_the_statement_whose_cue_it_stands_by() -> None:
    outer, inner = analysed(
        "Ada Smith said the talks failed, but the minister apparently said that the war goes on."
    ).statements
    assert [span.exact for span in outer.hedges] == []
    assert [span.exact for span in inner.hedges] == ["apparently"]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("The minister asked foreign allies to stop the war.", "foreign allies"),
        ("The minister told reporters that the fleet was ready.", "reporters"),
        (
            "Senators sent a letter to Prime Minister, Jean Roy, suggesting that he should act.",
            "Prime Minister, Jean Roy",
        ),
        ("In an interview with the Tribune, Ada Smith said that she was ready.", "the Tribune"),
        ("Ada Smith warned that the fleet was ready.", None),
        ("Ada Smith wants to leave the party.", None),
    ],
)
def test_the_addressee_is_who_was_told_or_asked(text: str, addressee: str | None) -> None:
    found = only(text).addressee
    assert (found.exact if found else None) == addressee


def test_an_outlet_that_passes_on_what_others_say_is_a_link_and_no_speaker() -> None:
    text = "According to a Wall Street Journal report (via CNN Business), officials have suggested that it is over."
    statement = only(text)
    assert as_chain(statement.chain) == ["CNN Business", "The Wall Street Journal"]
    assert statement.speaker is not None
    assert statement.speaker.name == "officials"


def test_an_outlet_that_says_something_itself_is_its_speaker() -> None:
    statement = only("According to the Wall Street Journal, the deal is over.")
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.chain) == ("The Wall Street Journal", ())


def test_a_quotation_given_to_another_outlet_came_through_it_but_not_to_the_articles_own() -> None:
    text = "“We are ready to leave,” Ada Smith told the Boston Globe."
    assert as_chain(analysed(text, outlet="Reuters").statements[0].chain) == ["The Boston Globe"]
    assert as_chain(analysed(text, outlet="The Boston Globe").statements[0].chain) == []
    assert as_chain(analysed(text).statements[0].chain) == []


def as_chain(chain: tuple[object, ...]) -> list[str]:
    return [link.name for link in chain]  # type: ignore[attr-defined]


def test_a_quotation_reported_by_another_belongs_to_who_said_it() -> None:
    text = "During the call, Bob Jones said, “somebody should stop her now,” the prosecutors said."
    inner = next(s for s in analysed(text).statements if s.kind is Kind.DIRECT)
    outer = next(s for s in analysed(text).statements if s.kind is not Kind.DIRECT)
    assert as_told(inner) == ("Bob Jones", "said", ["“somebody should stop her now,”"])
    assert as_chain(inner.chain) == ["prosecutors"]
    assert outer.speaker is not None
    assert outer.speaker.name == "prosecutors"
    assert (inner.stance, outer.stance) == (Stance.ASKS, Stance.ASSERTS)
