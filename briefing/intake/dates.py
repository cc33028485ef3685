"""Dates in ISO 8601, checked and kept exactly as exact as they were written."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(?P<month>[0-9]{4}-[0-9]{2})"
    r"(?:(?P<day>-[0-9]{2})(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r" ?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?"
)
# What pages write for ISO 8601: a hundred-nanosecond fraction (.NET), a zone of hours alone, UTC as a word.
_FRACTION = re.compile(r"(\.[0-9]{6})[0-9]+")
_HOURS = re.compile(r"(:[0-9]{2}(?:\.[0-9]+)?[+-][0-9]{2})$")
_UTC = re.compile(r"\s?(?:UTC|GMT)$")
# The name of a zone that stands for several; it goes, and the time is then one without a zone.
_ZONE_NAME = re.compile(r"(:[0-9]{2})\s?(?!AM|PM)[A-Z]{2,5}$")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_BASIC = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})?(Z|[+-][0-9]{4})?)?")
_ENGLISH = re.compile(r"(?:([A-Z][a-z]{2})[a-z]*\.? ([0-9]{1,2})|([0-9]{1,2}) ([A-Z][a-z]{2})[a-z]*\.?),? ([0-9]{4})")
_RFC = re.compile(r"(?:[A-Z][a-z]{2}, )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST = 60


def iso_date(written: str) -> str | None:
    """Return `written` as ISO 8601 with the exactness it has, or None when it is no such date.

    Accepted are a year and month (`2026-03`), a date (`2026-03-01`), and a date with a time, whose zone may be
    missing (`2026-03-01T09:30`, `2026-03-01 09:30:00+0100`). A zone is returned as `Z` or `+01:00`.
    """
    parts = _ISO.fullmatch(written.strip())
    if parts is None:
        return None
    month, day, time, zone = parts["month"], parts["day"], parts["time"], parts["zone"]
    if zone is not None and zone != "Z":
        zone = f"{zone[:3]}:{zone[-2:]}"
    found = month + (day or "") + (f"T{time}" if time else "") + (zone or "")
    return found if _exists(found if day else f"{found}-01") else None


def date_written(written: str) -> str | None:
    """Return the date that a page's maker wrote for machines, as `iso_date` does, with more patience.

    Also accepted are ISO 8601 in its basic form and with the usual slips (of what cannot be read behind a date, the
    date is left), RFC 5322 (`Mon, 18 Nov 2019 16:07:38 -0600`), and, as a day, an English date anywhere in it
    (`November 19, 2019`, `19 Nov 2019`).
    """
    text = " ".join(written[:_LONGEST].split())
    plain = _UTC.sub("Z", _FRACTION.sub(r"\1", text))
    plain = _ZONE_NAME.sub(r"\1", _HOURS.sub(r"\1:00", plain))
    if (basic := _BASIC.fullmatch(plain)) is not None:
        year, month, day, hour, minute, second, zone = basic.groups()
        time = f"T{hour}:{minute}{f':{second}' if second else ''}{zone or ''}" if hour else ""
        plain = f"{year}-{month}-{day}{time}"
    begins = _DAY.match(text)
    return iso_date(plain) or (iso_date(begins.group()) if begins else None) or _rfc_date(text) or _english_date(text)


def _rfc_date(text: str) -> str | None:
    if _RFC.match(text) is None:
        return None
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, OverflowError):
        return None


def _english_date(text: str) -> str | None:
    found = _ENGLISH.search(text)
    if found is None:
        return None
    name, day, year = found[1] or found[4], found[2] or found[3], found[5]
    return iso_date(f"{year}-{_MONTHS.index(name) + 1:02}-{int(day):02}") if name in _MONTHS else None


def _exists(date: str) -> bool:
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return False
    return True
