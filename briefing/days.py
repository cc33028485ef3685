"""Days, months and small numbers in English words, and steps on the calendar. Knows nothing of sentences."""

import calendar
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def month_named(name: str) -> int | None:
    """Return the number of the month that a lower-case name means, or its first three letters or more."""
    return next((number for number, full in enumerate(MONTHS, 1) if full.startswith(name)), None) if name[2:] else None


def weekday_named(name: str) -> int | None:
    """Return the weekday (Monday is 0) that a lower-case name means, or its first three letters or more."""
    short = name.removesuffix("s")  # tues, weds, thurs
    return next((number for number, full in enumerate(WEEKDAYS) if full.startswith(short)), None) if short[2:] else None


def number(said: str) -> int | None:
    """Return the number that digits, "a", "an" or a lower-case word up to twelve mean."""
    if said.isdecimal():
        return int(said)
    return 1 if said in ("a", "an") else NUMBERS.index(said) + 1 if said in NUMBERS else None


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return the ISO 8601 date, as exact as what is given. Raises ValueError where the calendar has none."""
    exact = date(year, 1 if month is None else month, 1 if day is None else day).isoformat()
    return exact[: 4 if month is None else 7] if day is None else exact


def months_on(day: date, months: int) -> date:
    """Return the day so many months on, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, end_of_month(first).day))


def end_of_month(day: date) -> date:
    """Return the last day of the month that `day` is in."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def first_day(due: str) -> date:
    """Return the first day of an ISO 8601 day, month or year."""
    return date.fromisoformat(f"{due}-01-01"[:10])


def last_day(due: str) -> date:
    """Return the last day of an ISO 8601 day, month or year."""
    first = first_day(due)
    if len(due) == len("2026"):
        return date(first.year, 12, 31)
    return end_of_month(first) if len(due) == len("2026-12") else first
