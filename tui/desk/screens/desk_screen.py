"""The main screen: four panes, at 200 columns the list of briefings and the article beside them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from briefing.errors import ReadoutError
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.content import plain
from tui.desk.hanging import row
from tui.desk.places import FOLLOW_UPS, HEADLINE, POSITIONS, QUOTES, AtHand, Place, Row, Seen
from tui.desk.screens.reading import ReadingScreen
from tui.desk.session import Session
from tui.desk.widgets.article_view import ArticleView
from tui.desk.widgets.bars import TabStrip, TitleBar
from tui.desk.widgets.briefing_list import BriefingList
from tui.desk.widgets.key_bar import KeyBar
from tui.desk.widgets.pane import Pane
from tui.desk.widgets.row_list import RowList
from tui.plain import visible

if TYPE_CHECKING:
    from briefing.model import Stakeholder
    from tui.desk.acting import Acting
    from tui.desk.narrowing import Only
    from tui.desk.view import PaneView


class DeskScreen(ReadingScreen[None]):
    """The panes of the open briefing. What changes the library is done by the app, which then calls `show`."""

    class Filled(Message):
        """All panes have been filled for the first time."""

    AUTO_FOCUS = ""  # the first pane would be drawn before the one that is meant
    where = Where.DESK
    BINDINGS: ClassVar[list[Binding]] = bindings(where)  # type: ignore[assignment]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (26, "-tall"), (40, "-high")]  # noqa: RUF012

    def __init__(self, session: Session, size: Size) -> None:
        """Show what `session` has open, in a terminal of this size (cells)."""
        # With the classes of its size from the beginning, the screen need not be styled a second time.
        across, down = self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS
        super().__init__(classes=f"{_class_at(size.width, across)} {_class_at(size.height, down)}")
        self.session = session
        self.everything = False
        self._only: Only | None = None
        self._active = QUOTES
        self._filled = False

    def compose(self) -> ComposeResult:
        """Lay out the bars and panes; the style sheet decides which are seen at which size."""
        yield Static(id="damage", markup=False)
        yield TitleBar()
        yield TabStrip()
        with Horizontal(id="body"):
            yield BriefingList(id="rail")
            with Container(id="panes"):
                yield Pane(HEADLINE, "Headline")
                yield Pane(QUOTES, "Quotes", divided=True, classes="-active")
                yield Pane(POSITIONS, "Positions", divided=True)
                yield Pane(FOLLOW_UPS, "Follow-ups")
                article = ArticleView(id="article")
                article.border_title = Content("Article: the words that prove the highlighted line")
                yield article
        yield KeyBar(self.where)

    def on_mount(self) -> None:
        """Show the headline, and once that is painted all the rest."""
        headline, lead = plain(self.session.headline, "bold"), "SAMPLE " if self.session.is_sample else ""
        first = row(headline, Content.styled(lead, "bold $text-warning"))
        self.pane(HEADLINE).show(1, lambda _: first)
        self._show_where()
        self.show_damage()
        self.action_pane(QUOTES)
        for pane in self.panes:  # a watcher, not a message: the article then moves in the same frame as the highlight
            self.watch(pane, "highlighted", self._highlight_moved, init=False)
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        try:
            self.show()
        except ReadoutError as error:
            self.notify(visible(str(error)), severity="error", markup=False, timeout=60)
        else:
            if not self.session.briefing.key_quotes and self._active == QUOTES:
                self.action_pane(HEADLINE)
        self.post_message(self.Filled())

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

    @property
    def at_hand(self) -> AtHand | None:
        """The highlighted row of the active pane."""
        return AtHand(self._active, self.row) if self.row else None

    def row_of(self, line: AtHand) -> Row | None:
        """Return the row that the line has now; None where it is gone."""
        return next((row for row in self.pane(line.pane).rows if row.key == line.row.key), None)

    @property
    def follow_up_at_hand(self) -> tuple[str | None, str] | None:
        """The highlighted follow-up of the open briefing, when the pane of follow-ups has the focus."""
        pane = self.pane(FOLLOW_UPS)
        here = self.focused is pane and pane.row is not None and pane.row.follow_up
        return (None, here) if here else None

    # What is shown

    def show(self, *, keep_place: bool = False) -> None:
        """Show the session's briefing in all panes.

        With `keep_place` the highlighted lines, a find, and a stakeholder that alone is shown stay.
        """
        if not keep_place:
            self._end_find()
        self._filled = False
        briefing, was_narrow = self.session.briefing, self._only is not None
        self._renew_only(keep_place=keep_place)
        keep_order = keep_place and (self._only is not None) == was_narrow
        for view in self._views():
            self._show_pane(view, keep_place=keep_place, keep_order=keep_order)
        self._filled = True
        self.query_one("#article", ArticleView).show_article(briefing.article.text, briefing.article.excluded)
        self._follow(stay=keep_place)
        self.show_list()
        if keep_place:
            self._count_matches()

    def _views(self) -> "list[PaneView]":
        from tui.desk.view import pane_views

        session = self.session
        return pane_views(
            session.briefing,
            session.additions,
            sample=session.is_sample,
            everything=self.everything,
            only=self._only_party,
        )

    def _show_pane(self, view: "PaneView", *, keep_place: bool, keep_order: bool = False) -> None:
        pane = self.pane(view.number)
        keep_order = keep_order and view.number == FOLLOW_UPS
        pane.show_rows(view.rows, empty=view.empty, keep_place=keep_place, keep_order=keep_order)
        pane.border_title = Content(f"{view.number} {view.title}")

    def show_damage(self) -> None:
        """Show, as long as it is so, that the library is damaged and what to do."""
        damage, banner = self.session.library.damage, self.query_one("#damage", Static)
        banner.display = damage is not None
        if damage is not None:
            banner.update(Content.assemble(("Nothing can be changed. ", "bold"), plain(damage)))

    def show_list(self) -> None:
        """Show the list of briefings beside the panes as it is now, and the place of this one in it."""
        self._show_where()
        self._show_rail()
        self.show_damage()

    def _show_where(self) -> None:
        at, count, sample = self.session.position, len(self.session.shelf), self.session.is_sample
        place = "SAMPLE" if sample else f"{'?' if at is None else at + 1}/{count}"
        self.query_one(TitleBar).show(self.session.headline, place)
        subtitle = "SAMPLE, not in your library" if sample else f"briefing {place.replace('/', ' of ')}"
        self.pane(HEADLINE).border_subtitle = Content(subtitle)
        self._show_tabs()

    def _show_tabs(self) -> None:
        only = self._only_party
        self.query_one(TabStrip).show(self.panes, self._active, only.name if only else "")

    def _show_rail(self) -> None:
        rail = self.query_one("#rail", BriefingList)
        if rail.display:
            shelf = self.session.shelf
            rail.show_entries(shelf.known, self.session.id, count=len(shelf), under=shelf.under)

    def on_resize(self) -> None:
        """Once the layout is made, fill what has come into view and keep the focus where it can be seen."""
        self.call_after_refresh(self._resized)

    def _resized(self) -> None:
        if not self._filled:
            return
        self._show_rail()
        if self.focused is None or not self.focused.display:
            self.action_pane(self._active)
        self._follow()

    # Panes

    def action_pane(self, number: int) -> None:
        """Go to a pane, at once: a key right after this one is meant for it."""
        self._activate(self.pane(number))
        self.set_focus(self.pane(number))

    def go_to(self, pane: int, key: str) -> None:
        """Go to a line of a pane by its key, if it is there."""
        if not self.pane(pane).go_to(key) and self._only:
            self._show_only(None)
            self.pane(pane).go_to(key)
        self.action_pane(pane)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Mark the pane that got the focus: where one pane is shown at a time, it is that one."""
        if isinstance(self.focused, Pane) and self.focused.number != self._active:  # the event may be late
            self._activate(self.focused)
        self.query_one(KeyBar).show_for(self._active)

    def _activate(self, active: Pane) -> None:
        self._active = active.number
        for pane in self.panes:
            pane.set_class(pane is active, "-active")
        if self._only:
            self._only = self._only._replace(visited=self._only.visited | {active.number})
        self._show_tabs()
        self._follow()

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
        if not self._filled:
            return
        from tui.desk.view import quotes_view

        self.everything = not self.everything
        briefing, additions = self.session.briefing, self.session.additions
        view = quotes_view(briefing, additions, everything=self.everything, only=self._only_party)
        self._show_pane(view, keep_place=True)
        self.action_pane(QUOTES)

    def focus_rail(self) -> bool:
        """Go to the list of briefings beside the panes. Return False where it is not shown."""
        rail = self.query_one("#rail", BriefingList)
        if rail.display:
            rail.focus()
        return bool(rail.display)

    def pane_as_markdown(self) -> str:
        """Return what the active pane shows as Markdown."""
        from tui.desk.view import pane_as_markdown

        return pane_as_markdown(
            self.session.briefing,
            self._active,
            self.pane(self._active).rows,
            everything=self.everything,
            only=self._only_party,
        )

    # Only one stakeholder

    @property
    def _only_party(self) -> "Stakeholder | None":
        return self._only.party if self._only else None

    def action_only_stakeholder(self) -> None:
        """Show only the stakeholder of the highlighted line, or everything again."""
        if not self._filled:
            return
        from tui.desk.narrowing import stakeholder_of

        def toggle() -> None:
            self._show_only(None if self._only else stakeholder_of(self.session.briefing, self.at_hand))

        cast("Acting", self.app).attempt(toggle)

    def _show_only(self, party: "Stakeholder | None") -> None:
        """Show only this stakeholder, with None everything again.

        The highlighted line stays where it is shown before and after; where it is not, the first one is highlighted.
        With everything the panes that the user has not been in meanwhile show again what they showed.
        """
        seen, was = {pane.number: pane.seen for pane in self.panes}, self._only
        self._set_only(party, seen)
        for view in self._views():
            if view.number != HEADLINE:
                pane, key = self.pane(view.number), seen[view.number].key
                self._show_pane(view, keep_place=True)
                found = pane.seen.key == key
                if was and not (found and view.number in was.visited and key != was.seen[view.number].key):
                    found = pane.show_again(was.seen[view.number]) or found
                if not found:
                    pane.highlighted = 0
        self._show_tabs()
        self._follow(stay=True)
        self._count_matches()

    def _set_only(self, party: "Stakeholder | None", seen: "Mapping[int, Seen]") -> None:
        from tui.desk.narrowing import Only

        if party is not None:
            self._only = Only(party, self.everything, seen, frozenset({self._active}))
            self.everything = True
        elif self._only is not None:
            self.everything, self._only = self._only.everything, None

    def _renew_only(self, *, keep_place: bool) -> None:
        """Show the stakeholder that alone is shown as it is now, or everything where it is gone or another's place."""
        if self._only is None:
            return
        from tui.desk.narrowing import still

        now = still(self._only.party, self.session.briefing) if keep_place else None
        if now is None:
            self._set_only(None, {})
        else:
            self._only = self._only._replace(party=now)

    # Evidence

    def _highlight_moved(self) -> None:
        self._follow()

    def _follow(self, *, stay: bool = False) -> None:
        """Scroll the article beside the panes, where there is one, to the highlighted line's evidence.

        With `stay` it is not scrolled when that is what it shows already.
        """
        article = self.query_one("#article", ArticleView)
        if self._filled and article.display and self.row:
            article.show_place(self.row.places[0] if self.row.places else Place(), stay=stay)

    @on(RowList.Clicked, ".pane")
    def _clicked(self) -> None:
        self.action_evidence()

    def action_evidence(self) -> None:
        """Show the article at the place that proves the highlighted line; in the list, open the briefing."""
        if isinstance(self.focused, BriefingList):
            self.focused.action_select()
        elif self.row:
            from tui.desk.screens.evidence import EvidenceScreen

            self.app.push_screen(EvidenceScreen(self.session.briefing, AtHand(self._active, self.row)))

    def action_back(self) -> None:
        """End a find, or else leave the list for the panes, or else show all stakeholders, or else end the zoom."""
        if self._end_find():
            return
        if not isinstance(self.focused, Pane):
            self.action_pane(self._active)
        elif self._only:
            self._show_only(None)
        else:
            self.remove_class("-zoomed")


def _class_at(size: int, breakpoints: list[tuple[int, str]]) -> str:
    return next(name for limit, name in reversed(breakpoints) if size >= limit)
