"""Feeds refreshed and their items briefed, the same for the commands, `readout feeds watch` and the desk.

    refresher = Refresher(feeds)
    await refresher.refresh(tell)                              tell(event) for each feed, whatever became of it
    await Briefer(feeds, library, refresher).brief(tell)       what waits in feeds that are briefed at once

Both may be cancelled at any moment: what was done by then is kept, and nothing is done twice.
"""

from tui.refreshing.briefer import Briefer, waiting_to_be_briefed
from tui.refreshing.events import Briefed, Ended, Event, Failed, Looked, Moved, NotBriefed, Passed
from tui.refreshing.pace import AT_MOST_EVERY
from tui.refreshing.refresher import AT_ONCE, Refresher

__all__ = [
    "AT_MOST_EVERY",
    "AT_ONCE",
    "Briefed",
    "Briefer",
    "Ended",
    "Event",
    "Failed",
    "Looked",
    "Moved",
    "NotBriefed",
    "Passed",
    "Refresher",
    "waiting_to_be_briefed",
]
