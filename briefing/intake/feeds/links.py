"""The addresses in feeds and lists of feeds: absolute, of the web, or none."""

import re
from urllib.parse import quote, urljoin, urlsplit

# What no browser would send. A longer address is an attack or a picture in itself (data:).
_LONGEST = 8000
# Nearly all are: absolute, and of letters that need no looking at.
_PLAIN = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,4})?(?:/[!-.0-~]*)*")
_SPACE = re.compile("[^\\S\x00-\x1f\x7f-\x9f]")
_UNFIT = re.compile("[\x00-\x20\x7f-\x9f\ud800-\udfff]")


def web_address(written: str, base: str) -> str | None:
    """Return `written`, which may be relative to `base`, as an absolute http(s) address; None where it is none."""
    bare = "".join(written.strip().splitlines())
    if not bare or len(bare) > _LONGEST:
        return None
    if _PLAIN.fullmatch(bare) and "/." not in bare:
        return bare
    try:
        found = urljoin(base, bare)
        parts = urlsplit(found)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    found = _SPACE.sub(lambda space: quote(space[0]), found)
    return found if parts.scheme in ("http", "https") and host and not _UNFIT.search(found) else None
