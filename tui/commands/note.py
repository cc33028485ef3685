"""`readout note`: print a briefing's note, or write it."""

import argparse
import sys

from stores import Library
from tui.commands import calls, opening
from tui.commands.errors import InputError, WrongCall
from tui.commands.output import complain, say, say_value

SUMMARY = "print a briefing's note, or write it"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("id", metavar="ID", help=calls.ID)
    parser.add_argument("source", nargs="?", choices=("-",), metavar="-", help="write what standard input holds")
    parser.add_argument("--set", metavar="TEXT", dest="text", help="write TEXT; an empty one takes the note away")
    parser.add_argument("--edit", action="store_true", help="write it in the editor that VISUAL or EDITOR names")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print the note as it is then, or {"id", "note"}, and return the exit status."""
    ways = [options.source is not None, options.text is not None, options.edit]
    if sum(ways) > 1:
        raise WrongCall("A note is written in one way at a time: from -, with --set or with --edit.")
    text = _standard_input() if options.source else options.text
    with opening.to_change(options) if any(ways) else opening.to_read(options) as library:
        id = library.find(options.id)
        if options.edit:
            _edit(library, id)
        elif text is not None:
            library.note(id, text)
        note = library.note_of(id)
    if options.format == "json":
        say_value({"id": id, "note": note})
    elif note:
        say(f"{note}\n")
    else:
        complain("This briefing has no note.")
    return 0


def _edit(library: Library, id: str) -> None:
    from tui.editing import edited

    before = library.note_of(id)
    with edited(before, called=f"note-{id}") as after:
        if after == before:
            complain("The note stays as it was.")
            return
        if library.note_of(id) != before:
            raise InputError("The note was changed elsewhere while it was edited.")
        library.note(id, after)


def _standard_input() -> str:
    from tui.commands import standard_input

    if sys.stdin is not None and sys.stdin.isatty():
        complain("Reading the note from the keyboard: end it with Ctrl-D on a line of its own.")
    content = standard_input.read_all()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("Standard input holds no UTF-8 text: the note stays as it was.") from None
