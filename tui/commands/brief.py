"""`readout brief`: print the briefings of articles and keep nothing."""

import argparse
import functools
from collections.abc import Callable
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

    is_array = options.format == "json" and sources.are_many(options)
    made: list[Briefing] = []
    aliases = functools.cache(configured.aliases)

    def then(incoming: "Incoming", at: datetime) -> Callable[[], None] | None:
        briefing = brief(incoming.article, at=at, told=incoming.original.notices)
        if aliases():
            from briefing.corrections import corrected

            briefing = corrected(briefing, (), aliases()).briefing
        made.append(briefing)
        return None if is_array else functools.partial(_show, briefing, options.format, first=len(made) == 1)

    status = sources.read_each(options, then)
    if is_array:
        say_json(formats.array(made))
    return status


def _show(briefing: "Briefing", format: str, *, first: bool) -> None:
    if not first and format in ("text", "markdown"):
        say("\n")
    formats.show(briefing, format)
