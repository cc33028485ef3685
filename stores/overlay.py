"""What the user changed, laid over the newest analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stores.journal.rows import Json

if TYPE_CHECKING:
    from briefing.corrections import Correction
    from briefing.model import Briefing


def briefing(id: str, head: Json, analysis: Json, aliases: Mapping[str, Sequence[str]]) -> "Briefing":
    """Return the briefing under its id in the library, from its head and its newest analysis.

    Corrections whose words are gone are told in its notices. Raises ContractError when the analysis is damaged.
    """
    from briefing.contract import from_json  # a list of briefings needs no model

    made: Briefing = replace(from_json(analysis | {"follow_ups": follow_ups(head, analysis)}), id=id)
    held = head["corrections"]
    if not held and not aliases:
        return made
    from briefing.corrections import corrected, told

    corrections = corrections_of(head)
    result = corrected(made, list(corrections.values()), aliases)
    given = list(corrections.values())
    orphans = [f"Not applied, its words are gone: {told(given[at])}" for at in result.orphaned]
    return replace(result.briefing, notices=(*result.briefing.notices, *orphans))


def plain(id: str, head: Json, analysis: Json) -> Json:
    """Return the briefing as JSON of the contract, without the library's aliases. Raises what `briefing` raises."""
    if not head["corrections"]:
        return analysis | {"id": id, "follow_ups": follow_ups(head, analysis)}
    from briefing.contract import to_json

    return to_json(briefing(id, head, analysis, {}))


def corrections_of(head: Json) -> "dict[str, Correction]":
    """Return the corrections in the head, by their ids, in the order they were made."""
    from briefing.corrections import from_json

    held = sorted(head["corrections"].items(), key=lambda item: int(item[0][1:]))
    return {id: from_json({name: value for name, value in row.items() if name != "at"}) for id, row in held}


def follow_ups(head: Json, analysis: Json) -> list[Json]:
    """Return the follow-ups as JSON of the contract: the analysis' own, then those that only the user still has."""
    changed: dict[str, Json] = head["follow_ups"]
    ids: dict[str, str] = head.get("ids", {})
    if not changed and not ids:
        return list(analysis["follow_ups"])
    found = [_laid_over(f | {"id": ids.get(f["id"], f["id"])}, changed) for f in analysis["follow_ups"]]
    text = analysis["article"]["text"]
    kept = [
        _laid_over(row["copy"] | {"id": id, "spans": fitted(row["copy"].get("spans", ()), text)}, changed)
        for id, row in changed.items()
        if "copy" in row
    ]
    return found + [{"due": None} | follow_up for follow_up in kept]


def fitted(spans: Sequence[Json], text: str) -> list[Json]:
    """Return the spans where their words stand in `text` now, without those whose words are gone."""
    now = []
    for span in spans:
        exact = span["exact"]
        start = span["start"] if text[span["start"] : span["end"]] == exact else text.find(exact)
        if start >= 0:
            now.append({"start": start, "end": start + len(exact), "exact": exact})
    return now


def _laid_over(follow_up: Json, changed: Mapping[str, Json]) -> Json:
    row: dict[str, Any] = changed.get(follow_up["id"], {})
    laid = follow_up | {name: row[name] for name in ("state", "due", "text") if name in row}
    return laid | {"due": laid.get("due") or None}
