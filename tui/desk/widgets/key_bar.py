"""The bottom line: the keys that matter here, each a click away too."""

from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tui.desk.command_table import Command, Place, named, shown_in_bar


class KeyBar(Static):
    """A footer of one line, drawn at once (Textual's own is a widget per key and costs the first paint)."""

    def __init__(self, place: Place) -> None:
        """`place` is where the keys are pressed."""
        super().__init__(_keys(place, 0), classes="key-bar", markup=False)
        self.auto_links = False  # the keys keep their own colours
        self._place = place
        self._pane = 0

    def show_for(self, pane: int) -> None:
        """Show the keys for a pane of the desk (1-4), or for none (0)."""
        if pane != self._pane:
            self._pane = pane
            self.update(_keys(self._place, pane))


def _keys(place: Place, pane: int) -> Content:
    return Content("  ").join([_key(command) for command in [*shown_in_bar(place, pane), named("palette")]])


def _key(command: Command) -> Content:
    key = Content.assemble(
        (command.shown.split()[0], "bold $text-accent"), f" {command.short}" if command.short else ""
    )
    return key.stylize(Style.from_meta({"@click": command.action or f"screen.{command.name}"}))
