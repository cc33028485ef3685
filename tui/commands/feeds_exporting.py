"""`readout feeds export`: the subscriptions as OPML or as newsboat's `urls`, as other readers take them."""

import argparse
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stores.feeds import Subscription
from stores.journal.replacing import replaced
from tui.commands import feeds_opening
from tui.commands.errors import OutputError
from tui.commands.output import complain, say, say_bytes
from tui.plain import visible

if TYPE_CHECKING:
    from briefing.intake.feeds.model import Subscription as Listed

_NOT_ASCII = re.compile(r"[^\n -~]")


def run(options: argparse.Namespace) -> int:
    """Write all subscriptions, in the order they were made, and return the exit status."""
    with feeds_opening.to_read(options) as feeds:
        subscriptions = feeds.subscriptions()
    if not subscriptions:
        complain("There are no feeds to write out.")
    data = _opml(subscriptions) if options.format == "opml" else _urls(subscriptions)
    if options.to is None:
        _print(data)
    else:
        _put(Path(os.path.realpath(Path(options.to).expanduser())), data)  # a link goes on leading where it led
    return 0


def _opml(subscriptions: list[Subscription]) -> bytes:
    """Return them as OPML, in which whatever could act on a terminal is a reference that stands for it."""
    from briefing.intake.feeds import opml

    listed = [_listed(one, one.own_title or one.feed_title) for one in subscriptions]
    text = opml.written(listed, title="Feeds of Readout", at=datetime.now(UTC)).decode()
    return _NOT_ASCII.sub(
        lambda found: found[0] if visible(found[0]) == found[0] else f"&#{ord(found[0])};", text
    ).encode()


def _urls(subscriptions: list[Subscription]) -> bytes:
    from briefing.intake.feeds import newsboat

    return newsboat.written(newsboat.line_of(_listed(one, one.own_title)) for one in subscriptions)


def _listed(one: Subscription, title: str | None) -> "Listed":
    from briefing.intake.feeds.model import Subscription as Listed

    extra = {str(name): str(value) for name, value in one.extra.items()}
    return Listed(one.address, title, one.tags, one.hidden, one.home, extra)


def _print(data: bytes) -> None:
    if sys.stdout is None or sys.stdout.isatty():
        say(data.decode())
        return
    say_bytes(data)


def _put(path: Path, data: bytes) -> None:
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is no file, so nothing was written: name another.")
    try:
        replaced(path, data, path.with_name(f".{path.name[:50]}.new"))
    except OSError as error:
        raise OutputError(
            f"{path} could not be written ({error.strerror}): what was there before is untouched."
        ) from error
