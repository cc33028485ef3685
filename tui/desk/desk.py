"""The desk's application: goes from screen to screen, and carries out what the user commands."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import App, SystemCommand
from textual.command import Provider
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, WorkerState

from briefing.errors import ReadoutError
from stores.changes import Changes
from stores.library import Library
from tui.configuration import Configuration
from tui.desk.acting import Acting
from tui.desk.aside import aside
from tui.desk.places import FOLLOW_UPS
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Refused
from tui.desk.theme import READOUT
from tui.desk.watching import Watch
from tui.desk.widgets.briefing_list import BriefingList
from tui.desk.widgets.typed import VisibleSigns
from tui.plain import visible

if TYPE_CHECKING:
    from briefing.model import Article, FollowUp
    from stores.entry import Hit
    from tui.desk.inbox_work import Work
    from tui.desk.screens.inbox import InboxScreen


def _palette() -> type[Provider]:
    from tui.desk.palette import DeskCommands

    return DeskCommands


_LONG = 15  # seconds that a message is shown which nobody has asked for
_BACKUP_AFTER = 5  # seconds after the start, when the desk is surely up


class Desk(Acting):
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
        told: str | None = None,
    ) -> None:
        """Open the desk on `library`. With `offline` no connection is ever made. `clock` gives the time with zone.

        `told` is what the user is told first.
        """
        super().__init__(library, clock=clock)
        self._told_first = told
        self.settings = settings or Configuration()
        self.own_keys: dict[str, str] = {}
        """The keys that the user gave to commands, by their names."""
        self.offline = offline
        self._watch = Watch(self)
        self._agenda_at: tuple[str, str] | None = None
        self._agenda_suggestions = False
        self._search_words = ""
        self._inbox_work: Work | None = None
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
                visible(" ".join(warnings)), title="Configuration", severity="warning", markup=False, timeout=_LONG
            )

    def on_unmount(self) -> None:
        """Let go of what the session has opened."""
        self.session.close()
        if self._inbox_work is not None:
            self._inbox_work.inbox.close()

    @on(DeskScreen.Filled)
    def _filled(self) -> None:
        gc.enable()
        self._watch.begin()
        for words in (self._told_first, self.session.library.remark):
            if words:
                self.notify(visible(words), severity="warning", markup=False, timeout=_LONG)
        self.set_timer(_BACKUP_AFTER, self._back_up)

    @work(group="backup", exit_on_error=False)
    async def _back_up(self) -> None:
        try:
            await aside(self.session.library.backup_if_due)
        except ReadoutError as error:
            self.tell(f"There is no backup of today: {error}", severity="warning")

    @on(Worker.StateChanged)
    def _broken(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            fault = event.worker.error
            self.tell(f"Readout broke on this ({type(fault).__name__}: {fault}); report it.", severity="error")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let each line that is typed in, the palette's too, show visible signs for what is pasted into it."""
        if isinstance(event.widget, Input):
            event.widget.highlighter = VisibleSigns()

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen, laid out for the terminal's size from the first frame on."""
        return DeskScreen(self.session, self.size)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette offers beside the command table."""
        yield SystemCommand("Change the colours", "Choose another theme for the desk", self.action_change_theme)

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

    def action_agenda(self) -> None:
        """Show the open follow-ups of all briefings."""
        from tui.desk.screens.agenda import AgendaScreen

        screen = AgendaScreen(self.session, at=self._agenda_at, suggestions=self._agenda_suggestions)

        def left(chosen: tuple[str, str] | None) -> None:
            self._agenda_at, self._agenda_suggestions = chosen or screen.last_at, screen.suggestions
            if chosen:
                self.open_briefing(chosen[0])
            if chosen and self.session.id == chosen[0]:
                self.desk.go_to(FOLLOW_UPS, chosen[1])

        self.push_screen(screen, left)

    def action_search(self) -> None:
        """Search the library; from the hits, go back to the line."""
        from tui.desk.screens.searching import SearchScreen

        if isinstance(self.screen, SearchScreen):
            self.screen.focus_line()
            return
        screen = SearchScreen(self.session, self._search_words)

        def left(_: None) -> None:
            self._search_words = screen.words

        self.push_screen(screen, left)

    def action_inbox(self) -> None:
        """Show what the feeds bring."""
        from tui.desk.screens.inbox import InboxScreen

        if self._inbox_work is None:
            from tui.desk.inbox import Inbox
            from tui.desk.inbox_work import Work

            self._inbox_work = Work(self, Inbox(self.session, self.clock))
        self.push_screen(InboxScreen(self._inbox_work))

    def show_soon(self, changes: Changes) -> None:
        """Show in a moment what was changed beside the keys, and by nobody's key."""
        self._watch.note(changes)

    def action_changes(self) -> None:
        """Show what the publisher changed in the article."""
        from tui.desk.screens.changes import ChangesScreen

        def shown() -> None:
            self.push_screen(ChangesScreen(self.session.versions()))

        self.attempt(shown)

    def open_hit(self, hit: "Hit", words: "Sequence[bytes]") -> None:
        """Open a hit's briefing on the desk, and over the hits its evidence at what was found."""
        from tui.desk.hits import line_of
        from tui.desk.screens.evidence import EvidenceScreen

        self.change(lambda: self.session.open(hit.entry.id), changes=Changes(frozenset({hit.entry.id})))
        if self.session.id == hit.entry.id:
            line = line_of(self.session.briefing, self.session.additions, hit.excerpt, words)
            self.desk.go_to(line.pane, line.row.key)
            self.push_screen(EvidenceScreen(self.session.briefing, line))

    @on(BriefingList.Chosen)
    def _chosen_beside(self, event: BriefingList.Chosen) -> None:
        self.open_briefing(event.id)

    def open_briefing(self, id: str) -> None:
        """Open a briefing on the desk, and leave what lies over it."""
        self.change(lambda: self.session.open(id))
        self.call_later(self._leave_for_the_desk)

    def _leave_for_the_desk(self) -> None:
        while self.screen is not self.desk:
            self.pop_screen()

    def action_next_briefing(self) -> None:
        """Open the next briefing of the list."""
        self.change(lambda: self.session.step(1))

    def action_previous_briefing(self) -> None:
        """Open the briefing before."""
        self.change(lambda: self.session.step(-1))

    # Changing the library

    async def action_add(self) -> None:
        """Ask for an article, brief it and keep it."""
        from tui.desk.screens.add import AddScreen

        try:
            self.session.refuse_if_damaged()
        except Refused as refusal:
            self.tell(str(refusal), severity="warning")
            return
        await self.push_screen(AddScreen(self.session, offline=self.offline, clock=self.clock), self._after_add)

    def _after_add(self, told: str | None) -> None:
        if told is not None:
            self.desk.show()
            self.tell(told)
            self.call_later(self._leave_for_the_desk)

    def action_keep(self) -> None:
        """Write the sample to the library."""
        self.change(self._kept_sample, keep_place=True)

    def _kept_sample(self) -> str:
        self.session.keep_sample()
        return "The sample is now in your library."

    def action_remove(self) -> None:
        """Take a briefing out of the library: the one highlighted in the list, else the open one."""
        self.change(lambda: f"Removed; press u to bring it back: {self.session.remove(self.entry_at_hand())}")

    def action_take_apart(self) -> None:
        """Let a near-copy stand for itself, or all that stand under it."""
        if (screen := self._inbox_screen) is not None:
            screen.action_take_apart()
            return

        def apart() -> str:
            id = self.session.changeable(self.entry_at_hand())
            return self.session.take_apart(self._watch.arranging.to_part(id))

        self.change(apart, keep_place=True)

    def action_undo(self) -> None:
        """Take back the last change; in the inbox, what was done there."""
        if (screen := self._inbox_screen) is not None:
            screen.action_undo_here()
            return
        inbox = self._inbox_work.inbox if self._inbox_work is not None else None
        had_kept = inbox is not None and inbox.has_kept_last
        self.change(self.session.undo)
        if inbox is not None and had_kept:
            inbox.follow_the_library()

    @property
    def _inbox_screen(self) -> "InboxScreen | None":
        """The inbox, where that is the screen on top."""
        shown = self._inbox_work.screen if self._inbox_work is not None else None
        return shown if shown is self.screen else None

    def action_advance(self) -> None:
        """Take the highlighted follow-up one state further."""
        self._change_follow_up(self.session.advance)

    def action_drop(self) -> None:
        """Drop the highlighted follow-up, or pick a dropped one up again."""
        self._change_follow_up(self.session.drop)

    def _change_follow_up(self, change: "Callable[[str, str | None], FollowUp]") -> None:
        try:
            id, follow_up_id = self.follow_up_at_hand()
            changes = Changes(frozenset({self.session.changeable(id)}))
        except Refused as refusal:
            self.tell(str(refusal), severity="warning")
            return

        def changed() -> None:
            change(follow_up_id, id)

        self.change(changed, changes=changes)

    def action_own_follow_up(self) -> None:
        """Ask for a follow-up of the user's own."""
        from tui.desk import asking

        self.attempt(lambda: asking.follow_up(self))

    def action_due(self) -> None:
        """Ask by when the highlighted follow-up is due."""
        from tui.desk import asking

        self.attempt(lambda: asking.due(self))

    def action_tags(self) -> None:
        """Ask for the briefing's tags."""
        from tui.desk import asking

        self.attempt(lambda: asking.tags(self))

    def action_note(self) -> None:
        """Let the user write the briefing's note in their editor."""
        from tui.desk import asking

        self.change(lambda: asking.note(self))

    def action_correct(self) -> None:
        """Ask what is wrong with the highlighted line."""
        from tui.desk import correcting

        self.attempt(lambda: correcting.line(self))

    # Taking things out of the desk

    def action_copy(self) -> None:
        """Copy the highlighted line: for a quote, the whole of it with speaker, outlet, date and URL."""
        copied = self.screen.copied if isinstance(self.screen, ReadingScreen) else ""
        if not copied:
            self.tell("There is nothing to copy in this line.", severity="warning")
        else:
            from tui.desk import taking_out

            self.attempt(lambda: taking_out.copy(self, copied))

    def action_copy_pane(self) -> None:
        """Copy the active pane as Markdown."""
        from tui.desk import taking_out

        self.attempt(lambda: taking_out.copy(self, self.desk.pane_as_markdown()))

    def _article_at_hand(self) -> "Article":
        shown = self.screen.article if isinstance(self.screen, ReadingScreen) else None
        return shown or self.session.briefing.article

    def action_browser(self) -> None:
        """Open the article's page in the browser."""
        from tui.desk import taking_out

        if (screen := self._inbox_screen) is not None:
            self.attempt(lambda: taking_out.open_address(screen.link, away=self.suspend))
            return
        self.attempt(lambda: taking_out.open_in_browser(self._article_at_hand(), away=self.suspend))

    def action_pager(self) -> None:
        """Show the article's text in $PAGER."""
        from tui.desk import taking_out

        self.attempt(lambda: taking_out.open_in_pager(self._article_at_hand(), away=self.suspend))
