"""Which items' articles are in the library already: looked up beside the keys, for the items that are on the screen."""

from collections.abc import Callable
from functools import partial

from briefing.errors import ReadoutError
from stores.feeds import Item
from tui.desk.aside import aside
from tui.desk.inbox import Inbox

_MOST = 40  # items that wait to be looked up: who scrolls on has others on the screen by then


class HeldPages:
    """The briefings of the pages that items link to."""

    def __init__(self, inbox: Inbox, begin: Callable[[], None], found: Callable[[], None]) -> None:
        """`begin` sees to it that `look` is run soon; `found` is called when a page is in the library."""
        self._inbox, self._begin, self._found = inbox, begin, found
        self._known: dict[str, str | None] = {}
        self._wanted: dict[str, None] = {}

    def of(self, item: Item) -> str | None:
        """Return the id of the briefing of an item's article, None where there is none or that is not known yet."""
        briefing = self._inbox.briefing_of(item)
        if briefing is not None or item.link is None or not len(self._inbox.session.shelf):
            return briefing
        if item.link not in self._known and item.link not in self._wanted:
            if not self._wanted:
                self._begin()
            self._wanted[item.link] = None
        return self._known.get(item.link)

    async def look(self) -> None:
        """Look up what was asked for, what was asked for last first."""
        while self._wanted:
            link, known = next(reversed(self._wanted)), self._known
            try:
                briefing = await aside(partial(self._inbox.session.holds_page, link))
            except ReadoutError:
                briefing = None
            known[link] = briefing
            self._wanted.pop(link, None)
            for old in list(self._wanted)[:-_MOST]:
                del self._wanted[old]
            if briefing is not None:
                self._found()

    def forget(self) -> None:
        """Look everything up anew, for the library has changed."""
        self._known = {}
