"""Correcting the highlighted line: what can be said of it, chosen from a list, then a line to type or a closed list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from briefing.corrections import (
    Correction,
    addition,
    headline_correction,
    removal,
    speaker_correction,
    stakeholder_correction,
    stance_correction,
    told,
)
from briefing.export.wording import quoted, speaker_words, stance_words
from briefing.model import Briefing, Stakeholder, Stance, Statement
from stores.readable import HeldCorrection
from tui.desk import asking, marks
from tui.desk.content import plain
from tui.desk.places import FOLLOW_UPS, HEADLINE, POSITIONS, QUOTES
from tui.desk.rows import stance_style
from tui.desk.screens.asking import AskScreen, Line, Typed
from tui.desk.screens.choosing import ChooseScreen
from tui.desk.session import Refused
from tui.desk.stretches import stretch

if TYPE_CHECKING:
    from tui.desk.desk import Desk

_HINT = "Enter keeps it, Esc leaves."

_LONGEST = 240  # code points of a stretch that is shown while it is typed


@dataclass(frozen=True, slots=True)
class _Choice:
    """Something that can be said of a line, and what is done when it is chosen."""

    words: str
    act: Callable[[], None]


def line(desk: "Desk") -> None:
    """Offer what can be corrected of the highlighted line."""
    session = desk.session
    session.changeable()
    at = desk.at_hand
    key = at.row.key if at else ""
    if at is None or (at.pane == HEADLINE and key in ("dateline", "sourcing")):
        raise Refused("There is nothing to correct in this line: highlight the headline, a quote or a stakeholder.")
    if at.pane == HEADLINE and key == "tags":
        asking.tags(desk)
    elif at.pane == HEADLINE and key == "note":
        desk.action_note()
    elif at.pane == FOLLOW_UPS:
        _, follow_up_id = desk.follow_up_at_hand()
        asking.text(desk, follow_up_id)
    else:
        of_pane = {HEADLINE: _of_headline, QUOTES: _of_statement, POSITIONS: _of_stakeholder}[at.pane]
        about, choices = of_pane(desk, session.briefing, key)
        _offer(desk, about, choices)


def _offer(desk: "Desk", about: str, choices: list[_Choice]) -> None:
    def act(chosen: int | None) -> None:
        if chosen is not None:
            desk.attempt(choices[chosen].act)

    desk.open_dialog(ChooseScreen("Correct", [choice.words for choice in choices], about=about), act)


def _of_headline(desk: "Desk", briefing: Briefing, key: str) -> tuple[str, list[_Choice]]:
    if key.startswith("notice-"):
        notice = briefing.notices[int(key.partition("-")[2])]
        orphaned = marks.orphaned_in(notice, desk.session.additions)
        if not orphaned:
            raise Refused("There is nothing to correct in this line: it says what the reader must know of the whole.")
        return notice, list(_withdrawals(desk, orphaned))
    text = briefing.headline.text
    return text, [
        _Choice("Headline", lambda: _ask_headline(desk, text)),
        _Choice("Add a statement that is missing", lambda: _ask_statement(desk)),
        *_withdrawals(desk, desk.session.additions.corrections),
    ]


def _of_statement(desk: "Desk", briefing: Briefing, key: str) -> tuple[str, list[_Choice]]:
    add = _Choice("Add a statement that is missing", lambda: _ask_statement(desk))
    statement = next((s for s in briefing.statements if s.id == key), None)
    if statement is None:
        return "", [add]
    return quoted(statement), [
        _Choice(f"Speaker: {speaker_words(briefing, statement)}", lambda: _ask_speaker(desk, briefing, statement)),
        _Choice(f"Stance: {stance_words(statement.stance)}", lambda: _ask_stance(desk, statement)),
        _Choice("This is no statement: take it out", lambda: _correct(desk, lambda now: removal(now, statement.id))),
        add,
        *_withdrawals(desk, marks.about(statement.content, desk.session.additions)),
    ]


def _of_stakeholder(desk: "Desk", briefing: Briefing, key: str) -> tuple[str, list[_Choice]]:
    party = next((p for p in briefing.stakeholders if p.id == key), None)
    if party is None:
        raise Refused("There is nothing to correct in this line: no stakeholder was found.")
    others = desk.session.library.aliases().get(party.name, ())
    return party.name, [
        _Choice("Its name in this briefing", lambda: _ask_name(desk, briefing, party)),
        _Choice("Its name in the whole library", lambda: _ask_alias(desk, briefing, party)),
        *(_Choice(f"In the whole library, no longer: {other}", _unaliased(desk, party, other)) for other in others),
        *_withdrawals(desk, marks.renaming(party, desk.session.additions)),
    ]


def _withdrawals(desk: "Desk", corrections: Iterable[HeldCorrection]) -> Iterable[_Choice]:
    for held in corrections:
        yield _Choice(f"Withdraw: {told(held.correction)}", _withdrawn(desk, held))


def _withdrawn(desk: "Desk", held: HeldCorrection) -> Callable[[], None]:
    def withdraw() -> None:
        desk.session.withdraw(held.id)
        desk.changed(f"Withdrawn; u takes it back: {told(held.correction)}")

    return withdraw


def _unaliased(desk: "Desk", party: Stakeholder, other: str) -> Callable[[], None]:
    def part() -> None:
        desk.session.unalias(party.name, other)
        desk.changed(f"{other} is no longer shown as {party.name}; u takes it back.")

    return part


def _correct(desk: "Desk", made: Callable[[Briefing], Correction]) -> None:
    """Keep a correction and show what comes of it."""
    desk.changed(_kept(desk, made))


def _kept(desk: "Desk", made: Callable[[Briefing], Correction]) -> str:
    return f"Corrected; u takes it back: {told(desk.session.correct(made))}"


def _ask_headline(desk: "Desk", text: str) -> None:
    desk.ask(
        AskScreen(
            "The headline",
            Line(text),
            hint=_HINT,
            change=lambda typed: _kept(desk, lambda now: headline_correction(now, typed[0])),
        )
    )


def _ask_speaker(desk: "Desk", briefing: Briefing, statement: Statement) -> None:
    name = statement.speaker.name if statement.speaker else ""
    desk.ask(
        AskScreen(
            "Who says it",
            Line(name, offered=_names(briefing), replaced=True),
            about=quoted(statement),
            hint=f"A name, as it is known. Tab completes one of this briefing. {_HINT}",
            change=lambda typed: _kept(desk, lambda now: speaker_correction(now, statement.id, typed[0])),
        )
    )


def _ask_stance(desk: "Desk", statement: Statement) -> None:
    _choose_stance(
        desk,
        quoted(statement),
        statement.stance,
        lambda stance: _correct(desk, lambda now: stance_correction(now, statement.id, stance)),
    )


def _choose_stance(desk: "Desk", about: str, at: Stance, then: Callable[[Stance], None]) -> None:
    stances = list(Stance)

    def act(chosen: int | None) -> None:
        if chosen is not None:
            desk.attempt(lambda: then(stances[chosen]))

    shown = [Content.styled(stance_words(stance), stance_style(stance)) for stance in stances]
    desk.open_dialog(ChooseScreen("Where it stands", shown, about=about, at=stances.index(at)), act)


def _ask_name(desk: "Desk", briefing: Briefing, party: Stakeholder) -> None:
    desk.ask(
        AskScreen(
            "Name in this briefing",
            Line(party.name, offered=_names(briefing), replaced=True),
            hint=f"Another stakeholder's name makes the two one. Tab completes it. {_HINT}",
            change=lambda typed: _kept(desk, lambda now: stakeholder_correction(now, party.id, typed[0])),
        )
    )


def _ask_alias(desk: "Desk", briefing: Briefing, party: Stakeholder) -> None:
    def change(typed: Typed) -> str:
        desk.session.alias(typed[0], party.name)
        return f"In the whole library {party.name} is shown as {typed[0]}; u takes it back."

    desk.ask(
        AskScreen(
            "Name in the whole library",
            Line(party.name, offered=_names(briefing), replaced=True),
            hint=f"Wherever a briefing has {plain(party.name).plain}, it will show this name. {_HINT}",
            change=change,
        )
    )


def _ask_statement(desk: "Desk") -> None:
    text = desk.session.briefing.article.text

    def go_on(typed: Typed) -> str:
        found = stretch(text, typed[0])
        # Made here, so that what is wrong is told where it can be put right.
        made = addition(desk.session.briefing, found.start, found.end, speaker=typed[1] or None)
        stance = made.statement.stance if made.statement else Stance.NONE
        desk.call_later(
            _choose_stance,
            desk,
            found.exact,
            stance,
            lambda chosen: _correct(
                desk,
                lambda now: addition(now, found.start, found.end, speaker=typed[1] or None, stance=chosen.value),
            ),
        )
        return ""

    desk.ask(
        AskScreen(
            "A statement that is missing",
            Line(desk.words_found, label="Words", placeholder="its words, or its first ones ... its last"),
            Line(label="Speaker", placeholder="who says it; or nothing", offered=_names(desk.session.briefing)),
            hint="Enter goes on to the stance, Tab to the speaker, Esc leaves.",
            meaning=lambda typed: _shortened(stretch(text, typed[0]).exact) if typed[0] else "",
            change=go_on,
        )
    )


def _names(briefing: Briefing) -> tuple[str, ...]:
    speakers = [s.speaker.name for s in briefing.statements if s.speaker and s.speaker.named]
    return tuple(dict.fromkeys([*(party.name for party in briefing.stakeholders), *speakers]))


def _shortened(stretch: str) -> str:
    return stretch if len(stretch) <= _LONGEST else f"{stretch[: _LONGEST * 2 // 3]} […] {stretch[-_LONGEST // 3 :]}"
