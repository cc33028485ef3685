"""The inbox: what the feeds bring, newest first, to be briefed, marked as read or dismissed."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.timer import Timer

from briefing.errors import ReadoutError
from stores.changes import Changes
from stores.feeds import Item, State
from tui.desk import inbox_words
from tui.desk.aside import aside
from tui.desk.command_table import Place as Where
from tui.desk.command_table import bindings
from tui.desk.content import plain
from tui.desk.inbox import Place
from tui.desk.inbox_listing import Found, Listed, Window
from tui.desk.inbox_rows import Standing
from tui.desk.inbox_work import Work
from tui.desk.screens.items import ItemsScreen
from tui.desk.session import Refused
from tui.desk.widgets.row_list import RowList

_TURN = 0.1  # seconds
_WHEEL = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"


class InboxScreen(ItemsScreen):
    """The inbox's commands, and what is under way with it."""

    where = Where.INBOX
    BINDINGS: ClassVar[list[Binding]] = bindings(where)  # type: ignore[assignment]

    def __init__(self, work: Work) -> None:
        """Show the inbox that is worked on."""
        super().__init__(work.inbox)
        self._work = work
        self._wheel: Timer | None = None
        self._turn = 0
        self._is_changing = False

    def on_mount(self) -> None:
        """Hear of what is under way."""
        self._work.screen = self
        self._wheel = self.set_interval(_TURN, self._roll, pause=self._work.is_idle)

    def on_unmount(self) -> None:
        """Hear no more of it."""
        if self._work.screen is self:
            self._work.screen = None

    # What is highlighted

    @property
    def copied(self) -> str:
        """What `y` copies: title, outlet and link."""
        return "\n".join(filter(None, (f"{self.item.title} — {self.item.outlet}", self.item.link))) if self.item else ""

    @property
    def link(self) -> str:
        """The address that `o` opens. Raises Refused where there is none."""
        if self.item is None or self.item.link is None:
            raise Refused("The feed gives no page for this item." if self.item else "There is no item here.")
        return self.item.link

    # What is under way

    def standing(self, item: Item) -> Standing:
        """Return how an item stands, and whether it is being briefed."""
        doing = "briefing" if self._work.is_briefing(item) else ""
        return super().standing(item)._replace(doing=doing, turn=_WHEEL[self._turn])

    @property
    def progress(self) -> str:
        """What the title says of what is under way."""
        under_way = self._work.refreshing
        return f" · {_WHEEL[self._turn]} {under_way.progress}; r stops" if under_way else ""

    @property
    def is_in_motion(self) -> bool:
        """Whether feeds are looked at, or many items are changed: to ask the feeds anything would be to wait for it."""
        return self._work.refreshing is not None or self._is_changing

    def goes_on(self) -> None:
        """Show how far it is."""
        if self._wheel:
            if self._work.is_idle:
                self._wheel.pause()
            else:
                self._wheel.resume()
        self.show_title()
        self.draw()

    def _roll(self) -> None:
        self._turn = (self._turn + 1) % len(_WHEEL)
        self.show_title()
        if self._work.is_briefing_any:
            self.draw()

    def show_changed(self, changes: Changes, *, by_user: bool) -> None:
        """Show which items are in the library now."""
        self._held.forget()
        self.draw()

    # Commands

    @on(RowList.Clicked)
    def action_open_item(self) -> None:
        """Open the highlighted item's briefing; make it first where there is none."""
        item = self.item
        if item is None or self._work.is_briefing(item):
            return
        briefing = self._held.of(item)
        if briefing is not None:
            self.desk.attempt(lambda: self._inbox.note_held(item, briefing))
            self.desk.open_briefing(briefing)
        elif self._work.may_keep():
            self.desk.attempt(lambda: self._inbox.forget_removed(item))
            self._work.brief(item)

    def action_dismiss_item(self) -> None:
        """Dismiss the highlighted item and go to the next; a dismissed one waits again."""
        item = self.item
        if item is not None:
            was_dismissed = item.state is State.DISMISSED
            if self._mark(item, State.UNREAD if was_dismissed else State.DISMISSED) and not was_dismissed:
                self.rows.action_cursor_down()

    def action_toggle_read(self) -> None:
        """Mark the highlighted item as read, or as unread."""
        item = self.item
        if item is not None:
            self._mark(item, State.READ if item.state is State.UNREAD else State.UNREAD)

    def _mark(self, item: Item, state: State) -> bool:
        return self.desk.attempt(lambda: self._inbox.mark(item, state)) and self.show_now(item.id)

    def action_all_read(self) -> None:
        """Mark what is listed as read, but not what has come since it was read."""
        if self._window is not None:
            self._beside(partial(self._all_read, self._window, self._listed))

    def _all_read(self, window: Window, listed: Listed | None) -> str:
        found = listed.items if isinstance(listed, Found) else None
        number = self._inbox.mark_all_read(window) if found is None else self._inbox.mark_read(found)
        if not number:
            return "Nothing here is unread."
        return f"{number:,} item{'' if number == 1 else 's'} marked as read; u takes it back."

    def _beside(self, change: Callable[[], str]) -> None:
        """Change many items beside the keys, tell what it says, and read the list anew."""

        async def changed() -> None:
            self._is_changing = True
            try:
                told = await aside(change)
            except ReadoutError as error:
                self.desk.tell(str(error), severity="warning")
                return
            finally:
                self._is_changing = False
            self.desk.tell(told)
            self._end_find()
            self.read()

        self.run_worker(changed(), group="many", exit_on_error=False)

    def action_take_apart(self) -> None:
        """Let a near-copy stand for itself, or all that stand under the highlighted one."""
        item = self.item

        def apart() -> str:
            if item is None:
                raise Refused("There is no item here.")
            self._inbox.take_apart(item)
            return "Each stands for itself now; u puts them together again."

        if self.desk.attempt(apart):
            self.read()

    def action_undo_here(self) -> None:
        """Take back what was done last in the inbox."""
        if self._inbox.undo_changes_many:
            self._beside(lambda: self._inbox.undo()[0])
            return
        ids: list[str | None] = []

        def undone() -> str:
            told, id = self._inbox.undo()
            ids.append(id)
            return told

        if self._inbox.undo_changes_the_library:
            self.desk.change(undone)
        else:
            self.desk.attempt(undone)
        if ids and not (ids[0] and self.show_now(ids[0])):
            if ids[0]:
                self._inbox.place = Place(ids[0], self._inbox.place.at)
            self.read()

    def action_all_items(self) -> None:
        """Show all items, or only the unread ones."""
        self.show_others(self._inbox.shown._replace(everything=not self._inbox.shown.everything))

    def action_only_feed(self) -> None:
        """Ask for the feed or the tag whose items alone are to be shown."""
        if self._window is None:
            return
        from tui.desk.screens.choosing import ChooseScreen

        choices = self._inbox.choices()
        told = [inbox_words.choice(one.shown.name, one.unread, hidden=one.hidden) for one in choices]
        named = [Content.assemble(plain(name), (notes, "$foreground-muted")) for name, notes in told]
        shown = self._inbox.shown
        at = next((i for i, one in enumerate(choices) if one.shown[1:3] == shown[1:3]), 0)

        def chosen(which: int | None) -> None:
            if which is not None:
                self.show_others(choices[which].shown)

        self.desk.open_dialog(ChooseScreen("Show only", named, at=at), chosen)

    def action_refresh_feeds(self) -> None:
        """Look for new items in all feeds, or stop looking."""
        if self._window is not None and (self._work.refreshing or self._work.may_fetch()):
            self._work.refresh()

    def action_back(self) -> None:
        """End a find, or stop what is being briefed, or else go back."""
        if self._end_find():
            return
        if self._work.stop_briefing():
            self.desk.tell("Stopped.")
            self.goes_on()
        else:
            self.dismiss(None)
