"""What the publisher changed between the readings of an article: quotes first, then the paragraphs, word by word."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from briefing.export.wording import one_line
from briefing.model import Article, Briefing, Span
from briefing.versions import SIGNS, Change, ChangeKind, ParagraphChange, changes, summary, told, which
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.content import plain, shortened
from tui.desk.hanging import Hanging, Part, row
from tui.desk.places import HEADLINE, Additions, AtHand, Fact, Place, Row
from tui.desk.rows import statement_place
from tui.desk.screens.evidence import EvidenceScreen
from tui.desk.screens.reading import ReadingScreen
from tui.desk.widgets.key_bar import KeyBar
from tui.desk.widgets.row_list import RowList

_STYLES = {
    ChangeKind.ALTERED: "$text-warning",
    ChangeKind.REMOVED: "$text-error",
    ChangeKind.ADDED: "$text-success",
    ChangeKind.SPEAKER: "$text-warning",
    ChangeKind.CORRECTION: "$text-accent",
    ChangeKind.HEADLINE: "$text-accent",
}
_WAS, _NOW = "$foreground-muted", ""
_BELOW = " " * 15


class _Line(NamedTuple):
    """A line of the screen, and the briefing of the version in which its words stand."""

    row: Row
    briefing: Briefing


class ChangesScreen(ReadingScreen[None]):
    """The versions of an article, the newest first, each beside the one before. Enter shows the words in their text."""

    where = Where.CHANGES
    BINDINGS: ClassVar[list[Binding]] = bindings(where)  # type: ignore[assignment]

    def __init__(self, versions: Sequence[Briefing]) -> None:
        """Show what changed between `versions`, the first one first, two or more."""
        super().__init__()
        self._versions = versions
        self._lines = list(_lines(versions))

    @property
    def article(self) -> Article | None:
        """The article in the version of the highlighted line."""
        return self._line.briefing.article

    @property
    def at_hand(self) -> AtHand | None:
        """The highlighted line."""
        return AtHand(HEADLINE, self._line.row)

    @property
    def _line(self) -> _Line:
        return self._lines[self.query_one(RowList).highlighted or 0]

    def compose(self) -> ComposeResult:
        """Lay out title, lines and keys."""
        yield Static(id="changes-title", classes="screen-title", markup=False)
        yield RowList(divided=True, id="changes", classes="alone")
        yield KeyBar(self.where)

    def on_mount(self) -> None:
        """Show the lines."""
        self.query_one(RowList).show(len(self._lines), lambda at: self._lines[at].row.shown)
        self.query_one(RowList).focus()

    def on_resize(self) -> None:
        """Cut the title for the width there is."""
        name = f" What the publisher changed, {len(self._versions)} versions"
        room = self.size.width - len(name) - 4
        headline = shortened(self._versions[-1].headline.text, room)
        title = Content.assemble((name, "bold $text-accent"), " · ", headline)
        self.query_one("#changes-title", Static).update(title)

    @on(RowList.Clicked)
    def action_evidence(self) -> None:
        """Show the highlighted line's words in the text of their version."""
        self.app.push_screen(EvidenceScreen(self._line.briefing, AtHand(HEADLINE, self._line.row)))

    def action_back(self) -> None:
        """End a find, or else go back to the desk."""
        if not self._end_find():
            self.dismiss(None)


def _lines(versions: Sequence[Briefing]) -> Iterator[_Line]:
    steps = list(enumerate(pairwise(versions), 2))
    for number, (before, after) in reversed(steps):
        found = changes(before, after)
        yield _Line(_step(number, before, after, summary(found)), after)
        for at, change in enumerate(found.quotes):
            which = before if change.kind is ChangeKind.REMOVED else after
            yield _Line(_quote_row(f"{number}-{at}", number, before, after, change), which)
        for at, paragraph in enumerate(found.paragraphs):
            which = after if paragraph.after else before
            yield _Line(_paragraph_row(f"{number}-p{at}", number, paragraph), which)


def _step(number: int, before: Briefing, after: Briefing, words: str) -> Row:
    name = which(number, before, after)
    shown = row(Content.assemble(plain(name, "bold"), (": ", "bold"), plain(words)))
    copied = f"{name}: {words}"
    return Row(f"{number}", shown, (Place((Fact("Version", copied),)),), copied)


def _quote_row(key: str, number: int, before: Briefing, after: Briefing, change: Change) -> Row:
    words, style = told(before, after, change), _STYLES[change.kind]
    lead = Content.styled(f"  {SIGNS[change.kind]} {change.kind.value:<11}", style)
    parts = []
    if words.who:
        parts.append(plain(words.who, "bold"))
    if words.was:
        parts.append(_labelled("was " if words.now else "", words.was, _WAS))
    if words.now:
        parts.append(_labelled("now " if words.was else "", words.now, _NOW))
    first, *rest = parts
    shown = Hanging(Part(first, lead), *(Part(part, Content(_BELOW)) for part in rest))
    return Row(key, shown, (_place(number, before, after, change),), _copied(change, *words))


def _labelled(label: str, words: str, style: str) -> Content:
    return Content.assemble((label, "$foreground-muted italic"), plain(words, style))


def _copied(change: Change, who: str, was: str, now: str) -> str:
    pairs = (("was", was), ("now", now))
    told = "; ".join(f"{label} {words}" for label, words in pairs if words)
    return f"{change.kind.value}{f', {who}' if who else ''}: {told}"


def _place(number: int, before: Briefing, after: Briefing, change: Change) -> Place:
    gone = change.kind is ChangeKind.REMOVED
    fact = Fact("Version", f"{number - 1}, before it was taken out" if gone else str(number))
    statement = change.before if gone else change.after
    if statement is None:
        return Place((fact,), (change.words,) if change.words else ())
    place = statement_place(before if gone else after, statement, Additions())
    return place._replace(facts=(fact, *place.facts))


def _paragraph_row(key: str, number: int, paragraph: ParagraphChange) -> Row:
    span: Span | None = paragraph.after or paragraph.before
    assert span is not None
    fact = Fact("Version", str(number) if paragraph.after else f"{number - 1}, before it was taken out")
    if paragraph.pieces:
        sign, style, word = "~", "$text-warning", "text"
        dress = {"both": "", "before": "strike $text-error", "after": "underline $text-success"}
        body = Content.assemble(*(_piece(piece.text, dress[piece.where]) for piece in paragraph.pieces))
    else:
        sign, style = ("+", "$text-success") if paragraph.after else ("−", "$text-error")
        word, body = "text", plain(one_line(span.exact), "" if paragraph.after else _WAS)
    lead = Content.styled(f"  {sign} {word:<11}", style)
    return Row(key, row(body, lead), (Place((fact,), (span,)),), one_line(span.exact))


def _piece(text: str, style: str) -> Content:
    """Return a piece as content, and a space after it, outside of its dress."""
    return Content.assemble(plain(text.rstrip(), style), " ")
