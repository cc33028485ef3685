"""`readout list`: the briefings of the library, newest first."""

import argparse
import json
from dataclasses import asdict

from stores import Entry, Library, library_directory
from tui.commands.output import complain, say_json, say_rows

NAME = "list"
SUMMARY = "list the briefings of the library, newest first"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print one line for each briefing, or all as a JSON array, and return the exit status."""
    directory = library_directory(options.library)
    with Library.open(directory, readonly=True) as library:
        entries = library.entries()
    if options.format == "json":
        say_json(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=2))
    elif entries:
        say_rows(*(row(entry) for entry in entries))
    else:
        complain(f"The library at {directory} is empty: 'readout add SOURCE' keeps a briefing.")
    return 0


def declare_format(parser: argparse.ArgumentParser) -> None:
    """Add the choice between lines to read and JSON."""
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="how to print it: to read, or for another program (default: text)",
    )


def row(entry: Entry) -> tuple[str, str]:
    """Return id, and headline with what else is known: "Harbour kept — The Post · 2026-03-01 · 1 open"."""
    known = [entry.outlet, entry.published and entry.published.partition("T")[0]]
    counts = [f"{entry.open} open" if entry.open else None, f"{entry.suggested} suggested" if entry.suggested else None]
    more = " · ".join(filter(None, [*known, *counts]))
    return entry.id, f"{entry.headline} — {more}" if more else entry.headline
