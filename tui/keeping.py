"""What came in is kept: a new briefing, a new version of one, or nothing where it is in the library already."""

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from stores.library import Library

if TYPE_CHECKING:
    from briefing.intake import Incoming
    from briefing.model import Briefing


class Fate(Enum):
    """What became of what came in."""

    ADDED = "added"
    HELD = "held"
    NEW_VERSION = "new version"


class Kept(NamedTuple):
    """The id of the briefing, what became of it, and of a new version what the publisher changed."""

    id: str
    fate: Fate
    changed: str = ""


class Made(NamedTuple):
    """What came in, read and briefed, before it is kept: None for a briefing where `held` says that it is there.

    `page` is the id of the briefing of which it is a new version, `changed` what the publisher changed.
    """

    incoming: "Incoming"
    briefing: "Briefing | None" = None
    held: str | None = None
    page: str | None = None
    changed: str = ""


def made(library: Library, incoming: "Incoming", *, clock: Callable[[], datetime]) -> Made:
    """Return what is to be kept of what came in; it takes as long as an analysis. Nothing is written.

    A text that is another only by the page's frame, or because Readout reads the page otherwise than it did, is no
    new version: what is kept of the page as it was is read again and compared.
    """
    article = incoming.article
    held = library.holds(article)
    if held is not None:
        return Made(incoming, held=held)
    page = library.holds_page(article)
    before = library.analysis(page) if page is not None else None
    if page is not None and before is not None and _is_same(library, page, before, incoming):
        return Made(incoming, held=page)
    from briefing.pipeline import brief  # only when there is something to brief

    briefing = brief(article, at=clock(), told=incoming.original.notices)
    if page is None or before is None:
        return Made(incoming, briefing)
    from briefing.versions import changes, newer, summary

    return Made(incoming, newer(before, briefing), page=page, changed=summary(changes(before, briefing)))


def keep(library: Library, what: Made) -> Kept:
    """Keep what was made, and return what became of it."""
    if what.briefing is None:
        assert what.held is not None
        return Kept(what.held, Fate.HELD)
    if what.page is not None:
        library.update(what.page, what.briefing, what.incoming.original)
        return Kept(what.page, Fate.NEW_VERSION, what.changed)
    return Kept(library.add(what.briefing, what.incoming.original), Fate.ADDED)


def _is_same(library: Library, id: str, before: "Briefing", incoming: "Incoming") -> bool:
    from briefing.versions import is_same_text

    after = incoming.article
    if is_same_text(before.article, after):
        return True
    original = library.original(id)
    if original is None or original.kind == "text":
        return False
    from briefing.intake.rereading import text_of

    return text_of(original, before.article) == after.text
