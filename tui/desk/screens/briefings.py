"""The list of briefings on a screen of its own, where the desk is too narrow to show it beside the panes."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Static

from stores.changes import Changes
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Session
from tui.desk.widgets.briefing_list import BriefingList
from tui.desk.widgets.key_bar import KeyBar


class BriefingsScreen(ReadingScreen[str]):
    """All briefings, newest first. Gives back the id of the chosen one, or None."""

    where = Where.BRIEFINGS
    BINDINGS: ClassVar[list[Binding]] = bindings(where)  # type: ignore[assignment]

    def __init__(self, session: Session) -> None:
        """List the briefings of `session`."""
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """Lay out title, list and keys."""
        yield Static(id="briefings-title", classes="screen-title", markup=False)
        yield BriefingList(id="briefings", classes="alone")
        yield KeyBar(self.where)

    def on_mount(self) -> None:
        """Show the list with the open briefing highlighted."""
        self.show()
        self.query_one(BriefingList).focus()

    def show(self) -> None:
        """Show the list as it is now."""
        entries = self.session.shelf.entries
        self.query_one("#briefings-title", Static).update(f" Briefings ({len(entries):,}), newest first")
        self.query_one(BriefingList).show_entries(entries, self.session.id, under=self.session.shelf.under)
        self._count_matches()

    def show_changed(self, changes: Changes, *, by_user: bool) -> None:
        """Show the list as it is now."""
        self.show()

    def action_open_briefing(self) -> None:
        """Open the highlighted briefing."""
        self.query_one(BriefingList).action_select()

    @on(BriefingList.Chosen)
    def _chosen(self, event: BriefingList.Chosen) -> None:
        self.dismiss(event.id)

    def action_back(self) -> None:
        """End a find, or else go back to the desk."""
        if not self._end_find():
            self.dismiss(None)
