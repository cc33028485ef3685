"""Through whom a statement reached the reader: outlets, agencies, letters, documents, posts."""

import pytest
from analysed import analysed

from briefing.export.wording import attribution, is_second_hand, sourcing


def chains(text: str, outlet: str | None = "The Herald Tribune") -> list[list[str]]:
    return [[link.name for link in statement.chain] for statement in analysed(text, outlet=outlet).statements]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Ada Smith told the Boston Globe that the fleet was ready.", ["The Boston Globe"]),
        ("In an interview with CNN, Ada Smith said that the fleet was ready.", ["CNN"]),
        ("Ada Smith said on NBC that the fleet was ready.", ["NBC"]),
        ("Ada Smith said on Meet the Press on NBC that the fleet was ready.", ["NBC"]),
        ("Ada Smith said on Meet the Press that the fleet was ready.", ["Meet the Press"]),
        ("Ada Smith told InsideSources that the fleet was ready.", ["InsideSources"]),
        ("Ada Smith told Bob Jones that the fleet was ready.", []),
        ("Ada Smith told Congress that the fleet was ready.", []),
        ("Ada Smith said that the Boston Globe was ready.", []),
        ("Ada Smith tweeted that the fleet was ready.", ["a tweet"]),
        ("Ada Smith said on Twitter that the fleet was ready.", ["Twitter"]),
        ("Ada Smith wrote in a letter to the king that the fleet was ready.", ["a letter"]),
        ("Ada Smith said in a speech that the fleet was ready.", []),
        ("An analysis by Ada Smith found that the fleet was ready.", ["An analysis by Ada Smith"]),
    ],
)
def test_a_chain_is_what_the_sentence_tells_of_the_way(text: str, chain: list[str]) -> None:
    assert chains(text) == [chain]


def test_the_articles_own_outlet_is_no_link_by_any_of_its_names() -> None:
    text = "Ada Smith told the Huffington Post that the fleet was ready."
    assert chains(text, outlet="The Huffington Post") == [[]]
    assert chains(text, outlet="Reuters") == [["HuffPost"]]


def test_the_next_words_of_an_interview_came_the_same_way() -> None:
    text = "“We are ready to leave now,” Ada Smith told the Boston Globe. “We will sail at once,” Smith said."
    assert chains(text) == [["The Boston Globe"], ["The Boston Globe"]]
    apart = text.replace("Globe. “We", "Globe.\n\n“We")
    assert chains(apart)[1] == []


def test_an_agencys_dateline_is_a_link_of_an_article_that_another_outlet_prints() -> None:
    text = "WASHINGTON (AP) — Ada Smith said that the fleet was ready."
    assert chains(text) == [["The Associated Press"]]
    assert chains(text, outlet="AP") == [[]]
    assert chains(text, outlet=None) == [[]]


def test_a_letter_is_where_words_stand_and_nobody_who_passes_them_on() -> None:
    briefing = analysed("Ada Smith wrote in a letter to the king that the fleet was ready.")
    (statement,) = briefing.statements
    assert not is_second_hand(statement)
    assert attribution(briefing, statement).endswith("; in a letter")
    assert "second-hand" not in sourcing(briefing)


def test_words_on_a_platform_are_on_it() -> None:
    briefing = analysed("Ada Smith said on Twitter that the fleet was ready.")
    assert attribution(briefing, briefing.statements[0]).endswith("; on Twitter")
