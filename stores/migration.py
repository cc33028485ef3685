"""An older library becomes one of today: backed up first, then changed by pure functions, in one step."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from stores import schema_0
from stores.bodies import Bodies
from stores.catalogue import HEADS
from stores.errors import LibraryError
from stores.journal import compaction, layout
from stores.journal.replacing import made_durable, private_directory, replaced
from stores.journal.rows import Rows
from stores.lock import writing_alone


class OlderError(LibraryError):
    """The library is of an earlier Readout, and may not be brought up to date because it is open for reading only."""


def migrate_if_older(directory: Path, *, readonly: bool, clock: Callable[[], datetime]) -> None:
    """Bring the library in `directory` up to date where an earlier Readout wrote it.

    A crash at any moment leaves the old library, which the next open migrates, or the new one. Raises OlderError
    with `readonly`, DamagedError when the old file cannot be read, OSError.
    """
    if not _is_older(directory):
        return
    if readonly:
        raise OlderError(
            f"The library at {directory} was written by an earlier Readout, and is open for reading only: open it "
            "once for writing, which backs it up and brings it up to date."
        )
    with writing_alone(directory):
        if _is_older(directory):  # another process may have been quicker
            _migrate(directory, clock())


def _is_older(directory: Path) -> bool:
    path = directory / schema_0.FILE
    if (directory / layout.CATALOGUE).exists() or not path.exists():
        return False
    return schema_0.decoded(path.read_bytes(), path) is not None


def _migrate(directory: Path, now: datetime) -> None:
    path = directory / schema_0.FILE
    rows = schema_0.decoded(path.read_bytes(), path)
    assert rows is not None
    _back_up(path, directory / layout.BACKUPS / f"schema-0-{now.astimezone(UTC):%Y-%m-%d}")
    bodies = Bodies(directory)
    heads = Rows()
    for id, row in sorted(rows.items(), key=lambda item: str(item[1]["added"])):
        heads.put(id, schema_0.migrated(row, bodies.keep(id, 1, row["briefing"])))
    compaction.create(directory, {HEADS: heads})
    replaced(path, schema_0.successor_mark(), directory / layout.TEMPORARY / "new")


def _back_up(path: Path, folder: Path) -> None:
    private_directory(folder)
    copy = folder / path.name
    shutil.copyfile(path, copy)
    copy.chmod(0o600)
    with copy.open("rb") as file:
        made_durable(file.fileno())
