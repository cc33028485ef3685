"""`readout feeds refresh`: look for new items once, with a bar, and brief those of feeds that are briefed at once."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from stores import library_directory
from stores.feeds import Feeds, Subscription
from stores.library import Library
from tui.commands import configured, feeds_opening, feeds_told
from tui.commands.feeds_opening import shown
from tui.commands.output import complain, say_rows, say_value
from tui.commands.progress import Progress
from tui.never_asked import why_never
from tui.refreshing import (
    Briefed,
    Briefer,
    Ended,
    Event,
    Failed,
    Looked,
    Moved,
    NotBriefed,
    Passed,
    Refresher,
    waiting_to_be_briefed,
)

_TICK = 0.2


def run(options: argparse.Namespace) -> int:
    """Print the feeds that have new items, a line each, then what was briefed; return the exit status.

    It is 1 where a feed could not be had or an item not be briefed. As JSON {"feeds": [{"id", "title", "address",
    "asked": bool, "new": how many, "moved_to", "ended": bool, "fault": a sentence or null}], "briefed": [{"item",
    "title", "briefing"}], "not_briefed": [{"item", "title", "why"}]}.
    """
    with feeds_opening.to_change(options) as feeds:
        which = [feeds_opening.named(feeds, said) for said in options.feeds]
        if not which:
            which = [one for one in feeds.subscriptions() if why_never(one) is None]
        if not which:
            complain("There are no feeds to refresh: 'readout feeds add URL' subscribes to one.")
            return 0
        feeds_opening.refuse_offline(options, shown(which[0].address))
        telling = _Telling(which, as_json=options.format == "json", named=bool(options.feeds))
        try:
            asyncio.run(_refresh(options, feeds, telling))
        except KeyboardInterrupt:
            complain(f"{telling.done} of {feeds_told.feeds(len(telling.feeds))} done and kept: the same call goes on.")
            raise
    return telling.end()


async def _refresh(options: argparse.Namespace, feeds: Feeds, telling: "_Telling") -> None:
    refresher = Refresher(feeds)
    which = list(telling.feeds) if options.feeds else None  # all: then those are left alone that want to be
    is_shown = sys.stderr is not None and sys.stderr.isatty()
    with Progress(len(telling.feeds), shown=is_shown) as progress:
        await _drawn(refresher.refresh(partial(telling.told, progress), which, force=options.force), progress)
    waiting = waiting_to_be_briefed(feeds)
    if not waiting:
        return
    with (
        Library.open(library_directory(options.library), by="feeds", aliases=configured.aliases) as library,
        Progress(waiting, shown=is_shown) as progress,
    ):
        await _drawn(Briefer(feeds, library, refresher).brief(partial(telling.told, progress)), progress)


async def _drawn(work: Coroutine[Any, Any, None], progress: Progress) -> None:
    """Do the work, with the bar drawn anew while it goes on."""

    async def draw() -> None:
        while True:
            await asyncio.sleep(_TICK)
            progress.refresh()

    drawing = asyncio.create_task(draw())
    try:
        await work
    finally:
        drawing.cancel()
        with suppress(asyncio.CancelledError):
            await drawing


class _Telling:
    """What became of each feed and item, told as it happens and summed up at the end."""

    def __init__(self, feeds: list[Subscription], *, as_json: bool, named: bool) -> None:
        """`named` tells whether the user has named the feeds."""
        self.feeds = {one.id: _begun(one) for one in feeds}
        self.done = 0
        self._as_json, self._named = as_json, named
        self._briefed: list[dict[str, Any]] = []
        self._not_briefed: list[dict[str, Any]] = []

    def told(self, progress: Progress, event: Event) -> None:
        """Tell of an event, with the bar out of the way."""
        for say in self._noted(event):
            progress.aside(say)
        match event:
            case Looked() | Failed() | Ended() | Passed() if event.feed.id in self.feeds:
                self.done += 1
                progress.at(shown(event.feed.title))
                progress.step()
            case Briefed() | NotBriefed():
                progress.at(event.item.title)
                progress.step()

    def end(self) -> int:
        """Sum up, and return the exit status."""
        feeds = list(self.feeds.values())
        if self._as_json:
            say_value({"feeds": feeds, "briefed": self._briefed, "not_briefed": self._not_briefed})
        complain(_summary(feeds))
        if self._briefed or self._not_briefed:
            could_not = f", {len(self._not_briefed):,} could not be" if self._not_briefed else ""
            complain(f"{feeds_told.items(len(self._briefed)).capitalize()} briefed{could_not}.")
        return 1 if self._not_briefed or any(one["fault"] for one in feeds) else 0

    def _noted(self, event: Event) -> list[Callable[[], None]]:
        """Take an event down, and return what prints what is to be said of it."""
        said: list[str] = []
        match event:
            case Briefed():
                told = {"item": event.item.id, "title": event.item.title, "briefing": event.kept.id}
                self._briefed.append(told)
            case NotBriefed():
                self._not_briefed.append({"item": event.item.id, "title": event.item.title, "why": event.why})
                said.append(f"{event.item.title}: {event.why}")
            case Moved():
                self._note(event.feed, moved_to=shown(event.to))
                said.append(f"{shown(event.feed.title)} has moved to {shown(event.to)}, where it is asked from now on.")
            case Passed():
                self._note(event.feed, asked=False)
                said += [f"{shown(event.feed.title)}: {event.why}"] if self._named else []
            case Looked():
                self._note(event.feed, title=shown(event.title), new=len(event.new))
                said += [f"{shown(event.title)}: {notice}" for notice in event.notices]
            case Failed():
                self._note(event.feed, fault=event.why)
                said.append(event.why)
            case Ended():
                self._note(event.feed, ended=True)
                said.append(event.why)
        results: list[Callable[[], None]] = [partial(complain, one) for one in said]
        is_result = isinstance(event, Looked | Briefed) and not self._as_json
        if is_result and (row := feeds_told.row(event)) is not None:
            results.append(partial(say_rows, row))
        return results

    def _note(self, feed: Subscription, **known: object) -> None:
        if feed.id in self.feeds:  # a query of another reader's is passed over without a word
            self.feeds[feed.id].update(known)


def _begun(one: Subscription) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": shown(one.title),
        "address": shown(one.address),
        "asked": True,
        "new": 0,
        "moved_to": None,
        "ended": False,
        "fault": None,
    }


def _summary(feeds: list[dict[str, Any]]) -> str:
    new = [one["new"] for one in feeds if one["new"]]
    failed = sum(bool(one["fault"]) for one in feeds)
    ended = sum(one["ended"] for one in feeds)
    passed = sum(not one["asked"] for one in feeds)
    nothing = len(feeds) - len(new) - failed - ended - passed
    parts = [
        f"{len(new):,} {_has(len(new))} new items ({sum(new):,})" if new else None,
        f"{nothing:,} {_has(nothing)} none" if nothing else None,
        f"{passed:,} {'is' if passed == 1 else 'are'} left alone for now" if passed else None,
        f"{failed:,} could not be read" if failed else None,
        f"{ended:,} {_has(ended)} ended" if ended else None,
    ]
    return f"Of {feeds_told.feeds(len(feeds))} {', '.join(part for part in parts if part)}."


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
