"""`readout add`: brief articles and keep the briefings in the library."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from tui.commands import opening, sources
from tui.commands.output import complain, say_rows

if TYPE_CHECKING:
    from briefing.model import Article

SUMMARY = "brief articles and keep the briefings in the library"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    sources.declare(parser)


def run(options: argparse.Namespace) -> int:
    """Print `ID  headline` of each as soon as it is safely kept, or was already, and return the exit status."""
    from briefing.pipeline import brief  # only when there is something to brief

    with opening.to_change(options) as library:

        def then(article: "Article", at: datetime) -> None:
            held = library.holds(article)
            if held is not None:
                complain(f"This article is already in the library, as {held}: nothing was changed.")
            kept = library.get(held or library.add(brief(article, at=at)))
            say_rows((kept.id, kept.headline.text))

        return sources.read_each(options, then)
