"""The dates of feeds: RFC 822 as feeds really write it, ISO 8601, and nothing rather than a wrong one."""

import re
from datetime import UTC, datetime, timedelta

from briefing.intake.dates import date_written, iso_date

# Longer, and it is no date. It also bounds what the patterns have to do.
_LONGEST = 80

_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)? ?(?P<half>[ap]\.?m\.?)?"
_ZONE = r"(?P<zone>[a-z]{1,5}|(?:gmt|utc|ut)?[+-]\d{1,2}:?(?:\d{2})?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_FORMS = (
    # RFC 822, section 5, with its slips: a day or month in full, hyphens, a comma more or less, no seconds, no zone.
    re.compile(rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](?P<year>\d{{4}}|\d{{2}})"
               rf"(?:,? (?:at )?{_TIME} ?{_ZONE}(?: \([^()]*\))?)?"),
    # As Americans write it.
    re.compile(rf"{_WEEKDAY}{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})"
               rf"(?:,? (?:at )?{_TIME} ?{_ZONE})?"),
    # As the C library does (asctime).
    re.compile(rf"{_WEEKDAY}{_MONTH} (?P<day>\d{{1,2}}) {_TIME} {_ZONE} ?(?P<year>\d{{4}})"),
)  # fmt: skip
_SLASHES = re.compile(r"(\d{4})/(\d{2})/(\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OFFSET = re.compile(r"(?:gmt|utc|ut)?([+-])(\d{1,2}):?(\d{2})?")

# RFC 822, section 5.1, and those of newspapers' zones that stand for one offset only: IST is three, BST and CST two
# (of which feeds mean these), so what is not here is no zone.
_ZONES = {
    **dict.fromkeys(("gmt", "utc", "ut", "z", "wet"), 0),
    **{"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420},
    **{"akst": -540, "akdt": -480, "hst": -600, "nst": -210, "ndt": -150, "ast": -240, "adt": -180},
    **{"bst": 60, "cet": 60, "west": 60, "cest": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180},
    **{"jst": 540, "kst": 540, "hkt": 480, "awst": 480, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780},
}

# A clock that was never set says 1970; an empty field of a database 1900 or the year 1.
_FIRST_YEAR = 1971


def believed(written: str, at: datetime) -> str | None:
    """Return the date a feed gives as ISO 8601, as exact as it is, or None where it cannot be believed.

    The rule: it is written as RFC 822 or one of its usual broken forms, as ISO 8601, or as an English date; it
    exists; its year is 1971 or later (an unset clock says 1970); and it is at most a day after `at`, the time of
    reading (clocks go wrong, and a day alone may lie ahead of UTC). Two digits of a year are RFC 2822's: 49 is 2049,
    50 is 1950. `03/04/2026` may be March or April and is no date. A zone that may be several (IST) is left away.
    """
    text = " ".join(written[: _LONGEST + 1].split())
    if not text or len(text) > _LONGEST:
        return None
    spelled = next((parts for form in _FORMS if (parts := form.fullmatch(text.lower()))), None)
    found = _iso(spelled) if spelled else date_written(_SLASHES.sub(r"\1-\2-\3", text))
    if found is None or int(found[:4]) < _FIRST_YEAR:
        return None
    try:
        return found if moment(found) <= at + timedelta(days=1) else None
    except OverflowError:  # the last day of the year 9999, moved to UTC
        return None


def moment(date: str) -> datetime:
    """Return the moment that a date of `believed` stands for: the first of a day or month, in UTC without a zone."""
    found = datetime.fromisoformat(f"{date}-01" if len(date) == len("2026-03") else date)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _iso(parts: re.Match[str]) -> str | None:
    year = parts["year"]
    if len(year) == 2:
        year = ("20" if year < "50" else "19") + year
    day = f"{year}-{_MONTHS.index(parts['month']) + 1:02}-{int(parts['day']):02}"
    if parts["hour"] is None:
        return iso_date(day)
    hour = int(parts["hour"])
    if parts["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if parts["half"].startswith("p") else 0)
    second = f":{parts['second']}" if parts["second"] else ""
    return iso_date(f"{day}T{hour:02}:{parts['minute']}{second}{_zone(parts['zone'] or '')}")


def _zone(written: str) -> str:
    minutes = _ZONES.get(written)
    if minutes is None:
        offset = _OFFSET.fullmatch(written)
        # -0000 is RFC 2822's way to say that the zone is unknown.
        if offset is None or written == "-0000":
            return ""
        minutes = (int(offset[2]) * 60 + int(offset[3] or 0)) * (-1 if offset[1] == "-" else 1)
    if minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
