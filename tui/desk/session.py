"""What the desk has open: the library, its list, the briefing on the screen. Knows no widget."""

from typing import TYPE_CHECKING

from briefing import sample
from briefing.errors import ReadoutError
from stores.entry import Entry
from stores.library import Library

if TYPE_CHECKING:  # the first headline is painted from the list, before the model is needed
    from briefing.model import Briefing, FollowUp

_NEXT_STATE = {"suggested": "open", "open": "done", "done": "open", "dropped": "open"}
_DROPPED = {"dropped": "suggested"}


class Refused(ReadoutError):
    """What the user asked for makes no sense here; the message says why and what to do."""


class Session:
    """The open library and the briefing on the screen; every change goes through here."""

    def __init__(self, library: Library) -> None:
        """Open the newest briefing of `library`, or the built-in sample where it is empty."""
        self.library = library
        self.entries: list[Entry] = library.entries()
        self.id: str | None = self.entries[0].id if self.entries else None
        self._briefing: Briefing | None = None

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
            self._briefing = self.library.get(self.id) if self.id else sample.briefing()
        return self._briefing

    @property
    def headline(self) -> str:
        """The open briefing's headline, known without reading the briefing."""
        if self._briefing:
            return self._briefing.headline.text
        return self.entries[self.position or 0].headline if self.entries else sample.headline()

    @property
    def position(self) -> int | None:
        """The open briefing's place in the list, from 0; None for the sample."""
        return next((i for i, entry in enumerate(self.entries) if entry.id == self.id), None)

    def open(self, id: str) -> None:
        """Open the briefing with this id. Raises stores.errors.LibraryError when it is gone or cannot be read."""
        self._briefing, self.id = self.library.get(id), id

    def step(self, by: int) -> None:
        """Open the briefing `by` places further down the list. Raises Refused at either end."""
        at = self.position
        if at is None or not 0 <= at + by < len(self.entries):
            where = "last" if by > 0 else "first"
            raise Refused(
                "There is only the sample; press a to add an article."
                if at is None
                else f"This is the {where} briefing."
            )
        self.open(self.entries[at + by].id)

    def add(self, briefing: "Briefing") -> bool:
        """Keep `briefing` and open it. Return False when its article was already in the library."""
        held = self.library.holds(briefing.article)
        self.open(held or self.library.add(briefing))
        self.entries = self.library.entries()
        return held is None

    def keep_sample(self) -> None:
        """Write the sample to the library. Raises Refused when a briefing of the library is open."""
        if not self.is_sample:
            raise Refused("This briefing is already in your library.")
        self.add(self.briefing)

    def remove(self, id: str | None = None) -> str:
        """Take a briefing, the open one unless `id` names another, out of the library. Return its headline.

        If it was open, its neighbour is opened. Raises Refused when only the sample is there.
        """
        id = id or self.id
        entry = next((entry for entry in self.entries if entry.id == id), None)
        if entry is None:
            raise Refused("The sample is not in your library, so there is nothing to remove.")
        at = self.entries.index(entry)
        self.library.remove(entry.id)
        if entry.id == self.id:
            self._reload(at)
        else:
            self.entries = self.library.entries()
        return entry.headline

    def undo(self) -> str:
        """Take back the last change of this session and return it in words. Raises Refused when there is none."""
        before = {entry.id for entry in self.entries}
        told = self.library.undo()
        if told is None:
            raise Refused("Nothing to undo: nothing was changed since the desk was opened.")
        at = self.position or 0
        self.entries = self.library.entries()
        returned = next((entry.id for entry in self.entries if entry.id not in before), None)
        if returned or any(entry.id == self.id for entry in self.entries):
            self.open(returned or self.id or "")
        else:
            self._reload(at)
        return told

    def advance(self, follow_up_id: str) -> "FollowUp":
        """Take a follow-up one state further and return it as it is now."""
        return self._set_state(follow_up_id, _NEXT_STATE)

    def drop(self, follow_up_id: str) -> "FollowUp":
        """Drop a follow-up, or make a dropped one a suggestion again, and return it as it is now."""
        return self._set_state(follow_up_id, _DROPPED)

    def _set_state(self, follow_up_id: str, next_state: dict[str, str]) -> "FollowUp":
        from briefing.model import FollowUpState

        if self.id is None:
            raise Refused("This is the sample: press w to keep it in your library, then its follow-ups are yours.")
        state = self.briefing.follow_up(follow_up_id).state
        self.library.set_follow_up(self.id, follow_up_id, state=FollowUpState(next_state.get(state, "dropped")))
        self._briefing = self.library.get(self.id)
        self.entries = self.library.entries()
        return self._briefing.follow_up(follow_up_id)

    def _reload(self, at: int) -> None:
        self.entries = self.library.entries()
        if self.entries:
            self.open(self.entries[min(at, len(self.entries) - 1)].id)
        else:
            self.id, self._briefing = None, None
