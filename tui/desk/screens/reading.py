"""What every screen of the desk can do: move in what has the focus, and find words there."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.screen import Screen, ScreenResultType

from stores.changes import Changes
from tui.desk.command_table import Place
from tui.desk.places import AtHand
from tui.desk.widgets.article_view import ArticleView
from tui.desk.widgets.find_bar import FindBar
from tui.desk.widgets.row_list import RowList

if TYPE_CHECKING:
    from briefing.model import Article


class ReadingScreen(Screen[ScreenResultType], inherit_bindings=False):
    """A screen whose focused list or article is moved through and searched by the commands of the table."""

    where: ClassVar[Place]
    """Where commands are given on this screen."""

    _searched: RowList | ArticleView | None = None

    @property
    def at_hand(self) -> AtHand | None:
        """The line of a briefing that commands are about; None where there is none."""
        return None

    @property
    def article(self) -> "Article | None":
        """The article that is being read here; None where it is the open briefing's, or none."""
        return None

    @property
    def follow_up_at_hand(self) -> tuple[str | None, str] | None:
        """The highlighted follow-up: its briefing's id (None for the open one) and its own; None without one."""
        return None

    @property
    def copied(self) -> str:
        """What `y` copies; empty where there is nothing."""
        return self.at_hand.row.copied if self.at_hand else ""

    @property
    def words_found(self) -> str:
        """The words that a find marks in the article; empty where there is none."""
        return self.query_one(FindBar).words if isinstance(self._searched, ArticleView) else ""

    def show_changed(self, changes: Changes, *, by_user: bool) -> None:
        """Show what was changed in the library, by the user here or by others; the place of the user stays."""

    @property
    def target(self) -> RowList | ArticleView | None:
        """The list or article with the focus."""
        return self.focused if isinstance(self.focused, RowList | ArticleView) else None

    def action_down(self) -> None:
        """Move one row or line down."""
        if self.target:
            self.target.action_cursor_down()

    def action_up(self) -> None:
        """Move one row or line up."""
        if self.target:
            self.target.action_cursor_up()

    def action_page_down(self) -> None:
        """Move a page down."""
        if self.target:
            self.target.action_page_down()

    def action_page_up(self) -> None:
        """Move a page up."""
        if self.target:
            self.target.action_page_up()

    def action_top(self) -> None:
        """Move to the first row or line."""
        if self.target:
            self.target.action_first()

    def action_bottom(self) -> None:
        """Move to the last row or line."""
        if self.target:
            self.target.action_last()

    async def action_find(self) -> None:
        """Open the search line for what has the focus."""
        if self.target is None:
            return
        self._end_find()
        self._searched = self.target
        bars = self.query(FindBar)
        bar = bars.first() if bars else FindBar()
        if not bars:
            await self.mount(bar)
        bar.start()

    def action_next_match(self) -> None:
        """Go to the next match."""
        self._go_to_match(1)

    def action_previous_match(self) -> None:
        """Go to the match before."""
        self._go_to_match(-1)

    def _go_to_match(self, direction: int) -> None:
        if not (self._searched and self._searched.go_to_match(direction)):
            self.notify("Nothing to go to: press / and type what to find.", markup=False)

    def _end_find(self) -> bool:
        """Take the marks and the search line away. Return whether there was anything to end."""
        searched, self._searched = self._searched, None
        if searched is None:
            return False
        searched.seek("")
        self.query_one(FindBar).display = False
        self.set_focus(searched)  # at once: a search line that is opened next keeps the focus
        return True

    def _count_matches(self) -> None:
        """Tell anew how many lines hold the words sought, in a list that has changed."""
        if isinstance(self._searched, RowList):
            self.query_one(FindBar).tell(len(self._searched.matches), "line")

    @on(FindBar.Sought)
    def _seek(self, event: FindBar.Sought) -> None:
        if self._searched:
            found = self._searched.seek(event.words)
            if isinstance(self._searched, RowList):
                self._searched.go_to_match(1, stay=True)
            self.query_one(FindBar).tell(found, "line" if isinstance(self._searched, RowList) else "place")

    @on(FindBar.Kept)
    def _keep_matches(self) -> None:
        self.query_one(FindBar).display = False
        if self._searched:
            self._searched.focus()
