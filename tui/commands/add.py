"""`readout add`: brief articles and keep the briefings in the library."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from briefing.errors import ReadoutError
from tui.commands import calls, opening, sources
from tui.commands.output import complain, say_rows, say_value

if TYPE_CHECKING:
    from briefing.intake import Incoming

SUMMARY = "brief articles and keep the briefings in the library"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    sources.declare(parser)
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print `ID  headline` of each as soon as it is safely kept, or was already, and return the exit status.

    As JSON, at the end or when no more can be kept, an array of {"id", "headline", "added": false where it was kept
    already}.
    """
    from briefing.pipeline import brief  # only when there is something to brief

    told: list[dict[str, object]] = []
    try:
        with opening.to_change(options) as library:

            def then(incoming: "Incoming", at: datetime) -> None:
                article = incoming.article
                held = library.holds(article)
                if held is not None:
                    complain(f"This article is already in the library, as {held}: nothing was changed.")
                original = incoming.original
                kept = library.get(held or library.add(brief(article, at=at, told=original.notices), original))
                told.append({"id": kept.id, "headline": kept.headline.text, "added": held is None})
                if options.format == "text":
                    say_rows((kept.id, kept.headline.text))

            status = sources.read_each(options, then)
    except ReadoutError:
        if options.format == "json" and told:
            say_value(told)
        raise
    if options.format == "json":
        say_value(told)
    return status
