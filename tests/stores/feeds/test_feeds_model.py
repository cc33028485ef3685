"""Whatever is done to feeds, by two at once, they hold what a plain dictionary says they should."""

import copy
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from inboxes import fresh

from stores import LibraryError
from stores.errors import ChangedSinceError
from stores.feeds import Feeds, NotSubscribedError, Refresh, State, Wanted, addresses, kept, listing, memory, rows

FULL = os.environ.get("READOUT_FAULTS") == "full"
KEPT = 2

PLACES = [f"https://{name}.example/feed" for name in "abc"]
FEEDS = st.sampled_from(PLACES)
TITLES = st.sampled_from(["Harbour", "harbour \ud800", "\x1b[2J«é»", "", "Part two"])
PUBLISHED = st.sampled_from([None, "2026-11-24T00:00:05Z", "2026-11-24T00:00:40+00:00", "2031-01-01", "1999"])
LISTED = st.lists(st.tuples(st.integers(0, 8), TITLES, PUBLISHED), max_size=7)
MARKS = st.sampled_from([State.UNREAD, State.READ, State.DISMISSED])


@dataclass
class Feed:
    """A subscription, and of its items: state, briefing, moment, title by id; the ids that went."""

    address: str
    earlier: list[str] = field(default_factory=list)
    title: str = ""
    hidden: bool = False
    auto: bool = False
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


class FeedsOfTwo(RuleBasedStateMachine):
    """Two handles on one inbox do anything; a third reads after each step what the model says."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = Path(tempfile.mkdtemp())
        self.now = datetime(2026, 11, 24, tzinfo=UTC)
        self.before = memory.KEPT, listing._MANY, kept.FOLD_FROM
        memory.KEPT, listing._MANY, kept.FOLD_FROM = KEPT, 3, 0
        self.handles = [self.opened(), self.opened()]
        self.model: dict[str, Feed] = {}
        self.claims: dict[str, int] = {}
        self.steps: list[list[tuple[str, Any]]] = [[], []]

    def teardown(self) -> None:
        for handle in self.handles:
            handle.close()
        memory.KEPT, listing._MANY, kept.FOLD_FROM = self.before
        shutil.rmtree(self.directory)

    def opened(self) -> Feeds:
        return Feeds.open(self.directory, clock=lambda: self.now)

    def doing(self, who: int) -> Feeds:
        self.now += timedelta(seconds=1)
        return self.handles[who]

    def find(self, address: str) -> str | None:
        key = addresses.key(address)
        for id, feed in self.model.items():
            if addresses.key(feed.address) == key:
                return id
        later = [id for id, feed in self.model.items() if key in {addresses.key(one) for one in feed.earlier}]
        return later[-1] if later else None

    def items(self) -> dict[str, dict[str, Any]]:
        return {id: item for feed in self.model.values() for id, item in feed.items.items()}

    # What is done

    @rule(who=st.integers(0, 1), address=FEEDS, title=TITLES, hidden=st.booleans(), auto=st.booleans())
    def subscribe(self, who: int, address: str, title: str, hidden: bool, auto: bool) -> None:
        done = self.doing(who).subscribe(Wanted(address, title=title, hidden=hidden, auto=auto))
        held = self.find(address)
        assert done.is_new is (held is None)
        if held is None:
            id = done.subscription.id
            assert id not in self.model
            self.model[id] = Feed(address, title=title, hidden=hidden, auto=auto)
            self.steps[who].append(("subscribed", id))
        else:
            assert done.subscription.id == held

    @rule(who=st.integers(0, 1), address=FEEDS)
    def unsubscribe(self, who: int, address: str) -> None:
        id = self.find(address)
        try:
            self.doing(who).unsubscribe(address)
        except NotSubscribedError:
            assert id is None
            return
        assert id is not None
        gone = self.model.pop(id)
        self.steps[who].append(("unsubscribed", (id, copy.deepcopy(gone))))

    @rule(who=st.integers(0, 1), address=FEEDS, title=TITLES, hidden=st.booleans())
    def change(self, who: int, address: str, title: str, hidden: bool) -> None:
        id = self.find(address)
        try:
            self.doing(who).change(address, title=title, hidden=hidden)
        except NotSubscribedError:
            assert id is None
            return
        assert id is not None
        feed, title = self.model[id], " ".join(title.split())
        done = {
            name: (getattr(feed, name), value)
            for name, value in (("title", title), ("hidden", hidden))
            if getattr(feed, name) != value
        }
        for name, (_, value) in done.items():
            setattr(feed, name, value)
        if done:
            self.steps[who].append(("changed", (id, done)))

    @rule(who=st.integers(0, 1), address=FEEDS, listed=LISTED, moved_to=st.none() | FEEDS)
    def refresh(self, who: int, address: str, listed: list[tuple[int, str, str | None]], moved_to: str | None) -> None:
        id = self.find(address)
        items = tuple(fresh(number, title=title, published=published) for number, title, published in listed)
        feeds = self.doing(who)
        try:
            arrived = feeds.refreshed(address, Refresh(items, moved_to=moved_to))
        except NotSubscribedError:
            assert id is None
            return
        assert id is not None
        feed = self.model[id]
        if moved_to is not None and moved_to != feed.address:
            taken = [other for other, held in self.model.items() if held.address == moved_to]
            assert bool(arrived.fault) is bool(taken)
            if not taken:
                feed.earlier = [one for one in feed.earlier if one != moved_to] + [feed.address]
                feed.address = moved_to
        first: dict[str, Any] = {}
        for item in reversed(items):
            first[rows.id_of_item(id, item.id)] = item
        new = self._listed(id, first)
        assert list(arrived.new) == new[::-1]
        left = [one for one, it in feed.items.items() if one not in first and it["state"] is not State.UNREAD]
        going = sorted(left, key=lambda one: (feed.items[one]["at"], one))[: max(0, len(left) - KEPT)]
        assert arrived.went == len(going)
        for one in going:
            del feed.items[one]
            feed.gone.add(one)

    def _listed(self, id: str, first: dict[str, Any]) -> list[str]:
        feed, new = self.model[id], []
        for below, (item, given) in enumerate(first.items()):
            if item in feed.items:
                feed.items[item]["title"] = given.title
            elif item not in feed.gone:
                second = min(_second(given.published) or "9", self.now.isoformat()[:19])
                feed.items[item] = {
                    "title": given.title,
                    "at": f"{second}.{below:05}",
                    "state": State.UNREAD,
                    "briefing": None,
                }
                new.append(item)
        return new

    @rule(who=st.integers(0, 1), data=st.data(), state=MARKS)
    def mark(self, who: int, data: st.DataObject, state: State) -> None:
        there = self.items()
        if not there:
            return
        ids = data.draw(st.lists(st.sampled_from(sorted(there)), min_size=1, max_size=4, unique=True))
        number = self.doing(who).mark(ids, state)
        assert number == self._marked(who, [id for id in ids if there[id]["state"] is not state], state, None)

    @rule(who=st.integers(0, 1), address=st.none() | FEEDS)
    def mark_all_read(self, who: int, address: str | None) -> None:
        id = None if address is None else self.find(address)
        try:
            number = self.doing(who).mark_all_read(address)
        except NotSubscribedError:
            assert id is None
            return
        of = [self.model[id]] if id is not None else [feed for feed in self.model.values() if not feed.hidden]
        unread = [one for feed in of for one, item in feed.items.items() if item["state"] is State.UNREAD]
        assert number == self._marked(who, unread, State.READ, None)

    @rule(who=st.integers(0, 1), data=st.data(), by_user=st.booleans())
    def briefed(self, who: int, data: st.DataObject, by_user: bool) -> None:
        there = self.items()
        if not there:
            return
        id = data.draw(st.sampled_from(sorted(there)))
        briefing = f"b{data.draw(st.integers(0, 3))}"
        self.doing(who).briefed(id, briefing, by_user=by_user)
        had_claim = self.claims.pop(id, None) is not None
        if there[id]["state"] is not State.BRIEFED:
            self._marked(who if by_user else None, [id], State.BRIEFED, briefing)
        elif had_claim and by_user:
            self.steps[who].append(("marked", []))

    def _marked(self, who: int | None, ids: list[str], state: State, briefing: str | None) -> int:
        there, done = self.items(), []
        for id in ids:
            item = there[id]
            done.append((id, (item["state"], item["briefing"]), (state, briefing)))
            item["state"], item["briefing"] = state, briefing
        if done and who is not None:
            self.steps[who].append(("marked", done))
        return len(done)

    @rule(who=st.integers(0, 1), limit=st.integers(0, 3))
    def claim(self, who: int, limit: int) -> None:
        got = [item.id for item in self.doing(who).claim(limit=limit, lease=timedelta(days=1))]
        free = [
            (item["at"], id)
            for feed in self.model.values()
            if feed.auto
            for id, item in feed.items.items()
            if item["state"] is State.UNREAD and id not in self.claims
        ]
        assert got == [id for _, id in sorted(free, reverse=True)[:limit]]
        self.claims |= dict.fromkeys(got, who)

    @rule(who=st.integers(0, 1))
    def release(self, who: int) -> None:
        self.doing(who).release()
        self.claims = {id: by for id, by in self.claims.items() if by != who}

    @rule(who=st.integers(0, 1))
    def undo(self, who: int) -> None:
        feeds = self.doing(who)
        if not self.steps[who]:
            assert feeds.undo() is None
            return
        kind, what = self.steps[who].pop()
        possible = getattr(self, f"_undo_{kind}")(what)
        try:
            assert feeds.undo()
        except ChangedSinceError:
            assert not possible
            return
        assert possible

    def _undo_subscribed(self, id: str) -> bool:
        return self.model.pop(id, None) is not None

    def _undo_unsubscribed(self, what: tuple[str, Feed]) -> bool:
        id, feed = what
        if id in self.model or any(one.address == feed.address for one in self.model.values()):
            return False
        self.model[id] = copy.deepcopy(feed)
        return True

    def _undo_changed(self, what: tuple[str, dict[str, tuple[Any, Any]]]) -> bool:
        id, done = what
        feed = self.model.get(id)
        if feed is None or any(getattr(feed, name) != after for name, (_, after) in done.items()):
            return False
        for name, (before, _) in done.items():
            setattr(feed, name, before)
        return True

    def _undo_marked(self, done: list[Any]) -> bool:
        there, possible = self.items(), False
        for id, before, after in done:
            item = there.get(id)
            if (
                item is None
                or item["state"] is not after[0]
                or ((after[1] or before[1]) and item["briefing"] != after[1])
            ):
                continue
            item["state"], item["briefing"] = before[0], before[1] if before[1] or after[1] else item["briefing"]
            possible = True
        return possible

    @rule(who=st.integers(0, 1))
    def reopen(self, who: int) -> None:
        self.handles[who].close()
        self.claims = {id: by for id, by in self.claims.items() if by != who}
        self.handles[who] = self.opened()
        self.steps[who] = []

    @rule(who=st.integers(0, 1))
    def compact(self, who: int) -> None:
        self.handles[who].compact()

    @rule(who=st.integers(0, 1))
    def poll(self, who: int) -> None:
        self.handles[who].poll()
        assert not self.handles[who].poll()

    # What is so

    @invariant()
    def both_and_a_new_reader_see_what_the_model_says(self) -> None:
        expected = self.seen_in_the_model()
        assert self.seen(self.handles[0]) == expected
        assert self.seen(self.handles[1]) == expected
        with Feeds.open(self.directory, readonly=True) as reader:
            assert reader.damage is None
            assert self.seen(reader) == expected

    def seen_in_the_model(self) -> dict[str, Any]:
        there = sorted(((item["at"], id) for id, item in self.items().items()), reverse=True)
        shown = [feed for feed in self.model.values() if not feed.hidden]
        waiting = {id for feed in shown for id, item in feed.items.items() if item["state"] is State.UNREAD}
        items = self.items()
        return {
            "feeds": {
                id: (feed.address, feed.earlier, feed.title, feed.hidden, feed.auto) for id, feed in self.model.items()
            },
            "items": [(id, items[id]["title"], items[id]["state"], items[id]["briefing"]) for _, id in there],
            "inbox": [id for _, id in there if id in waiting],
            "unread": len(waiting),
            "by feed": {
                id: {state: sum(item["state"] is state for item in feed.items.values()) for state in State}
                for id, feed in self.model.items()
            },
            "harbour": sorted(
                id
                for feed in self.model.values()
                for id, item in feed.items.items()
                if "harbour" in (item["title"] + (feed.title or feed.address)).lower()
            ),
        }

    def seen(self, feeds: Feeds) -> dict[str, Any]:
        subscriptions, counts = feeds.subscriptions(), feeds.counts()
        every = {"states": list(State), "hidden": True}
        return {
            "feeds": {
                one.id: (one.address, list(one.earlier), one.own_title or "", one.hidden, one.auto)
                for one in subscriptions
            },
            "items": [(item.id, item.title, item.state, item.briefing) for item in feeds.inbox(**every)],
            "inbox": [item.id for item in feeds.inbox()],
            "unread": counts.unread,
            "by feed": {id: dict(of) for id, of in counts.by_feed.items()},
            "harbour": sorted(item.id for item in feeds.inbox(**every, words="Harbour")),
        }


def _second(published: str | None) -> str | None:
    try:
        at = datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()[:19]


TestFeedsOfTwo = FeedsOfTwo.TestCase
TestFeedsOfTwo.settings = settings(
    max_examples=400 if FULL else 30,
    stateful_step_count=40 if FULL else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def test_what_is_refused_is_one_sentence() -> None:
    assert issubclass(NotSubscribedError, LibraryError)
