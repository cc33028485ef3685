"""`readout follow-ups`: what is still to be done, by due date, and how far each has come."""

import argparse
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from briefing.errors import ContractError
from stores import Library, LibraryError
from tui.commands import calls, opening
from tui.commands.errors import WrongCall
from tui.commands.output import complain, say_rows, say_value

if TYPE_CHECKING:
    from briefing.model import FollowUp

SUMMARY = "list what is to be followed up, overdue first, and change it"

_STATES = {
    "done": ("done", "say that follow-ups are done"),
    "open": ("open", "take follow-ups up, or up again"),
    "drop": ("dropped", "drop follow-ups"),
}

_ORDER = ("open", "suggested", "done", "dropped")


@dataclass(frozen=True, slots=True)
class _Item:
    """A follow-up and the briefing it belongs to."""

    briefing: str
    headline: str
    overdue: bool
    follow_up: "FollowUp"

    def row(self, *, with_headline: bool) -> tuple[str, ...]:
        """Return its line: "4f1c09aa  f1  overdue Fri 2026-11-20  open  Confirm the price. — Harbour kept"."""
        from tui.due_dates import with_weekday

        one = self.follow_up
        when = f"{'overdue' if self.overdue else 'due'} {with_weekday(one.due)}" if one.due else "no date"
        text = f"{one.text} — {self.headline}" if with_headline else one.text
        return self.briefing, one.id, when, one.state, text


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    calls.declare_format(parser)
    parser.set_defaults(id=None)
    _declare_choice(parser)
    within = calls.Within(parser, "what to do with them (without: list)")
    listed = within.add("list", "list the open ones of all briefings, or all of one briefing", run)
    listed.add_argument("id", nargs="?", default=argparse.SUPPRESS, metavar="ID", help=f"of one briefing: {calls.ID}")
    _declare_choice(listed, within=True)
    for name, (_, summary) in _STATES.items():
        one = within.add(name, summary, _set_state)
        one.set_defaults(state=name)
        _declare_which(one, several=True)
    due = within.add("due", "say by when a follow-up is due", _set_due)
    _declare_which(due)
    due.add_argument(
        "when",
        nargs="+",
        metavar="WHEN",
        help="fri, 1 dec, in 2 weeks, end of month, 2026-12-01, 2026-12; none: no date",
    )
    text = within.add("text", "word a follow-up anew", _set_text)
    _declare_which(text)
    text.add_argument("text", nargs="+", metavar="TEXT", help="what is to be done")
    added = within.add("add", "add a follow-up of your own", _add)
    added.add_argument("id", metavar="ID", help=calls.ID)
    added.add_argument("text", nargs="+", metavar="TEXT", help="what is to be done")
    added.add_argument("--due", metavar="WHEN", type=calls.due_date, help="by when, as for 'readout follow-ups due'")


def run(options: argparse.Namespace) -> int:
    """Print the follow-ups, overdue first, and return the exit status: 1 where a briefing could not be read.

    As JSON an array of {"briefing": id, "headline", "overdue": bool, "follow_up": {the contract's}}.
    """
    from briefing.days import first_day, last_day

    unread: list[str] = []
    with opening.to_read(options) as library:
        if options.id is not None:
            items = _of_one(library, options.id)
        else:
            items = _of_all(library, unread) if options.all else _agenda(library)
    if options.overdue:
        items = [item for item in items if item.overdue]
    if options.by:
        end = last_day(options.by)
        items = [item for item in items if item.follow_up.due and first_day(item.follow_up.due) <= end]
    items.sort(key=lambda item: not item.overdue)
    for sentence in unread:
        complain(sentence)
    if not (items or unread):
        complain("There is nothing to follow up.")
    _say(items, options.format, with_headline=options.id is None)
    return 1 if unread else 0


def _declare_choice(parser: argparse.ArgumentParser, *, within: bool = False) -> None:
    absent: Any = argparse.SUPPRESS if within else False
    parser.add_argument("--all", action="store_true", default=absent, help="the suggested, done and dropped ones too")
    parser.add_argument("--overdue", action="store_true", default=absent, help="only what should be done by now")
    parser.add_argument(
        "--by",
        metavar="WHEN",
        type=calls.day_named,
        default=argparse.SUPPRESS if within else None,
        help="only what may be due by then: fri, 1 dec, in 2 weeks, 2026-12",
    )


def _declare_which(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    parser.add_argument("id", metavar="ID", help=calls.ID)
    nargs = "+" if several else None
    parser.add_argument(
        "follow_up", nargs=nargs, metavar="FOLLOW_UP", help="f1, o1, …: see 'readout follow-ups list ID'"
    )


def _set_state(options: argparse.Namespace) -> int:
    """Print what is so now of each and return the exit status: 1 when there is none such."""
    state, _ = _STATES[options.state]
    changed, status = [], 0
    with opening.to_change(options) as library:
        id = library.find(options.id)
        for follow_up in options.follow_up:
            try:
                library.set_follow_up(id, follow_up, state=state)
            except LibraryError as error:
                complain(str(error))
                status = 1
            else:
                changed.append(_item(library, id, follow_up))
    _say(changed, options.format)
    return status


def _set_due(options: argparse.Namespace) -> int:
    from tui.due_dates import DueDateError, understood

    try:
        due = understood(" ".join(options.when), date.today())
    except DueDateError as error:
        raise WrongCall(str(error)) from None
    with opening.to_change(options) as library:
        library.set_follow_up(options.id, options.follow_up, due=due)
        _say([_item(library, options.id, options.follow_up)], options.format)
    return 0


def _set_text(options: argparse.Namespace) -> int:
    with opening.to_change(options) as library:
        library.set_follow_up(options.id, options.follow_up, text=" ".join(options.text))
        _say([_item(library, options.id, options.follow_up)], options.format)
    return 0


def _add(options: argparse.Namespace) -> int:
    with opening.to_change(options) as library:
        follow_up = library.add_follow_up(options.id, " ".join(options.text), due=options.due)
        _say([_item(library, options.id, follow_up)], options.format)
    return 0


def _agenda(library: Library) -> list[_Item]:
    return [_kept(item.entry.id, item.entry.headline, item.follow_up) for item in library.agenda()]


def _of_all(library: Library, unread: list[str]) -> list[_Item]:
    """Return all of all briefings by state and due date; a briefing that cannot be read adds a sentence to `unread`."""
    from briefing.days import last_day

    items: list[_Item] = []
    for entry in library.entries():
        try:
            items += _of_one(library, entry.id)
        except (LibraryError, ContractError) as error:
            unread.append(str(error))

    def place(item: _Item) -> tuple[int, date]:
        follow_up = item.follow_up
        return _ORDER.index(follow_up.state), last_day(follow_up.due) if follow_up.due else date.max

    return sorted(items, key=place)


def _of_one(library: Library, id: str) -> list[_Item]:
    briefing = library.get(id)
    return [_kept(briefing.id, briefing.headline.text, follow_up) for follow_up in briefing.follow_ups]


def _item(library: Library, id: str, follow_up: str) -> _Item:
    briefing = library.get(id)
    return _kept(briefing.id, briefing.headline.text, briefing.follow_up(follow_up))


def _kept(id: str, headline: str, follow_up: "FollowUp") -> _Item:
    from tui.due_dates import is_overdue

    overdue = follow_up.state == "open" and is_overdue(follow_up.due, date.today())
    return _Item(id, headline, overdue, follow_up)


def _say(items: list[_Item], format: str, *, with_headline: bool = False) -> None:
    if format == "json":
        say_value([asdict(item) for item in items])
    else:
        say_rows(*(item.row(with_headline=with_headline) for item in items))
