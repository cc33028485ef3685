"""`readout history`: what was done to the library, or to one briefing, newest first."""

import argparse
from dataclasses import asdict

from stores.changes import Change
from tui.commands import calls, moments, opening
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "tell what was done to the library or a briefing, newest first"

_SHOWN = 50


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("id", nargs="?", metavar="ID", help=f"of one briefing: {calls.ID}")
    parser.add_argument(
        "--limit", metavar="N", type=calls.counted, default=_SHOWN, help=f"at most so many (default: {_SHOWN})"
    )
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print number, time, who did it, the briefing and what was done of each change, and return the exit status.

    As JSON an array of {"number", "at", "by", "id": the briefing's or null, "what", "undone": bool}.
    """
    with opening.to_read(options) as library:
        changes = library.history(options.id, limit=options.limit + 1)
    there_is_more = len(changes) > options.limit
    changes = changes[: options.limit]
    if options.format == "json":
        say_value([asdict(change) for change in changes])
    elif changes:
        say_rows(*(_row(change) for change in changes))
        if there_is_more:
            complain(f"These are the newest {options.limit}: --limit N shows more.")
    else:
        complain("Nothing was done yet.")
    return 0


def _row(change: Change) -> tuple[str, ...]:
    what = f"{change.what} [taken back]" if change.undone else change.what
    return str(change.number), moments.local(change.at), change.by, change.id or "library", what
