"""When something was, as its reader's clock says it."""

from datetime import datetime


def local(at: str) -> str:
    """Return a moment (ISO 8601) in local time, to the minute: "2026-11-24 12:40"; what is none as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return at
