"""Dates in an article's words: what each is on the day it was published, or that it stays open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.analysis.dates import dates
from briefing.days import last_day

FRIDAY = date(2026, 11, 27)
SUNDAY = date(2026, 11, 29)
MONDAY = date(2026, 11, 30)
LEAP = date(2027, 12, 31)

TABLE = [
    # the sentence, the date's words in it, the day it was published, what is due
    ("The vote is on Nov. 30.", "Nov. 30", FRIDAY, "2026-11-30"),
    ("The vote is on November 30, 2027.", "November 30, 2027", FRIDAY, "2027-11-30"),
    ("The vote is on November 30, 2027.", "November 30, 2027", None, "2027-11-30"),
    ("The vote is on Nov. 30.", "Nov. 30", None, None),
    ("A hearing is set for January 5th.", "January 5th", FRIDAY, "2027-01-05"),
    ("A hearing is set for 5 January.", "5 January", FRIDAY, "2027-01-05"),
    ("A hearing is set for the 5th of January.", "the 5th of January", FRIDAY, "2027-01-05"),
    ("A hearing is set for Monday, Dec. 7.", "Monday, Dec. 7", FRIDAY, "2026-12-07"),
    ("Talks run Dec. 7-9 in Geneva.", "Dec. 7-9", FRIDAY, "2026-12-07"),
    ("The law takes effect on 2027-03-01.", "2027-03-01", None, "2027-03-01"),
    ("The law takes effect on Feb. 29.", "Feb. 29", LEAP, "2028-02-29"),
    ("The law takes effect on February 30, 2027.", "February 30, 2027", FRIDAY, None),
    ("The report of Nov. 20 will be read.", "Nov. 20", FRIDAY, "2026-11-20"),
    ("They meet on Tuesday.", "Tuesday", FRIDAY, "2026-12-01"),
    ("They meet on Friday.", "Friday", FRIDAY, "2026-11-27"),
    ("They meet this Friday.", "this Friday", FRIDAY, "2026-12-04"),
    ("They meet this Monday.", "this Monday", FRIDAY, "2026-11-30"),
    ("They meet next Tuesday.", "next Tuesday", FRIDAY, "2026-12-01"),
    ("They meet next Friday.", "next Friday", FRIDAY, "2026-12-04"),
    ("They meet next Tuesday.", "next Tuesday", MONDAY, "2026-12-08"),
    ("They meet next Tuesday.", "next Tuesday", SUNDAY, None),
    ("They meet Tuesday next week.", "Tuesday next week", SUNDAY, "2026-12-01"),
    ("They meet on Tuesday.", "Tuesday", None, None),
    ("They meet tomorrow.", "tomorrow", FRIDAY, "2026-11-28"),
    ("They meet the day after tomorrow.", "the day after tomorrow", FRIDAY, "2026-11-29"),
    ("They meet later today.", "later today", FRIDAY, "2026-11-27"),
    ("They meet tonight.", "tonight", FRIDAY, "2026-11-27"),
    ("They meet tomorrow.", "tomorrow", None, None),
    ("It must be done by the end of the month.", "the end of the month", FRIDAY, "2026-11-30"),
    ("It must be done by the end of next month.", "the end of next month", FRIDAY, "2026-12-31"),
    ("It must be done by the end of the year.", "the end of the year", FRIDAY, "2026-12-31"),
    ("It must be done by the end of this week.", "the end of this week", FRIDAY, "2026-11-29"),
    ("It must be done by the end of the quarter.", "the end of the quarter", FRIDAY, "2026-12-31"),
    ("It must be done by the end of February.", "the end of February", FRIDAY, "2027-02-28"),
    ("It must be done by the end of 2027.", "the end of 2027", None, "2027-12-31"),
    ("It must be done by the end of June 2027.", "the end of June 2027", None, "2027-06-30"),
    ("It must be done by the end of the decade.", "the end of the decade", FRIDAY, "2029-12-31"),
    ("It must be done by year’s end.", "year’s end", FRIDAY, "2026-12-31"),
    ("The court will rule in March.", "March", FRIDAY, "2027-03"),
    ("The court will rule in December.", "December", FRIDAY, "2026-12"),
    ("The court will rule next March.", "next March", FRIDAY, "2027-03"),
    ("The court will rule in mid-January.", "mid-January", FRIDAY, "2027-01"),
    ("The court will rule in January 2028.", "January 2028", None, "2028-01"),
    ("The court will rule in March.", "March", None, None),
    ("The march will end in the park.", None, FRIDAY, None),
    ("The court will rule next week.", "next week", FRIDAY, None),
    ("The court will rule next week.", "next week", date(2026, 12, 3), "2026-12"),
    ("The court will rule next month.", "next month", FRIDAY, "2026-12"),
    ("The court will rule later this year.", "later this year", FRIDAY, "2026"),
    ("The court will rule early next year.", "early next year", FRIDAY, "2027"),
    ("The court will rule in the coming week.", "the coming week", FRIDAY, None),
    ("The court will rule in the second half of 2027.", "the second half of 2027", None, "2027"),
    ("The court will rule in the first quarter of next year.", "the first quarter of next year", FRIDAY, "2027"),
    ("The court will rule in spring 2028.", "spring 2028", None, "2028"),
    ("The court will rule this winter.", "this winter", FRIDAY, None),
    ("He has to answer within 30 days.", "within 30 days", FRIDAY, "2026-12-27"),
    ("He will answer in 10 days.", "in 10 days", FRIDAY, "2026-12-07"),
    ("He will answer in two weeks.", "in two weeks", FRIDAY, "2026-12"),
    ("He will answer in three months.", "in three months", FRIDAY, "2027-02"),
    ("He will answer two years from now.", "two years from now", FRIDAY, "2028"),
    ("He will answer in a few weeks.", None, FRIDAY, None),
    ("The law must be in force by 2030.", "2030", None, "2030"),
    ("The market opens on Christmas Eve.", "Christmas Eve", FRIDAY, "2026-12-24"),
    ("The market opens on New Year’s Day.", "New Year’s Day", FRIDAY, "2027-01-01"),
    ("The vote is on Election Day.", "Election Day", FRIDAY, None),
    ("The hearing is on the 15th.", "the 15th", FRIDAY, "2026-12-15"),
    ("The plan costs 12 percent more than in May 5 percent.", None, FRIDAY, None),
]


@pytest.mark.parametrize(("sentence", "words", "published", "due"), TABLE)
def test_a_date_is_what_its_words_say_on_the_day_of_publication(
    sentence: str, words: str | None, published: date | None, due: str | None
) -> None:
    found = [(sentence[one.start : one.end], one.due) for one in dates(sentence, 0, len(sentence), published)]
    assert found == ([] if words is None else [(words, due)])


def test_the_table_has_the_sixty_expressions_that_it_is_to_have() -> None:
    assert len({(words, published) for _, words, published, _ in TABLE if words is not None}) >= 60


@given(
    st.lists(st.sampled_from([words for _, words, _, _ in TABLE if words] + ["31", "of", "the", "in"]), max_size=6),
    st.dates(),
)
def test_any_heap_of_dates_on_any_day_is_found_in_order_and_never_breaks(parts: list[str], published: date) -> None:
    text = " ".join(parts)
    end = 0
    for one in dates(text, 0, len(text), published):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        if one.due is not None:
            last_day(one.due)
