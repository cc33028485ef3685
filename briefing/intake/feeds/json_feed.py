"""JSON Feed, versions 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from datetime import datetime
from typing import Any

from briefing.errors import SourceError
from briefing.intake.feeds.dating import believed
from briefing.intake.feeds.entries import Entry, names_of, newest
from briefing.intake.feeds.links import web_address
from briefing.intake.feeds.plain import LEAD, TITLE, cut, folded, of_markup
from briefing.intake.feeds.reading import Reading

_VERSION = "jsonfeed.org/version/1"
# Each costs Python some 60 bytes and more.
_MOST_OBJECTS = 1_000_000


def read(text: str, *, address: str, at: datetime) -> Reading:
    """Return what is in `text`, which is JSON, found at `address` and read `at`.

    Raises SourceError when it is no JSON or no JSON Feed.
    """
    if text.count("{") + text.count("[") > _MOST_OBJECTS:
        raise SourceError(f"{address} is too large, with more than {_MOST_OBJECTS:,} objects: give another feed.")
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as fault:
        raise SourceError(f"{address} is broken JSON and no feed can be read from it: try again later.") from fault
    if (
        not isinstance(feed, dict)
        or not isinstance(feed.get("items"), list)
        or _VERSION not in str(feed.get("version"))
    ):
        raise SourceError(
            f"{address} is JSON but not a JSON Feed: give the address of a feed, or of a page that offers one."
        )
    items = [item for item in feed["items"] if isinstance(item, dict)]
    return Reading(
        title=cut(_plain(feed.get("title")), TITLE),
        home=web_address(_string(feed.get("home_page_url")), address),
        entries=[
            _entry(item, address, at) for item in newest(items, lambda item: _published(item, at), address=address)
        ],
        total=len(items),
    )


def _entry(item: dict[str, Any], address: str, at: datetime) -> Entry:
    links = (web_address(_string(item.get(key)), address) for key in ("url", "external_url"))
    leads = (
        _plain(item.get("summary")),
        _plain(item.get("content_text")),
        of_markup(_string(item.get("content_html"))),
    )
    people = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return Entry(
        key=_plain(item.get("id")),
        title=cut(_plain(item.get("title")), TITLE),
        link=next((link for link in links if link), None),
        published=_published(item, at),
        dated=next(iter(_dates(item)), ""),
        lead=cut(next((lead for lead in leads if lead), ""), LEAD),
        authors=names_of(_plain(person.get("name")) for person in people or [] if isinstance(person, dict)),
    )


def _dates(item: dict[str, Any]) -> list[str]:
    return [date for key in ("date_published", "date_modified") if (date := _plain(item.get(key)))]


def _published(item: dict[str, Any], at: datetime) -> str | None:
    return next((found for date in _dates(item) if (found := believed(date, at))), None)


def _string(value: Any) -> str:
    # The standard asks readers to take an id that is a number.
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _plain(value: Any) -> str:
    return folded(_string(value))
