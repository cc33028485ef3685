"""From the sources of a command to articles, one after the other: one that fails does not stop the others."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from briefing.errors import SourceError
from tui.commands.errors import WrongCall
from tui.commands.output import complain

if TYPE_CHECKING:
    from briefing.intake import Incoming

_TOLD = ("title", "url", "outlet", "date", "author")


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the sources, and what can be told of one."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a web address, a file (text, Markdown, HTML), or - for standard input",
    )
    told = parser.add_argument_group("what one source cannot tell", "each overrides what the source says itself")
    told.add_argument("--title", metavar="TEXT", help="the headline")
    told.add_argument("--url", metavar="URL", help="where it was published")
    told.add_argument("--outlet", metavar="NAME", help="who published it")
    told.add_argument("--date", metavar="DATE", type=_date, help="when: 2026-03-01, or 2026-03, or with a time")
    told.add_argument("--author", metavar="NAME", action="append", default=[], help="who wrote it; one or several")


def read_each(options: argparse.Namespace, then: Callable[["Incoming", datetime], None]) -> int:
    """Read every source and hand what it gave to `then` with the moment it was read; return the exit status.

    A source that gives no article is one line on standard error and makes the status 1. Raises WrongCall, before
    anything is read, where the sources and what is told of them do not go together.
    """
    _check(options)
    import asyncio  # what only a part of the commands needs is imported where it is needed

    from briefing.intake import Details, take
    from tui.commands import standard_input

    stdin = standard_input.read_all
    details = Details(options.title, options.url, options.outlet, options.date, tuple(options.author))
    status = 0
    for number, source in enumerate(options.sources, 1):
        if source == "-" and _is_terminal(sys.stdin):
            complain("Reading the article from the keyboard: end it with Ctrl-D on a line of its own.")
        elif len(options.sources) > 1 and _is_terminal(sys.stderr):
            complain(f"{number} of {len(options.sources)}: {source}")
        at = datetime.now(UTC)
        try:
            incoming = asyncio.run(take(source, at=at, details=details, offline=options.offline, stdin=stdin))
        except SourceError as error:
            complain(str(error))
            status = 1
        else:
            then(incoming, at)
    return status


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _check(options: argparse.Namespace) -> None:
    told = [name for name in _TOLD if getattr(options, name)]
    if told and len(options.sources) > 1:
        raise WrongCall(
            f"--{told[0]} tells of one source, but {len(options.sources)} are given: brief them one by one."
        )
    if options.sources.count("-") > 1:
        raise WrongCall("Standard input (-) can be read only once: give it once.")


def _date(written: str) -> str:
    from briefing.intake.dates import iso_date

    date = iso_date(written)
    if date is None:
        raise argparse.ArgumentTypeError(f"'{written}' is no date: write 2026-03-01 or 2026-03")
    return date
