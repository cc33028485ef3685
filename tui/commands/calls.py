"""How a call is put together: its parser, what every command takes, and the commands within a command."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from tui.commands import output

Run = Callable[[argparse.Namespace], int]

_MOST = 10**9

ID = "its id, or as much of it as fits no other"


class Parser(argparse.ArgumentParser):
    """argparse, but options may stand anywhere, and a wrong call is one line in which nothing acts on a terminal."""

    _intermixed = True

    def add_subparsers(self, **kwargs: Any) -> Any:
        """As argparse's; what has commands cannot be called with options anywhere, its commands can."""
        self._intermixed = False
        return super().add_subparsers(**kwargs)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse's, which by itself refuses `readout note ID --format json -`."""
        if not self._intermixed:
            return super().parse_known_args(args, namespace)
        self._intermixed = False  # it calls this again
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._intermixed = True

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and leave with 2."""
        output.complain(f"{message[:1].upper()}{message[1:]}: see '{self.prog} --help'.")
        self.exit(2)


class Within:
    """The commands within a command, as `done` in `readout follow-ups done`."""

    def __init__(self, parser: argparse.ArgumentParser, title: str) -> None:
        self._added = parser.add_subparsers(title=title, metavar="COMMAND", parser_class=Parser)

    def add(self, name: str, summary: str, run: Run, *, formatted: bool = True) -> argparse.ArgumentParser:
        """Add one that takes what every command takes, and `--format` where it is `formatted` so; return its parser."""
        one = self._added.add_parser(name, help=summary, description=sentence(summary), allow_abbrev=False)
        declare_shared(one)
        if formatted:
            declare_format(one, default=argparse.SUPPRESS)  # said after the command within or before it
        one.set_defaults(run=run)
        return one


def declare_shared(
    one: argparse.ArgumentParser, *, library: object = argparse.SUPPRESS, offline: object = argparse.SUPPRESS
) -> None:
    """Add what every command takes."""
    one.add_argument(
        "--library",
        metavar="DIR",
        type=_directory,
        default=library,
        help="the directory of the library (else READOUT_LIBRARY, else the platform's place for data)",
    )
    one.add_argument("--offline", action="store_true", default=offline, help="make no connection to the network")


def declare_format(one: argparse.ArgumentParser, *, default: str = "text") -> None:
    """Add the choice between lines to read and JSON."""
    one.add_argument(
        "--format",
        choices=("text", "json"),
        default=default,
        help="how to print it: to read, or for another program (default: text)",
    )


def sentence(summary: str) -> str:
    """Return the summary of a command as a sentence."""
    return f"{summary[:1].upper()}{summary[1:]}."


def counted(said: str) -> int:
    """Return the whole number above zero that was given, or let argparse say that it is none."""
    if not (said.isdecimal() and int(said)):
        raise argparse.ArgumentTypeError(f"'{said}' is no whole number above zero")
    return min(int(said), _MOST)


def due_date(said: str) -> str:
    """Return the due date that was given as ISO 8601, or let argparse say that it is none."""
    from tui.due_dates import DueDateError, understood

    try:
        return understood(said, date.today())
    except DueDateError as error:
        raise argparse.ArgumentTypeError(str(error).removesuffix(".")) from None


def day_named(said: str) -> str:
    """Return the due date that was given, which cannot be none, or let argparse say what is wrong with it."""
    due = due_date(said)
    if not due:
        raise argparse.ArgumentTypeError("it needs a date: fri, 1 dec, in 2 weeks, 2026-12-01, 2026-12")
    return due


def _directory(name: str) -> str:
    if not name:
        raise argparse.ArgumentTypeError("it needs the name of a directory")
    return name
