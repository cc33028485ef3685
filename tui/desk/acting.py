"""What the desk's commands share: the library in hand, the line in hand, a change carried out, shown and told."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.notifications import SeverityLevel
from textual.screen import Screen

from briefing.errors import ReadoutError
from stores.changes import Changes
from stores.library import Library
from tui.desk.places import AtHand
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Refused, Session
from tui.desk.widgets.briefing_list import BriefingList
from tui.plain import visible

if TYPE_CHECKING:  # a dialog is imported when it is opened
    from tui.desk.screens.asking import AskScreen

_TOAST_SECONDS, _LETTERS_A_SECOND = 4, 20

_ANYTHING = Changes(everything=True)

_Result = TypeVar("_Result")


class Acting(App[int]):
    """An application on a library: what changes the library goes through here, and is then shown on every screen."""

    def __init__(self, library: Library, *, clock: Callable[[], datetime] | None = None) -> None:
        """Act on `library`. `clock` gives the time with zone."""
        super().__init__()
        self.session = Session(library)
        self.clock = clock or (lambda: datetime.now(UTC))

    @property
    def today(self) -> date:
        """The day where the user is."""
        return self.clock().astimezone().date()

    @property
    def desk(self) -> DeskScreen:
        """The main screen, also while another lies over it."""
        return next(screen for screen in self.screen_stack if isinstance(screen, DeskScreen))

    def tell(self, words: str, *, severity: SeverityLevel = "information") -> None:
        """Show a short message in place of the one before; `words` may hold text from outside."""
        self.clear_notifications()
        seconds = max(_TOAST_SECONDS, len(words) / _LETTERS_A_SECOND)
        self.notify(visible(words), severity=severity, markup=False, timeout=seconds)

    def attempt(self, change: Callable[[], str | None]) -> bool:
        """Carry out a change and tell what it says; tell the reason and return False where it is refused or fails."""
        try:
            told = change()
        except ReadoutError as error:
            self.tell(str(error), severity="warning")
            return False
        if told:
            self.tell(told)
        return True

    # What is in hand

    @property
    def at_hand(self) -> AtHand | None:
        """The line of the briefing that the user is at, on the desk or in its evidence."""
        return self.screen.at_hand if isinstance(self.screen, ReadingScreen) else None

    def entry_at_hand(self) -> str | None:
        """Return the id of the briefing highlighted in a list that has the focus; None for the open one."""
        focused = self.screen.focused
        return focused.entry.id if isinstance(focused, BriefingList) and focused.entry else None

    def follow_up_at_hand(self) -> tuple[str | None, str]:
        """Return the highlighted follow-up: its briefing's id, None for the open one, and its own. Raises Refused."""
        found = self.screen.follow_up_at_hand if isinstance(self.screen, ReadingScreen) else None
        if found is None:
            raise Refused("That is for a follow-up: go to pane 4 and highlight one.")
        return found

    @property
    def words_found(self) -> str:
        """The words that a find marks in the article on the screen; empty where there is none."""
        return self.screen.words_found if isinstance(self.screen, ReadingScreen) else ""

    # Changes, and what comes of them

    def change(
        self, change: Callable[[], str | None], *, keep_place: bool | None = None, changes: Changes = _ANYTHING
    ) -> None:
        """Carry out a change, tell it and show it; the user's place stays where the same briefing is open after it.

        `keep_place` says whether it stays, `changes` what may be changed by it.
        """
        before = self.session.id
        if self.attempt(change):
            stays = self.session.id == before if keep_place is None else keep_place
            self._show(changes, keep_place=stays)

    def changed(self, told: str, changes: Changes = _ANYTHING) -> None:
        """Show a change that the user made, and tell it."""
        self._show(changes, keep_place=True)
        self.tell(told)

    def ask(self, question: "AskScreen", changes: Changes = _ANYTHING) -> None:
        """Ask; what is changed by the answer is shown and told."""

        def answered(told: str | None) -> None:
            if told:
                self.changed(told, changes)

        self.open_dialog(question, answered)

    def open_dialog(self, dialog: Screen[_Result], answered: Callable[[_Result | None], None]) -> None:
        """Open a dialog, without a message of before in its way."""
        self.clear_notifications()
        self.push_screen(dialog, answered)

    def show_list_anew(self) -> None:
        """Show the list of briefings as it is now, wherever it is seen."""
        self.show_others(Changes(), another=False)

    def show_others(self, changes: Changes, *, another: bool) -> None:
        """Show what others have changed, and keep the user's place; `another` briefing may have been opened for it."""
        self._show(changes, keep_place=not another, by_user=False)

    def _show(self, changes: Changes, *, keep_place: bool, by_user: bool = True) -> None:
        try:
            if not keep_place or changes.everything or self.session.id in changes.ids:
                self.desk.show(keep_place=keep_place)
            else:
                self.desk.show_list()
        except ReadoutError as error:
            self.tell(str(error), severity="error")
        for screen in list(self.screen_stack):
            if screen is not self.desk and isinstance(screen, ReadingScreen):
                screen.show_changed(changes, by_user=by_user)
