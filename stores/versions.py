"""The versions of an article: a publisher's new text under an old address is a new version of the same entry.

Each analysis in a head belongs to one version, the first to version 1; an entry that begins another says its number:
{"n": 3, "crc": "…", "at": "…", "version": 2}. Analyses of one version follow each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from stores import head as heads_
from stores.catalogue import HEADS, Catalogue
from stores.journal.rows import Json, Rows, parsed

if TYPE_CHECKING:
    from briefing.model import Briefing

_ADDRESS = re.compile(rb'"address":("(?:[^"\\]|\\.)*")')
_PLAIN = re.compile(r"[A-Za-z0-9_.~-]{4,}")


def version_of(kept: Json) -> int:
    """Return the version of the article that an analysis of a head is of, from 1."""
    return int(kept.get("version", 1))


def marked(kept: Json, version: int) -> Json:
    """Return the entry of an analysis in a head as one of this version."""
    return kept | ({"version": version} if version > 1 else {})


def analysed(catalogue: Catalogue, id: str, briefing: "Briefing", original: Json | None, version: int) -> int:
    """Put a further analysis of the briefing, of this version, into its head, and return its number among all.

    `original` is what the head says of what it was read from. Who calls is making a change.
    """
    from briefing.contract import to_json
    from stores import follow_ups

    before = catalogue.heads()[id]
    plain = to_json(briefing)
    kept = marked(catalogue.keep(id, plain, catalogue.at, original), version)
    carried = follow_ups.carried_over(before, catalogue.analysis(id), plain)
    stays = {name: value for name, value in before.items() if name not in ("follow_ups", "ids")}
    after = stays | heads_.described(plain) | carried | {"analyses": [*before["analyses"], kept]}
    catalogue.put(HEADS, id, after)
    return len(after["analyses"])


def numbered(analyses: Iterable[tuple[Json, Json]]) -> Iterator[Json]:
    """Yield the entries of analyses in a head with the number of their version, from them and the analyses' JSON.

    A text that differs from the one before begins another.
    """
    version, text = 0, None
    for kept, plain in analyses:
        if plain["article"]["sha256"] != text:
            version, text = version + 1, plain["article"]["sha256"]
        yield marked(kept, version)


def last_of_each(analyses: Sequence[Json]) -> list[int]:
    """Return the place in a head of the newest analysis of each version, the first version first."""
    return [at for at, kept in enumerate(analyses) if at + 1 == len(analyses) or _differ(kept, analyses[at + 1])]


def of_page(heads: Rows, address: str) -> str | None:
    """Return the id of the briefing of the page at this address, None where there is none; of several the newest."""
    wanted = page(address)
    hint = max(_PLAIN.findall(urlsplit(wanted).path), key=len, default="").encode("ascii")
    found = None
    for id, raw in heads.raw.items():
        if hint in raw and (kept := _ADDRESS.search(raw)) and page(parsed(kept[1])) == wanted:
            found = id
    return found


def page(address: str) -> str:
    """Return an address as one to compare: without what only says where the reader came from, and how it is spelled.

    That is courlan's normal form, which trafilatura brings: trackers (utm_source, fbclid), the default port and
    capitals of the host go; here also the fragment, "www." and whether it is http or https.
    """
    from courlan import normalize_url  # takes 0.3 s: asked for where a page is added

    try:
        parts = urlsplit(normalize_url(address, trailing_slash=False))
    except ValueError:
        return address
    host = parts.netloc.removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}{f'?{parts.query}' if parts.query else ''}"


def _differ(one: Json, other: Json) -> bool:
    return version_of(one) != version_of(other)
