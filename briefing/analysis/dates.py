"""Dates in an article's words ("next Tuesday", "by the end of the month"), resolved against the day it was published.

What the words leave open stays open: a date is never made more exact than they are, and without a day of publication
only those that name their year are resolved. The classes of expressions are those of TimeML's TIMEX3 (Pustejovsky et
al. 2003) that look ahead: calendar dates, deictic days and periods, durations from now, deadlines.
A grammar and not dateparser: `tests/briefing/analysis/test_dates.py` has the table, and what dateparser makes of it.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from briefing.days import (
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    end_of_month,
    iso,
    last_day,
    month_named,
    months_on,
    number,
    weekday_named,
)


class Dated(NamedTuple):
    """A date's words, from `start` to `end` (code points); `due` is ISO 8601, as exact as they are, None if open."""

    start: int
    end: int
    due: str | None


def dates(text: str, start: int, end: int, published: date | None) -> Iterator[Dated]:
    """Yield the dates named in `text` from `start` to `end`, in order; `published` is the day the words were new."""
    for match in _expression().finditer(text, start, end):
        kind = match.lastgroup or ""
        yield Dated(*match.span(), _resolved(kind, match[0], published))


_YEAR = r"(?:19|20|21)\d\d"
_NTH = r"(?:st|nd|rd|th)"
_BEHIND = 120
"""Days back in which a day or month without a year is taken for the last one and not for the next."""


def _after(prepositions: str) -> str:
    return "(?:" + "|".join(rf"(?<=\b{word} )" for word in prepositions.split()) + ")"


@cache
def _expression() -> re.Pattern[str]:
    months = "|".join(name.title() for name in MONTHS)
    month = rf"(?:(?:{months})|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
    weekday = f"(?:{'|'.join(name.title() for name in WEEKDAYS)})"
    day = rf"\d{{1,2}}{_NTH}?\b(?![.,:]\d|%|\s(?:percent|million|billion))"
    count = rf"(?:\d{{1,3}}|an?|{'|'.join(NUMBERS)})"
    unit = r"(?:days?|weeks?|fortnights?|months?|years?)"
    season = r"(?:spring|summer|fall|autumn|winter)"
    period = r"(?:week|month|quarter|year|decade)"
    kinds = {
        "iso": rf"{_YEAR}-\d\d-\d\d",
        "month_day": rf"(?:{weekday}, )?{month} {day}(?:\s?[-–]\s?\d{{1,2}}\b)?(?:,? {_YEAR})?",
        "day_month": rf"(?:the )?{day} (?:of )?{month}(?:,? {_YEAR})?",
        "deadline": rf"(?:the )?end of (?:(?:the|this|next) {period}|(?:{month} )?{_YEAR}|{month})"
        rf"|(?:month|year)(?:[’']s)?[ -]end\b",
        "part_of_year": rf"(?:(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:quarter|half)"
        rf"|Q[1-4])(?: of (?:{_YEAR}|(?:this|next) year)| {_YEAR})?",
        "season": rf"(?:(?:this|next) (?:coming )?{season}|{season} (?:of )?{_YEAR})",
        "month": rf"(?:(?:early|late|mid)[- ](?:in )?)?{month},? {_YEAR}"
        rf"|(?:(?:this|next|early|late|mid)(?:-| (?:in )?)|{_after('in by until for before of to')}){month}(?! \d)",
        "day_after_tomorrow": r"(?:the )?day after tomorrow",
        "tomorrow": r"tomorrow",
        "today": r"(?:later )?today|tonight|this (?:morning|afternoon|evening)",
        "weekday": rf"(?<!\blast )(?:(?:this|next)(?: coming)? )?{weekday}(?: (?:after )?next week)?\b(?![’']s)",
        "named_day": r"Christmas(?: Day| Eve)?(?! \w+ing)|New Year[’']s (?:Day|Eve)|Election Day|Inauguration Day"
        r"|Valentine[’']s Day|Halloween",
        "from_now": rf"(?:in(?: just| about)?|within(?: the next)?) {count} (?:more )?{unit}(?:[’'] time)?\b"
        r"(?! (?:ago|before|earlier|old))"
        rf"|{count} {unit} from (?:now|today)",
        "period": rf"(?:(?:later|early|late|sometime|earlier) )?(?:this|next) {period}\b"
        r"|(?:the )?coming (?:weeks?|months?|years?|days)\b|(?:the )?next (?:few|several) (?:days|weeks|months|years)\b"
        r"|this weekend|next weekend",
        "nth": rf"(?<=\bon )the \d{{1,2}}{_NTH}\b(?: of (?:this|next) month)?",
        "year": rf"{_after('in by until before through')}{_YEAR}\b(?![-–/]\d)",
    }
    return re.compile("|".join(rf"(?P<{kind}>(?<![\w-])(?:{pattern}))" for kind, pattern in kinds.items()))


def _resolved(kind: str, words: str, published: date | None) -> str | None:
    said = " ".join(words.casefold().replace(",", " ").replace("’", "'").split())
    try:
        return _WAYS[kind](said, published)
    except (ValueError, OverflowError):
        return None


def _year_in(said: str) -> int | None:
    found = re.search(rf"\b{_YEAR}\b", said)
    return int(found[0]) if found else None


def _month_in(said: str) -> int | None:
    words = re.findall(r"[a-z]+", said)
    return next((n for word in words if word in _MONTH_WORDS and (n := month_named(word)) is not None), None)


_MONTH_WORDS = {*MONTHS, *(name[:3] for name in MONTHS), "sept"} - {"mon"}


def _iso(said: str, published: date | None) -> str | None:
    return date.fromisoformat(said).isoformat()


def _day_of_month(said: str, published: date | None) -> str | None:
    month, year = _month_in(said), _year_in(said)
    found = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", said)
    if month is None or found is None:
        return None
    if year is not None:
        return iso(year, month, int(found[1]))
    if published is None:
        return None
    this = [
        date(y, month, int(found[1]))
        for y in (published.year - 1, published.year, published.year + 1)
        if _holds(y, month, int(found[1]))
    ]
    return _nearest(this, published).isoformat()


def _holds(year: int, month: int, day: int) -> bool:
    return 1 <= day <= end_of_month(date(year, month, 1)).day


def _nearest(candidates: list[date], published: date) -> date:
    """Return the first of the dates that is not more than `_BEHIND` days past. Raises ValueError without one."""
    return min(day for day in candidates if day >= published - timedelta(_BEHIND))


def _month(said: str, published: date | None) -> str | None:
    month, year = _month_in(said), _year_in(said)
    if month is None or (year is None and published is None):
        return None
    if year is None and published is not None:
        if said.startswith("this "):
            year = published.year
        elif said.startswith("next "):
            year = published.year + (month <= published.month)
        else:
            firsts = [date(published.year + ahead, month, 1) for ahead in (-1, 0, 1)]
            year = min(first.year for first in firsts if end_of_month(first) >= published - timedelta(_BEHIND))
    return iso(year or 0, month)


def _tomorrow(said: str, published: date | None) -> str | None:
    return _in_days(published, 1)


def _after_tomorrow(said: str, published: date | None) -> str | None:
    return _in_days(published, 2)


def _today(said: str, published: date | None) -> str | None:
    return _in_days(published, 0)


def _in_days(published: date | None, days: int) -> str | None:
    return None if published is None else (published + timedelta(days)).isoformat()


def _weekday(said: str, published: date | None) -> str | None:
    weekday = next((n for word in said.split() if (n := weekday_named(word)) is not None), None)
    if published is None or weekday is None:
        return None
    if "next week" in said or said.startswith("next "):
        # On a Sunday "next Tuesday" is in two days to some and in nine to others.
        if published.weekday() == len(WEEKDAYS) - 1 and "next week" not in said:
            return None
        return _in_days(published, 7 - published.weekday() + weekday)
    return _in_days(published, (weekday - published.weekday()) % 7 or (7 if said.startswith("this ") else 0))


def _deadline(said: str, published: date | None) -> str | None:
    """Return the last day of the period: a deadline is as exact as a day."""
    if (due := _month(said, published) if _month_in(said) else None) or (due := _spelled_year(said)):
        return last_day(due).isoformat()
    if published is None or _month_in(said):
        return None
    coming = "next" in said
    if "week" in said:
        return _in_days(published, 6 - published.weekday() + 7 * coming)
    if "decade" in said:
        return date(published.year - published.year % 10 + 9 + 10 * coming, 12, 31).isoformat()
    months = next(length for unit, length in _MONTHS_IN.items() if unit in said)
    first = published.replace(month=published.month - (published.month - 1) % months, day=1)
    return end_of_month(months_on(first, months * (1 + coming) - 1)).isoformat()


_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def _spelled_year(said: str) -> str | None:
    year = _year_in(said)
    return None if year is None else iso(year)


def _part_of_year(said: str, published: date | None) -> str | None:
    """Return the year: what is due has no form of its own for a quarter or a half."""
    if (year := _year_in(said)) is not None:
        return iso(year)
    if published is None or "year" not in said:
        return None
    return iso(published.year + ("next year" in said))


def _season(said: str, published: date | None) -> str | None:
    """Return the year of the season where there is no doubt of it: a winter belongs to two."""
    year = _year_in(said)
    if "winter" in said:
        return None
    if year is not None:
        return iso(year)
    return iso(published.year) if published is not None and said.startswith("this ") else None


def _named_day(said: str, published: date | None) -> str | None:
    if published is None:
        return None
    if said in ("election day", "inauguration day"):
        return None  # which country's, and which election, is more than these words say
    month, day = next(
        at
        for words, at in (
            ("christmas eve", (12, 24)),
            ("christmas", (12, 25)),
            ("new year's day", (1, 1)),
            ("new year's eve", (12, 31)),
            ("valentine", (2, 14)),
            ("halloween", (10, 31)),
        )
        if said.startswith(words)
    )
    return _nearest([date(published.year + ahead, month, day) for ahead in (-1, 0, 1)], published).isoformat()


def _from_now(said: str, published: date | None) -> str | None:
    """Return the day, month or year that is so far away; "within" is a deadline, and as exact as a day."""
    found = re.search(r"(\d+|[a-z]+) (?:more )?(day|week|fortnight|month|year)", said)
    amount = number(found[1]) if found else None
    if published is None or found is None or amount is None:
        return None
    unit = found[2]
    if unit in ("week", "fortnight"):
        amount *= 7 if unit == "week" else 14
    exact = said.startswith("within") or said.endswith("today")
    if unit in ("month", "year"):
        due = months_on(published, amount * (12 if unit == "year" else 1))
        return due.isoformat() if exact else due.isoformat()[: 7 if unit == "month" else 4]
    due = published + timedelta(amount)
    return due.isoformat() if exact or unit == "day" else _inside([due - timedelta(3), due + timedelta(3)])


def _inside(days: list[date]) -> str | None:
    """Return the month that all the days are in; None where they are not in one."""
    months = {day.isoformat()[: len("2026-12")] for day in days}
    return months.pop() if len(months) == 1 else None


def _period(said: str, published: date | None) -> str | None:
    if published is None or any(word in said.split() for word in ("coming", "few", "several")):
        return None  # "the coming week" may begin today or on Monday
    following = int("next" in said)
    if "week" in said:
        monday = published + timedelta(7 * following - published.weekday())
        first = monday + timedelta(5) if "weekend" in said else max(monday, published)
        return _inside([first, monday + timedelta(6)])
    if "decade" in said:
        return None
    if "month" in said:
        return months_on(published.replace(day=1), following).isoformat()[:7]
    quarter = published.replace(month=published.month - (published.month - 1) % 3, day=1)
    return iso(months_on(quarter, 3 * following).year if "quarter" in said else published.year + following)


def _nth(said: str, published: date | None) -> str | None:
    found = re.search(r"\d+", said)
    if published is None or found is None:
        return None
    first = published.replace(day=1)
    if "this month" in said or "next month" in said:
        month = months_on(first, int("next" in said))
        return iso(month.year, month.month, int(found[0]))
    months = (months_on(first, ahead) for ahead in range(3))
    days = (iso(m.year, m.month, int(found[0])) for m in months if _holds(m.year, m.month, int(found[0])))
    return next((day for day in days if day >= published.isoformat()), None)


def _year(said: str, published: date | None) -> str | None:
    return iso(int(said))


_WAYS: dict[str, Callable[[str, date | None], str | None]] = {
    "iso": _iso,
    "month_day": _day_of_month,
    "day_month": _day_of_month,
    "deadline": _deadline,
    "part_of_year": _part_of_year,
    "season": _season,
    "month": _month,
    "day_after_tomorrow": _after_tomorrow,
    "tomorrow": _tomorrow,
    "today": _today,
    "weekday": _weekday,
    "named_day": _named_day,
    "from_now": _from_now,
    "period": _period,
    "nth": _nth,
    "year": _year,
}
