"""Items of feeds on a screen: read beside the keys, listed, found by words, the highlighted one in full below them."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from briefing.errors import ReadoutError
from stores.feeds import Item
from tui.desk import inbox_words
from tui.desk.aside import aside
from tui.desk.content import plain
from tui.desk.hanging import Hanging, row
from tui.desk.inbox import Inbox, Place
from tui.desk.inbox_held import HeldPages
from tui.desk.inbox_listing import Listed, Shown, Window
from tui.desk.inbox_rows import Standing, item_in_full, item_lines, item_row
from tui.desk.screens.reading import ReadingScreen
from tui.desk.widgets.find_bar import FindBar
from tui.desk.widgets.item_list import ItemList
from tui.desk.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from tui.desk.desk import Desk

_LOOK = 0.5  # seconds between two looks for what others have changed, each of which costs one stat
_PAUSE = 0.15  # seconds without a key, after which what was typed is looked for
_ROOM_FOR_FACTS = 7  # lines, of the box below the list


class ItemsScreen(ReadingScreen[None], inherit_bindings=False):
    """What of an inbox is shown. What the user does to an item leaves it in its place until the list is read anew."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-short"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, inbox: Inbox) -> None:
        """Show `inbox`."""
        super().__init__()
        self._inbox = inbox
        self._held = HeldPages(inbox, self._look_up_soon, self.draw)
        self._window: Window | None = None
        self._listed: Listed | None = None
        self._sought = ""
        self._is_stale = False  # all that is shown again once a find has ended
        self._trouble = ""
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, what is wrong with feeds, list, the item in full, and keys."""
        yield Static(id="inbox-title", classes="screen-title", markup=False)
        yield Static(id="inbox-status", markup=False)
        yield ItemList(id="inbox", classes="alone")
        yield Static(id="inbox-item", markup=False)
        yield KeyBar(self.where)

    def on_mount(self) -> None:
        """Read the inbox, beside the keys."""
        self.query_one(KeyBar).show_for(4)
        self.rows.focus()
        self.watch(self.rows, "highlighted", self._moved, init=False)
        self.say(" Inbox: reading …")
        self.set_interval(_LOOK, self._look)
        self.read()

    def on_resize(self) -> None:
        """Show as much of the item as there is room for now."""
        self.call_after_refresh(self._show_item)

    # What the screen adds to the items

    def standing(self, item: Item) -> Standing:
        """Return how an item stands."""
        return Standing(self._held.of(item) is not None)

    @property
    def progress(self) -> str:
        """What the title says of what is under way."""
        return ""

    @property
    def is_in_motion(self) -> bool:
        """Whether items are changed at this moment: each would move the list, so it is read once all are."""
        return False

    # What is highlighted

    @property
    def desk(self) -> "Desk":
        """The application."""
        return cast("Desk", self.app)

    @property
    def rows(self) -> ItemList:
        """The list."""
        return self.query_one(ItemList)

    @property
    def item(self) -> Item | None:
        """The highlighted item."""
        at = self.rows.highlighted
        return self._listed.item(at) if self._listed and self._listed.count and at is not None else None

    def is_at(self, id: str) -> bool:
        """Whether this item is the highlighted one."""
        return self.item is not None and self.item.id == id

    def _moved(self) -> None:
        item, at = self.item, self.rows.highlighted
        if self._window is not None and self._listed is self._window and item is not None and at is not None:
            self._inbox.place = Place(item.id, self._window.settled(at))
        self._show_item()

    # Reading

    def read(self) -> None:
        """Read the inbox anew; after a find where one is under way."""
        if self._sought:
            self._is_stale = True
        else:
            self.run_worker(self._fill(self._inbox.shown), exclusive=True, group="inbox", exit_on_error=False)

    async def _fill(self, shown: Shown) -> None:
        is_new = self._inbox.place.id is None
        try:
            for arranged in (True,) if self._listed else (False, True):  # near-copies take longer than a first look
                place = self._inbox.place if self.rows.highlighted or not is_new else Place()
                window, at = await aside(partial(self._inbox.window, shown, place, arranged=arranged))
                self._window, self._is_stale = window, False
                self._show(window, at)
        except ReadoutError as error:
            self._fail(str(error))

    def _look(self) -> None:
        """Read anew what others have changed."""
        if self._window is None or self.is_in_motion:
            return
        try:
            changed = bool(self._inbox.feeds.poll())
        except ReadoutError as error:
            if str(error) != self._trouble:
                self.desk.tell(str(error), severity="error")
            self._trouble = str(error)
            return
        self._trouble = ""
        if changed:
            self.read()

    @on(Worker.StateChanged)
    def _broken(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self._fail(f"Readout broke on it ({type(event.worker.error).__name__}); report it.")

    def _fail(self, why: str) -> None:
        self.say(" Inbox")
        self.rows.show_hint(row(plain(why), Content.styled("! ", "bold $text-error")))

    # Showing

    def _show(self, listed: Listed, at: int) -> None:
        again, self._listed = self._listed is not None, listed
        if listed.count:
            self.rows.show_items(listed.count, self._row, lambda at: item_lines(listed.under(at)), at, stay=again)
        else:
            hint = inbox_words.nothing(listed) if isinstance(listed, Window) else inbox_words.NOTHING_FOUND
            self.rows.show_hint(row(Content.styled(hint, "$foreground-muted italic")))
        self.show_title()
        self._show_item()
        self._count_matches()

    def _row(self, at: int, width: int) -> Hanging:
        item = self._listed.item(at) if self._listed else None
        under = self._listed.under(at) if self._listed else None
        standing = (self.standing(item) if item else Standing())._replace(under=under)
        return item_row(item, standing, self.desk.clock(), width)

    def _look_up_soon(self) -> None:
        self.call_later(self._look_up)

    def _look_up(self) -> None:
        self.run_worker(self._held.look(), exclusive=True, group="held", exit_on_error=False)

    def draw(self) -> None:
        """Draw anew what is seen."""
        if self._listed is not None:
            self.rows.change([])
            self._show_item()

    def _show_item(self) -> None:
        box, item = self.query_one("#inbox-item", Static), self.item
        facts = box.size.height >= _ROOM_FOR_FACTS
        box.update(item_in_full(item, self.standing(item), facts=facts) if item else "")

    def show_title(self) -> None:
        """Show what is listed, and what is under way."""
        if self._window is None or self._listed is None:
            return
        self.say(inbox_words.title(self._window, self._listed, self._sought) + self.progress)
        words = self._inbox.feeds.damage or inbox_words.faults(self._window)
        status = self.query_one("#inbox-status", Static)
        status.update(Content.assemble(("! ", "bold $text-warning"), plain(words)), layout=False)
        status.display = bool(words)

    def say(self, words: str) -> None:
        """Show a title."""
        self.query_one("#inbox-title", Static).update(words, layout=False)

    def show_now(self, id: str) -> bool:
        """Show an item as it is now, where it is among those read. Return whether it is."""
        at = self._listed.known(id) if self._listed is not None else None
        self._is_stale = self._is_stale or self._listed is not self._window
        if self._listed is None or at is None:
            return False
        try:
            self._listed.put(at, self._inbox.feeds.get(id))
        except ReadoutError:
            return False
        self.rows.change([at])
        self.show_title()
        self._show_item()
        return True

    def show_others(self, shown: Shown) -> None:
        """Show other items than before."""
        if self._window is not None:
            self._end_find()
            self._inbox.shown = shown
            self.read()

    # Finding: what holds the words is listed alone

    @on(FindBar.Sought)
    def _seek_items(self, event: FindBar.Sought) -> None:
        event.prevent_default()
        self._sought = event.words.strip()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE, self._begin_find)

    def _begin_find(self) -> None:
        if self._window is not None and self._searched is not None:
            self.run_worker(self._find(self._sought), exclusive=True, group="find", exit_on_error=False)

    async def _find(self, words: str) -> None:
        if not words:
            self._show_all_again()
            return
        try:
            found = await aside(partial(self._inbox.found, self._inbox.shown, words))
        except ReadoutError as error:
            self.desk.tell(str(error), severity="warning")
            return
        self.rows.seek(words)
        self._show(found, 0)

    def _end_find(self) -> bool:
        sought, self._sought = self._sought, ""
        ended = super()._end_find()
        if sought:
            self.workers.cancel_group(self, "find")
            self._show_all_again()
        return ended

    def _show_all_again(self) -> None:
        window, place = self._window, self._inbox.place
        if window is not None and self._listed is not window:
            self.rows.seek("")
            self._show(window, window.place_of(place.id, place.at))
            if self._is_stale:
                self.read()
