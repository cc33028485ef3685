"""`readout undo`: take back a change of the library, whoever made it."""

import argparse
from dataclasses import asdict

from tui.commands import calls, moments, opening
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "take back the last change of the library, or any other by its number"

_RECENT = 200  # changes among which the one taken back is looked for before the whole history is


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument(
        "number",
        nargs="?",
        type=calls.counted,
        metavar="NUMBER",
        help="its number in 'readout history'; without: the last",
    )
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print in words what is so again and who had changed it, and return the exit status: 1 when nothing is left.

    As JSON {"again": in words, "change": the entry of the history, {"number", "at", "by", "id", "what", "undone"}}.
    """
    with opening.to_change(options) as library:
        before = {change.number for change in library.history(limit=_RECENT) if change.undone}
        again = library.undo(options.number, anyones=True)
        if again is None:
            complain("There is no change to take back.")
            return 1
        after = library.history(limit=_RECENT + 1)
        change = next((change for change in after if change.undone and change.number not in before), None)
        if change is None:
            change = next((change for change in library.history() if change.number == options.number), None)
    if options.format == "json":
        say_value({"again": again, "change": None if change is None else asdict(change)})
    elif change is None:
        say_rows((again,))
    else:
        say_rows((again, f"(change {change.number}, made by {change.by}, {moments.local(change.at)})"))
    return 0
