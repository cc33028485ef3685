"""`readout feeds`: the feeds that are subscribed to, and what is done with them."""

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Any

from stores.feeds import Counts, State, Subscription
from tui.commands import calls, feeds_opening, moments
from tui.commands.errors import WrongCall
from tui.commands.feeds_opening import shown
from tui.commands.output import complain, say_rows, say_value
from tui.never_asked import why_never

SUMMARY = "subscribe to feeds, refresh them, and take over those of another reader"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    calls.declare_format(parser)
    within = calls.Within(parser, "what to do with them (without: list)")
    within.add("list", "list the feeds, with how much of each is unread and what is wrong with it", run)
    _declare_add(within.add("add", "subscribe to feeds, or to those that web pages offer", _in("feeds_adding")))
    removed = within.add("remove", "end subscriptions; their items go too", _remove)
    removed.add_argument("feeds", nargs="+", metavar="FEED", help=feeds_opening.FEED)
    _declare_set(within.add("set", "change a subscription: title, tags, whether it is briefed at once", _set))
    _declare_refresh(
        within.add("refresh", "look for new items, and brief those of feeds with --auto", _in("feeds_refreshing"))
    )
    watched = within.add(
        "watch", "refresh and brief again and again, until it is stopped", _in("feeds_watching"), formatted=False
    )
    _declare_watch(watched)
    imported = within.add("import", "take over the feeds of another reader", _in("feeds_importing"))
    imported.add_argument(
        "source", metavar="FILE", help="an OPML file or newsboat's 'urls', whichever it is, or - for standard input"
    )
    exported = within.add(
        "export", "write the subscriptions out for another reader", _in("feeds_exporting"), formatted=False
    )
    _declare_export(exported)


def run(options: argparse.Namespace) -> int:
    """Print one line for each feed and return the exit status.

    As a JSON array of {"id", "title", "address", "home", "tags": [], "hidden", "auto", "unread", "read", "dismissed",
    "briefed", "added", "checked", "fault": {"what", "since", "times"} or null, "gone", "earlier": [addresses]}.
    """
    with feeds_opening.to_read(options) as feeds:
        subscriptions, counts = feeds.subscriptions(), feeds.counts()
    if options.format == "json":
        say_value([plain(one, counts) for one in subscriptions])
    elif subscriptions:
        say_rows(*(row(one, counts) for one in subscriptions))
    else:
        complain(
            "There are no feeds yet: 'readout feeds add URL' subscribes to one, 'readout feeds import FILE' to many."
        )
    return 0


def row(one: Subscription, counts: Counts) -> tuple[str, str]:
    """Return id, and title with what else is known: "The Post — 12 unread · #harbour · briefed at once"."""
    unread = counts.by_feed[one.id][State.UNREAD]
    known = [
        f"{unread:,} unread" if unread else None,
        ", ".join(f"#{tag}" for tag in one.tags),
        "briefed at once" if one.auto else None,
        "hidden" if one.hidden else None,
        _state(one),
    ]
    more = " · ".join(filter(None, known))
    title = shown(one.title) if one.title == one.address else one.title
    return one.id, f"{title} — {more}" if more else title


def plain(one: Subscription, counts: Counts) -> dict[str, Any]:
    """Return a subscription as JSON says it."""
    fault = one.fault
    return {
        "id": one.id,
        "title": shown(one.title) if one.title == one.address else one.title,
        "address": shown(one.address),
        "home": one.home,
        "tags": list(one.tags),
        "hidden": one.hidden,
        "auto": one.auto,
        **{state.value: counts.by_feed[one.id][state] for state in State},
        "added": one.added,
        "checked": one.checked,
        "fault": None if fault is None else {"what": fault.what, "since": fault.since, "times": fault.times},
        "gone": one.gone,
        "earlier": [shown(address) for address in one.earlier],
    }


def _state(one: Subscription) -> str | None:
    if why_never(one) is not None:
        return "kept for the reader that it came from, never run or opened"
    if one.gone is not None:
        return f"ended by its publisher, as it said {moments.local(one.gone)}"
    if one.fault is not None:
        return f"not well since {moments.local(one.fault.since)}: {one.fault.what}"
    return "not looked at yet" if one.checked is None else None


def _remove(options: argparse.Namespace) -> int:
    """Print what was ended, a line or {"id", "title", "address"} each, and return the exit status."""
    with feeds_opening.to_change(options) as feeds:
        ids = [feeds_opening.named(feeds, said).id for said in options.feeds]
        gone = feeds.unsubscribe(*ids)
    if options.format == "json":
        say_value([{"id": one.id, "title": one.title, "address": shown(one.address)} for one in gone])
    else:
        say_rows(*((one.id, one.title) for one in gone))
    return 0


def _set(options: argparse.Namespace) -> int:
    """Print the subscription as it is then, as 'readout feeds list' does, and return the exit status."""
    asked = (options.title, options.auto, options.hidden, options.tag or None, options.untag or None)
    if all(one is None for one in asked):
        raise WrongCall("Say what to change: --title, --tag, --untag, --auto, --no-auto, --hidden or --no-hidden.")
    with feeds_opening.to_change(options) as feeds:
        one = feeds_opening.named(feeds, options.feed)
        gone = {" ".join(tag.split()).casefold() for tag in options.untag}
        tags = [tag for tag in (*one.tags, *options.tag) if " ".join(tag.split()).casefold() not in gone]
        one = feeds.change(
            one.id,
            title=options.title,
            tags=tags if options.tag or options.untag else None,
            hidden=options.hidden,
            auto=options.auto,
        )
        counts = feeds.counts()
    if options.format == "json":
        say_value(plain(one, counts))
    else:
        say_rows(row(one, counts))
    return 0


def _in(module: str) -> Callable[[argparse.Namespace], int]:
    """Return what runs a command within, of a module that is imported only then."""

    def run_it(options: argparse.Namespace) -> int:
        status: int = import_module(f"tui.commands.{module}").run(options)
        return status

    return run_it


def _declare_add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("addresses", nargs="+", metavar="URL", help="of a feed, or of a page that offers one")
    parser.add_argument("--title", metavar="TEXT", help="what you call it; of one feed")
    parser.add_argument("--tag", metavar="TAG", action="append", default=[], help="a tag of yours; one or several")
    parser.add_argument("--auto", action="store_true", help="brief its new items as soon as they come")


def _declare_set(parser: argparse.ArgumentParser) -> None:
    either = argparse.BooleanOptionalAction
    parser.add_argument("feed", metavar="FEED", help=feeds_opening.FEED)
    parser.add_argument("--title", metavar="TEXT", help="what you call it; '' for what it calls itself")
    parser.add_argument("--tag", metavar="TAG", action="append", default=[], help="a tag to give; one or several")
    parser.add_argument("--untag", metavar="TAG", action="append", default=[], help="a tag to take away")
    parser.add_argument("--auto", action=either, help="brief its new items as soon as they come, or not")
    parser.add_argument("--hidden", action=either, help="keep its items out of the inbox unless it is named, or not")


def _declare_refresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "feeds", nargs="*", metavar="FEED", help=f"{feeds_opening.FEED} (without: all that may be asked by now)"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="also those that were asked a short while ago and those that have ended, and as if for the first time",
    )


def _declare_watch(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Refresh and brief again and again, with one line for each event on standard output. Ctrl-C stops it (exit "
        "status 130), and so does SIGTERM (143): what is done by then is kept."
    )
    parser.add_argument(
        "--every",
        metavar="TIME",
        type=_duration,
        default="15m",
        help="how often: 15m, 2h, 1h30m; 5m at least (default: 15m)",
    )
    _declare_format(parser, ("text", "jsonl"), "text", "how to print the events: to read, or for another program")


def _declare_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "to", nargs="?", metavar="FILE", help="into a file, whole or not at all (without: to standard output)"
    )
    _declare_format(parser, ("opml", "urls"), "opml", "OPML 2.0, which all readers know, or newsboat's 'urls'")


def _declare_format(parser: argparse.ArgumentParser, choices: tuple[str, ...], default: str, help: str) -> None:
    parser.add_argument("--format", choices=choices, default=default, help=f"{help} (default: {default})")


def _duration(said: str) -> float:
    """Return the time that was given in seconds, or let argparse say what is wrong with it."""
    import re

    found = re.fullmatch(r"(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,7})s)?", said.replace(" ", ""))
    if not said.strip() or found is None:
        raise argparse.ArgumentTypeError(f"'{said}' is no time: write 15m, 2h or 1h30m")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    total = 3600 * hours + 60 * minutes + seconds
    if total < 300:
        raise argparse.ArgumentTypeError("feeds are not asked more often than every five minutes: write 5m or more")
    return float(total)
