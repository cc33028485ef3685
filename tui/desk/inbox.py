"""The inbox as the desk has it: what there is in it, and what the user does with that. Knows no widget."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from briefing.errors import ReadoutError
from stores.errors import ChangedSinceError
from stores.feeds import Feeds, Item, State
from tui.desk.inbox_listing import MOST_FOUND, Found, Shown, Window
from tui.desk.session import Refused, Session

if TYPE_CHECKING:  # needed once the first items are on the screen
    from tui.desk.copies import Copies


class Choice(NamedTuple):
    """A feed, a tag or all feeds, to be shown alone, and how many of its items are unread."""

    shown: Shown
    unread: int
    hidden: bool = False


class _Step(NamedTuple):
    """What the user did: to which item (None: to many), and of one that was briefed what was kept, by which change."""

    item: str | None
    briefing: str | None = None
    number: int | None = None


class Place(NamedTuple):
    """Where the user was: the item and its place in the list."""

    id: str | None = None
    at: int = 0


class Inbox:
    """The feeds of the library that a session has open. They are opened when they are first asked for."""

    def __init__(self, session: Session, clock: Callable[[], datetime]) -> None:
        """Open nothing yet. `clock` gives the time with zone."""
        self.session = session
        self.shown = Shown()
        """What was shown last."""
        self.place = Place()
        """Where the user was when they left."""
        self._clock = clock
        self._feeds: Feeds | None = None
        self._copies: Copies | None = None
        self._steps: list[_Step] = []

    # What there is. `open`, `window` and `found` take long where there is much: they are called in a thread.

    def open(self) -> Feeds:
        """Open the feeds, unless they are. Raises LibraryError."""
        if self._feeds is None:
            self._feeds = Feeds.open(self.session.library.directory, clock=self._clock, by="desk")
        return self._feeds

    @property
    def feeds(self) -> Feeds:
        """The feeds, opened before."""
        assert self._feeds is not None
        return self._feeds

    def window(self, shown: Shown, place: Place, *, arranged: bool) -> tuple[Window, int]:
        """Return the items that are shown, and where the user's place is among them.

        Near-copies stand together where they are `arranged`, which takes longer.
        """
        window = Window(self.open(), shown)
        if arranged and window.count > 1:
            window.arrange(self.copies)
        at = window.place_of(place.id, place.at)
        window.item(at)
        return window, at

    @property
    def copies(self) -> "Copies":
        """The near-copies."""
        if self._copies is None:
            from tui.desk.copies import Copies

            self._copies = Copies()
        return self._copies

    def found(self, shown: Shown, words: str) -> Found:
        """Return the items among those shown that hold all `words`, the newest first."""
        items = self.feeds.inbox(MOST_FOUND + 1, states=shown.states, feed=shown.feed, tag=shown.tag, words=words)
        return Found(words, items)

    def choices(self) -> list[Choice]:
        """Return what can be shown alone: all feeds, the tags, the feeds."""
        subscriptions, counts = self.feeds.subscriptions(), self.feeds.counts()
        unread = {id: by_state[State.UNREAD] for id, by_state in counts.by_feed.items()}
        everything = self.shown.everything
        tags: dict[str, str] = {}
        for one in subscriptions:
            for tag in () if one.hidden else one.tags:
                tags.setdefault(tag.casefold(), tag)
        named = [Shown(everything, tag=tag, name=f"tag {tag}") for _, tag in sorted(tags.items())]
        choices = [Choice(Shown(everything), counts.unread)]
        choices += [
            Choice(one, sum(unread.get(feed.id, 0) for feed in subscriptions if one.takes(feed))) for one in named
        ]
        by_title = sorted(subscriptions, key=lambda one: (one.hidden, one.title.casefold()))
        return choices + [
            Choice(Shown(everything, feed=one.id, name=one.title), unread.get(one.id, 0), one.hidden)
            for one in by_title
        ]

    def briefing_of(self, item: Item) -> str | None:
        """Return the id of the briefing that was made of an item, None where none is kept any more."""
        return item.briefing if self.session.shelf.at(item.briefing) is not None else None

    # What the user does

    def mark(self, item: Item, state: State) -> None:
        """Give an item a state."""
        if self.feeds.mark([item.id], state):
            self._steps.append(_Step(item.id))

    def mark_all_read(self, window: Window) -> int:
        """Mark as read what of the items shown is unread and had come when they were read; return how many it were."""
        shown = window.shown
        number = self.feeds.mark_all_read(shown.feed, tag=shown.tag, until=window.until) if window.until else 0
        if number:
            self._steps.append(_Step(None))
        return number

    def mark_read(self, items: Iterable[Item]) -> int:
        """Mark as read those of the items that are unread, and return how many it were."""
        number = self.feeds.mark([item.id for item in items if item.state is State.UNREAD], State.READ)
        if number:
            self._steps.append(_Step(None))
        return number

    def take_apart(self, item: Item) -> None:
        """Let a near-copy stand alone, or all near-copies of the one they stand under. Raises Refused for others."""
        pairs = self.copies.to_part(item.id)
        if not pairs:
            raise Refused("This item stands alone: s is for those that stand together as near-copies.")
        if self.feeds.take_apart(pairs):
            self._steps.append(_Step(None))

    def note_held(self, item: Item, briefing: str) -> None:
        """Note that the article of an item is in the library already, as this briefing."""
        if item.state is not State.BRIEFED:
            self.feeds.briefed(item.id, briefing)
            self._steps.append(_Step(item.id))

    def forget_removed(self, item: Item) -> None:
        """Let an item be briefed again whose briefing was taken out of the library."""
        if item.state is State.BRIEFED and self.briefing_of(item) is None:
            self.mark(item, State.READ)

    def note_kept(self, item: Item, briefing: str, number: int | None) -> None:
        """Note that an item was briefed by the user's word: by the change of the library with this number, if any."""
        self._steps.append(_Step(item.id, briefing, number))

    @property
    def undo_changes_the_library(self) -> bool:
        """Whether what the user did last has changed the library too."""
        return bool(self._steps) and self._steps[-1].number is not None

    @property
    def undo_changes_many(self) -> bool:
        """Whether what the user did last was done to many items, so that taking it back takes a while."""
        return bool(self._steps) and self._steps[-1].item is None

    def undo(self) -> tuple[str, str | None]:
        """Take back what the user did last; return in words what is so again, and the item's id (None: many).

        Raises Refused where there is nothing, LibraryError where it cannot be taken back.
        """
        if not self._steps:
            raise Refused("Nothing to undo here: nothing was done in the inbox since the desk was opened.")
        step = self._steps.pop()
        if step.number is None:
            return self.feeds.undo() or "As before.", step.item
        try:
            kept = self.session.undo(step.number)
        except ReadoutError:
            if step.item is not None and step.briefing is not None:  # it stays briefed, and that is taken back no more
                self.feeds.undo()
                self.feeds.briefed(step.item, step.briefing, by_user=False)
            raise
        return f"{kept}. {self.feeds.undo()}", step.item

    @property
    def has_kept_last(self) -> bool:
        """Whether the last that the user did was to brief an item, whose briefing is in the library."""
        return bool(self._steps) and self.session.shelf.at(self._steps[-1].briefing) is not None

    def follow_the_library(self) -> None:
        """Let the item wait again that was briefed last, where the user took back that its briefing was kept."""
        if self._steps and not self.has_kept_last:
            self._steps.pop()
            with suppress(ChangedSinceError):  # somebody else has done something with it since
                self.feeds.undo()

    def close(self) -> None:
        """Let go of the feeds."""
        if self._feeds is not None:
            self._feeds.close()
