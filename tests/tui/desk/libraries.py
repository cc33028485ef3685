"""Libraries filled before a desk is opened on them, at times that are always the same."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from briefing.model import Briefing
from stores.library import Library


def ticking() -> Callable[[], datetime]:
    """A clock that is a minute on at every look, from noon."""
    looks = count()
    return lambda: datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(minutes=next(looks))


def keep(directory: Path, *briefings: Briefing) -> None:
    """Keep the briefings in the library in `directory`, the last one newest."""
    with Library.open(directory, clock=ticking()) as library:
        for briefing in briefings:
            library.add(briefing)
