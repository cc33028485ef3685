"""`readout add`: brief articles and keep the briefings in the library."""

import argparse
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from briefing.errors import ReadoutError
from tui.commands import calls, opening, sources
from tui.commands.output import complain, say_rows, say_value
from tui.keeping import Fate, Kept, keep, made

if TYPE_CHECKING:
    from briefing.intake import Incoming

SUMMARY = "brief articles and keep the briefings in the library"

_FATES = {
    Fate.ADDED: ("was kept", "were kept"),
    Fate.NEW_VERSION: ("is a new version", "are new versions"),
    Fate.HELD: ("was in the library already", "were in the library already"),
}


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    sources.declare(parser)
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print `ID  headline` of each as soon as it is safely kept, or was already, and return the exit status.

    As JSON, at the end or when no more can be kept, an array of {"id", "headline", "added": false where it was kept
    already, "version": its number, where the publisher has changed the article}.
    """
    told: list[dict[str, object]] = []
    fates: Counter[Fate] = Counter()
    quiet = sources.are_summed_up(options)
    try:
        with opening.to_change(options) as library:
            library.given_aliases()  # what is wrong with them in the configuration is said, once

            def then(incoming: "Incoming", at: datetime) -> Callable[[], None]:
                kept = keep(library, made(library, incoming, clock=lambda: at))
                fates[kept.fate] += 1
                headline = library.headline(kept.id)
                one: dict[str, object] = {"id": kept.id, "headline": headline, "added": kept.fate is Fate.ADDED}
                version = library.version(kept.id) if kept.fate is Fate.NEW_VERSION else 0
                told.append(one | ({"version": version} if version else {}))
                return partial(_say, options.format, kept, headline, version, quiet=quiet)

            status = sources.read_each(
                options, then, lambda: [_counted(fate, fates[fate]) for fate in _FATES if fates[fate]]
            )
    except ReadoutError:
        if options.format == "json" and told:
            say_value(told)
        raise
    if options.format == "json":
        say_value(told)
    return status


def _say(format: str, kept: Kept, headline: str, version: int, *, quiet: bool) -> None:
    if kept.fate is Fate.HELD and not quiet:
        complain(f"This article is already in the library, as {kept.id}: nothing was changed.")
    if kept.fate is Fate.NEW_VERSION:
        complain(
            f"The publisher changed this article: {kept.changed}. It is version {version} of {kept.id}; "
            f"'readout show {kept.id} --changes' shows what changed."
        )
    if format == "text":
        say_rows((kept.id, headline))


def _counted(fate: Fate, number: int) -> str:
    return f"{number} {_FATES[fate][number > 1]}"
