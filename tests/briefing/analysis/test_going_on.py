"""A quotation that no cue claims goes on with the speaker before, or is shown as nobody's."""

import time

import pytest
from pieces import Statement, thoughts

from briefing.analysis.decoding import Settings, attributions
from briefing.analysis.document import read
from briefing.analysis.going_on import INTRODUCED, NOBODY, SAID, SAME_SPEAKER, completed


def found(text: str, *statements: Statement) -> list[tuple[str | None, list[str], float]]:
    """Return speaker, content and confidence of all statements of a text."""
    document = read(text)
    return [
        (text[slice(*one.speaker)] if one.speaker else None, [text[s:e] for s, e in one.content], one.confidence)
        for one in completed(document, attributions(document, thoughts(document, *statements), Settings()))
    ]


SHE_SAID: Statement = ("she", "said", ["“The bridge will open in May,”"])


def test_a_second_quotation_of_the_paragraph_is_more_of_the_statement() -> None:
    text = "“The bridge will open in May,” she said. “We are all on time.”"
    ((speaker, content, _),) = found(text, SHE_SAID)
    assert (speaker, content) == ("she", ["“The bridge will open in May,”", "“We are all on time.”"])


def test_a_quoted_paragraph_goes_on_with_its_speaker() -> None:
    text = "“The bridge will open in May,” she said.\n\n“We are all on time.”"
    _, (speaker, content, confidence) = found(text, SHE_SAID)
    assert (speaker, content, confidence) == ("she", ["“We are all on time.”"], SAME_SPEAKER)


def test_a_quotation_of_another_part_of_the_article_is_nobodys() -> None:
    text = "“The bridge will open in May,” she said.\n\nIt rained.\n\n“We are all on time.”"
    *_, (speaker, content, confidence) = found(text, SHE_SAID)
    assert (speaker, content, confidence) == (None, ["“We are all on time.”"], NOBODY)


def test_a_slogan_or_a_title_inside_a_sentence_is_no_statement() -> None:
    assert found("The party of “bread and work for all” won.") == []
    assert found("The film “Seven Bridges Over Water Town” was shown.") == []


def test_a_long_quotation_inside_a_sentence_is_its_subjects() -> None:
    text = "The plan was “the one thing that could still save the old town hall” then."
    assert found(text) == [("The plan", ["“the one thing that could still save the old town hall”"], INTRODUCED)]
    assert found(text.replace("The plan", "It"))[0][0] is None


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("“The bridge will open in May,” a voice in the film states.", "a voice in the film", "states"),
        ("On Friday, the Herald responded:\n\n“The bridge will open in May.”\n\nIt rained.", "the Herald", "responded"),
        ("In a speech in 1963, she went on to say:\n\n“The bridge will open in May.”", "she", "say"),
    ],
)
def test_a_cue_beside_a_quotation_makes_it_a_statement(text: str, speaker: str, cue: str) -> None:
    (one,) = completed(read(text), [])
    assert one.cue is not None
    assert one.speaker is not None
    assert (text[slice(*one.speaker)], text[slice(*one.cue)], one.confidence) == (speaker, cue, SAID)


def test_the_subject_of_a_paragraph_of_one_sentence_introduces_the_quotation_after_it() -> None:
    text = "It rained.\n\nHoward went on with his remarks.\n\n“The bridge will open in May.”"
    assert found(text) == [("Howard", ["“The bridge will open in May.”"], INTRODUCED)]


def test_a_quotation_after_a_colon_is_more_of_the_statement_before() -> None:
    text = "She is sure that the town will help: “They are all good people.”"
    ((speaker, content, _),) = found(text, ("She", "is sure", ["that the town will help"]))
    assert (speaker, content) == ("She", ["that the town will help", "“They are all good people.”"])


def test_thousands_of_quotations_nobody_claims_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        document = read("“The bridge will open in May,” she said.\n\nIt rained.\n\n“We are all on time.”\n\n" * count)
        begin = time.perf_counter()
        completed(document, [])
        return time.perf_counter() - begin

    assert min(seconds(2000) for _ in range(3)) < 12 * min(seconds(400) for _ in range(3))
