"""The bottom line: the keys that matter here, each a click away too."""

from textual.content import Content
from textual.widgets import Static

from tui.desk.command_table import Place, named, shown_in_bar


class KeyBar(Static):
    """A footer of one line, drawn at once (Textual's own is a widget per key and costs the first paint)."""

    def __init__(self, place: Place) -> None:
        """`place` is where the keys are pressed."""
        super().__init__(classes="key-bar", markup=False)
        self._place = place
        self._pane = 0
        self.show_for(0)

    def show_for(self, pane: int) -> None:
        """Show the keys for a pane of the desk (1-4), or for none (0)."""
        self._pane = pane
        parts = []
        for command in shown_in_bar(self._place, pane):
            # Only this program's own words become markup here, and only to make them clickable.
            action = command.action or f"screen.{command.name}"
            parts.append(
                Content.from_markup(f"[@click={action}][b $footer-key]{command.shown.split()[0]}[/] {command.short}[/]")
            )
        palette = named("palette")
        parts.append(Content.from_markup(f"[@click={palette.action}][b $footer-key]{palette.shown}[/][/]"))
        self.update(Content("  ").join(parts))
