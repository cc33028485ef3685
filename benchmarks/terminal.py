"""A program run in a pseudo-terminal: when which bytes came, what stood on the screen, how much memory it holds."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path

import pyte

# What a program may ask of a terminal, and what a modern one answers: its kind, and that it can synchronise output.
_ANSWERS = {b"\x1b[c": b"\x1b[?62;22c", b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}


class Terminal:
    """A context manager around one run of `command` in a terminal of `columns` × `lines`; `env` is its environment."""

    def __init__(self, command: list[str], *, columns: int, lines: int, env: dict[str, str]) -> None:
        self._command, self._size = command, (columns, lines)
        self._env = env | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self.chunks: list[tuple[float, bytes]] = []

    def __enter__(self) -> "Terminal":
        columns, lines = self._size
        self.begin = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.execvpe(self._command[0], self._command, self._env)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def until_quiet(self, seconds: float, *, first: float | None = None, limit: float = 30.0) -> float:
        """Read until nothing has come for `seconds`; return when the last byte came (perf_counter, seconds).

        For the first byte it waits `first` seconds, where that is given.
        """
        last = time.perf_counter()
        end, patience = last + limit, first if first is not None else seconds
        while (now := time.perf_counter()) < end:
            ready, _, _ = select.select([self._fd], [], [], max(0.0, last + patience - now))
            if not ready:
                break
            try:
                chunk = os.read(self._fd, 1 << 16)
            except OSError:  # Linux says EIO when the program has left
                break
            last, patience = time.perf_counter(), seconds
            self.chunks.append((last, chunk))
            for asked, answer in _ANSWERS.items():
                if asked in chunk:
                    os.write(self._fd, answer)
        return last

    def press(self, key: str) -> None:
        """Send a key as its bytes."""
        os.write(self._fd, key.encode())

    def first_seen(self, words: str) -> float | None:
        """Return when `words` first stood on the screen (perf_counter, seconds), None if they never did."""
        screen = pyte.Screen(*self._size)
        stream = pyte.ByteStream(screen)
        for at, chunk in self.chunks:
            stream.feed(chunk)
            if any(words in line for line in screen.display):
                return at
        return None

    def memory(self) -> int:
        """Return the memory that the program holds now (resident set), in KiB. Linux only."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
