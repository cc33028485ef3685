"""`readout correct`: correct a briefing, see and withdraw corrections, and see the ids they go by."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from tui.commands import calls, moments, opening
from tui.commands.errors import InputError
from tui.commands.output import complain, say_rows, say_value

if TYPE_CHECKING:
    from briefing.corrections import Correction
    from briefing.model import Briefing, Stakeholder
    from stores.readable import HeldCorrection

SUMMARY = "correct a briefing: speakers, stances, stakeholders, statements, the headline"

_STATEMENT = "s1, s2, …: see 'readout correct ID statements'"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("id", metavar="ID", help=calls.ID)
    calls.declare_format(parser)
    within = calls.Within(parser, "what to correct (without: list)")
    within.add("list", "list your corrections, those whose words are gone marked", run)
    one = within.add("withdraw", "take a correction back, whenever it was made", _withdraw)
    one.add_argument("correction", metavar="CORRECTION", help="c1, c2, …: see 'readout correct ID list'")
    within.add("statements", "list the statements, with their ids", _list_statements)
    within.add("stakeholders", "list the stakeholders, with their ids", _list_stakeholders)

    one = within.add("speaker", "say who makes a statement", _speaker)
    one.add_argument("statement", metavar="STATEMENT", help=_STATEMENT)
    one.add_argument("name", nargs="+", metavar="NAME", help="who says it")
    one = within.add("stance", "say where a statement stands", _stance)
    one.add_argument("statement", metavar="STATEMENT", help=_STATEMENT)
    one.add_argument("stance", metavar="STANCE", type=_a_stance, help="asks, supports, opposes, warns, denies, …")
    one = within.add("stakeholder", "give a stakeholder another name, or another's, which joins the two", _stakeholder)
    one.add_argument("stakeholder", metavar="STAKEHOLDER", help="its name as it is, or its id")
    one.add_argument("name", nargs="+", metavar="NAME", help="the name it should have")
    one = within.add("remove", "take out what is no statement", _remove)
    one.add_argument("statements", nargs="+", metavar="STATEMENT", help=_STATEMENT)
    one = within.add("add", "add a statement that was not found", _add)
    one.add_argument("words", nargs="+", metavar="WORDS", help="what is said, as it stands in the article")
    one.add_argument("--which", metavar="N", type=calls.counted, help="which of several places where they stand")
    one.add_argument("--speaker", metavar="NAME", help="who says it")
    one.add_argument("--stance", metavar="STANCE", type=_a_stance, help="where it stands: asks, supports, …")
    one = within.add("headline", "give the briefing another headline", _headline)
    one.add_argument("text", nargs="+", metavar="TEXT", help="the headline")


def run(options: argparse.Namespace) -> int:
    """Print the corrections in the order they were made and return the exit status.

    As JSON an array of {"briefing": id, "id", "at", "orphaned": bool, "what", "correction": {…}}: `orphaned` is one
    whose words are no longer in the article, so that it is kept but not applied.
    """
    with opening.to_read(options) as library:
        id = library.find(options.id)
        held = library.corrections(id)
    if not held:
        complain("This briefing has no corrections.")
    _say(id, held, options.format)
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    with opening.to_change(options) as library:
        id = library.find(options.id)
        held = [one for one in library.corrections(id) if one.id == options.correction]
        library.withdraw(id, options.correction)
    _say(id, held, options.format)
    return 0


def _speaker(options: argparse.Namespace) -> int:
    from briefing.corrections import speaker_correction

    return _correct(options, lambda it: [speaker_correction(it, options.statement, " ".join(options.name))])


def _stance(options: argparse.Namespace) -> int:
    from briefing.corrections import stance_correction

    return _correct(options, lambda it: [stance_correction(it, options.statement, options.stance)])


def _stakeholder(options: argparse.Namespace) -> int:
    from briefing.corrections import stakeholder_correction

    def renamed(briefing: "Briefing") -> "list[Correction]":
        party = _party(briefing, options.stakeholder)
        return [stakeholder_correction(briefing, party.id, " ".join(options.name))]

    return _correct(options, renamed)


def _remove(options: argparse.Namespace) -> int:
    from briefing.corrections import removal

    return _correct(options, lambda it: [removal(it, statement) for statement in dict.fromkeys(options.statements)])


def _add(options: argparse.Namespace) -> int:
    from briefing.corrections import addition_of_words

    words, told = " ".join(options.words), {"speaker": options.speaker, "stance": options.stance}
    return _correct(options, lambda it: [addition_of_words(it, words, which=options.which, **told)])


def _headline(options: argparse.Namespace) -> int:
    from briefing.corrections import headline_correction

    return _correct(options, lambda it: [headline_correction(it, " ".join(options.text))])


def _correct(options: argparse.Namespace, made: Callable[["Briefing"], "list[Correction]"]) -> int:
    """Keep what is `made` of the briefing as it is now, and print it."""
    with opening.to_change(options) as library:
        briefing = library.get(options.id)
        ids = {library.correct(briefing.id, correction) for correction in made(briefing)}
        kept = [held for held in library.corrections(briefing.id) if held.id in ids]
    _say(briefing.id, kept, options.format)
    return 0


def _list_statements(options: argparse.Namespace) -> int:
    """Print each statement with its id, speaker, stance and words, or the contract's objects as a JSON array."""
    from briefing.export.wording import quoted, speaker_words

    with opening.to_read(options) as library:
        briefing = library.get(options.id)
    if options.format == "json":
        say_value([asdict(statement) for statement in briefing.statements])
    else:
        say_rows(*((it.id, speaker_words(briefing, it), it.stance, quoted(it)) for it in briefing.statements))
    return 0


def _list_stakeholders(options: argparse.Namespace) -> int:
    """Print each stakeholder with its id, kind and name, or the contract's objects as a JSON array."""
    with opening.to_read(options) as library:
        briefing = library.get(options.id)
    if options.format == "json":
        say_value([asdict(party) for party in briefing.stakeholders])
    else:
        say_rows(*((party.id, party.kind, party.name) for party in briefing.stakeholders))
    return 0


def _party(briefing: "Briefing", said: str) -> "Stakeholder":
    for party in briefing.stakeholders:
        if said == party.id or said.casefold() == party.name.casefold():
            return party
    raise InputError(
        f"This briefing has no stakeholder '{said}': 'readout correct {briefing.id} stakeholders' lists them."
    )


def _say(id: str, held: "Sequence[HeldCorrection]", format: str) -> None:
    from briefing.corrections import to_json, told

    if format == "json":
        say_value(
            [
                {
                    "briefing": id,
                    "id": one.id,
                    "at": one.at,
                    "orphaned": one.orphaned,
                    "what": told(one.correction),
                    "correction": to_json(one.correction),
                }
                for one in held
            ]
        )
        return
    gone = {False: "", True: " [not applied: its words are gone]"}
    say_rows(*((one.id, moments.local(one.at), told(one.correction) + gone[one.orphaned]) for one in held))


def _a_stance(said: str) -> str:
    from briefing.model import Stance

    if said.casefold() not in set(Stance):
        raise argparse.ArgumentTypeError(f"'{said}' is no stance: {', '.join(Stance)}")
    return said.casefold()
