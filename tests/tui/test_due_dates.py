"""Due dates as people type them: understood, or refused in one sentence, and never guessed."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.days import first_day, last_day
from tui.due_dates import DueDateError, is_overdue, understood, with_weekday

TUESDAY = date(2026, 11, 24)

UNDERSTOOD = {
    # none
    "": "",
    "none": "",
    "No": "",
    " - ": "",
    "no date": "",
    # as it will be kept
    "2026-12-01": "2026-12-01",
    "2026-12": "2026-12",
    "2026": "2026",
    "1999-12-31": "1999-12-31",
    "2026/12/1": "2026-12-01",
    "2026.12.01": "2026-12-01",
    # days near by
    "today": "2026-11-24",
    "Tomorrow": "2026-11-25",
    "the day after tomorrow": "2026-11-26",
    "yesterday": "2026-11-23",
    # weekdays: the next one, today excluded
    "fri": "2026-11-27",
    "Friday": "2026-11-27",
    "by friday": "2026-11-27",
    "this fri": "2026-11-27",
    "tuesday": "2026-12-01",
    "mon": "2026-11-30",
    "weds": "2026-11-25",
    "thurs": "2026-11-26",
    "next friday": "2026-12-04",
    "friday next week": "2026-12-04",
    "next tue": "2026-12-01",
    "next monday": "2026-11-30",
    # a day of a month, next or with its year
    "1 dec": "2026-12-01",
    "dec 1": "2026-12-01",
    "1dec": "2026-12-01",
    "1st of December": "2026-12-01",
    "the 1st of december": "2026-12-01",
    "Dec. 1st": "2026-12-01",
    "on 1 december 2026": "2026-12-01",
    "December 1, 2027": "2027-12-01",
    "1-dec-2027": "2027-12-01",
    "3 dec 27": "2027-12-03",
    "2027 mar 5": "2027-03-05",
    "5 sept": "2027-09-05",
    "24 nov": "2026-11-24",
    "23 nov": "2027-11-23",
    "31 dec 2019": "2019-12-31",
    "29 feb": "2028-02-29",
    "tue 1 dec": "2026-12-01",
    "Thursday, 3 December 2026": "2026-12-03",
    "30th": "2026-11-30",
    "the 5th": "2026-12-05",
    "the 31st": "2026-12-31",
    "sat the 5th": "2026-12-05",
    # numerals that can be read in one way only
    "1.12.": "2026-12-01",
    "1.12": "2026-12-01",
    "1.12.2027": "2027-12-01",
    "1.12.27": "2027-12-01",
    "23.11.": "2027-11-23",
    "25/12": "2026-12-25",
    "12/25/2026": "2026-12-25",
    "5-5-2027": "2027-05-05",
    "12/2026": "2026-12",
    # so long from today
    "in 2 weeks": "2026-12-08",
    "in two weeks": "2026-12-08",
    "two weeks from now": "2026-12-08",
    "2w": "2026-12-08",
    "+2w": "2026-12-08",
    "+3d": "2026-11-27",
    "+ 3 days": "2026-11-27",
    "in 10 days": "2026-12-04",
    "a week": "2026-12-01",
    "in a fortnight": "2026-12-08",
    "in a month": "2026-12-24",
    "3 months": "2027-02-24",
    "in 14 months": "2028-01-24",
    "in a year": "2027-11-24",
    "0d": "2026-11-24",
    # months, years and their ends
    "march": "2027-03",
    "Nov": "2026-11",
    "mar 2027": "2027-03",
    "december 2025": "2025-12",
    "this month": "2026-11",
    "next month": "2026-12",
    "this year": "2026",
    "next year": "2027",
    "next week": "2026-11-30",
    "end of month": "2026-11-30",
    "end of the month": "2026-11-30",
    "eom": "2026-11-30",
    "end of next month": "2026-12-31",
    "end of feb": "2027-02-28",
    "end of march 2027": "2027-03-31",
    "end of year": "2026-12-31",
    "EOY": "2026-12-31",
    "end of 2027": "2027-12-31",
    # as some keyboards and documents write them
    "1\u00a0dec": "2026-12-01",
    "２０２６-１２-０１": "2026-12-01",
}


@pytest.mark.parametrize("words", UNDERSTOOD)
def test_what_people_type_is_understood(words: str) -> None:
    assert understood(words, TUESDAY) == UNDERSTOOD[words]


@pytest.mark.parametrize(
    "words",
    [
        "a", "may be", "soon", "asap", "fr", "friyay", "one", "1", "24", "week", "weeks", "in week", "in 3", "2 moons",
        "a week ago", "a week from today", "next", "next 5", "end", "end of week", "end of fri", "end of 1 dec",
        "dec dec", "1 six 2000", "1 foo", "foo 1", "mid march", "friday 17:00", "tonight", "20261201", "2026-1201",
        "13 13 dec", "1.12.2026.", "1/12/", "1.12/2026", "dec 3 26", "-3d", "aw", "a d", "now", "no thanks",
        "next friday next week", "of", "the",
        "2026-12-01T09:00", "2026-12-01 2026-12-02", "٣ dec", "1 dec" * 9, "🗓", "\x1b[2J", "\udcff",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_examples(words: str) -> None:
    with pytest.raises(DueDateError, match="is no date: write fri, 1 dec, in 2 weeks"):
        understood(words, TUESDAY)


@pytest.mark.parametrize(
    "words",
    ["30 feb", "2026-02-30", "2026-13", "2026-00-01", "0000", "31.11.", "1.0.", "0/5", "32 dec", "29 feb 2027", "32nd",
     "0th", "13/13/2026", "9999y"],
)  # fmt: skip
def test_a_day_that_no_calendar_has_is_refused(words: str) -> None:
    with pytest.raises(DueDateError, match=re.escape(f"The calendar has no day '{words}'.")):
        understood(words, TUESDAY)


def test_numerals_that_can_be_read_in_two_ways_are_refused_with_both() -> None:
    with pytest.raises(DueDateError, match=r"'1/12/2026' may be 1 December 2026 or 12 January 2026"):
        understood("1/12/2026", TUESDAY)
    with pytest.raises(DueDateError, match=r"'1-12' may be 1 December or 12 January"):
        understood("1-12", TUESDAY)


def test_a_weekday_that_is_not_on_that_day_is_refused() -> None:
    with pytest.raises(DueDateError, match=r"'fri 1 dec' cannot be: 2026-12-01 is a Tuesday\."):
        understood("fri 1 dec", TUESDAY)
    with pytest.raises(DueDateError, match="is no date"):
        understood("foo 1 dec", TUESDAY)


def test_what_is_pasted_by_mistake_is_not_given_back_whole() -> None:
    with pytest.raises(DueDateError) as refused:
        understood("word " * 10_000, TUESDAY)
    assert len(str(refused.value)) < 160


DAYS = st.dates(min_value=date(1000, 1, 1))
WORDS = (
    "in", "a", "the", "of", "on", "by", "next", "this", "end", "day", "after", "tomorrow", "now", "from", "fri", "dec",
    "may", "march", "weeks", "month", "d", "w", "m", "y", "eom", "0", "1", "2", "12", "13", "31", "99", "1st", "2026",
    "+", "-", ".", "/", ",",
)  # fmt: skip
JUNK = st.text(st.characters(exclude_categories=()) | st.sampled_from("0123456789./-+ "))
TYPED = JUNK | st.lists(st.sampled_from(WORDS)).map(" ".join)


@given(DAYS, DAYS)
def test_iso_dates_come_back_as_they_are(day: date, today: date) -> None:
    for due in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert understood(due, today) == due
        assert understood(f" {due} ", today) == due


@given(DAYS, st.sampled_from(["%d %B %Y", "%d %b %Y", "%B %d, %Y", "%A, %d %B %Y", "%d.%m.%Y"]), DAYS)
def test_a_day_with_its_year_is_that_day(day: date, form: str, today: date) -> None:
    written = day.strftime(form).replace(day.strftime("%Y"), f"{day.year:04}")  # %Y is not padded everywhere
    assert understood(written, today) == day.isoformat()


@given(st.dates(max_value=date(9980, 1, 1)), st.sampled_from(["%d %B", "%b %d", "%d.%m."]), DAYS)
def test_a_day_without_a_year_is_the_next_such_day(today: date, form: str, day: date) -> None:
    due = date.fromisoformat(understood(day.strftime(form), today))
    assert (due.month, due.day) == (day.month, day.day)
    assert today <= due <= today + timedelta(days=8 * 366)


@given(st.dates(max_value=date(9999, 1, 1)), st.sampled_from(["mon", "wednesday", "sun"]))
def test_a_weekday_is_within_the_next_seven_days_and_next_of_the_week_after(today: date, name: str) -> None:
    due, of_next_week = (date.fromisoformat(understood(f"{which}{name}", today)) for which in ("", "next "))
    assert today < due <= today + timedelta(days=7)
    assert due.strftime("%A").casefold().startswith(name)
    assert of_next_week in (due, due + timedelta(days=7))
    assert of_next_week.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]


@given(TYPED, DAYS)
@example("+9999y", date.max)
@example("next month", date.max)
@example("fri", date.max)
@example("29 feb", date.max)
@example("the 31st", date.max)
def test_junk_is_refused_and_whatever_is_understood_is_a_date(words: str, today: date) -> None:
    try:
        due = understood(words, today)
    except DueDateError as error:
        assert "\n" not in str(error) or "\n" in words
        return
    assert due == "" or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", due, re.ASCII)
    if due:
        assert first_day(due) <= last_day(due)
        assert understood(due, today) == due


def test_a_month_or_a_year_is_overdue_when_all_of_it_is_past() -> None:
    overdue = {
        due: is_overdue(due, TUESDAY) for due in ("2026-11-23", "2026-11-24", "2026-11", "2026-10", "2026", "2025")
    }
    assert overdue == {
        "2026-11-23": True, "2026-11-24": False, "2026-11": False, "2026-10": True, "2026": False, "2025": True
    }  # fmt: skip
    assert not is_overdue(None, TUESDAY)
    assert not is_overdue("", TUESDAY)


def test_first_and_last_days() -> None:
    assert (first_day("2028-02"), last_day("2028-02")) == (date(2028, 2, 1), date(2028, 2, 29))
    assert (first_day("2026"), last_day("2026")) == (date(2026, 1, 1), date(2026, 12, 31))
    assert first_day("2026-12-01") == last_day("2026-12-01") == date(2026, 12, 1)


def test_a_date_shows_its_weekday() -> None:
    assert [with_weekday(due) for due in ("2026-12-01", "2026-12", "2026")] == ["Tue 2026-12-01", "2026-12", "2026"]
