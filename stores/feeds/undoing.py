"""What the user did in one session, to be taken back."""

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from stores.errors import ChangedSinceError
from stores.feeds.rows import FEEDS, GONE, ITEMS
from stores.journal.commit import DELETE, PUT, Commit, Op, reversed_ops
from stores.journal.rows import Json, Rows
from stores.journal.storage import Transaction


class Kind(Enum):
    """What a change was: which way it is taken back."""

    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    CHANGED = "changed"
    MARKED = "marked"
    PARTED = "parted"


class Step(NamedTuple):
    """A change that can be taken back."""

    kind: Kind
    commit: Commit


def unsubscribed(transaction: Transaction, feed: str, items: Iterable[str]) -> None:
    """Take out a subscription with its `items` and what is remembered of others.

    Claims stay until they lapse: who has one may still be at it when the feed is subscribed to again.
    """
    for id in items:
        transaction.take_out(ITEMS, id)
    for table in (GONE, FEEDS):
        if feed in transaction.tables.get(table, ()):
            transaction.take_out(table, feed)


def added_by(step: Step) -> list[str]:
    """Return the ids of the subscriptions that a step made."""
    return [op[2] for op in step.commit.do if op[:2] == [PUT, FEEDS]]


def reversed_as_a_whole(step: Step, transaction: Transaction) -> str:
    """Take back that something was unsubscribed or changed, all or nothing, and return in words what is so again."""
    there = transaction.tables.get(FEEDS, Rows())
    back = {op[2]: before[1] for op, before in zip(step.commit.do, step.commit.un, strict=True) if _is_feed(op)}
    keys = {row["key"] for id, row in there.items() if id not in back}
    if any(row["key"] in keys for row in back.values()):
        raise ChangedSinceError("There is a subscription to this address again, so it stays as it is.")
    transaction.carry_out(reversed_ops(step.commit, transaction.tables))
    if step.kind is Kind.CHANGED:
        (feed,) = {op[2] for op in step.commit.do}
        return f"As before: {_title(transaction.tables[FEEDS][feed])}"
    items = sum(op[:2] == [DELETE, ITEMS] for op in step.commit.do)
    return f"Subscribed again: {named([_title(row) for row in back.values()])}, with {_items(items)}"


def reversed_one_by_one(step: Step, transaction: Transaction) -> str:
    """Take back what was marked, or taken apart, of each item that is still as it was left, and return it in words.

    Raises ChangedSinceError where none is: a refresh may have let go of some, and others been marked again.
    """
    back: list[str] = []
    marks = [(op, was) for op, was in zip(step.commit.do, step.commit.un, strict=True) if op[1] == ITEMS]
    items = transaction.tables.get(ITEMS, Rows())
    for (_, _, id, fields), was in marks:
        row = items.get(id)
        if row is not None and all(row.get(name) == value for name, value in fields.items()):
            transaction.set_fields(ITEMS, id, was)
            back.append(id)
    if not back:
        raise ChangedSinceError("This was changed elsewhere since, so it stays as it is.")
    if step.kind is Kind.PARTED:
        return "They stand together again."
    rows = [transaction.tables[ITEMS][id] for id in back]
    states = {row["state"] for row in rows}
    again = f"{states.pop().capitalize()} again" if len(states) == 1 else "As before"
    left = f"; {_items(len(marks) - len(back))} changed since: as they are now" if len(back) < len(marks) else ""
    return f"{again}: {rows[0]['title'] if len(rows) == 1 else _items(len(rows))}{left}"


def named(titles: list[str]) -> str:
    """Return the title, or how many feeds there are."""
    return titles[0] if len(titles) == 1 else f"{len(titles)} feeds"


def _is_feed(op: Op) -> bool:
    return op[:2] == [DELETE, FEEDS]


def _title(row: Json) -> str:
    return str(row.get("own_title") or row.get("feed_title") or row["address"])


def _items(number: int) -> str:
    return "one item" if number == 1 else f"{number:,} items"
