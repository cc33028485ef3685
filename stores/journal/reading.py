"""Reading a library's snapshot and journal without its lock: what they hold together, and what is wrong with them."""

import json
import os
import time
from pathlib import Path

from stores.errors import LibraryError
from stores.journal import snapshot
from stores.journal.commit import Commit, Touched, applied
from stores.journal.damage import DamagedError, LogFault
from stores.journal.framing import HEADER, Fault, Record, records
from stores.journal.layout import CATALOGUE, JOURNAL, JOURNAL_FORMAT, is_begun
from stores.journal.snapshot import SCHEMA, Tables
from stores.journal.witness import testified

_TRIES, _PAUSE = 20, 0.002  # a writer may be in the middle of a line, or between the two files of a compaction


class State:
    """A catalogue as it was read, up to commit `seq`.

    `base` is the commit after which the journal begins (None: its beginning is not there), `end` the offset in bytes
    after its last line. While the open journal `log` stays open no other file gets its inode number, so that one stat
    tells whether it is still the same.
    """

    def __init__(self, tables: Tables, seq: int, snapshot_size: int, log: int) -> None:
        """`tables` are those after commit `seq`, from a snapshot of so many bytes; nothing of the journal was read."""
        self.tables = tables
        self.seq = seq
        self.snapshot_size = snapshot_size
        self.log = log
        self.base: int | None = None
        self.end = self.size = 0
        self.last = 0, b""
        self.faults: list[LogFault] = []
        self.expected: int | None = None

    def take_in_own(self, line: bytes) -> None:
        """Count in the line of a commit that was made here, whose changes are in the tables already."""
        self.last = self.end, line[:HEADER]
        self.end = self.size = self.end + len(line)
        self.seq += 1
        self.expected = self.seq + 1

    def take_in(self, content: bytes) -> Touched:
        """Apply the lines in `content`, which stands in the journal at `end`, and return which rows they touched.

        An unfinished last line is left for later, a damaged one is passed over and noted in `faults`.
        """
        touched: Touched = set()
        self.size = self.end + len(content)
        for piece in records(content, self.end):
            if isinstance(piece, Record):
                touched |= self._take_in_record(piece)
            elif isinstance(piece, Fault):
                self._note(piece.start, piece.end, "has a damaged line")
            else:
                break
            self.end = piece.end
        return touched

    def still_ends_alike(self) -> bool:
        """Whether the last line that was read is still what stands there: a writer takes back what did not fit."""
        start, header = self.last
        os.lseek(self.log, start, os.SEEK_SET)
        return os.read(self.log, HEADER) == header

    def close(self) -> None:
        """Let go of the journal."""
        os.close(self.log)

    def _take_in_record(self, record: Record) -> Touched:
        self.last = record.start, record.header
        if record.start == 0 and self._is_header(record.payload):
            return set()
        try:
            commit = Commit.of(record.payload)
        except (ValueError, LookupError, TypeError):
            self._note(record.start, record.end, "has a line that is no commit")
            return set()
        if self.expected is not None and commit.seq != self.expected:
            self._note(record.start, record.start, f"lacks what came before change {commit.seq}")
        self.expected = commit.seq + 1
        if commit.seq <= self.seq:
            return set()
        self.seq = commit.seq
        return applied(self.tables, commit.do)

    def _is_header(self, payload: bytes) -> bool:
        said = json.loads(payload)
        if said.get("format") != JOURNAL_FORMAT:
            return False
        if said["schema"] > SCHEMA:
            raise LibraryError(
                f"The journal of the library was written by a newer Readout (schema {said['schema']}, this one knows "
                f"{SCHEMA}): open it with that one."
            )
        self.base = int(said["base"])
        self.expected = self.base + 1
        return True

    def _note(self, start: int, end: int, what: str) -> None:
        self.faults.append(LogFault(start, end, what))


def load(directory: Path) -> State | None:
    """Return the catalogue of the library in `directory`, None where none was ever made.

    Raises DamagedError when it cannot be trusted, LibraryError when it is a newer Readout's, OSError when it cannot
    be read. A journal with damaged lines is no error: they are in the state's `faults`.
    """
    for attempt in range(_TRIES):
        last_try = attempt == _TRIES - 1
        acknowledged = testified(directory)
        try:
            content, log = _opened(directory)
        except FileNotFoundError as error:
            if not is_begun(directory) and not acknowledged:
                return None
            if last_try:
                raise DamagedError(Path(error.filename), "is missing") from error
        else:
            state = _read(directory, content, log, acknowledged, last_try=last_try)
            if state is not None:
                return state
        time.sleep(_PAUSE)
    raise AssertionError("the last try returns or raises")


def _opened(directory: Path) -> tuple[bytes, int]:
    content = (directory / CATALOGUE).read_bytes()
    return content, os.open(directory / JOURNAL, os.O_RDONLY | os.O_CLOEXEC)


def _read(directory: Path, content: bytes, log: int, acknowledged: int, *, last_try: bool) -> State | None:
    """Return what the two files hold, None when they may be in the middle of a change."""
    try:
        shot = snapshot.decoded(content, directory / CATALOGUE)
        state = State(shot.tables, shot.seq, len(content), log)
        state.take_in(_rest(log, 0))
        wrong = _wrong(directory, state, shot.seq, acknowledged)
        if wrong is None and not state.faults:
            return state
        if last_try:
            if wrong is not None:
                raise wrong
            return state
    except BaseException:
        os.close(log)
        raise
    os.close(log)
    return None


def _wrong(directory: Path, state: State, snapshot_seq: int, acknowledged: int) -> DamagedError | None:
    journal = directory / JOURNAL
    if not state.size:
        return DamagedError(journal, "is empty")
    if state.base is not None and state.base > snapshot_seq:
        return DamagedError(directory / CATALOGUE, "is older than its journal")
    if state.faults:
        return None
    if state.expected is None or state.base is None:
        return DamagedError(journal, "is cut off" if state.expected is None else "lacks its beginning")
    if state.expected - 1 < max(snapshot_seq, acknowledged):
        lost = max(snapshot_seq, acknowledged) - state.expected + 1
        return DamagedError(journal, f"lacks the last {lost} changes")
    return None


def refreshed(directory: Path, state: State) -> Touched | None:
    """Take what others have written since into `state` and return which rows they touched; None: load it anew."""
    try:
        now = (directory / JOURNAL).stat()
    except FileNotFoundError:
        return None
    known = os.fstat(state.log)
    if (now.st_dev, now.st_ino) != (known.st_dev, known.st_ino) or now.st_size < state.size:
        return None
    if now.st_size == state.size == state.end:  # an unfinished line may have given way to another as long
        return set()
    if not state.still_ends_alike():
        return None
    faults = len(state.faults)
    touched = state.take_in(_rest(state.log, state.end))
    return None if len(state.faults) > faults else touched


def _rest(log: int, start: int) -> bytes:
    os.lseek(log, start, os.SEEK_SET)
    pieces = []
    while piece := os.read(log, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)
