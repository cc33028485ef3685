"""`readout show`: print a briefing of the library."""

import argparse
import sys

from stores import Library, LibraryError
from tui.commands import calls, formats, opening
from tui.commands.errors import OutputError, WrongCall
from tui.commands.output import say, say_bytes

SUMMARY = "print a briefing of the library, with your changes"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("id", metavar="ID", help=calls.ID)
    formats.declare(parser)
    parser.add_argument(
        "--original", action="store_true", help="print what the article was read from, byte for byte, for a file"
    )
    parser.add_argument(
        "--changes", action="store_true", help="print what the publisher changed in the article, version by version"
    )


def run(options: argparse.Namespace) -> int:
    """Print the briefing, what its article was read from, or how it changed, and return the exit status."""
    if options.original and options.format != "text":
        raise WrongCall("--original gives what came as it came: it has no --format.")
    if options.changes and (options.original or options.format not in ("text", "json")):
        raise WrongCall("--changes is printed as text or as JSON, and without --original.")
    with opening.to_read(options) as library:
        if options.changes:
            from tui.commands import changes

            changes.show(library.versions(options.id), options.format)
        elif options.original:
            _show_original(library, options.id)
        else:
            formats.show(library.get(options.id), options.format)
    return 0


_CALLED = {"html": "a web page", "pdf": "a PDF document"}
"""What is not to be read on a terminal."""


def _show_original(library: Library, id: str) -> None:
    """Print the bytes as they came; on a terminal only what is text, in which nothing acts on it."""
    original = library.original(id)
    if original is None:
        raise LibraryError(
            f"What {library.find(id)} was read from is not kept: it was lost, or the briefing was imported, or added "
            "by an earlier Readout."
        )
    if sys.stdout is None or not sys.stdout.isatty():
        say_bytes(original.data)
    elif original.kind in _CALLED:
        raise OutputError(
            f"This is {_CALLED[original.kind]}, which is not for a terminal: redirect it to a file, as in "
            f"'readout show {id} --original > original.{original.kind}'."
        )
    else:
        from briefing.intake.decoding import text_of

        say(text_of(original.data))
