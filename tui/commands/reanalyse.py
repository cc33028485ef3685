"""`readout reanalyse`: put kept articles through today's analysis, and keep what it gives beside the earlier ones."""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime

from briefing.errors import ContractError
from stores import Library, LibraryError
from tui.commands import calls, opening
from tui.commands.errors import WrongCall
from tui.commands.output import complain, say_rows, say_value

SUMMARY = "put kept articles through today's analysis; your changes stay"


def declare(parser: argparse.ArgumentParser) -> None:
    """Add what can be told of the call."""
    parser.add_argument("ids", nargs="*", metavar="ID", help=calls.ID)
    parser.add_argument("--all", action="store_true", help="all briefings of the library")
    calls.declare_format(parser)


def run(options: argparse.Namespace) -> int:
    """Print of each whether there is a further analysis, and return the exit status: 1 when one could not be made.

    An analysis that gives what the newest one gave is not kept. As JSON an array of {"id", "headline", "analysis":
    the number of the newest, "changed": bool, "orphaned": [ids of corrections whose words are gone]}.
    """
    if options.all == bool(options.ids):
        raise WrongCall("Say what to analyse again: --all, or the IDs of briefings.")
    told = []
    with opening.to_change(options) as library:
        ids, status = _found(library, None if options.all else options.ids)
        for number, id in enumerate(ids, 1):
            if len(ids) > 1 and sys.stderr is not None and sys.stderr.isatty():
                complain(f"{number} of {len(ids)}: {id}")
            try:
                one = _reanalyse(library, id)
            except (LibraryError, ContractError) as error:
                complain(str(error))
                status = 1
                continue
            told.append(one)
            if options.format == "text":
                analysis = f"analysis {one['analysis']}" if one["changed"] else "as before"
                say_rows((str(one["id"]), analysis, str(one["headline"])))
    if options.format == "json":
        say_value(told)
    return status


def _found(library: Library, said: list[str] | None) -> tuple[list[str], int]:
    """Return the whole ids, each once, and the exit status so far."""
    if said is None:
        return [entry.id for entry in library.entries()], 0
    ids, status = [], 0
    for one in said:
        try:
            ids.append(library.find(one))
        except LibraryError as error:
            complain(str(error))
            status = 1
    return list(dict.fromkeys(ids)), status


def _reanalyse(library: Library, id: str) -> dict[str, object]:
    from briefing.pipeline import brief  # only when there is something to analyse

    newest = library.analysis(id)
    made = brief(newest.article, at=datetime.now(UTC), told=library.told(id))
    versions = library.versions(id)
    if len(versions) > 1:
        from briefing.versions import newer

        made = newer(versions[-2], made)
    changed = replace(made, id=newest.id, made_by=newest.made_by) != newest
    number = library.reanalyse(id, made) if changed else len(library.analyses(id))
    return {
        "id": id,
        "headline": library.get(id).headline.text,
        "analysis": number,
        "changed": changed,
        "orphaned": _orphaned(library, id) if changed else [],
    }


def _orphaned(library: Library, id: str) -> list[str]:
    from briefing.corrections import told

    orphaned = [held for held in library.corrections(id) if held.orphaned]
    for held in orphaned:
        complain(
            f"Of {id} the correction {held.id} is kept but not applied, its words are gone: {told(held.correction)}"
        )
    return [held.id for held in orphaned]
