"""The evidence: the article at the place that proves a line, the words marked, and what is known of them."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from briefing.model import Briefing
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.content import plain, shortened
from tui.desk.places import Place, Row
from tui.desk.screens.reading import ReadingScreen
from tui.desk.widgets.article_view import ArticleView
from tui.desk.widgets.key_bar import KeyBar

_LABEL = 11


class EvidenceScreen(ReadingScreen[None]):
    """One row's places in the article, one after the other with n and N; Esc goes back."""

    BINDINGS: ClassVar[list[Binding]] = bindings(Where.EVIDENCE)  # type: ignore[assignment]

    def __init__(self, briefing: Briefing, row: Row) -> None:
        """Show the places of `row` in the article of `briefing`."""
        super().__init__()
        self.briefing = briefing
        self._row = row
        self.places = row.places or (Place(),)
        self._at = 0

    @property
    def row(self) -> Row | None:
        """The row whose evidence is shown."""
        return self._row

    def compose(self) -> ComposeResult:
        """Lay out title, facts, article and keys."""
        yield Static(id="evidence-title", markup=False)
        yield Static(id="facts", markup=False)
        yield ArticleView(id="evidence-article")
        yield KeyBar(Where.EVIDENCE)

    def on_mount(self) -> None:
        """Show the first place."""
        article = self.briefing.article
        view = self.query_one(ArticleView)
        view.show_article(article.text, article.excluded)
        view.focus()
        self.show()

    def on_resize(self) -> None:
        """Cut the title anew."""
        self._show_title()

    def show(self) -> None:
        """Show the place whose turn it is."""
        place = self.places[self._at]
        self._show_title()
        self.query_one("#facts", Static).update(facts(place))
        self.query_one(ArticleView).show_place(place)

    def _show_title(self) -> None:
        count = len(self.places)
        which = f" Evidence {self._at + 1} of {count} (n next)" if count > 1 else " Evidence"
        room = self.size.width - len(which) - 4
        title = Content.assemble((which, "bold $text-accent"), " · ", shortened(self.briefing.headline.text, room))
        self.query_one("#evidence-title", Static).update(title)

    def action_next_match(self) -> None:
        """Go to the next match of a find, or else to the next place."""
        self._step(1)

    def action_previous_match(self) -> None:
        """Go to the match before, or else to the place before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._searched:
            self._go_to_match(by)
        elif len(self.places) > 1:
            self._at = (self._at + by) % len(self.places)
            self.show()
        else:
            self.notify("This is the only place that proves the line.", markup=False)

    def action_back(self) -> None:
        """End a find, or else go back to the desk."""
        if not self._end_find():
            self.dismiss()


def facts(place: Place) -> Content:
    """Return what is known of a place, a line each, speaker and cue in the dress they wear in the article."""
    dress = {"speaker": "bold underline", "cue": "italic bold"}
    lines = [
        Content.assemble(
            (f"{fact.name:>{_LABEL}}  ", "$foreground-muted"), plain(fact.words, dress.get(fact.marked, ""))
        )
        for fact in place.facts
    ]
    if not place.content:
        lines.append(Content(" " * (_LABEL + 2) + "No words of the article are marked for this line."))
    return Content("\n").join(lines)
