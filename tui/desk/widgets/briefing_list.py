"""The list of briefings in the library, newest first."""

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message

from stores.entry import Entry
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Part, row
from tui.desk.widgets.row_list import RowList


class BriefingList(RowList):
    """All briefings, a row each; the open one is marked. Enter or a click posts `Chosen`."""

    class Chosen(Message):
        """The user chose a briefing."""

        def __init__(self, id: str) -> None:
            """`id` is the entry's."""
            super().__init__()
            self.id = id

    def __init__(self, id: str | None = None) -> None:
        """Start empty."""
        super().__init__(divided=True, id=id, classes="briefings")
        self.entries: list[Entry] = []
        self._open_id: str | None = None

    @property
    def entry(self) -> Entry | None:
        """The highlighted entry."""
        return self.entries[self.highlighted] if self.entries and self.highlighted is not None else None

    def show_entries(self, entries: Sequence[Entry], open_id: str | None) -> None:
        """Show these entries with the open one marked; highlight it if it is another one than before."""
        at, highlighted = self.highlighted or 0, self.entry.id if self.entry else None
        wanted = highlighted if open_id == self._open_id else open_id
        self.entries, self._open_id = list(entries), open_id
        at = next((i for i, entry in enumerate(self.entries) if entry.id == wanted), at)
        rows = [entry_row(entry, is_open=entry.id == open_id) for entry in self.entries]
        empty = "Your library is empty: press a to add an article, w to keep the sample."
        self.show(rows or [row(Content.styled(empty, "$foreground-muted italic"))], at)
        self.border_title = Content(f"Briefings ({len(self.entries)})")

    def action_select(self) -> None:
        """Choose the highlighted briefing."""
        if self.entry:
            self.post_message(self.Chosen(self.entry.id))

    def on_option_list_option_selected(self) -> None:
        """Choose the briefing that was clicked."""
        self.action_select()


def entry_row(entry: Entry, *, is_open: bool) -> Hanging:
    """Return an entry's headline and, below it, its outlet, date and follow-ups."""
    from briefing.export.wording import day

    known = [entry.outlet, day(entry.published) or f"added {day(entry.added)}"]
    counts = [(entry.open, "open"), (entry.suggested, "suggested")]
    notes = [words for words in known if words] + [f"{n} {word}" for n, word in counts if n]
    headline = plain(entry.headline, "bold" if is_open else "")
    return row(headline, "▶ " if is_open else "  ", Part(plain(" · ".join(notes), "$foreground-muted"), Content("  ")))
