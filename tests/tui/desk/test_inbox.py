"""The inbox on the desk: what the feeds bring, listed, found, marked and taken back by keys."""

import re
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from driving import MIDDLE, NOW, SMALL, sitting_at
from inbox_items import CAME, NEVER_ASKED, feed, in_the_inbox, numbered, read, rows, titles

from stores.feeds import Feeds, Refresh, State
from stores.library import Library
from tui.desk.screens.desk_screen import DeskScreen
from tui.desk.screens.inbox import InboxScreen


def states(directory: Path) -> dict[str, str]:
    """The states of all items, by their titles."""
    with Feeds.open(directory, readonly=True) as feeds:
        return {item.title: item.state.value for item in feeds.inbox(states=State, hidden=True)}


def part(number: int) -> str:
    """The title of an item."""
    return f"The harbour stays, part {number}"


@pytest.fixture
def three(empty: Library) -> Library:
    """An inbox of three items, one, two and three hours old."""
    feed(empty.directory, [numbered(number) for number in (1, 2, 3)])
    return empty


async def test_i_lists_what_is_unread_newest_first_with_outlet_age_and_lead(empty: Library) -> None:
    feed(empty.directory, [numbered(2), numbered(50), numbered(500)])
    feed(empty.directory, [numbered(1, lead="")], address="exec:post", title="Post", fault="It is down.")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        assert "Inbox (4 unread)" in desk.lines[0]
        assert rows(desk) == [
            f"● {part(1)} Post · 1 h",
            f"● {part(2)} The Harbour Post · 2 h · Number 2: the council voted after a long night.",
            f"● {part(50)} The Harbour Post · 2 d · Number 50: the council voted after a long night.",
            f"● {part(500)} The Harbour Post · 2026-02-11 · Number 500: the council voted after a long…",
        ]
        assert part(50) in desk.dressed("#inbox", "bold")
        assert "One feed could not be read: 'readout feeds list' says why." in desk.read("#inbox-status")


async def test_below_the_list_the_highlighted_item_is_read_in_full(empty: Library) -> None:
    long = "The council voted after a long night. " * 4
    feed(empty.directory, [numbered(1, lead=long, authors=("Ada March",), link="https://post.example/1"), numbered(2)])
    async with sitting_at(empty, MIDDLE) as desk:
        await in_the_inbox(desk)
        assert long.strip() not in desk.read("#inbox")
        assert desk.read("#inbox-item").startswith(f"{part(1)} The Harbour Post · Ada March · Wed 2026-03-04 11:00")
        assert "https://post.example/1" in desk.read("#inbox-item")
        assert long.strip() in desk.read("#inbox-item")
        await desk.press("j")
        assert desk.read("#inbox-item").startswith(part(2))
        await desk.pilot.resize_terminal(80, 14)
        await desk.settle()
        assert not desk.widget("#inbox-item").display


async def test_x_dismisses_and_moves_on_and_u_takes_it_back_in_words(three: Library) -> None:
    async with sitting_at(three, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("x")
        assert rows(desk)[0].startswith(f"× {part(1)} The Harbour Post · 1 h · dismissed")
        assert part(2) in desk.line
        assert "Inbox (2 unread)" in desk.lines[0]
        assert states(three.directory) == {part(1): "dismissed", part(2): "unread", part(3): "unread"}
        await desk.press("u")
        assert f"Unread again: {part(1)}" in desk.toast
        assert rows(desk)[0].startswith(f"● {part(1)}")
        assert set(states(three.directory).values()) == {"unread"}
        await desk.press("g", "x", "k", "x")
        assert rows(desk)[0].startswith(f"● {part(1)}")  # picked up again


async def test_space_and_m_mark_as_read_and_v_shows_what_is_read_too(three: Library) -> None:
    async with sitting_at(three, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("space", "j", "m")
        assert [row[:1] for row in rows(desk)] == ["T", "T", "●"]  # what was done here stays here
        assert part(1) not in desk.dressed("#inbox", "bold")
        assert part(3) in desk.dressed("#inbox", "bold")
        await desk.press("v")
        await read(desk)
        assert "Inbox (1 unread of 3)" in desk.lines[0]
        assert part(2) in desk.line
        await desk.press("space")
        assert rows(desk)[1].startswith("●")
        await desk.press("v")
        await read(desk)
        assert titles(desk) == [part(2), part(3)]
        await desk.press("u", "u")
        assert states(three.directory)[part(1)] == "read"
        assert states(three.directory)[part(2)] == "unread"


async def test_R_marks_what_was_listed_as_read_and_not_what_has_come_since(
    three: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.screens.items._LOOK", 1000)
    async with sitting_at(three, SMALL) as desk:
        await in_the_inbox(desk)
        with Feeds.open(three.directory, clock=lambda: CAME + timedelta(minutes=5)) as others:
            others.refreshed(NEVER_ASKED, Refresh((numbered(4),)))
        await desk.press("R")
        await read(desk)
        assert "3 items marked as read; u takes it back." in desk.toast
        assert titles(desk) == [part(4)]
        await desk.press("u")
        await read(desk)
        assert "Unread again: 3 items" in desk.toast
        assert len(rows(desk)) == 4


async def test_slash_lists_alone_what_holds_the_words_and_esc_goes_back_to_the_place(empty: Library) -> None:
    feed(empty.directory, [numbered(n, lead="Of quays." if n == 7 else "Of piers.") for n in range(1, 10)])
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("j", "j", "slash", *"quays")
        await desk.until(lambda: "with quays" in desk.lines[0], "it was found")
        assert "Inbox (1 with quays)" in desk.lines[0]
        assert rows(desk) == [f"● {part(7)} The Harbour Post · 7 h · Of quays."]
        await desk.press("enter", "x")
        assert rows(desk)[0].startswith(f"× {part(7)}")
        await desk.press("escape")
        await read(desk)
        assert part(3) in desk.line
        assert not any(part(7) in row for row in rows(desk))
        await desk.press("slash", *"boats")
        await desk.until_seen("No item has these words")


async def test_R_in_a_find_marks_what_was_found_alone(three: Library) -> None:
    async with sitting_at(three, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("slash", *"part 2")
        await desk.until(lambda: "with part 2" in desk.lines[0], "it was found")
        await desk.press("enter", "R")
        await read(desk)
        assert "1 item marked as read" in desk.toast
        assert titles(desk) == [part(1), part(3)]


async def test_f_shows_one_feed_or_tag_alone_and_hidden_ones_only_so(empty: Library) -> None:
    feed(empty.directory, [numbered(1)], tags=("quays",))
    feed(empty.directory, [numbered(2)], address="exec:post", title="Post", tags=("quays", "jobs"))
    feed(empty.directory, [numbered(3)], address="exec:quiet", title="Quiet", hidden=True)
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        assert len(rows(desk)) == 2
        await desk.press("f")
        for words in ("all feeds 2 unread", "tag quays 2 unread", "tag jobs 1 unread", "Post 1 unread"):
            assert words in desk.words
        assert "Quiet 1 unread, hidden among all feeds" in desk.words
        await desk.press("2")
        await read(desk)
        assert "Inbox: tag jobs (1 unread)" in desk.lines[0]
        assert titles(desk) == [part(2)]
        await desk.press("f", "6")
        await read(desk)
        assert "Inbox: Quiet (1 unread)" in desk.lines[0]
        await desk.press("R")
        await read(desk)
        assert "Nothing is unread here: v shows the one there is, f other feeds" in desk.words
        assert states(empty.directory) == {part(1): "unread", part(2): "unread", part(3): "read"}


async def test_the_place_is_kept_while_others_bring_items_and_when_one_comes_back(empty: Library) -> None:
    feed(empty.directory, [numbered(number) for number in range(1, 40)])
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("pagedown", "pagedown", "k", "k", "k")
        here, title = desk.line, re.findall(r"The harbour stays, part \d+", desk.line)[0]
        line = next(i for i, line in enumerate(desk.lines) if f"{title} " in line)
        with Feeds.open(empty.directory) as others:
            others.refreshed(NEVER_ASKED, Refresh(tuple(numbered(0, id=f"new-{n}") for n in range(150))))
        await desk.until(lambda: "(189 unread)" in desk.lines[0], "the others were shown")
        await read(desk)
        assert desk.line == here
        assert title in desk.lines[line]  # it stays where it is on the screen
        await desk.press("escape")
        assert type(desk.app.screen) is DeskScreen
        await in_the_inbox(desk)
        assert desk.line == here


async def test_what_was_dealt_with_is_gone_when_one_comes_back_and_the_next_is_highlighted(empty: Library) -> None:
    feed(empty.directory, [numbered(number) for number in range(1, 7)])
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("x", "space", "escape")
        await in_the_inbox(desk)
        assert titles(desk) == [part(number) for number in (3, 4, 5, 6)]
        assert part(3) in desk.line


async def test_y_copies_title_outlet_and_link_and_o_without_a_link_says_so(empty: Library) -> None:
    feed(empty.directory, [numbered(1, link="https://post.example/1"), numbered(2)])
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("y")
        assert desk.app.clipboard == f"{part(1)} — The Harbour Post\nhttps://post.example/1"
        await desk.press("j", "o")
        assert "The feed gives no page for this item." in desk.toast


async def test_an_inbox_without_feeds_teaches_how_to_begin_and_writes_nothing(empty: Library) -> None:
    before = sorted(empty.directory.rglob("*"))
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        assert "No feeds yet. In a shell, 'readout feeds add URL' subscribes to a feed" in desk.words
        assert "'readout feeds import FILE' to those of newsboat's urls file" in desk.words
        await desk.press("enter", "x", "space", "R", "o", "y", "s", "u")
        assert "Nothing to undo here" in desk.toast
        assert desk.running
    assert sorted(empty.directory.rglob("*")) == before


async def test_an_inbox_with_nothing_new_says_what_to_do(three: Library) -> None:
    async with sitting_at(three, SMALL) as desk:
        await in_the_inbox(desk)
        await desk.press("R")
        await read(desk)
        assert "Nothing is unread: v shows all 3 items, r looks for new ones." in desk.words


async def test_feeds_that_brought_nothing_yet_wait_for_r(empty: Library) -> None:
    feed(empty.directory, [])
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        assert "Nothing has come yet: r looks for new items in your feeds." in desk.words


async def test_damaged_feeds_are_told_of_and_the_desk_goes_on(three: Library) -> None:
    (three.directory / "feeds" / "catalogue.json").write_bytes(b"{")
    async with sitting_at(three, SMALL) as desk:
        await desk.press("i")
        await desk.until_seen("readout doctor")
        assert desk.read("#inbox").startswith("! The library file")
        await desk.press("x", "R", "u", "escape")
        assert type(desk.app.screen) is DeskScreen


async def test_near_copies_stand_under_the_first_and_s_and_u_part_and_join_them(empty: Library) -> None:
    text = (
        "The city council voted on Tuesday to keep the east harbour in public hands, after a long night of debate, "
        "and asked Mayor Ada Byron to publish the contract with Quay Holdings before the end of March."
    )
    more = f"{text} In Port Sand 3,400 people had signed against the sale of the pier."
    feed(empty.directory, [numbered(5, lead=text, title="Harbour stays"), numbered(4, lead="Of boats.")])
    feed(empty.directory, [numbered(1, lead=more, title="No sale")], address="exec:courier", title="The Courier")
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        other, first, copy = rows(desk)
        assert other.startswith(f"● {part(4)}")
        assert first.startswith(f"● Harbour stays The Harbour Post · 5 h · {text[:20]}")
        assert copy.startswith("● └ The Courier · 1 h · adds 1 sentence · In Port Sand 3,400 p")
        await desk.press("G")
        assert desk.read("#inbox-item").startswith("No sale")  # it is a row like all others
        await desk.press("s")
        await read(desk)
        assert [row.partition(" The ")[0] for row in rows(desk)][::2] == ["● No sale", "● Harbour stays"]
        assert "No sale" in desk.line
        await desk.press("u")
        await read(desk)
        assert rows(desk) == [other, first, copy]
        await desk.press("g", "s")
        assert "This item stands alone" in desk.toast
        await desk.press("G", "s")
        await read(desk)
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        assert not any("└" in row for row in rows(desk))  # apart for good


async def test_what_does_not_fit_is_cut_and_nothing_breaks_where_it_is_narrow(empty: Library) -> None:
    feed(empty.directory, [numbered(1, title="漢字の見出し" * 20, lead="港" * 200), numbered(2, title="")])
    async with sitting_at(empty, (20, 8)) as desk:
        await in_the_inbox(desk)
        assert all(len(row.split()) for row in rows(desk))
        assert isinstance(desk.app.screen, InboxScreen)
        await desk.press("j")
        assert "(no title)" in desk.line


async def test_an_item_dated_ahead_counts_from_when_it_came(empty: Library) -> None:
    ahead = replace(numbered(1), published=(NOW + timedelta(days=400)).isoformat())
    feed(empty.directory, [ahead, replace(numbered(2), published=None)], at=NOW.astimezone(UTC) - timedelta(minutes=5))
    async with sitting_at(empty, SMALL) as desk:
        await in_the_inbox(desk)
        assert all("· 5 min ·" in row for row in rows(desk))
