"""How long a server asks to be left alone (Retry-After, RFC 9110, section 10.2.3), as seconds and in words."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# Up to thirty years; what is longer is no time that somebody meant.
_SECONDS = re.compile(r"[0-9]{1,9}")

# Its seconds, its name, and up to how many seconds a time is told in it.
_UNITS = ((1, "second", 100), (60, "minute", 100 * 60), (3600, "hour", 48 * 3600), (86400, "day", math.inf))


def asked_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return for how many seconds an answer's Retry-After asks to be left alone, None where it says nothing sensible.

    A date is compared with the server's own clock, where it tells its time (Date), else with `now`.
    """
    said = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(said):
        return float(said)
    until = _date(said)
    if until is None:
        return None
    return max(0.0, (until - (_date(headers.get("date", "")) or now)).total_seconds())


def duration(seconds: float) -> str:
    """Return a time to wait in words, not shorter than it is: "20 seconds", "3 minutes", "2 hours", "5 days"."""
    unit, name = next((unit, name) for unit, name, limit in _UNITS if seconds <= limit)
    count = math.ceil(seconds / unit)
    return f"{count} {name}{'' if count == 1 else 's'}"


def _date(written: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(written)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
