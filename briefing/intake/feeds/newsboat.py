"""newsboat's `urls` file: read into lines that mean something, and written back byte for byte.

The syntax is newsboat's own: its chapters "First Steps", "Tagging" and "Snownews extensions", src/fileurlreader.cpp
for the lines, tokenize_quoted in rust/libnewsboat/src/utils.rs for what is on them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.errors import SourceError
from briefing.intake.feeds.model import Subscription
from briefing.intake.raw import LIMIT, LIMIT_NAME

_MOST = 50_000
_DELIMITERS = " \r\n\t"
# A token is in quotation marks (the last may be missing) or goes on to the next delimiter.
_TOKEN = re.compile(r'[ \r\n\t]*(?:(#)|"((?:[^"\\]|\\.)*+)\\?(?:"|\Z)|([^ \r\n\t]+))', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "`": "\\`"}
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

# What newsboat keeps for itself at the beginning of a tag.
_TITLE = "~"
_HIDDEN = "!"
HIDDEN_AS = "newsboat:hidden"
"""The name in `Subscription.extra` of what follows the `!` of a hidden feed: its title for query feeds, often."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file: the bytes of it, its end with them, and what it subscribes to.

    `subscription` is None for a comment or a blank line. Its `kind` tells a feed from a query, a program to run
    (`exec:`, `filter:`) and a local file, none of which Readout runs or opens.
    """

    raw: bytes
    subscription: Subscription | None


def read(data: bytes, *, name: str) -> tuple[Line, ...]:
    """Return the lines of a `urls` file, whose `raw` together are `data`. `name` is what an error calls it.

    Raises SourceError when it is larger than any list of feeds.
    """
    if len(data) > LIMIT or data.count(b"\n") > _MOST:
        raise SourceError(
            f"{name} has more than {LIMIT_NAME} or {_MOST:,} lines, too much for a list of feeds: give another file."
        )
    # Only a line feed ends a line, whatever else Python takes for one.
    raws = [line + b"\n" for line in data.split(b"\n")]
    raws[-1] = raws[-1][:-1]
    return tuple(Line(raw, _subscription(raw)) for raw in raws if raw)


def written(lines: Iterable[Line]) -> bytes:
    """Return the file that has these lines, as they were read."""
    return b"".join(line.raw for line in lines)


def subscriptions(lines: Iterable[Line]) -> tuple[Subscription, ...]:
    """Return what the lines subscribe to, in their order."""
    return tuple(line.subscription for line in lines if line.subscription is not None)


def line_of(subscription: Subscription) -> Line:
    """Return a new line for a subscription, as newsboat reads it.

    It has no place for `home` and for what OPML said besides; a tag that begins with what newsboat keeps for itself
    (`~`, `!`) goes without it. Read again it is the same subscription but for these.
    """
    hidden = [_HIDDEN + subscription.extra.get(HIDDEN_AS, "")] if subscription.hidden else []
    title = [_TITLE + subscription.title] if subscription.title else []
    tags = [bare for tag in subscription.tags if (bare := tag.lstrip(_TITLE + _HIDDEN))]
    words = [_quoted(subscription.address), *(_quoted(word) for word in (*title, *hidden, *tags))]
    raw = (" ".join(words) + "\n").encode("utf-8", "replace")
    return Line(raw, _subscription(raw))


def _subscription(raw: bytes) -> Subscription | None:
    # A mark at the beginning is no part of the first address.
    line = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")
    address, *tags = _tokens(line) or [""]
    if not address:
        return None
    titles = [tag[1:] for tag in tags if tag.startswith(_TITLE)]
    hidden = [tag[1:] for tag in tags if tag.startswith(_HIDDEN)]
    return Subscription(
        address,
        title=(titles[0] if titles else None) or None,
        tags=tuple(dict.fromkeys(tag for tag in tags if tag and not tag.startswith((_TITLE, _HIDDEN)))),
        hidden=bool(hidden),
        extra={HIDDEN_AS: hidden[0]} if hidden and hidden[0] else {},
    )


def _tokens(line: str) -> list[str]:
    tokens: list[str] = []
    position = 0
    while (found := _TOKEN.match(line, position)) is not None and not found[1]:
        quoted, bare = found[2], found[3]
        tokens.append(bare or _ESCAPE.sub(lambda one: _ESCAPES.get(one[1], one[1]), quoted))
        position = found.end()
    return tokens


def _quoted(word: str) -> str:
    if word and word[0] not in '"#' and not any(char in _DELIMITERS for char in word):
        return word
    return f'"{word.translate(_ESCAPED)}"'
