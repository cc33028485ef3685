"""Copying out of the terminal: by tmux's buffer, the platform's clipboard, OSC 52, or else into a file."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

# Terminals cut or drop longer OSC 52 sequences: xterm and hterm take 100,000 bytes of base64, that is 75,000 of text.
OSC_52_LIMIT = 74_994

# Terminals that are known to ignore OSC 52: the Linux console has no clipboard, Apple's Terminal never took it up.
_NO_OSC_52 = {"TERM": {"linux", "vt100", "vt220"}, "TERM_PROGRAM": {"Apple_Terminal"}}

_SECONDS = 2.0


def native_command(env: Mapping[str, str], platform: str = sys.platform) -> list[str] | None:
    """Return the command that fills the platform's clipboard from its standard input, or None where there is none."""
    candidates: list[tuple[bool, list[str]]] = [
        (platform == "darwin", ["pbcopy"]),
        (bool(env.get("WAYLAND_DISPLAY")), ["wl-copy"]),
        (bool(env.get("DISPLAY")), ["xclip", "-selection", "clipboard"]),
        (bool(env.get("DISPLAY")), ["xsel", "--clipboard", "--input"]),
        (platform == "win32" or bool(env.get("WSL_DISTRO_NAME")), ["clip.exe"]),
    ]
    for usable, command in candidates:
        if usable and shutil.which(command[0], path=env.get("PATH")):
            return command
    return None


def takes_osc_52(env: Mapping[str, str], text: str) -> bool:
    """Whether the terminal may be expected to take `text` by OSC 52. It never answers, so this is a guess."""
    ignores = any(env.get(name) in terminals for name, terminals in _NO_OSC_52.items())
    return not ignores and len(text.encode()) <= OSC_52_LIMIT


def copy(text: str, *, osc_52: Callable[[str], None], fallback: Path, env: Mapping[str, str] = os.environ) -> str:
    """Copy `text` by every way that should work here and return the ways in words.

    `osc_52` sends text to the terminal's own clipboard; `fallback` is the file written where no way is left.
    Raises OSError when that file cannot be written.
    """
    if env.get("TMUX") and _fed(["tmux", "load-buffer", "-w", "-"], text):
        return "tmux's buffer (prefix ] pastes it)"
    ways = []
    command = native_command(env)
    if command and _fed(command, text):
        ways.append(f"the clipboard ({command[0]})")
    if takes_osc_52(env, text):
        osc_52(text)
        ways.append("the terminal's clipboard (OSC 52)")
    if ways:
        return " and ".join(ways)
    fallback.parent.mkdir(parents=True, exist_ok=True)
    fallback.touch(mode=0o600)
    fallback.write_text(text, encoding="utf-8")
    return f"the file {fallback}"


def _fed(command: list[str], text: str) -> bool:
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
