"""The fingerprints of the kept articles, by which near-copies are found: made once of each text, and then kept."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING

from stores.errors import LibraryError
from stores.line_cache import LineCache, is_whole, key_in, line_of, rest_of

if TYPE_CHECKING:
    from briefing.near_copies import Fingerprint
    from stores.catalogue import Catalogue

FILE = "near-copies.cache"
_FORM = b"fingerprint\t1\t"
_SMALL = 1 << 16
"""Bytes up to which a file is not worth rewriting."""


def fingerprints(
    catalogue: "Catalogue", ids: Iterable[str], known: "dict[bytes, Fingerprint]"
) -> "dict[str, Fingerprint]":
    """Return the fingerprints of briefings, by their ids; one that is gone or cannot be read is left out.

    `known` holds those that were asked for last, by what they are of, and holds these afterwards.
    """
    from briefing.near_copies import Fingerprint

    heads, storage = catalogue.heads(), catalogue.storage
    readonly = storage.readonly or storage.damage is not None or not storage.directory.is_dir()
    cache = LineCache(storage.directory / FILE, readonly=readonly)
    wanted = {id: _key(heads[id]["sha256"]) for id in ids if id in heads}
    found = {key: known[key] for key in wanted.values() if key in known}
    missing = set(wanted.values()) - found.keys()
    size = 0
    for line in cache.lines() if missing else ():
        size += len(line)
        key = key_in(line)
        if key in missing and is_whole(line):
            missing.discard(key)
            found[key] = Fingerprint.unpacked(b64decode(rest_of(line, key)))
    made = []
    for id, key in wanted.items():
        if key not in found:
            try:
                found[key] = Fingerprint.of(catalogue.analysis(id)["article"]["text"])
            except LibraryError:
                continue
            made.append(line_of(key + b64encode(found[key].packed())))
    cache.append(made)
    if size > _SMALL and made:
        _tidied(cache, {_key(head["sha256"]) for head in heads.values()})
    known.clear()
    known.update(found)
    return {id: found[key] for id, key in wanted.items() if key in found}


def _tidied(cache: LineCache, held: set[bytes]) -> None:
    """Take out the lines of articles that are kept no longer, where they are half of all."""
    used = size = 0
    for line in cache.lines():
        size += len(line)
        used += len(line) if key_in(line) in held else 0
    if used < size / 2:
        cache.rewrite(held)


def _key(sha256: str) -> bytes:
    return sha256.encode("ascii", "replace") + b"\t" + _FORM
