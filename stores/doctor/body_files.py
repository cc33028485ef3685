"""The files of the analyses as they lie on the disk: which there are, and whether each is as the catalogue says."""

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from stores.bodies import Bodies, checksum, content_and_mode, decoded
from stores.body_names import name_of, named_by
from stores.journal.layout import BODIES
from stores.journal.rows import Json, Rows


class Kept(NamedTuple):
    """An analysis that a head names: the briefing's id, its number, its checksum, and whether it is the newest.

    `original` is the sha256 of what it was read from, None where there is no file of it.
    """

    id: str
    number: int
    crc: str
    newest: bool
    original: str | None


class BadBody(NamedTuple):
    """An analysis that cannot be read; `wrong` ends the sentence that begins with its file's name."""

    kept: Kept
    wrong: str


class BodyFiles:
    """The files of the analyses in one library."""

    def __init__(self, directory: Path) -> None:
        """Look in the library at `directory`."""
        self.directory = directory
        self.bodies = Bodies(directory)
        self.read_already: set[tuple[str, int, str]] = set()
        """Analyses that were found sound: ids, numbers and checksums, which `bad` need not read again."""
        self.open_to_others = 0
        """How many of the files that `bad` has read somebody else may read or change too."""

    @cached_property
    def numbers(self) -> dict[str, list[int]]:
        """The numbers of the analyses that have a file, by their briefings' ids."""
        found: dict[str, list[int]] = {}
        top = os.fspath(self.directory / BODIES)
        for folder in listed(top):
            for file in listed(f"{top}/{folder}"):
                named = named_by(folder, file)
                if named is not None:
                    found.setdefault(named[0], []).append(named[1])
        return {id: sorted(numbers) for id, numbers in found.items()}

    def bad(self, named: Iterable[Kept]) -> list[BadBody]:
        """Read the files of the analyses `named`, and return those that are not as the heads say."""
        directory = os.fspath(self.directory)
        unread = (kept for kept in named if (kept.id, kept.number, kept.crc) not in self.read_already)
        checked = ((kept, self._wrong(f"{directory}/{name_of(kept.id, kept.number)}", kept.crc)) for kept in unread)
        return [BadBody(kept, wrong) for kept, wrong in checked if wrong is not None]

    def unnamed(self, named: Iterable[Kept], removed: Rows) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """Return the analyses of no known briefing, and those of known ones that no head names, as ids and numbers."""
        known: dict[str, set[int]] = {id: set(row["analyses"]) for id, row in removed.items()}
        for kept in named:
            known.setdefault(kept.id, set()).add(kept.number)
        rest = [(id, number) for id, all in self.numbers.items() for number in all if number not in known.get(id, ())]
        return sorted(one for one in rest if one[0] not in known), sorted(one for one in rest if one[0] in known)

    def read(self, id: str, number: int) -> bytes | None:
        """Return the content of the file of an analysis, None where there is none or it cannot be read."""
        try:
            return content_and_mode(f"{os.fspath(self.directory)}/{name_of(id, number)}")[0]
        except OSError:
            return None

    def _wrong(self, path: str, crc: str) -> str | None:
        try:
            content, mode = content_and_mode(path)
        except FileNotFoundError:
            return "is missing"
        except OSError as error:
            return f"cannot be read ({error.strerror})"
        self.open_to_others += bool(mode & 0o077)
        return None if checksum(content) == crc else "is damaged"


def named_in(heads: Rows) -> list[Kept]:
    """Return the analyses that the heads name."""
    return [
        Kept(
            id,
            analysis["n"],
            analysis["crc"],
            analysis is head["analyses"][-1],
            analysis["original"].get("sha256") if "original" in analysis else None,
        )
        for id, head in heads.items()
        for analysis in head["analyses"]
    ]


def plain(content: bytes) -> Json | None:
    """Return the analysis in the bytes of a file, None where it is none or its text is not the one it was made of."""
    from hashlib import sha256

    try:
        briefing = decoded(content)
        article = briefing["article"]
        of_text = sha256(article["text"].encode("utf-8", "surrogatepass")).hexdigest()
        return briefing if of_text == article["sha256"] else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def label(id: str, heads: Mapping[str, Json]) -> str:
    """Return a briefing as a finding names it: its id and, where it is known, its headline."""
    return f"{id} ({heads[id]['headline']})" if id in heads else id


def listed(directory: str) -> list[str]:
    """Return the names in a directory, none where it is no directory."""
    try:
        return os.listdir(directory)  # noqa: PTH208  names, not paths: there are ten thousands
    except (FileNotFoundError, NotADirectoryError):
        return []
