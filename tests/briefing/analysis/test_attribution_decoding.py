"""What the model thinks becomes statements, and quotation marks have the last word."""

from dataclasses import replace

import pytest
from pieces import Statement, thoughts

from briefing.analysis.decoding import Settings, attributions
from briefing.analysis.document import read

SETTINGS = Settings()
Found = list[tuple[str | None, str, list[str]]]


def found(text: str, *statements: Statement, sure: float = 0.95, settings: Settings = SETTINGS) -> Found:
    """Return speaker, cue and content of what is made of a text."""
    document = read(text)
    return [
        (
            text[slice(*one.speaker)] if one.speaker else None,
            text[slice(*one.cue)] if one.cue else "",
            [text[start:end] for start, end in one.content],
        )
        for one in attributions(document, thoughts(document, *statements, sure=sure), settings)
    ]


def test_speaker_cue_and_content_are_as_the_model_thinks() -> None:
    text = "Ada Byron said that the bridge will open, and the mayor hopes that it holds."
    first: Statement = ("Ada Byron", "said", ["that the bridge will open"])
    second: Statement = ("the mayor", "hopes", ["that it holds"])
    assert found(text, first, second) == [first, second]


def test_a_statement_without_a_speaker_or_with_two_pieces_stays_so() -> None:
    text = "The bridge, it was said, will open."
    one: Statement = (None, "was said", ["The bridge", "will open"])
    assert found(text, one) == [one]


def test_a_quotation_is_content_up_to_its_marks() -> None:
    text = "“The bridge will open in May. We are on time,” she said on Monday."
    assert found(text, ("she", "said", ["bridge will open in May."])) == [
        ("she", "said", ["“The bridge will open in May. We are on time,”"])
    ]


def test_a_quotation_is_one_statements() -> None:
    text = "He said so. “The bridge will open in May, and we are on time,” she added."
    two: list[Statement] = [("He", "said", ["bridge will open"]), ("she", "added", ["in May, and we are on time"])]
    assert found(text, *two) == [("she", "added", ["“The bridge will open in May, and we are on time,”"])]


def test_a_statement_in_a_statement_leaves_the_outer_one_whole() -> None:
    text = "According to the Post, officials said that the bridge will open."
    outer: Statement = ("the Post", "According to", ["officials said that the bridge will open"])
    inner: Statement = ("officials", "said", ["that the bridge will open"])
    assert found(text, outer, inner) == [outer, inner]


def test_of_two_statements_side_by_side_each_word_is_one_statements() -> None:
    text = "Ada said that the bridge will open soon and hopes for many visitors."
    first: Statement = ("Ada", "said", ["that the bridge will open soon"])
    second: Statement = ("Ada", "hopes for", ["open soon and", "many visitors"])
    spoken = [content for _, _, content in found(text, first, second)]
    assert sum("soon" in piece for content in spoken for piece in content) == 1


def test_split_quotations_are_one_statement() -> None:
    text = "“The bridge will open in May,” she said. “We are all on time.”"
    one: Statement = ("she", "said", ["The bridge will open", "all on time"])
    assert found(text, one) == [("she", "said", ["“The bridge will open in May,”", "“We are all on time.”"])]


def test_words_in_scare_quotes_are_no_quotation() -> None:
    text = "She said that the “new bridge” will open."
    one: Statement = ("She", "said", ["will open"])
    assert found(text, one) == [one]


def test_a_stray_mark_costs_no_other_paragraph() -> None:
    text = 'She said the 6" pipe burst.\n\n“The bridge will open in May,” he said.'
    one: Statement = ("She", "said", ['the 6" pipe burst'])
    two: Statement = ("he", "said.", ["The bridge will open"])
    assert found(text, one, two)[-1][2] == ["“The bridge will open in May,”"]


def test_what_the_model_doubts_is_left_out() -> None:
    text = "Ada Byron said that the bridge will open."
    one: Statement = ("Ada Byron", "said", ["that the bridge will open"])
    assert found(text, one, sure=0.4, settings=replace(SETTINGS, cue=0.5)) == []
    assert found(text, ("Ada Byron", "said", [])) == []


def test_a_short_run_must_be_sure_enough_to_be_a_piece_of_its_own() -> None:
    text = "Ada Byron said that the bridge will open, and on Monday the road."
    one: Statement = ("Ada Byron", "said", ["that the bridge will open", "Monday"])
    assert found(text, one, settings=replace(SETTINGS, piece=0.0)) == [one]
    assert found(text, one, settings=replace(SETTINGS, piece=5.0)) == [(*one[:2], ["that the bridge will open"])]


@pytest.mark.parametrize("text", ["", "\n\n", "“", "!!!", "\u200b", "said"])
def test_texts_of_nothing_give_nothing(text: str) -> None:
    assert found(text) == []


def test_a_statement_is_the_surer_the_more_the_model_is() -> None:
    document = read("Ada Byron said that the bridge will open.")
    one: Statement = ("Ada Byron", "said", ["that the bridge will open"])
    sure, unsure = (
        attributions(document, thoughts(document, one, sure=sure), SETTINGS)[0].confidence for sure in (0.98, 0.6)
    )
    assert 0 < unsure < sure < 1


def weakly(text: str, *statements: Statement) -> Found:
    """Return what is made of statements whose cues the model is not sure of."""
    document = read(text)
    unsure = thoughts(document, *statements, sure=0.95)
    for thought in unsure:
        for anchor in thought.anchors:
            thought.cues[anchor] = (0.7, 0.3, 0.0)
    made = attributions(document, unsure, replace(SETTINGS, cue=0.5))
    return [
        (text[slice(*one.speaker)] if one.speaker else None, text[slice(*one.cue)] if one.cue else "", [])
        for one in made
    ]


def test_a_weak_cue_is_one_only_for_a_quotation_that_no_other_claims() -> None:
    assert weakly("The mayor hopes that it holds.", ("The mayor", "hopes", ["that it holds"])) == []
    quoted: Statement = ("The mayor", "mused", ["“The bridge will open in May.”"])
    assert weakly("The mayor mused: “The bridge will open in May.”", quoted) == [("The mayor", "mused", [])]


def test_a_weak_cue_is_one_in_a_sentence_that_says_it_only_reports() -> None:
    one: Statement = ("the mayor", "hopes", ["that it holds"])
    assert weakly("Reportedly, the mayor hopes that it holds.", one) == [("the mayor", "hopes", [])]


def test_a_quoted_sentence_goes_on_with_the_one_before_whatever_its_words_fit() -> None:
    text = "“The bridge will open,” she said, noting that it rained. “We are all on time.”\n\n“Good,” he added."
    she: Statement = ("she", "said", ["“The bridge will open,”"])
    he: Statement = ("he", "added", ["“We are all on time.”", "“Good,”"])
    assert found(text, she, he)[0] == ("she", "said", ["“The bridge will open,”", "“We are all on time.”"])


def test_a_quotation_that_another_tells_of_stays_with_who_said_it() -> None:
    text = "Jones said, “somebody should stop her now,” the lawyers said here."
    document = read(text)
    inner: Statement = ("Jones", "said,", ["“somebody should stop her now,”"])
    outer: Statement = ("the lawyers", "said here", ["Jones said, “somebody should stop her now,”"])
    (thought,) = thoughts(document, inner, outer)
    thought.parts[0, :, 2] *= 0.9  # its words fit the outer statement best
    made = attributions(document, [thought], SETTINGS)
    assert [[text[slice(*piece)] for piece in one.content] for one in made] == [outer[2], inner[2]]


def test_no_piece_runs_over_two_paragraphs() -> None:
    text = "She said: “The bridge will open.”\n\n“We are all on time.”"
    one: Statement = ("She", "said", ["“The bridge will open.”\n\n“We are all on time.”"])
    assert found(text, one) == [("She", "said", ["“The bridge will open.”", "“We are all on time.”"])]
