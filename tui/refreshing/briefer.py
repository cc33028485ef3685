"""Items of feeds are briefed and kept, a few at a time: none twice, and none lost where it is cut off."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import SourceError
from briefing.intake import take
from briefing.intake.blocking import beside
from stores.errors import LibraryError
from stores.feeds import Feeds, Item, State
from stores.library import Library
from tui.keeping import Kept, Made, keep, made
from tui.refreshing.events import Briefed, Event, NotBriefed
from tui.refreshing.refresher import Refresher
from tui.refreshing.to_the_end import to_the_end

if TYPE_CHECKING:
    from briefing.intake import Incoming

AT_ONCE = 3
"""Items whose pages are read side by side. Their analyses take turns: one alone keeps two cores busy."""

# Seconds for which one who is cancelled waits for an analysis under way. Most take a tenth of it.
_LAST_WORDS = 1.5

Tell = Callable[[Event], None]


def _now() -> datetime:
    return datetime.now(UTC)


def waiting_to_be_briefed(feeds: Feeds) -> int:
    """Return how many unread items there are in feeds that are briefed at once."""
    counts = feeds.counts().by_feed
    return sum(counts[one.id][State.UNREAD] for one in feeds.subscriptions() if one.auto)


class Briefer:
    """Briefs items of `feeds` and keeps the briefings in `library`. To be used in one event loop."""

    def __init__(
        self, feeds: Feeds, library: Library, refresher: Refresher, *, clock: Callable[[], datetime] = _now
    ) -> None:
        """`refresher` knows which feeds are private, and shares its hosts."""
        self._feeds = feeds
        self._library = library
        self._refresher = refresher
        self._clock = clock
        self._turn = asyncio.Lock()
        self._analysis: asyncio.Future[Made] | None = None
        self._under_way: set[str] = set()

    async def brief(self, tell: Tell, ids: Iterable[str] | None = None) -> None:
        """Brief what waits in feeds with `auto`, the newest first, each once; or the items `ids`, by the user's word.

        `tell` is called in the event loop, after what it tells of is on the disk. Cancelling keeps what is done and
        lets go of the rest. Raises LibraryError where nothing can be kept, or where an item of `ids` is not there.
        """
        held: set[str] = set()
        items = self._offered(held) if ids is None else self._named(list(ids), held, tell)
        taking = asyncio.Lock()

        async def work() -> None:
            while True:
                async with taking:
                    item = await anext(items, None)
                if item is None:
                    return
                self._under_way.add(item.id)
                try:
                    event = await self._brief(item, by_user=ids is not None)
                finally:
                    self._under_way.discard(item.id)
                tell(event)

        tasks = [asyncio.create_task(work()) for _ in range(AT_ONCE)]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            await items.aclose()
            if held:
                await to_the_end(partial(self._feeds.release, held))

    async def _offered(self, held: set[str]) -> AsyncGenerator[Item, None]:
        """Yield what waits. One that failed is offered again at once: it is held on to until the next round."""
        tried: set[str] = set()
        while (item := await self._claimed(None, held)) is not None:
            if item.id not in tried:
                tried.add(item.id)
                yield item

    async def _named(self, ids: list[str], held: set[str], tell: Tell) -> AsyncGenerator[Item, None]:
        items = [await beside(partial(self._feeds.get, id)) for id in ids]
        for item in {item.id: item for item in items}.values():
            claimed = None if item.id in self._under_way else await self._claimed(item.id, held)
            if claimed is not None:
                yield claimed
            elif item.briefing is not None:
                tell(NotBriefed(item, f"It was briefed already, as {item.briefing}."))
            else:
                tell(NotBriefed(item, "It is being briefed at this moment."))

    async def _claimed(self, id: str | None, held: set[str]) -> Item | None:
        def claim() -> Item | None:
            items = self._feeds.claim(None if id is None else [id], limit=1)
            held.update(item.id for item in items)
            return items[0] if items else None

        return await to_the_end(claim)

    async def _brief(self, item: Item, *, by_user: bool) -> Briefed | NotBriefed:
        try:
            incoming = await self._taken(item)
            async with self._turn:
                what = await self._made(incoming)
                return Briefed(item, await to_the_end(partial(self._kept, item, what, by_user=by_user)))
        except (SourceError, LibraryError) as error:
            why = str(error)
        except Exception as error:  # noqa: BLE001 - one article that Readout breaks on must not cost the others
            why = f"Readout broke on this article ({type(error).__name__}: {error}): please report it."
        await to_the_end(partial(self._failed, item, why))
        return NotBriefed(item, why)

    @property
    def is_analysing(self) -> bool:
        """Whether an analysis goes on in its thread, even where nobody waits for it any more.

        Python may not end under it: the process aborts. `asyncio.run` waits for it, however long it takes.
        """
        return self._analysis is not None and not self._analysis.done()

    async def _made(self, incoming: "Incoming") -> Made:
        work = partial(made, self._library, incoming, clock=self._clock)
        self._analysis = asyncio.get_running_loop().run_in_executor(None, work)
        try:
            return await asyncio.shield(self._analysis)
        except asyncio.CancelledError:
            self._analysis.add_done_callback(lambda ended: ended.cancelled() or ended.exception())  # nobody else looks
            await asyncio.wait([self._analysis], timeout=_LAST_WORDS)
            raise

    async def _taken(self, item: Item) -> "Incoming":
        if item.link is None:
            raise SourceError("The feed gives no page for this item.")
        from briefing.intake.fetching import LeadsInside

        hosts = self._refresher.hosts
        try:
            return await take(item.link, at=self._clock(), may_be_private=False, hosts=hosts)
        except LeadsInside:
            if not await self._refresher.is_private(item.feed):
                raise
        return await take(item.link, at=self._clock(), hosts=hosts)

    def _kept(self, item: Item, what: Made, *, by_user: bool) -> Kept:
        kept = keep(self._library, what)
        if self._is_there(item):
            self._feeds.briefed(item.id, kept.id, by_user=by_user)
        return kept

    def _failed(self, item: Item, why: str) -> None:
        if self._is_there(item):
            self._feeds.not_briefed(item.id, why)

    def _is_there(self, item: Item) -> bool:
        """Whether the item is in the inbox still: its feed may have been unsubscribed meanwhile."""
        try:
            self._feeds.get(item.id)
        except LibraryError:
            return False
        return True
