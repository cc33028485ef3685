"""All keys and signs on one screen, made from the command table."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.export.wording import STANCE_SIGNS
from tui.desk.command_table import groups
from tui.desk.rows import STATE_SIGNS

_KEYS = 12


class HelpScreen(ModalScreen[None]):
    """The keys, group by group, and what the signs mean. Any of Esc, ?, F1 and q closes it."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding("escape,question_mark,f1,q,enter", "dismiss", "Close", show=False),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
        Binding("g", "scroll('home')", show=False),
        Binding("G", "scroll('end')", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the help."""
        with VerticalScroll(id="help"):
            yield Static(help_text(), markup=False)

    def on_mount(self) -> None:
        """Name the box."""
        box = self.query_one("#help")
        box.border_title = "Help"
        box.border_subtitle = "j k scroll, Esc closes"
        box.focus()

    def action_scroll(self, where: str) -> None:
        """Scroll the help "down", "up", "home" or "end"."""
        box = self.query_one("#help", VerticalScroll)
        {"down": box.scroll_down, "up": box.scroll_up, "home": box.scroll_home, "end": box.scroll_end}[where](
            animate=False
        )


def help_text() -> Content:
    """Return the help: every command of the table with its keys, then the signs."""
    lines: list[Content] = []
    for group, commands in groups():
        lines.append(Content.styled(group, "bold $text-accent"))
        lines += [Content.assemble((f"  {c.shown:<{_KEYS}}", "bold"), c.help) for c in commands]
        lines.append(Content(""))
    lines.append(Content.styled("Signs", "bold $text-accent"))
    lines += [Content.assemble((f"  {sign:<{_KEYS}}", "bold"), stance.value) for stance, sign in STANCE_SIGNS.items()]
    lines += [
        Content.assemble((f"  {sign:<{_KEYS}}", "bold"), f"follow-up {state.value}")
        for state, sign in STATE_SIGNS.items()
    ]
    lines.append(
        Content.assemble(
            (f"  {'▌':<{_KEYS}}", "bold"),
            "in the article: what is said; ",
            ("the speaker", "bold underline"),
            " and ",
            ("the cue", "bold italic"),
            " stand out by their dress",
        )
    )
    return Content("\n").join(lines)
