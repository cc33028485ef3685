"""The real `readout` in a pseudo-terminal: its screen as a terminal shows it, and every byte that came."""

import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pyte
from command_line import COMMAND
from driving import words_of

from benchmarks.terminal import Terminal

_PATIENCE = 20.0  # seconds

_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")


class DeskInATerminal(Terminal):
    """`readout` started in a terminal; reads what it draws until what is waited for is there."""

    def __init__(self, library: Path, *arguments: str, size: tuple[int, int] = (80, 24), **env: str) -> None:
        """Start `readout` with `arguments` on the library in the directory `library`; `env` is added to its own."""
        command = [COMMAND, *arguments]
        ours = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        given = ours | {"READOUT_LIBRARY": str(library)} | env
        super().__init__(command, columns=size[0], lines=size[1], env=given)
        self._display = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._display)
        self._fed = 0

    def __enter__(self) -> "DeskInATerminal":
        super().__enter__()
        return self

    @property
    def bytes(self) -> bytes:
        """All that came so far."""
        return b"".join(chunk for _, chunk in self.chunks)

    @property
    def screen(self) -> str:
        """What the terminal shows."""
        for _, chunk in self.chunks[self._fed :]:
            self._stream.feed(chunk)
        self._fed = len(self.chunks)
        return "\n".join(self._display.display)

    @property
    def words(self) -> str:
        """The words on the screen, white space between them as single spaces."""
        return " ".join(self.screen.split())

    @property
    def toast(self) -> str:
        """The words of the messages over the rest: what stands right of a bar."""
        lines = [line.rpartition("▌")[2] for line in self.screen.splitlines() if "▌" in line]
        return words_of(lines)

    def until_told(self, words: str) -> None:
        """Read until `words` stand in a message."""
        self.until(lambda: words in self.toast, f"{words!r} was told")

    @property
    def title(self) -> str:
        """The title that the terminal was given."""
        return str(self._display.title)

    def until(self, holds: Callable[[], object], what: str) -> None:
        """Read until something holds; fail when it has not after twenty seconds."""
        end = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < end, f"waited {_PATIENCE:g} s until {what}; on the screen:\n{self.screen}"
            self.until_quiet(0.02)

    def until_seen(self, words: str) -> None:
        """Read until `words` stand on the screen."""
        self.until(lambda: words in self.words, f"{words!r} was seen")

    def until_open(self) -> None:
        """Read until the desk, on a small screen, has its panes filled and waits for keys."""
        self.until_seen("▶2 Quotes")  # the first frame is drawn before there are tabs
        self.until_seen("“We ")

    def ended(self) -> int:
        """Read until the program has ended and return its exit status, the number of the signal below 0."""
        done: list[int] = []

        def has_ended() -> bool:
            # The process stays to be waited for, which Terminal does.
            result = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if result is not None:
                done.append(result.si_status if result.si_code == os.CLD_EXITED else -result.si_status)
            return bool(done)

        self.until(has_ended, "the program had ended")
        self.until_quiet(0.02)
        return done[0]

    def modes(self) -> dict[str, bool]:
        """Return the terminal's private modes as last set: "1049" is the alternate screen, "25" the cursor."""
        modes: dict[str, bool] = {}
        for numbers, switch in _MODE.findall(self.bytes):
            modes |= dict.fromkeys(numbers.decode().split(";"), switch == b"h")
        return modes
