"""The library of briefings: all that the rest of the program sees of how they are kept."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from stores import head, originals, versions
from stores.aliases import Given
from stores.apart import parted
from stores.catalogue import ALIASES, HEADS, REMOVED, Catalogue
from stores.errors import ChangedSinceError, LibraryError, system_errors_told
from stores.journal import layout
from stores.journal.commit import Commit, reversed_ops
from stores.journal.rows import Json
from stores.journal.storage import Transaction
from stores.readable import ReadableLibrary

if TYPE_CHECKING:  # what a list of briefings does without is imported where it is used: the desk opens with a list
    from briefing.corrections import Correction
    from briefing.intake.incoming import Original
    from briefing.model import Briefing, FollowUpState, Span
    from stores.exchange import Imported


def _now() -> datetime:
    return datetime.now(UTC)


class Library(ReadableLibrary):
    """Briefings on the user's own disk. Every change is on the disk when its call returns.

    Several processes and threads may use one library at a time: writers wait for each other, and a reader sees
    what others have written at its next call. Where an id is asked for, the beginning of one is enough if it
    fits no other. Every method raises LibraryError, in one sentence, when it cannot do what is asked.
    """

    def __init__(
        self, directory: Path, *, readonly: bool, clock: Callable[[], datetime], by: str, given: Given
    ) -> None:
        super().__init__(directory, readonly=readonly, clock=clock, by=by, given=given)
        self._steps: list[Commit] = []
        self._changed = False

    @classmethod
    def open(
        cls,
        path: Path,
        readonly: bool = False,
        *,
        clock: Callable[[], datetime] = _now,
        by: str = "library",
        aliases: Given = dict,
    ) -> "Library":
        """Open the library in the directory `path`; one that is not there yet is empty until something is added.

        With `readonly` nothing is ever created or written. `clock` gives the time of what is added and changed, `by`
        names who changes it, for the history. `aliases` gives other names of stakeholders: they hold in all that is
        read, where the library's own do not say otherwise, and are never written. Raises DamagedError, a LibraryError,
        when the catalogue is missing or damaged, OlderError when it is an earlier Readout's and `readonly` forbids to
        bring it up to date.
        """
        with system_errors_told(path):
            if (path / layout.OLDER).exists() or not (path / layout.CATALOGUE).exists():
                from stores import migration

                migration.migrate_if_older(path, readonly=readonly, clock=clock)
            return cls(path, readonly=readonly, clock=clock, by=by, given=aliases)

    def __enter__(self) -> "Library":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def again(self) -> "Library":
        """Open the same library a second time, for another thread to read while this one works."""
        return Library.open(self.directory, aliases=self._given)

    def close(self) -> None:
        """Let go of the files. There is nothing left to write: every change was written when it was made.

        Where this object has changed something, the backup of the day is made if there is none yet.
        """
        if self._changed:
            self._changed = False
            with suppress(LibraryError):  # the next one that closes tries again
                self._back_up_if_due(datetime.fromisoformat(self._catalogue.at))
        self._catalogue.close()

    # Changing

    def add(self, briefing: "Briefing", original: "Original | None" = None) -> str:
        """Keep the briefing and return its id; if one of the same article is kept already, only return that id.

        `original` is what the article was read from, which is kept beside it.
        """
        from briefing.contract import to_json
        from stores import searching

        article = briefing.article
        packed = None if original is None else originals.packed(original, article.text)
        with self._changing() as (catalogue, _):
            held = catalogue.of_article(article.sha256, article.canonical_url or article.url)
            if held is not None:
                return held
            id = catalogue.free_id(briefing.id)
            plain = to_json(briefing)
            with catalogue.originals.keeping(packed) as entry:
                kept = catalogue.keep(id, plain, catalogue.at, entry)
            catalogue.put(HEADS, id, head.begun(plain, kept))
        with self._reading() as catalogue:
            searching.keep_line(catalogue, id, plain)
        return id

    def remove(self, id: str) -> None:
        """Keep the briefing no longer. Its files stay on the disk for thirty days, so that it can be taken back."""
        with self._changing() as (catalogue, _):
            found = catalogue.find(id)
            gone, earlier = catalogue.heads()[found], catalogue.removed().get(found, {})
            numbers = [*earlier.get("analyses", ()), *(kept["n"] for kept in gone["analyses"])]
            waiting = [*earlier.get("originals", ()), *head.originals(gone)]
            catalogue.take_out(HEADS, found)
            catalogue.put(REMOVED, found, head.removed(catalogue.at, numbers, waiting))

    def reanalyse(self, id: str, briefing: "Briefing") -> int:
        """Keep a further analysis of the briefing, beside the earlier ones, and return its number.

        What the user did to follow-ups and corrected stays, tied to the words it was about.
        """
        with self._changing() as (catalogue, _):
            found = catalogue.find(id)
            newest = catalogue.heads()[found]["analyses"][-1]
            return versions.analysed(catalogue, found, briefing, newest.get("original"), versions.version_of(newest))

    def update(self, id: str, briefing: "Briefing", original: "Original | None" = None) -> int:
        """Keep what the publisher has made of the article as a new version of the briefing, and return its number.

        `original` is what the new text was read from. What the user did stays as with `reanalyse`, and so do the
        earlier versions.
        """
        packed = None if original is None else originals.packed(original, briefing.article.text)
        with self._changing() as (catalogue, _):
            found = catalogue.find(id)
            version = versions.version_of(catalogue.heads()[found]["analyses"][-1]) + 1
            with catalogue.originals.keeping(packed) as entry:
                versions.analysed(catalogue, found, briefing, entry, version)
            return version

    def set_follow_up(
        self,
        briefing_id: str,
        follow_up_id: str,
        *,
        state: "FollowUpState | str | None" = None,
        due: str | None = None,
        text: str | None = None,
    ) -> None:
        """Change a follow-up: what is None stays as it is; `due` is ISO 8601, or "" for no date any more."""
        from stores import follow_ups

        def changed(id: str, row: Json) -> Json:
            analysis = self._catalogue.analysis(id)
            return follow_ups.changed(row, analysis, follow_up_id, state=state, due=due, text=text)

        self._change(briefing_id, changed)

    def add_follow_up(self, id: str, text: str, *, due: str | None = None, spans: "Sequence[Span]" = ()) -> str:
        """Add an open follow-up of the user's own, with the words it is about, and return its id."""
        from stores import follow_ups

        plain = [{"start": span.start, "end": span.end, "exact": span.exact} for span in spans]
        added = []

        def changed(_: str, row: Json) -> Json:
            after, follow_up_id = follow_ups.added(row, text, due=due, spans=plain)
            added.append(follow_up_id)
            return after

        self._change(id, changed)
        return added[0]

    def tag(self, id: str, *tags: str, remove: Iterable[str] = ()) -> tuple[str, ...]:
        """Give the briefing tags and take others away; return those it has then. Capitals make no difference."""
        added = {(kept := " ".join(tag.split())).casefold(): kept for tag in tags}
        if "" in added.values():
            raise LibraryError("A tag needs at least one letter.")
        gone = {" ".join(tag.split()).casefold() for tag in remove}
        now: list[str] = []

        def changed(_: str, row: Json) -> Json:
            had = {tag.casefold(): tag for tag in row.get("tags", ())}
            now[:] = sorted((tag for key, tag in (added | had).items() if key not in gone), key=str.casefold)
            return _with(row, "tags", now)

        self._change(id, changed)
        return tuple(now)

    def take_apart(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Note that the articles of each pair are no near-copies of each other; return whether that is new of any."""
        with self._changing() as (catalogue, transaction):
            heads = catalogue.heads()
            for id, others in parted(pairs).items():
                if id in heads:
                    row = heads[id]
                    catalogue.put(HEADS, id, _with(row, "apart", sorted({*row.get("apart", ()), *others})))
        return transaction.commit is not None

    def note(self, id: str, text: str) -> None:
        """Write the user's note on the briefing, in place of the one before; an empty text takes it away."""
        kept = text.strip("\n") if text.strip() else ""
        self._change(id, lambda _, row: _with(row, "note", kept))

    def correct(self, id: str, correction: "Correction") -> str:
        """Keep a correction of the briefing and return its id. It is tied to its words, whatever analysis comes."""
        from briefing.corrections import to_json

        made = []

        def changed(_: str, row: Json) -> Json:
            held = row["corrections"]
            made.append(f"c{1 + max((int(id[1:]) for id in held), default=0)}")
            return row | {"corrections": held | {made[0]: to_json(correction) | {"at": self._catalogue.at}}}

        self._change(id, changed)
        return made[0]

    def withdraw(self, id: str, correction_id: str) -> None:
        """Keep a correction no longer."""

        def changed(_: str, row: Json) -> Json:
            held = row["corrections"]
            if correction_id not in held:
                raise LibraryError(f"This briefing has no correction {correction_id}.")
            return row | {"corrections": {id: kept for id, kept in held.items() if id != correction_id}}

        self._change(id, changed)

    def alias(self, name: str, *aliases: str) -> None:
        """Show stakeholders of the names `aliases` under `name`, in the whole library."""
        self._set_aliases(name, lambda had: [*had, *(a for a in aliases if a not in had)])

    def unalias(self, name: str, *aliases: str) -> None:
        """Let `aliases`, or all there are, no longer stand for `name`."""
        self._set_aliases(name, lambda had: [a for a in had if aliases and a not in aliases])

    def undo(self, number: int | None = None, *, anyones: bool = False) -> str | None:
        """Take back a change and return in words what is so again; None if there is none to take back.

        That is the last change made through this object; with `anyones` the last one of the library; with `number`
        the change of that number in the history. A change that somebody else has changed since is left as it is:
        LibraryError says so, and the next call takes back the one before.
        """
        from stores import history

        with self._reading() as catalogue:
            if number is None and not anyones:
                commit = self._steps[-1] if self._steps else None
            else:
                done = history.commits(catalogue.storage.directory)
                commit = history.last_to_undo(done) if number is None else history.numbered(done, number)
            if commit is None:
                return None
        try:
            with self._changing(undoes=commit.seq) as (catalogue, transaction):
                catalogue.refuse_if_gone(commit)
                history.refuse_if_worked_on_since(commit, catalogue.heads(), catalogue.storage.directory)
                transaction.carry_out(reversed_ops(commit, transaction.tables))
        except ChangedSinceError:
            self._forget(commit)
            raise
        self._forget(commit)
        return history.so_again(commit, self._headline_of, self._follow_up_of)

    # The parts that are modules of their own

    def compact(self) -> None:
        """Fold the journal into the catalogue."""
        with system_errors_told(self.directory):
            self._catalogue.storage.compact()

    def backup(self, dest: Path | None = None) -> Path:
        """Copy the library into the new directory `dest`, without one among its own backups; return where it is.

        The copy in `dest` shares nothing with the library and is read again and compared.
        """
        from stores import backups

        with system_errors_told(self.directory):
            directory, now = self._catalogue.storage.directory, self._catalogue.clock()
            return backups.made(directory, now) if dest is None else backups.copied_to(directory, dest, now)

    def backup_if_due(self) -> Path | None:
        """Make the backup of the day where there is none yet, a full copy once a week, and return it; else None.

        Older ones go, and with them the files of briefings that were removed more than thirty days ago.
        """
        return self._back_up_if_due(self._catalogue.clock())

    def import_(self, lines: Iterable[str]) -> "Imported":
        """Keep the briefings in lines that `export` made, each of which can be taken back by itself.

        One whose article is held already is left as it is; a line that is not sound is left out, and the others stay.
        """
        from stores import exchange

        def done(commit: Commit) -> None:
            self._changed = True
            self._steps.append(commit)

        with system_errors_told(self.directory):
            return exchange.import_lines(self._catalogue, lines, done, lambda name, others: self.alias(name, *others))

    # Inside

    def _back_up_if_due(self, now: datetime) -> Path | None:
        from stores import backups, purging

        storage = self._catalogue.storage
        if storage.readonly or storage.damage is not None:
            return None
        with system_errors_told(self.directory):
            made = backups.made_if_due(storage.directory, now)
            if made is not None:
                purging.purge(self._catalogue, now)
            return made

    @contextmanager
    def _changing(self, undoes: int | None = None) -> Iterator[tuple[Catalogue, Transaction]]:
        with self._reading() as catalogue:
            with catalogue.changing(undoes) as transaction:
                yield catalogue, transaction
            if transaction.commit is not None:
                self._changed = True
                if undoes is None:
                    self._steps.append(transaction.commit)

    def _change(self, id: str, changed: Callable[[str, Json], Json]) -> None:
        """Let `changed` make another head of the briefing's, in one commit."""
        with self._changing() as (catalogue, _):
            found = catalogue.find(id)
            before = catalogue.heads()[found]
            after = changed(found, before)
            if after != before:
                catalogue.put(HEADS, found, after)

    def _set_aliases(self, name: str, changed: Callable[[Sequence[str]], list[str]]) -> None:
        if not name.strip():
            raise LibraryError("A stakeholder needs a name.")
        with self._changing() as (catalogue, _):
            had = catalogue.aliases()
            names = changed(had.get(name, ()))
            if names:
                catalogue.put(ALIASES, name, {"aliases": names})
            elif name in had:
                catalogue.take_out(ALIASES, name)

    def _forget(self, commit: Commit) -> None:
        self._steps = [step for step in self._steps if step.seq != commit.seq]


def _with(row: Json, name: str, value: object) -> Json:
    """Return the row with `value` under `name`, without `name` where the value is empty."""
    rest = {key: kept for key, kept in row.items() if key != name}
    return rest | {name: value} if value else rest
