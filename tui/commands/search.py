"""`readout search`: find briefings of the library by words."""

import argparse
import json
from dataclasses import asdict

from stores import Library, library_directory
from tui.commands.entries import declare_format, row
from tui.commands.output import complain, say_json, say_rows

NAME = "search"
SUMMARY = "find briefings of the library by words of their headline, text or follow-ups"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to find: all of the words, capitals or not")
    declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print each briefing found and the line around the first word, and return the exit status."""
    with Library.open(library_directory(options.library), readonly=True) as library:
        hits = library.search(" ".join(options.words))
    if options.format == "json":
        found = [asdict(hit.entry) | {"excerpt": hit.excerpt} for hit in hits]
        say_json(json.dumps(found, ensure_ascii=False, indent=2))
    elif hits:
        for hit in hits:
            say_rows(row(hit.entry), ("", hit.excerpt))
    else:
        complain(f"No briefing has all of these words: {' '.join(options.words)}")
    return 0
