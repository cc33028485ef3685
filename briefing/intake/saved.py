"""Pages as browsers save them: the address at the head of a copy, and Safari's archives. MHTML is read as a mail."""

import plistlib
import re

from briefing.errors import SourceError
from briefing.intake.raw import Raw

# "Mark of the web": Internet Explorer's, which Chrome and Edge write too. SingleFile has a remark of its own.
_MARK = re.compile(
    r"<!-- saved from url=\(\d{4}\)(https?://\S+?) -->|<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)"
)
_HEAD = 4096


def address_of_copy(html: str) -> str | None:
    """Return the address that a saved page was copied from, as the browser wrote it into the copy, or None."""
    found = _MARK.search(html, 0, _HEAD)
    return (found[1] or found[2]) if found is not None else None


def page_in_archive(data: bytes, name: str) -> Raw:
    """Return the page in an archive of Safari's (a property list). Raises SourceError where there is none in it."""
    try:
        page = plistlib.loads(data)["WebMainResource"]
        html, url = page["WebResourceData"], page.get("WebResourceURL")
        charset = page.get("WebResourceTextEncodingName")
    except (
        plistlib.InvalidFileException,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
    ) as fault:
        raise SourceError(
            f"{name} is a damaged web archive: save the page again, or copy its text and give that."
        ) from fault
    if not isinstance(html, bytes):
        raise SourceError(
            f"{name} is a web archive without a page: save the page again, or copy its text and give that."
        )
    is_address = isinstance(url, str) and re.match(r"https?://", url) is not None
    return Raw(html, "html", charset if isinstance(charset, str) else None, url if is_address else None)
