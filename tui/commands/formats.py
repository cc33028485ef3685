"""The formats a briefing is printed in."""

import argparse
from typing import TYPE_CHECKING

from tui.commands.output import say, say_json

if TYPE_CHECKING:
    from briefing.model import Briefing


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the choice of format."""
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json", "jsonl"),
        default="text",
        help="how to print it: to read, for a report, or for another program (default: text)",
    )


def show(briefing: "Briefing", format: str) -> None:
    """Print one briefing in the format of that name."""
    if format == "text":
        from briefing.export.as_text import text

        say(text(briefing))
    elif format == "markdown":
        from briefing.export.as_markdown import markdown

        say(markdown(briefing))
    else:
        from briefing.contract import dumps

        say_json(dumps(briefing, indent=2 if format == "json" else None))


def show_array(briefings: list["Briefing"]) -> None:
    """Print briefings as one JSON array."""
    from briefing.contract import dumps

    inside = ",\n".join(dumps(briefing, indent=2) for briefing in briefings)
    say_json(f"[\n{inside}\n]" if briefings else "[]")
