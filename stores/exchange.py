r"""A library as lines of JSON, for another library, another program or another year; and back.

The first line holds the other names of stakeholders, where there are any:

    {"schema": "readout.aliases/1", "aliases": {"US officials": ["Washington", …], …}}

Each further line is a briefing with all that was done to it (`stores.record` says what is in it), the one added first
first. Every line is whole in itself: lines may be left out, joined to those of another library, or sorted otherwise.
The text is UTF-8, with letters as they are; what cannot be seen is escaped, as \u200b. What the articles were read from
is not in the lines: a backup has it.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from stores import history, record, versions
from stores.catalogue import HEADS, Catalogue
from stores.changes import Change
from stores.errors import LibraryError
from stores.journal.commit import Commit
from stores.journal.rows import Json
from stores.record import RecordError

ALIASES_SCHEMA = "readout.aliases/1"

_ROOM_FOR_A_NUMBER = 56
"""Letters that are kept of an id that another article has, before a number is put to it."""


class Imported(NamedTuple):
    """What became of the lines that were to be imported.

    `added` are the ids of the briefings that are kept now, `held` of those whose article was held already and that
    were left as they are; `refused` says in a sentence each which lines were not taken, and why.
    """

    added: tuple[str, ...]
    held: tuple[str, ...]
    refused: tuple[str, ...]


def exported(catalogue: Catalogue, ids: Iterable[str] | None, text_of: history.FollowUpText) -> Iterator[str]:
    """Yield the lines of the briefings `ids` (beginnings are enough), or of all and of the other names.

    Raises LibraryError when there is no such briefing, and at the end when some could not be read; OSError.
    """
    with catalogue.storage.alone:
        oldest_first = catalogue.newest_first()[::-1]
        chosen = None if ids is None else {catalogue.find(id) for id in ids}
        changes = _changes_by_briefing(catalogue, text_of)
        aliases = catalogue.aliases()
    wanted = oldest_first if chosen is None else [id for id in oldest_first if id in chosen]
    if chosen is None and aliases:
        yield _line({"schema": ALIASES_SCHEMA, "aliases": {name: list(others) for name, others in aliases.items()}})
    damaged = []
    for id in wanted:
        try:
            with catalogue.storage.alone:
                if id not in catalogue.heads():  # removed since
                    continue
                plain = _record(catalogue, id, changes.get(id, ()))
        except LibraryError as error:
            damaged.append(str(error))
        else:
            yield _line(plain)
    if damaged:
        raise LibraryError(f"Not exported: {len(damaged)} of {len(wanted)} briefings. {damaged[0]}")


def import_lines(
    catalogue: Catalogue, lines: Iterable[str], done: Callable[[Commit], None], alias: Callable[[str, list[str]], None]
) -> Imported:
    """Keep the briefings in `lines`, each on the disk before the next is read, and return what became of them.

    Each is a change of its own, which can be taken back by itself: `done` is called with its commit. `alias` adds
    other names to a name. Raises LibraryError when the library cannot be written.
    """
    added: list[str] = []
    held: list[str] = []
    refused: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            plain = record.parsed(line)
            if plain.get("schema") == ALIASES_SCHEMA:
                refused += [f"Line {number}: {told}" for told in _import_aliases(catalogue, plain, alias)]
                continue
            if plain.get("schema") != record.SCHEMA:
                raise RecordError(f"is neither {record.SCHEMA} nor {ALIASES_SCHEMA}")
            id, is_new = _kept(catalogue, record.read(plain), done)
            (added if is_new else held).append(id)
        except RecordError as error:
            refused.append(f"Line {number} was left out: it {error}.")
    return Imported(tuple(added), tuple(held), tuple(refused))


def _kept(catalogue: Catalogue, read: record.Record, done: Callable[[Commit], None]) -> tuple[str, bool]:
    article = read.analyses[-1][1]["article"]
    with catalogue.changing(about={history.IMPORTED: list(read.history)}) as transaction:
        held = catalogue.of_article(article["sha256"], article["canonical_url"] or article["url"])
        if held is not None:
            return held, False
        id = catalogue.free_id(read.id if read.id not in catalogue.heads() else read.id[:_ROOM_FOR_A_NUMBER])
        kept = [(catalogue.keep(id, analysis, at), analysis) for at, analysis in read.analyses]
        catalogue.put(HEADS, id, read.head(list(versions.numbered(kept))))
    assert transaction.commit is not None
    done(transaction.commit)
    return id, True


def _record(catalogue: Catalogue, id: str, changes: Iterable[Change]) -> Json:
    head = catalogue.heads()[id]
    analyses = [catalogue.analysis(id, at) for at in range(len(head["analyses"]))]
    told = [
        {"number": number, "at": change.at, "by": change.by, "what": change.what, "undone": change.undone}
        for number, change in enumerate(reversed(list(changes)), 1)
    ]
    return record.written(id, head, analyses, told)


def _changes_by_briefing(catalogue: Catalogue, text_of: history.FollowUpText) -> dict[str, list[Change]]:
    """Return what was done to each briefing, the newest first, without its import but with what came before that."""
    commits = history.commits(catalogue.storage.directory)
    imports = {commit.seq for commit in commits if history.IMPORTED in commit.about}
    found: dict[str, list[Change]] = {}
    for change in history.told(commits, None, text_of, elsewhere=True):
        if change.id is not None and change.number not in imports:
            found.setdefault(change.id, []).append(change)
    return found


def _import_aliases(catalogue: Catalogue, plain: Json, alias: Callable[[str, list[str]], None]) -> Iterator[str]:
    """Add other names, and yield a sentence for each that stands for another here and is left so."""
    wanted = plain.get("aliases")
    if plain.keys() != {"schema", "aliases"} or not isinstance(wanted, dict):
        raise RecordError("has no aliases")
    for name, others in wanted.items():
        fits = isinstance(others, list) and all(isinstance(other, str) and other.strip() for other in others)
        if not fits or not name.strip():
            raise RecordError(f"has aliases of {name!r} that are no list of names")
    for name, others in wanted.items():
        ours = {other: stands_for for stands_for, known in catalogue.aliases().items() for other in known}
        yield from (
            f"'{other}' stands for {ours[other]} here and is left so."
            for other in others
            if ours.get(other, name) != name
        )
        new = [other for other in others if other not in ours]
        if new:
            alias(name, new)


def _line(plain: Json) -> str:
    text = json.dumps(plain, ensure_ascii=False)
    return text if text.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1]
