"""A speaker's span is a noun phrase and no more."""

import pytest

from briefing.analysis.attribution import Attribution
from briefing.analysis.document import read
from briefing.analysis.speakers import noun_phrase


def cut(text: str, speaker: str | None, cue: str = "said") -> str | None:
    """Return what is left of a speaker's words before "said"."""

    def stretch(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    content = (len(text) - 5, len(text))
    one = Attribution((content,), stretch(cue), stretch(speaker) if speaker else None, 0.9)
    left = noun_phrase(read(text), one)
    return text[slice(*left)] if left is not None else None


@pytest.mark.parametrize(
    ("speaker", "left"),
    [
        ("Ada Smith", "Ada Smith"),
        ("Ada Smith, a lawyer for the firm,", "Ada Smith"),
        ("Ada Smith, who leads the party,", "Ada Smith"),
        ("Ada Smith — who leads the party —", "Ada Smith"),
        ("Sen. Ada Smith (D-Ore.)", "Sen. Ada Smith"),
        ("her lawyer, Ada Smith,", "Ada Smith"),
        ("Ohio's governor, Kasich,", "Kasich"),
        ("A Huawei spokesperson in an interview on Friday", "A Huawei spokesperson"),
        ("A poll released Monday", "A poll"),
        ("US Senators reportedly", "US Senators"),
        ("His", "His"),
        ("Smith, Jones and Brown", "Smith, Jones and Brown"),
        ("Prime Minister, Jean Roy", "Prime Minister, Jean Roy"),
        (
            "Former Secretary of State Ada Lovelace Smith and former Governor Bob Jones",
            "Former Secretary of State Ada Lovelace Smith",
        ),
        ("a ‘super committee’", "a ‘super committee’"),
        ("First Amendment activists", "First Amendment activists"),
        ("the", None),
        (",", None),
    ],
)
def test_what_only_stands_beside_it_is_cut(speaker: str, left: str | None) -> None:
    text = f"In May {speaker} said that it rained."
    assert cut(text, speaker) == left


def test_a_paper_that_only_passes_it_on_is_not_the_speaker() -> None:
    assert cut("As per WSJ, US officials said that it rained.", "WSJ, US officials") == "US officials"


def test_a_name_before_a_cue_speaks_where_a_model_found_nobody() -> None:
    text = "Huawei, which sells phones, is surprised by the news here."
    assert cut(text, None, "is surprised by") == "Huawei"
    assert cut("In May the firm, which sells phones, is surprised by the news.", None, "is surprised by") is None
