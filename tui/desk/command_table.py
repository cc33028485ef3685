"""The one table of the desk's commands: it feeds the key bindings, the key bar, the palette, the help and the docs."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from textual.binding import Binding
from textual.keys import format_key


class Place(Enum):
    """Where a command can be given."""

    DESK = "on the desk"
    EVIDENCE = "in the evidence"
    BRIEFINGS = "in the list of briefings"
    AGENDA = "in the agenda"
    SEARCH = "in the search"
    CHANGES = "in what the publisher changed"
    INBOX = "in the inbox"


DESK = frozenset({Place.DESK})
EVERYWHERE = frozenset(Place)


class Command(NamedTuple):  # made in an eighth of the time of a data class, and the first paint waits
    """One thing that the user can do.

    `name` is the word users remap it by, and the Textual action; `keys` are Textual key names, joined by commas;
    `shown` is how the keys are written for people; `short` is its word in the key bar, empty where it is not shown,
    and with `panes` only shown in those panes, where 0 stands for the screens without panes; nor where it is `unshown`.
    """

    name: str
    keys: str
    shown: str
    title: str
    help: str
    group: str
    short: str = ""
    places: frozenset[Place] = DESK
    panes: tuple[int, ...] = ()
    palette: bool = True
    unshown: frozenset[Place] = frozenset()
    action: str = ""

    def binding(self) -> Binding:
        """Return the Textual binding of this command."""
        return Binding(self.keys, self.action or self.name, self.title, show=False, id=self.name)


MOVE, GO, DO, OUT, ALWAYS = "Move", "Go", "Do", "Take out", "Always"
_LISTS = frozenset({Place.DESK, Place.BRIEFINGS})
_READING = frozenset({Place.DESK, Place.EVIDENCE})
_FOLLOW_UPS = frozenset({Place.DESK, Place.AGENDA})
_INBOX = frozenset({Place.INBOX})

COMMANDS: tuple[Command, ...] = (
    Command("pane_1", "1", "1", "Headline pane", "Go to the headline.", MOVE, action="pane(1)"),
    Command("pane_2", "2", "2", "Quotes pane", "Go to the key quotes.", MOVE, action="pane(2)"),
    Command("pane_3", "3", "3", "Positions pane", "Go to the stakeholders' positions.", MOVE, action="pane(3)"),
    Command("pane_4", "4", "4", "Follow-ups pane", "Go to the follow-ups.", MOVE, action="pane(4)"),
    Command("next_pane", "tab,l,right", "Tab l →", "Next pane", "Go to the next pane.", MOVE, palette=False),
    Command("previous_pane", "shift+tab,h,left", "⇧Tab h ←", "Previous pane", "Go back one pane.", MOVE, palette=False),
    Command("down", "j,down", "j ↓", "Down", "One line down.", MOVE, places=EVERYWHERE, palette=False),
    Command("up", "k,up", "k ↑", "Up", "One line up.", MOVE, places=EVERYWHERE, palette=False),
    Command("page_down", "pagedown,ctrl+d", "PgDn ^d", "Page down", "A page down.", MOVE, places=EVERYWHERE, palette=False),
    Command("page_up", "pageup,ctrl+u", "PgUp ^u", "Page up", "A page up.", MOVE, places=EVERYWHERE, palette=False),
    Command("top", "g,home", "g", "Top", "To the first line.", MOVE, places=EVERYWHERE, palette=False),
    Command("bottom", "G,end", "G", "Bottom", "To the last line.", MOVE, places=EVERYWHERE, palette=False),
    Command(
        "evidence", "enter", "Enter", "Evidence", "Show the words of the article that prove the highlighted line.", MOVE, places=DESK | {Place.CHANGES}
    ),
    Command("open_briefing", "enter", "Enter", "Open the briefing", "Open the highlighted briefing.", GO, "Open", panes=(0, 4), places=frozenset({Place.BRIEFINGS, Place.AGENDA, Place.SEARCH}), palette=False),
    Command("find", "slash", "/", "Find", "Find words in the pane or the article.", MOVE, "Find", EVERYWHERE),
    Command("next_match", "n", "n", "Next match", "Go to the next match; in the evidence without a find, to the next place.", MOVE, "Next", panes=(0,), places=EVERYWHERE, palette=False),
    Command("previous_match", "N", "N", "Previous match", "Go to the match, or the place, before.", MOVE, places=EVERYWHERE, palette=False),
    Command("zoom", "z", "z", "Zoom", "Give the pane the whole screen, or take it back.", MOVE, "Zoom"),
    Command("all_statements", "v", "v", "Key quotes or all statements", "Show all statements, or only the key quotes.", MOVE, "All", panes=(2,)),
    Command("only_stakeholder", "f", "f", "Only this stakeholder", "Show only the highlighted stakeholder in all panes, or everything again.", MOVE, "Only", panes=(2, 3)),
    Command("back", "escape", "Esc", "Back", "Go back: out of the evidence, a find, a single stakeholder, a zoom.", MOVE, "Back", panes=(0,), places=EVERYWHERE, palette=False),
    Command("briefings", "b", "b", "Briefings", "Show the list of all briefings in the library.", GO, action="app.briefings"),
    Command("agenda", "F", "F", "Agenda", "Show the open follow-ups of all briefings by due date.", GO, places=_LISTS, action="app.agenda"),
    Command("search", "S", "S", "Search the library", "Search all briefings for words, phrases, and fields such as speaker: or tag:.", GO, places=_LISTS | {Place.SEARCH}, action="app.search"),
    Command("inbox", "i", "i", "Inbox", "Show what your feeds bring, to be briefed, marked as read or dismissed.", GO, places=_LISTS, action="app.inbox"),
    Command("open_item", "enter", "Enter", "Brief the item", "In the inbox, brief the item's article and keep it; open the briefing of one that is kept.", GO, "Brief", _INBOX, panes=(4,)),
    Command("all_items", "v", "v", "Unread or all items", "In the inbox, show all items, or only the unread ones.", GO, "All", _INBOX, panes=(4,)),
    Command("only_feed", "f", "f", "Only one feed or tag", "In the inbox, show the items of one feed or tag alone.", GO, places=_INBOX),
    Command("refresh_feeds", "r", "r", "Refresh the feeds", "In the inbox, look for new items in all feeds, beside the keys; again to stop.", GO, "Refresh", _INBOX, panes=(4,)),
    Command("changes", "V", "V", "What the publisher changed", "Show what the publisher changed in the article since it was first read.", GO, action="app.changes"),
    Command("suggestions", "s", "s", "Suggested follow-ups", "In the agenda, show what is suggested too, or only what is open.", GO, "Suggested", frozenset({Place.AGENDA}), panes=(4,)),
    Command("next_briefing", "J", "J", "Next briefing", "Open the next briefing of the list.", GO, action="app.next_briefing"),
    Command("previous_briefing", "K", "K", "Previous briefing", "Open the briefing before.", GO, action="app.previous_briefing"),
    Command("add", "a", "a", "Add an article", "Brief an article (URL, path or pasted text) and keep it.", DO, "Add", _LISTS, action="app.add"),
    Command("keep", "w", "w", "Keep the sample", "Write the sample briefing to your library.", DO, action="app.keep"),
    Command("remove", "D", "D", "Remove the briefing", "Take the briefing out of the library; u brings it back.", DO, places=_LISTS, action="app.remove"),
    Command("advance", "space", "Space", "Follow-up on its way", "Take a follow-up from suggested to open to done; done goes back to open.", DO, "On its way", _FOLLOW_UPS, panes=(4,), action="app.advance"),
    Command("drop", "x", "x", "Drop the follow-up", "Drop a follow-up, or pick a dropped one up again.", DO, "Drop", _FOLLOW_UPS, panes=(4,), action="app.drop"),
    Command("take_apart", "s", "s", "Near-copies apart", "Let a near-copy stand for itself, or all that stand under one.", GO, places=_LISTS | _INBOX, action="app.take_apart"),
    Command("dismiss_item", "x", "x", "Dismiss the item", "In the inbox, dismiss the item and go to the next, or pick up a dismissed one.", DO, "Dismiss", _INBOX, panes=(4,)),
    Command("toggle_read", "space,m", "Space m", "Read or unread", "In the inbox, mark the item as read, or as unread.", DO, "Read", _INBOX, panes=(4,)),
    Command("all_read", "R", "R", "All read", "In the inbox, mark as read what is listed; what comes meanwhile stays unread.", DO, places=_INBOX),
    Command("own_follow_up", "A", "A", "Follow-up of your own", "Add a follow-up of your own, about the highlighted quote or position.", DO, places=_READING, action="app.own_follow_up"),
    Command("due", "d", "d", "Due date", "Say by when the follow-up is due: fri, 1 dec, in 2 weeks.", DO, "Due", _FOLLOW_UPS, panes=(4,), action="app.due"),
    Command("correct", "c", "c", "Correct the line", "Correct the line: speaker, stance, name, headline, what is missing or no statement.", DO, "Correct", _READING, panes=(0, 1, 2, 3), action="app.correct"),
    Command("tags", "t", "t", "Tags", "Give the briefing tags, or take them away.", DO, places=_LISTS, action="app.tags"),
    Command("note", "e", "e", "Note", "Write your note on the briefing in $EDITOR.", DO, places=_READING | _LISTS, action="app.note"),
    Command("undo", "u", "u", "Undo", "Take back the last change of this session.", DO, places=EVERYWHERE - {Place.SEARCH, Place.CHANGES}, action="app.undo"),
    Command("copy", "y", "y", "Copy the line", "Copy the whole quote with speaker, outlet, date and URL, ready to paste.", OUT, "Copy", frozenset({Place.DESK, Place.EVIDENCE, Place.AGENDA, Place.CHANGES, Place.INBOX}), unshown=frozenset({Place.AGENDA, Place.INBOX}), action="app.copy"),
    Command("copy_pane", "Y", "Y", "Copy the pane", "Copy the pane as Markdown.", OUT, action="app.copy_pane"),
    Command("browser", "o", "o", "Open in browser", "Open the article's page in the browser.", OUT, places=_READING | {Place.CHANGES, Place.INBOX}, action="app.browser"),
    Command("pager", "P", "P", "Open in $PAGER", "Read the article's text in your pager.", OUT, places=_READING | {Place.CHANGES}, action="app.pager"),
    Command("palette", "ctrl+p", "^p", "All commands", "Find any command or briefing by name.", ALWAYS, places=EVERYWHERE, palette=False, action="app.command_palette"),
    Command("help", "question_mark,f1", "? F1", "Help", "Show all keys.", ALWAYS, "Help", EVERYWHERE, action="app.help"),
    Command("quit", "q,ctrl+q", "q", "Quit", "Leave the desk; everything is already kept.", ALWAYS, places=EVERYWHERE, action="app.quit"),
)  # fmt: skip


def keys_shown(command: Command, own: Mapping[str, str]) -> str:
    """Return a command's keys as they are written for people; `own` are the user's, by command name."""
    keys = own.get(command.name)
    return command.shown if keys is None else " ".join(format_key(key) for key in keys.split(","))


def bindings(place: Place) -> list[Binding]:
    """Return the bindings of all commands that can be given at `place`."""
    return [command.binding() for command in COMMANDS if place in command.places]


def shown_in_bar(place: Place, pane: int) -> list[Command]:
    """Return the commands that the key bar shows at `place`, those that only act in `pane` first."""
    shown = (c for c in COMMANDS if c.short and place in c.places and place not in c.unshown)
    here = [c for c in shown if not c.panes or pane in c.panes]
    return sorted(here, key=lambda command: not command.panes)


def groups(place: Place | None = None) -> Iterator[tuple[str, list[Command]]]:
    """Yield each group's name with its commands, in the order of the table; only those of `place` if one is given."""
    for group in (MOVE, GO, DO, OUT, ALWAYS):
        yield group, [c for c in COMMANDS if c.group == group and (place is None or place in c.places)]


def named(name: str) -> Command:
    """Return the command of this name. Raises KeyError when there is none."""
    for command in COMMANDS:
        if command.name == name:
            return command
    raise KeyError(name)


def markdown_table() -> str:
    """Return all commands as a Markdown table, for the README."""
    lines = ["| Key | What it does | Name |", "|---|---|---|"]
    for group, commands in groups():
        lines.append(f"| **{group}** | | |")
        lines += [f"| `{'` `'.join(c.shown.split())}` | {c.help} | {c.name} |" for c in commands]
    return "\n".join(lines)
