"""What the user tells of an article, where the source itself cannot or gets it wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Details:
    """Facts from the user; each one given overrides what the source says.

    `published` is a date, a date with time, or a year and month in ISO 8601.
    """

    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()


NOTHING_TOLD = Details()
