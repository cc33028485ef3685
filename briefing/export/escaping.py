"""Text from outside as text in Markdown: no mark of it makes a heading, a link, an image, HTML or code."""

import re

from briefing.export.wording import one_line

# What CommonMark 0.31 (and GitHub's tables, strike-through, footnotes, math and bare links) may act on.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>|~$@]|(?<!\S)#|&(?=#?\w+;)|:(?=//)|(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_AT_START = re.compile(r"[-+=:]|\d{1,9}(?=[.)])")
# A soft hyphen at the start shows as a hyphen in a terminal (`tui.plain`), where Markdown would take it for a list.
_INVISIBLE_AT_START = re.compile(r"[\xad ]+")

_WEB_ADDRESS = re.compile(r"https?://[!-;=?-~]+", re.IGNORECASE)


def escaped(text: str) -> str:
    """Return `text` on one line, so that Markdown shows it as it is, wherever in a line or block it is put."""
    line = one_line(text).strip()
    invisible = _INVISIBLE_AT_START.match(line)
    if invisible:
        line = line[invisible.end() :]
    first = _AT_START.match(line)
    marked = "" if first is None else _escaped_start(first[0])
    return marked + _ANYWHERE.sub(_with_backslashes, line[first.end() if first else 0 :])


def link(address: str) -> str:
    """Return a web address as a Markdown link to itself; anything else as text."""
    return f"<{address}>" if _WEB_ADDRESS.fullmatch(address) else escaped(address)


def _escaped_start(start: str) -> str:
    return f"{start}\\" if start.isdigit() else f"\\{start}"


def _with_backslashes(found: re.Match[str]) -> str:
    return "".join(f"\\{letter}" for letter in found[0])
