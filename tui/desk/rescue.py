"""What stands in the desk's place when its library is damaged: what is wrong, the doctor, a repair, the backups."""

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from briefing.errors import ReadoutError
from stores.backups import Backup, kept
from stores.doctor import Finding, examine, repair
from stores.errors import system_errors_told
from stores.restoring import restore
from tui.desk.aside import aside
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Part, row
from tui.desk.screens.choosing import ChooseScreen
from tui.desk.theme import READOUT
from tui.desk.widgets.row_list import RowList

_WAYS = (
    ("d", "Ask the doctor: what is wrong, and what a repair would do. Nothing is changed."),
    ("m", "Mend what can be mended. A copy of the whole library is made first."),
    ("r", "Restore a backup. What is there now is kept beside it."),
    ("q", "Leave; nothing is changed."),
)
_OPENS = "Enter opens the library."


_T = TypeVar("_T")


class Rescue(App[str]):
    """The screen instead of the panes. Gives back what was done, once the library may open again; None when not."""

    CSS_PATH = "desk.tcss"
    TITLE = "Readout"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("d", "examine", show=False),
        Binding("m", "mend", show=False),
        Binding("r", "backups", show=False),
        Binding("enter", "choose", show=False),
        Binding("j,down", "move('cursor_down')", show=False),
        Binding("k,up", "move('cursor_up')", show=False),
        Binding("pagedown,ctrl+d", "move('page_down')", show=False),
        Binding("pageup,ctrl+u", "move('page_up')", show=False),
        Binding("g,home", "move('first')", show=False),
        Binding("G,end", "move('last')", show=False),
        Binding("escape", "ways", show=False),
        Binding("q,ctrl+q", "leave", show=False),
    ]

    def __init__(self, directory: Path, fault: str, *, clock: Callable[[], datetime]) -> None:
        """Offer what can be done for the library in `directory`, of which `fault` says what is wrong."""
        super().__init__()
        self._directory, self._fault, self._clock = directory, fault, clock
        self._backups: list[Backup] = []
        self._done: str | None = None
        self._at_work = False
        self.register_theme(READOUT)
        self.set_reactive(App.theme, READOUT.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def compose(self) -> ComposeResult:
        """Lay out what is wrong, and the list of what can be done."""
        yield Static(" Readout · the library cannot be opened", classes="screen-title", markup=False)
        yield Static(plain(self._fault), id="fault", markup=False)
        yield Static(id="rescue-status", markup=False)
        yield RowList(id="rescue", classes="alone")

    def on_mount(self) -> None:
        """Show the ways out."""
        self.query_one(RowList).focus()
        self.action_ways()

    # What is shown

    def action_ways(self) -> None:
        """Show what can be done."""
        if self._may_act():
            self._backups = []
            self._show([row(Content(words), Content.styled(f" {key}  ", "bold $text-accent")) for key, words in _WAYS])
            self._say(f"The library at {self._directory}. A key does what stands behind it:")

    def _show(self, rows: Sequence[Hanging]) -> None:
        self.query_one(RowList).show(len(rows), rows.__getitem__)

    def _say(self, words: str) -> None:
        self.query_one("#rescue-status", Static).update(plain(words))

    def _may_act(self) -> bool:
        return not self._at_work and self._done is None

    # The doctor

    def action_examine(self) -> None:
        """Show the doctor's findings."""
        self._work("The doctor is looking …", self._examine())

    async def _examine(self) -> None:
        findings = await self._aside(partial(examine, self._directory))
        self._show([finding_row(finding) for finding in findings])
        damaged = sum(finding.damage for finding in findings)
        self._say(f"The doctor's findings, {damaged} of them damage. m mends, r restores a backup, Esc goes back:")

    def action_mend(self) -> None:
        """Mend what can be mended, once the user has said so."""
        if self._may_act():
            choices = ("Mend it, after a copy of the whole library has been made", "Leave it as it is")
            self._ask("Mend the library", choices, lambda: self._work("Mending …", self._mend()))

    async def _mend(self) -> None:
        repaired = await self._aside(partial(repair, self._directory, clock=self._clock))
        left = [finding for finding in repaired.left if finding.damage]
        self._show([*(row(plain(done), " ") for done in repaired.done), *(finding_row(finding) for finding in left)])
        copy = f"The library as it was is in {repaired.copy}."
        if left:
            self._say(f"Not all could be mended. {copy} r restores a backup, Esc goes back:")
        else:
            self._finish(f"The library was mended. {copy}")

    # The backups

    def action_backups(self) -> None:
        """Show the backups there are."""
        self._work("Looking for backups …", self._list_backups())

    async def _list_backups(self) -> None:
        self._backups = await self._aside(partial(kept, self._directory))
        self._show([backup_row(backup) for backup in self._backups])
        if self._backups:
            self._say("The backups, newest first. Enter restores the highlighted one, Esc goes back:")
        else:
            self._say("There are no backups here. m mends what can be mended, Esc goes back.")

    def action_choose(self) -> None:
        """Restore the highlighted backup, once the user has said so; or leave when all is done."""
        if self._done is not None:
            self.exit(self._done)
            return
        at = self.query_one(RowList).highlighted
        if self._may_act() and self._backups and at is not None:
            backup = self._backups[at]
            choices = ("Restore it; what is there now is kept", "Leave it as it is")
            self._ask(_described(backup), choices, lambda: self._work("Restoring …", self._restore(backup)))

    async def _restore(self, backup: Backup) -> None:
        before = await self._aside(partial(restore, self._directory, backup.path, clock=self._clock))
        self._backups = []
        self._show([])
        self._finish(f"The backup {backup.path.name} was restored. What was there before is in {before}.")

    def _finish(self, done: str) -> None:
        self._done = done
        self.query_one("#fault", Static).display = False
        self._say(f"{done} {_OPENS}")

    def action_leave(self) -> None:
        """Leave; after a repair the library opens."""
        if not self._at_work:
            self.exit(self._done)

    def action_move(self, how: str) -> None:
        """Move in the list."""
        getattr(self.query_one(RowList), f"action_{how}")()

    def on_row_list_clicked(self) -> None:
        """Choose what was clicked."""
        self.action_choose()

    # Inside

    def _ask(self, title: str, choices: Sequence[str], act: Callable[[], None]) -> None:
        def answered(chosen: int | None) -> None:
            if chosen == 0:
                act()

        self.push_screen(ChooseScreen(title, choices, at=1), answered)

    def _work(self, doing: str, work: Coroutine[Any, Any, None]) -> None:
        if not self._may_act():
            work.close()
            return
        self._at_work = True
        self._say(doing)
        self.run_worker(work, exit_on_error=False)

    async def _aside(self, work: Callable[[], _T]) -> _T:
        with system_errors_told(self._directory):
            return await aside(work)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Let the next key act; tell what went wrong."""
        if event.worker.is_finished:
            self._at_work = False
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self._say(str(error) if isinstance(error, ReadoutError) else f"Readout broke on it ({error!r}); report it.")


def finding_row(finding: Finding) -> Hanging:
    """Return a finding of the doctor: where, what is wrong, what a repair would do."""
    lead = Content.styled("Damage  " if finding.damage else "Remark  ", "bold $text-error" if finding.damage else "")
    words = Content.assemble(plain(finding.where, "bold"), " ", plain(finding.what))
    below = Part(plain(f"Repair: {finding.repair}", "$foreground-muted"), Content(" " * lead.cell_length))
    return row(words, lead, *([below] if finding.repair else []))


def backup_row(backup: Backup) -> Hanging:
    """Return a backup: when it was made, what it is, what it holds."""
    sharing = "shares nothing with the library" if backup.full else "shares the files of briefings with the library"
    below = Part(plain(f"{backup.path.name}; {sharing}", "$foreground-muted"), Content("  "))
    return row(plain(_described(backup), "bold"), "", below)


def _described(backup: Backup) -> str:
    at = datetime.fromisoformat(backup.at).astimezone()
    count = f"{backup.briefings:,} briefing{'' if backup.briefings == 1 else 's'}"
    return f"{at:%Y-%m-%d %H:%M} · {backup.kind} · {count}"
