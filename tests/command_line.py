"""The real command, as a process of its own, in a pipe or on a pseudo-terminal."""

import contextlib
import os
import pty
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

COMMAND = str(Path(sys.executable).with_name("readout"))

NEWS = (
    "The council keeps the harbour.\n\n"
    "“We will not sell the harbour to anybody,” Mayor Ada Byron told The Harbour Post on Friday.\n\n"
    "The council urged the government to pay for the new pier.\n"
)


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended. On a terminal all it said is `out`."""

    status: int
    out: str
    err: str = ""


Call = Callable[..., Done]


def run(*arguments: str | bytes, directory: Path, stdin: str | bytes = b"") -> Done:
    """Run `readout` in `directory` with pipes around it."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [COMMAND, *arguments], input=given, capture_output=True, cwd=directory, timeout=60, check=False
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_on_a_terminal(*arguments: str | bytes, directory: Path, term: str = "xterm-256color") -> Done:
    """Run `readout` in `directory` on a pseudo-terminal that hands through every byte as it was written."""
    ours, its = pty.openpty()
    settings = termios.tcgetattr(its)
    settings[1] &= ~termios.OPOST
    termios.tcsetattr(its, termios.TCSANOW, settings)
    process = subprocess.Popen(
        [COMMAND, *arguments],
        stdin=its,
        stdout=its,
        stderr=its,
        cwd=directory,
        env=os.environ | {"TERM": term},
        start_new_session=True,
    )
    os.close(its)
    written = b""
    with contextlib.suppress(OSError):  # Linux says the end of a terminal by EIO
        while piece := os.read(ours, 65536):
            written += piece
    os.close(ours)
    return Done(process.wait(60), written.decode("utf-8"))
