"""`readout list`: the briefings of the library, newest first."""

import argparse
from dataclasses import asdict

from stores import Entry, library_directory
from tui.commands import calls, opening
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "list the briefings of the library, newest first"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument(
        "--query", metavar="WORDS", help="only those with all these words in headline, outlet or tags, capitals or not"
    )
    parser.add_argument("--limit", metavar="N", type=calls.counted, help="at most so many")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print one line for each briefing, or all as a JSON array of entries, and return the exit status."""
    with opening.to_read(options) as library:
        entries = library.entries(options.query, options.limit)
    if options.format == "json":
        say_value([{name: value for name, value in asdict(entry).items() if name != "apart"} for entry in entries])
    elif entries:
        say_rows(*(row(entry) for entry in entries))
    elif options.query is not None:
        complain(f"No briefing is named by all of these words: {options.query}")
    else:
        directory = library_directory(options.library)
        complain(f"The library at {directory} is empty: 'readout add SOURCE' keeps a briefing.")
    return 0


def row(entry: Entry) -> tuple[str, str]:
    """Return id, and headline with what else is known: "Harbour kept — The Post · 2026-03-01 · 1 open · #pier"."""
    known = [entry.outlet, entry.published and entry.published.partition("T")[0]]
    counts = [f"{entry.open} open" if entry.open else None, f"{entry.suggested} suggested" if entry.suggested else None]
    more = " · ".join(filter(None, [*known, *counts, ", ".join(f"#{tag}" for tag in entry.tags)]))
    return entry.id, f"{entry.headline} — {more}" if more else entry.headline
