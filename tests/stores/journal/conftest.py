"""What the tests of the journal share: a directory, and any number of handles on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from handles import Handle, Open


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Where the library is made."""
    return tmp_path / "library"


@pytest.fixture
def opened(directory: Path) -> Iterator[Open]:
    """Open the directory once more."""
    handles: list[Handle] = []

    def another() -> Handle:
        handles.append(Handle(directory))
        return handles[-1]

    yield another
    for handle in handles:
        handle.storage.close()
