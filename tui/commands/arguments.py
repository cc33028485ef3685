"""What may be said on the command line, in words for its users."""

import argparse
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from tui.commands.calls import Parser, declare_shared, sentence

MODULES = {
    "brief": "brief",
    "add": "add",
    "list": "entries",
    "show": "show",
    "search": "search",
    "feeds": "feeds",
    "inbox": "feeds_inbox",
    "follow-ups": "follow_ups",
    "tag": "tag",
    "note": "note",
    "correct": "correct",
    "alias": "alias",
    "reanalyse": "reanalyse",
    "remove": "remove",
    "undo": "undo",
    "history": "history",
    "export": "exporting",
    "import": "importing",
    "backup": "backup",
    "restore": "restore",
    "doctor": "doctor",
}
"""The module of `tui.commands` in which each command is."""

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
  readout search speaker:Byron stance:asks       who asked for what
  readout follow-ups                             what is due
  readout feeds add https://example.org          subscribe; then: readout inbox
  readout COMMAND --help                         more about a command

exit status: 0 all went well, 1 something failed (the rest is done), 2 a wrong call"""


class Whole(Parser):
    """The parser of the whole command line. Where the first word names a command, that is all it needs to know."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse's."""
        named = args[0] if args and args[0] in MODULES else None
        _add_commands(self, [named] if named else MODULES)
        return super().parse_known_args(args, namespace)


def parser() -> Parser:
    """Return the parser of the whole command line; `run` of its result is the command, None for the desk."""
    whole = Whole(
        prog="readout",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="store_true", help="say which Readout this is, and leave")
    declare_shared(whole, library=None, offline=False)
    whole.set_defaults(run=None)
    return whole


def _add_commands(whole: Parser, names: Iterable[str]) -> None:
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for name in names:
        command = import_module(f"tui.commands.{MODULES[name]}")
        one = commands.add_parser(name, help=command.SUMMARY, description=sentence(command.SUMMARY), allow_abbrev=False)
        declare_shared(one)
        command.declare(one)
        one.set_defaults(run=command.run)
