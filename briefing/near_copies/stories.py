"""A story as it is compared with others, and how it stands to the one that came first."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum

from briefing.near_copies.fingerprints import Fingerprint

_DAY = len("2026-03-01")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Story:
    """An item of a feed or a briefing, as far as it is compared.

    `text` is the lead or the whole text, or its fingerprint where that was kept. `published` is ISO 8601, as exact as
    known; `seen` is when it came in, ISO 8601 to the second. Stories with one `link` are one, so it comes in a form to
    compare, without what only says where the reader came from. An `outlet` that is not known is no other's.
    """

    id: str
    title: str
    text: str | Fingerprint
    outlet: str | None
    published: str | None
    seen: str
    link: str | None = None


class Why(StrEnum):
    """Why a story stands under another one: another outlet has its words, its own outlet has, or it has the same link.

    The last two are no near-copies but the same story again: a new version of it, or an item of two feeds.
    """

    COPY = "near-copy"
    VERSION = "version"
    LINK = "link"


def moment(iso: str) -> float | None:
    """Return when that is, in seconds; the end of a day where only that is known; None for what is less exact."""
    try:
        read = datetime.fromisoformat(iso) if len(iso) >= _DAY else None
    except ValueError:
        return None
    if read is None:
        return None
    if len(iso) == _DAY:
        read = datetime.combine(read, time.max)
    return ((read if read.tzinfo else read.replace(tzinfo=UTC)) - _EPOCH).total_seconds()


def seen(story: Story) -> float:
    """Return when a story came in. Raises ValueError where that is no moment."""
    when = moment(story.seen)
    if when is None:
        raise ValueError(f"{story.seen!r} is no moment")
    return when


def published(story: Story, seen: float) -> float | None:
    """Return when a story was published, None where no day is known; not after it was `seen`, though it says so."""
    when = moment(story.published) if story.published else None
    return None if when is None else min(when, seen)
