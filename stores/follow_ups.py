"""What the user may do with follow-ups: change one, add one, and keep what was done when an analysis is made again."""

import itertools
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from stores import overlay
from stores.errors import LibraryError
from stores.journal.rows import Json

_DUE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def changed(head: Json, analysis: Json, id: str, *, state: str | None, due: str | None, text: str | None) -> Json:
    """Return `head` with the follow-up `id` changed; the same head if that changes nothing.

    None leaves a field as it is; an empty `due` takes the date away. Raises LibraryError when there is no such
    follow-up, or a value cannot be one.
    """
    now = named(overlay.follow_ups(head, analysis), id)
    wanted = {"state": _state(state), "due": _due(due), "text": _text(text)}
    changes = {name: value for name, value in wanted.items() if value is not None and value != (now[name] or "")}
    if not changes:
        return head
    rows = head["follow_ups"]
    return head | {"follow_ups": rows | {id: rows.get(id, {}) | changes}}


def added(head: Json, text: str, *, due: str | None, spans: Sequence[Json]) -> tuple[Json, str]:
    """Return `head` with a follow-up of the user's own, and its id. Raises LibraryError as `changed` does."""
    rows = head["follow_ups"]
    number = 1 + max((int(id[1:]) for id in rows if re.fullmatch(r"o\d+", id)), default=0)
    copy = {"kind": "own", "text": _text(text), "state": "open", "spans": list(spans)}
    row = {"state": "open", "copy": copy} | ({"due": _due(due)} if due else {})
    return head | {"follow_ups": rows | {f"o{number}": row}}, f"o{number}"


def named(found: Sequence[Json], id: str) -> Json:
    """Return the follow-up with this id. Raises LibraryError when there is none."""
    for follow_up in found:
        if follow_up["id"] == id:
            return follow_up
    raise LibraryError(f"This briefing has no follow-up {id}.")


def carried_over(head: Json, before: Json, after: Json) -> Json:
    """Return what the head says of follow-ups once the analysis `after` is the newest instead of `before`.

    A follow-up that the user changed is the new one of its kind with the same words, or the same text, in whatever
    place; where the new analysis has none such, it is kept as it was.
    """
    rows: dict[str, Json] = head["follow_ups"]
    known = {f["id"]: f for f in overlay.follow_ups({**head, "follow_ups": _without_changes(rows)}, before)}
    free = list(after["follow_ups"])
    ids: dict[str, str] = {}
    kept: dict[str, Json] = {}
    for id, row in rows.items():
        was = known[id]
        match = next((f for f in free if _is_same(was, f)), None)
        changes = {name: value for name, value in row.items() if name != "copy"}
        if match is None:
            kept[id] = changes | {"copy": _without_null(was, but="id")}
        else:
            free.remove(match)
            ids[match["id"]] = id
            kept[id] = changes
    taken = set(rows) | {f["id"] for f in free}
    for there in (f["id"] for f in free if f["id"] in rows):
        ids[there] = next(id for n in itertools.count(1) if (id := f"f{n}") not in taken)
        taken.add(ids[there])
    renamed = {there: here for there, here in ids.items() if there != here}
    carried: Json = {"found": len(after["follow_ups"]), "follow_ups": kept}
    return carried | ({"ids": renamed} if renamed else {})


def _without_changes(rows: Mapping[str, Json]) -> dict[str, Json]:
    return {id: {"copy": row["copy"]} for id, row in rows.items() if "copy" in row}


def _without_null(plain: Json, *, but: str) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if value is not None and name != but}


def _is_same(one: Json, other: Json) -> bool:
    if one["kind"] != other["kind"] or one["kind"] == "own":
        return False
    words, others = ([span["exact"] for span in f["spans"]] for f in (one, other))
    return bool(words and words == others) or bool(one["text"].casefold() == other["text"].casefold())


def _state(state: str | None) -> str | None:
    from briefing.model import FollowUpState  # a list of briefings needs no model

    if state is not None and state not in list(FollowUpState):
        raise LibraryError(f"A follow-up cannot be '{state}', only {', '.join(FollowUpState)}.")
    return None if state is None else str(state)


def _due(due: str | None) -> str | None:
    if not due:
        return due
    try:
        if not _DUE.fullmatch(due):
            raise ValueError(due)
        date.fromisoformat((due + "-01-01")[:10])
    except ValueError:
        raise LibraryError(f"'{due}' is no date: write 2026, 2026-03 or 2026-03-01.") from None
    return due


def _text(text: str | None) -> str | None:
    if text is not None and not text.strip():
        raise LibraryError("A follow-up needs a text.")
    return text
