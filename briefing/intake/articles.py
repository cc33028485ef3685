"""Text, and what the user and the page tell of it, become an Article."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.errors import SourceError
from briefing.intake.dates import iso_date
from briefing.intake.details import NOTHING_TOLD, Details
from briefing.model import Article, Span

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Told:
    """What a source tells of its own article; None and empty where it tells nothing. The fields are Article's.

    `notices` is what the reader must know of how it came, a sentence each; `excluded` are the stretches of the text,
    as start and end, that are not the article.
    """

    url: str | None = None
    canonical_url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    notices: tuple[str, ...] = ()
    excluded: tuple[tuple[int, int], ...] = ()


def article_of_text(text: str, *, source: str, at: datetime, details: Details = NOTHING_TOLD) -> Article:
    """Return the article that `text`, pasted or read elsewhere, is; `source` names where it came from.

    Raises SourceError when there is nothing to read in it, or when `details.published` is no date.
    """
    from briefing.intake.markdown import told_by_text

    return article(text, source=source, at=at, told=told_by_text(text), details=checked(details))


def article(text: str, *, source: str, at: datetime, told: Told, details: Details) -> Article:
    """Return `text` as an article retrieved at `at`; what `details` gives overrides what the source told.

    The text is unchanged but for halves of surrogate pairs, which no file can hold: each becomes U+FFFD. Raises
    SourceError when there is nothing to read in it.
    """
    text = _writable(text)
    excluded = tuple(Span.of(text, start, end) for start, end in told.excluded)
    if not _without(text, excluded).strip():
        raise SourceError(f"There is nothing to read in {name_of(source)}: it is empty.")
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(
        id=digest[:8],
        source=_writable(source),
        url=_writable_or_none(details.url or told.url),
        canonical_url=_writable_or_none(told.canonical_url),
        title=_writable_or_none(details.title or told.title),
        outlet=_writable_or_none(details.outlet or told.outlet),
        authors=tuple(map(_writable, details.authors or told.authors)),
        published=details.published or told.published,
        retrieved=at.isoformat(timespec="seconds"),
        language=told.language,
        text=text,
        sha256=digest,
        excluded=excluded,
    )


def checked(details: Details) -> Details:
    """Return `details` with its date in ISO 8601. Raises SourceError when it is no date."""
    if details.published is None:
        return details
    published = iso_date(details.published)
    if published is None:
        raise SourceError(
            f"{details.published} is not a date: write it as 2026-03-01, as 2026-03, or as 2026-03-01T09:30+01:00."
        )
    return replace(details, published=published)


def name_of(source: str) -> str:
    """Return what an error calls the source."""
    return "standard input" if source == "-" else source


def _without(text: str, excluded: tuple[Span, ...]) -> str:
    for span in reversed(excluded):
        text = text[: span.start] + text[span.end :]
    return text


def _writable(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _writable_or_none(text: str | None) -> str | None:
    return None if text is None else _writable(text)
