"""`readout alias`: names that stand for one stakeholder in the whole library."""

import argparse

from tui.commands import calls, opening
from tui.commands.errors import WrongCall
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "show stakeholders of other names under one, in the whole library"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name to show; without: list all")
    parser.add_argument("aliases", nargs="*", metavar="ALIAS", help="another name of it; without: list those there are")
    parser.add_argument(
        "--remove", nargs="+", action="extend", default=[], metavar="ALIAS", help="names that no longer stand for it"
    )
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print names and their aliases as they are then, or {name: [aliases]}, and return the exit status."""
    name, aliases = options.name, options.aliases
    if options.remove and name is None:
        raise WrongCall("--remove needs the NAME for which they stood.")
    if options.remove or aliases:
        with opening.to_change(options) as library:
            if aliases:
                library.alias(name, *aliases)
            if options.remove:
                library.unalias(name, *options.remove)
            known = library.aliases()
    else:
        with opening.to_read(options) as library:
            known = library.aliases()
    shown = {one: others for one, others in known.items() if name in (None, one)}
    if options.format == "json":
        say_value(shown)
    elif shown:
        say_rows(*((f"{one}: {', '.join(others)}",) for one, others in sorted(shown.items())))
    else:
        complain("No stakeholder has other names." if name is None else f"{name} has no other names.")
    return 0
