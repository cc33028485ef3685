"""The bottom line: the keys that matter here, each a click away too."""

from collections.abc import Mapping

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui.desk.command_table import Command, Place, keys_shown, named, shown_in_bar


class KeyBar(Static):
    """A footer of one line, drawn at once (Textual's own is a widget per key and costs the first paint)."""

    def __init__(self, place: Place) -> None:
        """`place` is where the keys are pressed."""
        super().__init__(classes="key-bar", markup=False)
        self.auto_links = False  # the keys keep their own colours
        self._place = place
        self._pane: int | None = None

    def on_mount(self) -> None:
        """Show the keys of no pane."""
        self.show_for(0)

    def show_for(self, pane: int) -> None:
        """Show the keys for a pane of the desk (1-4), or for none (0)."""
        if pane != self._pane:
            self._pane = pane
            commands = [*shown_in_bar(self._place, pane), named("palette")]
            own: Mapping[str, str] = getattr(self.app, "own_keys", {})
            self.update(Content("  ").join([_key(command, own) for command in commands]))


def _key(command: Command, own: Mapping[str, str]) -> Content:
    key = keys_shown(command, own).split()[0]
    words = Content.assemble((key, "bold $text-accent"), f" {command.short}" if command.short else "")
    return words.stylize(Style.from_meta({"@click": command.action or f"screen.{command.name}"}))
