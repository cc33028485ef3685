"""`readout backup`: copy the library, and list the copies there are."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from stores import library_directory
from stores.errors import system_errors_told
from tui.commands import calls, moments, opening
from tui.commands.errors import WrongCall
from tui.commands.output import complain, say_rows, say_value

if TYPE_CHECKING:
    from stores.backups import Backup

SUMMARY = "copy the library, or list the backups there are"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument(
        "destination",
        nargs="?",
        metavar="DEST",
        help="a directory for a copy that shares nothing with the library; without: among the library's own backups",
    )
    parser.add_argument("--list", action="store_true", help="list the library's own backups, newest first")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print where the copy is, or the backups there are, and return the exit status.

    As JSON {"backup": path}, or an array of {"name", "path", "at", "kind", "full": bool, "briefings":
    how many}.
    """
    if options.list:
        if options.destination is not None:
            raise WrongCall("--list makes no copy: leave DEST out, or --list.")
        say_kept(library_directory(options.library), options.format)
        return 0
    destination = None if options.destination is None else Path(options.destination)
    with opening.to_change(options) as library:
        made = library.backup(destination)
    if options.format == "json":
        say_value({"backup": os.fspath(made)})
    else:
        say_rows((os.fspath(made),))
    return 0


def kept_in(directory: Path) -> "list[Backup]":
    """Return the library's own backups, newest first."""
    from stores.backups import kept

    with system_errors_told(directory):
        return kept(directory)


def say_kept(directory: Path, format: str) -> None:
    """Print the library's own backups, newest first."""
    backups = kept_in(directory)
    if format == "json":
        say_value([_described(backup) for backup in backups])
    elif backups:
        say_rows(*(_row(backup) for backup in backups))
    else:
        complain(f"The library at {directory} has no backups yet: 'readout backup' makes one.")


def _described(backup: "Backup") -> dict[str, object]:
    return {
        "name": backup.path.name,
        "path": os.fspath(backup.path),
        "at": backup.at,
        "kind": backup.kind,
        "full": backup.full,
        "briefings": backup.briefings,
    }


def _row(backup: "Backup") -> tuple[str, ...]:
    briefings = f"{backup.briefings} briefing{'' if backup.briefings == 1 else 's'}"
    sharing = "full copy" if backup.full else "shares files with the library"
    return backup.path.name, moments.local(backup.at), backup.kind, briefings, sharing
