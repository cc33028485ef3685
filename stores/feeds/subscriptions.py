"""The subscriptions as one finds them: by id, by the address they have, by one they had."""

from collections.abc import Iterator
from typing import NamedTuple

from stores.errors import LibraryError
from stores.feeds import addresses
from stores.feeds.model import Subscription
from stores.feeds.rows import id_of_feed, subscription
from stores.journal.rows import Json, Rows, compact, parsed


class NotSubscribedError(LibraryError):
    """There is no such subscription, or none any more."""


class _Read(NamedTuple):
    raw: bytes
    key: str
    place: tuple[str, int]
    subscription: Subscription


class Subscriptions:
    """All there are, in the order in which they were made: one that was taken back is in its place again."""

    def __init__(self, rows: Rows, before: "Subscriptions | None" = None) -> None:
        """Read them from their rows, but for those that are still as they were `before`."""
        known: dict[str, _Read] = {} if before is None else before._read
        read = {
            id: known[id] if id in known and known[id].raw is raw else _read(id, raw) for id, raw in rows.raw.items()
        }
        self._read: dict[str, _Read] = dict(sorted(read.items(), key=lambda one: one[1].place))
        self._by_key = {addresses.key(one): id for id, read in self._read.items() for one in read.subscription.earlier}
        self._by_key |= {read.key: id for id, read in self._read.items()}

    def __iter__(self) -> Iterator[Subscription]:
        return (read.subscription for read in self._read.values())

    def __len__(self) -> int:
        return len(self._read)

    def get(self, id: str) -> Subscription | None:
        """Return the subscription with this id, None where there is none."""
        return self._read[id].subscription if id in self._read else None

    def of_address(self, address: str) -> Subscription | None:
        """Return the subscription whose address this is, or was."""
        return self.get(self._by_key.get(addresses.key(address), ""))

    def find(self, feed: str) -> Subscription:
        """Return the subscription with this id or address. Raises NotSubscribedError."""
        found = self.get(feed) or self.of_address(feed)
        if found is None:
            raise NotSubscribedError(f"There is no subscription to {feed}: 'readout feeds list' shows all.")
        return found

    def noted(self, id: str, row: Json) -> Subscription:
        """Count in the row of a new subscription, and return that."""
        self._read[id] = _read(id, compact(row))
        self._by_key[row["key"]] = id
        return self._read[id].subscription

    def free_id(self, address: str) -> str:
        """Return an id for a new subscription to this address."""
        wanted = id = id_of_feed(address)
        number = 1
        while id in self._read:
            number += 1
            id = f"{wanted}-{number}"
        return id


def _read(id: str, raw: bytes) -> _Read:
    row = parsed(raw)
    return _Read(raw, row["key"], (row["added"], row["place"]), subscription(id, row))
