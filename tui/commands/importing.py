"""`readout import`: take in what `readout export` wrote."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from tui.commands import calls, opening
from tui.commands.errors import InputError
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "take in what 'readout export' wrote"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("source", metavar="FILE", help="a file of JSON lines, or - for standard input")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print what was added and what was held already, and return the exit status: 1 when a line was refused.

    As JSON {"added": [ids], "held": [ids], "refused": [a sentence for each line]}.
    """
    with _lines(options.source) as lines, opening.to_change(options, by="import") as library:
        taken = library.import_(lines)
        headlines = {entry.id: entry.headline for entry in library.entries()}
    for refused in taken.refused:
        complain(refused)
    if options.format == "json":
        say_value({"added": taken.added, "held": taken.held, "refused": taken.refused})
    else:
        say_rows(*(("added", id, headlines.get(id, "")) for id in taken.added))
        say_rows(*(("held already", id, headlines.get(id, "")) for id in taken.held))
    return 1 if taken.refused else 0


@contextmanager
def _lines(source: str) -> Iterator[Iterator[str]]:
    try:
        with _opened(source) as file:
            yield _decoded(file)
    except OSError as error:
        raise InputError(f"{source} cannot be read ({error.strerror}): see that it is a file of JSON lines.") from error


def _opened(source: str) -> AbstractContextManager[BinaryIO]:
    if source != "-":
        return Path(source).open("rb")
    if sys.stdin is None:
        raise InputError("Standard input is closed: there is nothing to import.")
    if sys.stdin.isatty():
        complain("Reading JSON lines from the keyboard: end them with Ctrl-D on a line of its own.")
    return nullcontext(sys.stdin.buffer)


def _decoded(file: BinaryIO) -> Iterator[str]:
    """Yield each line; one that is no UTF-8 holds what is no JSON, and is so refused by its number like any other."""
    for number, line in enumerate(file):
        yield line.decode("utf-8-sig" if number == 0 else "utf-8", "backslashreplace")
