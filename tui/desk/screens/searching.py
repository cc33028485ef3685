"""Searching the library: a line to type in, and the briefings that fit, each with the words around what was found."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import Worker, WorkerState

from briefing.errors import ReadoutError
from briefing.export.wording import day
from stores.changes import Changes
from stores.entry import Hit
from stores.search import parse
from tui.desk.aside import aside
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Part, row
from tui.desk.hits import marked
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Session
from tui.desk.widgets.key_bar import KeyBar
from tui.desk.widgets.row_list import RowList
from tui.desk.widgets.typed import VisibleSigns

if TYPE_CHECKING:
    from tui.desk.desk import Desk

MOST = 100
"""So many hits are shown: what there is of more is narrowed by more words."""

_PAUSE = 0.15  # seconds without a key, after which what was typed is searched for
_HINT = 'Words, "phrases", speaker: stakeholder: stance: outlet: tag: after:2026-03 before:'


class SearchScreen(ReadingScreen[None]):
    """The line and the hits. Enter in the line goes to the hits, Enter on a hit to its place in the briefing."""

    where = Where.SEARCH
    BINDINGS: ClassVar[list[Binding]] = bindings(where)  # type: ignore[assignment]

    def __init__(self, session: Session, words: str) -> None:
        """Search the library of `session`, for `words` to begin with."""
        super().__init__()
        self._session = session
        self._wanted = words
        self._answered: str | None = None
        self._hits: list[Hit] = []
        self._words: Sequence[bytes] = ()
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out line, status, hits and keys."""
        with Horizontal(id="search"):
            yield Static("Search ", classes="find-label", markup=False)
            yield Input(self._wanted, highlighter=VisibleSigns(), compact=True)
        yield Static(_HINT, id="search-status", markup=False)
        yield RowList(divided=True, id="hits", classes="alone")
        yield KeyBar(self.where)

    def on_mount(self) -> None:
        """Take what is typed from now on."""
        self.focus_line()
        self._begin()

    @property
    def words(self) -> str:
        """What stands in the line."""
        return self._wanted

    @property
    def hit(self) -> Hit | None:
        """The highlighted hit."""
        at = self.query_one(RowList).highlighted
        return self._hits[at] if self._hits and at is not None else None

    def focus_line(self) -> None:
        """Go to the line, what stands there ready to be typed over."""
        field = self.query_one("#search Input", Input)
        self.set_focus(field)
        field.select_all()

    def show_changed(self, changes: Changes, *, by_user: bool) -> None:
        """Search again; the highlighted hit stays highlighted."""
        self._answered = None
        self._begin()

    # Searching: one search at a time, and what was typed last is what is shown

    @on(Input.Changed, "#search Input")
    def _typed(self, event: Input.Changed) -> None:
        self._wanted = event.value
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._begin)

    def _begin(self) -> None:
        if not any(worker.group == "search" and not worker.is_finished for worker in self.workers):
            self.run_worker(self._search(), group="search", exit_on_error=False)

    async def _search(self) -> None:
        while self._wanted != self._answered:
            words = self._wanted
            if not words.strip():
                self._show([], ())
                self._say(_HINT)
            else:
                try:
                    query = parse(words)
                    hits = await aside(partial(self._session.search, words, MOST + 1))
                except ReadoutError as error:
                    if words == self._wanted:
                        self._say(f"! {error}")
                else:
                    if words == self._wanted:
                        self._show(hits, query.words)
            self._answered = words

    @on(Worker.StateChanged)
    def _broken(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self._say(f"! Readout broke on this search ({type(event.worker.error).__name__}); report it.")

    def _show(self, hits: list[Hit], words: Sequence[bytes]) -> None:
        at = self.hit.entry.id if self.hit and words == self._words else None
        rows = self.query_one(RowList)
        self._hits, self._words = hits[:MOST], words
        more = len(hits) > MOST
        highlighted = next((i for i, hit in enumerate(self._hits) if hit.entry.id == at), 0)
        rows.show(len(self._hits), lambda at: hit_row(self._hits[at], self._words), highlighted)
        if more:
            self._say(f"The newest {MOST} that fit, of more: another word narrows them.")
        else:
            count = len(hits)
            self._say(f"{count} briefing{'' if count == 1 else 's'}" if count else "No briefing fits.")
        self._count_matches()

    def _say(self, words: str) -> None:
        self.query_one("#search-status", Static).update(plain(words))

    # Commands

    @on(Input.Submitted, "#search Input")
    def _to_the_hits(self) -> None:
        self._begin()
        self.query_one(RowList).focus()

    def action_down(self) -> None:
        """Move one hit down; from the line go to the hits."""
        if self.target:
            super().action_down()
        else:
            self.query_one(RowList).focus()

    @on(RowList.Clicked)
    def action_open_briefing(self) -> None:
        """Go to the highlighted hit's place in its briefing."""
        if self.hit:
            cast("Desk", self.app).open_hit(self.hit, self._words)

    def action_back(self) -> None:
        """End a find, or else go back."""
        if not self._end_find():
            self.dismiss(None)


def hit_row(hit: Hit, words: Sequence[bytes]) -> Hanging:
    """Return a hit: the headline, the words around what was found, outlet and date."""
    entry = hit.entry
    known = [entry.outlet, day(entry.published) or f"added {day(entry.added)}"]
    source = plain(" · ".join(part for part in known if part), "$foreground-muted italic")
    lead = Content("  ")
    return row(plain(entry.headline, "bold"), "", Part(marked(hit.excerpt, words), lead), Part(source, lead))
