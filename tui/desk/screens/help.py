"""All keys and signs on one screen, made from the command table."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from briefing.export.wording import STANCE_SIGNS
from tui.desk.command_table import groups, keys_shown
from tui.desk.hanging import Hanging, Part
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
            yield Static(help_text(getattr(self.app, "own_keys", {})), markup=False)

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


def help_text(own: Mapping[str, str]) -> Hanging:
    """Return the help: every command of the table with its keys (`own` are the user's), then the signs."""
    parts: list[Part] = []
    for group, commands in groups():
        parts.append(Part(Content.styled(group, "bold $text-accent")))
        parts += [_line(keys_shown(command, own), Content(command.help)) for command in commands]
        parts.append(Part(Content("")))
    parts.append(Part(Content.styled("Signs", "bold $text-accent")))
    parts += [_line(sign, Content(stance.value)) for stance, sign in STANCE_SIGNS.items()]
    parts += [_line(sign, Content(f"follow-up {state.value}")) for state, sign in STATE_SIGNS.items()]
    speaker, cue = Content.styled("the speaker", "bold underline"), Content.styled("the cue", "bold italic")
    parts.append(_line("▌", Content.assemble("in the article: what is said, with ", speaker, " and ", cue)))
    return Hanging(*parts)


def _line(keys: str, words: Content) -> Part:
    return Part(words, Content.styled(f"  {keys:<{_KEYS}}", "bold"))
