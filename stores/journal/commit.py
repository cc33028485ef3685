"""A commit: what one acknowledged change did to the rows, and how to take it back."""

from collections.abc import Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from stores.errors import ChangedSinceError, LibraryError
from stores.journal.merge_patch import difference, merged
from stores.journal.rows import Json, Rows, compact, parsed

PUT, MERGE, DELETE, NEW_TABLE, DROP_TABLE = "P", "M", "D", "N", "X"

Op = list[Any]
"""`["P", table, id, document]`, `["M", table, id, merge patch]`, `["D", table, id]`, `["N", table]`, `["X", table]`."""

Back = Any
"""How to take an op back: a merge patch; `["P", document]` to put it again; 0 to delete the row or the table."""

Touched = set[tuple[str, str]]


class Commit(NamedTuple):
    """One line of the journal. `at` is ISO 8601 (in the line, seconds since 1970), `by` who made it.

    `undoes` is the number of the commit it takes back.
    """

    seq: int
    do: Sequence[Op]
    un: Sequence[Back] = ()
    at: str | None = None
    by: str | None = None
    undoes: int | None = None
    about: Mapping[str, Any] = MappingProxyType({})

    def payload(self) -> bytes:
        """Return the commit as the JSON of its record."""
        said = {"at": _seconds(self.at), "by": self.by, "undoes": self.undoes}
        plain = {"seq": self.seq} | {name: value for name, value in said.items() if value is not None}
        return compact(plain | {"do": self.do, "un": self.un} | dict(self.about))

    @classmethod
    def of(cls, payload: bytes) -> "Commit":
        """Return the commit of a record. Raises ValueError, KeyError or TypeError when it is none."""
        plain = parsed(payload)
        at, by, undoes = (plain.pop(name, None) for name in ("at", "by", "undoes"))
        return cls(int(plain.pop("seq")), plain.pop("do"), plain.pop("un", ()), _moment(at), by, undoes, plain)


def _seconds(at: str | None) -> int | str | None:
    """Return a moment as seconds since 1970, 12 bytes less of each line, where that says all of it."""
    if at is None:
        return None
    seconds = int(datetime.fromisoformat(at).timestamp())
    return seconds if _moment(seconds) == at else at


def _moment(at: int | str | None) -> str | None:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(at, int) else at


def applied(tables: MutableMapping[str, Rows], ops: Sequence[Op]) -> Touched:
    """Carry out `ops` on `tables` and return which rows they touched, as table and id.

    What another op of a damaged journal would have had to make first is passed over.
    """
    touched: Touched = set()
    for what, name, *rest in ops:
        if what == NEW_TABLE:
            tables.setdefault(name, Rows())
        elif what == DROP_TABLE:
            touched.update((name, id) for id in tables.pop(name, Rows()))
        else:
            rows, id = tables.setdefault(name, Rows()), rest[0]
            touched.add((name, id))
            if what == PUT:
                rows.put(id, rest[1])
            elif id in rows:
                if what == MERGE:
                    rows.put(id, merged(rows[id], rest[1]))
                else:
                    rows.take_out(id)
    return touched


def change(table: str, id: str, before: Json | None, after: Json | None) -> tuple[Op, Back] | None:
    """Return the op that makes `after` of `before` in a row and how to take it back, None where both are the same."""
    if before is None or after is None:
        if after is not None:
            return [PUT, table, id, after], 0
        return ([DELETE, table, id], [PUT, before]) if before is not None else None
    patch, back = difference(before, after), difference(after, before)
    if patch is None or back is None:
        return [PUT, table, id, after], [PUT, before]
    return ([MERGE, table, id, patch], back) if patch else None


def reversed_ops(commit: Commit, tables: Mapping[str, Rows]) -> list[Op]:
    """Return the ops that take `commit` back.

    Raises ChangedSinceError when something it changed is no longer as it left it, LibraryError when it cannot be
    taken back at all.
    """
    if len(commit.un) != len(commit.do):
        raise LibraryError("This change cannot be taken back.")
    pairs = reversed(list(zip(commit.do, commit.un, strict=True)))
    return [_reversed(op, back, tables) for op, back in pairs if op[0] != NEW_TABLE]  # an empty table is no change


def _reversed(op: Op, back: Back, tables: Mapping[str, Rows]) -> Op:
    what, name, *rest = op
    if what == DROP_TABLE:
        raise LibraryError("This change cannot be taken back.")
    id = rest[0]
    current = tables[name][id] if id in tables.get(name, {}) else None
    if what == MERGE:
        # What another has put beside it into the same object would go with it: then it is not as it was left either.
        as_left = current is not None and difference(current, merged(merged(current, back), rest[1])) == {}
    elif what == PUT:
        as_left = current is not None and change(name, id, rest[1], current) is None
    else:
        as_left = current is None
    if not as_left:
        raise ChangedSinceError("This was changed elsewhere since, so it stays as it is.")
    if isinstance(back, dict):
        return [MERGE, name, id, back]
    return [DELETE, name, id] if back == 0 else [PUT, name, id, back[1]]
