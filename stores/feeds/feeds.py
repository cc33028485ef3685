"""The inbox: all that the rest of the program sees of how subscriptions and their items are kept."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from stores.apart import parted
from stores.errors import ChangedSinceError, LibraryError, system_errors_told
from stores.feeds import claims, refreshing, rows, undoing
from stores.feeds.model import Arrived, Item, Refresh, State, Subscribed, Subscription, Wanted
from stores.feeds.readable import WAITING, ReadableFeeds, asked, item_of
from stores.feeds.rows import FEEDS, ITEMS
from stores.feeds.subscriptions import NotSubscribedError, Subscriptions
from stores.feeds.undoing import Kind, Step
from stores.journal.rows import Rows
from stores.journal.storage import Transaction


def _now() -> datetime:
    return datetime.now(UTC)


class Feeds(ReadableFeeds):
    """The subscriptions of one library and their items. Every change is on the disk when its call returns.

    Several processes and threads may use them at a time, as with the library. A feed is named by its address, one it
    had before, or its subscription's id; an item by its id, or the beginning of one that fits no other. Every method
    raises LibraryError, in one sentence, when it cannot do what is asked.
    """

    def __init__(self, directory: Path, *, readonly: bool, clock: Callable[[], datetime], by: str) -> None:
        super().__init__(directory, readonly=readonly, clock=clock, by=by)
        self._who = os.urandom(8).hex()
        self._steps: list[Step] = []
        self._changed = self._claimed = False

    @classmethod
    def open(
        cls,
        library_directory: Path,
        readonly: bool = False,
        *,
        clock: Callable[[], datetime] = _now,
        by: str = "library",
    ) -> "Feeds":
        """Open the feeds of the library in `library_directory`; where there are none yet nothing is made.

        With `readonly` nothing is ever written. `clock` gives the time of what comes and is changed, `by` names who
        changes it. Raises DamagedError, a LibraryError, when what is kept is damaged: the library is none the worse.
        """
        with system_errors_told(library_directory):
            return cls(library_directory, readonly=readonly, clock=clock, by=by)

    def __enter__(self) -> "Feeds":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files, and of what was claimed and not briefed.

        Where this object has changed something, the library's backup of the day is made if there is none yet.
        """
        with suppress(LibraryError):  # a claim lapses by itself
            if self._claimed:
                self.release()
        with suppress(LibraryError):  # the next one that closes tries again
            if self._changed:
                self._changed = False
                self.backup_if_due()
        self._kept.close()

    def backup_if_due(self) -> Path | None:
        """Make the day's backup of the library, feeds and all, where there is none yet, and return it; else None."""
        from stores import backups

        with system_errors_told(self.directory):
            if not backups.is_due(self.directory, self._kept.now()):
                return None
        from stores.library import Library

        with Library.open(self.directory, clock=self._kept.clock) as library:
            return library.backup_if_due()

    def compact(self) -> None:
        """Fold the journal into the catalogue of the feeds."""
        with system_errors_told(self.directory):
            self._kept.storage.compact()

    # Subscriptions

    def subscribe(self, wanted: Wanted | str) -> Subscribed:
        """Subscribe to a feed, unless it is subscribed to already: then that one stays as it is."""
        return self.subscribe_all([Wanted(wanted) if isinstance(wanted, str) else wanted])[0]

    def subscribe_all(self, wanted: Iterable[Wanted]) -> list[Subscribed]:
        """Subscribe to feeds in one change, and return their subscriptions in the same order."""
        done, at, listed = list[Subscribed](), self._moment(), list(wanted)
        with self._changing(Kind.SUBSCRIBED) as transaction:
            there = Subscriptions(transaction.tables.get(FEEDS, Rows()))
            for place, one in enumerate(listed):
                if not one.address.strip():
                    raise LibraryError("A feed needs an address.")
                held = there.of_address(one.address)
                is_new = held is None
                if held is None:
                    id, row = there.free_id(one.address), rows.new_feed(one, at, place)
                    transaction.put(FEEDS, id, row)
                    held = there.noted(id, row)
                done.append(Subscribed(held, is_new))
        return done

    def unsubscribe(self, *feeds: str) -> list[Subscription]:
        """End subscriptions in one change, and return them. Their items go too; `undo` brings back all of it."""
        with self._changing(Kind.UNSUBSCRIBED) as transaction:
            going = [self._kept.subscriptions.find(feed) for feed in dict.fromkeys(feeds)]
            for one in going:
                undoing.unsubscribed(transaction, one.id, list(self._kept.listing.of_feed(one.id)))
        return going

    def change(
        self,
        feed: str,
        *,
        title: str | None = None,
        tags: Iterable[str] | None = None,
        hidden: bool | None = None,
        auto: bool | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> Subscription:
        """Change a subscription and return it: what is None stays; an empty `title` leaves that to the feed."""
        given = {
            "own_title": None if title is None else " ".join(title.split()),
            "tags": None if tags is None else rows.tags(tuple(tags)),
            "hidden": hidden,
            "auto": auto,
            "extra": None if extra is None else dict(extra),
        }
        with self._changing(Kind.CHANGED) as transaction:
            id = self._kept.subscriptions.find(feed).id
            row = transaction.tables[FEEDS][id] | {name: value for name, value in given.items() if value is not None}
            row = {name: value for name, value in row.items() if value or name not in given}
            transaction.put(FEEDS, id, row)
        return rows.subscription(id, row)

    # What comes

    def refreshed(self, feed: str, refresh: Refresh) -> Arrived:
        """Keep what a look at a feed gave, in one commit. Raises NotSubscribedError where it was unsubscribed since.

        New items are unread; one that was here before never is so again, whether it is still here or went. What the
        feed changed of an item is changed, and its state is not. `stores.feeds.memory` says which items go.
        """
        with self._changing() as transaction:
            return self._refreshed(transaction, self._kept.subscriptions, feed, refresh)

    def refreshed_together(self, refreshes: Iterable[tuple[str, Refresh]]) -> list[Arrived | None]:
        """Keep what looks at several feeds gave, in one commit: it waits for the disk once. None: unsubscribed."""
        arrived: list[Arrived | None] = []
        looks = list(refreshes)
        with self._changing() as transaction:
            there = self._kept.subscriptions
            for feed, refresh in looks:
                try:
                    arrived.append(self._refreshed(transaction, there, feed, refresh))
                except NotSubscribedError:
                    arrived.append(None)
                if refresh.moved_to is not None:
                    there = Subscriptions(transaction.tables.get(FEEDS, Rows()))
        return arrived

    # What is done with it

    def mark(self, ids: Iterable[str], state: State) -> int:
        """Give items a state, in one change, and return how many had another.

        Those that are gone are passed over; LibraryError says so when all are.
        """
        if state is State.BRIEFED:
            raise LibraryError("An item is briefed by the briefing that is kept of it.")
        wanted = list(ids)
        with self._changing(Kind.MARKED) as transaction:
            found = [id for one in wanted if (id := self._kept.fitting(one)) is not None]
            if wanted and not found:
                raise LibraryError("What was to be marked is no longer in the inbox.")
            return _marked(transaction, found, state)

    def mark_all_read(self, feed: str | None = None, *, tag: str | None = None, until: str | None = None) -> int:
        """Mark what is unread as read, in all feeds that are not hidden, in one, or in those with a tag.

        `until` is the `seen` (ISO 8601) of the latest item that the user has had before the eyes: what came after it
        stays unread. Returns how many there were.
        """
        with self._changing(Kind.MARKED) as transaction:
            of = asked(self._kept.subscriptions, feed, tag, hidden=False)
            unread = list(self._kept.listing.newest_first(WAITING, of))
            if until is not None:
                unread = [id for id in unread if transaction.tables[ITEMS][id]["seen"] <= until]
            return _marked(transaction, unread, State.READ)

    def take_apart(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Note that the items of each pair do not stand together; return whether any did. What is gone is left out."""
        number = 0
        with self._changing(Kind.PARTED) as transaction:
            items = transaction.tables.get(ITEMS, Rows())
            for id, others in parted(pairs).items():
                had = set(items[id].get("apart", ())) if id in items else others
                if not others <= had:
                    transaction.set_fields(ITEMS, id, {"apart": sorted(had | others)})
                    number += 1
        return number > 0

    def briefed(self, id: str, briefing: str, *, by_user: bool = True) -> None:
        """Note that the item's article is kept as this briefing, which ends a claim on it. What was noted first stays.

        Only what was done `by_user` is taken back by `undo`.
        """
        with self._changing(Kind.MARKED if by_user else None) as transaction:
            found = self._kept.find(id)
            row = transaction.tables[ITEMS][found]
            if row["state"] != State.BRIEFED:
                rest = {name: value for name, value in row.items() if name != "fault"}
                transaction.put(ITEMS, found, rest | {"state": str(State.BRIEFED), "briefing": briefing})
            claims.ended(transaction, found)

    def undo(self) -> str | None:
        """Take back the last change that the user made through this object, and return in words what is so again.

        None if there is none. What was changed elsewhere since is left as it is: of marks the others are taken back,
        else ChangedSinceError, a LibraryError, says so, and the next call takes back the change before.
        """
        with self._kept.storage.alone:
            if not self._steps:
                return None
            step = self._steps[-1]
            try:
                with self._changing() as transaction:
                    words = self._taken_back(step, transaction)
            except ChangedSinceError:
                self._steps.pop()
                raise
            self._steps.pop()
            return words

    # Briefing at once

    def claim(
        self, ids: Iterable[str] | None = None, *, limit: int | None = None, lease: timedelta = claims.LEASE
    ) -> list[Item]:
        """Claim items to be briefed: of feeds with `auto` those that wait, newest first and at most `limit`, or `ids`.

        Returns those that nobody else has claimed and that are not briefed. A claim ends with `briefed`,
        `not_briefed`, `release`, when this object is closed, or after `lease`. Where a process was killed after it
        had kept a briefing and before `briefed`, the next finds the article in the library.
        """
        named = None if ids is None else list(ids)
        with self._changing() as transaction:
            now = self._kept.now()
            claims.lapsed_let_go(transaction, now)
            if named is None:
                auto = {one.id for one in self._kept.subscriptions if one.auto}
                waiting = self._kept.listing.newest_first(WAITING, auto)
                wanted = list(islice((id for id in waiting if claims.is_offered(transaction, id)), limit))
            else:
                known = (self._kept.fitting(id) for id in named)
                wanted = list(islice((id for id in known if id is not None), limit))
            got = claims.claimed(transaction, wanted, self._who, now + lease)
            self._claimed = self._claimed or bool(got)
            return [item_of(self._kept, id) for id in got]

    def not_briefed(self, id: str, why: str) -> None:
        """Note in a sentence why no briefing could be made of a claimed item, which ends the claim.

        After the third time it is claimed only by its id.
        """
        with self._changing() as transaction:
            found = self._kept.find(id)
            row = transaction.tables[ITEMS][found]
            times = row.get("fault", {}).get("times", 0) + 1
            transaction.put(ITEMS, found, row | {"fault": {"what": why, "times": times}})
            claims.ended(transaction, found)

    def release(self, ids: Iterable[str] | None = None) -> None:
        """Let go of these items, or of all that were claimed through this object."""
        with self._changing() as transaction:
            claims.released(transaction, None if ids is None else set(ids), self._who)

    # Inside

    @contextmanager
    def _changing(self, kind: Kind | None = None) -> Iterator[Transaction]:
        with self._kept.changing() as transaction:
            yield transaction
        if transaction.commit is not None:
            self._changed = True
            if kind is not None:
                self._steps.append(Step(kind, transaction.commit))

    def _moment(self) -> str:
        return self._kept.now().isoformat(timespec="microseconds")

    def _refreshed(self, transaction: Transaction, there: Subscriptions, feed: str, refresh: Refresh) -> Arrived:
        id = there.find(feed).id
        return refreshing.applied(transaction, self._kept.listing, there, id, refresh, at=self._moment())

    def _taken_back(self, step: Step, transaction: Transaction) -> str:
        if step.kind in (Kind.MARKED, Kind.PARTED):
            return undoing.reversed_one_by_one(step, transaction)
        if step.kind is not Kind.SUBSCRIBED:
            return undoing.reversed_as_a_whole(step, transaction)
        there = [one for id in undoing.added_by(step) if (one := self._kept.subscriptions.get(id)) is not None]
        if not there:
            raise ChangedSinceError("This was unsubscribed since, so there is nothing to take back.")
        for one in there:
            undoing.unsubscribed(transaction, one.id, list(self._kept.listing.of_feed(one.id)))
        return f"No longer subscribed: {undoing.named([one.title for one in there])}"


def _marked(transaction: Transaction, ids: Iterable[str], state: State) -> int:
    """Give items a state; of what was briefed the briefing is kept no longer. Returns how many had another."""
    number = 0
    for id in ids:
        was = rows.state(transaction.tables[ITEMS].raw[id])
        if was is not state:
            let_go = {"briefing": None} if was is State.BRIEFED else {}
            transaction.set_fields(ITEMS, id, {"state": str(state)} | let_go)
            number += 1
    return number
