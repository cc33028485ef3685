"""The library of the first Readout, as one of its backups holds it, in the tables of today."""

from pathlib import Path

from stores import schema_0
from stores.bodies import checksum, encoded
from stores.catalogue import HEADS
from stores.journal.rows import Rows
from stores.journal.snapshot import Tables


def tables_in(place: Path) -> Tables | None:
    """Return the tables that the library in `place` became, None where the first Readout kept none there.

    Raises DamagedError when its file is damaged, OSError when it cannot be read.
    """
    path = place / schema_0.FILE
    try:
        rows = schema_0.decoded(path.read_bytes(), path)
    except FileNotFoundError:
        return None
    if rows is None:
        return None
    heads = Rows()
    for id, row in sorted(rows.items(), key=lambda item: str(item[1]["added"])):
        heads.put(id, schema_0.migrated(row, checksum(encoded(row["briefing"]))))
    return {HEADS: heads}
