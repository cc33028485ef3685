"""What the desk has open: the library, its list, the briefing on the screen. Knows no widget."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING

from briefing import sample
from briefing.errors import ReadoutError
from stores.changes import Changes
from stores.entry import Entry, Hit
from stores.library import Library
from tui.desk.places import Additions
from tui.desk.shelf import Shelf

if TYPE_CHECKING:  # the first headline is painted from the list, before the model is needed
    from briefing.corrections import Correction
    from briefing.model import Briefing, FollowUp, Span
    from stores.agenda import AgendaItem
    from tui.keeping import Kept, Made

_NEXT_STATE = {"suggested": "open", "open": "done", "done": "open", "dropped": "open"}
_DROPPED = {"dropped": "suggested"}


class Refused(ReadoutError):
    """What the user asked for makes no sense here; the message says why and what to do."""


class Session:
    """The open library and the briefing on the screen; every change goes through here."""

    def __init__(self, library: Library) -> None:
        """Open the newest briefing of `library`, or the built-in sample where it is empty."""
        self.library = library
        self.shelf = Shelf(library)
        self.id: str | None = self.shelf.newest.id if self.shelf.newest else None
        self._briefing: Briefing | None = None
        self._additions: Additions | None = None
        self._second: Library | None = None
        self._reading_beside = Lock()

    @property
    def is_sample(self) -> bool:
        """Whether the built-in sample is open, which is in no library."""
        return self.id is None

    @property
    def briefing(self) -> "Briefing":
        """The open briefing, read when it is first asked for.

        Raises stores.errors.LibraryError or briefing.errors.ContractError when it cannot be read.
        """
        if self._briefing is None:
            self._briefing = self.library.get(self.id) if self.id else self.library.named(sample.briefing())
        return self._briefing

    @property
    def additions(self) -> Additions:
        """What the user keeps beside the open briefing, read when first asked for. Raises what `briefing` does."""
        if self._additions is None:
            self._additions = self.additions_of(self.id) if self.id else Additions()
        return self._additions

    def additions_of(self, id: str) -> Additions:
        """Return what the user keeps beside a briefing."""
        entry = self.shelf.entry(id)
        tags = entry.tags if entry else ()
        return Additions(self.library.note_of(id), tags, tuple(self.library.corrections(id)))

    @property
    def headline(self) -> str:
        """The open briefing's headline, known without reading the briefing."""
        if self._briefing:
            return self._briefing.headline.text
        entry = self.shelf.entry(self.id)
        return entry.headline if entry else sample.headline()

    @property
    def position(self) -> int | None:
        """The open briefing's place in the list, from 0; None for the sample."""
        return self.shelf.at(self.id)

    @property
    def all_tags(self) -> list[str]:
        """The library's tags, the most used first."""
        used = Counter(tag for entry in self.shelf.entries for tag in entry.tags)
        return [tag for tag, _ in sorted(used.items(), key=lambda item: (-item[1], item[0].casefold()))]

    def open(self, id: str) -> None:
        """Open the briefing with this id. Raises stores.errors.LibraryError when it is gone or cannot be read."""
        self._briefing, self.id, self._additions = self.library.get(id), id, None

    def step(self, by: int) -> None:
        """Open the briefing `by` places further down the list. Raises Refused at either end."""
        at, entries = self.position, self.shelf.entries
        if at is None and entries:  # another process has kept the first briefing meanwhile
            self.open(entries[0].id)
            return
        if at is None or not 0 <= at + by < len(entries):
            where = "last" if by > 0 else "first"
            raise Refused(
                "There is only the sample; press a to add an article."
                if at is None
                else f"This is the {where} briefing."
            )
        self.open(entries[at + by].id)

    def agenda(self, *, suggestions: bool) -> "list[AgendaItem]":
        """Return the agenda of the library. Takes long, so it is called in a thread."""
        with self._beside() as library:
            return library.agenda(suggestions=suggestions)

    def search(self, words: str, limit: int) -> list[Hit]:
        """Return what a search of the library finds. Takes long, so it is called in a thread."""
        with self._beside() as library:
            return library.search(words, limit)

    def holds_page(self, address: str) -> str | None:
        """Return the id of the briefing of the page at this address. Takes long, so it is called in a thread."""
        with self._beside() as library:
            return library.holds_page(replace(sample.briefing().article, url=address, canonical_url=None))

    @contextmanager
    def _beside(self) -> Iterator[Library]:
        """Give a second object on the library, one thread at a time: the keys do not wait for what is read of it."""
        with self._reading_beside:
            if self._second is None:
                self._second = self.library.again()
            yield self._second

    def close(self) -> None:
        """Let go of what was opened here."""
        if self._reading_beside.acquire(blocking=False):  # else it is being read, and goes with the program
            if self._second is not None:
                self._second.close()
            self._reading_beside.release()

    # Briefings kept and removed

    def keep(self, made: "Made") -> "Kept":
        """Keep what came in, and open its briefing; return what became of it."""
        from tui.keeping import keep

        kept = keep(self.library, made)
        self.open(kept.id)
        self.shelf.reload()
        return kept

    def versions(self) -> "list[Briefing]":
        """Return the open briefing in each version of its article, oldest first. Raises Refused where it has one."""
        found = self.library.versions(self.id) if self.id is not None else []
        if len(found) < 2:
            raise Refused(
                "The article has been read in one version only: add its address again (a) to look for changes."
            )
        return found

    def keep_sample(self) -> None:
        """Write the sample to the library. Raises Refused when a briefing of the library is open."""
        if not self.is_sample:
            raise Refused("This briefing is already in your library.")
        self.open(self.library.add(sample.briefing()))
        self.shelf.reload()

    def remove(self, id: str | None = None) -> str:
        """Take a briefing, the open one unless `id` names another, out of the library. Return its headline.

        If it was open, its neighbour is opened. Raises Refused when only the sample is there.
        """
        entry = self.shelf.entry(id or self.id)
        if entry is None:
            raise Refused("The sample is not in your library, so there is nothing to remove.")
        at = self.shelf.at(entry.id) or 0
        self.library.remove(entry.id)
        self.shelf.reload()
        if entry.id == self.id:
            self._open_near(at)
        return entry.headline

    def take_apart(self, pairs: frozenset[tuple[str, str]]) -> str:
        """Let near-copies stand for themselves; return it in words. Raises Refused where there are none."""
        if not pairs:
            raise Refused("This briefing stands alone: s is for those that stand together as near-copies.")
        self.library.take_apart(pairs)
        self.shelf.reload()
        return "Each stands for itself now; u puts them together again."

    def undo(self, number: int | None = None) -> str:
        """Take back the last change of this session, or the one of this number, and return it in words.

        Raises Refused when there is none.
        """
        before = {entry.id for entry in self.shelf.entries}
        told = self.library.undo(number)
        if told is None:
            raise Refused("Nothing to undo: nothing was changed since the desk was opened.")
        at = self.position or 0
        self.shelf.reload()
        returned = next((entry.id for entry in self.shelf.entries if entry.id not in before), None)
        if returned or self.shelf.at(self.id) is not None:
            self.open(returned or self.id or "")
        else:
            self._open_near(at)
        return told

    # What is changed of a briefing: the open one, where `id` names no other

    def refuse_if_damaged(self) -> None:
        """Raise Refused when nothing in the library can be changed because its journal is damaged."""
        if self.library.damage:
            raise Refused(f"{self.library.damage} Nothing was changed.")

    def changeable(self, id: str | None = None) -> str:
        """Return the id of the briefing that is to be changed.

        Raises Refused when nothing can be changed: the sample is open, or the library is damaged.
        """
        self.refuse_if_damaged()
        if id is None and self.is_sample:
            raise Refused("This is the sample: press w to keep it in your library, then it is yours to change.")
        return id or self.id or ""

    def follow_up(self, follow_up_id: str, id: str | None = None) -> "FollowUp":
        """Return a follow-up as it is now. Raises Refused when it is gone."""
        briefing = self.briefing if id in (None, self.id) else self.library.get(id or "")
        try:
            return briefing.follow_up(follow_up_id)
        except KeyError:
            raise Refused("This follow-up is no longer there.") from None

    def advance(self, follow_up_id: str, id: str | None = None) -> "FollowUp":
        """Take a follow-up one state further and return it as it is now."""
        return self._set_state(follow_up_id, id, _NEXT_STATE)

    def drop(self, follow_up_id: str, id: str | None = None) -> "FollowUp":
        """Drop a follow-up, or make a dropped one a suggestion again, and return it as it is now."""
        return self._set_state(follow_up_id, id, _DROPPED)

    def set_due(self, follow_up_id: str, due: str, id: str | None = None) -> "FollowUp":
        """Give a follow-up a due date (ISO 8601), or none with "", and return it as it is now."""
        self.library.set_follow_up(self.changeable(id), follow_up_id, due=due)
        self._reread(id)
        return self.follow_up(follow_up_id, id)

    def set_text(self, follow_up_id: str, text: str) -> None:
        """Word a follow-up of the open briefing anew."""
        self.library.set_follow_up(self.changeable(), follow_up_id, text=text)
        self._reread()

    def add_follow_up(self, text: str, due: str, spans: "Sequence[Span]") -> str:
        """Add a follow-up of the user's own about `spans` and return its id. `due` is ISO 8601, or "" for none."""
        added = self.library.add_follow_up(self.changeable(), text, due=due or None, spans=spans)
        self._reread()
        return added

    def tags_of(self, id: str | None = None) -> tuple[str, ...]:
        """Return the tags of a briefing. Raises Refused as a change does."""
        entry = self.shelf.entry(self.changeable(id))
        return entry.tags if entry else ()

    def headline_of(self, id: str | None = None) -> str:
        """Return the headline of a briefing of the list."""
        entry = self.shelf.entry(id)
        return entry.headline if entry else self.headline

    def set_tags(self, tags: Sequence[str], had: Sequence[str], id: str | None = None) -> tuple[str, ...]:
        """Give a briefing these tags and take away the others that it `had`; return those it has then."""
        changed = self.changeable(id)
        wanted, before = {tag.casefold() for tag in tags}, {tag.casefold() for tag in had}
        gone = [tag for tag in had if tag.casefold() not in wanted]
        now = self.library.tag(changed, *(tag for tag in tags if tag.casefold() not in before), remove=gone)
        if entry := self.shelf.entry(changed):
            self.shelf.renew(replace(entry, tags=now))
        self._additions = None
        return now

    def note_of(self, id: str | None = None) -> str:
        """Return the note on a briefing. Raises Refused as a change does."""
        return self.library.note_of(self.changeable(id))

    def set_note(self, text: str, id: str | None = None) -> None:
        """Write the note on a briefing; an empty one takes it away."""
        self.library.note(self.changeable(id), text)
        self._additions = None

    def correct(self, made: "Callable[[Briefing], Correction]") -> "Correction":
        """Keep the correction `made` of the open briefing as it is now, and return it. Raises what `made` raises."""
        id = self.changeable()
        correction = made(self.library.get(id))
        self.library.correct(id, correction)
        self._corrected()
        return correction

    def withdraw(self, correction_id: str) -> None:
        """Keep a correction of the open briefing no longer."""
        self.library.withdraw(self.changeable(), correction_id)
        self._corrected()

    def alias(self, name: str, other: str) -> None:
        """Show the stakeholder `other` under `name` in the whole library."""
        self.changeable()
        if name.casefold() == other.casefold():
            raise Refused(f"The stakeholder {other} is called so already.")
        if name.casefold() in {alias.casefold() for alias in self.library.aliases().get(other, ())}:
            raise Refused(f"{name} is shown as {other} already: what is no longer to be so is withdrawn first.")
        self.library.alias(name, other)
        self._reread()

    def unalias(self, name: str, other: str) -> None:
        """Let `other` no longer stand for the stakeholder `name`."""
        self.changeable()
        self.library.unalias(name, other)
        self._reread()

    # What others change

    def take_in(self, changes: Changes, entries: list[Entry]) -> str | None:
        """Have what others changed: `entries` is the list now. Return what the user must be told of it.

        Where the open briefing is gone, the one next to it is opened. One that cannot be read stays as it was.
        """
        at, was_open, had_none = self.position, self.headline, not len(self.shelf)
        self.shelf.take(entries)
        if self.id is None:
            if had_none and entries:
                return "Another Readout has kept a briefing: J opens it, b shows the list."
            return None
        if self.shelf.at(self.id) is None:
            try:
                self._open_near(at or 0)
            except ReadoutError as error:
                return str(error)
            return f"Another Readout has removed this briefing: {was_open}"
        if changes.everything or self.id in changes.ids:
            try:
                self._reread()
            except ReadoutError as error:
                return str(error)
        return None

    # Inside

    def _set_state(self, follow_up_id: str, id: str | None, next_state: dict[str, str]) -> "FollowUp":
        from briefing.model import FollowUpState

        changed = self.changeable(id)
        state = self.follow_up(follow_up_id, id).state
        self.library.set_follow_up(changed, follow_up_id, state=FollowUpState(next_state.get(state, "dropped")))
        self._reread(id)
        return self.follow_up(follow_up_id, id)

    def _reread(self, id: str | None = None) -> None:
        """Read a changed briefing anew, and put its counts into the list."""
        changed = id or self.id or ""
        briefing = self.library.get(changed)
        if changed == self.id:
            self._briefing, self._additions = briefing, None
        if entry := self.shelf.entry(changed):
            states = [follow_up.state.value for follow_up in briefing.follow_ups]
            counted = replace(entry, open=states.count("open"), suggested=states.count("suggested"))
            if counted != entry:
                self.shelf.renew(counted)

    def _corrected(self) -> None:
        self._reread()
        self.shelf.reload()  # the headline may be another

    def _open_near(self, at: int) -> None:
        entries = self.shelf.entries
        if entries:
            self.open(entries[min(at, len(entries) - 1)].id)
        else:
            self.id, self._briefing, self._additions = None, None, None
