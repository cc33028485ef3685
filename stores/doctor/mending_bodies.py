"""Analyses that are missing or damaged: brought back from a copy, or taken out of what the catalogue says."""

from collections.abc import Iterator, Sequence

from stores import head as heads_
from stores.body_names import name_of
from stores.copying import put_whole, tree_made_durable
from stores.doctor.body_files import BadBody, BodyFiles, label, plain
from stores.doctor.copies import Copies, Copy
from stores.doctor.one_bit import mended
from stores.errors import LibraryError
from stores.journal.layout import BODIES, TEMPORARY
from stores.journal.replacing import private_directory
from stores.journal.rows import Json, Rows


def recovered(body: BadBody, copies: Copies, files: BodyFiles) -> Copy | None:
    """Return the analysis as it was and where that is from: a copy, or the file itself where one bit is flipped."""
    kept = body.kept
    copy = copies.find(kept.id, kept.number, kept.crc)
    if copy is not None:
        return copy
    content = files.read(kept.id, kept.number)
    whole = mended(content, int(kept.crc, 16)) if content else None
    return Copy(whole, _ITSELF) if whole is not None and plain(whole) is not None else None


_ITSELF = "the file itself, whose checksum tells which bit of it is flipped"


def brought_back(bad: Sequence[BadBody], files: BodyFiles) -> tuple[list[str], list[BadBody]]:
    """Put back the analyses that can be had as they were; return in words what was done, and the others.

    Raises OSError.
    """
    private_directory(files.directory / TEMPORARY)
    copies = Copies(files.directory)
    done: list[str] = []
    lost: list[BadBody] = []
    for body in bad:
        kept = body.kept
        copy = recovered(body, copies, files)
        if copy is None:
            lost.append(body)
            continue
        put_whole(files.bodies.path(kept.id, kept.number), copy.content, files.directory / TEMPORARY / "body")
        done.append(f"{name_of(kept.id, kept.number)}: it is brought back from {copy.source}.")
    if done:
        tree_made_durable(files.directory / BODIES)
    return done, lost


def without(lost: Sequence[BadBody], heads: Rows, files: BodyFiles) -> Iterator[str]:
    """Let the heads no longer name analyses that are lost, and yield in words what that comes to.

    A briefing that has no other goes, with its address told, unless the user has done anything to it: then its head
    stays as it is, for what can still be read in it.
    """
    by_id: dict[str, set[int]] = {}
    for body in lost:
        by_id.setdefault(body.kept.id, set()).add(body.kept.number)
    for id, numbers in by_id.items():
        head, named = heads[id], label(id, heads)
        rest = [kept for kept in head["analyses"] if kept["n"] not in numbers]
        if rest:
            heads.put(id, _with_analyses(id, head, rest, files))
            yield f"{named}: {_analyses(len(numbers))} lost, {_analyses(len(rest))} kept."
        elif is_worked_on(head):
            yield f"{named}: its text is lost. What you did to it is kept: its note, tags and states can still be read."
        else:
            heads.take_out(id)
            yield f"{named}: it is lost.{_where_it_was(head)}"


def outcome(body: BadBody, head: Json) -> str:
    """Return what a repair makes of a briefing with an analysis that is in no copy."""
    if len(head["analyses"]) > 1:
        return "It is in no backup: the other analyses of the briefing are kept."
    if is_worked_on(head):
        return "It is in no backup: the text is lost, what you did to the briefing is kept."
    return f"It is in no backup: the briefing is lost.{_where_it_was(head)}"


def is_worked_on(head: Json) -> bool:
    """Whether the user has put anything into a head that would be lost with it."""
    return any(head.get(name) for name in ("tags", "note", "follow_ups", "corrections"))


def _with_analyses(id: str, head: Json, rest: list[Json], files: BodyFiles) -> Json:
    """Return the head with the analyses `rest` alone."""
    if rest[-1] == head["analyses"][-1]:
        return head | {"analyses": rest}
    try:
        newest = files.bodies.read(id, rest[-1]["n"], rest[-1]["crc"])
    except LibraryError:
        return head | {"analyses": rest}
    known = {follow_up["id"] for follow_up in newest["follow_ups"]}
    changed = {
        follow_up_id: row if "copy" in row or follow_up_id in known else _own(row)
        for follow_up_id, row in head["follow_ups"].items()
        if "copy" in row or follow_up_id in known or "text" in row
    }
    stays = {name: value for name, value in head.items() if name != "ids"}
    described = heads_.described(newest)
    return stays | described | {"analyses": rest, "found": len(newest["follow_ups"]), "follow_ups": changed}


def _own(row: Json) -> Json:
    """Return the row of a follow-up whose analysis is lost, as one of the user's own, by the words he gave it."""
    return row | {"copy": {"kind": "own", "text": row["text"], "state": row.get("state", "open"), "spans": []}}


def _analyses(number: int) -> str:
    return "one analysis is" if number == 1 else f"{number} analyses are"


def _where_it_was(head: Json) -> str:
    address = head.get("address")
    return f" Its article was at {address}" if address else ""
