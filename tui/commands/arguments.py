"""What may be said on the command line, in words for its users."""

import argparse
from typing import NoReturn

from tui.commands import add, brief, entries, output, remove, search, show

_COMMANDS = (brief, add, entries, show, search, remove)

_DESCRIPTION = """\
Readout turns news into briefings that can be checked: the headline, the key
quotes with their speakers, where each stakeholder stands, and what to follow
up. Without a command it opens the desk."""

_EXAMPLES = """\
examples:
  readout                                        the desk
  readout brief https://example.org/news         one briefing, nothing kept
  readout add article.html --outlet "The Post"   keep it in the library
  pbpaste | readout brief - --format markdown    from the clipboard
  readout COMMAND --help                         more about a command

exit status: 0 all went well, 1 something failed (the rest is done), 2 a wrong call"""


class Parser(argparse.ArgumentParser):
    """argparse, but a wrong call is one line, with nothing in it that could act on a terminal."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and leave with 2."""
        output.complain(f"{message[:1].upper()}{message[1:]}: see '{self.prog} --help'.")
        self.exit(2)


def parser() -> Parser:
    """Return the parser of the whole command line; `run` of its result is the command, None for the desk."""
    whole = Parser(
        prog="readout",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="store_true", help="say which Readout this is, and leave")
    _add_shared(whole, library=None, offline=False)
    whole.set_defaults(run=None)
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for command in _COMMANDS:
        one = commands.add_parser(
            command.NAME,
            help=command.SUMMARY,
            description=f"{command.SUMMARY[:1].upper()}{command.SUMMARY[1:]}.",
            allow_abbrev=False,
        )
        _add_shared(one, library=argparse.SUPPRESS, offline=argparse.SUPPRESS)
        command.declare(one)
        one.set_defaults(run=command.run)
    return whole


def _add_shared(one: argparse.ArgumentParser, *, library: object, offline: object) -> None:
    one.add_argument(
        "--library",
        metavar="DIR",
        type=_directory,
        default=library,
        help="the directory of the library (else READOUT_LIBRARY, else the platform's place for data)",
    )
    one.add_argument("--offline", action="store_true", default=offline, help="make no connection to the network")


def _directory(name: str) -> str:
    if not name:
        raise argparse.ArgumentTypeError("it needs the name of a directory")
    return name
