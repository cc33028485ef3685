"""A kept briefing as it stands in the file: the analysis as it was made, and beside it what the user did."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stores.entry import Entry

if TYPE_CHECKING:
    from briefing.model import Briefing

Record = dict[str, Any]
Kept = Mapping[str, Record]


def new(briefing: "Briefing", at: str) -> Record:
    """Return the record of a briefing added at the moment `at` (ISO 8601), with nothing changed yet."""
    from briefing.contract import to_json  # a list of briefings needs no model

    return {"briefing": to_json(briefing), "added": at, "tags": [], "follow_ups": {}}


def briefing(id: str, record: Record) -> "Briefing":
    """Return the briefing under its id in the library, with what the user changed laid over the analysis.

    Raises ContractError when the analysis in the record is damaged.
    """
    from briefing.contract import from_json

    return replace(from_json(record["briefing"] | {"follow_ups": follow_ups(record)}), id=id)


def entry(id: str, record: Record) -> Entry:
    """Return what a list needs of the record."""
    article = record["briefing"]["article"]
    states = [follow_up["state"] for follow_up in follow_ups(record)]
    return Entry(
        id=id,
        headline=headline(record),
        outlet=article["outlet"],
        published=article["published"],
        added=record["added"],
        tags=tuple(record["tags"]),
        open=states.count("open"),
        suggested=states.count("suggested"),
    )


def headline(record: Record) -> str:
    """Return the headline of the record."""
    return str(record["briefing"]["headline"]["text"])


def follow_ups(record: Record) -> list[dict[str, Any]]:
    """Return the follow-ups as JSON of the contract, with what the user changed laid over them."""
    changed = record["follow_ups"]
    return [_laid_over(follow_up, changed.get(follow_up["id"], {})) for follow_up in record["briefing"]["follow_ups"]]


def _laid_over(follow_up: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return follow_up | {name: value for name, value in changes.items() if name in follow_up}
