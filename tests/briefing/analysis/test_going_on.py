"""A quotation that no cue claims goes on with the speaker before, or is shown as nobody's."""

from pieces import Statement, thoughts

from briefing.analysis.decoding import Settings, attributions
from briefing.analysis.document import read
from briefing.analysis.going_on import NOBODY, SAME_SPEAKER, completed


def found(text: str, *statements: Statement) -> list[tuple[str | None, list[str], float]]:
    """Return speaker, content and confidence of all statements of a text."""
    document = read(text)
    return [
        (text[slice(*one.speaker)] if one.speaker else None, [text[s:e] for s, e in one.content], one.confidence)
        for one in completed(document, attributions(document, thoughts(document, *statements), Settings()))
    ]


SAID: Statement = ("she", "said", ["“The bridge will open in May,”"])


def test_a_second_quotation_of_the_paragraph_is_more_of_the_statement() -> None:
    text = "“The bridge will open in May,” she said. “We are all on time.”"
    ((speaker, content, _),) = found(text, SAID)
    assert (speaker, content) == ("she", ["“The bridge will open in May,”", "“We are all on time.”"])


def test_a_quoted_paragraph_goes_on_with_its_speaker() -> None:
    text = "“The bridge will open in May,” she said.\n\n“We are all on time.”"
    _, (speaker, content, confidence) = found(text, SAID)
    assert (speaker, content, confidence) == ("she", ["“We are all on time.”"], SAME_SPEAKER)


def test_a_quotation_of_another_part_of_the_article_is_nobodys() -> None:
    text = "“The bridge will open in May,” she said.\n\nIt rained.\n\n“We are all on time.”"
    *_, (speaker, content, confidence) = found(text, SAID)
    assert (speaker, content, confidence) == (None, ["“We are all on time.”"], NOBODY)


def test_a_slogan_or_a_title_inside_a_sentence_is_no_statement() -> None:
    assert found("The party of “bread and work for all” won.") == []
    assert found("The film “Seven Bridges Over Water Town” was shown.") == []


def test_a_long_quotation_inside_a_sentence_is_shown() -> None:
    text = "The plan was “the one thing that could still save the old town hall” then."
    ((speaker, content, _),) = found(text)
    assert (speaker, content) == (None, ["“the one thing that could still save the old town hall”"])
