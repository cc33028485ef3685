"""From the sources of a command to articles, in their order: one that fails does not stop the others."""

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from briefing.errors import SourceError
from tui.commands.errors import WrongCall
from tui.commands.output import complain

if TYPE_CHECKING:
    from briefing.intake import Details, Incoming

MANY = 5
"""Sources, from more of which on the failures are told again at the end."""

MOST_TOLD = 20
"""Failures that are told again, at most."""

Then = Callable[["Incoming", datetime], Callable[[], None] | None]
"""What is done with what came in, and the moment it was read; returns what prints the result of it, if anything."""

_TOLD = ("title", "url", "outlet", "date", "author")


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the sources, and what can be told of one."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a web address, a file (web page, PDF, e-mail, Markdown, text), a folder of them, or - for standard input",
    )
    told = parser.add_argument_group("what one source cannot tell", "each overrides what the source says itself")
    told.add_argument("--title", metavar="TEXT", help="the headline")
    told.add_argument("--url", metavar="URL", help="where it was published")
    told.add_argument("--outlet", metavar="NAME", help="who published it")
    told.add_argument("--date", metavar="DATE", type=_date, help="when: 2026-03-01, or 2026-03, or with a time")
    told.add_argument("--author", metavar="NAME", action="append", default=[], help="who wrote it; one or several")


def read_each(options: argparse.Namespace, then: Then, summed_up: Callable[[], list[str]] = list) -> int:
    """Read every source and hand what it gave to `then` with the moment it was read; return the exit status.

    A folder stands for the files in it. A source that gives no article is one line on standard error and makes the
    status 1; of many the failures are told again at the end, after what `summed_up` says of the others. Raises
    WrongCall, before anything is read, where the sources and what is told of them do not go together.
    """
    _check(options)
    sources, empty = _expanded(options)
    failed = list(empty)
    if len(sources) > 1 or not sources:
        return _read_many(options, sources, failed, then, summed_up)
    for error in failed:
        complain(error)
    return max(_read_one(options, sources[0], then), bool(failed))


def _read_one(options: argparse.Namespace, source: str, then: Then) -> int:
    import asyncio  # what only a part of the commands needs is imported where it is needed

    from briefing.intake import take
    from tui.commands import standard_input

    if source == "-" and _is_terminal(sys.stdin):
        complain("Reading the article from the keyboard: end it with Ctrl-D on a line of its own.")
    at = datetime.now(UTC)
    try:
        reading = take(source, at=at, details=_details(options), offline=options.offline, stdin=standard_input.read_all)
        incoming = asyncio.run(reading)
    except SourceError as error:
        complain(str(error))
        return 1
    if (say := then(incoming, at)) is not None:
        say()
    return 0


def _read_many(
    options: argparse.Namespace, sources: list[str], failed: list[str], then: Then, summed_up: Callable[[], list[str]]
) -> int:
    from tui.commands import standard_input
    from tui.commands.progress import Progress
    from tui.commands.reading_ahead import Call, read_ahead

    with Progress(len(sources), shown=_is_terminal(sys.stderr)) as progress:
        reading = read_ahead(
            sources, Call(_details(options), options.offline, standard_input.read_all), progress.refresh
        )
        done = 0
        try:
            with closing(reading):
                for error in failed:
                    progress.aside(partial(complain, error))
                for read in reading:
                    progress.at(read.source)
                    if read.error is not None:
                        failed.append(str(read.error))
                        progress.aside(partial(complain, str(read.error)))
                    elif read.incoming is not None and (say := then(read.incoming, read.at)) is not None:
                        progress.aside(say)
                    done += 1
                    progress.step()
        except KeyboardInterrupt:
            progress.aside(partial(complain, f"{done} of {len(sources)} sources are done: the same call goes on."))
            raise
    if len(sources) > MANY:
        for line in _summary(len(sources), summed_up(), failed):
            complain(line)
    return 1 if failed else 0


def _summary(total: int, told: list[str], failed: list[str]) -> Iterator[str]:
    if told or failed:
        parts = [*told, *([f"{len(failed)} gave no article"] if failed else [])]
        yield f"Of {total} sources {', '.join(parts)}{':' if failed else '.'}"
    yield from (f"- {error}" for error in failed[:MOST_TOLD])
    if len(failed) > MOST_TOLD:
        yield f"- … and {len(failed) - MOST_TOLD} more, told above."


def are_summed_up(options: argparse.Namespace) -> bool:
    """Whether the call names so many sources that what became of them is summed up at the end."""
    return len(_expanded(options)[0]) > MANY


def _expanded(options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Return what `expanded` gives for the sources of the call: the folders are looked through once."""
    found: tuple[list[str], list[str]] = getattr(options, "expanded", None) or expanded(options.sources)
    options.expanded = found
    return found


def are_many(options: argparse.Namespace) -> bool:
    """Whether the call may give more than one article: it names several sources, or a folder."""
    return len(options.sources) > 1 or any(_is_folder(Path(source)) for source in options.sources)


def expanded(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the sources with the files in a folder in its place, by name, and a sentence for each folder without any.

    Files whose names begin with a dot are left out, and those that are called like nothing that Readout reads.
    """
    from briefing.intake.files import SUFFIXES

    found: list[str] = []
    empty: list[str] = []
    for source in sources:
        folder = Path(source).expanduser() if source.startswith("~") else Path(source)
        if source == "-" or not _is_folder(folder):
            found.append(source)
            continue
        files = sorted(_files_in(folder, SUFFIXES))
        found += files
        if not files:
            names = ", ".join(sorted(SUFFIXES))
            empty.append(f"There is no file to read in {source}: Readout reads files that end in {names}.")
    return found, empty


def _files_in(folder: Path, suffixes: Collection[str]) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith(".") and Path(name).suffix.lower() in suffixes:
                yield os.path.join(place, name)  # noqa: PTH118  strings, of which there may be ten thousands


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return False


def _details(options: argparse.Namespace) -> "Details":
    from briefing.intake import Details

    return Details(options.title, options.url, options.outlet, options.date, tuple(options.author))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _check(options: argparse.Namespace) -> None:
    told = [name for name in _TOLD if getattr(options, name)]
    if told and len(options.sources) == 1 and are_many(options):
        raise WrongCall(f"--{told[0]} tells of one source, but a folder holds many: brief its files one by one.")
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
