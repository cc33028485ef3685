"""Due dates as people type them: "fri", "1 dec", "in 2 weeks" to ISO 8601, and what an ISO due date says of a day.

A small grammar and not a library of date guessing: dateparser 1.5 takes 0.2 s for its first date, reads "a week from
today" as a week ago, "1 six 2000" as June and "13 13 dec" as 2113, and with that shut out nothing was left for it.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from briefing.days import (
    MONTHS,
    WEEKDAYS,
    end_of_month,
    first_day,
    iso,
    last_day,
    month_named,
    months_on,
    number,
    weekday_named,
)
from briefing.errors import ReadoutError

_NO_DATE = {"", "-", "–", "—", "no", "none", "no date"}

_LONGEST = 60  # code points: what is longer is no date, and nobody wants it back in an error
_SHOWN = 30


class DueDateError(ReadoutError):
    """What was typed is no date, or could be two."""


def understood(words: str, today: date) -> str:
    """Return the ISO 8601 date that `words` say, as exact as they are: "2026-12-01", "2026-12", "2026"; "" for none.

    A day or month without a year is the next such, `today` and its month included; a weekday is the next, today
    excluded, and "next friday" that of the week after this one, which begins on a Monday. What says its year may lie
    in the past. Raises DueDateError.
    """
    said = " ".join(unicodedata.normalize("NFKC", words).casefold().replace(",", " ").split())
    if said in _NO_DATE:
        return ""
    said = re.sub(r"^(?:on|by|due) ", "", said)
    for way in _WAYS if len(said) <= _LONGEST else ():
        try:
            due = way(said, today)
        except (ValueError, OverflowError):
            raise DueDateError(f"The calendar has no day '{_short(words)}'.") from None
        if due is not None:
            return due
    raise DueDateError(
        f"'{_short(words)}' is no date: write fri, 1 dec, in 2 weeks, end of month, 2026-12-01, 2026-12, or none."
    )


def is_overdue(due: str | None, today: date) -> bool:
    """Whether a due date is past: of one that is a month or a year, the whole of it."""
    return bool(due) and last_day(due or "") < today


def with_weekday(due: str) -> str:
    """Return a due date so that a wrong one catches the eye: "Tue 2026-12-01"; a month or a year as it is."""
    if len(due) < len("2026-12-01"):
        return due
    return f"{WEEKDAYS[first_day(due).weekday()][:3].title()} {due}"


def _iso(said: str, today: date) -> str | None:
    found = re.fullmatch(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?", said)
    if found is None:
        return None
    year, _, month, day = found.groups()
    return iso(int(year), int(month) if month else None, int(day) if day else None)


def _numerals(said: str, today: date) -> str | None:
    if found := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{4})", said):
        return iso(int(found[2]), int(found[1]))
    found = re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2})?)?", said)
    if found is None or (said.endswith(("-", "/"))):
        return None
    first, second, year = int(found[1]), int(found[3]), _year(found[4])
    if not (first and second):
        raise ValueError(said)
    if found[2] == "." or first > len(MONTHS) or first == second:
        return _day(first, second, year, today)
    if second > len(MONTHS):
        return _day(second, first, year, today)
    one, other = (_named(day, month, year) for day, month in ((first, second), (second, first)))
    raise DueDateError(f"'{said}' may be {one} or {other}: write it with the month's name.")


def _day_word(said: str, today: date) -> str | None:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2, "the day after tomorrow": 2}
    return _in_days(today, days[said]) if said in days else None


def _weekday(said: str, today: date) -> str | None:
    found = re.fullmatch(r"(?:(this|next) )?([a-z]+)\.?( next week)?", said)
    if found is None or (weekday := weekday_named(found[2])) is None or (found[1] and found[3]):
        return None
    if found[1] == "next" or found[3]:
        return _in_days(today, 7 - today.weekday() + weekday)
    return _in_days(today, (weekday - today.weekday() - 1) % 7 + 1)


def _amount(said: str, today: date) -> str | None:
    found = re.fullmatch(r"(?:in |\+ ?)?([0-9]{1,4}) ?([dwmy]|(?:day|week|fortnight|month|year)s?)", said)
    found = found or re.fullmatch(r"(?:in )?([a-z]+) ((?:day|week|fortnight|month|year)s?)(?: from now)?", said)
    amount = number(found[1]) if found else None
    if found is None or amount is None:
        return None
    match found[2][0]:
        case "m":
            return months_on(today, amount).isoformat()
        case "y":
            return months_on(today, 12 * amount).isoformat()
        case unit:
            return _in_days(today, amount * {"d": 1, "w": 7, "f": 14}[unit])


def _period(said: str, today: date) -> str | None:
    match said:
        case "this month":
            return iso(today.year, today.month)
        case "this year":
            return iso(today.year)
        case "next week":
            return _in_days(today, 7 - today.weekday())
        case "next month":
            return months_on(today, 1).isoformat()[:7]
        case "next year":
            return iso(today.year + 1)
    return None


def _end(said: str, today: date) -> str | None:
    found = re.fullmatch(
        r"end of (?:(the|this|next) )?(.+)", {"eom": "end of month", "eoy": "end of year"}.get(said, said)
    )
    if found is None:
        return None
    if found[2] in ("month", "year"):
        due = _period(f"{'next' if found[1] == 'next' else 'this'} {found[2]}", today)
    else:
        due = None if found[1] else _month(found[2], today) or _iso(found[2], today)
    return last_day(due).isoformat() if due and len(due) < len("2026-12-01") else None


def _month(said: str, today: date) -> str | None:
    found = re.fullmatch(r"(?P<month>[a-z]{3,9})\.?(?:[ -](?P<year>[0-9]{4}))?", said)
    if found is None or (month := month_named(found["month"])) is None:
        return None
    return iso(_year(found["year"]) or today.year + (month < today.month), month)


_DAY = r"(?:the )?(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_NAME = r"(?P<month>[a-z]{3,9})\.?"
_WITH_WEEKDAY = r"(?:(?P<weekday>(?!the )[a-z]{3,9})\.? )?"
_DATES = [
    re.compile(rf"{_WITH_WEEKDAY}{_DAY}[ -]?(?:of )?{_NAME}(?:[ -](?P<year>[0-9]{{4}}|[0-9]{{2}}))?"),
    re.compile(rf"{_WITH_WEEKDAY}{_NAME}[ -]?{_DAY}(?: (?P<year>[0-9]{{4}}))?"),
    re.compile(rf"(?P<weekday>)(?P<year>[0-9]{{4}})[ -]{_NAME}[ -]{_DAY}"),
]


def _with_month(said: str, today: date) -> str | None:
    for pattern in _DATES:
        found = pattern.fullmatch(said)
        if found and (month := month_named(found["month"])):
            due = _day(int(found["day"]), month, _year(found["year"]), today)
            return _checked(due, found["weekday"], said)
    return None


def _day_alone(said: str, today: date) -> str | None:
    found = re.fullmatch(rf"{_WITH_WEEKDAY}(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)", said)
    if found is None:
        return None
    day = int(found["day"])
    months = (months_on(today.replace(day=1), ahead) for ahead in range(12))
    for first in months:
        if day <= end_of_month(first).day and (due := first.replace(day=day)) >= today:
            return _checked(due.isoformat(), found["weekday"], said)
    raise ValueError(day)


_WAYS: tuple[Callable[[str, date], str | None], ...] = (
    _iso,
    _numerals,
    _day_word,
    _weekday,
    _amount,
    _period,
    _end,
    _month,
    _with_month,
    _day_alone,
)


def _day(day: int, month: int, year: int | None, today: date) -> str:
    if year is not None:
        return date(year, month, day).isoformat()
    for this in range(today.year, today.year + 9):  # 29 February can be eight years away
        if day <= calendar.monthrange(this, month)[1] and (due := date(this, month, day)) >= today:
            return due.isoformat()
    raise ValueError(day, month)


def _checked(due: str, weekday: str | None, said: str) -> str | None:
    """Return `due` if it is such a weekday, None if that word is none."""
    if not weekday:
        return due
    wanted, is_on = weekday_named(weekday), first_day(due).weekday()
    if wanted is not None and wanted != is_on:
        raise DueDateError(f"'{said}' cannot be: {due} is a {WEEKDAYS[is_on].title()}.")
    return None if wanted is None else due


def _year(said: str | None) -> int | None:
    return None if said is None else int(said) + (2000 if len(said) == 2 else 0)


def _in_days(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def _named(day: int, month: int, year: int | None) -> str:
    name = f"{day} {MONTHS[month - 1].title()}"
    return name if year is None else f"{name} {year}"


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
