"""Who said what for whom, one record per statement: what `speaker:`, `stakeholder:` and `stance:` are asked of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from stores.search.folding import folded

Json = dict[str, Any]

# A record is speaker, stakeholders, stances. Folded text holds none of the three bytes and no capital.
_RECORD, _FIELD, _ITEM = b"\x1e", b"\x1f", b"\x1d"
_WITHIN = rb"[^\x1e\x1f]*"


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is asked for, folded: every name in which `part` occurs, and each of the `others` whole."""

    part: bytes
    others: frozenset[bytes] = frozenset()

    def fits(self, name: bytes) -> bool:
        """Whether the folded `name` is one of those."""
        return self.part in name or name in self.others


def records(briefing: Json) -> Iterator[tuple[bytes, list[Json]]]:
    """Yield a record and the spans that prove it: of each statement, then each position, then each stakeholder.

    A statement is its stakeholder's and that of each party it is part of. A position is one of its stakeholder
    that nobody says; a stakeholder without a word has a record without speaker and stance.
    """
    parties = {party["id"]: party for party in briefing["stakeholders"]}
    names = {id: _names(*_lineage(id, parties)) for id in parties}
    for statement in briefing["statements"]:
        speaker = statement["speaker"]
        said_by = _names(speaker["name"]) if speaker else b""
        said_for = names.get(speaker["stakeholder"], b"") if speaker else b""
        yield _record(said_by, said_for, statement["stance"]), statement["content"]
    for position in briefing["positions"]:
        held_by = names.get(position["stakeholder"], b"")
        yield _record(b"", held_by, position["stance"], *position["also"]), position["summary"]
    for id, party in parties.items():
        yield _record(b"", names[id]), party["mentions"][:1]


def asking(speaker: Name | None, stakeholder: Name | None, stance: str | None) -> re.Pattern[bytes]:
    """Return the pattern of the records that hold all of these; None asks for nothing."""
    stances = _WITHIN + re.escape(_stances(stance)) if stance else b""
    return re.compile(_RECORD + _asked(speaker) + _FIELD + _asked(stakeholder) + _FIELD + stances)


def _asked(name: Name | None) -> bytes:
    if name is None:
        return _WITHIN
    whole = [re.escape(_ITEM + other + _ITEM) for other in sorted(name.others)]
    return _WITHIN + b"(?:" + b"|".join([re.escape(name.part), *whole]) + b")" + _WITHIN


def _lineage(id: str, parties: dict[str, Json]) -> list[str]:
    """Return the names of a stakeholder and of all that it is part of."""
    passed: dict[str, str] = {}
    upward: str | None = id
    while upward in parties and upward not in passed:
        passed[upward] = parties[upward]["name"]
        upward = parties[upward]["part_of"]
    return list(passed.values())


def _record(speaker: bytes, stakeholders: bytes, *stances: str) -> bytes:
    return b"\x1e%b\x1f%b\x1f%b" % (speaker, stakeholders, _stances(*stances))


@lru_cache(maxsize=4096)
def _names(*names: str) -> bytes:
    return _ITEM + _ITEM.join(map(folded, names)) + _ITEM


@lru_cache(maxsize=1024)
def _stances(*stances: str) -> bytes:
    return _ITEM + _ITEM.join(stance.upper().encode() for stance in stances) + _ITEM
