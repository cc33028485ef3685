"""The catalogue made anew from what is left: a sound snapshot, all sound commits after it, the analyses themselves.

Snapshots are looked for in the library, its generation before and its backups, commits in all their journals and
histories. Where no commit is missing after a snapshot the result is exact. Where some are, the others are carried
out all the same, and briefings that then have an analysis but no head get one from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from stores import follow_ups, head, schema_0
from stores.bodies import checksum
from stores.catalogue import HEADS, REMOVED
from stores.doctor import first_readout
from stores.doctor.body_files import BodyFiles, plain
from stores.doctor.remains import LogFile, Remains
from stores.errors import LibraryError
from stores.journal.commit import DELETE, PUT, applied
from stores.journal.layout import FEEDS
from stores.journal.rows import Json, Rows
from stores.journal.snapshot import Tables
from stores.put_in_place import Line


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A catalogue made anew, and of what besides the journals: `source`. `last` is the last commit there ever was.

    `lines` are all commits that are left, `lost` the numbers of those that are nowhere any more, `adopted` the
    briefings that have their heads from their analyses. `certain` is False where commits may be lost of which no trace
    is left.
    """

    tables: Tables
    last: int
    source: str
    lines: Mapping[int, Line]
    lost: tuple[int, ...]
    adopted: tuple[str, ...]
    certain: bool

    @property
    def is_exact(self) -> bool:
        """Whether it is what the catalogue was."""
        return self.certain and not self.lost


@dataclass(frozen=True, slots=True)
class _Base:
    """Tables as they were after commit `seq`, the words for where they are from, and the mark of their snapshot.

    There are no words for the empty library that every one began as.
    """

    tables: Tables
    seq: int
    source: str
    mark: str = ""

    def is_cut_off_by(self, line: Line) -> bool:
        """Whether the catalogue was put in place whole with this later commit, and not with these tables."""
        return line.anew not in (None, self.mark)


def salvaged(remains: Remains, files: BodyFiles, backups: Iterable[Path]) -> Salvaged:
    """Return the catalogue that can be made of what is left; `backups` are read where the library does not suffice."""
    lines = dict(remains.lines)
    last = remains.last
    bases = _own_bases(remains, files.directory)
    base = _best(bases, lines, last)
    if base is None or _missing(base, lines, last) or remains.gaps:
        for backup in backups:
            held = Remains.of(backup, history=remains.keeps_history)
            lines = held.lines | lines
            bases += _bases_of(held, _called(backup)) + _bases_of_the_first_readout(backup)
        base = _best(bases, lines, last)
    certain = base is not None and _is_whole(remains.journal)
    nothing = _Base({}, 0, "the analyses alone" if files.numbers else "")
    return _replayed(base or nothing, lines, last, files, certain=certain)


def _own_bases(remains: Remains, directory: Path) -> list[_Base]:
    bases = _bases_of(remains, "")
    was_migrated = (directory / schema_0.FILE).exists()
    begins_empty = not was_migrated and (remains.journal.base == 0 or 1 in remains.lines)
    return [*bases, _Base({}, 0, "")] if begins_empty else bases


def _bases_of(remains: Remains, where: str) -> list[_Base]:
    return [
        _Base(file.held.tables, file.held.seq, where or file.name, file.mark)
        for file in (remains.snapshot, remains.earlier_snapshot)
        if file.held is not None
    ]


def _bases_of_the_first_readout(backup: Path) -> list[_Base]:
    try:
        tables = first_readout.tables_in(backup)
    except (OSError, LibraryError):
        return []
    return [] if tables is None else [_Base(tables, 0, _called(backup))]


def _called(backup: Path) -> str:
    return f"the backup {backup.parent.name if backup.name == FEEDS else backup.name}"


def _best(bases: list[_Base], lines: Mapping[int, Line], last: int) -> _Base | None:
    """Return the base after which the fewest commits are missing; of several the newest."""
    return min(bases, key=lambda base: (_missing(base, lines, last), -base.seq), default=None)


def _missing(base: _Base, lines: Mapping[int, Line], last: int) -> int:
    after = [line for seq, line in lines.items() if base.seq < seq <= last]
    return last - base.seq - len(after) + any(base.is_cut_off_by(line) for line in after)


def _is_whole(journal: LogFile) -> bool:
    return journal.wrong is None and (journal.base is not None or bool(journal.lines))


def _replayed(base: _Base, lines: Mapping[int, Line], last: int, files: BodyFiles, *, certain: bool) -> Salvaged:
    tables, at = base.tables, base.seq
    adopted: list[str] | None = None
    lost: list[int] = []
    for seq in sorted(seq for seq in lines if base.seq < seq <= last):
        cut_off = base.is_cut_off_by(lines[seq])
        if seq > at + 1 or cut_off:
            lost.extend(range(at + 1, seq))
            certain = certain and not cut_off
            adopted = _adopted(tables, lines, at, files) if adopted is None else adopted
        applied(tables, lines[seq].commit.do)
        at = seq
    lost.extend(range(at + 1, last + 1))
    if adopted is None and not (certain and not lost):
        adopted = _adopted(tables, lines, at, files)
    heads = tables.get(HEADS, Rows())
    kept = tuple(id for id in adopted or () if id in heads)
    return Salvaged(tables, last, base.source, lines, tuple(lost), kept, certain)


def _adopted(tables: Tables, lines: Mapping[int, Line], at: int, files: BodyFiles) -> list[str]:
    """Give heads to briefings that have analyses and that no known commit adds later or took away before `at`."""
    if not files.numbers:
        return []
    heads, removed = tables.setdefault(HEADS, Rows()), tables.get(REMOVED, Rows())
    known: set[str] = set()
    for seq in sorted(lines):
        for what, table, *rest in lines[seq].commit.do:
            if table == HEADS and rest:
                if (what == PUT and seq > at) or (what == DELETE and seq <= at):
                    known.add(rest[0])
                elif what == PUT:
                    known.discard(rest[0])
    adopted = []
    for id in files.numbers:
        if id not in heads and id not in removed and id not in known:
            made = _head_of(id, files)
            if made is not None:
                heads.put(id, made)
                adopted.append(id)
    return adopted


def _head_of(id: str, files: BodyFiles) -> Json | None:
    """Return a head for a briefing from the analyses of it that are sound, None where none is."""
    made: Json | None = None
    before: Json = {}
    for number in files.numbers[id]:
        content = files.read(id, number)
        analysis = plain(content) if content is not None else None
        if content is None or analysis is None:
            continue
        at, crc = _moment(analysis), checksum(content)
        files.read_already.add((id, number, crc))
        if made is None:
            made = head.new(analysis, at=at, number=number, crc=crc)
        else:
            carried = follow_ups.carried_over(made, before, analysis)
            kept = [*made["analyses"], {"n": number, "crc": crc, "at": at}]
            made = made | head.described(analysis) | carried | {"analyses": kept}
        before = analysis
    return made


def _moment(analysis: Json) -> str:
    """Return when an analysis was made, as a head says it: in UTC, to the microsecond."""
    try:
        at = datetime.fromisoformat(analysis["made_by"]["at"])
    except (ValueError, TypeError):
        at = datetime.fromtimestamp(0, UTC)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")
