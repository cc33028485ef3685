"""Who is briefing which item: for a time only, so that nothing waits for a process that was killed.

{"by": "3f9a12bc77c01d2e", "until": ISO 8601 in UTC}
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from stores.feeds.model import State
from stores.feeds.rows import CLAIMS, ITEMS
from stores.journal.rows import Rows
from stores.journal.storage import Transaction

LEASE = timedelta(minutes=10)
"""How long a claim holds: to fetch a page and to brief it takes seconds, a busy server may be waited for minutes."""

TRIES = 3
"""How often an item is offered of which no briefing could be made; then it waits for the user."""


def lapsed_let_go(transaction: Transaction, now: datetime) -> None:
    """Let go of the claims that have lapsed."""
    for id, claim in list(transaction.tables.get(CLAIMS, Rows()).items()):
        if claim["until"] <= _moment(now):
            transaction.take_out(CLAIMS, id)


def is_offered(transaction: Transaction, id: str) -> bool:
    """Whether an item may be claimed that nobody has named: nobody has, and it did not fail too often."""
    if id in transaction.tables.get(CLAIMS, ()):
        return False
    return bool(transaction.tables[ITEMS][id].get("fault", {}).get("times", 0) < TRIES)


def claimed(transaction: Transaction, ids: Iterable[str], by: str, until: datetime) -> list[str]:
    """Claim for `by` those of the items that nobody else has and that are not briefed, and return them."""
    got = []
    for id in dict.fromkeys(ids):
        claim = transaction.tables.get(CLAIMS, Rows()).get(id)
        is_free = claim is None or claim["by"] == by
        if is_free and transaction.tables[ITEMS][id]["state"] != State.BRIEFED:
            transaction.put(CLAIMS, id, {"by": by, "until": _moment(until)})
            got.append(id)
    return got


def ended(transaction: Transaction, id: str) -> None:
    """Let go of a claim on the item, whoever has it."""
    if id in transaction.tables.get(CLAIMS, ()):
        transaction.take_out(CLAIMS, id)


def released(transaction: Transaction, ids: Collection[str] | None, by: str) -> None:
    """Let go of what `by` has claimed, or of those `ids` of it."""
    for id, claim in list(transaction.tables.get(CLAIMS, Rows()).items()):
        if claim["by"] == by and (ids is None or id in ids):
            transaction.take_out(CLAIMS, id)


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
