"""What is still to come: events beside their day, days that are sure to come, weekdays, and what is over."""

import pytest
from analysed import analysed

from briefing.model import FollowUpKind

FRIDAY = "2026-11-27"


def dated(text: str, published: str = FRIDAY) -> list[tuple[str, str | None]]:
    """Return the dates to follow up, each as its text and by when."""
    found = analysed(f"{text} It rained.", published=published).follow_ups
    return [(one.text, one.due) for one in found if one.kind is FollowUpKind.DATE]


@pytest.mark.parametrize(
    ("text", "event", "due"),
    [
        (
            "The mayors are preparing for the week to come, with a debate Thursday in Bath.",
            "a debate Thursday in Bath",
            "2026-12-03",
        ),
        ("She turned to contests in Ohio on Dec. 8.", "contests in Ohio on Dec. 8", "2026-12-08"),
        ("The town's primary is Dec. 8, and she will run.", "The town's primary", "2026-12-08"),
        ("They look to the party's convention in March.", "the party's convention in March", "2027-03"),
        (
            "They look to the great debate in Ohio in two weeks.",
            "the great debate in Ohio in two weeks",
            "2026-12",
        ),
        ("The mayor is tired ahead of Tuesday's vote.", "Tuesday's vote", "2026-12-01"),
        ("If she wins the Ohio caucuses Monday, she goes on.", "the Ohio caucuses Monday", "2026-11-30"),
        (
            "It rains in Ohio after Tuesday's primary in Maine, where she is expected to win.",
            "Tuesday's primary in Maine",
            "2026-12-01",
        ),
    ],
)
def test_an_event_is_told_with_its_place_and_day(text: str, event: str, due: str) -> None:
    assert dated(text) == [(f"See what came of “{event}”.", due)]


@pytest.mark.parametrize(
    ("text", "clause", "due"),
    [
        (
            "He was “far from it” on backing Mary Cole, who will face John Moore in a primary on Tuesday.",
            "Mary Cole, who will face John Moore in a primary on Tuesday",
            "2026-12-01",
        ),
        (
            "The lawsuit, which will be filed on Monday, is long.",
            "The lawsuit, which will be filed on Monday",
            "2026-11-30",
        ),
        ("Cole's term as mayor expires later this year.", "Cole's term as mayor expires later this year", "2026"),
        (
            "Details of the plan will be unveiled in the coming weeks.",
            "Details of the plan will be unveiled in the coming weeks",
            None,
        ),
        (
            "Reed and Cole will meet at sea sometime next month, Moore said.",
            "Reed and Cole will meet at sea sometime next month",
            "2026-12",
        ),
    ],
)
def test_a_clause_is_whole_and_without_who_says_it(text: str, clause: str, due: str | None) -> None:
    assert dated(text) == [(f"See what came of it: “{clause}”.", due)]


@pytest.mark.parametrize(
    "text",
    [
        "The price of Tuesday's two hearings will be paid by the town.",
        "Tuesday's hearing -- it rained -- gave her time, and she was ahead of him.",
        "He won Tuesday's primary and will go on.",
        "A good word from those who held a hearing Tuesday is likely to help.",
        "The mayor answered Friday to a rumour that she planned to speak.",
        "The council thinks that by the end of the month it rains.",
    ],
)
def test_what_is_over_or_says_nothing_is_left_out(text: str) -> None:
    assert dated(text) == []


def test_a_weekday_that_is_told_of_elsewhere_in_the_past_is_over() -> None:
    assert dated("If she wins the Ohio caucuses Monday, she goes on. He campaigned Monday in Maine.") == []


def test_what_is_set_for_the_day_of_publication_is_still_to_come() -> None:
    text = "Cole was scheduled to open a school for farmers Friday."
    assert dated(text) == [(f"See what came of it: “{text[:-1]}”.", FRIDAY)]


def test_each_day_is_told_once() -> None:
    assert len(dated("The Dec. 8 primary in Ohio is near. She will speak before the Dec. 8 primary.")) == 1
