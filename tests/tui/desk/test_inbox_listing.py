"""Which items are listed and where, read page by page: the same as if all had been read at once."""

from pathlib import Path
from random import Random

import pytest
from inbox_items import CAME, NEVER_ASKED, feed, numbered

from stores.feeds import Feeds, Item, Refresh, State
from tui.desk import inbox_listing
from tui.desk.inbox_listing import Shown, Window

MANY = 60


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of seven, three of them held on to."""
    monkeypatch.setattr(inbox_listing, "PAGE", 7)
    monkeypatch.setattr(inbox_listing, "_PAGES", 3)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """An inbox of sixty items."""
    feed(tmp_path, [numbered(number) for number in range(MANY)])
    return tmp_path


@pytest.mark.parametrize("everything", [False, True], ids=["unread", "everything"])
@pytest.mark.parametrize("seed", range(4))
def test_items_stand_where_they_stood_whatever_is_done_to_them(seed: int, everything: bool, directory: Path) -> None:
    chance = Random(seed)
    with Feeds.open(directory) as feeds:
        window = Window(feeds, Shown(everything))
        wanted: list[Item] = feeds.inbox(states=Shown(everything).states)
        for _ in range(40):
            at = chance.randrange(MANY)
            assert window.item(at) == wanted[at]
            if chance.random() < 0.6:
                feeds.mark([wanted[at].id], chance.choice([State.UNREAD, State.READ, State.DISMISSED]))
                wanted[at] = feeds.get(wanted[at].id)
                window.put(at, wanted[at])
                assert window.known(wanted[at].id) == at
        assert [window.item(at) for at in range(MANY)] == wanted
        assert window.unread == feeds.counts().unread
        assert [window.settled(at) for at in range(MANY)] == [
            sum(item.state in Shown(everything).states for item in wanted[:at]) for at in range(MANY)
        ]


def test_an_item_is_found_again_where_others_have_come_above_it(directory: Path) -> None:
    with Feeds.open(directory, clock=lambda: CAME) as feeds:
        id = feeds.inbox()[40].id
        feeds.refreshed(NEVER_ASKED, Refresh(tuple(numbered(0, id=f"new-{n}") for n in range(25))))
        window = Window(feeds, Shown())
        assert window.place_of(id, 40) == 65
        assert window.place_of("gone", 40) == 40
        assert window.place_of(None, 1000) == 84


def test_only_the_pages_that_are_looked_at_are_read(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Feeds.open(directory) as feeds:
        read: list[tuple[int, int]] = []
        inbox = feeds.inbox

        def noted(limit: int, offset: int, **asked: object) -> list[Item]:
            read.append((limit, offset))
            return inbox(limit, offset, **asked)  # type: ignore[arg-type]

        monkeypatch.setattr(feeds, "inbox", noted)
        window = Window(feeds, Shown())
        assert window.count == MANY
        assert read == []
        for at in (50, 51, 55, 3, 50):
            window.item(at)
        assert read == [(7, 49), (7, 0)]
        assert window.item(59) is not None
        assert read[-1] == (4, 56)


def test_of_a_hidden_feed_nothing_is_listed_unless_it_is_asked_for(directory: Path) -> None:
    id = feed(directory, [numbered(100)], address="exec:quiet", title="Quiet", hidden=True, tags=("quays",))
    with Feeds.open(directory) as feeds:
        assert Window(feeds, Shown()).count == MANY
        assert Window(feeds, Shown(tag="quays")).count == 0
        window = Window(feeds, Shown(feed=id))
        assert window.count == window.all == 1
        item = window.item(0)
        assert item is not None
        assert item.title == "The harbour stays, part 100"


def test_what_has_gone_meanwhile_is_none_and_costs_nothing_else(directory: Path) -> None:
    with Feeds.open(directory) as feeds:
        window = Window(feeds, Shown())
        feeds.unsubscribe(NEVER_ASKED)
        assert window.item(3) is None
        assert window.known("gone") is None
