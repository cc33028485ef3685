"""Quotation marks: exact, of every shape, and a stray one costs no more than its own paragraph."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.quotations import Quotation, quotations
from briefing.analysis.sentences import paragraphs

MARKED = st.text(st.sampled_from(list("\"'“”‘’„«»` ab,.\n")), max_size=200)


def found(text: str) -> list[Quotation]:
    return quotations(text, paragraphs(text))


def quoted(text: str) -> list[str]:
    return [" | ".join(text[a:b] for a, b in quotation.pieces) for quotation in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("''I will,'' he said. ''Soon.''", ["''I will,''", "''Soon.''"]),
        ("“It misled voters,’’ he said. ‘‘Badly.’’", ["“It misled voters,’’", "‘‘Badly.’’"]),
        ("She said ‘we won’ twice.", ["‘we won’"]),
        ("‘The voters’ choice is clear,’ she said.", ["‘The voters’ choice is clear,’"]),
        ("'We won,' he said of the voters' choice.", ["'We won,'"]),
        ("«Oui», dit-il; „Nein“, sagte sie.", ["«Oui»", "„Nein“"]),
        ("“He told me ‘no’ and left,” she said.", ["“He told me ‘no’ and left,”"]),
        ('"He says, "no more," and leaves," she said.', ['"He says, "no more," and leaves,"']),
        ('“Mixed marks," she said. “All right.”', ['“Mixed marks,"', "“All right.”"]),
        ("“It's unusual,“ said Lee.", ["“It's unusual,“"]),
    ],
)
def test_marks_of_every_shape_are_paired(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text", ["It’s the voters’ choice, don’t you think?", "rock 'n' the dogs' bowls", "the ’90s", "5' 11\" tall"]
)
def test_apostrophes_feet_and_inches_quote_nothing_long(text: str) -> None:
    assert not [quotation for quotation in found(text) if quotation.words > 1]


def test_a_quotation_runs_over_paragraphs_that_each_open_again() -> None:
    text = "“One is first.\n\n“Two is second.\n\n“Three is last,” she said.\n\nFour."
    (quotation,) = found(text)
    assert quoted(text) == ["“One is first. | “Two is second. | “Three is last,”"]
    assert quotation.closed
    assert quotation.words == 9


@pytest.mark.parametrize("stray", ['"', "“", "”", "''", "«", "‘", "'"])
def test_a_stray_mark_costs_only_its_own_paragraph(stray: str) -> None:
    text = f"A {stray}stray mark stands here.\n\n“Whole and well,” he said."
    assert quoted(text)[-1:] == ["“Whole and well,”"]
    assert all(quotation.end <= text.index("\n") for quotation in found(text)[:-1])


def test_a_missing_end_is_the_paragraphs_where_a_cue_leads_to_the_quotation() -> None:
    text = "She said: “We will go on.\n\nNothing came of it."
    (quotation,) = found(text)
    assert quoted(text) == ["“We will go on."]
    assert not quotation.closed


def test_a_missing_end_before_whole_quotations_costs_none_of_them() -> None:
    assert quoted('"We won, he said. "You lost," he added.') == ['"You lost,"']


@given(MARKED)
def test_quotations_are_in_order_and_never_overlap(text: str) -> None:
    pieces = [piece for quotation in found(text) for piece in quotation.pieces]
    assert all(0 <= a < b <= len(text) for a, b in pieces)
    assert all(one[1] <= other[0] for one, other in pairwise(pieces))
