"""The evidence: the article at the place that proves a line, the words marked, and what is known of them."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from briefing.model import Article, Briefing
from stores.changes import Changes
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.content import plain, shortened
from tui.desk.places import AtHand, Place, Row
from tui.desk.screens.reading import ReadingScreen
from tui.desk.widgets.article_view import ArticleView
from tui.desk.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from tui.desk.acting import Acting

_LABEL = 11


class EvidenceScreen(ReadingScreen[None]):
    """One row's places in the article, one after the other with n and N; Esc goes back."""

    where = Where.EVIDENCE
    BINDINGS: ClassVar[list[Binding]] = bindings(where)  # type: ignore[assignment]

    def __init__(self, briefing: Briefing, line: AtHand) -> None:
        """Show the places of `line` in the article of `briefing`."""
        super().__init__()
        self.briefing = briefing
        self._line = line
        self._at = 0

    @property
    def article(self) -> Article | None:
        """The article that the evidence stands in."""
        return self.briefing.article

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that prove the line."""
        return self._line.row.places or (Place(),)

    @property
    def at_hand(self) -> AtHand | None:
        """The line whose evidence is shown, the place on the screen first."""
        row, at = self._line.row, self._at
        return AtHand(self._line.pane, row._replace(places=(*self.places[at:], *self.places[:at])))

    @property
    def follow_up_at_hand(self) -> tuple[str | None, str] | None:
        """The follow-up whose evidence is shown."""
        return (None, self._line.row.follow_up) if self._line.row.follow_up else None

    def renew(self, briefing: Briefing, row: Row) -> None:
        """Show the line as it is now, in the briefing as it is now; where the reader is in the text stays."""
        self.briefing, self._line = briefing, AtHand(self._line.pane, row)
        self._at = min(self._at, len(self.places) - 1)
        self.show(stay=True)

    def show_changed(self, changes: Changes, *, by_user: bool) -> None:
        """Show the line as it is now. One that the user has taken out is left; one that others have stays as it was."""
        session = cast("Acting", self.app).session
        if session.id != self.briefing.id:
            return
        now = cast("Acting", self.app).desk.row_of(self._line)
        if now is not None:
            self.renew(session.briefing, now)
        elif by_user:
            self.dismiss()

    def compose(self) -> ComposeResult:
        """Lay out title, facts, article and keys."""
        yield Static(id="evidence-title", classes="screen-title", markup=False)
        yield Static(id="facts", markup=False)
        yield ArticleView(id="evidence-article")
        yield KeyBar(self.where)

    def on_mount(self) -> None:
        """Show the first place."""
        self.query_one(ArticleView).focus()
        self.show()

    def on_resize(self) -> None:
        """Cut the title anew."""
        self._show_title()

    def show(self, *, stay: bool = False) -> None:
        """Show the place whose turn it is; with `stay` the text is not scrolled where it shows that place already."""
        place, read = self.places[self._at], self._line.row.read
        self._show_title()
        self.query_one("#facts", Static).update(facts(place, of_article=read is None))
        view, article = self.query_one(ArticleView), self.briefing.article
        if read is None:
            view.show_article(article.text, article.excluded)
        else:
            view.show_article(read, ())
        view.show_place(place, stay=stay)

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


def facts(place: Place, *, of_article: bool) -> Content:
    """Return what is known of a place, a line each, speaker and cue in the dress they wear in the article.

    Of a place `of_article` it is said when no words are marked.
    """
    dress = {"speaker": "bold underline", "cue": "italic bold"}
    lines = [
        Content.assemble(
            (f"{fact.name:>{_LABEL}}  ", "$foreground-muted"), plain(fact.words, dress.get(fact.marked, ""))
        )
        for fact in place.facts
    ]
    if of_article and not place.content:
        lines.append(Content(" " * (_LABEL + 2) + "No words of the article are marked for this line."))
    return Content("\n").join(lines)
