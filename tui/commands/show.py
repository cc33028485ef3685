"""`readout show`: print a briefing of the library."""

import argparse

from stores import Library, library_directory
from tui.commands import formats

NAME = "show"
SUMMARY = "print a briefing of the library, with your changes"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("id", metavar="ID", help="its id, or as much of it as fits no other")
    formats.declare(parser)


def run(options: argparse.Namespace) -> int:
    """Print the briefing and return the exit status."""
    with Library.open(library_directory(options.library), readonly=True) as library:
        formats.show(library.get(options.id), options.format)
    return 0
