"""What was ever done to the library: the commits of the journal, and of the history into which it is folded."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stores.catalogue import ALIASES, HEADS
from stores.changes import Change
from stores.errors import ChangedSinceError, LibraryError
from stores.head import headline
from stores.journal import layout
from stores.journal.commit import DELETE, MERGE, PUT, Back, Commit, Op
from stores.journal.framing import Record, records
from stores.journal.merge_patch import merged
from stores.journal.rows import Json

RESTORED, REPAIRED, PURGED, IMPORTED = "restored", "repaired", "purged", "imported"
"""In `about` of a commit: the backup that was brought back, what a repair did, how many removed briefings went for
good, what was done to an imported briefing elsewhere.
"""

FollowUpText = Callable[[str, str], str]
"""Return the text of a follow-up, from a briefing's id and its own."""


def commits(directory: Path) -> list[Commit]:
    """Return all commits of the library whose lines are sound, in their order. Raises OSError."""
    found: dict[int, Commit] = {}
    for name in (layout.JOURNAL, layout.HISTORY):  # in this order: a compaction moves lines from the one to the other
        for commit in _commits_in(directory / name):
            found[commit.seq] = commit
    return [found[seq] for seq in sorted(found)]


def taken_back(all_of_them: list[Commit]) -> set[int]:
    """Return the numbers of the commits that are taken back now: to take back a taking back makes a change again."""
    undone: set[int] = set()
    for commit in all_of_them[::-1]:
        if commit.undoes is not None and commit.seq not in undone:
            undone.add(commit.undoes)
    return undone


def last_to_undo(all_of_them: list[Commit]) -> Commit | None:
    """Return the last commit that takes nothing back and was not taken back, None when there is none."""
    undone = taken_back(all_of_them)
    for commit in all_of_them[::-1]:
        if RESTORED in commit.about:
            return None  # what came before it is no longer there to be taken back
        if commit.undoes is None and _can_be_taken_back(commit) and commit.seq not in undone:
            return commit
    return None


def refuse_if_worked_on_since(commit: Commit, heads: Mapping[str, Json], directory: Path) -> None:
    """Raise ChangedSinceError when `commit` made an analysis whose follow-ups were worked on since.

    What was done to them belongs to that analysis: the one before it has others under their ids.
    """
    analysed = [op[2] for op in commit.do if op[0] == MERGE and op[1] == HEADS and "analyses" in op[3]]
    later = [other for other in commits(directory) if other.seq > commit.seq] if analysed else []
    for id in analysed:
        if id in heads and heads[id]["follow_ups"] != _before(later, id, heads[id]).get("follow_ups"):
            raise ChangedSinceError(
                "Follow-ups were changed since this briefing was analysed again: take those changes back first."
            )


def _before(done: list[Commit], id: str, head: Json) -> Json:
    for commit in reversed(done):
        for op, back in reversed(list(zip(commit.do, commit.un, strict=False))):
            if op[1:3] == [HEADS, id]:
                head = merged(head, back) if isinstance(back, dict) else back[1] if back else {}
    return head


def told(
    all_of_them: list[Commit], id: str | None, text_of: FollowUpText, *, elsewhere: bool = False
) -> Iterator[Change]:
    """Yield the changes of the briefing `id`, or of the whole library, the newest first.

    What was done to an imported briefing before comes with those of a briefing, and with those of the library only
    if `elsewhere` asks for it. Its number is 0: it cannot be taken back here.
    """
    undone = taken_back(all_of_them)
    by_number = {commit.seq: commit for commit in all_of_them}
    for commit in all_of_them[::-1]:
        earlier = by_number.get(commit.undoes) if commit.undoes is not None else None
        prefix = f"Took back change {commit.undoes}: " if earlier else ""
        for about, what in _words(earlier or commit, text_of):
            if id is None or about == id:
                yield Change(
                    commit.seq, commit.at or "", commit.by or "", about, prefix + what, undone=commit.seq in undone
                )
        if IMPORTED in commit.about and (elsewhere or id is not None):
            yield from _elsewhere(commit, id)


def _elsewhere(commit: Commit, id: str | None) -> Iterator[Change]:
    for what, table, *rest in commit.do:
        if what == PUT and table == HEADS and id in (None, rest[0]):
            for change in reversed(commit.about[IMPORTED]):
                yield Change(0, change["at"], change["by"], rest[0], change["what"], change["undone"])


def _commits_in(path: Path) -> Iterator[Commit]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    for piece in records(content):
        if isinstance(piece, Record) and piece.payload.startswith(b'{"seq":'):
            yield Commit.of(piece.payload)


def so_again(commit: Commit, headline_of: Callable[[str], str], follow_up_of: Callable[[str, str], Any]) -> str:
    """Return in words what is so again now that `commit` was taken back.

    `headline_of` and `follow_up_of` tell of the briefings as they are now.
    """
    for op, back in zip(commit.do, commit.un, strict=True):
        what, table, *rest = op
        if not rest:
            continue
        if table == HEADS and what == PUT and back == 0:
            return f"No longer kept: {headline(rest[1])}"
        if table == HEADS and what == DELETE:
            return f"Kept again: {headline(back[1])}"
        if table == HEADS and what == MERGE:
            return _merged_back(rest[0], rest[1], headline_of, follow_up_of)
        if table == ALIASES:
            return f"As before: the other names of {rest[0]}"
    return "Taken back."


def _merged_back(
    id: str, patch: Any, headline_of: Callable[[str], str], follow_up_of: Callable[[str, str], Any]
) -> str:
    for follow_up_id, row in ({} if "analyses" in patch else patch.get("follow_ups") or {}).items():
        return _follow_up_again(row, follow_up_of(id, follow_up_id))
    names = {
        "analyses": "The earlier analysis again",
        "tags": "The tags as before",
        "note": "The note as before",
        "apart": "Together again with its near-copies",
        "corrections": "The corrections as before",
    }
    words = next((words for name, words in names.items() if name in patch), "As before")
    return f"{words}: {headline_of(id)}"


def _follow_up_again(row: Any, follow_up: Any) -> str:
    row = row or {}  # None where taking back makes again what was taken back before
    if follow_up is None:
        return f"No longer a follow-up: {row['copy']['text']}" if "copy" in row else "As before: a follow-up."
    if "text" in row and not row.keys() & {"state", "due"}:
        return f"Follow-up reads again: {follow_up['text']}"
    if "due" in row and "state" not in row:
        due = f"due {follow_up['due']}" if follow_up["due"] else "without a date"
        return f"Follow-up {due} again: {follow_up['text']}"
    return f"Follow-up {follow_up['state']} again: {follow_up['text']}"


def _words(commit: Commit, text_of: FollowUpText) -> Iterator[tuple[str | None, str]]:
    """Yield the briefing (None: the library) and the words of what a commit did."""
    yield from ((None, words) for words in _of_the_library(commit.about))
    for op, back in zip(commit.do, commit.un, strict=False):
        what, table, *rest = op
        if table == ALIASES and rest:
            names = rest[1].get("aliases") if what != DELETE else None
            yield None, f"Other names of {rest[0]}: {', '.join(names) if names else 'none'}"
        elif table == HEADS and rest:
            yield from ((rest[0], words) for words in _of_head(op, back, text_of, imported=IMPORTED in commit.about))


def _of_the_library(about: Mapping[str, Any]) -> Iterator[str]:
    if RESTORED in about:
        yield f"Restored the backup {about[RESTORED]}"
    if REPAIRED in about:
        yield f"Repaired: {about[REPAIRED]}"
    if PURGED in about:
        yield f"Removed briefings gone for good, thirty days after: {about[PURGED]}"


def _of_head(op: Op, back: Back, text_of: FollowUpText, *, imported: bool) -> Iterator[str]:
    what, _, id, *rest = op
    if what == PUT:
        yield f"{'Imported' if imported else 'Kept'}: {headline(rest[0])}"
    elif what == DELETE:
        yield f"Removed: {headline(back[1])}"
    elif what == MERGE:
        yield from _of_patch(id, rest[0], text_of)


def _of_patch(id: str, patch: Any, text_of: FollowUpText) -> Iterator[str]:
    if analyses := patch.get("analyses"):
        last, earlier = (kept.get("version", 1) for kept in (analyses[-1], analyses[-2] if analyses[1:] else {}))
        is_new = last > earlier
        yield f"New version: {last} of the article" if is_new else f"Analysed again: {len(analyses)} analyses"
        return
    for follow_up_id, row in (patch.get("follow_ups") or {}).items():
        yield _of_follow_up(row or {}, text_of(id, follow_up_id))
    if "tags" in patch:
        yield f"Tags: {', '.join(patch['tags'] or ()) or 'none'}"
    if "note" in patch:
        yield "Note written" if patch["note"] else "Note taken away"
    if "apart" in patch:
        yield "Taken apart from its near-copies" if patch["apart"] else "Together with its near-copies"
    if "corrections" in patch:
        yield from _of_corrections(patch["corrections"])


def _of_follow_up(row: Any, text: str) -> str:
    if "copy" in row:
        return f"Follow-up of one's own: {row['copy']['text']}" if row["copy"] else f"No follow-up any more: {text}"
    if "text" in row:
        return f"Follow-up reads: {row['text'] or text}"
    if "due" in row:
        return f"Follow-up {'due ' + row['due'] if row['due'] else 'without a date'}: {text}"
    return f"Follow-up {row.get('state') or 'as it was suggested'}: {text}"


def _of_corrections(patch: Any) -> Iterator[str]:
    from briefing.corrections import from_json, told

    for row in (patch or {}).values():
        if row is None:
            yield "Correction withdrawn"
        else:
            yield told(from_json({name: value for name, value in row.items() if name != "at"}))
    if patch is None:
        yield "All corrections withdrawn"


def numbered(all_of_them: list[Commit], number: int) -> Commit:
    """Return the commit with this number. Raises LibraryError when there is none or it was taken back already."""
    commit = next((commit for commit in all_of_them if commit.seq == number), None)
    if commit is None:
        raise LibraryError(f"There is no change {number} in the history: 'readout history' shows all.")
    if number in taken_back(all_of_them):
        raise LibraryError(f"Change {number} was taken back already.")
    if not _can_be_taken_back(commit):
        raise LibraryError(f"Change {number} cannot be taken back: 'readout restore' brings back a backup.")
    return commit


def _can_be_taken_back(commit: Commit) -> bool:
    return bool(commit.un) and PURGED not in commit.about
