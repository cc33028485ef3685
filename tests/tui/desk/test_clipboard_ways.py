"""Which ways out of the terminal are taken for a text, and in which surroundings."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import Program

from tui.desk import clipboard
from tui.desk.clipboard import OSC_52_LIMIT, copy, native_command, takes_osc_52

XTERM_TAKES = 100_000  # bytes of base64


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.mark.parametrize(
    ("variables", "platform", "name"),
    [
        ({}, "darwin", "pbcopy"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "linux", "wl-copy"),
        ({"DISPLAY": ":0"}, "linux", "xclip"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", "clip.exe"),
        ({}, "win32", "clip.exe"),
    ],
)
def test_each_platform_has_its_clipboard(variables: dict[str, str], platform: str, name: str, programs: Path) -> None:
    for program in ("pbcopy", "wl-copy", "xclip", "xsel", "clip.exe"):
        Program(programs, program)
    command = native_command({**variables, "PATH": str(programs)}, platform)
    assert command is not None
    assert command[0] == name


def test_a_program_that_is_not_installed_is_passed_over(programs: Path) -> None:
    env = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "PATH": str(programs)}
    assert native_command(env, "linux") is None
    Program(programs, "xsel")
    assert native_command(env, "linux") == ["xsel", "--clipboard", "--input"]


def test_without_a_display_a_program_for_it_is_of_no_use(programs: Path) -> None:
    for program in ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe"):
        Program(programs, program)
    assert native_command({"PATH": str(programs)}, "linux") is None


@given(st.text(min_size=1, max_size=60), st.integers(min_value=1, max_value=40_000))
def test_no_text_is_sent_that_the_terminal_would_cut(piece: str, times: int) -> None:
    text = piece * times
    if takes_osc_52({"TERM": "xterm"}, text):
        assert len(base64.b64encode(text.encode())) <= XTERM_TAKES


def test_the_limit_counts_bytes_and_is_no_smaller_than_need_be() -> None:
    env = {"TERM": "xterm"}
    assert takes_osc_52(env, "a" * OSC_52_LIMIT)
    assert not takes_osc_52(env, "a" * (OSC_52_LIMIT + 1))
    assert not takes_osc_52(env, "é" * (OSC_52_LIMIT // 2 + 1))
    assert len(base64.b64encode(b"a" * (OSC_52_LIMIT + 9))) > XTERM_TAKES


@pytest.mark.parametrize("env", [{"TERM": "linux"}, {"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}])
def test_terminals_known_to_have_no_clipboard_are_not_sent_anything(env: dict[str, str], tmp_path: Path) -> None:
    sent: list[str] = []
    file = tmp_path / "state" / "copied.txt"
    said = copy("“We keep it.”", osc_52=sent.append, fallback=file, env=env)
    assert sent == []
    assert said == f"the file {file}"
    assert file.read_text(encoding="utf-8") == "“We keep it.”"


def test_a_file_written_before_is_written_over_whole_and_stays_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "copied.txt"
    for text in ("a longer text than the next", "short"):
        copy(text, osc_52=[].append, fallback=file, env={"TERM": "linux"})
    assert file.read_text() == "short"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(OSError, match="state"):
        copy("text", osc_52=[].append, fallback=tmp_path / "state" / "copied.txt", env={"TERM": "linux"})


def test_a_clipboard_that_hangs_is_left_after_its_time(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Program(programs, "xclip", then="exec /bin/sleep 60")
    monkeypatch.setattr(clipboard, "_SECONDS", 0.2)
    sent: list[str] = []
    env = {"DISPLAY": ":0", "TERM": "xterm", "PATH": str(programs)}
    said = copy("text", osc_52=sent.append, fallback=tmp_path / "copied.txt", env=env)
    assert said == "the terminal's clipboard (OSC 52)"
    assert sent == ["text"]


def test_a_tmux_that_is_gone_is_no_way(programs: Path, tmp_path: Path) -> None:
    sent: list[str] = []
    env = {"TMUX": "/tmp/tmux-0/default,1,0", "TERM": "screen", "PATH": str(programs)}
    assert "OSC 52" in copy("text", osc_52=sent.append, fallback=tmp_path / "copied.txt", env=env)
    assert sent == ["text"]
