"""The list of briefings in the library, newest first."""

from collections.abc import Sequence

from textual.content import Content
from textual.message import Message

from stores.entry import Entry
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Part, row
from tui.desk.widgets.row_list import FIRST, RowList


class BriefingList(RowList):
    """All briefings, a row each; the open one is marked. Enter or a click posts `Chosen`."""

    class Chosen(Message):
        """The user chose a briefing."""

        def __init__(self, id: str) -> None:
            """`id` is the entry's."""
            super().__init__()
            self.id = id

    def __init__(self, id: str | None = None, classes: str = "") -> None:
        """Start empty."""
        super().__init__(divided=True, id=id, classes=f"briefings {classes}")
        self.entries: list[Entry] = []
        self._open_id: str | None = None

    @property
    def entry(self) -> Entry | None:
        """The highlighted entry."""
        return self.entries[self.highlighted] if self.entries and self.highlighted is not None else None

    def show_entries(self, entries: Sequence[Entry], open_id: str | None, *, count: int | None = None) -> None:
        """Show these entries with the open one marked; highlight it if it is another one than before.

        Of entries that are shown already only what is different is drawn. `count` is how many there are to come in
        all, where that is more.
        """
        before, was_open, at = self.entries, self._open_id, self.highlighted or 0
        wanted = self.entry.id if self.entry and open_id == was_open else open_id
        self.entries, self._open_id = list(entries), open_id
        self.border_title = Content(f"Briefings ({len(self.entries) if count is None else count:,})")
        at = next((i for i, entry in enumerate(self.entries) if entry.id == wanted), at)
        at = min(at, max(0, len(self.entries) - 1))
        if not self.entries:
            empty = "Your library is empty: press a to add an article, w to keep the sample."
            self.show([("", row(Content.styled(empty, "$foreground-muted italic")))])
        elif len(self.entries) > len(before) + FIRST or not before:
            self.show(((entry.id, self._row(i)) for i, entry in enumerate(self.entries)), at)
        else:
            turned = {was_open, open_id} if was_open != open_id else set()
            self._show_differences(before, turned, at)

    def _show_differences(self, before: list[Entry], turned: set[str | None], at: int) -> None:
        now = self.entries
        if len(now) == len(before):
            others = [i for i, entry in enumerate(now) if entry is not before[i] or entry.id in turned]
            if all(now[i].id == before[i].id for i in others):
                self.change({i: self._row(i) for i in others if now[i] != before[i] or now[i].id in turned})
                if self.highlighted != at:
                    self.highlighted = at
                return
        known = {entry.id: entry for entry in before}
        stays = {entry.id for entry in now if known.get(entry.id) == entry and entry.id not in turned}
        self.rearrange([entry.id for entry in now], self._row, at, stays=stays)

    def _row(self, at: int) -> Hanging:
        return entry_row(self.entries[at], is_open=self.entries[at].id == self._open_id)

    def action_select(self) -> None:
        """Choose the highlighted briefing."""
        if self.entry:
            self.post_message(self.Chosen(self.entry.id))

    def on_option_list_option_selected(self) -> None:
        """Choose the briefing that was clicked."""
        self.action_select()


def entry_row(entry: Entry, *, is_open: bool) -> Hanging:
    """Return an entry's headline and, below it, its outlet, date, follow-ups and tags."""
    from briefing.export.wording import day

    known = [entry.outlet, day(entry.published) or f"added {day(entry.added)}"]
    counts = [(entry.open, "open"), (entry.suggested, "suggested")]
    notes = [words for words in known if words] + [f"{n} {word}" for n, word in counts if n]
    below = plain(" · ".join(notes), "$foreground-muted")
    if entry.tags:
        below = Content.assemble(
            below, (" · tagged ", "$foreground-muted"), plain(", ".join(entry.tags), "$text-accent")
        )
    headline = plain(entry.headline, "bold" if is_open else "")
    return row(headline, "▶ " if is_open else "  ", Part(below, Content("  ")))
