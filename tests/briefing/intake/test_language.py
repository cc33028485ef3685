"""The vote of function words tells a text's language, or that it cannot tell."""

from pathlib import Path

import pytest

import briefing
from briefing.intake.language import language_of

ROWS = Path(__file__).with_name("declaration.tsv").read_text(encoding="utf-8").splitlines()
DECLARATION: dict[str, str] = dict(row.split("\t") for row in ROWS if not row.startswith("#"))
TOO_ALIKE = {"da", "no"}


@pytest.mark.parametrize("code", sorted(DECLARATION.keys() - TOO_ALIKE))
def test_two_articles_of_the_declaration_tell_their_language(code: str) -> None:
    assert language_of(DECLARATION[code]) == code


@pytest.mark.parametrize("code", sorted(TOO_ALIKE))
def test_danish_and_norwegian_are_too_alike_to_tell_by_so_little(code: str) -> None:
    assert language_of(DECLARATION[code]) in (None, code)


@pytest.mark.parametrize(
    "text", ["", "The", "US asks allies to stop using Huawei", "Die in Berlin was of", "1234 5678 " * 50]
)
def test_a_short_text_and_one_without_words_tell_nothing(text: str) -> None:
    assert language_of(text) is None


def test_words_without_function_words_tell_nothing() -> None:
    assert language_of("Huawei Nokia Ericsson Samsung Qualcomm Intel " * 20) is None


def test_two_languages_in_equal_parts_tell_nothing() -> None:
    assert language_of(" ".join([DECLARATION["en"], DECLARATION["de"]] * 5)) is None


def test_capital_letters_change_nothing() -> None:
    assert language_of(DECLARATION["en"].upper()) == "en"


def test_a_long_quotation_in_another_language_does_not_outweigh_the_text() -> None:
    assert language_of(" ".join([DECLARATION["en"]] * 4 + [DECLARATION["fr"]])) == "en"


def test_the_sample_article_is_english() -> None:
    sample = Path(briefing.__file__).parent / "sample" / "huawei-allies.txt"
    assert language_of(sample.read_text(encoding="utf-8")) == "en"
