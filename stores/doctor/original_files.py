"""The originals as they lie on the disk: whether each is what its name says, and what is done about one that is not."""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from stores import originals
from stores.copying import put_whole, tree_made_durable
from stores.doctor.body_files import Kept, label, listed
from stores.doctor.copies import LOST_AND_FOUND, Copies
from stores.doctor.finding import Finding
from stores.journal.layout import ORIGINALS, TEMPORARY
from stores.journal.replacing import private_directory
from stores.journal.rows import Json, Rows


class BadOriginal(NamedTuple):
    """An original that cannot be read, and the briefings read from it; `wrong` ends the sentence about its file."""

    sha256: str
    wrong: str
    ids: tuple[str, ...]


class OriginalFiles:
    """The files of the originals in one library."""

    def __init__(self, directory: Path) -> None:
        """Look in the library at `directory`."""
        self.directory = directory
        self.open_to_others = 0
        """How many of the files that `bad` has read somebody else may read or change too."""

    @cached_property
    def there(self) -> list[str]:
        """The sha256 of the originals that have a file."""
        top = os.fspath(self.directory / ORIGINALS)
        found = [
            (folder, originals.NAME.fullmatch(file)) for folder in listed(top) for file in listed(f"{top}/{folder}")
        ]
        return sorted(name[1] for folder, name in found if name and name[1].startswith(folder))

    def bad(self, named: Iterable[Kept]) -> list[BadOriginal]:
        """Read the files of the originals `named`, each once, and return those that are not what was kept."""
        ids: dict[str, list[str]] = {}
        for kept in named:
            if kept.original is not None:
                ids.setdefault(kept.original, []).append(kept.id)
        checked = ((sha256, self._wrong(sha256), tuple(dict.fromkeys(of))) for sha256, of in ids.items())
        return [BadOriginal(sha256, wrong, of) for sha256, wrong, of in checked if wrong is not None]

    def unnamed(self, named: Iterable[Kept], removed: Rows) -> list[str]:
        """Return the originals that have a file and no briefing, be it kept or removed."""
        if not self.there:
            return []
        known = {kept.original for kept in named}
        for row in removed.values():
            known.update(row.get("originals", ()))
        return [sha256 for sha256 in self.there if sha256 not in known]

    def is_sound(self, sha256: str) -> bool:
        """Whether the original is there as it was kept."""
        return self._wrong(sha256) is None

    def _wrong(self, sha256: str) -> str | None:
        try:
            content, mode = originals.content_and_mode(f"{os.fspath(self.directory)}/{originals.name_of(sha256)}")
        except FileNotFoundError:
            return "is missing"
        except OSError as error:
            return f"cannot be read ({error.strerror})"
        self.open_to_others += bool(mode & 0o077)
        return None if originals.unpacked(content, sha256) is not None else "is damaged"


def findings(
    bad: Sequence[BadOriginal], unnamed: Iterable[str], heads: Rows, directory: Path, damaged: Collection[str]
) -> Iterator[Finding]:
    """Yield the damage of originals, with what a repair does, and the remarks on those without a briefing.

    `damaged` are the briefings with damaged analyses, by their ids.
    """
    copies = Copies(directory)
    for one in bad:
        found = copies.original(one.sha256)
        lost = _lost(is_whole=not any(id in damaged for id in one.ids))
        repair = f"It is brought back from {found.source}." if found else f"It is in no backup: {lost}"
        named = label(one.ids[0], heads) + (f" and {len(one.ids) - 1} more" if len(one.ids) > 1 else "")
        what = f"{one.wrong}: it is what {named} was read from"
        yield Finding(originals.name_of(one.sha256), what, repair, damage=True)
    for sha256 in unnamed:
        what = "is what no briefing that is kept was read from: left when adding one was cut off or taken back"
        repair = f"It is put aside in {LOST_AND_FOUND}."
        yield Finding(originals.name_of(sha256), what, repair, damage=False)


def brought_back(bad: Sequence[BadOriginal], directory: Path) -> tuple[list[str], list[BadOriginal]]:
    """Put back the originals that can be had as they were; return in words what was done, and the others.

    Raises OSError.
    """
    copies = Copies(directory)
    done: list[str] = []
    lost: list[BadOriginal] = []
    for one in bad:
        found = copies.original(one.sha256)
        if found is None:
            lost.append(one)
            continue
        private_directory(directory / TEMPORARY)
        put_whole(directory / originals.name_of(one.sha256), found.content, directory / TEMPORARY / "original")
        done.append(f"{originals.name_of(one.sha256)}: it is brought back from {found.source}.")
    if done:
        tree_made_durable(directory / ORIGINALS)
    return done, lost


def without(lost: Sequence[BadOriginal], heads: Rows, damaged: Collection[str]) -> Iterator[str]:
    """Let the heads no longer name originals that are lost, and yield in words what that comes to.

    What was told of how it came stays: it holds of a further analysis too. `damaged` are the briefings with analyses
    that are lost, by their ids.
    """
    gone = {one.sha256 for one in lost}
    for id in dict.fromkeys(id for one in lost for id in one.ids if id in heads):
        head = heads[id]
        heads.put(id, head | {"analyses": [_without(kept, gone) for kept in head["analyses"]]})
        yield f"{label(id, heads)}: {_lost(is_whole=id not in damaged)}"


def _without(kept: Json, gone: set[str]) -> Json:
    original = kept.get("original", {})
    if original.get("sha256") not in gone:
        return kept
    rest = {name: value for name, value in kept.items() if name != "original"}
    return rest | ({"original": {"notices": original["notices"]}} if "notices" in original else {})


def _lost(*, is_whole: bool) -> str:
    return f"the page it was read from is lost{'; the briefing is whole' if is_whole else ''}."
