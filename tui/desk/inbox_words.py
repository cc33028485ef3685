"""What the inbox says of itself: in its title, of feeds that could not be read, and where there is nothing to list."""

from tui.desk.inbox_listing import MOST_FOUND, Found, Listed, Window
from tui.plain import line

NO_FEEDS = (
    "No feeds yet. In a shell, 'readout feeds add URL' subscribes to a feed, or to the one that a page names; "
    "'readout feeds import FILE' to those of newsboat's urls file or of an OPML file."
)
NOTHING_FOUND = "No item has these words: Esc shows all again."


def title(window: Window, listed: Listed, sought: str) -> str:
    """Return the title of the inbox: which items are listed, and how many."""
    name = f": {line(window.shown.name)}" if window.shown.name else ""
    if isinstance(listed, Found):
        many = f"the newest {MOST_FOUND} of more" if listed.are_more else f"{listed.count:,}"
        return f" Inbox{name} ({many} with {line(sought)})"
    of = f" of {window.all:,}" if window.shown.everything else ""
    return f" Inbox{name} ({window.unread:,} unread{of})"


def faults(window: Window) -> str:
    """Return how many feeds could not be read the last time; empty where all could."""
    if not window.faults:
        return ""
    feeds = "One feed" if window.faults == 1 else f"{window.faults:,} feeds"
    return f"{feeds} could not be read: 'readout feeds list' says why."


def nothing(window: Window) -> str:
    """Return why nothing is listed, and what to do."""
    if not window.feeds:
        return NO_FEEDS
    where = " here" if window.shown.name else ""
    others = ", f other feeds" if window.shown.name else ""
    if not window.all:
        return f"Nothing has come{where} yet: r looks for new items in your feeds{others}."
    all_of_them = f"v shows all {window.all:,} items" if window.all > 1 else "v shows the one there is"
    return f"Nothing is unread{where}: {all_of_them}{others}, r looks for new ones."


def choice(name: str, unread: int, *, hidden: bool) -> tuple[str, str]:
    """Return how a feed or tag is offered: its name, and what is said of it."""
    return name or "all feeds", f"  {unread:,} unread" + (", hidden among all feeds" if hidden else "")
