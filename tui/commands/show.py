"""`readout show`: print a briefing of the library."""

import argparse

from tui.commands import calls, formats, opening

SUMMARY = "print a briefing of the library, with your changes"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("id", metavar="ID", help=calls.ID)
    formats.declare(parser)


def run(options: argparse.Namespace) -> int:
    """Print the briefing and return the exit status."""
    with opening.to_read(options) as library:
        formats.show(library.get(options.id), options.format)
    return 0
