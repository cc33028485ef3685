"""What is left of a catalogue: each of its snapshots and journals, as far as it is sound."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from stores.doctor.one_bit import mended_line
from stores.errors import LibraryError
from stores.journal import witness
from stores.journal.damage import DamagedError
from stores.journal.framing import Fault, Record, Torn, records
from stores.journal.layout import CATALOGUE, HISTORY, JOURNAL, PREVIOUS
from stores.journal.snapshot import SCHEMA, Snapshot, decoded
from stores.put_in_place import Line, mark_of

_SCHEMA = re.compile(rb'"schema":(\d+)')
_SEQ = re.compile(rb'\{"seq":(\d+)')
_FRAME = re.compile(rb"[0-9a-f]{8} [0-9a-f]{8} \{")
_ID_OF_A_HEAD = re.compile(rb'"heads","([0-9a-z][0-9a-z_-]{0,63})"')


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """A catalogue.json: what it holds, what is wrong with it, and the schema where a newer Readout wrote it.

    `wrong` ends the sentence that begins with the file's name; `mark` is the file's checksum.
    """

    name: str
    held: Snapshot | None = None
    wrong: str | None = None
    newer: int | None = None
    mark: str = ""

    @classmethod
    def read(cls, directory: Path, name: str) -> "SnapshotFile":
        """Return what the file `name` in `directory` holds."""
        content = _content(directory / name)
        if isinstance(content, str):
            return cls(name, wrong=content)
        try:
            return cls(name, decoded(content, directory / name), mark=mark_of(content))
        except DamagedError as error:
            return cls(name, wrong=error.what)
        except LibraryError:
            return cls._of_newer(name, content, directory / name)

    @classmethod
    def _of_newer(cls, name: str, content: bytes, path: Path) -> "SnapshotFile":
        first, line_end, rest = content.partition(b"\n")
        said = _SCHEMA.search(first)
        ours = _SCHEMA.sub(b'"schema":%d' % SCHEMA, first, count=1) + line_end + rest
        try:
            held = decoded(ours, path)
        except LibraryError:
            return cls(name, newer=int(said[1]) if said else SCHEMA + 1)
        return cls(name, held, wrong="is damaged in its first line", mark=mark_of(ours))


class BadBytes(NamedTuple):
    """Bytes `start` to `end` of a journal that are damaged, and what stands there.

    `is_told` says that a flipped bit is all that is wrong, and that the line is known all the same.
    """

    start: int
    end: int
    content: bytes
    is_told: bool = False

    @property
    def may_be_a_commit(self) -> bool:
        """Whether a change may have been lost there: the first line is none, a line end alone neither."""
        return self.start > 0 and len(self.content) > 1 and not self.is_told

    @property
    def ids(self) -> list[str]:
        """Ids of briefings that can still be read there."""
        return sorted({found.decode("ascii") for found in _ID_OF_A_HEAD.findall(self.content)})


@dataclass(frozen=True, slots=True)
class LogFile:
    """A journal or a history: its sound lines in their order, and what else stands in it.

    `wrong` ends the sentence that begins with the name of a file that is not there, is empty or cannot be read;
    `base` is what the first line says, None where it is damaged; `sound_until` the offset in bytes after the last
    sound line, `torn` what stands after the last line.
    """

    name: str
    wrong: str | None = None
    base: int | None = None
    lines: tuple[Line, ...] = ()
    bad: tuple[BadBytes, ...] = ()
    torn: BadBytes | None = None
    sound_until: int = 0
    newer: int | None = None

    @classmethod
    def read(cls, directory: Path, name: str) -> "LogFile":
        """Return what the file `name` in `directory` holds."""
        content = _content(directory / name)
        if isinstance(content, str):
            return cls(name, wrong=content)
        return cls(name, wrong="is empty") if not content else cls._of(name, content)

    @classmethod
    def _of(cls, name: str, content: bytes) -> "LogFile":
        base, newer, torn, sound_until = None, None, None, 0
        lines: list[Line] = []
        bad: list[BadBytes] = []
        for piece in _pieces(content):
            if isinstance(piece, Torn):
                torn = BadBytes(piece.start, len(content), content[piece.start :])
            elif isinstance(piece, BadBytes):
                bad.append(piece)
            elif found := _SEQ.match(piece.payload):
                lines.append(Line(int(found[1]), piece.payload))
                sound_until = piece.end
            elif piece.start == 0:
                said = json.loads(piece.payload)
                base, sound_until = said.get("base", 0), piece.end
                newer = said["schema"] if said["schema"] > SCHEMA else None
            else:
                bad.append(_bad(content, piece))
        return cls(name, None, base, tuple(lines), tuple(bad), torn, sound_until, newer)

    @property
    def last(self) -> int:
        """The number of the last sound commit, or of that after which the journal begins."""
        return max(self.base or 0, *(line.seq for line in self.lines), 0)

    @property
    def damaged_after_last(self) -> int:
        """How many commits may have stood after the last sound one."""
        return sum(bad.may_be_a_commit and bad.start >= self.sound_until for bad in self.bad)


@dataclass(frozen=True)
class Remains:
    """The files of a catalogue as they were read, the generation before and the history among them."""

    snapshot: SnapshotFile
    journal: LogFile
    earlier_snapshot: SnapshotFile
    earlier_journal: LogFile
    history: LogFile
    acknowledged: int
    """The last commit that the witness knows of."""
    keeps_history: bool = True

    @classmethod
    def of(cls, directory: Path, *, history: bool = True) -> "Remains":
        """Return what lies in `directory`. What cannot be read says so. Without `history` there is none to be kept."""
        try:
            acknowledged = witness.testified(directory)
        except OSError:
            acknowledged = 0
        return cls(
            SnapshotFile.read(directory, CATALOGUE),
            LogFile.read(directory, JOURNAL),
            SnapshotFile.read(directory, CATALOGUE + PREVIOUS),
            LogFile.read(directory, JOURNAL + PREVIOUS),
            LogFile.read(directory, HISTORY) if history else LogFile(HISTORY),
            acknowledged,
            history,
        )

    @cached_property
    def lines(self) -> dict[int, Line]:
        """All sound commits by their numbers, wherever they stand."""
        files = (self.history, self.earlier_journal, self.journal)
        return {line.seq: line for file in files for line in file.lines}

    @property
    def gaps(self) -> list[int]:
        """The numbers of commits that the history lacks, since the catalogue was last put in place whole."""
        if not self.keeps_history:
            return []
        there = {line.seq for line in self.history.lines}
        first = max((line.seq for line in self.lines.values() if line.anew is not None), default=0)
        return [number for number in range(first + 1, (self.journal.base or 0) + 1) if number not in there]

    @property
    def last(self) -> int:
        """The number of the last commit of which there is a trace."""
        snapshots = [file.held.seq for file in (self.snapshot, self.earlier_snapshot) if file.held is not None]
        logs = [self.journal.last + self.journal.damaged_after_last, self.earlier_journal.last, self.history.last]
        return max(self.acknowledged, *snapshots, *logs)


def _content(path: Path) -> bytes | str:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read ({error.strerror})"


def _pieces(content: bytes) -> Iterator[Record | BadBytes | Torn]:
    """Yield what stands in a journal: what can be read of damaged bytes follows them as a record."""
    for damaged, pieces in groupby(records(content), lambda piece: isinstance(piece, Fault)):
        if not damaged:
            yield from (piece for piece in pieces if not isinstance(piece, Fault))
            continue
        faults = [piece for piece in pieces if isinstance(piece, Fault)]
        one_line = Fault(faults[0].start, faults[-1].end)  # a flipped bit can make a line end of a letter
        for fault in [one_line] if mended_line(content[one_line.start : one_line.end]) else faults:
            yield from _told(content, fault)


def _told(content: bytes, fault: Fault) -> Iterator[Record | BadBytes]:
    whole = mended_line(content[fault.start : fault.end])
    if whole is not None:
        yield _bad(content, fault)._replace(is_told=True)
        yield from _sound(whole, fault.start)
        return
    for frame in _FRAME.finditer(content, fault.start + 1, fault.end):  # a line begun amid the torn end of another
        inner = _sound(content[frame.start() : fault.end], frame.start())
        if inner:
            yield _bad(content, Fault(fault.start, frame.start()))
            yield from inner
            return
    yield _bad(content, fault)


def _sound(line: bytes, start: int) -> list[Record]:
    pieces = list(records(line, start))
    return [pieces[0]] if len(pieces) == 1 and isinstance(pieces[0], Record) else []


def _bad(content: bytes, piece: Record | Fault) -> BadBytes:
    return BadBytes(piece.start, piece.end, content[piece.start : piece.end])
