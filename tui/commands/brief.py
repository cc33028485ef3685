"""`readout brief`: print the briefings of articles and keep nothing."""

import argparse
import functools
from datetime import datetime
from typing import TYPE_CHECKING

from tui.commands import configured, formats, sources
from tui.commands.output import say, say_json

if TYPE_CHECKING:
    from briefing.intake import Incoming
    from briefing.model import Briefing

SUMMARY = "print the briefings of articles and keep nothing"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    sources.declare(parser)
    formats.declare(parser)


def run(options: argparse.Namespace) -> int:
    """Print each briefing as soon as it is made (a JSON array: at the end) and return the exit status."""
    from briefing.pipeline import brief  # only when there is something to brief

    is_array = options.format == "json" and len(options.sources) > 1
    made: list[Briefing] = []
    aliases = functools.cache(configured.aliases)

    def then(incoming: "Incoming", at: datetime) -> None:
        briefing = brief(incoming.article, at=at, told=incoming.original.notices)
        if aliases():
            from briefing.corrections import corrected

            briefing = corrected(briefing, (), aliases()).briefing
        if made and options.format in ("text", "markdown"):
            say("\n")
        made.append(briefing)
        if not is_array:
            formats.show(briefing, options.format)

    status = sources.read_each(options, then)
    if is_array:
        say_json(formats.array(made))
    return status
