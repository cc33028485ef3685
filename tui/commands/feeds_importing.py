"""`readout feeds import`: take over the subscriptions of another reader, from OPML or newsboat's `urls`."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from stores.feeds import Subscribed, Wanted
from tui.commands import feeds_opening, standard_input
from tui.commands.errors import InputError
from tui.commands.feeds_opening import shown
from tui.commands.output import complain, say_rows, say_value
from tui.never_asked import why_never

# What a list of feeds begins with where it is XML, after a mark of its encoding (UTF-16 has a NUL in it).
_XML = (b"<", b"<\0", b"\0<")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def run(options: argparse.Namespace) -> int:
    """Subscribe to all that is in the list, in one change; print what is new, a line each; return the exit status.

    Nothing is fetched or run. As JSON {"added": [ids], "held": [ids that were there already], "never_asked": [ids of
    what is kept and is no feed on the web]}.
    """
    from briefing.intake.feeds import newsboat, opml

    data, name = _read(options.source)
    listed = opml.read(data, name=name) if _is_xml(data) else newsboat.subscriptions(newsboat.read(data, name=name))
    if not listed:
        raise InputError(f"{name} names no feed: give an OPML file or newsboat's 'urls'.")
    wanted = [
        Wanted(one.address, one.title, None, one.home, one.tags, one.hidden, extra=dict(one.extra)) for one in listed
    ]
    with feeds_opening.to_change(options) as feeds:
        taken = feeds.subscribe_all(wanted)
    added, held = _apart(taken)
    never = [one.subscription for one in taken if why_never(one.subscription) is not None]
    if options.format == "json":
        say_value({"added": added, "held": held, "never_asked": list(dict.fromkeys(one.id for one in never))})
    else:
        say_rows(*((one.subscription.id, shown(one.subscription.title)) for one in taken if one.is_new))
    complain(_summary(name, len(listed), len(added), len(held)))
    if never:
        kinds = Counter(one.address.partition(":")[0] for one in never)
        named = ", ".join(f"{number} {kind}:" for kind, number in kinds.items())
        complain(f"Kept for an export, but never run or opened: {named}")
    return 0


def _summary(name: str, listed: int, added: int, held: int) -> str:
    parts = [f"{added} {'is' if added == 1 else 'are'} new"] if added else []
    parts += [f"{held} {'was' if held == 1 else 'were'} subscribed to already"] if held else []
    then = ": 'readout feeds refresh' looks at them" if added else ""
    return f"Of {listed} {'entry' if listed == 1 else 'entries'} in {name} {', '.join(parts)}{then}."


def _apart(taken: list[Subscribed]) -> tuple[list[str], list[str]]:
    """Return the ids of new subscriptions and of those that were there; what the list names twice counts as both."""
    return (
        [one.subscription.id for one in taken if one.is_new],
        [one.subscription.id for one in taken if not one.is_new],
    )


def _is_xml(data: bytes) -> bool:
    bare = data
    for mark in _MARKS:
        bare = bare.removeprefix(mark)
    return bare.lstrip(b" \t\r\n").startswith(_XML)


def _read(source: str) -> tuple[bytes, str]:
    if source == "-":
        if sys.stdin is not None and sys.stdin.isatty():
            complain("Reading the list from the keyboard: end it with Ctrl-D on a line of its own.")
        return standard_input.read_all(), "standard input"
    try:
        return Path(source).expanduser().read_bytes(), source
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{source} cannot be read ({reason}): see that it is a file with a list of feeds.") from error
