"""Where else an analysis or an original may lie: in the backups, and among what was put aside."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stores import originals, schema_0
from stores.backups import kept
from stores.bodies import checksum, content_and_mode, encoded
from stores.body_names import folder_of, name_of
from stores.errors import LibraryError

LOST_AND_FOUND = "lost+found"


@dataclass(frozen=True, slots=True)
class Copy:
    """The content of the file of an analysis or an original, and the words for where it was found."""

    content: bytes
    source: str


class Copies:
    """Copies of the analyses and originals of one library, each known by its checksum."""

    def __init__(self, directory: Path, *more: Path) -> None:
        """Look in what belongs to the library at `directory`, after the copies of libraries `more`."""
        self._directory = directory
        self._more = more

    def find(self, id: str, number: int, crc: str) -> Copy | None:
        """Return an analysis, by its briefing, its number and its checksum; None where no copy has it.

        It may have another number there.
        """
        for path, source in self._candidates(id, number):
            try:
                content, _ = content_and_mode(os.fspath(path))
            except OSError:
                continue
            if checksum(content) == crc:
                return Copy(content, source)
        old = self._of_the_first_readout.get(id)
        return Copy(old, "the backup of the first Readout") if old is not None and checksum(old) == crc else None

    def original(self, sha256: str) -> Copy | None:
        """Return the file of an original; None where no copy has it whole."""
        name = originals.name_of(sha256)
        places = [(place / name, f"the backup {place.name}") for place in (*self._more, *self._backups)]
        aside = sorted((self._directory / LOST_AND_FOUND).glob(f"{sha256}.gz*"))
        for path, source in (*places, *((path, LOST_AND_FOUND) for path in aside)):
            try:
                content, _ = originals.content_and_mode(os.fspath(path))
            except OSError:
                continue
            if originals.unpacked(content, sha256) is not None:
                return Copy(content, source)
        return None

    def _candidates(self, id: str, number: int) -> Iterator[tuple[Path, str]]:
        places = [*self._more, *self._backups]
        yield from ((place / name_of(id, number), f"the backup {place.name}") for place in places)
        for place in places:
            yield from ((path, f"the backup {place.name}") for path in (place / folder_of(id)).glob(f"{id}.*json"))
        for path in sorted((self._directory / LOST_AND_FOUND).glob(f"{id}.*json*")):
            yield path, LOST_AND_FOUND

    @cached_property
    def _backups(self) -> list[Path]:
        return [backup.path for backup in kept(self._directory)]

    @cached_property
    def _of_the_first_readout(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for place in (*self._more, *self._backups):
            path = place / schema_0.FILE
            try:
                rows = schema_0.decoded(path.read_bytes(), path) or {}
            except (OSError, LibraryError):
                continue
            found |= {id: encoded(row["briefing"]) for id, row in rows.items()}
        return found
