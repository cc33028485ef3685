"""What is typed or pasted into a line, drawn with visible signs; the value stays as it came."""

from rich.highlighter import Highlighter
from rich.text import Text

from tui.plain import visible


class VisibleSigns(Highlighter):
    """A highlighter for Textual's `Input`, which draws its value as it is, escape codes and all."""

    def highlight(self, text: Text) -> None:
        """Put a visible sign in the place of each character of `text` that could act on a terminal."""
        text.plain = visible(text.plain)
