"""The list of briefings in the library, newest first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from stores.entry import Entry
from tui.desk.content import plain
from tui.desk.hanging import Hanging, Outline, Part, row
from tui.desk.widgets.row_list import RowList
from tui.plain import line

if TYPE_CHECKING:  # needed once near-copies were found
    from tui.desk.copies import Under

_EMPTY = "Your library is empty: press a to add an article, w to keep the sample."
_TAGGED = " · tagged "
_UNDER = "└ "  # before one that stands under the one above


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
        self._under: Mapping[str, Under] = {}

    @property
    def entry(self) -> Entry | None:
        """The highlighted entry."""
        return self.entries[self.highlighted] if self.entries and self.highlighted is not None else None

    def show_entries(
        self,
        entries: Sequence[Entry],
        open_id: str | None,
        *,
        count: int | None = None,
        under: "Mapping[str, Under] | None" = None,
    ) -> None:
        """Show these entries with the open one marked; highlight it if it is another one than before.

        Of entries that are shown already only what is different is drawn. `count` is how many there are to come in
        all, where that is more; `under` tells of some how they stand to the one above them.
        """
        before, was_open, at = self.entries, self._open_id, self.highlighted or 0
        stood, self._under = self._under, under or {}
        wanted = self.entry.id if self.entry and open_id == was_open else open_id
        self.entries, self._open_id = list(entries), open_id
        self.border_title = Content(f"Briefings ({len(self.entries) if count is None else count:,})")
        at = next((i for i, entry in enumerate(self.entries) if entry.id == wanted), at)
        if not self.entries:
            empty = row(Content.styled(_EMPTY, "$foreground-muted italic"))
            self.show(1, lambda _: empty)
        elif [entry.id for entry in self.entries] != [entry.id for entry in before]:
            self.show(len(self.entries), self._entry_row, at, words=self._entry_words, stay=bool(before))
        else:
            turned = {was_open, open_id} if was_open != open_id else ()
            others = [i for i, entry in enumerate(self.entries) if entry is not before[i] or entry.id in turned]
            changed = [i for i in others if self.entries[i] != before[i] or self.entries[i].id in turned]
            if stood != self._under:
                changed = list(range(len(self.entries)))
            if changed:
                self.change(changed)
            self.highlighted = at

    def _entry_row(self, at: int) -> Hanging:
        entry = self.entries[at]
        return entry_row(entry, self._under.get(entry.id), is_open=entry.id == self._open_id)

    def _entry_words(self, at: int) -> Outline:
        entry = self.entries[at]
        under = self._under.get(entry.id)
        tags = f"{_TAGGED}{_tags(entry)}" if entry.tags else ""
        stands = f" · {line(under.words)}" if under else ""
        room = " " * len(_UNDER) if under else ""
        return (f"  {_UNDER if under else ''}", line(entry.headline)), (f"  {room}", _notes(entry) + stands + tags)

    def action_select(self) -> None:
        """Choose the highlighted briefing."""
        if self.entry:
            self.post_message(self.Chosen(self.entry.id))

    def on_row_list_clicked(self) -> None:
        """Choose the briefing that was clicked."""
        self.action_select()


def entry_row(entry: Entry, under: "Under | None", *, is_open: bool) -> Hanging:
    """Return an entry's headline and, below it, its outlet, date, follow-ups and tags.

    Of one that stands `under` another, what it adds comes behind the follow-ups.
    """
    below = Content.styled(_notes(entry), "$foreground-muted")
    if under is not None:
        below = Content.assemble(below, (" · ", "$foreground-muted"), (line(under.words), "$text-accent"))
    if entry.tags:
        below = Content.assemble(below, (_TAGGED, "$foreground-muted"), (_tags(entry), "$text-accent"))
    headline = plain(entry.headline, "bold" if is_open else "")
    lead = Content.assemble("▶ " if is_open else "  ", (_UNDER if under else "", "$foreground-muted"))
    return row(headline, lead, Part(below, Content(" " * lead.cell_length)))


def _notes(entry: Entry) -> str:
    from briefing.export.wording import day

    known = [entry.outlet, day(entry.published) or f"added {day(entry.added)}"]
    counts = [(entry.open, "open"), (entry.suggested, "suggested")]
    return line(" · ".join([words for words in known if words] + [f"{n} {word}" for n, word in counts if n]))


def _tags(entry: Entry) -> str:
    return line(", ".join(entry.tags))
