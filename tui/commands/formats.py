"""The formats a briefing is printed in."""

import argparse
from collections.abc import Sequence
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
    (say if format in ("text", "markdown") else say_json)(written(briefing, format))


def written(briefing: "Briefing", format: str) -> str:
    """Return one briefing in the format of that name. It is not yet made safe for a terminal."""
    if format == "text":
        from briefing.export.as_text import text

        return text(briefing)
    if format == "markdown":
        from briefing.export.as_markdown import markdown

        return markdown(briefing)
    from briefing.contract import dumps

    return dumps(briefing, indent=2 if format == "json" else None)


def array(briefings: "Sequence[Briefing]") -> str:
    """Return briefings as one JSON array."""
    inside = ",\n".join(written(briefing, "json") for briefing in briefings)
    return f"[\n{inside}\n]" if briefings else "[]"
