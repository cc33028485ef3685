"""`readout export`: briefings with all that was done to them, for another library, another program or a report."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from briefing.errors import ContractError
from stores import Library, LibraryError
from tui.commands import calls, formats, opening, output
from tui.commands.errors import WrongCall

SUMMARY = "write briefings out, for another library, another program or a report"


class Out(Protocol):
    """Where to an export goes: standard output or a file."""

    def say(self, text: str) -> None:
        """Write text that may come from outside."""

    def say_json(self, text: str) -> None:
        """Write JSON text, and a line end."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("ids", nargs="*", metavar="ID", help=calls.ID)
    parser.add_argument("--all", action="store_true", help="all briefings of the library")
    parser.add_argument(
        "--to", metavar="FILE", type=Path, help="into a file, whole or not at all, for you alone to read"
    )
    parser.add_argument(
        "--format",
        choices=("jsonl", "json", "markdown", "text"),
        default="jsonl",
        help="jsonl: a line each, with tags, note, states, corrections and history, as 'readout import' takes it; "
        "json: the briefings alone; markdown or text: to read (default: jsonl)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the briefings and return the exit status: 1 when one could not be read, and the others are written.

    JSON of one ID is an object, of several or of all an array.
    """
    if options.all == bool(options.ids):
        raise WrongCall("Say what to export: --all, or the IDs of briefings.")
    with opening.to_read(options) as library:
        ids = None if options.all else list(dict.fromkeys(library.find(id) for id in options.ids))
        with _opened(options.to) as out:
            if options.format == "jsonl":
                return _write_records(library, ids, out)
            return _write_briefings(library, ids, options.format, out)


def _write_records(library: Library, ids: list[str] | None, out: Out) -> int:
    written = 0
    try:
        for line in library.export(ids):
            out.say_json(line)
            written += 1
    except LibraryError as error:  # at the end, of those whose analyses are damaged
        if not written:
            raise
        output.complain(str(error))
        return 1
    return 0


def _write_briefings(library: Library, ids: list[str] | None, format: str, out: Out) -> int:
    briefings, status = [], 0
    for id in [entry.id for entry in library.entries()] if ids is None else ids:
        try:
            briefings.append(library.get(id))
        except (LibraryError, ContractError) as error:
            if ids is not None and len(ids) == 1:
                raise
            output.complain(str(error))
            status = 1
    if format != "json":
        for number, briefing in enumerate(briefings):
            out.say(("\n" if number else "") + formats.written(briefing, format))
    elif ids is not None and len(ids) == 1:
        out.say_json(formats.written(briefings[0], format))
    else:
        out.say_json(formats.array(briefings))
    return status


@contextmanager
def _opened(path: Path | None) -> Iterator[Out]:
    if path is None:
        yield output
        return
    from tui.commands.whole_file import whole_file

    with whole_file(path) as written:
        yield written
