"""An older library becomes one of today: backed up first, then changed by pure functions, in one step."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from stores import schema_0
from stores.bodies import Bodies
from stores.catalogue import HEADS
from stores.errors import LibraryError
from stores.journal import compaction, layout
from stores.journal.damage import DamagedError
from stores.journal.replacing import private_directory, replaced
from stores.journal.rows import Rows
from stores.lock import writing_alone

_BACKUP = "schema-0-"


class OlderError(LibraryError):
    """The library is of an earlier Readout, and may not be brought up to date because it is open for reading only."""


def migrate_if_older(directory: Path, *, readonly: bool, clock: Callable[[], datetime]) -> None:
    """Bring the library in `directory` up to date where an earlier Readout wrote it.

    A crash at any moment leaves the old library, which the next open migrates, or the new one. Raises OlderError
    with `readonly`, DamagedError when the old file cannot be read or its successor is missing, OSError.
    """
    if not (_is_older(directory) or _is_unmarked(directory)):
        return
    if readonly:
        if _is_older(directory):
            raise OlderError(
                f"The library at {directory} was written by an earlier Readout, and is open for reading only: open it "
                "once for writing, which backs it up and brings it up to date."
            )
        return
    with writing_alone(directory):
        if _is_older(directory):  # another process may have been quicker
            _migrate(directory, clock())
        if _is_unmarked(directory):
            replaced(directory / schema_0.FILE, schema_0.successor_mark(), directory / layout.TEMPORARY / "new")


def _is_older(directory: Path) -> bool:
    path, successor = directory / schema_0.FILE, directory / layout.CATALOGUE
    if successor.exists() or not path.exists():
        return False
    if schema_0.decoded(path.read_bytes(), path) is None:
        raise DamagedError(successor, "is missing")
    return True


def _is_unmarked(directory: Path) -> bool:
    """Whether all of the old file is in the new library, and the first Readout would still write to it."""
    path = directory / schema_0.FILE
    try:
        if path.stat().st_size == len(schema_0.successor_mark()) or not (directory / layout.CATALOGUE).exists():
            return False
    except FileNotFoundError:
        return False
    return any(
        _is_copy(copy, path.read_bytes()) for copy in (directory / layout.BACKUPS).glob(f"{_BACKUP}*/{path.name}")
    )


def _migrate(directory: Path, now: datetime) -> None:
    path = directory / schema_0.FILE
    content = path.read_bytes()
    rows = schema_0.decoded(content, path)
    assert rows is not None
    _back_up(content, directory, f"{_BACKUP}{now.astimezone(UTC):%Y-%m-%d}")
    bodies = Bodies(directory)
    heads = Rows()
    for id, row in sorted(rows.items(), key=lambda item: str(item[1]["added"])):
        try:
            heads.put(id, schema_0.migrated(row, bodies.keep(id, 1, row["briefing"])))
        except (LookupError, TypeError, AttributeError) as error:
            raise DamagedError(path, f"is damaged in the briefing {id}") from error
    compaction.create(directory, {HEADS: heads})


def _back_up(content: bytes, directory: Path, name: str) -> None:
    private_directory(directory / layout.TEMPORARY)
    for number in itertools.count(1):
        folder = directory / layout.BACKUPS / (name if number == 1 else f"{name}-{number}")
        copy = folder / schema_0.FILE
        if not copy.exists():
            private_directory(folder)
            replaced(copy, content, directory / layout.TEMPORARY / "new")
        if _is_copy(copy, content):
            return


def _is_copy(copy: Path, content: bytes) -> bool:
    return copy.stat().st_size == len(content) and copy.read_bytes() == content
