"""What the doctor says: what was found in a library's files, and what a repair did."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in the files of a library.

    `where` is the file, as a path from the library's directory, with the bytes where that helps; `what` says what is
    wrong with it and which briefings that affects; `repair` what a repair would do, empty where nothing is to be
    done. `damage` is False for a remark: nothing is lost or unsafe.
    """

    where: str
    what: str
    repair: str
    damage: bool


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: `copy` is the library as it was, `done` says what was done, `left` is what still is found."""

    copy: Path
    done: tuple[str, ...]
    left: tuple[Finding, ...]
