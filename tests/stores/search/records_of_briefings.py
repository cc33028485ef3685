"""Briefings as the search reads them, made by hand: JSON of the contract with what a test is about filled in."""

from collections.abc import Sequence
from typing import Any

from briefings import a_briefing

from briefing.contract import to_json

Json = dict[str, Any]


def a_record(
    text: str = "The council keeps the harbour.",
    *,
    said: Sequence[tuple[str | None, str | None, str]] = (),
    positions: Sequence[tuple[str, Sequence[str]]] = (),
    parties: Sequence[str] = (),
    part_of: dict[str, str] | None = None,
    follow_ups: Sequence[str] = (),
    links: Sequence[str] = (),
    **article: Any,
) -> Json:
    """Return a briefing's JSON. `said` are speaker, stakeholder and stance of statements, whose content is the text.

    `positions` are a stakeholder and its stances, `parties` stakeholders without a word, `part_of` names of parties
    and of those they are part of, `links` the chain of each statement; `article` further fields of the article.
    """
    record: Json = to_json(a_briefing())
    nothing: Json = {"start": 0, "end": len(text), "exact": text}
    names = dict.fromkeys(
        [name for _, name, _ in said if name]
        + [name for name, _ in positions]
        + list(parties)
        + [name for pair in (part_of or {}).items() for name in pair]
    )
    ids = {name: f"p{number}" for number, name in enumerate(names)}
    (statement,), (party,), (position,), follow_up = (
        record["statements"],
        record["stakeholders"],
        record["positions"],
        record["follow_ups"][0],
    )
    record["article"] |= {"text": text} | article
    record["headline"] |= {"text": "Told today", "span": None}
    record["stakeholders"] = [
        party | {"id": id, "name": name, "part_of": ids.get((part_of or {}).get(name, "")), "mentions": [nothing]}
        for name, id in ids.items()
    ]
    record["statements"] = [
        statement
        | {"id": f"s{number}", "content": [nothing], "stance": stance}
        | {"chain": [{"name": link, "span": None, "named": True} for link in links]}
        | {"speaker": speaker and statement["speaker"] | {"name": speaker, "stakeholder": ids.get(party or "")}}
        for number, (speaker, party, stance) in enumerate(said)
    ]
    record["positions"] = [
        position | {"stakeholder": ids[name], "stance": stances[0], "also": list(stances[1:]), "summary": [nothing]}
        for name, stances in positions
    ]
    record["follow_ups"] = [follow_up | {"id": f"f{number}", "text": text} for number, text in enumerate(follow_ups)]
    return record
