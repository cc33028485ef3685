"""Many feeds are looked at side by side, and what they list is kept: a broken one holds up none of the others."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from briefing.errors import SourceError
from briefing.intake.blocking import beside
from stores.feeds import Arrived, Feeds, FreshItem, NotSubscribedError, Refresh, Subscription
from stores.feeds.addresses import tidied
from tui.never_asked import why_never
from tui.refreshing.events import Ended, Event, Failed, Looked, Moved, Passed
from tui.refreshing.pace import Pace
from tui.refreshing.to_the_end import ended, to_the_end

if TYPE_CHECKING:
    from briefing.intake.feeds import fetching
    from briefing.intake.hosts import Hosts

AT_ONCE = 8
"""Feeds that are asked side by side. A processor reads and keeps some 140 a second: as many as eight servers send that
take 50 ms for an answer. More would wait for the processor; with half a second for an answer 200 feeds take 12 s.
"""

# Looks under way for each feed that is asked: what was answered waits to be read while others are asked.
_LOOKS = 2

# Feeds whose answers are kept in one commit, at most: what is read of them waits in memory until then.
_TOGETHER = 32

Tell = Callable[[Event], None]


def _now() -> datetime:
    return datetime.now(UTC)


class _Seen(NamedTuple):
    """What a look at a feed gave, and what the feed itself had to say of it."""

    feed: Subscription
    refresh: Refresh
    notices: tuple[str, ...] = ()


class Refresher:
    """Refreshes the feeds of one library for as long as it lives: how long each wants to be left alone is known to it.

    To be used in one event loop.
    """

    def __init__(
        self,
        feeds: Feeds,
        *,
        hosts: "Hosts | None" = None,
        at_once: int = AT_ONCE,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """One feed of a host is asked at a time, `at_once` of all; `hosts` are shared with other fetches."""
        from briefing.intake.hosts import Hosts

        self.hosts = hosts if hosts is not None else Hosts()
        self._feeds = feeds
        self._at_once = at_once
        self._clock = clock
        self._pace = Pace()
        self._private: dict[str, bool] = {}

    async def refresh(self, tell: Tell, which: Iterable[str] | None = None, *, force: bool = False) -> None:
        """Look at the feeds `which` (ids or addresses), or at all that do not want to be left alone.

        With `force` also at those, and at those that have ended, and as if for the first time. `tell` is called in the
        event loop, after what it tells of is on the disk. Cancelling ends the requests and keeps what was read.

        Raises NotSubscribedError for a feed that there is not, before any is asked, and LibraryError where nothing
        can be kept.
        """
        await beside(_ready)
        from briefing.intake.feeds import fetching

        due = await self._due(tell, which, force=force)
        seen: asyncio.Queue[_Seen | None] = asyncio.Queue()
        keeping = asyncio.create_task(self._keep(seen, tell))
        turns = fetching.Turns(self._at_once)
        looking = [
            asyncio.create_task(self._look_at(due, seen, turns, force=force))
            for _ in range(min(_LOOKS * self._at_once, len(due)))
        ]
        try:
            await _all_of(looking, unless=keeping)
        finally:
            for task in looking:
                task.cancel()
            seen.put_nowait(None)
            await asyncio.gather(ended(keeping), *looking, return_exceptions=True)
            keeping.result()

    async def is_private(self, feed: str) -> bool:
        """Return whether a feed lies in a private network: its links may lead there then.

        Where it was not looked at yet it is now: what its name stands for alone would prove nothing.
        """
        if feed not in self._private:
            await beside(_ready)
            try:
                subscription = await beside(partial(self._feeds.subscription, feed))
                self._private[feed] = (await self._looked(subscription, None, force=True)).private
            except (SourceError, NotSubscribedError):
                return False
        return self._private[feed]

    async def _due(self, tell: Tell, which: Iterable[str] | None, *, force: bool) -> deque[deque[Subscription]]:
        """Return the feeds to ask, those of one host together, and tell of the others."""
        if which is None:
            wanted = await beside(self._feeds.subscriptions)
        else:
            named = [await beside(partial(self._feeds.subscription, feed)) for feed in which]
            wanted = list({one.id: one for one in named}.values())
        by_host: dict[str, deque[Subscription]] = {}
        for one in wanted:
            why = why_never(one)
            if why is None and which is None and not force:
                why = self._pace.why_not(one, self._clock())
            if why is not None:
                tell(Passed(one, why))
            else:
                by_host.setdefault(_host(one.address), deque()).append(one)
        return deque(by_host.values())

    async def _look_at(
        self,
        due: deque[deque[Subscription]],
        seen: "asyncio.Queue[_Seen | None]",
        turns: "fetching.Turns",
        *,
        force: bool,
    ) -> None:
        """Look at one feed of a host, then at one of the next: none waits for a host that another is asking."""
        while due:
            of_host = due.popleft()
            await seen.put(await self._look(of_host.popleft(), turns, force=force))
            if of_host:
                due.append(of_host)

    async def _look(self, feed: Subscription, turns: "fetching.Turns", *, force: bool) -> _Seen:
        from briefing.intake.feeds import fetching

        try:
            looked = await self._looked(feed, turns, force=force)
        except fetching.FeedGone as error:
            return _Seen(feed, Refresh(fault=str(error), gone=True))
        except SourceError as error:
            return _Seen(feed, Refresh(fault=str(error)))
        except Exception as error:  # noqa: BLE001 - one feed that Readout breaks on must not cost the others
            broke = f"Readout broke on {feed.address} ({type(error).__name__}: {error}): please report it."
            return _Seen(feed, Refresh(fault=broke))
        self._pace.note(feed.id, looked.fresh_for)
        if looked.feed is not None:  # where nothing is new, an answer is proof of nothing
            self._private[feed.id] = looked.private
        return _Seen(feed, refresh_of(looked), () if looked.feed is None else looked.feed.notices)

    async def _looked(self, feed: Subscription, turns: "fetching.Turns | None", *, force: bool) -> "fetching.Looked":
        from briefing.intake.feeds import fetching

        known = fetching.NEVER_SEEN if force else fetching.Validators(feed.etag, feed.last_modified)
        address, at = tidied(feed.address), self._clock()
        return await fetching.look(address, at=at, validators=known, hosts=self.hosts, turns=turns)

    async def _keep(self, seen: "asyncio.Queue[_Seen | None]", tell: Tell) -> None:
        """Keep what was seen, as much as there is in one commit, until there is None."""
        ends = False
        while not ends:
            batch = [await seen.get()]
            while len(batch) < _TOGETHER and not seen.empty():
                batch.append(seen.get_nowait())
            ends = batch[-1] is None
            kept = [one for one in batch if one is not None]
            if not kept:
                continue
            arrived = await to_the_end(
                partial(self._feeds.refreshed_together, [(one.feed.id, one.refresh) for one in kept])
            )
            for one, what in zip(kept, arrived, strict=True):
                for event in _events(one, what):
                    tell(event)


def refresh_of(looked: "fetching.Looked") -> Refresh:
    """Return what a look at a feed gave as it is kept."""
    feed = looked.feed
    if feed is None:
        return Refresh(moved_to=looked.moved_to)
    return Refresh(
        tuple(FreshItem(one.id, one.title, one.link, one.published, one.lead, one.authors) for one in feed.items),
        title=feed.title or None,
        home=feed.home,
        etag=looked.validators.etag,
        last_modified=looked.validators.last_modified,
        moved_to=looked.moved_to,
    )


def _events(one: _Seen, arrived: Arrived | None) -> Iterator[Event]:
    feed, refresh, notices = one
    if arrived is None:
        yield Passed(feed, "It was unsubscribed meanwhile.")
    elif refresh.gone:
        yield Ended(feed, refresh.fault or "")
    elif refresh.fault is not None:
        yield Failed(feed, refresh.fault, feed.fault.since if feed.fault is not None else None)
    else:
        sound = arrived.fault is None
        if sound and refresh.moved_to is not None and tidied(refresh.moved_to) != feed.address:
            yield Moved(feed, tidied(refresh.moved_to))
        if arrived.fault is not None:
            notices += (arrived.fault,)
        title = feed.own_title or refresh.title or feed.title
        yield Looked(feed, title, arrived.new, notices, recovered=sound and feed.fault is not None)


async def _all_of(tasks: Sequence["asyncio.Task[None]"], *, unless: "asyncio.Task[None]") -> None:
    """Wait for the end of all tasks, or until one fails, or `unless` does, and raise that."""
    left = set(tasks)
    while left:
        done, _ = await asyncio.wait({*left, unless}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        left -= done


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def _ready() -> None:
    from briefing.intake.feeds import fetching  # httpx takes 0.1 s to import: too long for an event loop

    assert fetching
