"""What happens with feeds in words and as JSON, each event for itself: what `readout feeds watch` prints."""

from typing import Any

from tui.commands.feeds_opening import shown
from tui.keeping import Fate
from tui.refreshing import Briefed, Ended, Event, Failed, Looked, Moved, NotBriefed

_FATES = {Fate.ADDED: "briefed", Fate.NEW_VERSION: "new version", Fate.HELD: "in library"}


def row(event: Event) -> tuple[str, ...] | None:
    """Return what has happened, to what, and more of it: ("new", "The Post", "3 items"); None where nothing has."""
    said: tuple[str, ...] | None = None
    match event:
        case Looked() if event.new:
            said = "new", event.title, items(len(event.new))
        case Looked() if event.recovered:
            said = "well again", event.title
        case Failed() if event.is_new:
            said = "failed", shown(event.feed.title), event.why
        case Ended():
            said = "ended", shown(event.feed.title), event.why
        case Moved():
            said = "moved", shown(event.feed.title), shown(event.to)
        case Briefed():
            changed = (event.kept.changed,) if event.kept.changed else ()
            said = _FATES[event.kept.fate], event.kept.id, event.item.title, *changed
        case NotBriefed():
            said = "not briefed", event.item.id, event.item.title, event.why
    return said


def plain(event: Event) -> dict[str, Any] | None:
    """Return what has happened as JSON says it, None where nothing has.

    {"event": "new", "feed": id, "title", "items": [ids]} | "well_again" | "failed", "why", "since" | "ended", "why" |
    "moved", "to" | {"event": "briefed" or "new_version" or "in_library", "item": id, "title", "link", "briefing": id}
    | "not_briefed", "why".
    """
    said = row(event)
    if said is None:
        return None
    known: dict[str, Any] = {"event": said[0].replace(" ", "_")}
    match event:
        case Briefed():
            return known | _item(event) | {"briefing": event.kept.id}
        case NotBriefed():
            return known | _item(event) | {"why": event.why}
        case Looked():
            known |= {"feed": event.feed.id, "title": event.title}
            return known | ({"items": list(event.new)} if event.new else {})
        case Failed():
            more = {"why": event.why, "since": event.since}
        case Ended():
            more = {"why": event.why}
        case Moved():
            more = {"to": shown(event.to)}
        case _:
            more = {}
    return known | {"feed": event.feed.id, "title": shown(event.feed.title)} | more


def items(number: int) -> str:
    """Return so many items in words."""
    return "one item" if number == 1 else f"{number:,} items"


def feeds(number: int) -> str:
    """Return so many feeds in words."""
    return "one feed" if number == 1 else f"{number:,} feeds"


def _item(event: Briefed | NotBriefed) -> dict[str, Any]:
    return {"item": event.item.id, "title": event.item.title, "link": event.item.link}
