"""The desk's application: opens the library, holds the session, carries out what changes it."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.command import Provider
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Input

from briefing.errors import ReadoutError
from stores.changes import Changes
from stores.library import Library
from tui import configuration
from tui.configuration import Configuration
from tui.desk.places import FOLLOW_UPS
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Session
from tui.desk.theme import READOUT
from tui.desk.watching import Watch
from tui.desk.widgets.briefing_list import BriefingList
from tui.desk.widgets.typed import VisibleSigns
from tui.plain import visible

_TOAST_SECONDS = 4


def run(library: Path, *, offline: bool) -> int:
    """Open the desk on the library in the directory `library` and return the exit code.

    Raises stores.errors.LibraryError when the library cannot be opened.
    """
    settings = configuration.read(configuration.configuration_file())
    with Library.open(library, by="desk") as opened:
        return Desk(opened, offline=offline, settings=settings).run() or 0


def _palette() -> type[Provider]:
    from tui.desk.palette import DeskCommands

    return DeskCommands


class Desk(App[int]):
    """The application. The main screen shows; this acts."""

    TITLE = "Readout"
    CSS_PATH = "desk.tcss"
    COMMANDS: ClassVar[set[Callable[[], type[Provider]]]] = App.COMMANDS | {_palette}  # type: ignore[assignment]

    def __init__(
        self,
        library: Library,
        *,
        offline: bool = False,
        clock: Callable[[], datetime] | None = None,
        settings: Configuration | None = None,
    ) -> None:
        """Open the desk on `library`. With `offline` no connection is ever made. `clock` gives the time with zone."""
        super().__init__()
        self.settings = settings or Configuration()
        self.own_keys: dict[str, str] = {}
        """The keys that the user gave to commands, by their names."""
        self.session = Session(library)
        self._watch = Watch(self)
        self.offline = offline
        self.clock = clock or (lambda: datetime.now(UTC))
        self.register_theme(READOUT)
        # Setting `theme` would parse every style sheet a second time, in the way of the first paint.
        self.set_reactive(App.theme, READOUT.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Leave the terminal as it was when told to end; put the user's own keys and colours in place."""
        if not self.is_headless and sys.platform != "win32":
            for number in (signal.SIGTERM, signal.SIGHUP):
                asyncio.get_running_loop().add_signal_handler(number, self.exit, 128 + number)
        settings, warnings = self.settings, list(self.settings.warnings)
        if settings.keys:
            from tui.desk import keymap

            self.own_keys, refused = keymap.checked(settings.keys)
            warnings += refused
            self.set_keymap(self.own_keys)
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        elif settings.theme is not None:
            warnings.append(f"theme: there is no theme {settings.theme!r}; the palette lists them.")
        if warnings:
            self.notify(
                visible(" ".join(warnings)), title="Configuration", severity="warning", markup=False, timeout=15
            )

    @on(DeskScreen.Filled)
    def _filled(self) -> None:
        self._watch.begin()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let each line that is typed in, the palette's too, show visible signs for what is pasted into it."""
        if isinstance(event.widget, Input):
            event.widget.highlighter = VisibleSigns()

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return DeskScreen(self.session)

    @property
    def desk(self) -> DeskScreen:
        """The main screen, also while another lies over it."""
        return next(screen for screen in self.screen_stack if isinstance(screen, DeskScreen))

    def tell(self, words: str, *, severity: SeverityLevel = "information") -> None:
        """Show a short message in place of the one before; `words` may hold text from outside."""
        self.clear_notifications()
        self.notify(visible(words), severity=severity, markup=False, timeout=_TOAST_SECONDS)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette offers beside the command table."""
        yield SystemCommand("Change the colours", "Choose another theme for the desk", self.action_change_theme)

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

    # Going to other screens and briefings

    def action_help(self) -> None:
        """Show all keys."""
        from tui.desk.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen())

    def action_briefings(self) -> None:
        """Go to the list of briefings, beside the panes or on a screen of its own."""
        from tui.desk.screens.briefings import BriefingsScreen

        if not self.desk.focus_rail():
            self.push_screen(BriefingsScreen(self.session), self._after_choice)

    def _after_choice(self, id: str | None) -> None:
        if id is not None:
            self.open_briefing(id)

    @on(BriefingList.Chosen)
    def _chosen_beside(self, event: BriefingList.Chosen) -> None:
        self.open_briefing(event.id)

    def open_briefing(self, id: str) -> None:
        """Open a briefing on the desk, and leave what lies over it."""
        self._change(lambda: self.session.open(id))
        self.call_later(self._leave_for_the_desk)

    def _leave_for_the_desk(self) -> None:
        while self.screen is not self.desk:
            self.pop_screen()

    def action_next_briefing(self) -> None:
        """Open the next briefing of the list."""
        self._change(lambda: self.session.step(1))

    def action_previous_briefing(self) -> None:
        """Open the briefing before."""
        self._change(lambda: self.session.step(-1))

    # Changing the library

    async def action_add(self) -> None:
        """Ask for an article, brief it and keep it."""
        from tui.desk.screens.add import AddScreen

        await self.push_screen(AddScreen(self.session, offline=self.offline, clock=self.clock), self._after_add)

    def _after_add(self, told: str | None) -> None:
        if told is not None:
            self.desk.show()
            self.tell(told)
            self.call_later(self._leave_for_the_desk)

    def action_keep(self) -> None:
        """Write the sample to the library."""
        self._change(self._kept_sample, keep_place=True)

    def _kept_sample(self) -> str:
        self.session.keep_sample()
        return "The sample is now in your library."

    def action_remove(self) -> None:
        """Take a briefing out of the library: the one highlighted in the list, else the open one."""
        self._change(lambda: f"Removed; press u to bring it back: {self.session.remove(self._highlighted_entry())}")

    def action_undo(self) -> None:
        """Take back the last change."""
        self._change(self.session.undo, keep_place=True)

    def action_advance(self) -> None:
        """Take the highlighted follow-up one state further."""
        self._change_follow_up(self.session.advance)

    def action_drop(self) -> None:
        """Drop the highlighted follow-up, or pick a dropped one up again."""
        self._change_follow_up(self.session.drop)

    def _change_follow_up(self, change: Callable[[str], object]) -> None:
        row = self.desk.pane(FOLLOW_UPS).row
        if self.desk.focused is not self.desk.pane(FOLLOW_UPS) or row is None or row.follow_up is None:
            self.tell("That is for a follow-up: go to pane 4 and highlight one.", severity="warning")
            return
        id = row.follow_up

        def changed() -> None:
            change(id)

        self._change(changed, keep_place=True)

    def _change(self, change: Callable[[], str | None], *, keep_place: bool = False) -> None:
        if not self.attempt(change):
            return
        self.desk.show(keep_place=keep_place)
        if self.screen is not self.desk and isinstance(self.screen, ReadingScreen):
            self.screen.show()

    def show_changed(self, changes: Changes, *, another: bool) -> None:
        """Show what others have changed, and keep the user's place; `another` briefing may have been opened for it."""
        session = self.session
        try:
            if another or changes.everything or session.id in changes.ids:
                self.desk.show(keep_place=not another)
            else:
                self.desk.show_list()
        except ReadoutError as error:
            self.tell(str(error), severity="error")
        for screen in self.screen_stack:
            if screen is not self.desk and isinstance(screen, ReadingScreen):
                screen.show_changed(changes)

    def _highlighted_entry(self) -> str | None:
        focused = self.screen.focused
        return focused.entry.id if isinstance(focused, BriefingList) and focused.entry else None

    # Taking things out of the desk

    def action_copy(self) -> None:
        """Copy the highlighted line: for a quote, the whole of it with speaker, outlet, date and URL."""
        row = self.screen.row if isinstance(self.screen, ReadingScreen) else None
        if row is None or not row.copied:
            self.tell("There is nothing to copy in this line.", severity="warning")
        else:
            from tui.desk import taking_out

            copied = row.copied
            self.attempt(lambda: taking_out.copy(self, copied))

    def action_copy_pane(self) -> None:
        """Copy the active pane as Markdown."""
        from tui.desk import taking_out

        self.attempt(lambda: taking_out.copy(self, self.desk.pane_as_markdown()))

    def action_browser(self) -> None:
        """Open the article's page in the browser."""
        from tui.desk import taking_out

        self.attempt(lambda: taking_out.open_in_browser(self.session.briefing.article, away=self.suspend))

    def action_pager(self) -> None:
        """Show the article's text in $PAGER."""
        from tui.desk import taking_out

        self.attempt(lambda: taking_out.open_in_pager(self.session.briefing.article, away=self.suspend))
