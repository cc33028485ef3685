"""The lines of the inbox: an item in two lines of the list, and the whole of it below."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content

from stores.feeds import Item, State
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Part, row

if TYPE_CHECKING:
    from tui.desk.copies import Under

_LEAD = len("●✓ ")
_UNDER = "└ "  # before one that stands under another one
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_DAYS = 14  # after which a date says more

UNREAD, DISMISSED, HELD, FAULT = "●", "×", "✓", "!"


class Standing(NamedTuple):
    """How an item stands: whether its article is in the library, and what is being done with it, if anything.

    `under` tells how it stands to the near-copy that it stands under, None where it stands for itself; `turn` is the
    sign of the wheel that turns while something is done.
    """

    is_held: bool = False
    doing: str = ""
    turn: str = ""
    under: "Under | None" = None


def item_lines(under: "Under | None") -> int:
    """Return how many lines an item has."""
    return 2 if under is None else 1


def item_row(item: Item | None, standing: Standing, now: datetime, width: int) -> Hanging:
    """Return an item's title with the signs of its state, and below it outlet, age and lead, as much as fits.

    One that stands under another has one line, of outlet, age and what it adds.
    """
    below = Content(" " * _LEAD)
    if item is None:
        gone = Content.styled("This item is no longer in the inbox.", "$foreground-muted italic")
        return row(gone, below.plain, *([Part(Content(""))] if standing.under is None else []))
    lead = Content.assemble(_state_sign(item), _other_sign(item, standing), " ")
    room = width - _LEAD
    if standing.under is not None:
        body = Content.assemble((_UNDER, "$foreground-muted"), _facts(item, standing, now, _title_style(item)))
        return row(_cut(body, room), lead)
    title = plain(item.title or "(no title)", _title_style(item))
    return row(_cut(title, room), lead, Part(_cut(_facts(item, standing, now, "$foreground-muted"), room), below))


def _cut(content: Content, cells: int) -> Content:
    return content.truncate(max(1, cells), ellipsis=True)


def _state_sign(item: Item) -> tuple[str, str]:
    signs = {State.UNREAD: (UNREAD, "bold $text-accent"), State.DISMISSED: (DISMISSED, "$foreground-muted")}
    return signs.get(item.state, (" ", ""))


def _other_sign(item: Item, standing: Standing) -> tuple[str, str]:
    if standing.doing:
        return standing.turn, "bold"
    if standing.is_held:
        return HELD, "bold $text-success"
    return (FAULT, "bold $text-error") if item.fault else (" ", "")


def _title_style(item: Item) -> str:
    return {State.UNREAD: "bold", State.DISMISSED: "$foreground-muted"}.get(item.state, "")


def _facts(item: Item, standing: Standing, now: datetime, outlet: str) -> Content:
    parts = [plain(item.outlet, outlet), Content.styled(age(item, now), "$foreground-muted")]
    parts += [Content.styled(words, style) for words, style in _words(item, standing)]
    if standing.under is not None:
        parts.append(Content.styled(standing.under.words, "$text-accent"))
    lead = item.lead if standing.under is None else standing.under.added
    parts.append(plain(lead, "$foreground-muted italic"))
    return Content.styled(" · ", "$foreground-muted").join([part for part in parts if part.plain])


def _words(item: Item, standing: Standing) -> list[tuple[str, str]]:
    if standing.doing:
        return [(f"{standing.doing} … Esc stops", "")]
    words = [("dismissed", "$foreground-muted")] if item.state is State.DISMISSED else []
    if standing.is_held:
        return [*words, ("in your library", "$text-success")]
    return [*words, ("could not be briefed", "$text-error")] if item.fault else words


def item_in_full(item: Item, standing: Standing, *, facts: bool) -> Content:
    """Return the whole of an item: title, where it is from if `facts` are asked for, why it was not briefed, lead."""
    paragraphs = [plain(item.title or "(no title)", "bold")]
    if facts:
        known = [item.outlet, ", ".join(item.authors), _moment(item), item.link or "without a link"]
        paragraphs.append(plain(" · ".join(part for part in known if part), "$foreground-muted"))
    if item.fault and not standing.is_held:
        paragraphs.append(Content.assemble((f"{FAULT} ", "bold $text-error"), plain(item.fault)))
    if item.lead:
        paragraphs.append(plain(item.lead))
    return Content("\n").join(paragraphs)


def age(item: Item, now: datetime) -> str:
    """Return how old an item is: "5 min", "3 h", "2 d", then its date. One dated ahead counts from when it came."""
    at = min(filter(None, (_read(item.published), _read(item.seen))), default=None)
    if at is None:
        return ""
    seconds = (now - at).total_seconds()
    if seconds < _MINUTE:
        return "now"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min"
    if seconds < _DAY:
        return f"{seconds // _HOUR:.0f} h"
    if seconds < _DAYS * _DAY:
        return f"{seconds // _DAY:.0f} d"
    return f"{at.astimezone():%Y-%m-%d}"


def _moment(item: Item) -> str:
    at = _read(item.published)
    return f"{at.astimezone():%a %Y-%m-%d %H:%M}" if at else ""


def _read(moment: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(moment or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
