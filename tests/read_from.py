"""What the small briefings of `briefings` were read from: a page of its own, its text, a page shared, nothing."""

from briefings import numbered

from briefing.intake import Original


def original_of(number: int) -> Original | None:
    """Return what the briefing `numbered(number)` was read from, None where that was not kept."""
    page = b"<html>\x00\xff\r\n" + b"<p>harbour</p>" * 60
    ways = (
        Original(page + b"%d" % number, "html", ("Behind a paywall.",)),
        Original(numbered(number).article.text.encode(), "text"),
        Original(page, "html"),
        None,
    )
    return ways[number % len(ways)]
