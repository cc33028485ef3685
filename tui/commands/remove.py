"""`readout remove`: take briefings out of the library."""

import argparse

from stores import LibraryError
from tui.commands import calls, opening
from tui.commands.output import complain, say_rows

SUMMARY = "take briefings out of the library; 'readout undo' brings them back"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("ids", nargs="+", metavar="ID", help=calls.ID)


def run(options: argparse.Namespace) -> int:
    """Print the line of each that was removed and return the exit status: 1 when one was not found."""
    status = 0
    with opening.to_change(options) as library:
        for id in options.ids:
            try:
                kept = library.get(id)
                library.remove(kept.id)
            except LibraryError as error:
                complain(str(error))
                status = 1
            else:
                say_rows((kept.id, kept.headline.text))
    return status
