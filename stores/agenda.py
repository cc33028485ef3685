"""The agenda: what is still to be done in all briefings, what is due first first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stores import head as heads
from stores import overlay
from stores.catalogue import Catalogue
from stores.entry import Entry
from stores.errors import LibraryError

if TYPE_CHECKING:
    from briefing.model import FollowUp

_NEVER = "9999"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A follow-up that is open or suggested, and the briefing it belongs to."""

    entry: Entry
    follow_up: "FollowUp"


def items(catalogue: Catalogue, *, suggestions: bool) -> Iterator[AgendaItem]:
    """Yield the open follow-ups by their due date, undated ones last, then, if asked for, the suggested ones likewise.

    Briefings whose analysis cannot be read have none: 'readout doctor' tells of them.
    """
    found = [item for id in catalogue.newest_first() for item in _of(catalogue, id, suggestions=suggestions)]
    yield from sorted(found, key=lambda item: (item.follow_up.state != "open", _sorted_as(item.follow_up.due)))


def _sorted_as(due: str | None) -> str:
    return _NEVER if due is None else f"{due}-99"  # a month is over after its last day, a year after its last month


def _of(catalogue: Catalogue, id: str, *, suggestions: bool) -> Iterator[AgendaItem]:
    head = catalogue.heads()[id]
    opened, suggested = heads.counts(head)
    if not opened and not (suggestions and suggested):
        return
    from briefing.model import FollowUp, FollowUpKind, FollowUpState, Span

    wanted = {"open", "suggested"} if suggestions else {"open"}
    try:
        follow_ups = overlay.follow_ups(head, catalogue.analysis(id))
    except LibraryError:
        return
    entry = heads.entry(id, head)
    for row in follow_ups:
        if row["state"] in wanted:
            spans = tuple(Span(**span) for span in row["spans"])
            kind, state = FollowUpKind(row["kind"]), FollowUpState(row["state"])
            yield AgendaItem(entry, FollowUp(row["id"], kind, row["text"], row["due"], state, spans))
