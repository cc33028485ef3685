"""What the user may change of a follow-up, laid beside the analysis and never into it."""

import re
from datetime import date
from typing import Any

from stores.errors import LibraryError
from stores.records import Record, follow_ups

_DUE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def changed(record: Record, id: str, *, at: str, state: str | None, due: str | None, text: str | None) -> Record | None:
    """Return `record` with the follow-up `id` changed at the moment `at`, or None if that changes nothing.

    None leaves a field as it is; an empty `due` takes the date away. Raises LibraryError when there is no such
    follow-up, or a value cannot be one.
    """
    now = _follow_up(record, id)
    wanted = {"state": _state(state), "due": _due(due), "text": _text(text)}
    given = {"state": state, "due": due, "text": text}
    changes = {name: wanted[name] for name in wanted if given[name] is not None and wanted[name] != now[name]}
    if not changes:
        return None
    overlay = record["follow_ups"].get(id, {}) | changes | {"at": at}
    return record | {"follow_ups": record["follow_ups"] | {id: overlay}}


def so_again(before: Record, after: Record, id: str) -> str:
    """Return in words what is so again when the change of follow-up `id` from `before` to `after` is taken back."""
    was, now = _follow_up(before, id), _follow_up(after, id)
    if was["state"] != now["state"]:
        return f"Follow-up {was['state']} again: {was['text']}"
    if was["due"] != now["due"]:
        return f"Follow-up {'due ' + was['due'] if was['due'] else 'without a date'} again: {was['text']}"
    return f"Follow-up reads again: {was['text']}"


def _follow_up(record: Record, id: str) -> dict[str, Any]:
    for follow_up in follow_ups(record):
        if follow_up["id"] == id:
            return follow_up
    raise LibraryError(f"This briefing has no follow-up {id}.")


def _state(state: str | None) -> str | None:
    from briefing.model import FollowUpState  # a list of briefings needs no model

    if state is not None and state not in list(FollowUpState):
        raise LibraryError(f"A follow-up cannot be '{state}', only {', '.join(FollowUpState)}.")
    return None if state is None else str(state)


def _due(due: str | None) -> str | None:
    if not due:
        return None
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
