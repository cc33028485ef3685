"""A choice of a few things, each by its number, or by moving to it and Enter."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.desk.content import plain
from tui.desk.hanging import row
from tui.desk.widgets.row_list import RowList

_NUMBERED = 9


class ChooseScreen(ModalScreen[int]):
    """The dialog. Gives back which was chosen, from 0; None where none was."""

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,q", "dismiss", "Leave", show=False),
        Binding("j,down", "down", show=False),
        Binding("k,up", "up", show=False),
        Binding("enter", "choose_highlighted", show=False),
        *(Binding(str(number), f"choose({number - 1})", show=False) for number in range(1, _NUMBERED + 1)),
    ]

    def __init__(self, title: str, choices: Sequence[str | Content], *, about: str = "", at: int = 0) -> None:
        """Offer `choices`; `about` says of what, `at` is the one highlighted first."""
        super().__init__()
        self._title, self._about, self._at = title, about, at
        self._choices = [plain(choice) if isinstance(choice, str) else choice for choice in choices]

    def compose(self) -> ComposeResult:
        """Lay out the dialog."""
        with Vertical(classes="dialog"):
            if self._about:
                yield Static(plain(self._about), classes="dialog-about", markup=False)
            yield RowList(classes="choices")
            yield Static("A number or Enter chooses, j k move, Esc leaves.", classes="dialog-status", markup=False)

    def on_mount(self) -> None:
        """Name the box and show the choices."""
        self.query_one(".dialog").border_title = Content(self._title)
        choices = self.query_one(RowList)
        leads = [f"{i}  " if i <= _NUMBERED else "   " for i in range(1, len(self._choices) + 1)]
        rows = [
            row(choice, Content.styled(lead, "bold $text-accent"))
            for choice, lead in zip(self._choices, leads, strict=True)
        ]
        choices.show(len(rows), rows.__getitem__, self._at)
        choices.focus()

    def action_down(self) -> None:
        """Move one choice down."""
        self.query_one(RowList).action_cursor_down()

    def action_up(self) -> None:
        """Move one choice up."""
        self.query_one(RowList).action_cursor_up()

    def action_choose(self, at: int) -> None:
        """Choose by number."""
        if at < len(self._choices):
            self.dismiss(at)

    def action_choose_highlighted(self) -> None:
        """Choose the highlighted one."""
        self.dismiss(self.query_one(RowList).highlighted)

    def on_row_list_clicked(self) -> None:
        """Choose the one that was clicked."""
        self.action_choose_highlighted()
