"""Where else an analysis may lie: in the backups, and among what was put aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

from stores import schema_0
from stores.backups import kept
from stores.bodies import encoded
from stores.errors import LibraryError
from stores.journal.layout import BODIES

LOST_AND_FOUND = "lost+found"


@dataclass(frozen=True, slots=True)
class Copy:
    """The content of an analysis, and the words for where it was found."""

    content: bytes
    source: str


class Copies:
    """Copies of the analyses of one library, each known by its checksum."""

    def __init__(self, directory: Path, *more: Path) -> None:
        """Look in what belongs to the library at `directory`, after the copies of libraries `more`."""
        self._directory = directory
        self._more = more

    def find(self, id: str, crc: str) -> Copy | None:
        """Return the analysis of a briefing with this checksum, from the newest copy that has it; None if none has."""
        for path, source in self._candidates(id):
            try:
                content = path.read_bytes()
            except OSError:
                continue
            if f"{crc32(content):08x}" == crc:
                return Copy(content, source)
        for content in self._of_the_first_readout.get(id, ()):
            if f"{crc32(content):08x}" == crc:
                return Copy(content, "the backup of the first Readout")
        return None

    def _candidates(self, id: str) -> Iterator[tuple[Path, str]]:
        for place in (*self._more, *self._backups):
            folder = place / BODIES / id[:2]
            yield from ((path, f"the backup {place.name}") for path in sorted(folder.glob(f"{id}*.json")))
        for path in sorted((self._directory / LOST_AND_FOUND).glob(f"{id}*.json*")):
            yield path, LOST_AND_FOUND

    @cached_property
    def _backups(self) -> list[Path]:
        return [backup.path for backup in kept(self._directory)]

    @cached_property
    def _of_the_first_readout(self) -> dict[str, list[bytes]]:
        found: dict[str, list[bytes]] = {}
        for place in self._backups:
            path = place / schema_0.FILE
            try:
                rows = schema_0.decoded(path.read_bytes(), path) or {}
            except (OSError, LibraryError):
                continue
            for id, row in rows.items():
                found.setdefault(id, []).append(encoded(row["briefing"]))
        return found
