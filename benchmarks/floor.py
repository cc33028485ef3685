"""The floor of the desk's figures: a Textual app with one Static, which a key changes."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Floor(App[None]):
    """One Static, a key to change it, a key to leave."""

    BINDINGS = [("j", "change", "Change"), ("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Lay out the Static."""
        yield Static("The floor of the figures", id="only")

    def action_change(self) -> None:
        """Change the Static."""
        only = self.query_one("#only", Static)
        only.update("The floor, changed" if "figures" in str(only.content) else "The floor of the figures")


if __name__ == "__main__":
    Floor().run()
