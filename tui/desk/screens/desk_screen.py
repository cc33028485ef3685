"""The main screen: four panes, at 200 columns the list of briefings and the article beside them."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import OptionList

from briefing.export import as_markdown
from briefing.export.wording import sourcing
from briefing.model import Briefing, FollowUpState
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.rows import Place, Row, follow_up_rows, headline_rows, position_rows, quote_rows
from tui.desk.screens.evidence import EvidenceScreen
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Session
from tui.desk.widgets.article_view import ArticleView
from tui.desk.widgets.bars import TabStrip, TitleBar
from tui.desk.widgets.briefing_list import BriefingList
from tui.desk.widgets.key_bar import KeyBar
from tui.desk.widgets.pane import Pane

HEADLINE, QUOTES, POSITIONS, FOLLOW_UPS = 1, 2, 3, 4


class DeskScreen(ReadingScreen[None]):
    """The panes of the open briefing. What changes the library is done by the app, which then calls `show`."""

    BINDINGS: ClassVar[list[Binding]] = bindings(Where.DESK)  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (26, "-tall"), (40, "-high")]  # noqa: RUF012

    def __init__(self, session: Session) -> None:
        """Show what `session` has open."""
        super().__init__()
        self.session = session
        self.everything = False
        self._active = HEADLINE

    def compose(self) -> ComposeResult:
        """Lay out the bars and panes; the style sheet decides which are seen at which size."""
        yield TitleBar()
        yield TabStrip()
        with Horizontal(id="body"):
            yield BriefingList(id="rail")
            with Container(id="panes"):
                yield Pane(HEADLINE, "Headline")
                yield Pane(QUOTES, "Quotes", divided=True)
                yield Pane(POSITIONS, "Positions", divided=True)
                yield Pane(FOLLOW_UPS, "Follow-ups")
                yield ArticleView(id="article")
        yield KeyBar(Where.DESK)

    def on_mount(self) -> None:
        """Show the open briefing, quotes first where the screen shows one pane at a time."""
        self.show()
        self.action_pane(QUOTES if self.session.briefing.key_quotes else HEADLINE)

    @property
    def briefing(self) -> Briefing:
        """The briefing on the screen."""
        return self.session.briefing

    @property
    def panes(self) -> list[Pane]:
        """The four panes, in the order of their numbers."""
        return list(self.query(Pane))

    def pane(self, number: int) -> Pane:
        """Return the pane of this number."""
        return self.query_one(f"#pane-{number}", Pane)

    @property
    def row(self) -> Row | None:
        """The highlighted row of the active pane."""
        return self.pane(self._active).row

    # What is shown

    def show(self, *, keep_place: bool = False) -> None:
        """Show the session's briefing in all panes. With `keep_place` the highlighted lines stay."""
        self._end_find()
        briefing, sample = self.briefing, self.session.is_sample
        self.pane(HEADLINE).show_rows(
            headline_rows(briefing, sample=sample), empty="No headline.", keep_place=keep_place
        )
        self._show_quotes(keep_place=keep_place)
        self.pane(POSITIONS).show_rows(
            position_rows(briefing), empty="No stakeholder found in this article.", keep_place=keep_place
        )
        self.pane(FOLLOW_UPS).show_rows(
            follow_up_rows(briefing),
            empty="Nothing to follow up was found.",
            keep_place=keep_place,
            keep_order=keep_place,
        )
        self.query_one("#article", ArticleView).show_article(briefing.article.text, briefing.article.excluded)
        self._follow()
        self._show_titles()
        rail = self.query_one("#rail", BriefingList)
        if rail.display:
            rail.show_entries(self.session.entries, self.session.id)

    def _show_quotes(self, *, keep_place: bool) -> None:
        none = "No statement was found." if self.everything else "No quotation found; v shows all statements."
        rows = quote_rows(self.briefing, everything=self.everything)
        self.pane(QUOTES).show_rows(rows, empty=none, keep_place=keep_place)

    def _show_titles(self) -> None:
        briefing, session = self.briefing, self.session
        at = session.position
        place = "SAMPLE" if at is None else f"{at + 1}/{len(session.entries)}"
        self.query_one(TitleBar).show(briefing.headline.text, place)
        self.query_one(TabStrip).show(self.panes, self._active)
        states = [f.state for f in briefing.follow_ups]
        counts = [(states.count(s), s.value) for s in (FollowUpState.OPEN, FollowUpState.SUGGESTED, FollowUpState.DONE)]
        counted = ", ".join(f"{n} {word}" for n, word in counts if n)
        key, total = len(briefing.key_quotes), len(briefing.statements)
        self._title(QUOTES, f"All statements ({total})" if self.everything else f"Key quotes ({key} of {total})")
        self._title(POSITIONS, f"Positions ({len(briefing.positions)})")
        self._title(FOLLOW_UPS, f"Follow-ups ({counted})" if counted else "Follow-ups")
        self.pane(HEADLINE).border_subtitle = Content(
            "SAMPLE, not in your library" if at is None else f"briefing {place}"
        )
        self._title(HEADLINE, f"Headline ── {sourcing(briefing).partition(';')[0]}")
        self.query_one("#article").border_title = Content("Article: the words that prove the highlighted line")

    def _title(self, number: int, words: str) -> None:
        self.pane(number).border_title = Content(f"{number} {words}")

    def on_resize(self, event: events.Resize) -> None:
        """Cut the titles anew once the layout is made, and fill the list of briefings if it has come into view."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        self._show_titles()
        rail = self.query_one("#rail", BriefingList)
        if rail.display and not rail.entries:
            rail.show_entries(self.session.entries, self.session.id)
        if self.focused is None or not self.focused.display:
            self.action_pane(self._active)
        self._follow()

    # Panes

    def action_pane(self, number: int) -> None:
        """Go to a pane."""
        pane = self.pane(number)
        pane.add_class("-active")
        pane.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Mark the pane that got the focus: where one pane is shown at a time, it is that one."""
        if isinstance(event.widget, Pane):
            self._active = event.widget.number
            for pane in self.panes:
                pane.set_class(pane is event.widget, "-active")
            self.query_one(TabStrip).show(self.panes, self._active)
            self._follow()
        self.query_one(KeyBar).show_for(self._active)

    def action_next_pane(self) -> None:
        """Go to the next pane."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before."""
        self._step_pane(-1)

    def _step_pane(self, by: int) -> None:
        beside = [w for w in (self.query_one("#article"), self.query_one("#rail")) if w.display]
        stops = [*self.panes, *beside]
        at = next((i for i, stop in enumerate(stops) if stop is self.focused), self._active - 1)
        stop = stops[(at + by) % len(stops)]
        if isinstance(stop, Pane):
            self.action_pane(stop.number)
        else:
            stop.focus()

    def action_zoom(self) -> None:
        """Give the active pane the whole screen, or take it back."""
        self.toggle_class("-zoomed")

    def action_all_statements(self) -> None:
        """Show all statements instead of the key quotes, or the key quotes again."""
        self.everything = not self.everything
        self._show_quotes(keep_place=True)
        self._show_titles()
        self.action_pane(QUOTES)

    def focus_rail(self) -> bool:
        """Go to the list of briefings beside the panes. Return False where it is not shown."""
        rail = self.query_one("#rail", BriefingList)
        if rail.display:
            rail.focus()
        return bool(rail.display)

    def pane_as_markdown(self) -> str:
        """Return what the active pane shows as Markdown."""
        briefing = self.briefing
        if self._active == HEADLINE:
            return as_markdown.headline_section(briefing)
        if self._active == QUOTES:
            ids = [row.key for row in self.pane(QUOTES).rows if row.key]
            return as_markdown.quotes_section(briefing, [briefing.statement(id) for id in ids])
        if self._active == POSITIONS:
            return as_markdown.positions_section(briefing)
        return as_markdown.follow_ups_section(briefing)

    # Evidence

    @on(OptionList.OptionHighlighted, ".pane")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_list is self.pane(self._active):
            self._follow()

    def _follow(self) -> None:
        """Scroll the article beside the panes, where there is one, to the highlighted line's evidence."""
        article = self.query_one("#article", ArticleView)
        if article.display and self.row:
            article.show_place(self.row.places[0] if self.row.places else Place())

    @on(OptionList.OptionSelected, ".pane")
    def _clicked(self) -> None:
        self.action_evidence()

    def action_evidence(self) -> None:
        """Show the article at the place that proves the highlighted line; in the list, open the briefing."""
        if isinstance(self.focused, BriefingList):
            self.focused.action_select()
        elif self.row:
            self.app.push_screen(EvidenceScreen(self.briefing, self.row))

    def action_back(self) -> None:
        """End a find, or else the zoom, or else leave the list for the panes."""
        if self._end_find():
            return
        if self.has_class("-zoomed"):
            self.remove_class("-zoomed")
        elif not isinstance(self.focused, Pane):
            self.action_pane(self._active)
