"""`readout restore`: put the library back as a backup holds it, and keep what was there."""

import argparse
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stores import Entry, Library, LibraryError, library_directory, schema_0
from stores.journal.layout import CATALOGUE
from tui.commands import backup, calls
from tui.commands.errors import InputError, WrongCall
from tui.commands.output import ask, complain, say_rows, say_value

SUMMARY = "put the library back as a backup holds it; what was there is kept beside it"

_NAMED_AT_MOST = 20


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument(
        "backup",
        nargs="?",
        metavar="BACKUP",
        help="a name in 'readout backup --list', or the directory of a copy; without: list the backups",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Say what will be lost, ask, put the backup in place, and print where what was there is kept.

    As JSON {"restored": path of the backup, "kept": path, "lost": [ids of briefings that are no longer there]}.
    Returns 1 when the answer is no. Raises WrongCall when nobody can be asked and `--yes` is not given.
    """
    directory = library_directory(options.library)
    if options.backup is None:
        backup.say_kept(directory, options.format)
        return 0
    from stores.restoring import restore

    source = _named(directory, options.backup)
    lost = _lost(directory, source)
    lost.tell(source)
    if not (options.yes or _agreed()):
        complain("Nothing was changed.")
        return 1
    kept = restore(directory, source, clock=lambda: datetime.now(UTC))
    if options.format == "json":
        say_value(
            {"restored": os.fspath(source), "kept": os.fspath(kept), "lost": [entry.id for entry in lost.entries]}
        )
    else:
        say_rows((f"The library at {directory} is as {source.name} holds it.",))
        say_rows((f"What was there before is kept in {kept}.",))
    return 0


@dataclass(frozen=True, slots=True)
class _Lost:
    """What the library holds and a backup does not: briefings, and how many changes; None where it cannot be told."""

    entries: tuple[Entry, ...] = ()
    changes: int | None = None

    def tell(self, source: Path) -> None:
        """Say on standard error what will no longer be in the library."""
        if self.changes is None:
            complain("What the library holds beyond the backup cannot be told.")
        else:
            changes = "1 change" if self.changes == 1 else f"{self.changes} changes"
            complain(f"What was done since {source.name} will be gone: {changes}.")
        for entry in self.entries[:_NAMED_AT_MOST]:
            complain(f"No longer there: {entry.id} {entry.headline}")
        if len(self.entries) > _NAMED_AT_MOST:
            complain(f"… and {len(self.entries) - _NAMED_AT_MOST} more.")


def _lost(directory: Path, source: Path) -> _Lost:
    try:
        with Library.open(source, readonly=True) as held:
            ids = {entry.id for entry in held.entries()}
            last = max((change.number for change in held.history(limit=1)), default=0)
        with Library.open(directory, readonly=True) as library:
            entries = tuple(entry for entry in library.entries() if entry.id not in ids)
            since = {change.number for change in library.history() if change.number > last}
    except LibraryError:
        return _Lost()
    return _Lost(entries, len(since))


def _named(directory: Path, said: str) -> Path:
    for one in backup.kept_in(directory):
        if one.path.name == said:
            return one.path
    if said and any((Path(said) / name).is_file() for name in (CATALOGUE, schema_0.FILE)):
        return Path(said)
    raise InputError(f"There is no backup {said}: 'readout backup --list' lists those there are.")


def _agreed() -> bool:
    answer = ask("Restore it? [y/N]")
    if answer is None:
        raise WrongCall("There is nobody to ask: say --yes to restore all the same.")
    return answer.casefold() in ("y", "yes")
