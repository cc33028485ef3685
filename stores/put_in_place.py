"""A catalogue put in place as a whole: where none can be trusted any more, and where a backup is brought back.

A crash at any moment leaves the one before or this one. Open libraries find a journal that is another file, and load
all anew.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from stores.journal.commit import Commit
from stores.journal.framing import framed
from stores.journal.layout import CATALOGUE, HISTORY, JOURNAL, PREVIOUS, TEMPORARY, history_header, journal_header
from stores.journal.replacing import private_directory, replaced
from stores.journal.snapshot import Tables, encoded
from stores.journal.witness import testify

ANEW = "anew"
"""In `about` of a commit: the commits before it do not lead to the tables as they are with it, only the snapshot with
this checksum does.
"""


class Line(NamedTuple):
    """A sound line of a journal: the number of its commit, and the commit as JSON, which is parsed when asked for."""

    seq: int
    payload: bytes

    @property
    def commit(self) -> Commit:
        """The commit."""
        return Commit.of(self.payload)

    @property
    def anew(self) -> str | None:
        """The mark of the snapshot, where the catalogue was put in place whole with this commit."""
        if b'"%s":' % ANEW.encode() not in self.payload:
            return None
        mark = self.commit.about.get(ANEW)
        return None if mark is None else str(mark)


def put_in_place(
    directory: Path, tables: Tables, commit: Commit, earlier: Mapping[int, Line] | None, *, follows: bool
) -> None:
    """Make `tables` the catalogue of the library in `directory`, after `commit`, which does nothing but tell of it.

    `commit` must have the number after that of the last one there ever was; `earlier` are the commits to be told as
    the history, None where none is kept, and `follows` whether they lead to `tables`. Who calls holds the lock. Raises
    OSError.
    """
    private_directory(directory / TEMPORARY)
    temporary = directory / TEMPORARY / "new"
    # The number before the commit's: with the old journal too the new catalogue can be read, for all it holds is older.
    catalogue = encoded(tables, commit.seq - 1)
    if not follows:
        commit = commit._replace(about={**commit.about, ANEW: mark_of(catalogue)})
    journal = journal_header(commit.seq - 1) + framed(commit.payload())
    if earlier is not None:
        told = [framed(earlier[seq].payload) for seq in sorted(earlier) if seq < commit.seq]
        replaced(directory / HISTORY, history_header() + b"".join(told), temporary)
    replaced(directory / CATALOGUE, catalogue, temporary)
    replaced(directory / JOURNAL, journal, temporary)
    testify(directory, commit.seq)
    replaced(directory / (CATALOGUE + PREVIOUS), catalogue, temporary)
    replaced(directory / (JOURNAL + PREVIOUS), journal, temporary)


def mark_of(catalogue: bytes) -> str:
    """Return the checksum by which a snapshot is named, from the bytes of its file."""
    return f"{crc32(catalogue):08x}"
