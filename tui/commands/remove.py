"""`readout remove`: take briefings out of the library."""

import argparse

from stores import LibraryError
from tui.commands import calls, opening
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "take briefings out of the library; 'readout undo' brings them back"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("ids", nargs="+", metavar="ID", help=calls.ID)
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print what was removed, a line or {"id", "headline"} each, and return the exit status: 1 when one was not."""
    told, status = [], 0
    with opening.to_change(options) as library:
        headlines = {entry.id: entry.headline for entry in library.entries()}
        for id in options.ids:
            try:
                found = library.find(id)
                library.remove(found)
            except LibraryError as error:
                complain(str(error))
                status = 1
                continue
            told.append({"id": found, "headline": headlines.get(found, "")})
            if options.format == "text":
                say_rows((found, headlines.get(found, "")))
    if options.format == "json":
        say_value(told)
    return status
