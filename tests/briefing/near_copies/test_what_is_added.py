"""What a copy says beyond the first: as spans of it, and in a few words for a list."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from near_copy_texts import DATELINE, LOCAL, NEXT_DAY, WIRE, paragraphs

from briefing.model import Span
from briefing.near_copies import adds, in_short

LEAD = paragraphs(WIRE)[0]


def added(other: str, first: str = WIRE) -> list[str]:
    return [span.exact for span in adds(first, other)]


def test_a_local_paragraph_is_added_whole_and_a_new_sentence_by_itself() -> None:
    says = "The museum was not asked."
    other = "\n\n".join([LEAD, LOCAL, f"{paragraphs(WIRE)[3]} {says}", *paragraphs(WIRE)[4:]])
    assert added(other) == [LOCAL, says]
    assert in_short(WIRE, other) == "adds 1 paragraph and 1 sentence"


def test_paragraphs_are_spans_of_their_own() -> None:
    other = f"{WIRE}\n\n{NEXT_DAY}"
    assert added(other) == paragraphs(NEXT_DAY)
    assert in_short(WIRE, other) == "adds 4 paragraphs"


def test_a_sentence_edited_in_the_house_style_adds_nothing() -> None:
    other = WIRE.replace("for nearly a decade", "for almost a decade").replace("welcomed the sale", "were glad of it")
    other = other.replace("“", '"').replace("”", '"').replace("René", "Rene\u0301")
    assert added(other) == []
    assert in_short(WIRE, other) == "the same words"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("14 to 9", "13 to 10"),
        ("at least one crane", "at least three cranes"),
        ("would go to repairs", "would not go to repairs"),
        ("Town clerk Joan Clarke said", "Town clerk René Hopper said"),
        ("would go to repairs", "wouldn’t go to repairs"),
        ("the streets behind", "Byron’s streets behind"),
        ("Dockers had asked", "Fishermen had asked"),
        ("Nordisk Metal of Aarhus", "Nordisk Metal of Malmö"),
    ],
)
def test_another_figure_name_or_negation_makes_another_sentence(was: str, now: str) -> None:
    (sentence,) = added(WIRE.replace(was, now))
    assert now in sentence


@pytest.mark.parametrize(
    "line",
    ["PORT AMSEL (Reuters) - ", "PORT AMSEL, Denmark (AFP) – ", "(Reuters) - ", "By Grace Murray\n\nPORT AMSEL — "],
)
def test_an_agencys_line_and_a_byline_add_nothing(line: str) -> None:
    assert added(WIRE.replace(DATELINE, line)) == []


def test_a_sentence_that_goes_on_in_another_way_is_new() -> None:
    sang = "The cranes sang in the wind and kept children awake, which some of the older sailors had rather liked."
    assert added(f"{WIRE}\n\n{sang}") == [sang]


def test_what_is_excluded_adds_nothing() -> None:
    notice = "All rights reserved, and none of this may be printed."
    other = f"{WIRE}\n\n{notice}"
    start = other.index(notice)
    assert added(other) == [notice]
    assert adds(WIRE, other, [Span.of(other, start, len(other))]) == ()
    assert in_short(WIRE, other, [Span.of(other, start, len(other))]) == "the same words"


def test_what_was_cut_is_shorter_and_may_add_something_too() -> None:
    cut = "\n\n".join(paragraphs(WIRE)[:3])
    assert in_short(WIRE, cut) == "shorter"
    assert in_short(WIRE, f"{cut}\n\n{LOCAL}") == "shorter, adds 1 paragraph"


def test_a_lead_that_breaks_off_later_is_longer_and_not_new() -> None:
    assert in_short(LEAD[:120] + "…", LEAD[:160] + "…") == "longer"
    assert in_short(LEAD[:120] + " [...]", LEAD) == "longer"
    assert in_short(LEAD, LEAD[:120] + "…") == "shorter"


def test_a_word_cut_in_half_adds_nothing() -> None:
    half = LEAD[: LEAD.index("Danish") + 3] + "…"
    assert added(half) == []


def test_a_lead_with_another_sentence_adds_it() -> None:
    assert in_short(LEAD, f"{LEAD} Dockers wept.") == "adds 1 sentence"
    assert in_short(LEAD, "Dockers wept.") == "shorter, adds 1 sentence"


def test_nothing_adds_nothing_and_everything_is_added_to_nothing() -> None:
    assert adds(WIRE, "") == adds("", "") == ()
    assert added(LEAD, first="") == [LEAD.removeprefix(DATELINE)]


PIECES = st.sampled_from(
    [*paragraphs(WIRE), LOCAL, "FBI-", "(AP) —", "A B - ", "…", "“", "\n", "\n\n", " ", "ÉÉÉ –", "1"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.one_of(st.text(), st.lists(PIECES).map("".join)))
@settings(deadline=None, max_examples=200)
def test_every_span_is_verbatim_in_order_and_within_a_paragraph(first: str, other: str) -> None:
    spans = adds(first, other)
    assert all(other[span.start : span.end] == span.exact for span in spans)
    assert all(one.end <= following.start for one, following in pairwise(spans))
    assert not any("\n\n" in span.exact for span in spans)
    assert in_short(first, other)


@given(st.lists(PIECES).map("".join))
@settings(deadline=None)
def test_a_text_adds_nothing_to_itself(text: str) -> None:
    assert adds(text, text) == ()
    assert in_short(text, text) == "the same words"
