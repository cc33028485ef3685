"""A file that an export goes to is there whole or not at all, and nobody else can read it."""

import resource
from pathlib import Path

import pytest

from tui.commands.errors import OutputError
from tui.commands.whole_file import whole_file


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_it_is_there_once_all_is_written_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    with whole_file(file) as out:
        out.say("“Größe”\n\x1b[2J")
        out.say_json('{"a": "\x9b"}')
        assert not file.exists()
    assert file.read_text(encoding="utf-8") == '“Größe”\n␛[2J{"a": "\\u009b"}\n'
    assert file.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["export.txt"]


def test_what_goes_wrong_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text("before")
    with pytest.raises(KeyboardInterrupt), whole_file(file) as out:
        out.say("half")
        raise KeyboardInterrupt
    assert file.read_text() == "before"
    assert names(tmp_path) == ["export.txt"]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "export.txt"
    file.write_text("before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(OutputError, match="before is untouched"), whole_file(file) as out:
            for _ in range(100):
                out.say("word " * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_text() == "before"
    assert names(tmp_path) == ["export.txt"]


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    with whole_file(tmp_path / "link") as out:
        out.say("through")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "through"


@pytest.mark.parametrize("name", ["/dev/null", ".", "missing/export.txt", "x" * 300])
def test_what_cannot_be_a_file_is_refused_in_one_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError), whole_file(Path(name)) as out:
        out.say("words")
    assert names(tmp_path) == []
    assert Path("/dev/null").is_char_device()
