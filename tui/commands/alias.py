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
    """Print names and their aliases as they are then, or {name: [aliases]}, and return the exit status.

    Those of the configuration, which hold beside the library's, are marked in the text; in JSON they come last.
    Returns 1 where an alias was to be removed that is the configuration's.
    """
    name, aliases = options.name, options.aliases
    if options.remove and name is None:
        raise WrongCall("--remove needs the NAME for which they stood.")
    if options.remove or aliases:
        with opening.to_change(options) as library:
            if aliases:
                library.alias(name, *aliases)
            if options.remove:
                library.unalias(name, *options.remove)
            own, configured = library.aliases(), library.given_aliases()
    else:
        with opening.to_read(options) as library:
            own, configured = library.aliases(), library.given_aliases()
    names = [one for one in own | configured if name in (None, one)]
    if options.format == "json":
        say_value({one: [*own.get(one, ()), *configured.get(one, ())] for one in names})
    elif names:
        marked = ((own, ""), (configured, " (configuration)"))
        say_rows(
            *((f"{one}: {', '.join(of[one])}{mark}",) for one in sorted(names) for of, mark in marked if one in of)
        )
    else:
        complain("No stakeholder has other names." if name is None else f"{name} has no other names.")
    stay = [other for other in options.remove if other in configured.get(name, ())]
    if stay:
        from tui.configuration import configuration_file

        complain(f"Not removed: {', '.join(stay)}. The configuration says so: change it in {configuration_file()}.")
    return 1 if stay else 0
