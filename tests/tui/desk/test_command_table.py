"""The table of commands: complete, without two commands on one key, and every key of it does something to be seen."""

from itertools import combinations

import pytest
from analysed import analysed
from driving import Reader, sitting_at
from harbour_news import harbour_news
from inbox_items import feed, numbered

from briefing.versions import newer
from stores.library import Library
from tui.desk.command_table import COMMANDS, Command, Place, bindings, groups, named, shown_in_bar

Keys = tuple[str, ...]

NOTHING: Keys = ()

# For each command: what is pressed before it, so that it has something to act on, and after it, to go on from there.
ON_THE_DESK: dict[str, tuple[Keys, Keys]] = {
    "pane_1": (("2",), NOTHING),
    "pane_2": (("1",), NOTHING),
    "pane_3": (("1",), NOTHING),
    "pane_4": (("1",), NOTHING),
    "next_pane": (("3",), NOTHING),
    "previous_pane": (("3",), NOTHING),
    "down": (("3", "g"), NOTHING),
    "up": (("3", "G"), NOTHING),
    "page_down": (("3", "g"), NOTHING),
    "page_up": (("3", "G"), NOTHING),
    "top": (("3", "G"), NOTHING),
    "bottom": (("3", "g"), NOTHING),
    "evidence": (("2",), ("escape",)),
    "find": (("2",), ("escape",)),
    "next_match": (("3", "g", "slash", "t", "h", "e", "enter"), ("escape",)),
    "previous_match": (("3", "g", "slash", "t", "h", "e", "enter"), ("escape",)),
    "zoom": (("2",), ("z",)),
    "all_statements": (("2",), ("v",)),
    "only_stakeholder": (("3",), ("f",)),
    "back": (("2", "z"), NOTHING),
    "briefings": (NOTHING, ("escape",)),
    "agenda": (NOTHING, ("escape",)),
    "search": (NOTHING, ("escape",)),
    "inbox": (NOTHING, ("escape",)),
    "changes": (NOTHING, NOTHING),
    "next_briefing": (NOTHING, ("K",)),
    "previous_briefing": (("J",), NOTHING),
    "add": (NOTHING, ("escape",)),
    "keep": (NOTHING, NOTHING),
    "remove": (NOTHING, ("u",)),
    "advance": (("4", "G"), ("u",)),
    "drop": (("4", "G"), ("u",)),
    "own_follow_up": (("2",), ("escape",)),
    "due": (("4",), ("escape",)),
    "correct": (("2",), ("escape",)),
    "tags": (NOTHING, ("escape",)),
    "note": (NOTHING, NOTHING),  # a pilot has no terminal to lend to an editor, and that is told
    "undo": (("4", "G", "space"), NOTHING),
    "copy": (("2",), NOTHING),
    "copy_pane": (("2",), NOTHING),
    "take_apart": (NOTHING, NOTHING),
    "browser": (("J",), ("K",)),  # an article without an address: in a pilot's hands no browser should open
    "pager": (NOTHING, NOTHING),
    "palette": (NOTHING, ("escape",)),
    "help": (NOTHING, ("escape",)),
    "quit": (NOTHING, NOTHING),
}

IN_THE_EVIDENCE: dict[str, tuple[Keys, Keys]] = {
    "down": (("g",), NOTHING),
    "up": (("G",), NOTHING),
    "page_down": (("g",), NOTHING),
    "page_up": (("G",), NOTHING),
    "top": (("G",), NOTHING),
    "bottom": (("g",), NOTHING),
    "find": (NOTHING, ("escape",)),
    "next_match": (NOTHING, NOTHING),
    "previous_match": (NOTHING, NOTHING),
    "back": (NOTHING, ("enter",)),
    "own_follow_up": (NOTHING, ("escape",)),
    "correct": (NOTHING, ("escape",)),
    "note": (NOTHING, NOTHING),
    "undo": (NOTHING, NOTHING),
    "copy": (NOTHING, NOTHING),
    "browser": (NOTHING, NOTHING),
    "pager": (NOTHING, NOTHING),
    "palette": (NOTHING, ("escape",)),
    "help": (NOTHING, ("escape",)),
    "quit": (NOTHING, NOTHING),
}

IN_THE_LIST: dict[str, tuple[Keys, Keys]] = {
    "down": (("g",), NOTHING),
    "up": (("G",), NOTHING),
    "page_down": (("g",), NOTHING),
    "page_up": (("G",), NOTHING),
    "top": (("G",), NOTHING),
    "bottom": (("g",), NOTHING),
    "open_briefing": (("g",), ("b",)),
    "find": (NOTHING, ("escape",)),
    "next_match": (("slash", "p", "a", "r", "t", "enter"), ("escape",)),
    "previous_match": (("slash", "p", "a", "r", "t", "enter"), ("escape",)),
    "back": (NOTHING, ("b",)),
    "agenda": (NOTHING, ("escape",)),
    "search": (NOTHING, ("escape",)),
    "inbox": (NOTHING, ("escape",)),
    "add": (NOTHING, ("escape",)),
    "remove": (("G",), ("u",)),
    "take_apart": (NOTHING, NOTHING),
    "tags": (NOTHING, ("escape",)),
    "note": (NOTHING, NOTHING),
    "undo": (("G", "D"), NOTHING),
    "palette": (NOTHING, ("escape",)),
    "help": (NOTHING, ("escape",)),
    "quit": (NOTHING, NOTHING),
}

IN_THE_AGENDA: dict[str, tuple[Keys, Keys]] = {
    "down": (("g",), NOTHING),
    "up": (("G",), NOTHING),
    "page_down": (("g",), NOTHING),
    "page_up": (("G",), NOTHING),
    "top": (("G",), NOTHING),
    "bottom": (("g",), NOTHING),
    "open_briefing": (("g",), ("F",)),
    "find": (NOTHING, ("escape",)),
    "next_match": (("g", "slash", "a", "s", "k", "enter"), ("escape",)),
    "previous_match": (("g", "slash", "a", "s", "k", "enter"), ("escape",)),
    "back": (NOTHING, ("F",)),
    "suggestions": (NOTHING, ("s",)),
    "advance": (("G",), ("u",)),
    "drop": (("G",), ("u",)),
    "due": (("G",), ("escape",)),
    "undo": (("G", "space"), NOTHING),
    "copy": (NOTHING, NOTHING),
    "palette": (NOTHING, ("escape",)),
    "help": (NOTHING, ("escape",)),
    "quit": (NOTHING, NOTHING),
}

IN_THE_SEARCH: dict[str, tuple[Keys, Keys]] = {
    "down": (("g",), NOTHING),
    "up": (("G",), NOTHING),
    "page_down": (("g",), NOTHING),
    "page_up": (("G",), NOTHING),
    "top": (("G",), NOTHING),
    "bottom": (("g",), NOTHING),
    "open_briefing": (NOTHING, ("escape",)),
    "find": (NOTHING, ("escape",)),
    "next_match": (("slash", "p", "a", "r", "t", "enter"), ("escape",)),
    "previous_match": (("slash", "p", "a", "r", "t", "enter"), ("escape",)),
    "back": (NOTHING, ("S", "enter")),
    "search": (NOTHING, ("enter",)),
    "palette": (NOTHING, ("escape",)),
    "help": (NOTHING, ("escape",)),
    "quit": (NOTHING, NOTHING),
}

IN_THE_CHANGES: dict[str, tuple[Keys, Keys]] = {
    "down": (("g",), NOTHING),
    "up": (("G",), NOTHING),
    "page_down": (("g",), NOTHING),
    "page_up": (("G",), NOTHING),
    "top": (("G",), NOTHING),
    "bottom": (("g",), NOTHING),
    "evidence": (NOTHING, ("escape",)),
    "find": (NOTHING, ("escape",)),
    "next_match": (("g", "slash", "p", "o", "r", "t", "enter"), ("escape",)),
    "previous_match": (("g", "slash", "p", "o", "r", "t", "enter"), ("escape",)),
    "back": (NOTHING, ("V",)),
    "copy": (NOTHING, NOTHING),
    "browser": (NOTHING, NOTHING),
    "pager": (NOTHING, NOTHING),
    "palette": (NOTHING, ("escape",)),
    "help": (NOTHING, ("escape",)),
    "quit": (NOTHING, NOTHING),
}

IN_THE_INBOX: dict[str, tuple[Keys, Keys]] = {
    "down": (("g",), NOTHING),
    "up": (("G",), NOTHING),
    "page_down": (("g",), NOTHING),
    "page_up": (("G",), NOTHING),
    "top": (("G",), NOTHING),
    "bottom": (("g",), NOTHING),
    "find": (NOTHING, ("escape",)),
    "next_match": (("g", "slash", "p", "a", "r", "t", "enter"), ("escape",)),
    "previous_match": (("g", "slash", "p", "a", "r", "t", "enter"), ("escape",)),
    "back": (NOTHING, ("i",)),
    "open_item": (NOTHING, NOTHING),  # an item without a page, and that is told
    "all_items": (("g", "x"), ("v", "u")),
    "only_feed": (NOTHING, ("escape",)),
    "refresh_feeds": (NOTHING, NOTHING),  # a feed that is never asked, and that is told
    "take_apart": (NOTHING, NOTHING),
    "dismiss_item": (("g",), ("u",)),
    "toggle_read": (("g",), ("u",)),
    "all_read": (NOTHING, ("u",)),
    "undo": (("g", "x"), NOTHING),
    "copy": (NOTHING, NOTHING),
    "browser": (NOTHING, NOTHING),
    "palette": (NOTHING, ("escape",)),
    "help": (NOTHING, ("escape",)),
    "quit": (NOTHING, NOTHING),
}

PLACES = {
    Place.DESK: (NOTHING, ON_THE_DESK),
    Place.EVIDENCE: (("3", "j", "enter"), IN_THE_EVIDENCE),
    Place.BRIEFINGS: (("b",), IN_THE_LIST),
    Place.AGENDA: (("F", "s"), IN_THE_AGENDA),
    Place.SEARCH: (("S", *"harbour", "enter"), IN_THE_SEARCH),
    Place.CHANGES: (("V",), IN_THE_CHANGES),
    Place.INBOX: (("i",), IN_THE_INBOX),
}


def with_a_second_version(library: Library) -> None:
    """Another text of the harbour's article, of nearly as many words."""
    first = library.analysis(harbour_news().id)
    text = "\n\n".join(part.replace("harbour", "port") for part in first.article.text.split("\n\n"))
    library.update(first.id, newer(first, analysed(text, url=first.article.url, title=first.article.title)))


def with_items(library: Library) -> None:
    """Twenty items in the inbox."""
    feed(library.directory, [numbered(number) for number in range(1, 21)])


PREPARED = {Place.CHANGES: with_a_second_version, Place.INBOX: with_items}


@pytest.mark.parametrize("place", Place, ids=lambda place: place.value)
async def test_every_key_of_the_table_does_something_that_is_seen(
    place: Place, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that is new in the table fails here until it is told what it acts on."""
    monkeypatch.setenv("BROWSER", "/nowhere/browser")
    way, prepared = PLACES[place]
    here = [command for command in COMMANDS if place in command.places]
    assert {command.name for command in here} == set(prepared)
    if place in PREPARED:
        PREPARED[place](library)
    async with sitting_at(library, (80, 14)) as desk:
        await desk.press(*way)
        await desk.until(lambda: desk.app.screen.where is place, "the way was gone")
        await desk.until(lambda: not any(w.is_running for w in desk.app.workers), "what is read had been read")
        await desk.settle()
        for command in here:
            for key in command.keys.split(","):
                await sees_a_change(desk, command, key, prepared[command.name])
                if command.name == "quit":
                    return


async def sees_a_change(desk: Reader, command: Command, key: str, around: tuple[Keys, Keys]) -> None:
    before, after = around
    await desk.press(*before)
    desk.app.clear_notifications()
    await desk.settle()
    picture = desk.picture
    await desk.press(key)
    if command.name == "quit":
        assert not desk.running
    else:
        await desk.until(lambda: desk.picture != picture, f"{key} for {command.name} showed something")
        await desk.press(*after)


@pytest.mark.parametrize("place", Place, ids=lambda place: place.value)
def test_no_two_commands_of_a_place_share_a_key(place: Place) -> None:
    here = [command for command in COMMANDS if place in command.places]
    for one, other in combinations(here, 2):
        assert not {*one.keys.split(",")} & {*other.keys.split(",")}, (one.name, other.name)


def test_names_are_unlike_and_every_command_is_explained_and_in_a_group() -> None:
    names = [command.name for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert [command.name for _, commands in groups() for command in commands] == sorted(
        names, key=lambda name: [group for group, _ in groups()].index(named(name).group)
    )
    for command in COMMANDS:
        assert command.title
        assert command.help.endswith(".")
        assert command.places
        assert command.shown


def test_groups_of_a_place_hold_what_can_be_done_there() -> None:
    for place in Place:
        grouped = {command.name for _, commands in groups(place) for command in commands}
        assert grouped == {command.name for command in COMMANDS if place in command.places}


def test_no_command_needs_alt_ctrl_enter_or_a_function_key() -> None:
    for command in COMMANDS:
        easy = [key for key in command.keys.split(",") if not key.startswith(("alt+", "ctrl+enter", "f1"))]
        assert easy, command.name


def test_the_keys_are_shown_as_they_are_pressed() -> None:
    signs = {"slash": "/", "question_mark": "?", "enter": "Enter", "escape": "Esc", "space": "Space", "tab": "Tab"}
    signs |= {"pagedown": "PgDn", "pageup": "PgUp", "f1": "F1", "shift+tab": "⇧Tab"}
    signs |= {"down": "↓", "up": "↑", "left": "←", "right": "→"}
    unshown = {"home", "end", "ctrl+q"}
    for command in COMMANDS:
        keys = [key for key in command.keys.split(",") if key not in unshown]
        assert command.shown.split() == [signs.get(key, key.replace("ctrl+", "^")) for key in keys]


def test_bindings_carry_the_names_by_which_users_remap_them() -> None:
    for place in Place:
        assert [binding.id for binding in bindings(place)] == [c.name for c in COMMANDS if place in c.places]


def test_what_the_key_bar_shows_fits_80_columns() -> None:
    for place in Place:
        for pane in range(5):
            shown = shown_in_bar(place, pane)
            assert shown
            assert len("  ".join(f"{command.shown.split()[0]} {command.short}" for command in shown)) <= 72


def test_a_name_that_is_none_is_an_error() -> None:
    with pytest.raises(KeyError):
        named("dance")
