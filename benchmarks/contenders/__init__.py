"""Three ways to keep the same briefings, each durable when a call returns. Each imports only what it needs itself."""

import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Briefing

FOLLOW_UP = "f1"
"""The follow-up that is toggled."""

_MODULES = {"Readout": "readout", "TinyDB": "stock", "sqlite3": "sqlite"}


class Contender(ABC):
    """One library, open. Ids are those of the briefings."""

    name: str
    """One of NAMES."""

    at_most: int | None = None
    """How many briefings it can be measured with in reasonable time."""

    @classmethod
    @abstractmethod
    def place(cls, folder: Path, count: int) -> Path:
        """Return where the first `count` briefings lie, built in `folder` if they are not there yet."""

    @abstractmethod
    def __init__(self, path: Path) -> None:
        """Open what lies at `path`."""

    @abstractmethod
    def newest(self, limit: int) -> list[tuple[str, str]]:
        """Return ids and headlines of those added last, the last first."""

    @abstractmethod
    def toggle(self, id: str, state: str) -> None:
        """Set the state of a follow-up."""

    @abstractmethod
    def add(self, briefing: "Briefing") -> None:
        """Keep a briefing."""

    @abstractmethod
    def get(self, id: str) -> "Briefing":
        """Return a briefing."""

    @abstractmethod
    def search(self, word: str, limit: int) -> list[str]:
        """Return ids of briefings in which `word` occurs, capitals or not."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the files."""

    @classmethod
    def copied(cls, path: Path, folder: Path) -> Path:
        """Return a copy of what lies at `path`, in `folder`, to be changed."""
        return Path(shutil.copy(path, folder / path.name))

    @classmethod
    def evict(cls, path: Path) -> None:
        """Ask the kernel to forget what it has read of the files that are read at the start."""
        for file in cls.read_first(path):
            handle = os.open(file, os.O_RDONLY)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)

    @classmethod
    def read_first(cls, path: Path) -> list[Path]:
        """Return the files that are read at the start."""
        return [path]


NAMES = tuple(_MODULES)


def named(name: str) -> type[Contender]:
    """Return the contender with this name, and import only that one."""
    module = import_module(f"benchmarks.contenders.{_MODULES[name]}")
    kinds: list[type[Contender]] = [kind for kind in vars(module).values() if getattr(kind, "name", None) == name]
    return kinds[0]


def toggles(ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield ids and states, for ever, such that each toggle changes something."""
    while True:
        for state in ("open", "done"):
            for id in ids:
                yield id, state
