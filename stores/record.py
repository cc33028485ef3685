"""A briefing with all that was done to it, as one JSON object that a stranger can read: `readout.record/1`.

    schema       "readout.record/1"
    id           the briefing's id
    added        when it was added to the library (ISO 8601, like all moments here)
    analysed     when its newest analysis was kept
    briefing     the newest analysis, as it was made (`readout.briefing/1`)
    analyses     the earlier ones, the first one first: [{"at": when it was kept, "briefing": {…}}]
    tags, note   the user's
    follow_ups   all follow-ups as they are now, with what the user did to them, as in a briefing
    changes      the same as the library keeps it: {"follow_ups": {id: what was changed, "copy": the follow-up where
                 the newest analysis does not have it}, "ids": {ids there: ids here}}; absent where nothing was changed
    corrections  the user's corrections, in their order: [{"id", "at", "kind", "words": [spans], "value", …}]
    history      what was done to it, the first first: [{"number", "at", "by", "what", "undone"}], in words

What is absent is empty. Without `changes` they are read from `follow_ups`; where both are there they must agree.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from stores import head as heads
from stores import overlay
from stores.bodies import ID
from stores.errors import LibraryError
from stores.journal.rows import Json

SCHEMA = "readout.record/1"

_NEEDED = {"schema", "id", "added", "briefing"}
_KNOWN = _NEEDED | {"analysed", "analyses", "tags", "note", "follow_ups", "changes", "corrections", "history"}
_DUE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CORRECTION_ID = re.compile(r"c[1-9]\d{0,8}")


class RecordError(LibraryError):
    """What was to be imported is no record; the message ends the sentence "It …"."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read and checked.

    `analyses` are JSON of the contract with the moments they were kept, the newest last; `rest` is what a head says
    besides; `history` as in the JSON.
    """

    id: str
    added: str
    analyses: Sequence[tuple[str, Json]]
    rest: Json
    history: Sequence[Json]

    def head(self, kept: Sequence[Json]) -> Json:
        """Return the head of the briefing, whose analyses are kept as `kept` says: [{"n", "crc", "at"}]."""
        newest = self.analyses[-1][1]
        found = {"analyses": list(kept), "found": len(newest["follow_ups"])}
        return {"added": self.added} | heads.described(newest) | found | self.rest


def written(id: str, head: Json, analyses: Sequence[Json], history: Sequence[Json]) -> Json:
    """Return the record of a briefing, from its head, its analyses (the newest last) and its history."""
    *earlier, last = (
        {"at": kept["at"], "briefing": made} for kept, made in zip(head["analyses"], analyses, strict=True)
    )
    changes = {name: head[name] for name in ("follow_ups", "ids") if head.get(name)}
    held = sorted(head["corrections"].items(), key=lambda item: int(item[0][1:]))
    return {
        "schema": SCHEMA,
        "id": id,
        "added": head["added"],
        "analysed": last["at"],
        "briefing": last["briefing"],
        "analyses": earlier,
        "tags": head.get("tags", []),
        "note": head.get("note", ""),
        "follow_ups": overlay.follow_ups(head, last["briefing"]),
        **({"changes": changes} if changes else {}),
        "corrections": [{"id": correction_id, **row} for correction_id, row in held],
        "history": list(history),
    }


def parsed(line: str) -> Json:
    """Return the JSON object in a line. Raises RecordError when there is none, or a number that is none."""
    try:
        plain = json.loads(line.removeprefix("\ufeff"), parse_constant=_refuse, parse_float=_finite)
    except (ValueError, RecursionError):
        raise RecordError("is no JSON") from None
    if not isinstance(plain, dict):
        raise RecordError("is no JSON object")
    return plain


def read(plain: Json) -> Record:
    """Return the record in a JSON object, checked whole. Raises RecordError."""
    _refuse_unknown(plain, _KNOWN, "")
    missing = sorted(_NEEDED - plain.keys())
    if missing:
        raise RecordError(f"lacks {', '.join(missing)}")
    added = _moment(plain["added"], "added")
    analyses = [_analysis(one, f"analyses[{n}]") for n, one in enumerate(_list(plain, "analyses"))]
    newest = _briefing(plain["briefing"], "briefing")
    analyses.append((_moment(plain.get("analysed", added), "analysed"), newest))
    rest = _changes(plain, newest) | {"corrections": _corrections(_list(plain, "corrections"))}
    tags, note = _tags(_list(plain, "tags")), _text(plain.get("note", ""), "note")
    rest |= ({"tags": tags} if tags else {}) | ({"note": note.strip("\n")} if note.strip() else {})
    id = _text(plain["id"], "id")
    record = Record(
        id if ID.fullmatch(id) else newest["article"]["sha256"][:10],
        added,
        analyses,
        rest,
        [_change(one, f"history[{n}]") for n, one in enumerate(_list(plain, "history"))],
    )
    _refuse_what_does_not_fit(record, plain.get("follow_ups") if "changes" in plain else None)
    return record


def _refuse_what_does_not_fit(record: Record, follow_ups: object) -> None:
    """Raise RecordError when what was done to a briefing cannot be laid over it, or gives other `follow_ups`."""
    from briefing.errors import ReadoutError

    newest = record.analyses[-1][1]
    head = record.head([])
    if not head["follow_ups"] and not head["corrections"] and "ids" not in head and follow_ups is None:
        return
    try:
        overlay.briefing(record.id, head, newest, {})
    except ReadoutError as error:
        raise RecordError(f"cannot be put together: {error}") from error
    if follow_ups is not None and follow_ups != overlay.follow_ups(head, newest):
        raise RecordError("has follow_ups that are not what its changes make of the briefing's")


def _analysis(plain: object, where: str) -> tuple[str, Json]:
    if not isinstance(plain, dict) or plain.keys() != {"at", "briefing"}:
        raise RecordError(f"has {where} that is no {{at, briefing}}")
    return _moment(plain["at"], f"{where}.at"), _briefing(plain["briefing"], f"{where}.briefing")


def _briefing(plain: object, where: str) -> Json:
    from briefing.contract import from_json
    from briefing.errors import ReadoutError

    try:
        made = from_json(plain)  # type: ignore[arg-type]
    except ReadoutError as error:
        raise RecordError(f"has no sound {where}: {error}") from error
    assert isinstance(plain, dict)
    text = made.article.text.encode("utf-8", "surrogatepass")
    if sha256(text).hexdigest() != made.article.sha256:
        raise RecordError(f"has a {where} whose text is not the one that its sha256 names")
    return plain


def _changes(plain: Json, newest: Json) -> Json:
    """Return what the head says of follow-ups: as `changes` says, else as `follow_ups` differ from the analysis'."""
    changes = plain.get("changes")
    if changes is None:
        return {"follow_ups": _differences(_list(plain, "follow_ups"), newest) if "follow_ups" in plain else {}}
    if not isinstance(changes, dict):
        raise RecordError("has changes that are no object")
    _refuse_unknown(changes, {"follow_ups", "ids"}, "changes.")
    ids, rows = _names(changes.get("ids", {})), changes.get("follow_ups", {})
    there = [follow_up["id"] for follow_up in newest["follow_ups"]]
    here = [ids.get(id, id) for id in there]
    if not ids.keys() <= set(there) or len(set(here)) < len(here):
        raise RecordError("has changes.ids that do not fit its briefing")
    if not isinstance(rows, dict):
        raise RecordError("has changes.follow_ups that are no object")
    for id, row in rows.items():
        _refuse_bad_row(row, f"changes.follow_ups.{id}")
        if ("copy" in row) is (id in here):
            raise RecordError(f"has changes.follow_ups.{id} that do not fit its briefing")
    return {"follow_ups": rows} | ({"ids": ids} if ids else {})


def _refuse_bad_row(row: object, where: str) -> None:
    from briefing.model import FollowUpState

    if not isinstance(row, dict):
        raise RecordError(f"has {where} that is no object")
    _refuse_unknown(row, {"state", "due", "text", "copy"}, f"{where}.")
    copy = row.get("copy", {})
    if not isinstance(copy, dict) or any(value is None for value in copy.values()):
        raise RecordError(f"has {where}.copy that is no follow-up")
    for name, value in [*row.items(), *copy.items()]:
        if name in ("state", "due", "text"):
            _text(value, f"{where}.{name}")
    if not _is_due(row.get("due", "")) or row.get("state", "open") not in set(FollowUpState):
        raise RecordError(f"has {where} with a due date or a state that cannot be one")
    if not row.get("text", "-").strip():
        raise RecordError(f"has {where} without a text")


def _is_due(due: str) -> bool:
    try:
        return not due or bool(_DUE.fullmatch(due) and date.fromisoformat((due + "-01-01")[:10]))
    except ValueError:
        return False


def _differences(follow_ups: list[Any], newest: Json) -> Json:
    there = {follow_up["id"]: follow_up for follow_up in newest["follow_ups"]}
    rows: Json = {}
    for follow_up in follow_ups:
        if not isinstance(follow_up, dict) or not isinstance(follow_up.get("id"), str):
            raise RecordError("has follow_ups that are none")
        was = there.get(follow_up["id"])
        if was is None:
            rows[follow_up["id"]] = {"copy": {n: v for n, v in follow_up.items() if n != "id" and v is not None}}
            continue
        row = {name: follow_up.get(name) or "" for name in ("state", "due", "text") if follow_up.get(name) != was[name]}
        if row:
            _refuse_bad_row(row, f"follow_ups.{follow_up['id']}")
            rows[follow_up["id"]] = row
    return rows


def _corrections(plain: list[Any]) -> Json:
    from briefing.corrections import from_json
    from briefing.errors import ReadoutError

    held: Json = {}
    for number, one in enumerate(plain, 1):
        where = f"corrections[{number - 1}]"
        if not isinstance(one, dict):
            raise RecordError(f"has {where} that is no object")
        id, at = one.get("id", f"c{number}"), _moment(one.get("at"), f"{where}.at")
        if not isinstance(id, str) or not _CORRECTION_ID.fullmatch(id) or id in held:
            raise RecordError(f"has {where} with an id that cannot be one")
        correction = {name: value for name, value in one.items() if name not in ("id", "at")}
        try:
            from_json(correction)
        except ReadoutError as error:
            raise RecordError(f"has no sound {where}: {error}") from error
        held[id] = _without_null(correction) | {"at": at}
    return held


def _change(plain: object, where: str) -> Json:
    if not isinstance(plain, dict):
        raise RecordError(f"has {where} that is no object")
    _refuse_unknown(plain, {"number", "at", "by", "what", "undone"}, f"{where}.")
    words = {name: _text(plain.get(name), f"{where}.{name}") for name in ("at", "by", "what")}
    if not isinstance(plain.get("undone", False), bool):
        raise RecordError(f"has {where}.undone that is neither true nor false")
    return words | {"undone": plain.get("undone", False)}


def _tags(plain: list[Any]) -> list[str]:
    tags = {tag.casefold(): tag for one in plain if (tag := " ".join(_text(one, "tags").split()))}
    return sorted(tags.values(), key=str.casefold)


def _names(plain: object) -> dict[str, str]:
    if not isinstance(plain, dict) or not all(isinstance(name, str) and name for name in plain.values()):
        raise RecordError("has changes.ids that are none")
    return plain


def _list(plain: Mapping[str, Any], name: str) -> list[Any]:
    value = plain.get(name, [])
    if not isinstance(value, list):
        raise RecordError(f"has {name} that is no list")
    return value


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise RecordError(f"has {where} that is no text")
    return value


def _moment(value: object, where: str) -> str:
    try:
        if isinstance(value, str) and datetime.fromisoformat(value):
            return value
    except ValueError:
        pass
    raise RecordError(f"has {where} that is no moment: write it as 2026-11-24T12:15:56+00:00")


def _refuse_unknown(plain: Mapping[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(plain.keys() - known)
    if unknown:
        raise RecordError(f"has what this Readout does not know: {where}{unknown[0]}")


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_null(inner) for name, inner in value.items() if inner is not None}
    return [_without_null(inner) for inner in value] if isinstance(value, list) else value


def _refuse(name: str) -> float:
    raise ValueError(name)


def _finite(number: str) -> float:
    value = float(number)
    if not math.isfinite(value):
        raise ValueError(number)
    return value
