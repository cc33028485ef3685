"""Files are replaced whole: first durable under another name, then renamed, then the name is made durable."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from briefings import a_briefing

from stores import Library
from stores.journal.replacing import linked, private_directory, replaced


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is asked of the disk, in its order: writes, renames, and what is made durable, by the names of the files."""
    made: list[str] = []

    def noted(name: str, what: str) -> None:
        call = getattr(os, name)

        def noting(target: Any, *rest: Any, **named: Any) -> Any:
            file = Path(f"/proc/self/fd/{target}").resolve() if isinstance(target, int) else Path(target)
            made.append(f"{what} {file.name}")
            return call(target, *rest, **named)

        monkeypatch.setattr(os, name, noting)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs to see which file a handle is of")
    for name, what in (("write", "write"), ("fdatasync", "sync"), ("fsync", "sync"), ("replace", "rename")):
        noted(name, what)
    return made


def test_a_file_is_durable_before_it_has_its_name_and_the_name_before_anything_else(
    tmp_path: Path, calls: list[str]
) -> None:
    replaced(tmp_path / "file", b"content", tmp_path / "new")
    assert calls == ["write new", "sync new", "rename new", f"sync {tmp_path.name}"]
    assert (tmp_path / "file").read_bytes() == b"content"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_an_analysis_is_durable_before_the_catalogue_names_it_and_that_before_it_is_acknowledged(
    tmp_path: Path, calls: list[str]
) -> None:
    with Library.open(tmp_path) as library:
        library.alias("Byron", "Ada")
        calls.clear()
        id = library.add(a_briefing())
    wanted = [
        "sync body",
        "rename body",
        f"sync {id[:2]}",
        "write catalogue.log",
        "sync catalogue.log",
        "write witness",
    ]
    places = [calls.index(call) for call in wanted]
    assert places == sorted(places)


def test_new_directories_are_the_users_alone_and_their_names_are_durable(tmp_path: Path, calls: list[str]) -> None:
    private_directory(tmp_path / "a" / "b")
    assert calls == [f"sync {tmp_path.name}", "sync a"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a", tmp_path / "a" / "b")} == {0o700}


def test_what_could_not_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"before")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left"):
        replaced(tmp_path / "file", b"after", tmp_path / "new")
    assert (tmp_path / "file").read_bytes() == b"before"
    assert {path.name for path in tmp_path.iterdir()} == {"file"}


def test_what_a_crash_left_under_the_other_name_is_not_taken_for_the_content(tmp_path: Path) -> None:
    (tmp_path / "new").write_bytes(b"left, and longer than what comes now")
    replaced(tmp_path / "file", b"content", tmp_path / "new")
    (tmp_path / "new").write_bytes(b"left again")
    linked(tmp_path / "file", tmp_path / "other", tmp_path / "new")
    assert (tmp_path / "other").read_bytes() == b"content"
    assert {path.name for path in tmp_path.iterdir()} == {"file", "other"}
