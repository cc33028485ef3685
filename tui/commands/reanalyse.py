"""`readout reanalyse`: put kept articles through today's analysis, and keep what it gives beside the earlier ones."""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
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
        newest = dict(_newest(library, ids))
        for number, id in enumerate(ids, 1):
            if len(ids) > 1 and sys.stderr is not None and sys.stderr.isatty():
                complain(f"{number} of {len(ids)}: {id}")
            try:
                one = _reanalyse(library, id, newest.get(id))
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


def _newest(library: Library, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield ids, and the marks of the newest analyses as they were made, without the user's changes."""
    with suppress(LibraryError):  # of what cannot be read: it is told when its turn comes
        for line in library.export(ids):
            record = json.loads(line)
            yield record["id"], _mark(record["briefing"])


def _reanalyse(library: Library, id: str, newest: str | None) -> dict[str, object]:
    from briefing.contract import to_json
    from briefing.pipeline import brief  # only when there is something to analyse

    made = brief(library.get(id).article, at=datetime.now(UTC))
    changed = _mark(to_json(made)) != newest
    number = library.reanalyse(id, made) if changed else len(library.analyses(id))
    return {
        "id": id,
        "headline": library.get(id).headline.text,
        "analysis": number,
        "changed": changed,
        "orphaned": _orphaned(library, id) if changed else [],
    }


def _mark(analysis: dict[str, object]) -> str:
    """Return a mark that two analyses share which give the same, whoever made them and when."""
    gives = {name: value for name, value in analysis.items() if name not in ("id", "made_by")}
    return hashlib.sha256(json.dumps(gives, sort_keys=True).encode("ascii")).hexdigest()


def _orphaned(library: Library, id: str) -> list[str]:
    from briefing.corrections import told

    orphaned = [held for held in library.corrections(id) if held.orphaned]
    for held in orphaned:
        complain(
            f"Of {id} the correction {held.id} is kept but not applied, its words are gone: {told(held.correction)}"
        )
    return [held.id for held in orphaned]
