"""From a hit of a search to the line of its briefing that holds it, with the words found marked in the article."""

import re
from collections.abc import Iterator, Sequence

from textual.content import Content

from briefing.model import Briefing, Span, Statement
from stores.search.folding import place
from tui.desk.content import plain
from tui.desk.hanging import row
from tui.desk.places import FOLLOW_UPS, HEADLINE, POSITIONS, QUOTES, Additions, AtHand, Fact, Place, Row
from tui.desk.rows import follow_up_rows, headline_rows, position_rows, quote_row

_MARK = "reverse underline"
_CUT = "…"


def marked(excerpt: str, words: Sequence[bytes]) -> Content:
    """Return an excerpt with every place of the words (folded, as a query has them) marked."""
    content = plain(excerpt, "$foreground-muted")
    for word in words:
        for start, end in _places(content.plain, word):
            content = content.stylize(_MARK, start, end)
    return content


def line_of(briefing: Briefing, additions: Additions, excerpt: str, words: Sequence[bytes]) -> AtHand:
    """Return the line to show for a hit whose `excerpt` this is: a statement, else the article at the words.

    Words that do not stand in the article lead to the follow-up, the headline, the note or the stakeholder that holds
    them. `words` are folded, as a query has them; there may be none.
    """
    found = _in_the_article(briefing.article.text, excerpt, words)
    if found is not None:
        statement = _around(briefing, found)
        if statement is not None:
            line = quote_row(briefing, additions, statement)
            return AtHand(QUOTES, line._replace(places=(line.places[0]._replace(found=found),)))
        about = Place((Fact("Found", " ".join(found.exact.split())),), (found,), found=found)
        return AtHand(QUOTES, Row("found", row(plain(excerpt)), (about,), excerpt))
    for pane, line in _elsewhere(briefing, additions):
        if any(place(text, word) for word in words[:1] for text in (line.shown.plain, line.read or "")):
            return AtHand(pane, line)
    return AtHand(HEADLINE, next(headline_rows(briefing, additions, sample=False)))


def _in_the_article(text: str, excerpt: str, words: Sequence[bytes]) -> Span | None:
    """Return where the first of the words stands, within the excerpt if that stands in the text; else the excerpt."""
    around = _stretch(text, excerpt)
    if not words:
        return around
    if around is not None and (within := place(around.exact, words[0])):
        return Span.of(text, around.start + within[0], around.start + within[1])
    anywhere = place(text, words[0])
    return Span.of(text, *anywhere) if anywhere else None


def _stretch(text: str, excerpt: str) -> Span | None:
    for piece in excerpt.split(f" {_CUT} "):  # the pieces of a statement
        pieces = piece.strip(_CUT).split()
        if pieces and (found := re.search(r"\s+".join(map(re.escape, pieces)), text)):
            return Span.of(text, *found.span())
    return None


def _around(briefing: Briefing, found: Span) -> Statement | None:
    """Return the statement in whose words something was found: of several the shortest."""
    holding = [s for s in briefing.statements if any(piece.overlaps(found) for piece in s.content)]
    return min(holding, key=lambda s: sum(len(piece.exact) for piece in s.content), default=None)


def _elsewhere(briefing: Briefing, additions: Additions) -> Iterator[tuple[int, Row]]:
    yield from ((FOLLOW_UPS, line) for line in follow_up_rows(briefing))
    yield from ((HEADLINE, line) for line in headline_rows(briefing, additions, sample=False))
    yield from ((POSITIONS, line) for line in position_rows(briefing, additions))
    yield from ((QUOTES, quote_row(briefing, additions, statement)) for statement in briefing.statements)


def _places(text: str, word: bytes) -> Iterator[tuple[int, int]]:
    start = 0
    while (found := place(text[start:], word)) is not None:
        yield start + found[0], start + found[1]
        start += found[1]
