"""What can be asked of a library: the half of `stores.library.Library` that changes nothing."""

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stores import aliases as aliases_
from stores import head, overlay, versions
from stores.catalogue import ALIASES, HEADS, Catalogue
from stores.entry import Analysis, Entry, Hit
from stores.errors import LibraryError, system_errors_told
from stores.journal.rows import Json

if TYPE_CHECKING:  # what a list of briefings does without is imported where it is used: the desk opens with a list
    from briefing.corrections import Correction
    from briefing.intake.incoming import Original
    from briefing.model import Article, Briefing
    from briefing.near_copies import Fingerprint
    from stores.agenda import AgendaItem
    from stores.changes import Change, Changes
    from stores.doctor import Finding


class HeldCorrection(NamedTuple):
    """A correction that is kept for a briefing: when it was made (ISO 8601), and whether its words are gone."""

    id: str
    at: str
    correction: "Correction"
    orphaned: bool


class ReadableLibrary:
    """An open library that is read. Where something cannot be done, LibraryError says so in one sentence."""

    def __init__(
        self, directory: Path, *, readonly: bool, clock: Callable[[], datetime], by: str, given: aliases_.Given
    ) -> None:
        self.directory = directory
        self._given = functools.cache(given)
        self._catalogue = Catalogue(directory, readonly=readonly, clock=clock, by=by)
        self._fingerprints: dict[bytes, Fingerprint] = {}

    @property
    def damage(self) -> str | None:
        """What is wrong with the journal, as a sentence: the library can then be read and not be written."""
        return self._catalogue.storage.damage

    @property
    def remark(self) -> str | None:
        """What the user should know of where the library lies, as a sentence: locks may not hold on a network."""
        from stores import filesystem

        return filesystem.remark(self.directory)

    def entries(self, query: str | None = None, limit: int | None = None) -> list[Entry]:
        """Return what a list needs of each briefing, newest first.

        With `query` only those with all its words in headline, outlet or tags, capitals or not; at most `limit`.
        """
        with self._reading() as catalogue:
            heads = catalogue.heads()
            ids = catalogue.newest_first()
            if query is None:
                return [head.entry(id, heads[id]) for id in ids[:limit]]
            named = (entry for id in ids if (entry := head.entry(id, heads[id])).is_named_by(query))
            return [entry for entry, _ in zip(named, range(len(ids) if limit is None else limit), strict=False)]

    def fingerprints(self, ids: Iterable[str]) -> "dict[str, Fingerprint]":
        """Return by what near-copies of the briefings' articles are found; what is gone or damaged is left out."""
        from stores import fingerprinting

        with self._reading() as catalogue:
            return fingerprinting.fingerprints(catalogue, ids, self._fingerprints)

    def count(self) -> int:
        """Return how many briefings are kept."""
        with self._reading() as catalogue:
            return len(catalogue.heads())

    def find(self, id: str) -> str:
        """Return the whole of the id that begins so."""
        with self._reading() as catalogue:
            return catalogue.find(id)

    def get(self, id: str) -> "Briefing":
        """Return the newest analysis of the briefing, with what the user changed laid over it."""
        with self._reading() as catalogue:
            found = catalogue.find(id)
            return overlay.briefing(found, catalogue.heads()[found], catalogue.analysis(found), self._names(catalogue))

    def analysis(self, id: str) -> "Briefing":
        """Return the newest analysis of the briefing as it was made, without what the user changed."""
        from briefing.contract import from_json

        with self._reading() as catalogue:
            return from_json(catalogue.analysis(catalogue.find(id)))

    def analyses(self, id: str) -> list[Analysis]:
        """Return what the analyses of the briefing were made by, the first one first."""
        with self._reading() as catalogue:
            found = catalogue.find(id)
            made = [catalogue.analysis(found, at)["made_by"] for at in range(len(catalogue.heads()[found]["analyses"]))]
            return [Analysis(n, by["readout"], by["model"], by["at"]) for n, by in enumerate(made, 1)]

    def original(self, id: str) -> "Original | None":
        """Return what the newest analysis of the briefing was read from, as it came; None where it was not kept.

        Raises LibraryError when it is missing or damaged; the briefing is whole then.
        """
        from briefing.intake.incoming import Original

        with self._reading() as catalogue:
            found = catalogue.find(id)
            told = catalogue.heads()[found]["analyses"][-1].get("original", {})
            if "kind" not in told:
                return None
            if "sha256" in told:
                data = catalogue.originals.read(told["sha256"], found)
            else:
                data = catalogue.analysis(found)["article"]["text"].encode("utf-8", "surrogatepass")
            return Original(data, told["kind"], tuple(told.get("notices", ())))

    def told(self, id: str) -> tuple[str, ...]:
        """Return what the way in had to say of how the briefing's article came, a sentence each."""
        with self._reading() as catalogue:
            return tuple(catalogue.heads()[catalogue.find(id)]["analyses"][-1].get("original", {}).get("notices", ()))

    def holds(self, article: "Article") -> str | None:
        """Return the id under which a briefing of this article is kept, or None.

        It is the same article when its text is the same and so is its address, where both have one.
        """
        with self._reading() as catalogue:
            return catalogue.of_article(article.sha256, article.canonical_url or article.url)

    def holds_page(self, article: "Article") -> str | None:
        """Return the id of the briefing of the page that this article was on, whatever its text was; None without."""
        address = article.canonical_url or article.url
        if address is None:
            return None
        with self._reading() as catalogue:
            return versions.of_page(catalogue.heads(), address)

    def headline(self, id: str) -> str:
        """Return the headline of the briefing, as the user corrected it."""
        with self._reading() as catalogue:
            return head.headline(catalogue.heads()[catalogue.find(id)])

    def version(self, id: str) -> int:
        """Return the number of the newest version of the briefing's article, from 1."""
        with self._reading() as catalogue:
            return versions.version_of(catalogue.heads()[catalogue.find(id)]["analyses"][-1])

    def versions(self, id: str) -> "list[Briefing]":
        """Return the newest analysis of each version of the briefing's article, as it was made, the first one first."""
        from briefing.contract import from_json

        with self._reading() as catalogue:
            found = catalogue.find(id)
            row = catalogue.heads()[found]
            return [from_json(catalogue.analysis(found, at, head=row)) for at in versions.last_of_each(row["analyses"])]

    def note_of(self, id: str) -> str:
        """Return the user's note on the briefing, empty where there is none."""
        with self._reading() as catalogue:
            return str(catalogue.heads()[catalogue.find(id)].get("note", ""))

    def corrections(self, id: str) -> list[HeldCorrection]:
        """Return the user's corrections of the briefing, in the order they were made."""
        with self._reading() as catalogue:
            found = catalogue.find(id)
            row = catalogue.heads()[found]
            if not row["corrections"]:
                return []
            from briefing.contract import from_json
            from briefing.corrections import corrected

            held = overlay.corrections_of(row)
            made = from_json(catalogue.analysis(found))
            orphaned = corrected(made, list(held.values()), self._names(catalogue)).orphaned
            return [
                HeldCorrection(id, row["corrections"][id]["at"], correction, at in orphaned)
                for at, (id, correction) in enumerate(held.items())
            ]

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """Return the library's own other names of stakeholders, by the name they are shown under."""
        with self._reading() as catalogue:
            return catalogue.aliases()

    def given_aliases(self) -> dict[str, tuple[str, ...]]:
        """Return those of the aliases given at the opening that hold, for the library's own do not say otherwise."""
        with self._reading() as catalogue:
            return aliases_.holding(catalogue.aliases(), self._given())

    def named(self, briefing: "Briefing") -> "Briefing":
        """Return a briefing that is not kept here, with its stakeholders under the names they have here."""
        with self._reading() as catalogue:
            names = self._names(catalogue)
        if not names:
            return briefing
        from briefing.corrections import corrected

        return corrected(briefing, (), names).briefing

    def agenda(self, *, suggestions: bool = False) -> "list[AgendaItem]":
        """Return the open follow-ups of all briefings by due date, and after them, if asked for, the suggested ones."""
        from stores import agenda

        with self._reading() as catalogue:
            return list(agenda.items(catalogue, suggestions=suggestions))

    def history(self, id: str | None = None, limit: int | None = None) -> "list[Change]":
        """Return what was done to the briefing, or to the whole library, the newest first; at most `limit` changes."""
        from stores import history

        with self._reading() as catalogue:
            found = catalogue.find_ever(id) if id is not None else None
            text_of = functools.cache(self._text_of)
            told = history.told(history.commits(catalogue.storage.directory), found, text_of)
            return [change for change, _ in zip(told, range(10**9 if limit is None else limit), strict=False)]

    def poll(self) -> "Changes":
        """Return what others have changed since this was asked last; where nothing was, it costs one look at a file."""
        from stores.changes import Changes

        with self._reading() as catalogue:
            touched = catalogue.storage.touched_by_others()
            if touched is None or any(table == ALIASES for table, _ in touched):
                return Changes(everything=True)
            return Changes(frozenset(id for table, id in touched if table == HEADS))

    def search(self, words: str, limit: int | None = None) -> list[Hit]:
        """Return the briefings that fit `words`, newest first: words, "phrases", and fields such as speaker:Byron."""
        from stores import searching

        with self._reading() as catalogue:
            return searching.hits(catalogue, words, limit, self._names(catalogue))

    def verify(self) -> "list[Finding]":
        """Return what is found in the library's files, every one of them read; damage first."""
        from stores import doctor

        return doctor.examine(self.directory)

    def export(self, ids: Iterable[str] | None = None) -> Iterator[str]:
        """Yield the briefings, or all and the other names of stakeholders, as lines of JSON, the oldest first.

        `stores.exchange` says what is in them. Those whose analyses are damaged are told of in one LibraryError at
        the end.
        """
        from stores import exchange

        with system_errors_told(self.directory):
            yield from exchange.exported(self._catalogue, ids, functools.cache(self._text_of))

    @contextmanager
    def _reading(self) -> Iterator[Catalogue]:
        with system_errors_told(self.directory), self._catalogue.storage.alone:
            yield self._catalogue

    def _names(self, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
        """Return all other names of stakeholders that hold, by the name they are shown under."""
        return aliases_.together(catalogue.aliases(), self._given())

    def _headline_of(self, id: str) -> str:
        row = self._catalogue.heads().get(id)
        return head.headline(row) if row else id

    def _follow_up_of(self, id: str, follow_up_id: str) -> Json | None:
        with self._reading() as catalogue:
            try:
                found = overlay.follow_ups(catalogue.heads()[id], catalogue.analysis(id))
            except (LibraryError, KeyError):  # what was done to it can be told and taken back all the same
                return None
            return next((f for f in found if f["id"] == follow_up_id), None)

    def _text_of(self, id: str, follow_up_id: str) -> str:
        follow_up = self._follow_up_of(id, follow_up_id)
        return follow_up["text"] if follow_up else f"{follow_up_id} of a briefing that is gone"
