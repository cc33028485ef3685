"""The agenda: the open follow-ups of all briefings by due date, what is overdue first."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from briefing.errors import ReadoutError
from briefing.model import FollowUp, FollowUpState
from stores.agenda import AgendaItem
from stores.changes import Changes
from tui.desk.aside import aside
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Part, row
from tui.desk.rows import STATE_SIGNS
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Session
from tui.desk.widgets.key_bar import KeyBar
from tui.desk.widgets.row_list import RowList
from tui.due_dates import is_overdue, with_weekday

if TYPE_CHECKING:
    from tui.desk.acting import Acting

MOST_SUGGESTIONS = 1000
"""More suggestions than this nobody goes through: the rest is counted."""

_WHEN = len("overdue Fri 2026-11-20")
_NOTHING = "Nothing is open: in pane 4 Space takes up a follow-up, A adds one of your own. s shows what is suggested."
_NOTHING_AT_ALL = "Nothing is open and nothing is suggested: in pane 4 A adds a follow-up of your own."


class AgendaScreen(ReadingScreen[tuple[str, str]]):
    """The agenda on a screen of its own. Gives back briefing and follow-up to go to, None where none was chosen.

    What the user does here stays where it is until the screen is left, done or dropped.
    """

    where = Where.AGENDA
    BINDINGS: ClassVar[list[Binding]] = bindings(where)  # type: ignore[assignment]

    def __init__(self, session: Session, *, at: tuple[str, str] | None, suggestions: bool) -> None:
        """Show the agenda of the library of `session`; `at` is highlighted first, if it is there."""
        super().__init__()
        self._session = session
        self._at = self.last_at = at
        """Where the user was when they left."""
        self.suggestions = suggestions
        self._items: list[AgendaItem] = []
        self._touched: set[tuple[str, str]] = set()
        self._left_out = 0

    def compose(self) -> ComposeResult:
        """Lay out title, list and keys."""
        yield Static(id="agenda-title", classes="screen-title", markup=False)
        yield RowList(divided=True, id="agenda", classes="alone")
        yield KeyBar(self.where)

    def on_mount(self) -> None:
        """Read the agenda, beside the keys."""
        self.query_one(KeyBar).show_for(4)
        self.query_one(RowList).focus()
        self._read()

    @property
    def item(self) -> AgendaItem | None:
        """The highlighted follow-up with its briefing."""
        at = self.query_one(RowList).highlighted
        return self._items[at] if self._items and at is not None else None

    @property
    def follow_up_at_hand(self) -> tuple[str | None, str] | None:
        """The highlighted follow-up: its briefing's id and its own."""
        return _key(self.item) if self.item else None

    @property
    def copied(self) -> str:
        """What `y` copies: the follow-up, when it is due, and of which briefing it is."""
        if self.item is None:
            return ""
        due = f" (due {self.item.follow_up.due})" if self.item.follow_up.due else ""
        return f"{self.item.follow_up.text}{due} — {self.item.entry.headline}"

    def show_changed(self, changes: Changes, *, by_user: bool) -> None:
        """Show what was changed: what the user did here at once, all else as soon as it has been read."""
        if not by_user or changes.everything:
            self._read()
            return
        for at, item in enumerate(self._items):
            now = self._now(item) if item.entry.id in changes.ids else None
            if now is not None and now != item:
                self._items[at] = now
                self._touched.add(_key(now))
                self.query_one(RowList).change([at])
        self._show_title()

    # Reading and showing

    def _read(self) -> None:
        if not self._items:
            count = len(self._session.shelf)
            self._say(f" Agenda: reading the follow-ups of {count:,} briefing{'' if count == 1 else 's'} …")
        self.run_worker(self._fill(), exclusive=True, group="agenda", exit_on_error=False)

    async def _fill(self) -> None:
        try:
            items = await aside(partial(self._session.agenda, suggestions=self.suggestions))
            self._show(items)
        except ReadoutError as error:
            self._say(f" Agenda: {plain(str(error)).plain}")

    @on(Worker.StateChanged)
    def _broken(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self._say(f" Agenda: Readout broke on it ({type(event.worker.error).__name__}); report it.")

    def _show(self, found: list[AgendaItem]) -> None:
        before, rows = self._items, self.query_one(RowList)
        at = _key(self.item) if self.item else self._at
        self._items = self._with_touched(self._limited(found))
        if not self._items:
            empty = row(Content.styled(_NOTHING_AT_ALL if self.suggestions else _NOTHING, "$foreground-muted italic"))
            rows.show(1, lambda _: empty)
        else:
            place = next((i for i, item in enumerate(self._items) if _key(item) == at), rows.highlighted or 0)
            rows.show(len(self._items), self._row, place, stay=bool(before))
        self._at = None
        self._show_title()
        self._count_matches()

    def _limited(self, found: list[AgendaItem]) -> list[AgendaItem]:
        opened = [item for item in found if item.follow_up.state is FollowUpState.OPEN]
        suggested = found[len(opened) :]
        self._left_out = max(0, len(suggested) - MOST_SUGGESTIONS)
        return opened + suggested[:MOST_SUGGESTIONS]

    def _with_touched(self, found: list[AgendaItem]) -> list[AgendaItem]:
        """Put in what the user has done or dropped here, before what it stood before."""
        there = {_key(item) for item in found}
        items = list(found)
        for at in range(len(self._items) - 1, -1, -1):
            item = self._items[at]
            now = self._now(item) if _key(item) in self._touched - there else None
            if now is not None:
                after = {_key(later) for later in self._items[at + 1 :]}
                place = next((i for i, other in enumerate(items) if _key(other) in after), len(items))
                items.insert(place, now)
        return items

    def _now(self, item: AgendaItem) -> AgendaItem | None:
        """Return the item as it is now; None where it is gone."""
        try:
            return AgendaItem(item.entry, self._session.follow_up(item.follow_up.id, item.entry.id))
        except ReadoutError:
            return None

    def _row(self, at: int) -> Hanging:
        return item_row(self._items[at], cast("Acting", self.app).today)

    def _show_title(self) -> None:
        today = cast("Acting", self.app).today
        states = [item.follow_up.state for item in self._items]
        overdue = sum(_is_overdue(item.follow_up, today) for item in self._items)
        opened, suggested = states.count(FollowUpState.OPEN), states.count(FollowUpState.SUGGESTED)
        parts = [f"{opened:,} open"] + ([f"{overdue:,} overdue"] if overdue else [])
        if self.suggestions:
            parts.append(
                f"{suggested:,} of {suggested + self._left_out:,} suggested"
                if self._left_out
                else f"{suggested:,} suggested"
            )
        self._say(f" Agenda ({', '.join(parts)})")

    def _say(self, words: str) -> None:
        self.query_one("#agenda-title", Static).update(words)

    # Commands

    def action_suggestions(self) -> None:
        """Show the suggested follow-ups too, or only the open ones."""
        self.suggestions = not self.suggestions
        self._read()

    @on(RowList.Clicked)
    def action_open_briefing(self) -> None:
        """Go to the highlighted follow-up in its briefing."""
        if self.item:
            self.last_at = _key(self.item)
            self.dismiss(self.last_at)

    def action_back(self) -> None:
        """End a find, or else go back."""
        if not self._end_find():
            self.last_at = _key(self.item) if self.item else None
            self.dismiss(None)


def item_row(item: AgendaItem, today: date) -> Hanging:
    """Return a follow-up of the agenda: how far it has come, by when it is due, what is to be done, and where."""
    follow_up, entry = item.follow_up, item.entry
    when, style = _when(follow_up, today)
    lead = Content.assemble((f"{STATE_SIGNS[follow_up.state]} ", "bold"), (f"{when:<{_WHEN}} ", style))
    gone = follow_up.state in (FollowUpState.DONE, FollowUpState.DROPPED)
    source = " · ".join(words for words in (entry.headline, entry.outlet) if words)
    below = Part(plain(source, "$foreground-muted italic"), Content(" " * (len(STATE_SIGNS[follow_up.state]) + 1)))
    return row(plain(follow_up.text, "$foreground-muted" if gone else ""), lead, below)


def _when(follow_up: FollowUp, today: date) -> tuple[str, str]:
    due = follow_up.due
    if due is None:
        return "no date", "$foreground-muted"
    if _is_overdue(follow_up, today):
        return f"overdue {with_weekday(due)}", "bold $text-error"
    near = {today.isoformat(): "today", (today + timedelta(days=1)).isoformat(): "tomorrow"}
    return near.get(due, with_weekday(due)), "bold $text-warning" if due in near else "$text-accent"


def _is_overdue(follow_up: FollowUp, today: date) -> bool:
    waits = follow_up.state in (FollowUpState.OPEN, FollowUpState.SUGGESTED)
    return waits and is_overdue(follow_up.due, today)


def _key(item: AgendaItem) -> tuple[str, str]:
    return item.entry.id, item.follow_up.id
