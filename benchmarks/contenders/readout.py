"""Readout: `stores.Library`."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.contenders import FOLLOW_UP, Contender
from stores import Library

if TYPE_CHECKING:
    from briefing.model import Briefing


class Readout(Contender):
    """The library as the program sees it."""

    name = "Readout"

    @classmethod
    def place(cls, folder: Path, count: int) -> Path:
        from benchmarks.libraries import built

        return built(folder, count)

    @classmethod
    def copied(cls, path: Path, folder: Path) -> Path:
        """Return a copy whose analyses, which never change, are the same files; all of it is on the disk."""
        copy = folder / path.name
        shutil.copytree(path, copy, ignore=shutil.ignore_patterns("b", "backups"))
        shutil.copytree(path / "b", copy / "b", copy_function=os.link)
        os.sync()
        return copy

    @classmethod
    def read_first(cls, path: Path) -> list[Path]:
        return [path / "catalogue.json", path / "catalogue.log", path / "witness"]

    def __init__(self, path: Path) -> None:
        self.library = Library.open(path, by="desk")

    def newest(self, limit: int) -> list[tuple[str, str]]:
        return [(entry.id, entry.headline) for entry in self.library.entries(limit=limit)]

    def toggle(self, id: str, state: str) -> None:
        self.library.set_follow_up(id, FOLLOW_UP, state=state)

    def add(self, briefing: "Briefing") -> None:
        self.library.add(briefing)

    def get(self, id: str) -> "Briefing":
        return self.library.get(id)

    def search(self, word: str, limit: int) -> list[str]:
        return [hit.entry.id for hit in self.library.search(word, limit)]

    def close(self) -> None:
        self.library.close()
