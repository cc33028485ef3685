"""`readout inbox`: the items of feeds that wait, and what is done with them."""

import argparse
from typing import TYPE_CHECKING, Any

from stores import library_directory
from stores.feeds import Feeds, Item, State
from tui.commands import calls, configured, feeds_opening
from tui.commands.errors import WrongCall
from tui.commands.output import complain, say_rows, say_value

if TYPE_CHECKING:
    from tui.refreshing import Event

SUMMARY = "list the items of feeds that wait, brief them, mark them read or dismiss them"

_MARKS = {
    "read": (State.READ, "say that items are read"),
    "unread": (State.UNREAD, "let items wait again"),
    "dismiss": (State.DISMISSED, "dismiss items: they are listed with --all only"),
}


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    calls.declare_format(parser)
    _declare_choice(parser)
    within = calls.Within(parser, "what to do with them (without: list)")
    _declare_choice(within.add("list", "list those that wait, the newest first", run), within=True)
    for name, (_, summary) in _MARKS.items():
        one = within.add(name, summary, _mark)
        one.set_defaults(mark=name)
        one.add_argument("ids", nargs="*" if name == "read" else "+", metavar="ID", help=calls.ID)
        if name == "read":
            one.add_argument("--all", dest="everything", action="store_true", help="all that wait")
            _declare_of(one, absent=None)
    briefed = within.add("brief", "brief items, and keep the briefings in the library", _brief)
    briefed.add_argument("ids", nargs="+", metavar="ID", help=calls.ID)


def run(options: argparse.Namespace) -> int:
    """Print a line for each item, or all as a JSON array, and return the exit status.

    An item is {"id", "feed": id, "outlet", "title", "link", "published", "lead", "authors": [], "seen", "state",
    "briefing": id or null, "fault": why none could be made of it, or null}.
    """
    states = tuple(State) if options.all else (State.UNREAD,)
    with feeds_opening.to_read(options) as feeds:
        feed = None if options.feed is None else feeds_opening.named(feeds, options.feed).id
        items = feeds.inbox(options.limit, states=states, feed=feed, tag=options.tag, words=options.query)
        are_there = bool(items) or bool(feeds.subscriptions())
    if options.format == "json":
        say_value([_plain(item) for item in items])
    elif items:
        say_rows(*(_row(item, with_state=options.all) for item in items))
    elif are_there:
        complain("Nothing waits in the inbox." if not options.all else "There are no such items.")
    else:
        complain(
            "There are no feeds yet: 'readout feeds add URL' subscribes to one, 'readout feeds import FILE' to many."
        )
    return 0


def _declare_choice(parser: argparse.ArgumentParser, *, within: bool = False) -> None:
    absent: Any = argparse.SUPPRESS if within else None
    all_absent: Any = argparse.SUPPRESS if within else False
    parser.add_argument(
        "--all", action="store_true", default=all_absent, help="also what is read, dismissed or briefed"
    )
    _declare_of(parser, absent=absent)
    parser.add_argument("--query", metavar="WORDS", default=absent, help="only those with all these words")
    parser.add_argument("--limit", metavar="N", type=calls.counted, default=absent, help="at most so many")


def _declare_of(parser: argparse.ArgumentParser, *, absent: Any) -> None:
    parser.add_argument("--feed", metavar="FEED", default=absent, help=f"only of one feed: {feeds_opening.FEED}")
    parser.add_argument("--tag", metavar="TAG", default=absent, help="only of the feeds with this tag")


def _mark(options: argparse.Namespace) -> int:
    """Print how many items were changed, as {"changed": n} in JSON, and return the exit status."""
    state, _ = _MARKS[options.mark]
    everything = getattr(options, "everything", False)
    if everything == bool(options.ids):
        raise WrongCall("Say which: the IDs of items, or --all.")
    if not everything and (getattr(options, "feed", None) or getattr(options, "tag", None)):
        raise WrongCall("--feed and --tag go with --all.")
    with feeds_opening.to_change(options) as feeds:
        if everything:
            feed = None if options.feed is None else feeds_opening.named(feeds, options.feed).id
            changed = feeds.mark_all_read(feed, tag=options.tag)
        else:
            ids = [feeds.get(id).id for id in options.ids]
            changed = feeds.mark(ids, state)
    if options.format == "json":
        say_value({"changed": changed})
    else:
        say_rows((f"{'one item' if changed == 1 else f'{changed:,} items'} {state} now",))
    return 0


def _brief(options: argparse.Namespace) -> int:
    """Print the id and headline of each briefing, and return the exit status: 1 where one could not be made.

    As JSON an array of {"item", "id", "headline", "added": false where it was kept already}.
    """
    import asyncio  # which the list does without

    with feeds_opening.to_change(options) as feeds:
        items = [feeds.get(id) for id in options.ids]
        feeds_opening.refuse_offline(options, items[0].link or items[0].title)
        told, failed = asyncio.run(_brief_each(options, feeds, [item.id for item in items]))
    if options.format == "json":
        say_value(told)
    return 1 if failed else 0


async def _brief_each(options: argparse.Namespace, feeds: Feeds, ids: list[str]) -> tuple[list[dict[str, Any]], int]:
    from stores.library import Library
    from tui.keeping import Fate
    from tui.refreshing import Briefed, Briefer, NotBriefed, Refresher

    told: list[dict[str, Any]] = []
    failed = 0
    with Library.open(library_directory(options.library), by="command", aliases=configured.aliases) as library:

        def tell(event: "Event") -> None:
            nonlocal failed
            if isinstance(event, NotBriefed):
                failed += 1
                complain(f"{event.item.title}: {event.why}")
            elif isinstance(event, Briefed):
                kept = event.kept
                headline = library.headline(kept.id)
                one = {"item": event.item.id, "id": kept.id, "headline": headline, "added": kept.fate is Fate.ADDED}
                told.append(one)
                if kept.fate is Fate.HELD:
                    complain(f"This article is already in the library, as {kept.id}: nothing was changed.")
                if options.format == "text":
                    say_rows((kept.id, headline))

        await Briefer(feeds, library, Refresher(feeds)).brief(tell, ids)
    return told, failed


def _row(item: Item, *, with_state: bool) -> tuple[str, str]:
    """Return id, and title with what else is known: "Harbour kept — The Post · 2026-03-01"."""
    known = [item.outlet, (item.published or item.seen).partition("T")[0]]
    known += [str(item.state)] if with_state else []
    known += [f"as {item.briefing}"] if item.briefing is not None else []
    known += ["not briefed"] if item.fault is not None else []
    return item.id, f"{item.title or item.link or '(no title)'} — {' · '.join(filter(None, known))}"


def _plain(item: Item) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(item) | {"authors": list(item.authors), "state": str(item.state)}
