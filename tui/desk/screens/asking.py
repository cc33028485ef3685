"""A question of one line or two: what is typed, what it is understood as, and what is wrong with it, in one dialog."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from briefing.errors import ReadoutError
from tui.desk.content import plain
from tui.desk.widgets.typed import VisibleSigns
from tui.plain import visible

Typed = Sequence[str]
"""What stands in the lines, from the first to the last."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to type in. `offered` complete what is typed: the whole line, or with `listed` the last of several.

    With `replaced` what stands in it goes with the first letter typed; else there is more to come behind it.
    """

    value: str = ""
    label: str = ""
    placeholder: str = ""
    offered: tuple[str, ...] = ()
    listed: bool = False
    replaced: bool = False


class _Offer(Suggester):
    """Completes what is typed with the first of the values offered that begins so, in any case."""

    def __init__(self, line: Line) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        # What would be drawn as signs is typed, if at all, by hand.
        self._offered = [offered for offered in line.offered if visible(offered) == offered]
        self._listed = line.listed

    async def get_suggestion(self, value: str) -> str | None:
        """Return `value` completed, None where nothing offered begins so."""
        before, _, last = value.rpartition(",") if self._listed else ("", "", value)
        typed = last.lstrip()
        begun = typed.casefold()
        taken = {piece.strip().casefold() for piece in before.split(",")}
        for offered in self._offered:
            if begun and offered.casefold().startswith(begun) and offered.casefold() not in taken | {begun}:
                return value[: len(value) - len(typed)] + offered
        return None


class AskScreen(ModalScreen[str]):
    """The dialog. Gives back what to tell the user of the change, None where there was none."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape", "dismiss", "Leave", show=False),
        Binding("tab,down", "next_line", "Complete, or go to the next line", show=False, priority=True),
        Binding("shift+tab,up", "app.focus_previous", "Back one line", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        *lines: Line,
        about: str = "",
        hint: str,
        change: Callable[[Typed], str | None],
        meaning: Callable[[Typed], str] | None = None,
    ) -> None:
        """Ask for `lines`; `about` says of what, `hint` what may be typed.

        `change` carries out what was typed and returns what to tell of it; `meaning` says, while it is typed, what it
        is understood as. The message of a ReadoutError that either raises is shown.
        """
        super().__init__()
        self._title, self._lines, self._about, self._hint = title, lines, about, hint
        self._change, self._meaning = change, meaning

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical(classes="dialog"):
            if self._about:
                yield Static(plain(self._about), classes="dialog-about", markup=False)
            for line in self._lines:
                with Horizontal(classes="dialog-line"):
                    if line.label:
                        yield Static(plain(line.label), classes="dialog-label", markup=False)
                    yield Input(
                        line.value,
                        placeholder=line.placeholder,
                        suggester=_Offer(line) if line.offered else None,
                        select_on_focus=line.replaced,
                        highlighter=VisibleSigns(),  # at once: the app's comes with the focus
                        compact=True,
                    )
            if self._meaning:
                yield Static(classes="dialog-meaning", markup=False)
            yield Static(self._hint, classes="dialog-status", markup=False)

    def on_mount(self) -> None:
        """Name the box, and take what is typed from now on."""
        self.query_one(".dialog").border_title = Content(self._title)
        self.set_focus(self.query(Input).first())
        self._show_meaning()

    @property
    def _typed(self) -> list[str]:
        return [field.value.strip() for field in self.query(Input)]

    @on(Input.Changed)
    def _show_meaning(self) -> None:
        if self._meaning:
            try:
                meaning = plain(self._meaning(self._typed), "$text-accent")
            except ReadoutError as error:
                meaning = plain(str(error), "$foreground-muted")
            self.query_one(".dialog-meaning", Static).update(meaning)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        try:
            told = self._change(self._typed)
        except ReadoutError as error:
            fault = Content.assemble(("! ", "bold $text-error"), plain(str(error)))
            self.query_one(".dialog-status", Static).update(fault)
        else:
            self.dismiss(told)

    def action_next_line(self) -> None:
        """Complete what is typed, where something is offered, or else go to the next line."""
        field = self.focused
        if isinstance(field, Input):
            before = field.value
            if field.cursor_at_end:
                field.action_cursor_right()
            if field.value == before:
                self.focus_next()
