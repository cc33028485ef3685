"""What goes on with the feeds beside the keys, whatever is on the screen: looking for new items, and briefing some."""

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker

from briefing.errors import ReadoutError
from stores.changes import Changes
from stores.feeds import Item
from tui.desk.aside import aside
from tui.desk.inbox import Inbox
from tui.keeping import Fate, Kept
from tui.refreshing import Briefed, Briefer, Ended, Event, Failed, Looked, NotBriefed, Passed, Refresher
from tui.refreshing import waiting_to_be_briefed as waiting

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.desk.screens.inbox import InboxScreen


class Refreshing:
    """A look at all feeds, as far as it has come."""

    def __init__(self, feeds: int) -> None:
        """Begin with so many feeds."""
        self.feeds = feeds
        self.done = self.new = self.failed = self.passed = 0
        self.to_brief = self.briefed = self.not_briefed = 0

    def note(self, event: Event) -> None:
        """Count what has happened."""
        match event:
            case Looked():
                self.new += len(event.new)
            case Failed() | Ended():
                self.failed += 1
            case Passed():
                self.passed += 1
            case Briefed():
                self.briefed += 1
            case NotBriefed():
                self.not_briefed += 1
        self.done += isinstance(event, Looked | Failed | Ended | Passed)

    @property
    def progress(self) -> str:
        """How far it is, in a few words."""
        if self.to_brief:
            return f"briefing {self.briefed + self.not_briefed} of {self.to_brief}"
        new = f", {self.new:,} new" if self.new else ""
        return f"feed {self.done:,} of {self.feeds:,}{new}"

    @property
    def outcome(self) -> str:
        """What came of it, in a sentence or two."""
        asked = self.done - self.failed - self.passed
        if self.passed == self.feeds:
            return f"{_feeds(self.passed)} asked a short while ago, or never asked: nothing was looked at."
        new = "Nothing new" if not self.new else "One new item" if self.new == 1 else f"{self.new:,} new items"
        said = [f"{new} in {_feeds(asked)}"]
        if self.briefed:
            said.append(f"{_items(self.briefed)} briefed")
        if self.not_briefed:
            said.append(f"{_items(self.not_briefed)} could not be briefed")
        if self.failed:
            said.append(f"{_feeds(self.failed)} could not be read: 'readout feeds list' says why")
        return "; ".join(said) + "."


class Work:
    """What is under way with the inbox of a desk."""

    def __init__(self, desk: "Desk", inbox: Inbox) -> None:
        """Nothing is under way yet."""
        self._desk, self.inbox = desk, inbox
        self._refresher: Refresher | None = None
        self._briefer: Briefer | None = None
        self._asked: dict[str, Worker[None]] = {}
        self._refresh: Worker[None] | None = None
        self.refreshing: Refreshing | None = None
        """The look at the feeds that is under way."""
        self.screen: InboxScreen | None = None
        """The screen that shows it, while there is one."""

    def may_fetch(self) -> bool:
        """Whether something can be fetched; if not, the user is told why."""
        if self._desk.offline:
            self._desk.tell("Readout is offline, so nothing can be fetched.", severity="warning")
        return not self._desk.offline

    def may_keep(self) -> bool:
        """Whether something can be fetched and kept; if not, the user is told why."""
        return self.may_fetch() and self._desk.attempt(self._desk.session.refuse_if_damaged)

    # Looking for new items

    def refresh(self) -> None:
        """Look for new items in all feeds and brief what is to be briefed at once; or stop that, if it is under way."""
        if self._refresh is not None and not self._refresh.is_finished:
            self._refresh.cancel()
            self._desk.tell("Stopped looking for new items; what has come is here.")
        else:
            self._refresh = self._desk.run_worker(self._look(), group="feeds", exit_on_error=False)

    async def _look(self) -> None:
        try:
            feeds = self.inbox.feeds
            self.refreshing = Refreshing(len(await aside(feeds.subscriptions)))
            self._show()
            await self._engines()[0].refresh(self._happened)
            self._show_news()
            if not self._desk.session.library.damage:
                self.refreshing.to_brief = await aside(partial(waiting, feeds))
            if self.refreshing.to_brief:
                await self._engines()[1].brief(self._happened)
            self._desk.tell(self.refreshing.outcome)
        except ReadoutError as error:
            self._desk.tell(str(error), severity="error")
        finally:
            self.refreshing = None
            self._show_news()

    def _happened(self, event: Event) -> None:
        if self.refreshing is not None:
            self.refreshing.note(event)
        if isinstance(event, Briefed):
            if not len(self._desk.session.shelf):
                self._desk.session.shelf.reload()
            self._desk.show_soon(Changes(frozenset({event.kept.id})))
        self._show()

    # Briefing by the user's word

    def brief(self, item: Item) -> None:
        """Brief an item and keep the briefing."""
        if item.id not in self._asked:
            self._asked[item.id] = self._desk.run_worker(self._brief(item), group="brief", exit_on_error=False)
            self._show()

    def is_briefing(self, item: Item) -> bool:
        """Whether an item is being briefed by the user's word."""
        return item.id in self._asked

    @property
    def is_briefing_any(self) -> bool:
        """Whether any item is."""
        return bool(self._asked)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self.refreshing is None and not self._asked

    def stop_briefing(self) -> bool:
        """Stop what is being briefed by the user's word. Return whether there was anything."""
        asked, self._asked = self._asked, {}
        for worker in asked.values():
            worker.cancel()
        return bool(asked)

    async def _brief(self, item: Item) -> None:
        told: list[Event] = []
        try:
            await self._engines()[1].brief(told.append, [item.id])
        except ReadoutError as error:
            self._desk.tell(str(error), severity="warning")
        except asyncio.CancelledError:
            self._note_if_kept(item)
            raise
        finally:
            self._asked.pop(item.id, None)
            self._show()
        for event in told:
            if self.screen is not None:
                self.screen.show_now(item.id)
            if isinstance(event, Briefed):
                await self._briefed(event.item, event.kept)
            elif isinstance(event, NotBriefed):
                self._desk.tell(event.why, severity="warning")

    def _note_if_kept(self, item: Item) -> None:
        """Note what was on its way to the disk when it was stopped, and is kept now."""
        with suppress(ReadoutError):
            briefing = self.inbox.feeds.get(item.id).briefing
            if briefing is not None and briefing != item.briefing:
                self._desk.session.shelf.reload()
                self.inbox.note_kept(item, briefing, None)
                told = f"Kept before it could be stopped: {self._desk.session.headline_of(briefing)}"
                self._desk.changed(told, Changes(frozenset({briefing})))

    async def _briefed(self, item: Item, kept: Kept) -> None:
        session = self._desk.session
        number = None
        if kept.fate is not Fate.HELD:
            number = (await aside(partial(session.library.history, kept.id, 1)))[0].number
            session.shelf.reload()
        self.inbox.note_kept(item, kept.id, number)
        words = "Already in your library" if kept.fate is Fate.HELD else "Kept"
        told, screen = f"{words}: {session.headline_of(kept.id)}", self._desk.screen
        if self.screen is not None and screen is self.screen and self.screen.is_at(item.id) and not self._asked:
            self._desk.open_briefing(kept.id)
            self._desk.tell(told)
        else:
            self._desk.changed(told, Changes(frozenset({kept.id})))

    def _show(self) -> None:
        if self.screen is not None:
            self.screen.goes_on()

    def _show_news(self) -> None:
        if self.screen is not None:
            self.screen.goes_on()
            self.screen.read()

    def _engines(self) -> tuple[Refresher, Briefer]:
        if self._refresher is None or self._briefer is None:
            feeds, library = self.inbox.feeds, self._desk.session.library
            self._refresher = Refresher(feeds, clock=self._desk.clock)
            self._briefer = Briefer(feeds, library, self._refresher, clock=self._desk.clock)
        return self._refresher, self._briefer


def _feeds(number: int) -> str:
    return "one feed" if number == 1 else f"{number:,} feeds"


def _items(number: int) -> str:
    return "one item" if number == 1 else f"{number:,} items"
