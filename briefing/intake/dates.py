"""Dates in ISO 8601, checked and kept exactly as exact as they were written."""

import re
from datetime import datetime

_ISO = re.compile(
    r"(?P<month>[0-9]{4}-[0-9]{2})"
    r"(?:(?P<day>-[0-9]{2})(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r" ?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?"
)


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


def _exists(date: str) -> bool:
    try:
        datetime.fromisoformat(date)
    except ValueError:
        return False
    return True
