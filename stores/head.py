"""The head of a briefing: all that a list needs of it and all that may change, as one row of the catalogue.

    {"added": ISO 8601, "headline", "outlet", "published", "sha256", "address",
     "analyses": [{"n": 1, "crc": "…", "at": ISO 8601, "original": what it was read from, see `stores.originals`}, …],
     "found": how many follow-ups the newest analysis suggests, "ids": {their ids there: their ids here},
     "tags": [], "note": "…", "apart": [ids of briefings that it does not stand together with],
     "follow_ups": {id: {"state", "due", "text", "copy": the follow-up as it was where no analysis has it any more}},
     "corrections": {id: {the correction, "at"}}}

There is no null in it: what is not there is absent, so that each change of it is a merge patch. `follow_ups` and
`corrections` are always there, so that the patch of one never takes away another's. The article's "sha256" comes
before those of originals: see TEXT.

Of a removed briefing another table holds what waits with it to go: {"at": ISO 8601, "analyses": [numbers],
"originals": [their sha256]}, the last absent where there are none.
"""

import re
from collections.abc import Iterable
from zlib import crc32

from stores.entry import Entry
from stores.journal.rows import Json

TEXT = re.compile(rb'"sha256":"([^"]*)"')
"""Which text the article has, in a head as JSON: the first there is."""

_ADDED = slice(len(b'{"added":"'), len(b'{"added":"2026-11-24T13:17:07.123456'))


def new(briefing: Json, *, at: str, number: int, crc: str) -> Json:
    """Return the head of a briefing (JSON of the contract) added at the moment `at`, of which nothing else is kept."""
    return begun(briefing, analysis(at=at, number=number, crc=crc))


def begun(briefing: Json, kept: Json) -> Json:
    """Return the head of a briefing added with the analysis that is kept as `kept` says."""
    head: Json = {"added": kept["at"]}
    head |= described(briefing)
    head["analyses"] = [kept]
    head["found"] = len(briefing["follow_ups"])
    taken = {f["id"]: {"state": f["state"]} for f in briefing["follow_ups"] if f["state"] != "suggested"}
    return head | {"follow_ups": taken, "corrections": {}}


def analysis(*, at: str, number: int, crc: str, original: Json | None = None) -> Json:
    """Return what a head says of an analysis kept at the moment `at`, and of what it was read from."""
    kept = {"n": number, "crc": crc, "at": at}
    return kept if original is None else kept | {"original": original}


def removed(at: str, analyses: Iterable[int], originals: Iterable[str]) -> Json:
    """Return the row of a briefing removed at the moment `at`, with which these analyses and originals wait to go."""
    row = {"at": at, "analyses": sorted(set(analyses))}
    kept = sorted(set(originals))
    return row | {"originals": kept} if kept else row


def originals(head: Json) -> list[str]:
    """Return the sha256 of each original that has a file, from a head."""
    return [kept["original"]["sha256"] for kept in head["analyses"] if "sha256" in kept.get("original", ())]


def described(briefing: Json) -> Json:
    """Return what the head says of the briefing's article, and its headline as it was made."""
    article = briefing["article"]
    known = {
        "headline": briefing["headline"]["text"],
        "outlet": article["outlet"],
        "published": article["published"],
        "sha256": article["sha256"],
        "address": article["canonical_url"] or article["url"],
    }
    return {name: value for name, value in known.items() if value is not None}


def headline(head: Json) -> str:
    """Return the headline that the last correction of it gives, or else the one that was made."""
    corrections = head["corrections"]
    if not corrections:
        return str(head["headline"])
    given = {int(id[1:]): corrections[id]["value"] for id in corrections if corrections[id]["kind"] == "headline"}
    return str(given[max(given)] if given else head["headline"])


def entry(id: str, head: Json) -> Entry:
    """Return what a list shows of the briefing."""
    get = head.get
    tags = tuple(get("tags", ()))
    apart = tuple(get("apart", ()))
    return Entry(id, headline(head), get("outlet"), get("published"), head["added"], tags, *counts(head), apart)


def counts(head: Json) -> tuple[int, int]:
    """Return how many follow-ups are open and how many are suggested."""
    changed = head["follow_ups"].values()
    if not changed:
        return 0, head["found"]
    states = [row.get("state") or row.get("copy", {}).get("state", "suggested") for row in changed]
    untouched = head["found"] - sum("copy" not in row for row in changed)
    return states.count("open"), states.count("suggested") + untouched


def is_of(head: Json, sha256: str, address: str | None) -> bool:
    """Whether the head is of the article with this text and address; a missing address fits any."""
    other = head.get("address")
    return bool(head["sha256"] == sha256 and (address is None or other is None or address == other))


def added(raw: bytes) -> bytes:
    """Return when the briefing was added, from its head as JSON in ascii: what a list is sorted by."""
    return raw[_ADDED]


def stamp(raw: bytes) -> str:
    """Return, from the head as JSON, a word that is another one whenever what a search looks through is another.

    The head holds all that may change, and the checksums of the analyses.
    """
    return f"{crc32(raw):08x}"
