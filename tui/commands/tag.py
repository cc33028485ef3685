"""`readout tag`: give a briefing tags, take them away, show them."""

import argparse

from tui.commands import calls, opening
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "give a briefing tags, take them away, or show them"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("id", metavar="ID", help=calls.ID)
    parser.add_argument("tags", nargs="*", metavar="TAG", help="tags to give; without any: show those there are")
    parser.add_argument("--remove", nargs="+", action="extend", default=[], metavar="TAG", help="tags to take away")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print the tags as they are then, a line each or as {"id", "tags": []}, and return the exit status."""
    if options.tags or options.remove:
        with opening.to_change(options) as library:
            id = library.find(options.id)
            tags = library.tag(id, *options.tags, remove=options.remove)
    else:
        with opening.to_read(options) as library:
            id = library.find(options.id)
            tags = next(entry.tags for entry in library.entries() if entry.id == id)
    if options.format == "json":
        say_value({"id": id, "tags": tags})
    elif tags:
        say_rows(*((tag,) for tag in tags))
    else:
        complain("This briefing has no tags.")
    return 0
