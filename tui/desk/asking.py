"""What the desk asks for in a dialog: a follow-up of one's own, a due date, tags; and the note in an editor."""

from datetime import date
from typing import TYPE_CHECKING

from stores.changes import Changes
from tui.desk.places import POSITIONS, QUOTES
from tui.desk.screens.asking import AskScreen, Line, Typed
from tui.desk.session import Refused
from tui.due_dates import understood, with_weekday

if TYPE_CHECKING:
    from briefing.model import Span
    from tui.desk.desk import Desk

_DATES = "fri, 1 dec, in 2 weeks, end of month, 2026-12"


def follow_up(desk: "Desk") -> None:
    """Ask for a follow-up of the user's own, about the highlighted quote or position where one is."""
    session, today = desk.session, desk.today
    session.changeable()
    spans = _words_at_hand(desk)

    def keep(typed: Typed) -> str:
        text, due = typed[0], understood(typed[1], today)
        session.add_follow_up(text, due, spans)
        return f"A new follow-up{_by(due)}; u takes it back: {text}"

    desk.ask(
        AskScreen(
            "A follow-up of your own",
            Line(label="To do", placeholder="Ask the ministry when it will decide."),
            Line(label="Due", placeholder=f"{_DATES}; or nothing"),
            about="About: " + " … ".join(span.exact for span in spans) if spans else "",
            hint="Enter keeps it, Tab goes to the other line, Esc leaves.",
            meaning=lambda typed: _due_meaning(typed[1], today),
            change=keep,
        )
    )


def due(desk: "Desk") -> None:
    """Ask by when the highlighted follow-up is due."""
    session, today = desk.session, desk.today
    id, follow_up_id = desk.follow_up_at_hand()
    changed = Changes(frozenset({session.changeable(id)}))
    now = session.follow_up(follow_up_id, id)

    def change(typed: Typed) -> str | None:
        wanted = understood(typed[0], today)
        if wanted == (now.due or ""):
            return None
        session.set_due(follow_up_id, wanted, id)
        return f"{'Due ' + with_weekday(wanted) if wanted else 'No due date any more'}; u takes it back: {now.text}"

    desk.ask(
        AskScreen(
            "Due date",
            Line(now.due or "", placeholder=_DATES, replaced=True),
            about=now.text,
            hint="Enter keeps it; an empty line takes the date away. Esc leaves.",
            meaning=lambda typed: _due_meaning(typed[0], today),
            change=change,
        ),
        changed,
    )


def text(desk: "Desk", follow_up_id: str) -> None:
    """Ask for other words of a follow-up of the open briefing."""
    session = desk.session
    now = session.follow_up(follow_up_id)

    def change(typed: Typed) -> str | None:
        if typed[0] == now.text:
            return None
        session.set_text(follow_up_id, typed[0])
        return f"The follow-up now reads, u takes it back: {typed[0]}"

    desk.ask(
        AskScreen("The follow-up in other words", Line(now.text), hint="Enter keeps it, Esc leaves.", change=change)
    )


def tags(desk: "Desk") -> None:
    """Ask for the tags of the highlighted briefing of the list, else of the open one."""
    session, id = desk.session, desk.entry_at_hand()
    had = session.tags_of(id)
    others = tuple(session.all_tags)
    line = Line(
        ", ".join(had) + (", " if had else ""), placeholder="brexit, foreign policy", offered=others, listed=True
    )

    def change(typed: Typed) -> str | None:
        wanted = _listed(typed[0])
        if typed[0] == line.value.strip() or set(map(str.casefold, wanted)) == set(map(str.casefold, had)):
            return None
        now = session.set_tags(wanted, had, id)
        return f"Tagged {', '.join(now)}; u takes it back." if now else "No tags any more; u takes it back."

    def offered(typed: Typed) -> str:
        begun = typed[0].rpartition(",")[2].strip().casefold()
        taken = {tag.casefold() for tag in _listed(typed[0])}
        fitting = [tag for tag in others if begun in tag.casefold() and tag.casefold() not in taken]
        return f"In your library: {', '.join(fitting)}" if fitting else ""

    desk.ask(
        AskScreen(
            "Tags",
            line,
            about=session.headline_of(id),
            hint="Tags with commas between them. Tab completes, Enter keeps the list, Esc leaves.",
            meaning=offered,
            change=change,
        )
    )


def note(desk: "Desk") -> str | None:
    """Let the user write the note on a briefing in their editor; return what to tell of it, None if it is as before."""
    from tui.desk.lending import lent
    from tui.editing import edited

    session, id = desk.session, desk.entry_at_hand()
    before = session.note_of(id)
    with edited(before, called="note", lent=lambda: lent(desk.suspend)) as now:
        if now == before or (not now.strip() and not before):
            return None
        if session.note_of(id) != before:
            raise Refused("Another Readout has changed the note meanwhile, so it stays as that one left it.")
        session.set_note(now, id)
    return "The note is kept; u takes it back." if now.strip() else "No note any more; u takes it back."


def _words_at_hand(desk: "Desk") -> "tuple[Span, ...]":
    at = desk.at_hand
    return at.row.places[0].content if at and at.pane in (QUOTES, POSITIONS) and at.row.places else ()


def _due_meaning(typed: str, today: date) -> str:
    return with_weekday(understood(typed, today)) or "no date"


def _by(due: str) -> str:
    return f", due {with_weekday(due)}" if due else ""


def _listed(typed: str) -> list[str]:
    return [tag for piece in typed.split(",") if (tag := " ".join(piece.split()))]
