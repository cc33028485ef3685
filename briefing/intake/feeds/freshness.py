"""For how long a feed asks to be left alone: by its server's headers, by its own word."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

LONGEST = 3 * 3600.0
"""Seconds for which a feed is left alone at most: "a day" stands in headers and feeds that nobody has thought about."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,9})", re.IGNORECASE)
_STALE = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b", re.IGNORECASE)

# RSS 2.0: minutes, in the channel, before its items in all feeds that anybody has seen.
_TTL = re.compile(rb"<ttl>\s*([0-9]{1,6})\s*</ttl>")
_ITEM = re.compile(rb"<(?:item|entry)[\s>]")
_HEAD = 1 << 16


def fresh_for(headers: Mapping[str, str]) -> float:
    """Return for how many seconds an answer says that it stays fresh (RFC 9111, section 4.2), `LONGEST` at most."""
    control = headers.get("cache-control", "")
    if _STALE.search(control):
        return 0.0
    if (found := _MAX_AGE.search(control)) is not None:
        age = headers.get("age", "")
        return _bounded(float(found[1]) - (float(age) if age.isdecimal() and len(age) < 10 else 0.0))
    expires, date = _moment(headers.get("expires", "")), _moment(headers.get("date", ""))
    if expires is None or date is None:
        return 0.0
    return _bounded((expires - date).total_seconds())


def ttl(data: bytes) -> float:
    """Return for how many seconds an RSS feed itself says that it stays fresh (`<ttl>`), `LONGEST` at most."""
    head = data[:_HEAD]
    first = _ITEM.search(head)
    found = _TTL.search(head, 0, first.start() if first else len(head))
    return 0.0 if found is None else _bounded(60.0 * int(found[1]))


def _bounded(seconds: float) -> float:
    return min(max(0.0, seconds), LONGEST)


def _moment(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else None
