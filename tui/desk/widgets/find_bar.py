"""The line in which the user types what to find, with the number of matches."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class FindBar(Horizontal):
    """A search line at the bottom of a screen. Searches while the user types; Enter keeps the matches."""

    class Sought(Message):
        """The words changed."""

        def __init__(self, words: str) -> None:
            """`words` is what to find; empty for nothing."""
            super().__init__()
            self.words = words

    class Kept(Message):
        """The user pressed Enter: back to the list, matches kept."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Static("Find ", classes="find-label", markup=False)
        yield Input(compact=True)
        yield Static("", classes="find-count", markup=False)

    @property
    def words(self) -> str:
        """What stands in the line."""
        return self.query_one(Input).value

    def start(self) -> None:
        """Show the line, what was typed last ready to be typed over."""
        self.display = True
        field = self.query_one(Input)
        self.screen.set_focus(field)  # at once: the next key is meant for it
        field.select_all()

    def tell(self, matches: int, unit: str) -> None:
        """Show how many matches there are; `unit` is what is counted, in the singular."""
        text = f"{matches} {unit}{'' if matches == 1 else 's'}" if self.words else "Enter keeps, Esc ends"
        self.query_one(".find-count", Static).update(text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Sought(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Kept())
